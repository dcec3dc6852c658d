import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { gatePath } from '../../proxy/gate-path.js';
import { Settings } from '../../settings/settings.js';

/** Which clients, and since when what they use counts as used. */
export interface AskedAgents {
  readonly kind?: string;
  readonly status?: string;
  readonly ownerId?: string;
  /** Only those that used nothing since. */
  readonly idle: boolean;
  readonly since: Date;
}

/** A client with what it was given and does not use. */
export interface AgentRow {
  readonly id: string;
  readonly client_id: string;
  readonly client_name: string;
  readonly kind: string;
  readonly status: string;
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly owner_status: string | null;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly first_used_at: Date | null;
  readonly last_used_at: Date | null;
  readonly unused_scopes: readonly string[];
  readonly unused_upstreams: readonly string[];
  /** When the oldest of its secrets was made. */
  readonly secret_made_at: Date | null;
}

const ROWS = `
  SELECT c.id, c.client_id, c.client_name, c.kind, c.status, c.owner_id, o.name AS owner_name, o.status AS owner_status,
         c.created_at, c.expires_at, used.first_at AS first_used_at, used.last_at AS last_used_at,
         ARRAY(SELECT scope FROM unnest(c.scope) scope WHERE NOT EXISTS (
           SELECT FROM known_uses k WHERE k.subject_type = 'client' AND k.subject = c.client_id
              AND k.what = 'scope' AND k.name = scope AND k.last_at >= $1) ORDER BY 1) AS unused_scopes,
         ARRAY(SELECT u.name FROM upstreams u WHERE u.status = 'active'
           AND (c.resources IS NULL OR EXISTS (
             SELECT FROM unnest(CASE u.kind WHEN 'mcp' THEN $2::text[] ELSE $3::text[] END) root
              WHERE root || u.name = ANY (c.resources)))
           AND NOT EXISTS (
             SELECT FROM known_uses k WHERE k.subject_type = 'client' AND k.subject = c.client_id
                AND k.what = 'upstream' AND k.name = u.name AND k.last_at >= $1) ORDER BY 1) AS unused_upstreams,
         (SELECT min(s.created_at) FROM client_secrets s WHERE s.client_id = c.client_id) AS secret_made_at
    FROM clients c LEFT JOIN users o ON o.id = c.owner_id
    LEFT JOIN LATERAL (
      SELECT min(k.first_at) AS first_at, max(k.last_at) AS last_at FROM known_uses k
       WHERE k.subject_type = 'client' AND k.subject = c.client_id AND k.what IN ('scope', 'upstream')) used ON true`;

/** Reads what clients have used of what they were given. */
@Injectable()
export class AgentStore {
  constructor(
    private readonly sql: Sql,
    private readonly settings: Settings,
  ) {}

  /** By id. @param after the id after which to go on */
  page(asked: AskedAgents, after: string | null, limit: number): Promise<AgentRow[]> {
    const roots = (kind: 'mcp' | 'a2a'): string[] => this.settings.publicBases.map((base) => base + gatePath(kind, ''));
    const values: unknown[] = [asked.since, roots('mcp'), roots('a2a')];
    const holds = ['true'];
    const where = (condition: string, value: unknown): void => {
      if (value === undefined || value === null) return;
      values.push(value);
      holds.push(condition.replace('?', `$${values.length}`));
    };
    where('c.id > ?', after);
    where('c.kind = ?', asked.kind);
    where('c.status = ?', asked.status);
    where('c.owner_id = ?', asked.ownerId);
    if (asked.idle) holds.push('(used.last_at IS NULL OR used.last_at < $1)');
    return this.sql.query<AgentRow>(`${ROWS} WHERE ${holds.join(' AND ')} ORDER BY c.id LIMIT ${limit}`, values);
  }

  /** Until when everything is counted; null when nothing ever was. */
  async asOf(): Promise<Date | null> {
    const [row] = await this.sql.rows<{ since: Date }>(
      'agents.as-of',
      `SELECT since FROM rollup_states WHERE source = 'evidence'`,
      [],
    );
    return row?.since ?? null;
  }
}
