import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyRing } from '../../src/keys/key-ring.contract.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import {
  AuthorizationFlow,
  claimsOf,
  createPerson,
  createRelyingParty,
  PASSWORD,
  REDIRECT,
} from '../support/people.js';
import type { RelyingParty, TestPerson } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';

const PUBLIC = { token_endpoint_auth_method: 'none' };

let g: TestGatehouse;
let person: TestPerson;
let client: RelyingParty;
let app: RelyingParty;
beforeAll(async () => {
  g = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', LIMIT_TOKEN: '60000/60' });
  person = await createPerson(g);
  client = await createRelyingParty(g);
  app = await createRelyingParty(g, PUBLIC);
});
afterAll(() => g.stop());

const locationOf = (answer: Answer): string => answer.headers.get('location') ?? '';
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const userinfo = (token: string) => g.request('GET', '/oauth/userinfo', bearer(token));
const times = <T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));
const refused = (answer: Answer) => [answer.status, answer.body?.error];
const INVALID_GRANT = [400, 'invalid_grant'];

describe('a code is used more than once (19)', () => {
  it.each(['confidential', 'public'])(
    '20 times at once by a %s client: one answer, and its session ends',
    async (kind) => {
      const flow = new AuthorizationFlow(g, kind === 'public' ? app : client);
      const code = await flow.code(person, { scope: 'openid user offline_access' });
      const answers = await times(20, () => flow.redeem(code));
      const won = answers.filter(({ status }) => status === 200);
      expect(won).toHaveLength(1);
      expect(answers.filter(({ status }) => status !== 200).map(refused)).toEqual(Array(19).fill(INVALID_GRANT));
      expect((await userinfo(won[0]?.body.access_token)).status).toBe(401);
      expect(refused(await flow.refresh(won[0]?.body.refresh_token))).toEqual(INVALID_GRANT);
    },
  );

  it('after its minute: what it bought ends all the same', async () => {
    const flow = new AuthorizationFlow(g, client);
    const code = await flow.code(person);
    const { access_token } = (await flow.redeem(code)).body;
    g.clock.advance(61_000);
    expect(refused(await flow.redeem(code))).toEqual(INVALID_GRANT);
    expect((await userinfo(access_token)).status).toBe(401);
  });

  it('by a thief who then spoils it: the client that comes second still ends what the thief has', async () => {
    const flow = new AuthorizationFlow(g, app);
    const code = await flow.code(person);
    const stolen = (await flow.redeem(code)).body;
    for (let guess = 0; guess < 5; guess++) await flow.redeem(code, { code_verifier: 'x'.repeat(43) });
    expect(refused(await flow.redeem(code))).toEqual(INVALID_GRANT);
    expect((await userinfo(stolen.access_token)).status).toBe(401);
  });

  it.each([
    ['without its verifier', { code_verifier: undefined }],
    ['with another verifier', { code_verifier: 'y'.repeat(43) }],
    ['with another redirect_uri', { redirect_uri: 'https://evil.example/' }],
  ])('%s: nobody ends the session of another by a code that leaked', async (_how, changes) => {
    const flow = new AuthorizationFlow(g, client);
    const code = await flow.code(person);
    const { access_token } = (await flow.redeem(code)).body;
    expect(refused(await flow.redeem(code, changes))).toEqual(INVALID_GRANT);
    expect((await userinfo(access_token)).status).toBe(200);
  });
});

