import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { Form } from '../http/form.js';
import { WRONG_TAKES } from '../identity/credentials/password-sign-in.js';
import { PendingSignIns, type WaitingSignIn } from '../identity/second-factor/pending-sign-ins.js';
import { SecondFactorCheck } from '../identity/second-factor/second-factor-check.js';
import { addressOf, Browser } from './browser.js';
import { BY_PASSWORD_AND_APP, BY_PASSWORD_AND_RECOVERY_CODE } from './sign-in-means.js';
import { SignInOpening } from './sign-in-opening.js';

/** What came of the step after the password; what is wrong is one sentence for the person. */
export type SecondStepOutcome =
  /** @property codesLeft how many recovery codes are left, when one was used */
  | { readonly userId: string; readonly codesLeft?: number }
  /** A code is asked for. @property handle what the form carries */
  | {
      readonly handle: string;
      readonly status: 200 | 400 | 401 | 429;
      readonly error?: string;
      readonly retryAfter?: number;
    }
  /** It begins anew with the password. */
  | { readonly status: 401; readonly error: string };

const OVER = { status: 401, error: 'That sign-in is over. Sign in once more.' } as const;

/** Asks whoever gave the right password for a code, too. Nothing is opened before both are right. */
@Injectable()
export class SecondStep {
  constructor(
    private readonly pending: PendingSignIns,
    private readonly codes: SecondFactorCheck,
    private readonly opening: SignInOpening,
    private readonly browser: Browser,
  ) {}

  /** @param proof of the password that was right */
  async begin(request: Request, response: Response, userId: string, proof: string): Promise<SecondStepOutcome> {
    const handle = await this.pending.begin(userId, proof, this.browserHash(request, response));
    return handle === null ? OVER : { handle, status: 200 };
  }

  /**
   * A handle that is not good, whyever, leads back to the password; a code that is not right, whyever, is asked for again.
   */
  async answer(request: Request, response: Response, handle: string, form: Form): Promise<SecondStepOutcome> {
    const code = form.one('code') ?? form.one('recovery_code');
    if (code === undefined) return { handle, status: 400, error: 'Enter a code.' };
    const soonest = pause(WRONG_TAKES);
    const waiting = await this.pending.attempt(handle, this.browserHash(request, response));
    if (waiting === null) {
      await soonest;
      return OVER;
    }
    const { userId, email } = waiting;
    const checked = await this.codes.check({ userId, email, code, address: addressOf(request) }, 'sign_in.refused');
    if (checked.outcome === 'right') return this.open(request, response, waiting, checked.left);
    if (checked.outcome === 'wrong') return { handle, status: 401, error: 'The code is not right.' };
    await this.pending.withdraw(waiting);
    const error = `Too many attempts. Wait ${checked.retryAfter} seconds, then try again.`;
    return { handle, status: 429, error, retryAfter: checked.retryAfter };
  }

  /** @param left recovery codes, when one was used */
  private async open(
    request: Request,
    response: Response,
    waiting: WaitingSignIn,
    left: number | null,
  ): Promise<SecondStepOutcome> {
    const { userId } = waiting;
    const opened = await this.opening.open(request, response, {
      userId,
      means: left === null ? BY_PASSWORD_AND_APP : BY_PASSWORD_AND_RECOVERY_CODE,
      stillProven: (transaction) => this.pending.hold(transaction, waiting),
    });
    if (!opened) return OVER;
    return left === null ? { userId } : { userId, codesLeft: left };
  }

  private browserHash(request: Request, response: Response): string {
    return this.browser.hash(this.browser.secret(request, response));
  }
}
