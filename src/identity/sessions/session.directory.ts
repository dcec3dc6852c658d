import { Injectable } from '@nestjs/common';
import { SharedRead } from '../../database/shared-read.js';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import type { Lineage } from '../../kernel/lineage.js';
import { lineageColumns } from './lineage.rules.js';
import type { SessionSource } from './session.entity.js';

/** Whether a session may still act, and for whom; every field is read at once, from one snapshot. */
export interface Liveness extends Lineage {
  readonly source: SessionSource;
  readonly clientId: string | null;
  readonly userId: string | null;
  readonly subject: string;
  /** Of its client; null when that knows people by the names that all know. */
  readonly sector: string | null;
  readonly open: boolean;
  readonly clientActive: boolean;
  /** Whether its client has come to its end. */
  readonly clientExpired: boolean;
  /** Null when the session has no person, or the person is gone. */
  readonly userActive: boolean | null;
  readonly roles: string[] | null;
  readonly groups: string[] | null;
  /** Null where no registered client acts. */
  readonly clientKind: string | null;
}

/** What of a session may be passed on, and by whose clients (RFC 8693). */
export interface Delegable {
  /** Where it may be used. */
  readonly audiences: readonly string[];
  readonly clientId: string | null;
  /** Of its client, or of the person when there is none. */
  readonly ownerId: string | null;
  /** Clients that its client lets exchange its tokens. */
  readonly exchangeFrom: readonly string[];
  /** When its client expires; null when it does not. */
  readonly clientEnd: Date | null;
}

/**
 * Whether a session was opened with an access key or by a device rather than by a client: then there is no client to ask
 * about, and key or device is one with its session.
 */
const WITHOUT_CLIENT = `s.source IN ('api', 'bridge')`;

/** Whether somebody who is active answers for a client, or nobody has to. @param c of `clients` @param o of its owner */
function answeredFor(c: string, o: string): string {
  return `CASE WHEN ${c}.owner_id IS NULL THEN ${c}.registration <> 'administrator' AND ${c}.kind <> 'agent'
    ELSE ${o}.status = 'active' END`;
}

/** Whether sessions may act: what is asked for every token, and of every open stream. */
@Injectable()
export class SessionDirectory {
  private readonly liveness = new SharedRead((ids) => this.readLiveness(ids));

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** @param id a UUID @returns null when there is no such session */
  findLiveness(id: string): Promise<Liveness | null> {
    return this.liveness.find(id);
  }

  /** @returns null when there is no such session; whether it is open is asked apart, and held when it is used */
  async findDelegable(id: string): Promise<Delegable | null> {
    const [row] = await this.sql.rows<{ [Name in keyof Delegable]: Delegable[Name] }>(
      'session.delegable',
      `SELECT s.audience AS audiences, s.client_id AS "clientId",
              CASE WHEN c.client_id IS NULL THEN s.user_id ELSE c.owner_id END AS "ownerId",
              coalesce(c.exchange_from, '{}') AS "exchangeFrom", c.expires_at AS "clientEnd"
         FROM sessions s LEFT JOIN clients c ON c.client_id = s.client_id
        WHERE s.id = $1`,
      [id],
    );
    return row ?? null;
  }

  /**
   * Which of these were closed, or belong to a client or a person that is not active. That a token has expired does not
   * count: whoever has another goes on. Clients, access keys and devices have an end, and with them all that came of them.
   */
  async findClosed(ids: readonly string[]): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string }>(
      'session.closed',
      `SELECT wanted.id FROM unnest($1::uuid[]) AS wanted (id)
         LEFT JOIN sessions s ON s.id = wanted.id
         LEFT JOIN clients c ON c.client_id = s.client_id
         LEFT JOIN users u ON u.id = s.user_id
        WHERE s.id IS NULL OR s.closed_at IS NOT NULL OR u.status IS DISTINCT FROM 'active'
           OR (s.as_owner AND c.owner_id IS DISTINCT FROM s.user_id)
           OR EXISTS (
             WITH RECURSIVE chain AS (
               SELECT s.client_id, s.parent_id, s.source, s.expires_at
               UNION ALL
               SELECT p.client_id, p.parent_id, p.source, p.expires_at FROM sessions p JOIN chain ON p.id = chain.parent_id)
             SELECT 1 FROM chain a LEFT JOIN clients ac ON ac.client_id = a.client_id
               LEFT JOIN users ao ON ao.id = ac.owner_id
              WHERE CASE WHEN a.source IN ('api', 'bridge') THEN a.parent_id IS NULL AND a.expires_at <= $2
                      WHEN a.source = 'web' THEN false
                      ELSE ac.status IS DISTINCT FROM 'active' OR ac.expires_at <= $2 OR NOT ${answeredFor('ac', 'ao')} END)`,
      [ids, new Date(this.clock.now())],
    );
    return rows.map(({ id }) => id);
  }

  private async readLiveness(ids: readonly string[]): Promise<Map<string, Liveness>> {
    const rows = await this.sql.rows<{ [Name in keyof Liveness]: Liveness[Name] } & { id: string }>(
      'session.liveness',
      `SELECT s.id, ${lineageColumns('s')}, s.source, s.client_id AS "clientId", s.user_id AS "userId", s.subject,
              s.closed_at IS NULL AND s.expires_at > $2 AS open,
              ${WITHOUT_CLIENT} OR coalesce(c.status = 'active' AND (c.expires_at IS NULL OR c.expires_at > $2)
                AND (NOT s.as_owner OR c.owner_id = s.user_id) AND ${answeredFor('c', 'o')}, false) AS "clientActive",
              coalesce(c.expires_at <= $2, false) AS "clientExpired",
              u.status = 'active' AS "userActive", u.roles, u.groups, c.kind AS "clientKind", c.sector
         FROM sessions s
         LEFT JOIN clients c ON c.client_id = s.client_id
         LEFT JOIN users u ON u.id = s.user_id
         LEFT JOIN users o ON o.id = c.owner_id
        WHERE s.id = ANY($1::uuid[])`,
      [ids, new Date(this.clock.now())],
    );
    return new Map(rows.map(({ id, ...session }) => [id, session]));
  }
}
