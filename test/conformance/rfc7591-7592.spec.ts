/*
 * RFC 7591 (dynamic client registration) and RFC 7592 (its management). Not here, and why:
 *   7591-04, invalid_software_statement and unapproved_software_statement: nobody is trusted to make any (7591-07).
 *   7591-06: of the URLs that a registration names, `jwks_uri` and `sector_identifier_uri` (oidc-pairwise.spec.ts) alone are
 *   fetched, by the guarded way out (test/outbound); logos and the like are ignored.
 */
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnusedClientsJob } from '../../src/identity/registration/unused-clients.job.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, claimsOf, createPerson, REDIRECT } from '../support/people.js';
import { expectOAuthError, Scene } from './scene.js';

type Fields = Record<string, unknown>;

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open({ CLIENT_REGISTRATION: 'open', LIMIT_REGISTRATION: '6000/60' });
});
afterAll(() => scene.close());

const usual: Fields = { redirect_uris: [REDIRECT], client_name: 'Newcomer' };

function register(fields: unknown, headers: Record<string, string> = {}, gatehouse = scene.gatehouse): Promise<Answer> {
  return gatehouse.request('POST', '/oauth/register', {
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof fields === 'string' ? fields : JSON.stringify(fields),
  });
}

async function registered(
  fields: Fields = {},
): Promise<Fields & { client_id: string; registration_access_token: string }> {
  const answer = await register({ ...usual, ...fields });
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  return answer.body;
}

function manage(method: string, id: string, token: string, body?: Fields): Promise<Answer> {
  return scene.gatehouse.request(method, `/oauth/register/${encodeURIComponent(id)}`, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** What a maker of software would sign (RFC 7591 §2.3). */
async function statement(claims: Fields): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256');
  return new SignJWT({ iss: 'https://maker.example.test', ...claims })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(privateKey);
}

describe('7591-01 an answer with all that is in effect', () => {
  it('is 201, never cached, with the defaults of RFC 7591 §2', async () => {
    const answer = await register(usual);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store']);
    expect(answer.body).toEqual({
      client_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      client_id_issued_at: expect.any(Number),
      client_secret: expect.stringMatching(/^[\w-]{43}$/),
      client_secret_expires_at: 0,
      client_name: 'Newcomer',
      redirect_uris: [REDIRECT],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      scope: 'openid profile email offline_access user mcp a2a',
      token_endpoint_auth_method: 'client_secret_basic',
      id_token_signed_response_alg: 'RS256',
      introspection_signed_response_alg: 'RS256',
      backchannel_logout_session_required: false,
      subject_type: 'public',
      dpop_bound_access_tokens: false,
      require_pushed_authorization_requests: false,
      registration_access_token: expect.stringMatching(/^[\w-]{43}$/),
      registration_client_uri: `${scene.gatehouse.url}/oauth/register/${answer.body.client_id}`,
    });
  });

  it('has no secret for a public client, and its end for every other', async () => {
    expect(await registered({ token_endpoint_auth_method: 'none' })).not.toHaveProperty('client_secret');
    const { publicKey } = await generateKeyPair('ES256');
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] };
    const byKey = await registered({ token_endpoint_auth_method: 'private_key_jwt', jwks });
    expect(byKey).not.toHaveProperty('client_secret_expires_at');
    expect(byKey['jwks']).toEqual(jwks);
    expect(await registered({ token_endpoint_auth_method: 'client_secret_post' })).toMatchObject({
      client_secret_expires_at: 0,
    });
  });

  it('is a client that people let in', async () => {
    const { client_id: id, client_secret: secret } = await registered({
      grant_types: ['authorization_code', 'refresh_token'],
    });
    const flow = new AuthorizationFlow(scene.gatehouse, { id, secret: secret as string, client: undefined });
    const tokens = await flow.tokens(scene.person, { scope: 'openid user offline_access', prompt: 'consent' });
    expect(claimsOf(tokens.access_token)).toMatchObject({ sub: scene.person.id, act: { sub: id } });
    expect((await flow.refresh(tokens.refresh_token)).status).toBe(200);
  });

  it('is for whoever asks from a page of any origin', async () => {
    const answer = await scene.gatehouse.request('OPTIONS', '/oauth/register', {
      headers: { origin: 'https://inspector.example', 'access-control-request-method': 'POST' },
    });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET, POST, PUT, DELETE');
  });
});

