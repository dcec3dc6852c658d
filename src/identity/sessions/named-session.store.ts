import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { Transaction } from '../changes.store.js';

/** Sessions by ids that their hosts chose. */
@Injectable()
export class NamedSessionStore {
  constructor(private readonly sql: Sql) {}

  /** Whether there is a session of that id, open or not, of whomever. */
  async exists(id: string): Promise<boolean> {
    const rows = await this.sql.rows<{ one: number }>('session.exists', 'SELECT 1 AS one FROM sessions WHERE id = $1', [
      id,
    ]);
    return rows.length > 0;
  }

  /** Whether it is an open session that was opened from another. */
  async isOpenChild(id: string, parentId: string): Promise<boolean> {
    const rows = await this.sql.rows<{ one: number }>(
      'session.is_child',
      'SELECT 1 AS one FROM sessions WHERE id = $1 AND parent_id = $2 AND closed_at IS NULL',
      [id, parentId],
    );
    return rows.length > 0;
  }

  /** Until the end of the transaction nobody else takes the id. @returns whether it is free */
  async take(transaction: Transaction, id: string): Promise<boolean> {
    await transaction.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [id]);
    return (await transaction.query<unknown[]>('SELECT 1 FROM sessions WHERE id = $1', [id])).length === 0;
  }

  /** Lets open sessions last until then, if none was closed. @returns whether all are open */
  async prolong(transaction: Transaction, ids: readonly string[], until: Date): Promise<boolean> {
    const [, prolonged] = await transaction.query<[unknown[], number]>(
      'UPDATE sessions SET expires_at = greatest(expires_at, $2) WHERE id = ANY($1) AND closed_at IS NULL',
      [ids, until],
    );
    return prolonged === ids.length;
  }
}
