import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PasskeySignIn } from '../identity/passkeys/passkey-sign-in.js';
import { Browser } from './browser.js';
import { byPasskey } from './sign-in-means.js';
import { SignInOpening } from './sign-in-opening.js';

/** What came of a passkey. */
export type PasskeyStepOutcome =
  | { readonly userId: string }
  | {
      readonly status: 401;
      readonly error: string;
      /** Id of a passkey that is nobody's. */
      readonly unknownPasskey?: string;
    };

const NOT_ACCEPTED = {
  status: 401,
  error: 'The passkey was not accepted. Try again, or sign in another way.',
} as const;

/** Lets a person in by a passkey, which needs no second factor: it is two by itself. */
@Injectable()
export class PasskeyStep {
  constructor(
    private readonly passkeys: PasskeySignIn,
    private readonly opening: SignInOpening,
    private readonly browser: Browser,
  ) {}

  /** @param text what the authenticator said, as the page's form carries it */
  async answer(request: Request, response: Response, text: string): Promise<PasskeyStepOutcome> {
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
