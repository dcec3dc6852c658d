import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import type { Transaction } from '../changes.store.js';
import type { SecondFactor } from './second-factor.entity.js';

/** All SQL of `second_factors`. */
@Injectable()
export class SecondFactorStore {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async find(userId: string): Promise<Pick<SecondFactor, 'sealedSecret' | 'createdAt'> | null> {
    const [row] = await this.sql.rows<Pick<SecondFactor, 'sealedSecret' | 'createdAt'>>(
      'second-factor.find',
      'SELECT sealed_secret AS "sealedSecret", created_at AS "createdAt" FROM second_factors WHERE user_id = $1',
      [userId],
    );
    return row ?? null;
  }

  async exists(transaction: Transaction, userId: string): Promise<boolean> {
    return (await transaction.query<unknown[]>('SELECT 1 FROM second_factors WHERE user_id = $1', [userId])).length > 0;
  }

  /**
   * A sign-in by the password alone that is just being opened comes before it, or sees it.
   * @param lastUsedStep of the code that confirmed it
   * @returns false, and does nothing, when the person has a second factor already
   */
  async insert(
    transaction: Transaction,
    userId: string,
    { sealedSecret, lastUsedStep }: Pick<SecondFactor, 'sealedSecret' | 'lastUsedStep'>,
  ): Promise<boolean> {
    await transaction.query('SELECT 1 FROM passwords WHERE user_id = $1 FOR UPDATE', [userId]);
    const rows = await transaction.query<unknown[]>(
      `INSERT INTO second_factors (user_id, sealed_secret, last_used_step, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id) DO NOTHING RETURNING 1`,
      [userId, sealedSecret, lastUsedStep, new Date(this.clock.now())],
    );
    return rows.length === 1;
  }

  /** Spends the code of a step: of many at once, one (RFC 6238 §5.2). @returns whether it and later ones were unused */
  async spend(userId: string, step: number): Promise<boolean> {
    const spent = await this.sql.count(
      'second-factor.spend',
      'UPDATE second_factors SET last_used_step = $2 WHERE user_id = $1 AND last_used_step < $2',
      [userId, step],
    );
    return spent === 1;
  }

  /** With its recovery codes, and the sign-ins that wait for it. @returns whether there was one */
  async delete(transaction: Transaction, userId: string): Promise<boolean> {
    const [, deleted] = await transaction.query<[unknown[], number]>('DELETE FROM second_factors WHERE user_id = $1', [
      userId,
    ]);
    return deleted === 1;
  }
}
