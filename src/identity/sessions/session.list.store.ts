import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import type { PageRequest } from '../../kernel/page.js';
import type { Within } from '../../kernel/within.js';
import { sessionsWithin } from '../users/reach.store.js';
import type { Session, SessionSource } from './session.entity.js';

/** Which sessions a list shows. */
export interface SessionFilters {
  readonly user_id?: string;
  readonly client_id?: string;
  readonly source?: SessionSource;
  /** Neither closed nor expired; false for the others. */
  readonly active?: boolean;
}

/** A client that acts in a person's name. */
export interface ListedAct {
  readonly id: string;
  readonly clientName: string;
  readonly resources: readonly string[];
  readonly scopes: readonly string[];
  readonly since: Date;
  readonly until: Date;
}

/** A session, and whether it may still act at the time of the question. */
export type ListedSession = Session & { readonly active: boolean };

/** Columns of a {@link ListedSession}; `$1` is now. */
export const SESSION_COLUMNS = `id, parent_id AS "parentId", source, client_id AS "clientId", user_id AS "userId",
  as_owner AS "asOwner", subject, scope,
  audience, origin, created_at AS "createdAt", expires_at AS "expiresAt", closed_at AS "closedAt",
  close_reason AS "closeReason", authenticated_at AS "authenticatedAt", acr, amr, cnf, closed_at IS NULL AND expires_at > $1 AS active`;

/** What administrators see of `sessions`; what every token needs is in `SessionDirectory`. */
@Injectable()
export class SessionList {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** @param within what the caller reaches; null is all */
  async find(id: string, within: Within | null): Promise<ListedSession | null> {
    const values: unknown[] = [this.now(), id];
    const reached = reachedBy(within, values);
    const [row] = await this.sql.query<ListedSession>(
      `SELECT ${SESSION_COLUMNS} FROM sessions WHERE id = $2 AND ${reached}`,
      values,
    );
    return row ?? null;
  }

  /** In the order of their ids, one more than the page's limit. @param within what the caller reaches; null is all */
  list(
    { after, limit }: PageRequest,
    filters: SessionFilters,
    within: Within | null,
  ): Promise<readonly ListedSession[]> {
    const values: unknown[] = [this.now()];
    const holds = [reachedBy(within, values)];
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
      `SELECT ${SESSION_COLUMNS} FROM sessions WHERE ${holds.join(' AND ')} ORDER BY id LIMIT $${values.length}`,
      values,
    );
  }

  /** What clients do in a person's name now, the latest first; a bounded list. */
  acts(userId: string): Promise<readonly ListedAct[]> {
    return this.sql.query(
      `SELECT s.id, c.client_name AS "clientName", s.audience AS resources, s.scope AS scopes, s.created_at AS since,
              s.expires_at AS until
         FROM sessions s JOIN clients c ON c.client_id = s.client_id
        WHERE s.user_id = $2 AND NOT s.as_owner AND s.closed_at IS NULL AND s.expires_at > $1
        ORDER BY s.id DESC LIMIT 200`,
      [this.now(), userId],
    );
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

/** The condition of a reach; what it compares with is added to the values. */
function reachedBy(within: Within | null, values: unknown[]): string {
  if (within === null) return 'true';
  if (within.ownerId !== null) values.push(within.ownerId);
  return sessionsWithin(within, `$${values.length}`);
}
