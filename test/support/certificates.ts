import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  type Extension,
  type JsonGeneralNames,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PresentedCertificate } from '../../src/kernel/presented-certificate.js';
import { type Answer, freePort } from './gatehouse.js';

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;

/** What differs from a client's usual certificate; null leaves an extension out. */
export interface CertificateWish {
  readonly subject?: JsonName | string;
  readonly names?: JsonGeneralNames;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly ca?: boolean;
  readonly keyUsage?: number | null;
  readonly purposes?: readonly string[] | null;
  readonly more?: readonly Extension[];
  /** WebCrypto's algorithm of the key and of the signature. */
  readonly algorithm?: { name: string; hash?: string; namedCurve?: string; modulusLength?: number };
  readonly signatureHash?: string;
}

/** A certificate with its private key, as a TLS client or server needs them. */
export class TestCertificate {
  constructor(
    readonly x509: X509Certificate,
    readonly keys: webcrypto.CryptoKeyPair,
    readonly key: string,
  ) {}

  get cert(): string {
    return this.x509.toString('pem');
  }

  get der(): Buffer {
    return Buffer.from(this.x509.rawData);
  }

  /** As a server sees it whose client proved the key. */
  get presented(): PresentedCertificate {
    const read = PresentedCertificate.read(this.der);
    if (read === null) throw new Error('the certificate of this test cannot be read');
    return read;
  }

  /** As a registered key of `self_signed_tls_client_auth` (RFC 8705 §2.2.2). */
  async jwk(): Promise<object> {
    const { kty, crv, x, y, n, e } = await webcrypto.subtle.exportKey('jwk', this.keys.publicKey);
    return { kty, ...(kty === 'EC' ? { crv, x, y } : { n, e }), x5c: [this.der.toString('base64')] };
  }

  /** `:base64:` (RFC 9440 §2.1). */
  get byteSequence(): string {
    return `:${this.der.toString('base64')}:`;
  }

  /** As nginx writes `$ssl_client_escaped_cert`. */
  get escapedPem(): string {
    return encodeURIComponent(`${this.cert}\n`);
  }

  /** Signs another one. */
  async issue(wish: CertificateWish = {}): Promise<TestCertificate> {
    return issue(wish, this);
  }
}

/** An authority of its own. */
export function testAuthority(wish: CertificateWish = {}): Promise<TestCertificate> {
  const sign = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign;
  return issue({ subject: 'CN=Test authority', ca: true, keyUsage: sign, purposes: null, ...wish }, null);
}

/** A certificate that nobody vouches for. */
export function selfSigned(wish: CertificateWish = {}): Promise<TestCertificate> {
  return issue(wish, null);
}

async function issue(wish: CertificateWish, issuer: TestCertificate | null): Promise<TestCertificate> {
  const algorithm = wish.algorithm ?? EC;
  const keys = await webcrypto.subtle.generateKey(
    { publicExponent: new Uint8Array([1, 0, 1]), ...algorithm } as unknown as webcrypto.EcKeyGenParams,
    true,
    ['sign', 'verify'],
  );
  const by = issuer?.keys ?? keys;
  const subject = wish.subject ?? 'CN=agent';
  const x509 = await X509CertificateGenerator.create({
    serialNumber: `01${randomBytes(8).toString('hex')}`,
    subject,
    issuer: issuer?.x509.subjectName ?? subject,
    notBefore: wish.notBefore ?? new Date(Date.now() - DAY),
    notAfter: wish.notAfter ?? new Date(Date.now() + 30 * DAY),
    publicKey: keys.publicKey,
    signingKey: by.privateKey,
    signingAlgorithm: { saltLength: 32, ...by.privateKey.algorithm, hash: wish.signatureHash ?? 'SHA-256' } as never,
    extensions: extensionsOf(wish),
  });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }) as string;
  return new TestCertificate(x509, keys, key);
}

function extensionsOf(wish: CertificateWish): Extension[] {
  const { ca = false, keyUsage = KeyUsageFlags.digitalSignature, purposes = ['1.3.6.1.5.5.7.3.2'] } = wish;
  return [
    new BasicConstraintsExtension(ca, undefined, true),
    ...(keyUsage === null ? [] : [new KeyUsagesExtension(keyUsage, true)]),
    ...(purposes === null ? [] : [new ExtendedKeyUsageExtension([...purposes])]),
    ...(wish.names === undefined ? [] : [new SubjectAlternativeNameExtension(wish.names)]),
    ...(wish.more ?? []),
  ];
}

/** Files and settings for a Gatehouse that listens for client certificates. */
export class CertifiedSettings {
  private constructor(
    readonly environment: Record<string, string>,
    /** Whoever trusts it trusts the listener. */
    readonly serverAuthority: string,
    /** It issues clients' certificates. */
    readonly authority: TestCertificate,
    private readonly folder: string,
  ) {}

  static async make(more: Record<string, string> = {}): Promise<CertifiedSettings> {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-certificates-'));
    const servers = await testAuthority({ subject: 'CN=Test server authority' });
    const server = await servers.issue({
      subject: 'CN=localhost',
      purposes: ['1.3.6.1.5.5.7.3.1'],
      names: [
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ],
    });
    const authority = await testAuthority();
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const environment = {
      MTLS_PORT: String(await freePort()),
      MTLS_CERT_FILE: file('server.pem', server.cert),
      MTLS_KEY_FILE: file('server.key', server.key),
      MTLS_CA_FILE: file('authorities.pem', authority.cert),
      ...more,
    };
    return new CertifiedSettings(environment, servers.cert, authority, folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What a test asks over TLS. */
export interface TlsQuestion {
  readonly method?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string;
  /** The client's certificate; without one the handshake shows none. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** PEM of whom the client trusts. */
  readonly ca: string;
}

/** One request on a TLS connection of its own. */
/** Ciphers of a client that would show any certificate, however weak its key: refusing it is the server's part. */
const CAREFREE = 'DEFAULT@SECLEVEL=0';

export function tlsRequest(url: string, question: TlsQuestion): Promise<Answer> {
  const { method = 'GET', headers = {}, body, certificate, ca } = question;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, headers, ca, agent: false, cert: certificate?.cert, key: certificate?.key, ciphers: CAREFREE },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.once('error', reject).once('end', () => {
          const answered = new Headers();
          for (const [name, values] of Object.entries(response.headersDistinct)) {
            for (const value of values ?? []) answered.append(name, value);
          }
          resolve({ status: response.statusCode ?? 0, headers: answered, text, body: parsed(text) });
        });
      },
    );
    sent.once('error', reject).end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
