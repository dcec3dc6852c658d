import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Changes } from '../changes.store.js';
import { WRONG_TAKES } from '../credentials/password-sign-in.js';
import { type Attempt, SignInAttempts } from '../credentials/sign-in-attempts.store.js';
import { type RefusedKind, SignInRefusals } from '../credentials/sign-in-refusals.js';
import { typedCode } from './recovery-code.rules.js';
import { RecoveryCodeStore } from './recovery-code.store.js';
import { SecondFactors } from './second-factors.js';

/** A code that somebody gave, for whom, and where from. */
export interface CodeGuess {
  readonly userId: string;
  readonly email: string;
  /** Of the app, or a recovery code. */
  readonly code: string;
  readonly address: string;
}

/** What came of looking at a code. */
export type CheckedCode =
  /** @property left recovery codes, when one was used; else null */
  | { readonly outcome: 'right'; readonly left: number | null }
  | { readonly outcome: 'wrong' }
  /** @property retryAfter whole seconds */
  | { readonly outcome: 'locked'; readonly retryAfter: number };

/**
 * The one place where a code is looked at, under two lockouts: the one of passwords, which the person's address is under at
 * both steps; and one of codes alone, which no right password lifts, wherever it comes from.
 */
@Injectable()
export class SecondFactorCheck {
  constructor(
    private readonly attempts: SignInAttempts,
    private readonly factors: SecondFactors,
    private readonly codes: RecoveryCodeStore,
    private readonly changes: Changes,
    private readonly refusals: SignInRefusals,
  ) {}

  /** Spends the code when it is right. What is wrong with it takes the same time, whatever it is. */
  async check(guess: CodeGuess, kind: RefusedKind): Promise<CheckedCode> {
    const soonest = pause(WRONG_TAKES);
    const begun = await this.begin(guess);
    if ('retryAfter' in begun) {
      this.refusals.locked(kind, begun.retryAfter);
      return { outcome: 'locked', retryAfter: begun.retryAfter };
    }
    const right = await this.look(guess, begun);
    if (right === null) {
      await this.refusals.wrongCode(kind, guess.userId);
      await soonest;
      return { outcome: 'wrong' };
    }
    for (const attempt of begun) await this.attempts.succeed(attempt);
    return { outcome: 'right', left: right.left };
  }

  private async begin({ userId, email, address }: CodeGuess): Promise<readonly Attempt[] | { retryAfter: number }> {
    const ofPerson = await this.attempts.begin({ secret: 'password', of: email }, address);
    if ('retryAfter' in ofPerson) return ofPerson;
    // One place for all: whoever guesses codes knows the password, and would come from many.
    const ofCodes = await this.attempts.begin({ secret: 'second factor', of: userId }, 'anywhere');
    if (!('retryAfter' in ofCodes)) return [ofPerson, ofCodes];
    await this.attempts.withdraw(ofPerson);
    return ofCodes;
  }

  private async look(guess: CodeGuess, begun: readonly Attempt[]): Promise<{ left: number | null } | null> {
    try {
      if (await this.factors.spend(guess.userId, guess.code)) return { left: null };
      const left = await this.recover(guess);
      return left === null ? null : { left };
    } catch (error) {
      for (const attempt of begun) await this.attempts.withdraw(attempt);
      throw error;
    }
  }

  private async recover({ userId, code }: CodeGuess): Promise<number | null> {
    const typed = typedCode(code);
    if (typed === null) return null;
    return this.changes.record(
      (transaction) => this.codes.spend(transaction, userId, typed),
      (left) =>
        left === null
          ? null
          : { kind: 'recovery_code.used', decision: 'done', sub: userId, detail: { id: userId, left } },
    );
  }
}
