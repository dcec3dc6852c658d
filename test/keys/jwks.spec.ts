import { calculateJwkThumbprint, createRemoteJWKSet, type JWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.setup.js';
import { KeyRing } from '../../src/keys/key-ring.contract.js';
import { PinoLog } from '../../src/http/pino-log.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { algorithms, someClaims } from './replicas.js';

/** Public members by key type (RFC 7518 §6.2.1, §6.3.1; RFC 8037 §2), and what every key of ours has. */
const members: Record<string, string[]> = {
  ES256: ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
  EdDSA: ['alg', 'crv', 'kid', 'kty', 'use', 'x'],
  RS256: ['alg', 'e', 'kid', 'kty', 'n', 'use'],
};

describe('GET /oauth/jwks', () => {
  let gatehouse: TestGatehouse;
  beforeAll(async () => void (gatehouse = await TestGatehouse.start()));
  afterAll(() => gatehouse.stop());

  it('is a JWK Set that anybody may read and keep for five minutes', async () => {
    const answer = await gatehouse.request('GET', '/oauth/jwks');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/jwk-set+json');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('etag')).toBeNull();
    expect(Object.keys(answer.body)).toEqual(['keys']);
  });

  it('has an active and a next key of each algorithm, with public members and no other', async () => {
    const { keys } = (await gatehouse.request('GET', '/oauth/jwks')).body as { keys: JWK[] };
    expect(keys.map(({ alg }) => alg).sort()).toEqual([...algorithms, ...algorithms].sort());
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(members[key.alg as string]);
      expect(key.use).toBe('sig');
      expect(key.kid).toBe(await calculateJwkThumbprint(key));
    }
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(6);
  });

  it.each(algorithms)('lets another implementation verify what is signed with %s', async (algorithm) => {
    const claims = someClaims(gatehouse.clock, { text: 'ünïcödé "quoted"' });
    const token = await gatehouse.app.get(KeyRing).sign('test+jwt', claims, algorithm);
    const keys = createRemoteJWKSet(new URL(`${gatehouse.url}/oauth/jwks`));
    const { payload, protectedHeader } = await jwtVerify(token, keys);
    expect(payload).toEqual(claims);
    expect(Object.keys(protectedHeader)).toEqual(['alg', 'kid', 'typ']);
    expect(protectedHeader).toMatchObject({ alg: algorithm, typ: 'test+jwt' });
  });

  it('verifies the access tokens of the token endpoint, which SIGNING_ALG signs', async () => {
    const keys = createRemoteJWKSet(new URL(`${gatehouse.url}/oauth/jwks`));
    const { protectedHeader } = await jwtVerify(await gatehouse.admin(), keys, { typ: 'at+jwt' });
    expect(protectedHeader.alg).toBe('ES256');
  });

  it('is refused with 503, never served empty, while nothing is loaded', async () => {
    const log = new PinoLog('silent');
    const unready = await createApp(gatehouse.settings, gatehouse.serviceUrl, { log });
    expect(() => unready.get(KeyRing).jwks()).toThrow(expect.objectContaining({ status: 503 }));
    await unready.close();
  });
});
