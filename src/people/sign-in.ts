import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Form } from '../http/form.js';
import { PasswordSignIn } from '../identity/credentials/password-sign-in.js';
import { PasskeySignIn } from '../identity/passkeys/passkey-sign-in.js';
import { addressOf, Browser } from './browser.js';
import { BY_PASSWORD, byPasskey } from './sign-in-means.js';
import { SignInOpening } from './sign-in-opening.js';

/** How an attempt to sign in ended; what is wrong is one sentence for the person. */
export type SignInOutcome =
  | { readonly userId: string }
  | {
      readonly status: 400 | 401 | 429;
      readonly error: string;
      readonly retryAfter?: number;
      /** Id of a passkey that is nobody's. */
      readonly unknownPasskey?: string;
    };

const WRONG = { status: 401, error: 'The e-mail address or the password is not right.' } as const;

const NOT_ACCEPTED = {
  status: 401,
  error: 'The passkey was not accepted. Try again, or sign in another way.',
} as const;

/** Lets a person in by what a sign-in page sent: the one door, whichever page it is on. */
@Injectable()
export class SignIn {
  constructor(
    private readonly passwords: PasswordSignIn,
    private readonly opening: SignInOpening,
    private readonly passkeys: PasskeySignIn,
    private readonly browser: Browser,
  ) {}

  /** An unknown address, a wrong password and a person without one are the same to whoever asks. */
  async attempt(request: Request, response: Response, form: Form): Promise<SignInOutcome> {
    const passkey = form.one('passkey');
    if (passkey !== undefined) return this.byPasskey(request, response, passkey);
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
    const opened = await this.opening.open(request, response, {
      userId,
      means: BY_PASSWORD,
      stillProven: (transaction) => this.passwords.hold(transaction, userId, proof),
    });
    return opened ? { userId } : WRONG;
  }

  private async byPasskey(request: Request, response: Response, text: string): Promise<SignInOutcome> {
    const attempt = await this.passkeys.attempt(text, this.browser.hash(this.browser.secret(request, response)));
    if (attempt.outcome === 'wrong') {
      return attempt.unknown === undefined ? NOT_ACCEPTED : { ...NOT_ACCEPTED, unknownPasskey: attempt.unknown };
    }
    const { proven } = attempt;
    const { userId, backupEligible } = proven.passkey;
    const opened = await this.opening.open(request, response, {
      userId,
      means: byPasskey(backupEligible),
      stillProven: (transaction) => this.passkeys.hold(transaction, proven),
    });
    return opened ? { userId } : NOT_ACCEPTED;
  }
}
