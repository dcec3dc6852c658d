import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keySetFault } from './public-key-set.js';

const jwkOf = (kind: 'rsa' | 'ec' | 'ed25519', options: object = {}) =>
  generateKeyPairSync(kind as 'rsa', options as { modulusLength: number }).publicKey.export({ format: 'jwk' });
const rsa = jwkOf('rsa', { modulusLength: 2048 });
const fault = (key: object) => keySetFault({ keys: [key] });

describe('a key that is accepted', () => {
  it.each([
    ['RSA', rsa],
    ['RSA with the exponent 3', jwkOf('rsa', { modulusLength: 2048, publicExponent: 3 })],
    ['P-256', jwkOf('ec', { namedCurve: 'P-256' })],
    ['P-384', jwkOf('ec', { namedCurve: 'P-384' })],
    ['P-521', jwkOf('ec', { namedCurve: 'P-521' })],
    ['Ed25519', jwkOf('ed25519')],
    ['one that says that it verifies', { ...rsa, use: 'sig', key_ops: ['verify'], ext: true }],
  ])('%s', (_, key) => expect(fault(key)).toBeNull());
});

describe('an RSA key with which anybody could sign, or that takes long, is refused', () => {
  const exponent = (hex: string) => ({ ...rsa, e: Buffer.from(hex, 'hex').toString('base64url') });
  it.each([
    ['1', exponent('01')],
    ['0', exponent('00')],
    ['even', exponent('010000')],
    ['of 72 bits', exponent('800000000000000001')],
    ['with 1024 bits', jwkOf('rsa', { modulusLength: 1024 })],
    ['with 16384 bits', { ...rsa, n: Buffer.alloc(2048, 0xff).toString('base64url') }],
  ])('%s', (_, key) => expect(fault(key)).toMatch(/not a good one/));
});

describe('a point of Ed25519 for which anybody can sign is refused (RFC 8032 §8.8)', () => {
  const low = [
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ];
  const otherSpellings = [
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ];
  const negative = (y: string) => y.slice(0, 62) + (Number.parseInt(y.slice(62), 16) | 0x80).toString(16);
  const jwk = (y: string) => ({ kty: 'OKP', crv: 'Ed25519', x: Buffer.from(y, 'hex').toString('base64url') });
  const both = (y: string): string[] => [y, negative(y)];

  it.each([...low, ...otherSpellings].flatMap(both))('%s', (y) => expect(fault(jwk(y))).toMatch(/not a good one/));

  // One message of eight or more has a signature of S = 0 and an R of small order, for which nobody needs a private key.
  it.each(low)('%s is one of them', (y) => {
    const key = createPublicKey({ key: jwk(y), format: 'jwk' });
    const isForged = (message: Buffer): boolean =>
      low
        .flatMap(both)
        .some((r) => verify(null, message, key, Buffer.concat([Buffer.from(r, 'hex'), Buffer.alloc(32)])));
    expect([...Array(200).keys()].some((count) => isForged(Buffer.from(String(count))))).toBe(true);
  });
});
