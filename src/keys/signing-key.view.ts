import type { SigningAlgorithm } from './signing-algorithm.js';
import type { KeyState, SigningKey } from './signing-key.entity.js';

/** A key as administrators see it; the public part is in the JWK Set, the private part is nowhere. */
export interface SigningKeyView {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly state: KeyState;
  readonly created_at: string;
  readonly activated_at: string | null;
  readonly retired_at: string | null;
}

export function viewKey(key: SigningKey): SigningKeyView {
  return {
    kid: key.kid,
    algorithm: key.algorithm,
    state: key.state,
    created_at: key.createdAt.toISOString(),
    activated_at: key.activatedAt?.toISOString() ?? null,
    retired_at: key.retiredAt?.toISOString() ?? null,
  };
}