describe('a code in the wrong hands (19, 20, 22)', () => {
  it('of another client is unknown, and stays good for its own', async () => {
    const flow = new AuthorizationFlow(g, client);
    const code = await flow.code(person);
    for (const other of [app, await createRelyingParty(g)]) {
      const thief = new AuthorizationFlow(g, other);
      const stolen = await thief.redeem(code, { code_verifier: flow.verifier });
      expect(stolen.body).toEqual((await thief.redeem('A'.repeat(43))).body);
    }
    expect((await flow.redeem(code)).status).toBe(200);
  });

  it('of a confidential client cannot be had by its name alone', async () => {
    const flow = new AuthorizationFlow(g, client);
    const code = await flow.code(person);
    const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: flow.verifier };
    expect((await g.token({ ...form, client_id: client.id })).status).toBe(401);
  });

  it('nor by a secret without a name, unless it is that client’s own', async () => {
    const [flow, other] = [new AuthorizationFlow(g, client), await createRelyingParty(g)];
    const post = await createRelyingParty(g, { token_endpoint_auth_method: 'client_secret_post' });
    const { refresh_token } = await flow.tokens(person, { scope: 'openid user offline_access' });
    const code = await flow.code(person, { scope: 'openid user offline_access' });
    for (const client_secret of [other.secret, post.secret, client.secret, ' ', 'x']) {
      const presented = { client_secret: client_secret ?? '', code_verifier: flow.verifier, redirect_uri: REDIRECT };
      const redeemed = await g.token({ grant_type: 'authorization_code', code, ...presented });
      const refreshed = await g.token({ grant_type: 'refresh_token', refresh_token, ...presented });
      expect([redeemed.status, refreshed.status]).toEqual([401, 401]);
      const asked = { client_secret: client_secret ?? '', refresh_token, token: refresh_token };
      for (const path of ['/oauth/introspect', '/oauth/revoke', '/oauth/par']) {
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        const body = new URLSearchParams(asked).toString();
        expect([path, (await g.request('POST', path, { headers, body })).status]).toEqual([path, 401]);
      }
    }
    expect((await flow.redeem(code)).status).toBe(200);
    expect((await flow.refresh(refresh_token)).status).toBe(200);
  });

  it.each([
    ['without a challenge', { code_challenge: undefined, code_challenge_method: undefined }],
    ['with a method alone', { code_challenge: undefined }],
    ['by plain', { code_challenge_method: 'plain' }],
    ['by plain in other letters', { code_challenge_method: 's256' }],
    ['without a method', { code_challenge_method: undefined }],
    ['with a short challenge', { code_challenge: 'abc' }],
  ])('cannot be asked for %s', async (_how, changes) => {
    for (const one of [client, app]) {
      const begun = await new AuthorizationFlow(g, one).begin(changes);
      expect(new URL(locationOf(begun)).searchParams.get('error')).toBe('invalid_request');
    }
  });

  it('is worth nothing after five wrong verifiers, also when they come at once', async () => {
    const flow = new AuthorizationFlow(g, app);
    const code = await flow.code(person);
    await times(5, () => flow.redeem(code, { code_verifier: 'z'.repeat(43) }));
    expect(refused(await flow.redeem(code))).toEqual(INVALID_GRANT);
  });

  it.each([['short'], ['x'.repeat(129)], ['é'.repeat(43)], [`${'x'.repeat(42)}\u0000`], [' '.repeat(43)]])(
    'a verifier %j is wrong, and no fault of ours',
    async (code_verifier) => {
      const flow = new AuthorizationFlow(g, app);
      expect(refused(await flow.redeem(await flow.code(person), { code_verifier }))).toEqual(INVALID_GRANT);
    },
  );

  it('names no other resource than was allowed, at any time (25)', async () => {
    const flow = new AuthorizationFlow(g, client);
    await g.create('/upstreams', { name: 'files', kind: 'mcp', url: 'http://127.0.0.1:9/', required_scopes: ['mcp'] });
    const beyond = { resource: `${g.url}/api/v1/mcp/files` };
    const code = await flow.code(person);
    expect(refused(await flow.redeem(code, beyond))).toEqual([400, 'invalid_target']);
    const { refresh_token } = (await flow.redeem(code)).body;
    expect(refused(await flow.refresh(refresh_token, beyond))).toEqual([400, 'invalid_target']);
    expect(refused(await flow.refresh(refresh_token, { scope: 'openid user mcp' }))).toEqual([400, 'invalid_scope']);
    expect((await flow.refresh(refresh_token)).body.scope).toBe('user openid');
  });
});

