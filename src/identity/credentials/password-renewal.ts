import { Injectable } from '@nestjs/common';
import type { Transaction } from '../changes.store.js';
import { SessionStore } from '../sessions/session.store.js';
import type { User } from '../users/user.entity.js';
import { PasswordStore } from './password.store.js';
import { SetupLinkStore } from './setup-link.store.js';
import { SignInAttempts } from './sign-in-attempts.store.js';

/** Puts a new password in force for somebody who could not show the old one: whatever was before ends with it. */
@Injectable()
export class PasswordRenewal {
  constructor(
    private readonly passwords: PasswordStore,
    private readonly links: SetupLinkStore,
    private readonly sessions: SessionStore,
    private readonly attempts: SignInAttempts,
  ) {}

  /** @returns how many sessions were closed */
  async enforce(transaction: Transaction, user: User, hash: string): Promise<number> {
    await this.passwords.write(transaction, user.id, hash);
    await this.links.deleteUnused(transaction, user.id);
    await this.attempts.clear(transaction, user.email);
    return this.sessions.closeOfUser(transaction, user.id, 'password was set');
  }
}
