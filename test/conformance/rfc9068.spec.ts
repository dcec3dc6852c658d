/*
 * RFC 9068 (JWT access tokens), as they are issued, and at each place that takes them. Tested elsewhere: 9068-08, challenges
 * (rfc6749-6750.spec.ts, 6750-01); tokens whose session or key is gone (test/attacks/tokens.spec.ts). Not here, and why:
 *   9068-04, sub of client_credentials is the client: only for clients that are registered so; otherwise it is the owner,
 *     with the client as actor, and its id is a UUID, which no client is called by accident.
 *   9068-07, groups, roles, entitlements: not issued; a person's roles are looked up when they count.
 */
import { createHmac, createPrivateKey, sign } from 'node:crypto';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyRing } from '../../src/keys/key-ring.contract.js';
import { Secrets } from '../../src/settings/secrets.js';
import { ACCESS_TOKEN, EXCHANGE, exchange } from '../support/exchange.js';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';
import { Scene } from './scene.js';

let scene: Scene;
let gatehouse: TestGatehouse;
let resource: string;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  scene = await Scene.open();
  gatehouse = scene.gatehouse;
  const body = { name: 'tools', kind: 'mcp', url: await scene.behind() };
  resource = (await gatehouse.create('/upstreams', body)).resource;
  agent = await gatehouse.agent({ grant_types: ['client_credentials', EXCHANGE], scope: 'mcp user' });
});
afterAll(() => scene.close());

const now = () => gatehouse.clock.seconds();
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const own = (form: Record<string, string> = {}) => gatehouse.accessToken(agent.id, agent.secret, form);
const statusOf = async (method: string, path: string, token: string): Promise<number> => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
  return (await gatehouse.request(method, path, { headers, ...(method === 'POST' ? { body } : {}) })).status;
};

/** Who takes access tokens: one that is good there, and whether another is taken as well. */
const places: [string, () => Promise<string>, (token: string) => Promise<boolean>][] = [
  ['the gate', () => own({ resource }), async (token) => (await statusOf('POST', '/api/v1/mcp/tools', token)) === 200],
  [
    'the admin API',
    () => gatehouse.admin(),
    async (token) => (await statusOf('GET', '/api/v1/admin/users?limit=1', token)) === 200,
  ],
  ['userinfo', async () => (await scene.tokens()).tokens.access_token as string, (token) => scene.works(token)],
  [
    'introspection',
    () => own(),
    async (token) => {
      const headers = { authorization: basicHeader(agent.id, agent.secret) };
      const answer = await scene.post('/oauth/introspect', new URLSearchParams({ token }).toString(), headers);
      return answer.body.active as boolean;
    },
  ],
  [
    'token exchange',
    () => own(),
    async (token) => {
      const fields = { subject_token: token, subject_token_type: ACCESS_TOKEN };
      return (await exchange(gatehouse, agent, fields)).status === 200;
    },
  ],
];