describe('a refresh token is used by several (17, 18, 20)', () => {
  it('20 times at once: every answer has the one successor', async () => {
    const flow = new AuthorizationFlow(g, app);
    const { refresh_token } = await flow.tokens(person);
    const answers = await times(20, () => flow.refresh(refresh_token));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.refresh_token)).size).toBe(1);
  });

  it.each([
    ['after the time for a retry', () => Promise.resolve(g.clock.advance(11_000))],
    ['once the successor was used', (flow: AuthorizationFlow, next: string) => flow.refresh(next)],
  ])('%s: all of them lose it', async (_when, meanwhile) => {
    const flow = new AuthorizationFlow(g, app);
    const first = await flow.tokens(person);
    const second = (await flow.refresh(first.refresh_token)).body;
    await meanwhile(flow, second.refresh_token);
    expect(refused(await flow.refresh(first.refresh_token))).toEqual(INVALID_GRANT);
    expect(refused(await flow.refresh(second.refresh_token))).toEqual(INVALID_GRANT);
    expect((await userinfo(second.access_token)).status).toBe(401);
  });

  it('another client cannot, nor does its try harm the owner', async () => {
    for (const own of [app, client]) {
      const flow = new AuthorizationFlow(g, own);
      const { refresh_token } = await flow.tokens(person);
      for (const other of [await createRelyingParty(g, PUBLIC), await createRelyingParty(g)]) {
        const thief = new AuthorizationFlow(g, other);
        expect(refused(await thief.refresh(refresh_token))).toEqual(INVALID_GRANT);
        expect((await thief.post('/oauth/revoke', { token: refresh_token })).status).toBe(200);
      }
      expect((await flow.refresh(refresh_token)).status).toBe(200);
    }
  });

  it('its neighbours in the alphabet, and its id with another secret, are none', async () => {
    const flow = new AuthorizationFlow(g, app);
    const { refresh_token } = await flow.tokens(person);
    const id = Buffer.from(refresh_token, 'base64url').subarray(0, 16);
    const others = [
      Buffer.concat([id, Buffer.alloc(32)]).toString('base64url'),
      Buffer.concat([Buffer.alloc(16), Buffer.alloc(32)]).toString('base64url'),
      `${refresh_token}=`,
      refresh_token.slice(0, -1),
      refresh_token.toLowerCase(),
    ];
    for (const other of others)
      expect([other, ...refused(await flow.refresh(other))]).toEqual([other, ...INVALID_GRANT]);
    expect((await flow.refresh(refresh_token)).status).toBe(200);
  });

  it('a client that gives up a token that was spent long ago ends the session', async () => {
    const flow = new AuthorizationFlow(g, app);
    const first = await flow.tokens(person);
    const second = (await flow.refresh(first.refresh_token)).body;
    await flow.post('/oauth/revoke', { token: first.refresh_token });
    expect(refused(await flow.refresh(second.refresh_token))).toEqual(INVALID_GRANT);
  });
});

describe('a client asks about, or revokes, what is not its own (24)', () => {
  it('introspection tells nothing to another client, and nothing at all to a public one', async () => {
    const { access_token, refresh_token } = await new AuthorizationFlow(g, client).tokens(person);
    const stranger = new AuthorizationFlow(g, await createRelyingParty(g));
    for (const token of [access_token, refresh_token]) {
      expect((await stranger.post('/oauth/introspect', { token })).body).toEqual({ active: false });
      expect((await new AuthorizationFlow(g, app).post('/oauth/introspect', { token })).status).toBe(401);
    }
  });

  it('revocation by another client does nothing, and does not say so', async () => {
    const tokens = await new AuthorizationFlow(g, client).tokens(person);
    for (const other of [app, await createRelyingParty(g)]) {
      for (const token of [tokens.access_token, tokens.refresh_token, tokens.id_token]) {
        const { status, text } = await new AuthorizationFlow(g, other).post('/oauth/revoke', { token });
        expect([status, text]).toEqual([200, '']);
      }
    }
    expect((await userinfo(tokens.access_token)).status).toBe(200);
  });
});

