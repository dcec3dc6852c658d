import type { RequestedClaims } from '../tokens/requested-claims.js';

/** What an authorization request asks for, checked (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1). */
export interface AuthorizationParameters {
  readonly redirectUri: string;
  /** Whether the request named it: then the token request must repeat it (RFC 6749 §4.1.3). */
  readonly redirectUriSent: boolean;
  readonly responseMode: ResponseMode;
  readonly state?: string;
  readonly nonce?: string;
  /** S256: BASE64URL of the SHA-256 of the verifier (RFC 7636 §4.2). */
  readonly codeChallenge: string;
  /** Thumbprint of the key that must prove itself at the token endpoint (RFC 9449 §10). */
  readonly dpopJkt?: string;
  /** As far as the client may have them; sorted. */
  readonly scope: readonly string[];
  /** One at least; the first is the default of a token request without any. */
  readonly resources: readonly string[];
  readonly prompt: readonly Prompt[];
  /** Seconds. */
  readonly maxAge?: number;
  /** One of these must be met; left out where any will do. */
  readonly necessaryAcr?: readonly string[];
  readonly loginHint?: string;
  /** `sub` of the id_token_hint, or the one that `claims` asks for. */
  readonly hintSubject?: string;
  readonly claims?: RequestedClaims;
}

export const RESPONSE_MODES = ['query', 'form_post'] as const;
export type ResponseMode = (typeof RESPONSE_MODES)[number];

export const PROMPTS = ['none', 'login', 'consent', 'select_account'] as const;
export type Prompt = (typeof PROMPTS)[number];
