import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { Transaction } from '../changes.store.js';

/** By what a person can sign in. */
export interface SignInWays {
  readonly password: boolean;
  /** How many. */
  readonly passkeys: number;
}

const NONE: SignInWays = { password: false, passkeys: 0 };

const ways = `SELECT EXISTS (SELECT 1 FROM passwords WHERE user_id = $1) AS password,
  (SELECT count(*)::int FROM passkeys WHERE user_id = $1) AS passkeys`;

/** What all of the tables of credentials say of one person. */
@Injectable()
export class SignInWaysStore {
  constructor(private readonly sql: Sql) {}

  async of(userId: string): Promise<SignInWays> {
    const [row] = await this.sql.rows<{ [Name in keyof SignInWays]: SignInWays[Name] }>('sign-in-ways.of', ways, [
      userId,
    ]);
    return row ?? NONE;
  }

  /** Until the end of the transaction nobody who asks here takes away a way of the person's, or adds a passkey. */
  async hold(transaction: Transaction, userId: string): Promise<SignInWays> {
    const held = await transaction.query<unknown[]>('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
    if (held.length === 0) return NONE;
    const [row] = await transaction.query<SignInWays[]>(ways, [userId]);
    return row ?? NONE;
  }
}