describe('the evidence, which stays for ever, is filled by whoever holds one dead token (61)', () => {
  it('revoked 20 times over, it is told of once', async () => {
    const flow = new AuthorizationFlow(g, app);
    const { refresh_token, access_token } = await flow.tokens(person);
    const { sid } = claimsOf(access_token);
    for (let time = 0; time < 20; time++) {
      expect((await flow.post('/oauth/revoke', { token: refresh_token })).status).toBe(200);
    }
    const told = await g.sql(`SELECT 1 FROM audit_events WHERE kind = 'token.revoked' AND sid = $1`, [sid]);
    expect(told).toHaveLength(1);
  });

  it('a code that comes again 20 times is told of a few times at most', async () => {
    const flow = new AuthorizationFlow(g, app);
    const code = await flow.code(person);
    const { access_token } = (await flow.redeem(code)).body;
    expect((await userinfo(access_token)).status).toBe(200);
    const count = async () => (await g.sql(`SELECT 1 FROM audit_events WHERE kind = 'code.refused'`)).length;
    const before = await count();
    for (let time = 0; time < 20; time++) await flow.redeem(code);
    expect((await count()) - before).toBeLessThan(10);
  });
});

describe('a token passes for another kind (26, 30, 31)', () => {
  it('an ID token and a signed userinfo answer are no access tokens, an access token is no hint', async () => {
    const signed = await createRelyingParty(g, { userinfo_signed_response_alg: 'ES256' });
    const flow = new AuthorizationFlow(g, signed);
    const tokens = await flow.tokens(person);
    const about = (await userinfo(tokens.access_token)).text;
    for (const token of [tokens.id_token, about]) {
      expect((await userinfo(token)).status).toBe(401);
      expect((await g.request('GET', '/api/v1/admin/users', bearer(token))).status).toBe(401);
      expect((await flow.post('/oauth/introspect', { token })).body).toEqual({ active: false });
    }
    for (const hint of [tokens.access_token, about]) {
      const begun = await flow.begin({ id_token_hint: hint });
      expect(new URL(locationOf(begun), g.url).searchParams.get('error')).toBe('invalid_request');
    }
  });

  it('a forged hint signs nobody out and makes nobody another', async () => {
    const flow = new AuthorizationFlow(g, client);
    const { id_token } = await flow.tokens(person);
    const claims = claimsOf(id_token);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const { kid } = JSON.parse(Buffer.from(id_token.split('.')[0], 'base64url').toString());
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const foreign = (header: object) => {
      const input = `${part({ alg: 'RS256', typ: 'JWT', kid, ...header })}.${part(claims)}`;
      return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
    };
    const ours = g.app.get(KeyRing);
    const forged = [
      `${part({ alg: 'none', typ: 'JWT', kid })}.${part(claims)}.`,
      `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`,
      foreign({}),
      foreign({ kid: 'other' }),
      foreign({ jwk: privateKey.export({ format: 'jwk' }) }),
      foreign({ kid: '../../dev/null' }),
      foreign({ kid: '\u0000' }),
      foreign({ kid: { a: 1 } }),
      foreign({ kid: 7 }),
      foreign({ kid: '__proto__' }),
      id_token.replace(/\.[^.]*$/, '.'),
      await ours.sign('JWT', { ...claims, iss: 'https://other.example' }, 'RS256'),
      await ours.sign('JWT', { ...claims, aud: [client.id] }, 'RS256'),
      await ours.sign('at+jwt', claims, 'RS256'),
      '..',
      'a.b.c',
    ];
    const query = (hint: string) =>
      new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: REDIRECT }).toString();
    for (const [index, hint] of forged.entries()) {
      const answer = await flow.browser.get(`/oauth/logout?${query(hint)}`);
      expect([index, answer.status < 500, locationOf(answer)]).toEqual([index, true, '']);
      const begun = await flow.open({ id_token_hint: hint, prompt: 'none' });
      expect([index, begun.answer.status]).toEqual([index, 303]);
    }
    expect(locationOf(await flow.browser.get('/account'))).toBe('');
  });

  it.each(['openid', 'profile'])('userinfo wants its own audience, and scope openid (%s)', async (what) => {
    const { id, secret } = await g.agent({ scope: 'mcp user' });
    const token = await g.accessToken(id, secret, { scope: 'user' });
    expect([what, (await userinfo(token)).status]).toEqual([what, 403]);
  });

  it('a client that acts as itself cannot have the scopes of a person who signs in', async () => {
    const { id, secret } = await g.agent({ scope: 'user openid profile email offline_access' });
    for (const scope of ['openid', 'openid profile', 'offline_access', 'email']) {
      const answer = await g.token({ grant_type: 'client_credentials', scope }, { id, secret });
      expect([scope, ...refused(answer)]).toEqual([scope, 400, 'invalid_scope']);
    }
  });
});

