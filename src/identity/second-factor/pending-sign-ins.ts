import { Injectable } from '@nestjs/common';
import { equalSecrets, keyedHash, newSecret } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
import type { Transaction } from '../changes.store.js';
import { PasswordStore } from '../credentials/password.store.js';
import { PendingSignInStore } from './pending-sign-in.store.js';

const HANDLE = /^[A-Za-z0-9_-]{43}$/;

/** A sign-in that waits for its second factor; `password` is for {@link PendingSignIns.hold} alone. */
export interface WaitingSignIn {
  readonly hash: string;
  readonly userId: string;
  readonly email: string;
  readonly password: string;
}

/** Sign-ins between their two steps: what the first one proved is kept in the database, never in the form. */
@Injectable()
export class PendingSignIns {
  private readonly pepper: Buffer;

  constructor(
    private readonly store: PendingSignInStore,
    private readonly passwords: PasswordStore,
    secrets: Secrets,
  ) {
    this.pepper = secrets.key('pending-sign-in');
  }

  /**
   * @param proof of the password that was right
   * @returns the handle for the form; null when the person has no second factor any more
   */
  async begin(userId: string, proof: string, browserHash: string): Promise<string | null> {
    const handle = newSecret();
    const row = { hash: this.hash(handle), browserHash, userId, proof: this.hash(proof) };
    return (await this.store.insert(row)) ? handle : null;
  }

  /**
   * Counts an attempt. Null when nobody gave this handle to this browser, its time is over, it is done or was tried too
   * often, the person is not active any more, or has another password now.
   */
  async attempt(handle: string, browserHash: string): Promise<WaitingSignIn | null> {
    const found = HANDLE.test(handle) ? await this.store.attempt(this.hash(handle), browserHash) : null;
    if (found === null) return null;
    const { hash, userId, email, proof } = found;
    const password = (await this.passwords.find(userId)) ?? '';
    return equalSecrets(Buffer.from(proof), Buffer.from(this.hash(password)))
      ? { hash, userId, email, password }
      : null;
  }

  /** Nobody looked at the code of an attempt. */
  withdraw({ hash }: WaitingSignIn): Promise<void> {
    return this.store.withdraw(hash);
  }

  /** Spends it: for one session, and only while the password is the one that was right. */
  async hold(transaction: Transaction, { hash, userId, password }: WaitingSignIn): Promise<boolean> {
    return (await this.store.spend(transaction, hash)) && this.passwords.hold(transaction, userId, password);
  }

  private hash(text: string): string {
    return keyedHash(this.pepper, text).toString('base64url');
  }
}
