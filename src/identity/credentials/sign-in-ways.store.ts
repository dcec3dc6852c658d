import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { Transaction } from '../changes.store.js';

/** By what a person can sign in. */
export interface SignInWays {
  readonly password: boolean;
  /** How many. */
  readonly passkeys: number;
  /** Whether there is a company's provider, in use, that knows the person. */
  readonly company: boolean;
  /** Classes of authentication that such a provider may say of a sign-in. */
  readonly companyAcrs: readonly string[];
}

const NONE: SignInWays = { password: false, passkeys: 0, company: false, companyAcrs: [] };

const providers = `user_identities i JOIN sign_in_providers p ON p.issuer = i.issuer AND p.status = 'active' AND i.user_id = $1`;

const ways = `SELECT EXISTS (SELECT 1 FROM passwords WHERE user_id = $1) AS password,
  (SELECT count(*)::int FROM passkeys WHERE user_id = $1) AS passkeys,
  EXISTS (SELECT 1 FROM ${providers}) AS company,
  ARRAY(SELECT DISTINCT said.value FROM ${providers}, jsonb_each_text(p.acr_map) said) AS "companyAcrs"`;

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
