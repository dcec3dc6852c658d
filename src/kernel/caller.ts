import type { Lineage } from './lineage.js';
import type { Reach } from './roles.js';
import type { Confirmation } from './token-binding.js';

/** Who acts for whom: RFC 8693 §4.1, the outermost actor first. */
export interface Actor {
  readonly sub: string;
  /** Who named the actor, when that was another issuer. */
  readonly iss?: string;
  readonly act?: Actor;
}

/** Actors that a token may name, one within the other; who acts now is the outermost. */
export const MOST_ACTORS = 8;

/** Claims of a Gatehouse access token (RFC 9068 §2.2, RFC 8693 §4.1). */
export interface AccessTokenClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string | readonly string[];
  readonly exp: number;
  readonly iat: number;
  readonly nbf: number;
  readonly jti: string;
  readonly client_id: string;
  readonly scope: string;
  /** The live session that this token belongs to. */
  readonly sid: string;
  readonly act?: Actor;
  /** What its sender must hold; absent in a bearer token. */
  readonly cnf?: Confirmation;
  readonly owner?: string;
  readonly plugin_id?: string;
  readonly txn?: string;
  /** When the person signed in, seconds since 1970, by which class and methods (RFC 9068 §2.2.1). */
  readonly auth_time?: number;
  readonly acr?: string;
  readonly amr?: readonly string[];
}

/** Whoever sent this request: a verified token whose session lived when it was checked. */
export interface Caller {
  /** How the session began. */
  readonly source: string;
  /** Of that session. */
  readonly lineage: Lineage;
  readonly claims: AccessTokenClaims;
  readonly scopes: readonly string[];
  readonly audiences: readonly string[];
  /** The person behind the session, if there is one. */
  readonly userId: string | null;
  /** That person's roles now, not when the token was minted. */
  readonly roles: readonly string[];
  /** The groups that they are in now. */
  readonly groups: readonly string[];
  /** What the client is registered as; null where no registered client acts. */
  readonly clientKind: string | null;
  /** Whose things their roles reach; on routes of administration alone. */
  readonly reach?: readonly Reach[];
}

/** Whose share of a limit a call is: devices are one client by name, and each has its own. */
export function spenderOf({ source, claims }: Caller): string {
  return source === 'bridge' ? (claims.act?.sub ?? claims.sid) : claims.client_id;
}
