import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';

/** What sessions that are live may be told apart by. */
export const SESSION_GROUPS = ['source', 'client_id', 'binding', 'delegated'] as const;
export type SessionGroup = (typeof SESSION_GROUPS)[number];

export interface ActiveSessions {
  readonly [member: string]: unknown;
}

const expressions: Readonly<Record<SessionGroup, string>> = {
  source: 'source',
  client_id: 'client_id',
  binding: `CASE WHEN cnf ? 'jkt' THEN 'dpop' WHEN cnf ? 'x5t#S256' THEN 'mtls' ELSE 'bearer' END`,
  delegated: 'parent_id IS NOT NULL',
};

/** Counts live sessions by group; those that ended are not looked at, however many there were. */
export function activeSessionsStatement(
  groups: readonly SessionGroup[],
  filters: ReadonlyMap<string, string>,
  now: Date,
  limit: number,
): { readonly text: string; readonly values: readonly unknown[] } {
  const values: unknown[] = [now];
  const holds = ['closed_at IS NULL', 'expires_at > $1'];
  for (const [column, value] of filters) {
    values.push(value);
    holds.push(`${column} = $${values.length}`);
  }
  const keys = groups.map((group) => `${expressions[group]} AS ${group}`).join(', ');
  const places = groups.map((_, index) => index + 1).join(', ');
  const text = `SELECT ${keys}, count(*)::float8 AS count, count(DISTINCT user_id)::float8 AS people, min(created_at) AS oldest
    FROM sessions WHERE ${holds.join(' AND ')} GROUP BY ${places} ORDER BY ${places} LIMIT ${limit}`;
  return { text, values };
}

/** Counts sessions that are live. */
@Injectable()
export class ActiveSessionStore {
  constructor(private readonly sql: Sql) {}

  /** @returns at most `limit` groups */
  count(
    groups: readonly SessionGroup[],
    filters: ReadonlyMap<string, string>,
    now: Date,
    limit: number,
  ): Promise<ActiveSessions[]> {
    const { text, values } = activeSessionsStatement(groups, filters, now, limit);
    return this.sql.report<ActiveSessions>(text, [...values]);
  }
}
