import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { type ListedSession, SESSION_COLUMNS } from './session.list.store.js';

/** What a person agreed to and still does, at a resource of the session. */
export interface StandingConsent {
  readonly id: string;
  readonly resource: string;
  readonly scope: readonly string[];
  readonly created_at: string;
  readonly updated_at: string;
}

/** A session with those whom it is about, as they are now. */
export type ToldSession = ListedSession & {
  readonly exchanged: boolean;
  readonly client: { readonly client_id: string; readonly client_name: string; readonly kind: string } | null;
  readonly person: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly consents: readonly StandingConsent[];
};

/** Reads sessions as a story tells them. */
@Injectable()
export class SessionStoryStore {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** Those that there are; which is whose parent is told by each. */
  sessions(ids: readonly string[]): Promise<readonly ToldSession[]> {
    return this.sql.query<ToldSession>(
      `SELECT s.*,
         (SELECT jsonb_build_object('client_id', c.client_id, 'client_name', c.client_name, 'kind', c.kind)
            FROM clients c WHERE c.client_id = s."clientId") AS client,
         (SELECT jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email)
            FROM users u WHERE u.id = s."userId") AS person,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'resource', k.resource, 'scope', k.scope,
                   'created_at', k.created_at, 'updated_at', k.updated_at) ORDER BY k.id), '[]')
            FROM consents k WHERE NOT s."asOwner" AND k.user_id = s."userId" AND k.client_id = s."clientId"
             AND k.resource = ANY(s.audience)) AS consents
        FROM (SELECT ${SESSION_COLUMNS}, exchanged FROM sessions WHERE id = ANY($2)) s ORDER BY s.id`,
      [new Date(this.clock.now()), ids],
    );
  }
}
