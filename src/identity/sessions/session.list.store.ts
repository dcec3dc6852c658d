import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import type { PageRequest } from '../../kernel/page.js';
import type { Session, SessionSource } from './session.entity.js';

/** Which sessions a list shows. */
export interface SessionFilters {
  readonly user_id?: string;
  readonly client_id?: string;
  readonly source?: SessionSource;
  /** Neither closed nor expired; false for the others. */
  readonly active?: boolean;
}

/** A session, and whether it may still act at the time of the question. */
export type ListedSession = Session & { readonly active: boolean };

const columns = `id, parent_id AS "parentId", source, client_id AS "clientId", user_id AS "userId", subject, scope,
  audience, origin, created_at AS "createdAt", expires_at AS "expiresAt", closed_at AS "closedAt",
  close_reason AS "closeReason", closed_at IS NULL AND expires_at > $1 AS active`;

/** What administrators see of `sessions`; what every token needs is in {@link SessionStore}. */
@Injectable()
export class SessionList {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async find(id: string): Promise<ListedSession | null> {
    const [row] = await this.sql.query<ListedSession>(`SELECT ${columns} FROM sessions WHERE id = $2`, [
      this.now(),
      id,
    ]);
    return row ?? null;
  }

  /** In the order of their ids, one more than the page's limit. */
  list({ after, limit }: PageRequest, filters: SessionFilters): Promise<readonly ListedSession[]> {
    const values: unknown[] = [this.now()];
    const holds = ['true'];
    const where = (condition: string, value: unknown): void => {
      if (value === undefined || value === null) return;
      values.push(value);
      holds.push(condition.replace('?', `$${values.length}`));
    };
    where('id > ?', after);
    where('user_id = ?', filters.user_id);
    where('client_id = ?', filters.client_id);
    where('source = ?', filters.source);
    if (filters.active === true) holds.push('closed_at IS NULL AND expires_at > $1');
    if (filters.active === false) holds.push('(closed_at IS NOT NULL OR expires_at <= $1)');
    values.push(limit + 1);
    return this.sql.query(
      `SELECT ${columns} FROM sessions WHERE ${holds.join(' AND ')} ORDER BY id LIMIT $${values.length}`,
      values,
    );
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
