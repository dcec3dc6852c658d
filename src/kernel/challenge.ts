import { describable } from './oauth-error.js';
import { DPOP_ALGORITHMS, type TokenScheme } from './token-binding.js';

/** Parameters of a challenge, in the order in which they are written. */
export interface ChallengeParameters {
  readonly realm: string;
  /** Absolute URL of the protected-resource metadata (RFC 9728 §5.1), where there is such a document. */
  readonly resource_metadata?: string;
  /** Absent when the request had no credentials (RFC 6750 §3.1). */
  readonly error?:
    | 'invalid_request'
    | 'invalid_token'
    | 'insufficient_scope'
    | 'insufficient_user_authentication'
    | 'invalid_dpop_proof'
    | 'use_dpop_nonce';
  readonly error_description?: string;
  /** All scopes that this operation needs, in one go (RFC 6750 §3). */
  readonly scope?: string;
  /** By which the person must have signed in, the dearest first (RFC 9470 §3). */
  readonly acr_values?: string;
  /** Seconds since then, at most. */
  readonly max_age?: string;
}

/** A refusal of the gate that tells how to be admitted: `WWW-Authenticate` (RFC 6750 §3, RFC 9449 §7.1, RFC 9728 §5.1). */
export class Challenge extends Error {
  private readonly scheme: TokenScheme;

  constructor(
    readonly status: 400 | 401 | 403,
    readonly parameters: ChallengeParameters,
    options: { readonly scheme?: TokenScheme; readonly cause?: unknown } = {},
  ) {
    super(parameters.error ?? 'no credentials', options);
    this.scheme = options.scheme ?? 'Bearer';
  }

  header(): string {
    return challengeHeader(this.scheme, this.parameters);
  }

  /** `{}` without credentials, else what is wrong and where. */
  body(): Record<string, string> {
    const { error, error_description, realm } = this.parameters;
    if (error === undefined) return {};
    return { error, error_description: describable(error_description ?? error), server: realm };
  }
}

/** `WWW-Authenticate` value; every parameter is a quoted-string (RFC 9110 §11.2). */
export function challengeHeader(scheme: TokenScheme, parameters: ChallengeParameters): string {
  const said = scheme === 'DPoP' ? { ...parameters, algs: DPOP_ALGORITHMS.join(' ') } : parameters;
  const written = Object.entries(said)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => `${name}="${describable(value)}"`);
  return `${scheme} ${written.join(', ')}`;
}
