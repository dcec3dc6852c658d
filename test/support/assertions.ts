import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Somebody's key pair, and JWTs under it. */
export class Signer {
  private constructor(
    readonly alg: string,
    readonly publicJwk: JWK & { kty: string },
    readonly privateKey: CryptoKey,
  ) {}

  static async create(alg = 'ES256', kid: string | null = 'k1'): Promise<Signer> {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = await exportJWK(publicKey);
    return new Signer(alg, { ...jwk, ...(kid === null ? {} : { kid }) } as JWK & { kty: string }, privateKey);
  }

  /** For whoever signs by themselves. */
  privateJwk(): Promise<JWK> {
    return exportJWK(this.privateKey);
  }

  /** A JWT; `undefined` removes a claim or a header parameter. */
  sign(claims: Record<string, unknown>, header: Record<string, unknown> = {}): Promise<string> {
    const { kid } = this.publicJwk;
    const all = { alg: this.alg, ...(kid === undefined ? {} : { kid }), ...header };
    return new SignJWT(given(claims)).setProtectedHeader(given(all) as { alg: string }).sign(this.privateKey);
  }
}

/** Claims of a client's assertion as they ought to be (RFC 7523 §3). @param now seconds */
export function clientClaims(clientId: string, issuer: string, now = Math.floor(Date.now() / 1000)) {
  return { iss: clientId, sub: clientId, aud: issuer, iat: now, exp: now + 60, jti: randomUUID() };
}

function given(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