describe('7591-02 redirect URIs', () => {
  it.each<[string, unknown]>([
    ['none', undefined],
    ['an empty list', []],
    ['http', ['http://client.example.test/']],
    ['a fragment', ['https://client.example.test/#a']],
    ['a wildcard', ['https://*.example.test/']],
    ['script', ['javascript:alert(1)']],
    ['data', ['data:text/html,hello']],
    ['a scheme without a dot', ['myapp:/callback']],
    ['a user', ['https://me@client.example.test/']],
    ['a number', [7]],
    ['a text', REDIRECT],
    ['one wrong one among right ones', [REDIRECT, 'http://client.example.test/']],
  ])('%s: invalid_redirect_uri', async (_, redirect_uris) => {
    expectOAuthError(await register({ ...usual, redirect_uris }), 400, 'invalid_redirect_uri');
  });

  it.each([
    [['https://client.example.test/a?b=c']],
    [['http://127.0.0.1/callback', 'http://[::1]/callback', 'http://localhost:6274/callback']],
    [['com.example.app:/callback']],
  ])('%j are taken', async (redirect_uris) => {
    expect(await registered({ redirect_uris })).toMatchObject({ redirect_uris });
  });

  it('7591-10 of a web application are https; of one that does not say what it is, or is native, need not be', async () => {
    const redirect_uris = ['http://localhost:6274/callback'];
    const web = await register({ ...usual, redirect_uris, application_type: 'web' });
    expectOAuthError(web, 400, 'invalid_redirect_uri');
    await registered({ redirect_uris, application_type: 'native' });
    await registered({ redirect_uris });
  });
});

describe('7591-03, 7591-04, 7591-05 what does not go together', () => {
  it.each<[string, Fields]>([
    ['a response type without its grant', { grant_types: ['authorization_code'], response_types: ['token'] }],
    ['no response type', { response_types: [] }],
    ['grants by which nobody lets it in', { grant_types: ['client_credentials'] }],
    ['a refresh token of nothing', { grant_types: ['refresh_token'] }],
    ['grants that are no list', { grant_types: 'authorization_code' }],
    ['an unknown method of authentication', { token_endpoint_auth_method: 'magic' }],
    ['keys in two places', { jwks: { keys: [] }, jwks_uri: 'https://client.example.test/keys' }],
    ['private_key_jwt without a key', { token_endpoint_auth_method: 'private_key_jwt' }],
    ['a key set over http', { jwks_uri: 'http://client.example.test/keys' }],
    ['a name that is no text', { client_name: ['a'] }],
    ['a name that is too long', { client_name: 'a'.repeat(201) }],
    ['an application type that there is not', { application_type: 'service' }],
    ['a scope that is no text', { scope: ['openid'] }],
    ['an algorithm that there is not', { id_token_signed_response_alg: 'none' }],
    ['an algorithm that is none of ours', { id_token_signed_response_alg: 'HS256' }],
  ])('%s: invalid_client_metadata', async (_, fields) => {
    expectOAuthError(await register({ ...usual, ...fields }), 400, 'invalid_client_metadata');
  });

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['a member twice', '{"redirect_uris":[],"redirect_uris":[]}'],
    ['nothing', ''],
    ['too much', JSON.stringify({ a: 'a'.repeat(1_100_000) })],
  ])('%s: invalid_client_metadata', async (_, body) => {
    expectOAuthError(await register(body), 400, 'invalid_client_metadata');
  });

  it('a form: invalid_client_metadata', async () => {
    const answer = await register('a=b', { 'content-type': 'application/x-www-form-urlencoded' });
    expectOAuthError(answer, 400, 'invalid_client_metadata');
  });

  it('another method: 405 with the one that there is', async () => {
    const answer = await scene.gatehouse.request('GET', '/oauth/register');
    expectOAuthError(answer, 405, 'invalid_request');
    expect(answer.headers.get('allow')).toBe('POST');
  });
});