/** A JWS that our own key really signed, with any header and any claims in place of a good token's. */
async function signed(good: string, header: object, changes: object = {}): Promise<string> {
  const [row] = await gatehouse.sql<{ kid: string; sealed_private_key: Buffer }>(
    `SELECT kid, sealed_private_key FROM signing_keys WHERE state = 'active' AND algorithm = 'ES256'`,
  );
  const der = gatehouse.app.get(Secrets).box.open(`signing-key:${row!.kid}`, row!.sealed_private_key);
  const claims = { ...claimsOf(good), ...changes };
  const input = `${part({ alg: 'ES256', kid: row!.kid, typ: 'at+jwt', ...header })}.${part(claims)}`;
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

describe('9068-01 the type tells access tokens from all else (RFC 9068 §2.1, §4)', () => {
  it('9068-01 every grant’s is at+jwt', async () => {
    const subject_token = await own();
    const exchanged = await exchange(gatehouse, agent, { subject_token, subject_token_type: ACCESS_TOKEN });
    const { flow, tokens } = await scene.tokens();
    const refreshed = await flow.refresh(tokens.refresh_token);
    for (const token of [
      subject_token,
      exchanged.body.access_token,
      tokens.access_token,
      refreshed.body.access_token,
    ] as string[]) {
      expect(decodeProtectedHeader(token).typ).toBe('at+jwt');
    }
  });

  describe.each(places)('9068-01 at %s', (_, good, taken) => {
    it.each(['at+jwt', 'AT+JWT', 'application/at+jwt'])('typ %s is taken', async (typ) => {
      expect(await taken(await signed(await good(), { typ }))).toBe(true);
    });

    it.each([
      'JWT',
      'logout+jwt',
      'oauth-id-jag+jwt',
      'dpop+jwt',
      'token-introspection+jwt',
      'txntoken+jwt',
      'at+jwt ',
      'application/application/at+jwt',
      '',
      ['at+jwt'],
      null,
      undefined,
    ])('typ %j is not', async (typ) => {
      expect(await taken(await signed(await good(), { typ }))).toBe(false);
    });
  });
});

describe('9068-02 what a token says (RFC 9068 §2.2)', () => {
  it('9068-02 iss, exp, aud, sub, client_id, iat and jti, in each', async () => {
    const { tokens } = await scene.tokens();
    for (const token of [await own({ resource }), tokens.access_token as string]) {
      const claims = claimsOf(token);
      expect(claims.iss).toBe(gatehouse.url);
      for (const name of ['aud', 'sub', 'client_id', 'jti', 'scope']) expect(claims[name]).toMatch(/^[\x20-\x7e]+$/);
      for (const name of ['exp', 'iat']) expect(Number.isSafeInteger(claims[name])).toBe(true);
      expect(claims.exp - claims.iat).toBe(300);
    }
  });

  it('9068-02 no two are called the same', async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, () => own()));
    expect(new Set(tokens.map((token) => claimsOf(token).jti)).size).toBe(20);
  });

  describe.each(places)('9068-02 at %s', (_, good, taken) => {
    it.each(['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti', 'sid', 'scope'])(
      'one without %s is refused',
      async (name) => {
        expect(await taken(await signed(await good(), {}, { [name]: undefined }))).toBe(false);
      },
    );
  });
});

describe('9068-03 how a person signed in is told, and stays what it was (RFC 9068 §2.2.1)', () => {
  it('9068-03 through refreshes, and when it is passed on', async () => {
    const { flow, tokens } = await scene.tokens();
    const { auth_time, acr, amr, iat } = claimsOf(tokens.access_token);
    expect([typeof auth_time, typeof acr, Array.isArray(amr)]).toEqual(['number', 'string', true]);
    gatehouse.clock.advance(60_000);
    const refreshed = claimsOf((await flow.refresh(tokens.refresh_token)).body.access_token);
    expect(refreshed).toMatchObject({ auth_time, acr, amr });
    expect(refreshed.iat).toBeGreaterThanOrEqual(iat + 60);
    await gatehouse.adminCall('PATCH', `/clients/${scene.client.id}`, { exchange_from: [agent.id] });
    const again = (await scene.tokens()).tokens.access_token as string;
    const fields = { subject_token: again, subject_token_type: ACCESS_TOKEN };
    const passedOn = claimsOf((await exchange(gatehouse, agent, fields)).body.access_token);
    expect(passedOn).toMatchObject({ auth_time: claimsOf(again).auth_time, acr, amr });
  });

  it('9068-03 nobody signed in for a client’s own', async () => {
    for (const name of ['auth_time', 'acr', 'amr']) expect(claimsOf(await own())).not.toHaveProperty(name);
  });
});

describe('9068-04 the subject of a client’s own token (RFC 9068 §2.2, §5)', () => {
  it('9068-04 is the client where it is registered so, which is nobody’s id', async () => {
    const { id, secret, owner } = await gatehouse.agent({ subject: 'client' });
    const claims = claimsOf(await gatehouse.accessToken(id, secret));
    expect(claims).toMatchObject({ sub: id, client_id: id, owner: owner.id });
    expect((await gatehouse.sql('SELECT 1 FROM users WHERE id::text = $1', [id])).length).toBe(0);
  });

  it('9068-04 is else the owner, and the client is named as who acts', async () => {
    expect(claimsOf(await own())).toMatchObject({ sub: agent.owner.id, act: { sub: agent.id }, client_id: agent.id });
  });
});

