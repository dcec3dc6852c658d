import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { keyedHash } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
import type { Transaction } from '../changes.store.js';

/** All SQL of `recovery_codes`; of a code it stores the keyed hash. */
@Injectable()
export class RecoveryCodeStore {
  private readonly pepper: Buffer;

  constructor(
    private readonly sql: Sql,
    secrets: Secrets,
  ) {
    this.pepper = secrets.key('recovery-code');
  }

  async count(userId: string): Promise<number> {
    const [row] = await this.sql.rows<{ left: number }>(
      'recovery-code.count',
      'SELECT count(*)::int AS left FROM recovery_codes WHERE user_id = $1',
      [userId],
    );
    return row?.left ?? 0;
  }

  /** Spends a code: of many at once, one. @returns how many are left, or null when there was no such code */
  async spend(transaction: Transaction, userId: string, code: string): Promise<number | null> {
    const [, spent] = await transaction.query<[unknown[], number]>(
      'DELETE FROM recovery_codes WHERE hash = $1 AND user_id = $2',
      [this.hash(userId, code), userId],
    );
    if (spent !== 1) return null;
    const [row] = await transaction.query<{ left: number }[]>(
      'SELECT count(*)::int AS left FROM recovery_codes WHERE user_id = $1',
      [userId],
    );
    return row?.left ?? 0;
  }

  /**
   * The person's codes are these from now on.
   * @returns false, and does nothing, when the person has no second factor any more
   */
  async replace(transaction: Transaction, userId: string, codes: readonly string[]): Promise<boolean> {
    // One after the other: of two at once, the codes of the later one alone are good.
    const held = await transaction.query<unknown[]>('SELECT 1 FROM second_factors WHERE user_id = $1 FOR UPDATE', [
      userId,
    ]);
    if (held.length === 0) return false;
    await transaction.query('DELETE FROM recovery_codes WHERE user_id = $1', [userId]);
    await transaction.query('INSERT INTO recovery_codes (user_id, hash) SELECT $1, unnest($2::text[])', [
      userId,
      codes.map((code) => this.hash(userId, code)),
    ]);
    return true;
  }

  private hash(userId: string, code: string): string {
    return keyedHash(this.pepper, `${userId} ${code}`).toString('base64url');
  }
}
