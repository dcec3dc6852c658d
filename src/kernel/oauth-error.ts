/**
 * Error codes that Gatehouse answers: RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, RFC 7591 §3.2.2, RFC 8628 §3.5, RFC 8707 §2, RFC 9101 §7,
 * RFC 9449 §5, OpenID Connect Core §3.1.2.6, and unmet authentication requirements.
 */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'invalid_target'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'insufficient_user_authentication'
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'
  | 'access_denied'
  | 'authorization_pending'
  | 'slow_down'
  | 'expired_token'
  | 'unsupported_response_type'
  | 'login_required'
  | 'consent_required'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'invalid_request_uri'
  | 'unmet_authentication_requirements'
  | 'invalid_redirect_uri'
  | 'invalid_client_metadata'
  | 'temporarily_unavailable'
  | 'server_error';

/** Options of an {@link OAuthError}. */
export interface OAuthErrorOptions {
  /** HTTP status; default 400, and 401 for `invalid_client`. */
  readonly status?: number;
  /** Why, for the log alone; never shown to the client. */
  readonly cause?: unknown;
  /** Value of `WWW-Authenticate`, when the client authenticated by header (RFC 6749 §5.2). */
  readonly challenge?: string;
}

/** A refusal that an OAuth client reads: `{ "error", "error_description" }` (RFC 6749 §5.2). */
export class OAuthError extends Error {
  readonly status: number;
  readonly challenge: string | undefined;

  constructor(
    readonly code: OAuthErrorCode,
    readonly text: string,
    options: OAuthErrorOptions = {},
  ) {
    super(`${code}: ${text}`, { cause: options.cause });
    this.status = options.status ?? (code === 'invalid_client' ? 401 : 400);
    this.challenge = options.challenge;
  }
}

/** Text as `error_description` allows it: %x20-21 / %x23-5B / %x5D-7E, nothing else (RFC 6749 §5.2). */
export function describable(text: string): string {
  return text
    .replaceAll('"', "'")
    .replaceAll('\\', '/')
    .replace(/[^\x20-\x7e]/g, '?');
}
