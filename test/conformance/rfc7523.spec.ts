/*
 * RFC 7523 (with draft-ietf-oauth-rfc7523bis) and RFC 7521: clients that authenticate by a JWT. That an assertion is for this
 * issuer alone at every endpoint: rfc9700.spec.ts. Not here, and why:
 *   7523-06, no RS256: that is the FAPI profile's; a client can be pinned to another algorithm (7523-03).
 *   7523-07, SAML: not offered, nor advertised.
 */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { clientClaims, JWT_BEARER, Signer } from '../support/assertions.js';
import { ForeignIssuer } from '../support/foreign-issuer.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { expectOAuthError } from './scene.js';

let host: HttpsHost;
let gatehouse: TestGatehouse;
let signer: Signer;
let stranger: Signer;
let id: string;
beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start(host.settings);
  [signer, stranger] = [await Signer.create(), await Signer.create()];
  id = await register({ keys: [signer.publicJwk] });
});
afterAll(async () => {
  await gatehouse.stop();
  await host.stop();
});

async function register(jwks: object, fields: Record<string, unknown> = {}): Promise<string> {
  const { client } = await gatehouse.agent({ token_endpoint_auth_method: 'private_key_jwt', jwks, ...fields });
  return client.client_id as string;
}

const claims = (changes: Record<string, unknown> = {}, clientId = id) => ({
  ...clientClaims(clientId, gatehouse.url, Math.floor(gatehouse.clock.now() / 1000)),
  ...changes,
});
const send = (assertion: string, more: Record<string, string> = {}): Promise<Answer> =>
  gatehouse.token({
    grant_type: 'client_credentials',
    client_assertion_type: JWT_BEARER,
    client_assertion: assertion,
    ...more,
  });
const now = () => Math.floor(gatehouse.clock.now() / 1000);

describe('7523-01 an assertion is the client’s own, for us alone, and short (RFC 7523 §3)', () => {
  it('7523-01 with iss and sub the client, aud the issuer, exp and jti it is a token', async () => {
    const answer = await send(await signer.sign(claims()));
    expect([answer.status, answer.body.token_type]).toEqual([200, 'Bearer']);
  });

  it('7523-01 aud may be a list of one', async () => {
    expect((await send(await signer.sign(claims({ aud: [gatehouse.url] })))).status).toBe(200);
  });

  it.each<[string, () => Record<string, unknown>]>([
    ['no iss', () => ({ iss: undefined })],
    ['an iss that is not the sub', () => ({ iss: 'another' })],
    ['an iss that is a list', () => ({ iss: [id] })],
    ['no sub', () => ({ sub: undefined })],
    ['a sub that nobody is', () => ({ iss: 'nobody', sub: 'nobody' })],
    ['a sub with NUL', () => ({ iss: 'a\u0000', sub: 'a\u0000' })],
    ['no aud', () => ({ aud: undefined })],
    ['the token endpoint as aud', () => ({ aud: `${gatehouse.url}/oauth/token` })],
    ['the PAR endpoint as aud', () => ({ aud: `${gatehouse.url}/oauth/par` })],
    ['the issuer with a slash as aud', () => ({ aud: `${gatehouse.url}/` })],
    ['the issuer among others as aud', () => ({ aud: [gatehouse.url, 'https://other.example'] })],
    ['an empty list as aud', () => ({ aud: [] })],
    ['no exp', () => ({ exp: undefined })],
    ['an exp that is text', () => ({ exp: String(now() + 60) })],
    ['an exp that is past', () => ({ exp: now() - 31 })],
    ['an exp that is far', () => ({ exp: now() + 340 })],
    ['an nbf to come', () => ({ nbf: now() + 60 })],
    ['an iat to come', () => ({ iat: now() + 60 })],
    ['an iat that is text', () => ({ iat: 'now' })],
    ['no jti', () => ({ jti: undefined })],
    ['an empty jti', () => ({ jti: '' })],
    ['a jti of 257 characters', () => ({ jti: 'a'.repeat(257) })],
    ['a jti that is a number', () => ({ jti: 7 })],
    ['a jti with NUL', () => ({ jti: 'a\u0000' })],
  ])('7523-01 %s is invalid_client', async (_name, changes) => {
    expectOAuthError(await send(await signer.sign(claims(changes()))), 401, 'invalid_client');
  });
});

describe('7523-02 an assertion is good for one use (RFC 7523 §3.7)', () => {
  it('7523-02 the second use is refused, also after a request that failed for something else', async () => {
    const assertion = await signer.sign(claims());
    expect((await send(assertion)).status).toBe(200);
    expectOAuthError(await send(assertion), 401, 'invalid_client');
    const other = await signer.sign(claims());
    expectOAuthError(await send(other, { scope: 'admin' }), 400, 'invalid_scope');
    expectOAuthError(await send(other), 401, 'invalid_client');
  });

  it('7523-02 a jti is the client’s own: another client may use the same', async () => {
    const second = await register({ keys: [signer.publicJwk] });
    const jti = 'the same for both';
    expect((await send(await signer.sign(claims({ jti })))).status).toBe(200);
    expect((await send(await signer.sign(claims({ jti }, second)))).status).toBe(200);
  });

  it('7523-02 a signature that is wrong spends nothing', async () => {
    const all = claims();
    expectOAuthError(await send(await stranger.sign(all)), 401, 'invalid_client');
    expect((await send(await signer.sign(all))).status).toBe(200);
  });
});

