import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import type { Transaction } from '../changes.store.js';

/** All SQL of `passwords`. */
@Injectable()
export class PasswordStore {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** @returns the hash, or null when the person has no password */
  async find(userId: string): Promise<string | null> {
    const [row] = await this.sql.rows<{ hash: string }>(
      'password.find',
      'SELECT hash FROM passwords WHERE user_id = $1',
      [userId],
    );
    return row?.hash ?? null;
  }

  /**
   * Whether the hash is still this one. It stays so to the end of the transaction: whoever changes it waits, and then
   * sees what the transaction wrote.
   */
  async hold(transaction: Transaction, userId: string, hash: string): Promise<boolean> {
    const rows = await transaction.query<unknown[]>(
      'SELECT 1 FROM passwords WHERE user_id = $1 AND hash = $2 FOR SHARE',
      [userId, hash],
    );
    return rows.length === 1;
  }

  /** Gives the person this password, whatever it was before. */
  async write(transaction: Transaction, userId: string, hash: string): Promise<void> {
    await transaction.query(
      `INSERT INTO passwords (user_id, hash, changed_at) VALUES ($1, $2, $3)
       ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at`,
      [userId, hash, new Date(this.clock.now())],
    );
  }

  /** @returns false, and does nothing, when the password is no longer the one that was verified */
  async replace(transaction: Transaction, userId: string, before: string, after: string): Promise<boolean> {
    const [, changed] = await transaction.query<[unknown[], number]>(
      'UPDATE passwords SET hash = $3, changed_at = $4 WHERE user_id = $1 AND hash = $2',
      [userId, before, after, new Date(this.clock.now())],
    );
    return changed === 1;
  }

  /** Stores the same password under another hash. @returns false when it was changed meanwhile */
  async upgrade(userId: string, before: string, after: string): Promise<boolean> {
    const changed = await this.sql.count(
      'password.upgrade',
      'UPDATE passwords SET hash = $3 WHERE user_id = $1 AND hash = $2',
      [userId, before, after],
    );
    return changed === 1;
  }

  /** @returns whether there was one */
  async delete(transaction: Transaction, userId: string): Promise<boolean> {
    const [, deleted] = await transaction.query<[unknown[], number]>('DELETE FROM passwords WHERE user_id = $1', [
      userId,
    ]);
    return deleted === 1;
  }
}
