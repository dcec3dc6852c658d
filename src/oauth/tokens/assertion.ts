import type { EvidenceEvent } from '../../audit/evidence.contract.js';
import type { Actor } from '../../kernel/caller.js';

/**
 * What a grant decided to tell somebody else: a short signed statement, which is no token for anything of ours, belongs to
 * no session of its own and cannot be refreshed (RFC 8693 §2.2.1, `token_type` N_A). {@link AssertionIssuer} signs it.
 */
export interface AssertionPlan {
  /** Media type in its header. */
  readonly typ: string;
  readonly issuedTokenType: string;
  readonly claims: AssertionClaims;
  /** Its `jti`, `aud`, `scope` and `exp` are added. */
  readonly event: EvidenceEvent & { readonly sub: string; readonly clientId: string };
}

/** All but `iss`, `iat` and `jti`, which are the issuer's to say. */
export interface AssertionClaims {
  readonly sub: string;
  readonly aud: string;
  /** Seconds since 1970. */
  readonly exp: number;
  readonly scope?: string;
  readonly act?: Actor;
  readonly [name: string]: unknown;
}

/** The answer to an exchange whose result is no access token (RFC 8693 §2.2.1). */
export interface AssertionAnswer {
  /** The assertion: the parameter has its name for historical reasons. */
  readonly access_token: string;
  readonly issued_token_type: string;
  readonly token_type: 'N_A';
  /** Seconds. */
  readonly expires_in: number;
  readonly scope?: string;
}