describe('7523-03 the key is one that is registered, with the algorithm that is (RFC 8725 §3.1)', () => {
  it('7523-03 another’s key is refused, whatever kid it names', async () => {
    for (const header of [{}, { kid: undefined }, { kid: 'unknown' }]) {
      expectOAuthError(await send(await stranger.sign(claims(), header)), 401, 'invalid_client');
    }
  });

  it.each(['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'PS256', 'RS256'])('7523-03 %s works', async (alg) => {
    const own = await Signer.create(alg);
    const client = await register({ keys: [own.publicJwk] });
    expect((await send(await own.sign(claims({}, client)))).status).toBe(200);
  });

  it('7523-03 a client that is pinned to an algorithm uses no other', async () => {
    const [rs, ps] = [await Signer.create('RS256'), await Signer.create('PS256')];
    const client = await register(
      { keys: [rs.publicJwk, { ...ps.publicJwk, kid: 'k2' }] },
      { token_endpoint_auth_signing_alg: 'PS256' },
    );
    expectOAuthError(await send(await rs.sign(claims({}, client))), 401, 'invalid_client');
    expect((await send(await ps.sign(claims({}, client), { kid: 'k2' }))).status).toBe(200);
  });

  it('7523-03 keys without a kid are tried in turn', async () => {
    const [a, b] = [await Signer.create('ES256', null), await Signer.create('ES256', null)];
    const client = await register({ keys: [a.publicJwk, b.publicJwk] });
    for (const one of [a, b]) expect((await send(await one.sign(claims({}, client)))).status).toBe(200);
  });

  it('7523-03 a key that was taken away is refused at once', async () => {
    const [old, fresh] = [await Signer.create('ES256', 'old'), await Signer.create('ES256', 'fresh')];
    const client = await register({ keys: [old.publicJwk] });
    expect((await send(await old.sign(claims({}, client)))).status).toBe(200);
    await gatehouse.adminCall('PATCH', `/clients/${client}`, { jwks: { keys: [fresh.publicJwk] } });
    expectOAuthError(await send(await old.sign(claims({}, client))), 401, 'invalid_client');
    expect((await send(await fresh.sign(claims({}, client)))).status).toBe(200);
  });

  it('7523-03 keys may be where the client publishes them; a new one is found by its kid', async () => {
    const [old, fresh] = [await Signer.create('ES256', 'old'), await Signer.create('ES256', 'fresh')];
    let published = [old.publicJwk];
    host.route('/jwks', (_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
    });
    const own = await gatehouse.agent({ token_endpoint_auth_method: 'private_key_jwt', jwks_uri: `${host.url}/jwks` });
    expect((await send(await old.sign(claims({}, own.id)))).status).toBe(200);
    published = [fresh.publicJwk];
    // jose has a clock of its own.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    onTestFinished(() => void vi.useRealTimers());
    expect((await send(await fresh.sign(claims({}, own.id)))).status).toBe(200);
    expectOAuthError(await send(await stranger.sign(claims({}, own.id))), 401, 'invalid_client');
  });

  it('7523-03 a client whose keys cannot be had is nobody', async () => {
    const own = await gatehouse.agent({ token_endpoint_auth_method: 'private_key_jwt', jwks_uri: `${host.url}/gone` });
    expectOAuthError(await send(await signer.sign(claims({}, own.id))), 401, 'invalid_client');
  });

  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  it.each<[string, () => Promise<string> | string]>([
    ['alg none', () => `${encoded({ alg: 'none' })}.${encoded(claims())}.`],
    [
      'HS256 under the public key',
      () => {
        const data = `${encoded({ alg: 'HS256', kid: 'k1' })}.${encoded(claims())}`;
        const mac = createHmac('sha256', JSON.stringify(signer.publicJwk)).update(data).digest('base64url');
        return `${data}.${mac}`;
      },
    ],
    ['a key of its own in the header', () => stranger.sign(claims(), { jwk: stranger.publicJwk })],
    ['a place of keys in the header', () => signer.sign(claims(), { jku: 'https://attacker.example/jwks' })],
    ['a certificate in the header', () => signer.sign(claims(), { x5c: ['QQ=='] })],
    ['a kid that is a path', () => stranger.sign(claims(), { kid: '../../dev/null' })],
    ['a kid that is SQL', () => stranger.sign(claims(), { kid: "k1' OR '1'='1" })],
    [
      'a crit that nobody knows',
      async () =>
        (await signer.sign(claims())).replace(/^[^.]+/, encoded({ alg: 'ES256', kid: 'k1', crit: ['x'], x: 1 })),
    ],
    ['the type of an access token', () => signer.sign(claims(), { typ: 'at+jwt' })],
    ['the type of an ID-JAG', () => signer.sign(claims(), { typ: 'oauth-id-jag+jwt' })],
    ['the type of a DPoP proof', () => signer.sign(claims(), { typ: 'dpop+jwt' })],
    ['a spoilt signature', async () => `${(await signer.sign(claims())).split('.').slice(0, 2).join('.')}.AAAA`],
    [
      'a claim twice',
      async () => {
        const body = JSON.stringify(claims()).replace('{', '{"aud":"https://other.example",');
        return (await signer.sign(claims())).replace(/\.[^.]+\./, `.${Buffer.from(body).toString('base64url')}.`);
      },
    ],
    ['five parts', async () => `${await signer.sign(claims())}.a.b`],
    ['20,000 characters', () => 'a'.repeat(20_000)],
    ['nothing', () => '..'],
  ])('7523-03 %s is refused', async (_name, make) => {
    expectOAuthError(await send(await make()), 401, 'invalid_client');
  });
});

