import type { RowShape, WrittenRow } from '../../database/new-row.js';
import type { Lineage } from '../../kernel/lineage.js';
import type { Confirmation } from '../../kernel/token-binding.js';
import type { SessionSource } from './session.entity.js';

/** A session to be written. */
export interface NewSession {
  readonly id: string;
  readonly lineage: Lineage;
  readonly source: SessionSource;
  readonly clientId: string | null;
  readonly userId: string | null;
  readonly asOwner: boolean;
  readonly subject: string;
  readonly scope: readonly string[];
  readonly audience: readonly string[];
  readonly origin: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** When a person signed in for it. */
  readonly authentication?: Authentication;
  readonly claims?: object;
  readonly exchanged?: boolean;
  /** The sign-in at a browser that its ID tokens name. */
  readonly signInId?: string;
  /** What its first token is bound to. */
  readonly cnf?: Confirmation;
}

/** When and how a person signed in (OpenID Connect Core §2). */
export interface Authentication {
  readonly at: Date;
  readonly acr: string;
  readonly amr: readonly string[];
}

const COLUMNS = `id, parent_id, ancestors, txn, source, client_id, user_id, as_owner, subject, scope, audience, origin, created_at,
  expires_at, authenticated_at, acr, amr, claims, exchanged, sign_in_id, cnf`;

const SESSIONS: RowShape = {
  table: 'sessions',
  columns: COLUMNS,
  values: COLUMNS,
  records: (json) => `jsonb_populate_recordset(null::sessions, ${json})`,
};

/** The row of a new session, for the writer that commits it before its token leaves; what is not there is null. */
export function sessionRow(session: NewSession): WrittenRow {
  return {
    into: SESSIONS,
    json: JSON.stringify({
      id: session.id,
      parent_id: session.lineage.ancestors[0],
      ancestors: session.lineage.ancestors,
      txn: session.lineage.txn,
      source: session.source,
      client_id: session.clientId,
      user_id: session.userId,
      as_owner: session.asOwner,
      subject: session.subject,
      scope: session.scope,
      audience: session.audience,
      origin: session.origin,
      created_at: session.createdAt.toISOString(),
      expires_at: session.expiresAt.toISOString(),
      authenticated_at: session.authentication?.at.toISOString(),
      acr: session.authentication?.acr,
      amr: session.authentication?.amr,
      claims: session.claims,
      exchanged: session.exchanged ?? false,
      sign_in_id: session.signInId,
      cnf: session.cnf,
    }),
  };
}
