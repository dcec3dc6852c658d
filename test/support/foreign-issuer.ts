import { randomUUID } from 'node:crypto';
import { CompactSign, type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { TestGatehouse } from './gatehouse.js';

/** A key of somebody else's: they sign with it, we get the public half. */
export interface ForeignKey {
  readonly secret: CryptoKey;
  readonly jwk: JWK;
  readonly alg: string;
}

export async function foreignKey(alg = 'ES256', kid: string | undefined = randomUUID()): Promise<ForeignKey> {
  const pair = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(pair.publicKey);
  return { secret: pair.privateKey, jwk: kid === undefined ? jwk : { ...jwk, kid }, alg };
}

/** Somebody else who identifies machines or people, registered at a Gatehouse. */
export class ForeignIssuer {
  private constructor(
    readonly gatehouse: TestGatehouse,
    readonly name: string,
    readonly key: ForeignKey,
    /** The view of the registration. */
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever came
    readonly view: any,
  ) {}

  static async register(
    gatehouse: TestGatehouse,
    fields: Record<string, unknown> = {},
    key?: ForeignKey,
  ): Promise<ForeignIssuer> {
    const own = key ?? (await foreignKey());
    const name = (fields['issuer'] as string | undefined) ?? `https://${randomUUID()}.example`;
    const keys = 'jwks_uri' in fields ? {} : { jwks: { keys: [own.jwk] } };
    const body = { issuer: name, name: 'Somebody else', uses: ['workload'], ...keys, ...fields };
    return new ForeignIssuer(gatehouse, name, own, await gatehouse.create('/issuers', body));
  }

  /** Claims that are in order for a workload; undefined leaves one out. */
  claims(changes: Record<string, unknown> = {}): Record<string, unknown> {
    const now = this.gatehouse.clock.seconds();
    return {
      iss: this.name,
      sub: 'machine',
      aud: this.gatehouse.url,
      iat: now,
      exp: now + 300,
      jti: randomUUID(),
      ...changes,
    };
  }

  token(changes: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<string> {
    return signed(JSON.stringify(this.claims(changes)), this.key, header);
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever came
  rule(claims: Record<string, unknown>, clientId: string, fields: Record<string, unknown> = {}): Promise<any> {
    const body = { name: `Rule ${randomUUID()}`, claims, client_id: clientId, ...fields };
    return this.gatehouse.create(`/issuers/${this.view.id}/rules`, body);
  }
}

/** A compact JWS over a text as it stands; `undefined` in the header leaves a parameter out. */
export async function signed(text: string, key: ForeignKey, header: Record<string, unknown> = {}): Promise<string> {
  const whole = { alg: key.alg, kid: key.jwk.kid, ...header } as { alg: string };
  return new CompactSign(Buffer.from(text))
    .setProtectedHeader(whole)
    .sign(key.secret, { crit: { b64: true, ours: true } });
}

/** A JWS whose header is a text as it stands, with the signature of that text. */
export async function signedRaw(header: string, text: string, key: ForeignKey): Promise<string> {
  const bytes = [header, text].map((part) => Buffer.from(part).toString('base64url')).join('.');
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.secret, Buffer.from(bytes));
  return `${bytes}.${Buffer.from(signature).toString('base64url')}`;
}
