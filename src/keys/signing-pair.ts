import { sign, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import type { VerificationKey } from './key-ring.contract.js';
import type { SigningAlgorithm } from './signing-algorithm.js';

/** One opened key of the ring. Its KeyObjects are made once: parsing a key costs more than a signature. */
export class SigningPair {
  readonly verification: VerificationKey;
  /** The encoded header for each `typ`; the types are ours and few. */
  private readonly headers = new Map<string, string>();

  constructor(
    readonly kid: string,
    readonly algorithm: SigningAlgorithm,
    private readonly privateKey: KeyObject,
    /** Public members alone. */
    readonly jwk: JWK,
    publicKey: KeyObject,
  ) {
    this.verification = { kid, algorithm, key: publicKey };
  }

  /** A JWT in compact form. RS256 is signed off the main thread, because it takes twenty times as long. */
  sign(typ: string, claims: object): string | Promise<string> {
    const input = `${this.header(typ)}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
    const bytes = Buffer.from(input, 'latin1');
    if (this.algorithm === 'RS256') return this.signInThread(input, bytes);
    // JWS wants R ‖ S for ECDSA, not DER (RFC 7518 §3.4); Ed25519 hashes for itself (RFC 8037 §3.1).
    const signature =
      this.algorithm === 'ES256'
        ? sign('sha256', bytes, { key: this.privateKey, dsaEncoding: 'ieee-p1363' })
        : sign(null, bytes, this.privateKey);
    return `${input}.${signature.toString('base64url')}`;
  }

  private signInThread(input: string, bytes: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      sign('sha256', bytes, this.privateKey, (error, signature) => {
        if (error) reject(error);
        else resolve(`${input}.${signature.toString('base64url')}`);
      });
    });
  }

  private header(typ: string): string {
    let header = this.headers.get(typ);
    if (header === undefined) {
      const plain = JSON.stringify({ alg: this.algorithm, kid: this.kid, typ });
      header = Buffer.from(plain).toString('base64url');
      this.headers.set(typ, header);
    }
    return header;
  }
}
