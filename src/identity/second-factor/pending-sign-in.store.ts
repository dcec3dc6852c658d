import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import type { Transaction } from '../changes.store.js';
import type { PendingSignIn } from './pending-sign-in.entity.js';

const LIFETIME = 300_000;
/** Codes that are looked at before the person has to begin anew. */
const MOST = 5;

/** A sign-in that waits, with its person's e-mail address. */
export type FoundSignIn = Pick<PendingSignIn, 'hash' | 'userId' | 'proof'> & { readonly email: string };

/** All SQL of `pending_sign_ins`. */
@Injectable()
export class PendingSignInStore {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** @returns false when the person has no second factor any more */
  async insert(row: Pick<PendingSignIn, 'hash' | 'browserHash' | 'userId' | 'proof'>): Promise<boolean> {
    const inserted = await this.sql.count(
      'pending-sign-in.insert',
      `INSERT INTO pending_sign_ins (hash, browser_hash, user_id, proof, attempts, expires_at)
       SELECT $1, $2, user_id, $4, 0, $5 FROM second_factors WHERE user_id = $3`,
      [row.hash, row.browserHash, row.userId, row.proof, new Date(this.clock.now() + LIFETIME)],
    );
    return inserted === 1;
  }

  /** Counts an attempt before anybody looks at its code: of many at once, no more than {@link MOST} are looked at. */
  async attempt(hash: string, browserHash: string): Promise<FoundSignIn | null> {
    const [row] = await this.sql.rows<{ [Name in keyof FoundSignIn]: FoundSignIn[Name] }>(
      'pending-sign-in.attempt',
      `UPDATE pending_sign_ins p SET attempts = attempts + 1 FROM users u
        WHERE p.hash = $1 AND p.browser_hash = $2 AND p.expires_at > $3 AND p.attempts < $4::int
          AND u.id = p.user_id AND u.status = 'active'
       RETURNING p.hash, p.user_id AS "userId", p.proof, u.email`,
      [hash, browserHash, new Date(this.clock.now()), MOST],
    );
    return row ?? null;
  }

  /** Nobody looked at the code. */
  async withdraw(hash: string): Promise<void> {
    await this.sql.count(
      'pending-sign-in.withdraw',
      'UPDATE pending_sign_ins SET attempts = greatest(attempts - 1, 0) WHERE hash = $1',
      [hash],
    );
  }

  /** Of many at once, one. @returns whether it waited */
  async spend(transaction: Transaction, hash: string): Promise<boolean> {
    const [, spent] = await transaction.query<[unknown[], number]>('DELETE FROM pending_sign_ins WHERE hash = $1', [
      hash,
    ]);
    return spent === 1;
  }
}
