import { createHash, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** What a proof says, when it is not what it should. Undefined removes a claim or header. */
export interface ProofChanges {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  /** The access token that it goes with. */
  readonly token?: string;
  readonly nonce?: string;
}

/** A client's key, and the proofs that it signs (RFC 9449 §4.2). */
export class DpopKey {
  private constructor(
    readonly jkt: string,
    readonly jwk: JWK,
    readonly alg: string,
    private readonly privateKey: CryptoKey,
  ) {}

  static async make(alg = 'ES256', options: { modulusLength?: number } = {}): Promise<DpopKey> {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true, ...options });
    const jwk = await exportJWK(publicKey);
    return new DpopKey(await calculateJwkThumbprint(jwk), jwk, alg, privateKey);
  }

  /** The private part as a JWK: nobody may send it. */
  privateJwk(): Promise<JWK> {
    return exportJWK(this.privateKey);
  }

  /** @param url with or without a query, which a proof leaves out */
  proof(method: string, url: string, { claims, header, token, nonce }: ProofChanges = {}): Promise<string> {
    const said = {
      jti: randomUUID(),
      htm: method,
      htu: url.replace(/[?#].*$/, ''),
      iat: Math.floor(Date.now() / 1000),
      ...(token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') }),
      ...(nonce === undefined ? {} : { nonce }),
      ...claims,
    };
    const written = { alg: this.alg, typ: 'dpop+jwt', jwk: this.jwk, ...header };
    return new SignJWT(said).setProtectedHeader(written).sign(this.privateKey);
  }
}
