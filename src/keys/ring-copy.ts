import type { JWK } from 'jose';
import { vacancies } from './rotation.rules.js';
import type { SigningAlgorithm } from './signing-algorithm.js';
import type { SigningKey } from './signing-key.entity.js';
import type { SigningPair } from './signing-pair.js';

/** The ring as it was at one moment; never changed, only replaced as a whole. */
export class RingCopy {
  readonly jwks: { keys: JWK[] };
  private readonly pairs = new Map<string, SigningPair>();
  private readonly active = new Map<SigningAlgorithm, SigningPair>();

  /**
   * @param readAt milliseconds since 1970, taken before the rows were read
   * @throws Error when a place of the ring is empty: an incomplete JWK Set is worse than an old one
   */
  constructor(
    rows: readonly SigningKey[],
    open: (row: SigningKey) => SigningPair,
    readonly readAt: number,
  ) {
    const [missing] = vacancies(rows);
    if (missing) throw new Error(`The key ring has no ${missing.state} ${missing.algorithm} key.`);
    for (const row of rows) {
      const pair = open(row);
      this.pairs.set(row.kid, pair);
      if (row.state === 'active') this.active.set(row.algorithm, pair);
    }
    this.jwks = { keys: [...this.pairs.values()].map(({ jwk }) => jwk) };
  }

  pair(kid: string): SigningPair | undefined {
    return this.pairs.get(kid);
  }

  requireActive(algorithm: SigningAlgorithm): SigningPair {
    const pair = this.active.get(algorithm);
    if (pair === undefined) throw new Error(`no active ${algorithm} key`);
    return pair;
  }
}
