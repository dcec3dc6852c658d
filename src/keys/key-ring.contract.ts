import type { KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import type { SigningAlgorithm } from './signing-algorithm.js';

export { type SigningAlgorithm, SIGNING_ALGORITHMS } from './signing-algorithm.js';

/** What a verifier needs: the algorithm comes from the key, never from the token (RFC 8725 §3.1). */
export interface VerificationKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  /** The public key. */
  readonly key: KeyObject;
}

/** The keys under which Gatehouse signs, as its neighbours see them. */
export abstract class KeyRing {
  /**
   * A JWT in compact form (RFC 7515 §7.1), signed with the active key of the algorithm; header `{ alg, kid, typ }`.
   * @param typ media type of the token, such as `at+jwt`
   * @param algorithm default: the setting SIGNING_ALG
   */
  abstract sign(typ: string, claims: object, algorithm?: SigningAlgorithm): Promise<string> | string;

  /** The public key of a kid, whatever its state; null when unknown, after at most one bounded reload. */
  abstract find(kid: string): Promise<VerificationKey | null> | VerificationKey | null;

  /**
   * Next, active and retired keys as a JWK Set (RFC 7517 §5), each with `kid`, `alg` and `use: 'sig'`; never empty.
   * @throws Problem 503 when nothing is loaded
   */
  abstract jwks(): { keys: JWK[] };
}
