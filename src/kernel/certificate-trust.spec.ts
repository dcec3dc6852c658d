import { Extension, KeyUsageFlags } from '@peculiar/x509';
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type CertificateWish,
  selfSigned,
  testAuthority,
  type TestCertificate,
} from '../../test/support/certificates.js';
import { isTrusted, matchesKeySet } from './certificate-trust.js';
import { PresentedCertificate } from './presented-certificate.js';

const NOW = Date.now();
const DAY = 86_400_000;
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048 };
const unknown = (critical: boolean) => new Extension('1.3.6.1.4.1.9999.1', critical, new Uint8Array([5, 0]));

let authority: TestCertificate;
beforeAll(async () => {
  authority = await testAuthority();
});

const trusts = (by: TestCertificate, leaf: TestCertificate, now = NOW) =>
  isTrusted(leaf.presented, [by.presented], now);

describe('a certificate is trusted when an authority issued it for clients', () => {
  it.each<[string, CertificateWish]>([
    ['as usual', {}],
    ['with no word on usage', { keyUsage: null, purposes: null }],
    ['for servers too', { purposes: [SERVER_AUTH, CLIENT_AUTH] }],
    ['with RSA', { algorithm: RSA }],
    ['with P-384', { algorithm: { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-256' } }],
    ['with Ed25519', { algorithm: { name: 'Ed25519' } }],
    ['with critical names alone', { subject: [], names: [{ type: 'url', value: 'spiffe://example.test/a' }] }],
    ['with an unknown extension that is not critical', { more: [unknown(false)] }],
  ])('%s', async (_, wish) => expect(trusts(authority, await authority.issue(wish))).toBe(true));

  it.each<[string, CertificateWish]>([
    ['of RSA', { algorithm: RSA }],
    ['of RSA-PSS', { algorithm: { ...RSA, name: 'RSA-PSS' } }],
    ['of Ed25519', { algorithm: { name: 'Ed25519' } }],
    ['that says nothing of usage', { keyUsage: null }],
    ['for clients', { purposes: [CLIENT_AUTH] }],
  ])('by an authority %s', async (_, wish) => {
    const other = await testAuthority(wish);
    expect(trusts(other, await other.issue())).toBe(true);
  });

  it.each<[string, CertificateWish]>([
    ['for servers', { purposes: [SERVER_AUTH] }],
    ['for any purpose, as it says', { purposes: ['2.5.29.37.0'] }],
    ['whose key may not sign', { keyUsage: KeyUsageFlags.keyEncipherment }],
    ['of another authority', { ca: true, keyUsage: KeyUsageFlags.keyCertSign | KeyUsageFlags.digitalSignature }],
    ['that is over', { notAfter: new Date(NOW - 1000) }],
    ['that has not begun', { notBefore: new Date(NOW + DAY) }],
    ['with an unknown critical extension', { more: [unknown(true)] }],
    ['with an extension twice', { more: [unknown(false), unknown(false)] }],
    ['with a key of RSA of 1024 bits', { algorithm: { ...RSA, modulusLength: 1024 } }],
    ['signed with SHA-1', { signatureHash: 'SHA-1' }],
  ])('but not one %s', async (_, wish) => expect(trusts(authority, await authority.issue(wish))).toBe(false));

  it.each<[string, CertificateWish]>([
    ['is over', { notAfter: new Date(NOW - 1000) }],
    ['has not begun', { notBefore: new Date(NOW + DAY) }],
    ['is none', { ca: false }],
    ['may not sign certificates', { keyUsage: KeyUsageFlags.cRLSign }],
    ['is for servers', { purposes: [SERVER_AUTH] }],
    ['has constraints that nobody checks here', { more: [new Extension('2.5.29.30', true, new Uint8Array([48, 0]))] }],
  ])('nor when the authority %s', async (_, wish) => {
    const other = await testAuthority(wish);
    expect(trusts(other, await other.issue())).toBe(false);
  });

  it('nor by another authority of the same name', async () => {
    expect(trusts(await testAuthority(), await authority.issue())).toBe(false);
    expect(trusts(authority, await selfSigned({ subject: 'CN=Test authority' }))).toBe(false);
  });

  it('nor by one in between, nor is the authority itself a client', async () => {
    const between = await authority.issue({ subject: 'CN=Between', ca: true, keyUsage: KeyUsageFlags.keyCertSign });
    expect(trusts(authority, await between.issue())).toBe(false);
    expect(trusts(authority, authority)).toBe(false);
    expect(isTrusted((await authority.issue()).presented, [], NOW)).toBe(false);
  });

  it('any of several authorities will do, and time is asked anew each time', async () => {
    const leaf = (await authority.issue({ notAfter: new Date(NOW + DAY) })).presented;
    const several = [(await testAuthority()).presented, authority.presented];
    expect(isTrusted(leaf, several, NOW)).toBe(true);
    expect(isTrusted(leaf, several, NOW + 2 * DAY)).toBe(false);
  });

  it('a certificate with a changed byte is another one', async () => {
    const { der } = await authority.issue();
    const changed = Buffer.from(der);
    changed[changed.indexOf('agent')] = 'A'.charCodeAt(0);
    const forged = PresentedCertificate.read(changed);
    expect(forged).not.toBeNull();
    expect(isTrusted(forged!, [authority.presented], NOW)).toBe(false);
  });
});

describe('a certificate is registered when it is the first x5c of a key (RFC 8705 §2.2.2)', () => {
  it('itself, and no other of the same name or with the same key behind', async () => {
    const [mine, other] = [await selfSigned(), await selfSigned()];
    const jwk = (await mine.jwk()) as { x5c: string[] };
    const otherJwk = (await other.jwk()) as { x5c: string[] };
    expect(matchesKeySet({ keys: [otherJwk, jwk] }, mine.presented, NOW)).toBe(true);
    expect(matchesKeySet({ keys: [otherJwk] }, mine.presented, NOW)).toBe(false);
    expect(matchesKeySet({ keys: [{ x5c: [otherJwk.x5c[0], jwk.x5c[0]] }] }, mine.presented, NOW)).toBe(false);
  });

  it.each([
    [{ keys: [] }],
    [{ keys: [{}] }],
    [{ keys: [{ x5c: [] }] }],
    [{ keys: [{ x5c: 'text' }] }],
    [{ keys: [{ x5c: [null] }] }],
    [{ keys: [{ x5c: [''] }] }],
  ])('not by %j', async (set) => expect(matchesKeySet(set, (await selfSigned()).presented, NOW)).toBe(false));

  it('only in its time, and with a key that nobody computes', async () => {
    const of = async (wish: CertificateWish, now = NOW) => {
      const certificate = await selfSigned(wish);
      return matchesKeySet({ keys: [await certificate.jwk()] }, certificate.presented, now);
    };
    expect(await of({})).toBe(true);
    expect(await of({ notAfter: new Date(NOW - 1000) })).toBe(false);
    expect(await of({ notBefore: new Date(NOW + DAY) })).toBe(false);
    expect(await of({ algorithm: { ...RSA, modulusLength: 1024 } })).toBe(false);
  });
});

describe('a presented certificate', () => {
  it('has the thumbprint of its DER encoding (RFC 8705 §3.1)', async () => {
    const { der, presented } = await selfSigned();
    expect(presented.thumbprint).toBe(createHash('sha256').update(der).digest('base64url'));
    expect(presented.der.equals(der)).toBe(true);
  });

  it('is one certificate in DER and nothing else', async () => {
    const { der, cert } = await selfSigned();
    expect(PresentedCertificate.read(Buffer.concat([der, Buffer.from([0])]))).toBeNull();
    expect(PresentedCertificate.read(Buffer.concat([der, der]))).toBeNull();
    expect(PresentedCertificate.read(der.subarray(0, -1))).toBeNull();
    expect(PresentedCertificate.read(Buffer.from(cert))).toBeNull();
    expect(PresentedCertificate.read(Buffer.alloc(0))).toBeNull();
  });
});