describe('7523-04 client_id may be said, and is then the same (RFC 7521 §4.2)', () => {
  it('7523-04 the same is fine, another is not', async () => {
    expect((await send(await signer.sign(claims()), { client_id: id })).status).toBe(200);
    expectOAuthError(await send(await signer.sign(claims()), { client_id: 'another' }), 401, 'invalid_client');
  });
});

describe('7523-05 one way of authentication, the registered one (RFC 6749 §2.3)', () => {
  it('7523-05 an assertion beside a secret is invalid_request', async () => {
    const assertion = await signer.sign(claims());
    expectOAuthError(await send(assertion, { client_secret: 'x' }), 400, 'invalid_request');
    const both = await gatehouse.token(
      { grant_type: 'client_credentials', client_assertion_type: JWT_BEARER, client_assertion: assertion },
      { id, secret: 'x' },
    );
    expectOAuthError(both, 400, 'invalid_request');
    expect((await send(assertion)).status).toBe(200);
  });

  it('7523-05 a client of secrets cannot use a key, nor one of keys a secret or its bare name', async () => {
    const { id: other, secret } = await gatehouse.agent();
    expectOAuthError(await send(await signer.sign(claims({}, other))), 401, 'invalid_client');
    expect((await gatehouse.token({ grant_type: 'client_credentials' }, { id: other, secret })).status).toBe(200);
    for (const form of [{ client_id: id }, { client_id: id, client_secret: 'x' }] as Record<string, string>[]) {
      const answer = await gatehouse.token({ grant_type: 'client_credentials', ...form });
      expectOAuthError(answer, 401, 'invalid_client');
    }
  });

  it.each([
    ['another type', { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' }],
    ['an empty type', { client_assertion_type: '' }],
  ])('7523-05 %s is invalid_client', async (_name, more) => {
    expectOAuthError(await send(await signer.sign(claims()), more), 401, 'invalid_client');
  });

  it('7523-05 a type without an assertion is invalid_client', async () => {
    const answer = await gatehouse.token({ grant_type: 'client_credentials', client_assertion_type: JWT_BEARER });
    expectOAuthError(answer, 401, 'invalid_client');
  });

  it.each(['inactive client', 'inactive owner', 'expired client'])('7523-05 an %s gets nothing', async (kind) => {
    const own = await gatehouse.agent({
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [signer.publicJwk] },
    });
    if (kind === 'inactive client') await gatehouse.adminCall('PATCH', `/clients/${own.id}`, { status: 'inactive' });
    if (kind === 'inactive owner') await gatehouse.adminCall('PATCH', `/users/${own.owner.id}`, { status: 'inactive' });
    if (kind === 'expired client') {
      await gatehouse.sql(`UPDATE clients SET expires_at = now() - interval '1 day' WHERE client_id = $1`, [own.id]);
    }
    expectOAuthError(await send(await signer.sign(claims({}, own.id))), 401, 'invalid_client');
  });
});

describe('7523-08 an assertion may say what it is (draft-ietf-oauth-rfc7523bis §3)', () => {
  it.each(['JWT', 'jwt', 'client-authentication+jwt', 'application/client-authentication+jwt'])(
    '7523-08 typ %s is accepted, as none is',
    async (typ) => {
      expect((await send(await signer.sign(claims(), { typ }))).status).toBe(200);
    },
  );
});

describe('7523 a grant tells who the client is where there is a grant, and nowhere else (RFC 7523 §2.1)', () => {
  it.each(['/oauth/introspect', '/oauth/revoke', '/oauth/par'])('%s takes no assertion parameter', async (path) => {
    const platform = await ForeignIssuer.register(gatehouse);
    const machine = await gatehouse.agent({ token_endpoint_auth_method: 'workload_identity' });
    await platform.rule({ sub: machine.id }, machine.id);
    const answer = await gatehouse.request('POST', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        token: 'x',
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: await platform.token({ sub: machine.id }),
      }).toString(),
    });
    expectOAuthError(answer, 401, 'invalid_client');
  });
});
