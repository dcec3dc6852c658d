import { Injectable } from '@nestjs/common';
import type { Transaction } from '../changes.store.js';
import { PasskeyStore } from '../passkeys/passkey.store.js';
import { SessionStore } from '../sessions/session.store.js';
import type { User } from '../users/user.entity.js';
import { PasswordStore } from './password.store.js';
import { SetupLinkStore } from './setup-link.store.js';
import { SignInAttempts } from './sign-in-attempts.store.js';

/** Puts a new way to sign in in force for somebody who could not show an old one: whatever was before ends with it. */
@Injectable()
export class PasswordRenewal {
  constructor(
    private readonly passwords: PasswordStore,
    private readonly links: SetupLinkStore,
    private readonly sessions: SessionStore,
    private readonly attempts: SignInAttempts,
    private readonly passkeys: PasskeyStore,
  ) {}

  /** @param keep whether the person's passkeys stay @returns how many sessions were closed */
  async enforce(transaction: Transaction, user: User, hash: string, keep: boolean): Promise<number> {
    if (!keep) await this.removeWays(transaction, user);
    await this.passwords.write(transaction, user.id, hash);
    return this.endAll(transaction, user, 'password was set');
  }

  /** Whoever has lost one may have lost it to somebody. */
  async removeWays(transaction: Transaction, { id }: User): Promise<void> {
    await this.passwords.delete(transaction, id);
    await this.passkeys.deleteOfUser(transaction, id);
  }

  /** @returns how many sessions were closed */
  async endAll(transaction: Transaction, user: User, reason: string): Promise<number> {
    await this.links.deleteUnused(transaction, user.id);
    await this.attempts.clear(transaction, user.email);
    return this.sessions.closeOfUser(transaction, user.id, reason);
  }
}
