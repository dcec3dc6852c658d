import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

const ALG = 'ES256';

/** The request that a proof is for. */
export interface ProvenRequest {
  readonly method: string;
  readonly url: string;
  readonly token?: string | undefined;
  readonly nonce?: string | undefined;
  /** Seconds since 1970, by the clock of whoever checks it. */
  readonly at: number;
}

/** The device's key, and the proofs that it signs (RFC 9449 §4.2). */
export class DeviceKey {
  private constructor(
    private readonly publicJwk: JWK,
    private readonly privateKey: CryptoKey | Uint8Array,
  ) {}

  /** A new key, private part included. */
  static async make(): Promise<JWK> {
    const { privateKey } = await generateKeyPair(ALG, { extractable: true });
    return exportJWK(privateKey);
  }

  static async of(jwk: JWK): Promise<DeviceKey> {
    const { kty, crv, x, y } = jwk;
    return new DeviceKey({ kty, crv, x, y }, await importJWK(jwk, ALG));
  }

  proof({ method, url, token, nonce, at }: ProvenRequest): Promise<string> {
    const claims = {
      jti: randomUUID(),
      htm: method,
      htu: url.replace(/[?#].*$/, ''),
      iat: Math.floor(at),
      ...(token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') }),
      ...(nonce === undefined ? {} : { nonce }),
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALG, typ: 'dpop+jwt', jwk: this.publicJwk })
      .sign(this.privateKey);
  }
}
