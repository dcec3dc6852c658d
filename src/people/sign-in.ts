import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Signals } from '../analytics/analytics.contract.js';
import type { Form } from '../http/form.js';
import { PasswordSignIn } from '../identity/credentials/password-sign-in.js';
import type { User } from '../identity/users/user.entity.js';
import { newSecret } from '../kernel/one-time-secret.js';
import { addressOf, Browser } from './browser.js';
import { WebSessions } from './web-sessions.js';

/** How an attempt to sign in ended; what is wrong is one sentence for the person. */
export type SignInOutcome =
  { readonly user: User } | { readonly status: 400 | 401 | 429; readonly error: string; readonly retryAfter?: number };

const WRONG = { status: 401, error: 'The e-mail address or the password is not right.' } as const;

/** Lets a person in by a password: the one door, whichever page it is on. */
@Injectable()
export class SignIn {
  constructor(
    private readonly passwords: PasswordSignIn,
    private readonly browser: Browser,
    private readonly sessions: WebSessions,
    private readonly signals: Signals,
  ) {}

  /** An unknown address, a wrong password and a person without one are the same to whoever asks. */
  async attempt(request: Request, response: Response, form: Form): Promise<SignInOutcome> {
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
    const secret = newSecret();
    const opened = await this.sessions.open({
      userId: user.id,
      stillProven: (transaction) => this.passwords.hold(transaction, user.id, proof),
      cookieHash: this.browser.hash(secret),
      previousHash: this.browser.signInHash(request),
      origin: this.signals.of(request),
    });
    if (!opened) return WRONG;
    this.browser.keepSignIn(response, secret);
    return { user };
  }
}