describe('7591-08 and C7 what is not known, or cannot be had', () => {
  it.each(['', 'mcp', 'admin', 'mcp:tools whatever'])(
    'the scope %j limits nothing, so that nobody is stuck with what the first server wanted',
    async (scope) => {
      expect((await registered({ scope }))['scope']).toBe('openid profile email offline_access user mcp a2a');
    },
  );

  it.each([
    [
      'that says otherwise',
      () => statement({ client_name: 'Your bank', redirect_uris: ['https://bank.example.test/'] }),
    ],
    ['that nobody signed', () => 'e30.e30.'],
    ['that is none', () => 7],
  ])('7591-07 a software statement %s is ignored, and not given back (RFC 7591 §3.1.1)', async (_, software) => {
    const made = await registered({ software_statement: await software() });
    expect(made).toMatchObject({ client_name: 'Newcomer', redirect_uris: [REDIRECT] });
    expect(made).not.toHaveProperty('software_statement');
    const body = { ...usual, client_id: made.client_id, software_statement: await software() };
    const replaced = await manage('PUT', made.client_id, made.registration_access_token, body);
    expect([replaced.status, replaced.body.client_name]).toEqual([200, 'Newcomer']);
  });

  it('is left out: unknown members, words in other languages, scopes and grants', async () => {
    const made = await registered({
      ...{ 'client_name#de': 'Neuling', software_statement: 'a.b.c', logo_uri: 'http://127.0.0.1/', favourite: 1 },
      scope: 'openid admin whatever mcp hook:govern',
      grant_types: ['authorization_code', 'client_credentials', 'implicit', 'password', 'refresh_token'],
      ...{
        owner_id: 'x',
        first_party: true,
        exchange_from: ['a'],
        introspects: ['b'],
        resources: ['c'],
        kind: 'agent',
      },
    });
    expect(made).toMatchObject({
      scope: 'openid profile email offline_access user mcp a2a',
      grant_types: ['authorization_code', 'refresh_token'],
    });
    const seen = await scene.gatehouse.adminCall('GET', `/clients/${made.client_id}`);
    expect(seen.body).toMatchObject({
      ...{
        owner_id: null,
        first_party: false,
        exchange_from: [],
        introspects: [],
        resources: null,
        kind: 'application',
      },
      registration: 'dynamic',
    });
    expect(JSON.stringify(made)).not.toMatch(/Neuling|favourite|logo_uri|software/);
  });

  it('is nothing that such a client can do by itself', async () => {
    const { client_id: id, client_secret: secret } = await registered();
    const flow = new AuthorizationFlow(scene.gatehouse, { id, secret: secret as string, client: undefined });
    expectOAuthError(await flow.token({ grant_type: 'client_credentials' }), 400, 'unauthorized_client');
  });

  it('people are told that nobody has looked at it, and are not shown the home page that it claims', async () => {
    const made = await registered({ client_uri: 'https://bank.example.test/', token_endpoint_auth_method: 'none' });
    const { answer } = await scene.flow({ id: made.client_id, secret: undefined, client: undefined }).open();
    expect(answer.text).toContain('It has registered itself');
    expect(answer.text).not.toContain('bank.example.test');
  });
});