describe('somebody who may no longer act goes on with what was begun (64)', () => {
  const endings: Record<string, (of: TestPerson, own: RelyingParty) => Promise<unknown>> = {
    'the person is deactivated': (of) => g.adminCall('PATCH', `/users/${of.id}`, { status: 'inactive' }),
    'the person is deleted': (of) => g.adminCall('DELETE', `/users/${of.id}`),
    'the client is deactivated': (_of, own) => g.adminCall('PATCH', `/clients/${own.id}`, { status: 'inactive' }),
    'the client is deleted': (_of, own) => g.adminCall('DELETE', `/clients/${own.id}`),
    'the owner is deactivated': (_of, own) =>
      g.adminCall('PATCH', `/users/${own.client.owner_id}`, { status: 'inactive' }),
    'the owner is deleted': (_of, own) => g.adminCall('DELETE', `/users/${own.client.owner_id}`),
  };

  it.each(Object.entries(endings))(
    '%s: page, code, access token and refresh token are worth nothing',
    async (_who, end) => {
      const [of, own] = [await createPerson(g), await createRelyingParty(g)];
      const flow = new AuthorizationFlow(g, own);
      const tokens = await flow.tokens(of, { scope: 'openid user offline_access' });
      const code = await flow.code(of, { scope: 'openid user offline_access' });
      const { path } = await flow.open({ prompt: 'consent' });
      expect([200, 204]).toContain(((await end(of, own)) as Answer).status);
      expect((await userinfo(tokens.access_token)).status).toBe(401);
      expect((await flow.refresh(tokens.refresh_token)).status).toBeGreaterThanOrEqual(400);
      expect((await flow.redeem(code)).status).toBeGreaterThanOrEqual(400);
      const page = await flow.browser.get(path);
      expect(locationOf(page)).not.toContain('code=');
      expect(page.text).not.toContain('value="allow"');
    },
  );
});

describe('secrets come to light where they should not (58)', () => {
  it('neither log nor evidence holds a password, code, verifier, token, cookie or link', async () => {
    const of = await createPerson(g);
    const flow = new AuthorizationFlow(g, app);
    const code = await flow.code(of, { scope: 'openid offline_access user' });
    const tokens = (await flow.redeem(code)).body;
    await flow.redeem(code, { code_verifier: 'w'.repeat(43) });
    const next = (await flow.refresh(tokens.refresh_token)).body;
    await flow.post('/oauth/revoke', { token: next.refresh_token });
    const { url } = await g.create(`/users/${of.id}/setup-link`, {});
    const browser = new TestBrowser(g.url);
    const page = await browser.get((url as string).slice(g.url.length));
    await browser.post('/setup', { ...hiddenFields(page), password: 'short', password_again: 'short' });
    const evidence = JSON.stringify(await g.sql('SELECT * FROM audit_events'));
    const secrets = {
      PASSWORD,
      code,
      verifier: flow.verifier,
      link: (url as string).split('token=')[1] ?? '',
      ...tokens,
    };
    const hidden = ['PASSWORD', 'code', 'verifier', 'link', 'access_token', 'refresh_token', 'id_token'] as const;
    for (const name of hidden) {
      const text = String((secrets as Record<string, unknown>)[name]);
      expect([name, text.length > 20, g.logLines.join('').includes(text), evidence.includes(text)]).toEqual([
        name,
        true,
        false,
        false,
      ]);
    }
  });
});
