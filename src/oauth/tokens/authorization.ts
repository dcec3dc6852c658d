import type { Origin } from '../../analytics/analytics.contract.js';
import type { SessionSource } from '../../identity/sessions/session.entity.js';
import type { Actor } from '../../kernel/caller.js';

/**
 * What a grant decided: who may act, for whom, with which scope, towards whom. A grant returns it and does no more;
 * {@link TokenIssuer} turns it into a session and a token.
 */
export interface Authorization {
  readonly source: SessionSource;
  readonly clientId: string;
  /** `sub` of the token. */
  readonly subject: string;
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
  readonly pluginId?: string;
  readonly origin: Origin;
}

/** A successful answer of the token endpoint (RFC 6749 §5.1). */
export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
  readonly scope: string;
}
