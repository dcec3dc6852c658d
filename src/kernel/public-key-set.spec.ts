import { generateKeyPairSync } from 'node:crypto';
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

  // Of eight times such a point nothing is left: h·A takes few values, so that a signature is guessed, not made.
  it.each([...low, ...otherSpellings].flatMap(both))('%s is one of them', (y) => {
    const point = decoded(Buffer.from(y, 'hex'));
    expect(double(double(double(point)))).toEqual([0n, 1n]);
  });
});

/* Ed25519 as RFC 8032 §5.1 has it, in plain arithmetic. */
const P = 2n ** 255n - 19n;
const mod = (a: bigint): bigint => ((a % P) + P) % P;
const power = (base: bigint, exponent: bigint): bigint =>
  exponent === 0n ? 1n : mod(power(mod(base * base), exponent / 2n) * (exponent % 2n === 1n ? base : 1n));
const D = mod(-121665n * power(121666n, P - 2n));
type Point = readonly [x: bigint, y: bigint];

/** Its sign is left out: twice a point and twice its mirror image are mirror images. */
function decoded(octets: Buffer): Point {
  const y = mod(octets.reduceRight((sum, octet) => sum * 256n + BigInt(octet), 0n) % 2n ** 255n);
  const square = mod((y * y - 1n) * power(D * y * y + 1n, P - 2n));
  const root = power(square, (P + 3n) / 8n);
  const x = mod(root * root - square) === 0n ? root : mod(root * power(2n, (P - 1n) / 4n));
  if (mod(x * x - square) !== 0n) throw new Error('no point');
  return [x, y];
}

function double([x, y]: Point): Point {
  const z = mod(D * x * x * y * y);
  return [mod(2n * x * y * power(1n + z, P - 2n)), mod((y * y + x * x) * power(1n - z, P - 2n))];
}