describe('9068-05 the algorithm is the key’s, and the key is ours (RFC 9068 §2.1, §4, RFC 8725 §3.1)', () => {
  it.each(['ES256', 'EdDSA', 'RS256'])('9068-05 %s is signed, and verified by strangers', async (alg) => {
    const other = await TestGatehouse.start({ SIGNING_ALG: alg });
    const token = await other.admin();
    const keys = createRemoteJWKSet(new URL(`${other.url}/oauth/jwks`));
    const verified = await jwtVerify(token, keys, { algorithms: [alg], issuer: other.url, typ: 'at+jwt' });
    expect(verified.protectedHeader.alg).toBe(alg);
    const headers = { authorization: `Bearer ${token}` };
    expect((await other.request('GET', '/api/v1/admin/users?limit=1', { headers })).status).toBe(200);
    await other.stop();
  });

  describe.each(places)('9068-05 at %s', (_, good, taken) => {
    it.each([
      { alg: 'none' },
      { alg: 'HS256' },
      { alg: 'RS256' },
      { alg: 'EdDSA' },
      { alg: 'es256' },
      { alg: ['ES256'] },
      { alg: undefined },
      { kid: undefined },
      { kid: 'another' },
      { kid: '../../dev/null' },
      { kid: "x' OR '1'='1" },
      { jwk: {} },
      { jku: 'https://attacker.example/jwks' },
      { x5u: 'https://attacker.example/' },
      { x5c: [] },
      { crit: ['exp'] },
      { crit: [] },
      { b64: false },
      { zip: 'DEF' },
    ])('a header with %j is refused', async (header) => {
      expect(await taken(await signed(await good(), header))).toBe(false);
    });

    it('neither no signature nor one by a public key is one', async () => {
      const token = await good();
      const [head, body] = token.split('.') as [string, string, string];
      expect(await taken(`${head}.${body}.`)).toBe(false);
      expect(await taken(`${part({ alg: 'none', typ: 'at+jwt' })}.${body}.`)).toBe(false);
      const { kid } = decodeProtectedHeader(token);
      const key = (await gatehouse.app.get(KeyRing).find(kid as string))!.key;
      for (const secret of [
        key.export({ type: 'spki', format: 'pem' }) as string,
        JSON.stringify(key.export({ format: 'jwk' })),
      ]) {
        const input = `${part({ alg: 'HS256', kid, typ: 'at+jwt' })}.${body}`;
        const mac = createHmac('sha256', secret).update(input).digest('base64url');
        expect(await taken(`${input}.${mac}`)).toBe(false);
      }
      expect(await taken(token)).toBe(true);
    });
  });
});

describe('9068-06 whose it is, for whom and when, is checked in full (RFC 9068 §4)', () => {
  describe.each(places)('9068-06 at %s', (place, good, taken) => {
    it('aud may be a list that names it', async () => {
      const token = await good();
      const { aud } = claimsOf(token);
      // An exchange without a wish is for all that the token is for: each must be there.
      const others = place === 'token exchange' ? [] : ['https://other.example'];
      expect(await taken(await signed(token, {}, { aud: [aud, ...others] }))).toBe(true);
    });

    it.each<[string, (claims: { iss: string }) => object]>([
      ['another iss', () => ({ iss: 'https://other.example' })],
      ['our iss with a slash', ({ iss }) => ({ iss: `${iss}/` })],
      ['our iss in capitals', ({ iss }) => ({ iss: iss.toUpperCase() })],
      ['iss in a list', ({ iss }) => ({ iss: [iss] })],
      ['an exp that is past', () => ({ exp: now() - 60 })],
      ['an exp that is text', () => ({ exp: String(now() + 60) })],
      ['an nbf to come', () => ({ nbf: now() + 61 })],
      ['an iat to come', () => ({ iat: now() + 61 })],
      ['aud with a number in it', () => ({ aud: [7] })],
      ['an aud that is an object', () => ({ aud: {} })],
      ['a sub that is another’s', () => ({ sub: 'another' })],
      ['a client that is another', () => ({ client_id: 'another' })],
    ])('%s is refused', async (_, change) => {
      const token = await good();
      expect(await taken(await signed(token, {}, change(claimsOf(token))))).toBe(false);
    });

    it('clocks may differ by half a minute', async () => {
      const changes = { nbf: now() + 20, iat: now() + 20, exp: now() - 20 };
      // What has no time left is not passed on, whoever’s clock is right.
      const { exp, ...begun } = changes;
      const both = place === 'token exchange' ? begun : { ...begun, exp };
      expect(await taken(await signed(await good(), {}, both))).toBe(true);
    });
  });

  // Introspection and exchange take tokens for any audience: of the client itself.
  it.each(places.slice(0, 3))('9068-06 at %s one for somebody else is refused', async (_, good, taken) => {
    const token = await good();
    for (const aud of ['https://other.example', `${claimsOf(token).aud}x`, [], ['hook'], '', 'hook']) {
      expect([aud, await taken(await signed(token, {}, { aud }))]).toEqual([aud, false]);
    }
  });
});
