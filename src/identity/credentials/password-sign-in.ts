import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { TooManyRequests } from '../../kernel/problem.js';
import type { Transaction } from '../changes.store.js';
import type { User } from '../users/user.entity.js';
import { PasswordCheck } from './password-check.js';
import { PasswordStore } from './password.store.js';
import { Passwords } from './passwords.js';

/** What came of a try to sign in. */
export type SignInOutcome =
  /** @property proof for {@link PasswordSignIn.hold} alone */
  | { readonly outcome: 'right'; readonly user: User; readonly proof: string }
  | { readonly outcome: 'wrong' }
  /** Even the right password is refused. @property retryAfter whole seconds */
  | { readonly outcome: 'locked'; readonly retryAfter: number };

/** Milliseconds that a wrong answer takes at least: longer than an imported bcrypt hash of cost 12, or a row of evidence. */
export const WRONG_TAKES = 400;

/** Tells whether somebody is who they say, by their password. It opens no session. */
@Injectable()
export class PasswordSignIn {
  constructor(
    private readonly checks: PasswordCheck,
    private readonly passwords: Passwords,
    private readonly store: PasswordStore,
  ) {}

  /**
   * @param address where it comes from
   * @throws TooManyRequests when too many passwords wait to be looked at
   */
  async attempt(email: string, password: string, address: string): Promise<SignInOutcome> {
    // How long a refusal takes must not tell whether there is such a person, or how their password is stored.
    const soonest = pause(WRONG_TAKES);
    const checked = await this.checks.check({ email, password, address }, 'sign_in.refused');
    if (checked.outcome === 'wrong') await soonest;
    if (checked.outcome !== 'right') return checked;
    const { user, hash } = checked;
    const proof = this.passwords.outdated(hash) ? await this.upgraded(user.id, password, hash) : hash;
    return { outcome: 'right', user, proof };
  }

  /**
   * To be asked in the transaction that opens a session: whether the password that was right is still the person's.
   * Otherwise somebody who knows an old one could sign in just while it is replaced, after all sessions were closed.
   */
  hold(transaction: Transaction, userId: string, proof: string): Promise<boolean> {
    return this.store.hold(transaction, userId, proof);
  }

  /** The only moment at which the text is known. @returns the hash that is stored now */
  private async upgraded(userId: string, password: string, before: string): Promise<string> {
    const after = await this.rehashed(password);
    if (after === null) return before;
    if (await this.store.upgrade(userId, before, after)) return after;
    return (await this.checks.renewed(userId, password)) ?? before;
  }

  /** @returns null when there is too much to do just now: it waits for the next time */
  private async rehashed(password: string): Promise<string | null> {
    try {
      return await this.passwords.hash(password);
    } catch (error) {
      if (!(error instanceof TooManyRequests)) throw error;
      return null;
    }
  }
}
