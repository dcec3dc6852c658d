import type { Origin } from '../../analytics/analytics.contract.js';
import type { EvidenceEvent } from '../../audit/evidence.contract.js';
import type { Transaction } from '../../identity/changes.store.js';
import type { SessionSource } from '../../identity/sessions/session.entity.js';
import type { Authentication } from '../../identity/sessions/session-row.store.js';
import type { Actor } from '../../kernel/caller.js';
import type { Lineage } from '../../kernel/lineage.js';
import type { OAuthError } from '../../kernel/oauth-error.js';
import type { Problem } from '../../kernel/problem.js';
import type { Confirmation, TokenScheme } from '../../kernel/token-binding.js';
import type { SigningAlgorithm } from '../../keys/key-ring.contract.js';
import type { RequestedClaims } from './requested-claims.js';

/**
 * What a grant decided: who may act, for whom, with which scope, towards whom. A grant returns it and does no more;
 * {@link TokenIssuer} turns it into a session and a token.
 */
export interface Authorization {
  readonly source: SessionSource;
  /** By which it was asked for, for the record; absent for what is no grant. */
  readonly grantType?: string;
  readonly clientId: string;
  /** Who the token is about: `sub` in our own records, and in the token, unless its client knows people by other names. */
  readonly subject: string;
  /** Whose names for people the client knows; null or absent: those that all know. Set for every grant from its client. */
  readonly sector?: string | null;
  /** When the client ends, and all that it was given; null or absent: it does not. Set for every grant from its client. */
  readonly clientEnd?: Date | null;
  /** The person behind it, for revocation and attribution. */
  readonly userId: string | null;
  /** Whether that person is there as the client's owner, rather than by signing in. */
  readonly asOwner: boolean;
  readonly actor?: Actor;
  /** The owner, when the subject is the client itself. */
  readonly owner?: string;
  /** Sorted by level, highest first. */
  readonly scope: readonly string[];
  readonly audience: string;
  /** Further audiences of the token itself. */
  readonly furtherAudiences?: readonly string[];
  /** Seconds that the token lives, if not as long as others. */
  readonly lifetime?: number;
  /** Where its session may be used by whoever exchanges the token; absent: where the token may. */
  readonly audiences?: readonly string[];
  readonly pluginId?: string;
  readonly origin: Origin;
  /** What the tokens are bound to: set for every grant by what its request has proved. */
  readonly confirmation?: Confirmation;
  /** When and how the person signed in (RFC 9068 §2.2.1); unchanged by a refresh. */
  readonly authentication?: Authentication;
  /** Absent: a session of its own, which lives as long as the token. */
  readonly session?: ContinuedSession | PlannedSession;
  readonly refreshToken?: string;
  /** For the answer of an exchange (RFC 8693 §2.2.1). */
  readonly issuedTokenType?: string;
  readonly idToken?: IdTokenPlan;
  /** What it rests on, for the record: another issuer's word, or a device. */
  readonly grounds?: ForeignGrounds | DeviceGrounds;
}

/** A token of another issuer, by which it can be found there. */
export interface ForeignGrounds {
  readonly iss: string;
  readonly jti?: string;
}

/** A session that is there already. */
export interface ContinuedSession {
  readonly continues: true;
  readonly id: string;
  readonly lineage: Lineage;
  readonly expiresAt: Date;
}

/** A session that is opened in one commit with the spending of what pays for it. */
export interface PlannedSession {
  readonly continues: false;
  readonly id: string;
  readonly lineage: Lineage;
  readonly expiresAt: Date;
  readonly scope: readonly string[];
  readonly resources: readonly string[];
  readonly claims: RequestedClaims | null;
  /** The sign-in at a browser that its ID tokens name: whose client hears when that ends. */
  readonly signInId?: string;
  /** Whether a token was exchanged for it. */
  readonly exchanged?: boolean;
  /** It is there already: only what pays for it is spent. */
  readonly kept?: boolean;
  /** Spends it, whatever else must be written with it; what it returns is committed in place of the session. */
  readonly spend: (transaction: Transaction) => Promise<Refused | null>;
}

/** Why nothing could be spent: what the client is told, and what goes on record, if it changed anything. */
export interface Refused {
  readonly error: OAuthError | Problem;
  readonly event: EvidenceEvent | null;
}

/** An ID token that goes with the access token (OpenID Connect Core §2). */
export interface IdTokenPlan {
  readonly algorithm: SigningAlgorithm;
  readonly nonce: string | null;
  /** The person's sign-in at the browser, which the client may end (RP-Initiated Logout §2). */
  readonly webSessionId: string | null;
  readonly claims: RequestedClaims | null;
}

/** A device, and whether it came for the first time. */
export interface DeviceGrounds {
  readonly device: string;
  readonly added: boolean;
}

/** A successful answer of the token endpoint (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3). */
export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: TokenScheme;
  /** Seconds. */
  readonly expires_in: number;
  readonly scope: string;
  readonly issued_token_type?: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
}
