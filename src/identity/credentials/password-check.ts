import { Injectable } from '@nestjs/common';
import type { User } from '../users/user.entity.js';
import { UserStore } from '../users/user.store.js';
import { PasswordStore } from './password.store.js';
import { Passwords } from './passwords.js';
import { type Attempt, SignInAttempts } from './sign-in-attempts.store.js';
import { type RefusedKind, SignInRefusals } from './sign-in-refusals.js';

/** A password that somebody gave, for whom, and where from. */
export interface Guess {
  readonly email: string;
  readonly password: string;
  /** The address that the request came from. */
  readonly address: string;
}

/** What came of looking at a password. */
export type Checked =
  | { readonly outcome: 'right'; readonly user: User; readonly hash: string }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'locked'; readonly retryAfter: number };

/** In whose name a password is looked for when there is nobody: the nil UUID (RFC 9562 §5.9). */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * The one place where a password is looked at, under the lockout. E-mail addresses that nobody has take the same
 * statements and the same work.
 */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly attempts: SignInAttempts,
    private readonly users: UserStore,
    private readonly store: PasswordStore,
    private readonly passwords: Passwords,
    private readonly refusals: SignInRefusals,
  ) {}

  /** @throws TooManyRequests when too many passwords wait to be looked at; that is no failure of the person's */
  async check(guess: Guess, kind: RefusedKind): Promise<Checked> {
    const email = guess.email.toLowerCase();
    const attempt = await this.attempts.begin({ secret: 'password', of: email }, guess.address);
    if ('retryAfter' in attempt) {
      this.refusals.locked(kind, attempt.retryAfter);
      return { outcome: 'locked', retryAfter: attempt.retryAfter };
    }
    const { user, hash, right } = await this.look(attempt, email, guess.password);
    if (user === null || hash === null || !right) {
      await this.refusals.wrong(kind, user, hash !== null);
      return { outcome: 'wrong' };
    }
    await this.attempts.succeed(attempt);
    return { outcome: 'right', user, hash };
  }

  /**
   * For whoever finds another hash stored than the one that was right: a sign-in by the same password may have made it
   * anew meanwhile.
   * @returns the hash that is stored now; null when the password is no longer the person's
   * @throws TooManyRequests when too many passwords wait to be looked at
   */
  async renewed(userId: string, password: string): Promise<string | null> {
    const hash = await this.store.find(userId);
    return hash !== null && (await this.passwords.matches(password, hash)) ? hash : null;
  }

  private async look(attempt: Attempt, email: string, password: string) {
    try {
      const user = await this.users.findByEmail(possible(email) ? email : '');
      const hash = await this.store.find(user?.status === 'active' ? user.id : NOBODY);
      return { user, hash, right: await this.passwords.matches(password, hash) };
    } catch (error) {
      await this.attempts.withdraw(attempt);
      throw error;
    }
  }
}

/** PostgreSQL takes no NUL; and no address is longer (RFC 3696 errata 1690: 254, here with room to spare). */
function possible(email: string): boolean {
  return email.length <= 320 && !/\p{Cc}/u.test(email);
}
