import { exportJWK, generateKeyPair, jwtVerify, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { RequestListener } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { RemoteKeys } from '../../src/outbound/remote-keys.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';

interface Pair {
  readonly secret: CryptoKey;
  readonly jwk: JWK;
}

let host: HttpsHost;
let gatehouse: TestGatehouse;
let keys: RemoteKeys;
let one: Pair;
let two: Pair;
let count = 0;

beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start(host.settings);
  keys = gatehouse.app.get(RemoteKeys);
  one = await pair('one');
  two = await pair('two');
});

afterAll(async () => {
  await gatehouse.stop();
  await host.stop();
});

// jose asks the machine for the time, so that the machine's is moved.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }));
afterEach(() => void vi.useRealTimers());

async function pair(kid: string, alg = 'ES256'): Promise<Pair> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { secret: privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg } };
}

function pass(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1000);
}

/** A path of its own for each test, with what is said there. */
function published(says: object | RequestListener): { url: string; path: string; says: (other: object) => void } {
  const path = `/keys-${++count}`;
  return { path, url: host.route(path, says), says: (other) => void host.route(path, other) };
}

function token({ secret, jwk }: Pair, kid = jwk.kid): Promise<string> {
  return new SignJWT({ a: 1 }).setProtectedHeader({ alg: jwk.alg ?? 'ES256', ...(kid && { kid }) }).sign(secret);
}

/** The name of the error, or `good`. */
async function verdict(text: string, url: string): Promise<string> {
  return jwtVerify(text, keys.of(url)).then(
    () => 'good',
    (error: Error) => error.name,
  );
}

const unavailable: RequestListener = (_request, response) => response.writeHead(503).end();

it('a token is good by the key that its host publishes; the set is asked for once, however many wait', async () => {
  const { url, path } = published({ keys: [one.jwk, two.jwk] });
  const tokens = await Promise.all([one, two, one, two].map((from) => token(from)));
  expect(await Promise.all(tokens.map((text) => verdict(text, url)))).toEqual(['good', 'good', 'good', 'good']);
  expect(host.hits(path)).toBe(1);
  expect(await verdict(await token(one, 'two'), url)).toBe('JWSSignatureVerificationFailed');
});

it('unknown keys ask the host at most once in 30 seconds', async () => {
  const { url, path } = published({ keys: [one.jwk] });
  const bad = await Promise.all(Array.from({ length: 20 }, (_, at) => token(two, `made up ${at}`)));
  const ask = () => Promise.all(bad.map((text) => verdict(text, url)));
  expect(new Set(await ask())).toEqual(new Set(['JWKSNoMatchingKey']));
  pass(29);
  await ask();
  expect(host.hits(path)).toBe(1);
  pass(2);
  await ask();
  await ask();
  expect(host.hits(path)).toBe(2);
});

it('a key that is new is found, 30 seconds after the last time that somebody asked', async () => {
  const { url, says } = published({ keys: [one.jwk] });
  expect(await verdict(await token(one), url)).toBe('good');
  says({ keys: [two.jwk] });
  expect(await verdict(await token(two), url)).toBe('JWKSNoMatchingKey');
  pass(31);
  expect(await verdict(await token(two), url)).toBe('good');
  expect(await verdict(await token(one), url)).toBe('JWKSNoMatchingKey');
});

it('a key that was taken back is good for ten minutes at most', async () => {
  const { url, says } = published({ keys: [one.jwk] });
  const text = await token(one);
  expect(await verdict(text, url)).toBe('good');
  says({ keys: [] });
  pass(599);
  expect(await verdict(text, url)).toBe('good');
  pass(2);
  expect(await verdict(text, url)).toBe('JWKSNoMatchingKey');
});

it('a failure is not repeated within ten seconds', async () => {
  const { url, path, says } = published(unavailable);
  const text = await token(one);
  const ask = () => Promise.all(Array.from({ length: 10 }, () => verdict(text, url)));
  expect(new Set([...(await ask()), ...(await ask())])).toEqual(new Set(['FetchRefused']));
  pass(9);
  await ask();
  expect(host.hits(path)).toBe(1);
  says({ keys: [one.jwk] });
  pass(2);
  expect(await verdict(text, url)).toBe('good');
  expect(host.hits(path)).toBe(2);
});

it('while the host is away the last good set counts for an hour more, and the log says so; then nothing does', async () => {
  const { url, path, says } = published({ keys: [one.jwk] });
  const text = await token(one);
  const isNew = await token(two);
  expect(await verdict(text, url)).toBe('good');
  host.route(path, unavailable);
  pass(601);
  expect(await verdict(text, url)).toBe('good');
  // Whether a key that we do not know is good cannot be told now.
  expect(await verdict(isNew, url)).toBe('FetchRefused');
  const line = JSON.parse(gatehouse.logLines.findLast((entry) => entry.includes('keys_not_fetched')) ?? '{}');
  expect(line).toMatchObject({ level: 'warn', address: url, reason: 'the answer was 503' });
  expect(line.last_good_for_ms).toBeGreaterThan(3_500_000);
  pass(3590);
  expect(await verdict(text, url)).toBe('good');
  pass(20);
  expect(await verdict(text, url)).toBe('FetchRefused');
  says({ keys: [one.jwk] });
  pass(11);
  expect(await verdict(text, url)).toBe('good');
});

it('a private key that is published makes nothing good, nor does a symmetric one', async () => {
  const lost = { ...(await exportJWK(one.secret)), kid: 'one', alg: 'ES256' };
  const shared = { kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url'), kid: 'shared', alg: 'HS256' };
  const { url } = published({ keys: [lost, shared, two.jwk] });
  expect(await verdict(await token(one), url)).toBe('JWKSNoMatchingKey');
  expect(await verdict(await token(two), url)).toBe('good');
  const mac = await new SignJWT({}).setProtectedHeader({ alg: 'HS256', kid: 'shared' }).sign(Buffer.alloc(32, 7));
  expect(await verdict(mac, url)).toBe('JOSENotSupported');
});

it.each(['ES384', 'EdDSA', 'RS256', 'PS256'])('keys for %s are found', async (alg) => {
  const some = await pair(alg, alg);
  expect(await verdict(await token(some), published({ keys: [one.jwk, some.jwk] }).url)).toBe('good');
});

const saying =
  (type: string, body: string, status = 200): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': type }).end(body);

it.each<[string, object | RequestListener]>([
  ['no set', { a: 1 }],
  ['a list', [{ kty: 'EC' }]],
  ['keys that are no list', { keys: {} }],
  ['more than 50 keys', { keys: Array.from({ length: 51 }, () => ({ kty: 'EC' })) }],
  ['a page', saying('text/html', '<p>not found</p>')],
  ['a set that says to be a page', saying('text/html', '{"keys":[]}')],
  ['half a set', saying('application/json', '{"keys":[')],
  ['members twice', saying('application/json', '{"keys":[],"keys":[]}')],
  ['nothing', saying('application/json', '')],
  ['204', (_request, response) => response.writeHead(204).end()],
])('an answer with %s is no key set', async (_name, says) => {
  expect(await verdict(await token(one), published(says).url)).toBe('FetchRefused');
});

it('an address that is no URL, or no https, is refused', async () => {
  expect(() => keys.of('no url')).toThrow('not a URL');
  expect(await verdict(await token(one), 'http://localhost/keys')).toBe('FetchRefused');
});
