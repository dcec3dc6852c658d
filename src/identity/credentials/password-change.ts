import { Injectable } from '@nestjs/common';
import { Changes, type Transaction } from '../changes.store.js';
import type { User } from '../users/user.entity.js';
import { PasswordCheck } from './password-check.js';
import { knownOf } from './password.rules.js';
import { PasswordStore } from './password.store.js';
import { Passwords } from './passwords.js';
import { SetupLinkStore } from './setup-link.store.js';

/** Both passwords of a change, and where the request comes from. */
export interface ChangeRequest {
  readonly current: string;
  readonly next: string;
  readonly address: string;
  /** Ends, in the same commit, what whoever knew the old password may have begun. @returns how many sessions */
  readonly end: (transaction: Transaction) => Promise<number>;
}

/** What came of a change. */
export type ChangeOutcome =
  | { readonly outcome: 'changed' }
  /** The current password is another one. */
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'locked'; readonly retryAfter: number }
  /** The new password may not be used. @property fault a sentence that says why */
  | { readonly outcome: 'unfit'; readonly fault: string };

/** Thrown to undo a change that came too late. */
class NoLongerCurrent extends Error {}

/** Lets people who are signed in change their password. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly checks: PasswordCheck,
    private readonly passwords: Passwords,
    private readonly store: PasswordStore,
    private readonly links: SetupLinkStore,
    private readonly changes: Changes,
  ) {}

  /**
   * The current password is guessed under the same lockout as at the sign-in.
   * @throws TooManyRequests when too many passwords wait to be looked at
   */
  async change(user: Pick<User, 'id' | 'email' | 'name'>, request: ChangeRequest): Promise<ChangeOutcome> {
    const { current, next, address } = request;
    const fault = this.passwords.faultOf(next, knownOf(user));
    if (fault !== null) return { outcome: 'unfit', fault };
    if (next === current) return { outcome: 'unfit', fault: 'That is the password that you have already.' };
    const checked = await this.checks.check(
      { email: user.email, password: current, address },
      'password.change_refused',
    );
    if (checked.outcome === 'locked') return checked;
    if (checked.outcome === 'wrong' || checked.user.id !== user.id) return { outcome: 'wrong' };
    const after = await this.passwords.hash(next);
    if (await this.replace(user.id, checked.hash, after, request.end)) return { outcome: 'changed' };
    const renewed = await this.checks.renewed(user.id, current);
    const changed = renewed !== null && (await this.replace(user.id, renewed, after, request.end));
    return { outcome: changed ? 'changed' : 'wrong' };
  }

  /** @returns false, and nothing is done, when another hash is stored by now */
  private async replace(userId: string, before: string, after: string, end: ChangeRequest['end']): Promise<boolean> {
    try {
      await this.changes.record(
        async (transaction) => {
          if (!(await this.store.replace(transaction, userId, before, after))) throw new NoLongerCurrent();
          // Whoever changes it because others know it means those, too, who hold a link.
          await this.links.deleteUnused(transaction, userId);
          return end(transaction);
        },
        (closed) => ({ kind: 'password.changed', decision: 'done', sub: userId, detail: { id: userId, closed } }),
      );
      return true;
    } catch (error) {
      if (error instanceof NoLongerCurrent) return false;
      throw error;
    }
  }
}