describe('7591-09 who may register', () => {
  let guarded: TestGatehouse;
  beforeAll(async () => {
    guarded = await TestGatehouse.start({ LIMIT_REGISTRATION: '6000/60' });
  });
  afterAll(() => guarded.stop());

  async function token(fields: Fields = {}): Promise<{ id: string; text: string }> {
    const expires_at = new Date(guarded.clock.now() + 3_600_000).toISOString();
    const made = await guarded.create('/registration-tokens', { name: 'for the test', expires_at, ...fields });
    return { id: made.id, text: made.initial_access_token };
  }
  const by = (text: string, fields: Fields = usual) => register(fields, { authorization: `Bearer ${text}` }, guarded);

  it('is whoever has a token of an administrator, as often as that says', async () => {
    const { text } = await token({ uses: 2 });
    expect([(await by(text)).status, (await by(text)).status]).toEqual([201, 201]);
    const third = await by(text);
    expectOAuthError(third, 401, 'invalid_token');
    expect(third.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });

  it('is nobody else', async () => {
    expectOAuthError(await register(usual, {}, guarded), 401, 'invalid_token');
    expectOAuthError(await by('a'.repeat(43)), 401, 'invalid_token');
    expectOAuthError(await by(await guarded.admin()), 401, 'invalid_token');
  });

  it('is nobody by a token that is over, or was taken back', async () => {
    const over = await token();
    guarded.clock.advance(3_601_000);
    expectOAuthError(await by(over.text), 401, 'invalid_token');
    const deleted = await token();
    expect((await guarded.adminCall('DELETE', `/registration-tokens/${deleted.id}`)).status).toBe(204);
    expectOAuthError(await by(deleted.text), 401, 'invalid_token');
    expect((await guarded.adminCall('DELETE', `/registration-tokens/${deleted.id}`)).status).toBe(404);
  });

  it('what is refused spends nothing', async () => {
    const { text } = await token();
    expectOAuthError(await by(text, { redirect_uris: [] }), 400, 'invalid_redirect_uri');
    expect((await by(text)).status).toBe(201);
  });

  it('of 20 that come with one use of a token at once, one is registered', async () => {
    const { text, id } = await token();
    const answers = await Promise.all(Array.from({ length: 20 }, () => by(text)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 401)]);
    const listed = (await guarded.adminCall('GET', '/registration-tokens?limit=200')).body.items;
    expect(listed.find((one: { id: string }) => one.id === id)).toMatchObject({ uses_left: 0, name: 'for the test' });
    expect(JSON.stringify(listed)).not.toContain(text);
  });

  it('the owner whom a token names answers for its clients', async () => {
    const owner = await guarded.create('/users', { email: 'owner@example.test', name: 'Owner', roles: ['user'] });
    const { text } = await token({ owner_id: owner.id });
    const { body } = await by(text);
    expect((await guarded.adminCall('GET', `/clients/${body.client_id}`)).body.owner_id).toBe(owner.id);
  });

  it.each<[string, Fields, string]>([
    ['without a name', { name: undefined }, '/name'],
    ['of nobody', { owner_id: '01a1f9d2-7a6e-7cce-8c8c-0a6a3a1a2b3c' }, '/owner_id'],
    ['for no client', { uses: 0 }, '/uses'],
    ['for half a client', { uses: 0.5 }, '/uses'],
    ['that is over', { expires_at: '2001-01-01T00:00:00Z' }, '/expires_at'],
    ['without an end', { expires_at: undefined }, '/expires_at'],
    ['with something else', { colour: 'red' }, '/colour'],
  ])('an administrator makes no token %s', async (_, fields, pointer) => {
    const expires_at = new Date(guarded.clock.now() + 3_600_000).toISOString();
    const answer = await guarded.adminCall('POST', '/registration-tokens', { name: 'a', expires_at, ...fields });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('is nobody where it is off, and the document says nothing of it', async () => {
    const off = await TestGatehouse.start({ CLIENT_REGISTRATION: 'off' });
    try {
      expectOAuthError(await register(usual, {}, off), 403, 'access_denied');
      const documents = await Promise.all(
        [off, guarded].map((one) => one.request('GET', '/.well-known/openid-configuration')),
      );
      expect(documents.map(({ body }) => body.registration_endpoint)).toEqual([
        undefined,
        `${guarded.url}/oauth/register`,
      ]);
    } finally {
      await off.stop();
    }
  });

  it('is so many, where everybody may, until somebody lets one in; and the unused are deleted', async () => {
    const open = await TestGatehouse.start({
      CLIENT_REGISTRATION: 'open',
      UNUSED_CLIENTS: '2',
      UNUSED_CLIENT_DAYS: '3',
    });
    try {
      const first = await register(usual, {}, open);
      await register(usual, {}, open);
      expectOAuthError(await register(usual, {}, open), 503, 'temporarily_unavailable');
      const { client_id: id, client_secret: secret } = first.body;
      const person = await createPerson(open);
      await new AuthorizationFlow(open, { id, secret, client: undefined }).tokens(person);
      expect((await register(usual, {}, open)).status).toBe(201);
      open.clock.advance(3 * 86_400_000 + 1000);
      await open.app.get(UnusedClientsJob).run();
      const left = (await open.adminCall('GET', '/clients?kind=application')).body.items;
      expect(left.map((client: { client_id: string }) => client.client_id)).toEqual(['gatehouse-cli', id]);
    } finally {
      await open.stop();
    }
  });

  it('is limited by address', async () => {
    // Without Redis each process counts for itself.
    const limited = await TestGatehouse.start({ LIMIT_REGISTRATION: '2/60' }, undefined, 1);
    try {
      const answers = [1, 2, 3].map(() => register(usual, {}, limited));
      const statuses = (await Promise.all(answers)).map(({ status }) => status).sort();
      expect(statuses).toEqual([401, 401, 429]);
    } finally {
      await limited.stop();
    }
  });
});

describe('7592 looking after a registration', () => {
  it('7592-01 a token reads its own client, and shows no secret', async () => {
    const { client_secret, client_secret_expires_at, ...made } = await registered();
    expect([typeof client_secret, client_secret_expires_at]).toEqual(['string', 0]);
    const answer = await manage('GET', made.client_id, made.registration_access_token);
    expect([answer.status, answer.headers.get('cache-control'), answer.body]).toEqual([200, 'no-store', made]);
  });

  it('7592-01 a token is good for its own client alone, and nobody learns which clients there are', async () => {
    const [mine, other] = [await registered(), await registered()];
    const ids = [other.client_id, scene.client.id, 'nobody', '01a1f9d2-7a6e-7cce-8c8c-0a6a3a1a2b3c'];
    for (const id of ids) {
      for (const method of ['GET', 'DELETE']) {
        expectOAuthError(await manage(method, id, mine.registration_access_token), 401, 'invalid_token');
      }
      const put = await manage('PUT', id, mine.registration_access_token, { ...usual, client_id: id });
      expectOAuthError(put, 401, 'invalid_token');
    }
    expectOAuthError(await manage('GET', mine.client_id, await scene.gatehouse.admin()), 401, 'invalid_token');
    expectOAuthError(await manage('GET', mine.client_id, 'reg_x'), 401, 'invalid_token');
    const bare = await scene.gatehouse.request('GET', `/oauth/register/${mine.client_id}`);
    expectOAuthError(bare, 401, 'invalid_token');
    expect((await manage('GET', other.client_id, other.registration_access_token)).status).toBe(200);
  });

  it('7592-02 PUT replaces all of it, and what is left out is gone', async () => {
    const made = await registered({
      ...{ client_uri: 'https://client.example.test/', post_logout_redirect_uris: ['https://client.example.test/bye'] },
      scope: 'openid mcp',
    });
    const replaced = await manage('PUT', made.client_id, made.registration_access_token, {
      ...{ client_id: made.client_id, redirect_uris: ['https://other.example.test/'], client_name: 'Other' },
    });
    expect(replaced.status).toBe(200);
    expect(replaced.body).toMatchObject({
      ...{ client_id: made.client_id, client_name: 'Other', redirect_uris: ['https://other.example.test/'] },
      scope: 'openid profile email offline_access user mcp a2a',
    });
    expect(replaced.body).not.toHaveProperty('client_uri');
    expect(replaced.body).not.toHaveProperty('post_logout_redirect_uris');
  });

  it('7592-02 PUT gives a secret to a client that is to prove itself by one from now on, and that alone', async () => {
    const keys = { keys: [await exportJWK((await generateKeyPair('ES256')).publicKey)] };
    const made = await registered({ token_endpoint_auth_method: 'private_key_jwt', jwks: keys });
    const body = { ...usual, client_id: made.client_id, token_endpoint_auth_method: 'client_secret_post' };
    const { status, body: replaced } = await manage('PUT', made.client_id, made.registration_access_token, body);
    expect([status, replaced.client_secret_expires_at, replaced.error_description]).toEqual([200, 0, undefined]);
    const asked = { grant_type: 'refresh_token', refresh_token: 'a', client_id: made.client_id };
    expectOAuthError(await scene.gatehouse.token({ ...asked, client_secret: 'b' }), 401, 'invalid_client');
    const proven = await scene.gatehouse.token({ ...asked, client_secret: replaced.client_secret });
    expect(proven.body.error).not.toBe('invalid_client');
    const again = await manage('PUT', made.client_id, replaced.registration_access_token, body);
    expect(again.status).toBe(200);
    expect(again.body).not.toHaveProperty('client_secret');
  });

  it('7592-04 PUT gives a new token, and the old one ends', async () => {
    const made = await registered();
    const body = { ...usual, client_id: made.client_id };
    const replaced = await manage('PUT', made.client_id, made.registration_access_token, body);
    const fresh = replaced.body.registration_access_token as string;
    expect(fresh).not.toBe(made.registration_access_token);
    expectOAuthError(await manage('GET', made.client_id, made.registration_access_token), 401, 'invalid_token');
    expect((await manage('GET', made.client_id, fresh)).status).toBe(200);
  });

  it.each<[string, Fields]>([
    ['without client_id', { client_id: undefined }],
    ['with another client_id', { client_id: 'another' }],
    ['with its registration token', { registration_access_token: 'a' }],
    ['with the address of its registration', { registration_client_uri: 'https://a.example' }],
    ['with the end of its secret', { client_secret_expires_at: 0 }],
    ['with the time of its making', { client_id_issued_at: 1 }],
    ['with a secret of its choosing', { client_secret: 'mine' }],
    ['as a public client', { token_endpoint_auth_method: 'none' }],
  ])('7592-02 PUT %s is refused, and the token stays', async (_, fields) => {
    const made = await registered();
    const body = { ...usual, client_id: made.client_id, ...fields };
    const answer = await manage('PUT', made.client_id, made.registration_access_token, body);
    expectOAuthError(answer, 400, 'invalid_client_metadata');
    expect((await manage('GET', made.client_id, made.registration_access_token)).status).toBe(200);
  });

  it('7592-02 gives back no scope that an administrator took away', async () => {
    const made = await registered();
    const path = `/clients/${made.client_id}`;
    expect((await scene.gatehouse.adminCall('PATCH', path, { scope: 'openid mcp' })).status).toBe(200);
    const body = { ...usual, client_id: made.client_id, scope: 'openid user mcp' };
    const replaced = await manage('PUT', made.client_id, made.registration_access_token, body);
    expect([replaced.status, replaced.body.scope]).toEqual([200, 'openid mcp']);
  });

  it('7592-02 keeps what an administrator decided', async () => {
    const made = await registered();
    const path = `/clients/${made.client_id}`;
    const resource = scene.gatehouse.url;
    expect((await scene.gatehouse.adminCall('PATCH', path, { resources: [resource], purpose: 'x' })).status).toBe(200);
    const body = { ...usual, client_id: made.client_id, client_name: 'Renamed' };
    await manage('PUT', made.client_id, made.registration_access_token, body);
    expect((await scene.gatehouse.adminCall('GET', path)).body).toMatchObject({
      ...{ client_name: 'Renamed', resources: [resource], purpose: 'x' },
    });
  });

  it('7592-03 DELETE ends the client and all that it had', async () => {
    const made = await registered({ grant_types: ['authorization_code', 'refresh_token'] });
    const flow = new AuthorizationFlow(scene.gatehouse, {
      ...{ id: made.client_id, secret: made['client_secret'] as string, client: undefined },
    });
    const tokens = await flow.tokens(scene.person, { scope: 'openid user offline_access', prompt: 'consent' });
    expect(await scene.works(tokens.access_token)).toBe(true);
    const deleted = await manage('DELETE', made.client_id, made.registration_access_token);
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect(await scene.works(tokens.access_token)).toBe(false);
    expectOAuthError(await flow.refresh(tokens.refresh_token), 401, 'invalid_client');
    expectOAuthError(await manage('GET', made.client_id, made.registration_access_token), 401, 'invalid_token');
  });

  it('a client that an administrator shut out looks after nothing', async () => {
    const made = await registered();
    await scene.gatehouse.adminCall('PATCH', `/clients/${made.client_id}`, { status: 'inactive' });
    expectOAuthError(await manage('GET', made.client_id, made.registration_access_token), 401, 'invalid_token');
  });

  it('another method: 405 with those that there are', async () => {
    const answer = await scene.gatehouse.request('PATCH', '/oauth/register/a');
    expectOAuthError(answer, 405, 'invalid_request');
    expect(answer.headers.get('allow')).toBe('GET, PUT, DELETE');
  });
});
