import { Injectable } from '@nestjs/common';
import { keysOf, signatureFault } from '../../kernel/jws-signature.js';
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { RemoteKeys } from '../../outbound/remote-keys.js';
import type { TrustedIssuer } from './trusted-issuer.entity.js';

/** Verifies signatures with the keys of the issuer that a token names, and with nobody else's. */
@Injectable()
export class IssuerKeys {
  constructor(private readonly remote: RemoteKeys) {}

  /**
   * What is wrong with the signature, or null. The algorithm must be one of the issuer's, and the key of its kind.
   * That the keys cannot be had is wrong too: nothing is let in unverified.
   */
  async fault(token: string, { jwksUri, jwks, algorithms }: TrustedIssuer): Promise<string | null> {
    try {
      const keys = jwks === null ? this.remote.of(jwksUri ?? '') : keysOf(jwks);
      return await signatureFault(token, keys, algorithms);
    } catch (error) {
      if (error instanceof FetchRefused) return `the keys cannot be had: ${error.message}`;
      throw error;
    }
  }
}
