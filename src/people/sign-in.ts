import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Form } from '../http/form.js';
import { PasswordSignIn } from '../identity/credentials/password-sign-in.js';
import { SecondFactors } from '../identity/second-factor/second-factors.js';
import { addressOf } from './browser.js';
import { PasskeyStep, type PasskeyStepOutcome } from './passkey-step.js';
import { BY_PASSWORD } from './sign-in-means.js';
import { SecondStep, type SecondStepOutcome } from './second-step.js';
import { SignInOpening } from './sign-in-opening.js';

/** How an attempt to sign in ended; what is wrong is one sentence for the person. */
export type SignInOutcome =
  | SecondStepOutcome
  | PasskeyStepOutcome
  | { readonly status: 400 | 401 | 429; readonly error: string; readonly retryAfter?: number };

const WRONG = { status: 401, error: 'The e-mail address or the password is not right.' } as const;

/** Lets a person in by what a sign-in page sent: the one door, whichever page it is on. */
@Injectable()
export class SignIn {
  constructor(
    private readonly passwords: PasswordSignIn,
    private readonly opening: SignInOpening,
    private readonly factors: SecondFactors,
    private readonly second: SecondStep,
    private readonly passkey: PasskeyStep,
  ) {}

  /** An unknown address, a wrong password and a person without one are the same to whoever asks. */
  async attempt(request: Request, response: Response, form: Form): Promise<SignInOutcome> {
    const handle = form.one('sign_in');
    if (handle !== undefined) return this.second.answer(request, response, handle, form);
    const passkey = form.one('passkey');
    if (passkey !== undefined) return this.passkey.answer(request, response, passkey);
    const [email, password] = [form.one('email'), form.one('password')];
    if (email === undefined || password === undefined) {
      return { status: 400, error: 'Enter your e-mail address and your password.' };
    }
    const attempt = await this.passwords.attempt(email, password, addressOf(request));
    if (attempt.outcome === 'wrong') return WRONG;
    if (attempt.outcome === 'locked') {
      const error = `Too many attempts. Wait ${attempt.retryAfter} seconds, then try again.`;
      return { status: 429, error, retryAfter: attempt.retryAfter };
    }
    const { user, proof } = attempt;
    const userId = user.id;
    if (await this.factors.has(userId)) return this.second.begin(request, response, userId, proof);
    const opened = await this.opening.open(request, response, {
      userId,
      means: BY_PASSWORD,
      // A second factor may have been set up meanwhile.
      stillProven: async (transaction) =>
        (await this.passwords.hold(transaction, userId, proof)) && !(await this.factors.hasIn(transaction, userId)),
    });
    return opened ? { userId } : WRONG;
  }
}
