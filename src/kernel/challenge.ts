import { describable } from './oauth-error.js';

/** Parameters of a `Bearer` challenge, in the order in which they are written. */
export interface ChallengeParameters {
  readonly realm: string;
  /** Absolute URL of the protected-resource metadata (RFC 9728 §5.1), where there is such a document. */
  readonly resource_metadata?: string;
  /** Absent when the request had no credentials (RFC 6750 §3.1). */
  readonly error?: 'invalid_request' | 'invalid_token' | 'insufficient_scope';
  readonly error_description?: string;
  /** All scopes that this operation needs, in one go (RFC 6750 §3). */
  readonly scope?: string;
}

/** A refusal of the gate that tells how to be admitted: `WWW-Authenticate: Bearer …` (RFC 6750 §3, RFC 9728 §5.1). */
export class Challenge extends Error {
  constructor(
    readonly status: 400 | 401 | 403,
    readonly parameters: ChallengeParameters,
    options: { readonly cause?: unknown } = {},
  ) {
    super(parameters.error ?? 'no credentials', options);
  }

  /** `WWW-Authenticate` value; every parameter is a quoted-string (RFC 9110 §11.2). */
  header(): string {
    const written = Object.entries(this.parameters)
      .filter((entry): entry is [string, string] => entry[1] !== undefined)
      .map(([name, value]) => `${name}="${describable(value)}"`);
    return `Bearer ${written.join(', ')}`;
  }

  /** `{}` without credentials, else what is wrong and where. */
  body(): Record<string, string> {
    const { error, error_description, realm } = this.parameters;
    if (error === undefined) return {};
    return { error, error_description: describable(error_description ?? error), server: realm };
  }
}
