import { Injectable } from '@nestjs/common';
import { compactVerify, type CompactVerifyGetKey, createLocalJWKSet, errors } from 'jose';
import { LRUCache } from 'lru-cache';
import type { ForeignAlgorithm } from '../../kernel/public-key-set.js';
import { RemoteKeys } from '../../outbound/remote-keys.js';
import type { TrustedIssuer } from './trusted-issuer.entity.js';

/** Keys that a token without `kid`, or with one that several keys have, is tried with at most. */
const MOST_TRIED = 20;

/** Verifies signatures with the keys of the issuer that a token names, and with nobody else's. */
@Injectable()
export class IssuerKeys {
  /** Made from keys in the database, under their version: a change of the issuer is another entry, so none is stale. */
  private readonly inline = new LRUCache<string, CompactVerifyGetKey>({ max: 500 });

  constructor(private readonly remote: RemoteKeys) {}

  /**
   * What is wrong with the signature, or null. The algorithm must be one of the issuer's, and the key of its kind.
   * That the keys cannot be had is wrong too: nothing is let in unverified.
   */
  async fault(token: string, issuer: TrustedIssuer): Promise<string | null> {
    try {
      await verified(token, this.of(issuer), issuer.algorithms);
      return null;
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) return 'no key of the issuer has this kid and algorithm';
      if (error instanceof errors.JWSSignatureVerificationFailed) return 'is not by a key of the issuer';
      if (error instanceof errors.JOSEError) return `cannot be verified: ${error.code}`;
      return `the keys cannot be had: ${(error as Error).message}`;
    }
  }

  private of(issuer: TrustedIssuer): CompactVerifyGetKey {
    if (issuer.jwksUri !== null) return this.remote.of(issuer.jwksUri);
    const version = `${issuer.id} ${issuer.updatedAt.getTime()}`;
    const known = this.inline.get(version);
    if (known !== undefined) return known;
    const made = createLocalJWKSet({ keys: [...(issuer.jwks?.keys ?? [])] });
    this.inline.set(version, made);
    return made;
  }
}

async function verified(
  token: string,
  keys: CompactVerifyGetKey,
  algorithms: readonly ForeignAlgorithm[],
): Promise<void> {
  const options = { algorithms: [...algorithms] };
  try {
    await compactVerify(token, keys, options);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    let left = MOST_TRIED;
    for await (const key of error) {
      if (left-- <= 0) break;
      // A key that cannot be used does not spoil the next one.
      const right = await compactVerify(token, key, options).then(
        () => true,
        () => false,
      );
      if (right) return;
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}
