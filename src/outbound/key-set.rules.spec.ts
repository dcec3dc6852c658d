import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { type JsonValue, parseStrictJson } from '../kernel/strict-json.js';
import { usableKeys } from './key-set.rules.js';

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const good = { ...publicKey.export({ format: 'jwk' }), kid: 'a' };
const read = (value: unknown): JsonValue => parseStrictJson(Buffer.from(JSON.stringify(value)));
const kept = (...keys: unknown[]): unknown[] | undefined => usableKeys(read({ keys }))?.keys;

it('keeps the members that verifying takes, and no others', () => {
  expect(
    kept({ ...good, use: 'sig', alg: 'ES256', key_ops: ['verify'], x5c: ['MAA'], x5u: 'https://a', own: 1 }),
  ).toEqual([{ ...good, use: 'sig', alg: 'ES256' }]);
});

it.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'])(
  'passes over a key with the secret member %s',
  (name) => {
    expect(kept({ ...good, [name]: 'eA' }, { ...good, [name]: null }, good)).toEqual([good]);
  },
);

it.each<[string, unknown]>([
  ['a symmetric key', { kty: 'oct', kid: 'a' }],
  ['a kind of key that nobody knows', { ...good, kty: 'XX' }],
  ['no kind', { kid: 'a' }],
  ['a number for a name', { ...good, kid: 1 }],
  ['null for a member', { ...good, alg: null }],
  ['operations that are no list', { ...good, key_ops: 'verify' }],
  ['operations that are no texts', { ...good, key_ops: [1] }],
  ['operations that are others', { ...good, key_ops: ['verify', 'encrypt'] }],
  ['a point beside its curve', { ...good, y: good.x }],
  ['a coordinate that is cut', { ...good, x: good.x?.slice(0, -2) }],
  ['a modulus beyond 8192 bits', { kty: 'RSA', n: 'A'.repeat(1367), e: 'AQAB' }],
  ['a large exponent', { kty: 'RSA', n: 'A'.repeat(342), e: 'A'.repeat(9) }],
  ['text', 'key'],
  ['null', null],
  ['a list', [good]],
])('passes over %s', (_name, key) => {
  expect(kept(key, good)).toEqual([good]);
});

it.each([null, [], 'keys', 1, {}, { keys: null }, { keys: {} }, { keys: Array(51).fill(good) }])(
  'does not take %j for a key set',
  (document) => {
    expect(usableKeys(read(document))).toBeNull();
  },
);

it('takes an empty set, and one of 50 keys', () => {
  expect(kept()).toEqual([]);
  expect(kept(...(Array(50).fill(good) as unknown[]))).toHaveLength(50);
});
