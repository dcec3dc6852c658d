/*
 * OAuth Client ID Metadata Documents (draft-ietf-oauth-client-id-metadata-document). Not here, and why:
 *   CIMD-10 (ids that we generate are UUIDs): test/admin/clients.spec.ts. CIMD-12: no logo is shown, so none is fetched.
 *   The spellings of a URL that are no client id (CIMD-01): src/kernel/client-id-url.spec.ts.
 */
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { AuthorizationFlow, claimsOf, type RelyingParty } from '../support/people.js';
import { expectPage } from '../support/test-browser.js';
import { REPLICAS } from '../support/turns.js';
import { expectErrorPage, expectOAuthError, expectSentBack, Scene, sentBack } from './scene.js';

const REDIRECT = 'https://client.example.test/callback';

let host: HttpsHost;
let scene: Scene;
beforeAll(async () => {
  host = await HttpsHost.start({ names: ['not-listed.localhost'] });
  scene = await Scene.open({ ...host.settings, CLIENT_METADATA_HOSTS: 'localhost', LIMIT_AUTHORIZE: '6000/60' });
});
afterAll(async () => {
  await scene.close();
  await host.stop();
});

let made = 0;
type Fields = Record<string, unknown>;

/** A client that is known by its document alone. */
interface Documented {
  readonly client: RelyingParty;
  readonly path: string;
  /** What the document says; to be changed. */
  readonly says: Fields;
}

/** A client whose document says this, at a path of its own; undefined leaves a member out. */
function documented(fields: Fields = {}, headers: Record<string, string> = {}): Documented {
  const path = `/client-${++made}.json`;
  const id = host.url + path;
  const says: Fields = {
    client_id: id,
    client_name: `Application ${made}`,
    redirect_uris: [REDIRECT],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'none',
    ...fields,
  };
  host.route(path, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(says));
  });
  return { client: { id, secret: undefined, client: undefined }, path, says };
}

async function refusedPage({ client }: Pick<Documented, 'client'>, why: string): Promise<void> {
  const { answer } = await scene.flow(client).open();
  expectErrorPage(answer);
  expect(answer.text).toContain(why);
}

/** The page says what documents must be like, whatever became of the fetch; the log says what that was. */
async function notFetched(made: Pick<Documented, 'client'>, why: string): Promise<void> {
  const { logLines } = scene.gatehouse;
  const before = logLines.length;
  await refusedPage(made, 'it must be answered with 200 and be JSON of at most 5120 bytes');
  const told = logLines.slice(before).filter((line) => line.includes('client_document.refused'));
  expect(told.map((line) => (JSON.parse(line) as { reason: string }).reason)).toEqual([expect.stringContaining(why)]);
}

describe('a client by its document', () => {
  it('is let in by a person, redeems its code, and refreshes', async () => {
    const { client, says } = documented();
    const flow = scene.flow(client);
    const tokens = await flow.tokens(scene.person, { scope: 'openid user offline_access', prompt: 'consent' });
    expect(claimsOf(tokens.access_token)).toMatchObject({ client_id: client.id, act: { sub: client.id } });
    expect(claimsOf(tokens.id_token).aud).toBe(client.id);
    expect((await flow.refresh(tokens.refresh_token)).status).toBe(200);
    const seen = await scene.gatehouse.adminCall('GET', `/clients/${encodeURIComponent(client.id)}`);
    expect(seen.body).toMatchObject({
      ...{ client_id: client.id, client_name: says['client_name'], registration: 'metadata_document', owner_id: null },
      ...{ kind: 'application', token_endpoint_auth_method: 'none', redirect_uris: [REDIRECT] },
    });
  });

  it('CIMD-09 is shown to people by the host of its id, and says where they are sent', async () => {
    const { client } = documented({ client_uri: 'https://bank.example.test/' });
    const { answer } = await scene.flow(client).open();
    expect(answer.text).toContain(`<strong>${new URL(client.id).host}</strong>`);
    expect(answer.text).not.toContain('bank.example.test');
    expect(answer.text).toContain('Nobody here has looked at it');
    expect(answer.text).toContain('<strong class="destination">client.example.test</strong>');
  });

  it('CIMD-09 warns of redirect URIs on the person’s own computer', async () => {
    const redirect = 'http://127.0.0.1:4711/callback';
    const { client } = documented({ redirect_uris: [redirect] });
    const { answer } = await scene.flow(client).open({ redirect_uri: redirect });
    expect(answer.text).toContain('a program on this computer');
  });

  it('CIMD-13 proves itself by a key of its document', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'a', alg: 'ES256', use: 'sig' }] };
    const { client } = documented({ token_endpoint_auth_method: 'private_key_jwt', jwks });
    const flow = scene.flow(client);
    const code = await flow.code(scene.person);
    const assertion = (jti: string) =>
      new SignJWT({ iss: client.id, sub: client.id, aud: scene.gatehouse.url, jti })
        .setProtectedHeader({ alg: 'ES256', kid: 'a' })
        .setIssuedAt()
        .setExpirationTime('1m')
        .sign(privateKey);
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    expectOAuthError(await flow.redeem(code), 401, 'invalid_client');
    const redeemed = await flow.redeem(code, {
      client_assertion: await assertion('1'),
      client_assertion_type: type,
    });
    expect([redeemed.status, redeemed.body.token_type]).toEqual([200, 'Bearer']);
  });

  it('may push its requests', async () => {
    const { client } = documented();
    expect((await scene.push(scene.flow(client))).status).toBe(201);
  });

  it('C7 has of the scopes that it names those that such a client can have', async () => {
    const { client } = documented({ scope: 'openid admin whatever mcp' });
    await scene.flow(client).open();
    const seen = await scene.gatehouse.adminCall('GET', `/clients/${encodeURIComponent(client.id)}`);
    expect(seen.body.scope).toBe('openid mcp');
  });

  it('acts for nobody without a person', async () => {
    const { client } = documented({ grant_types: ['authorization_code', 'client_credentials'] });
    await scene.flow(client).open();
    expectOAuthError(await scene.flow(client).token({ grant_type: 'client_credentials' }), 400, 'unauthorized_client');
  });
});

describe('a document that is refused', () => {
  it.each<[string, Fields, string]>([
    ['CIMD-03 names another client', { client_id: 'https://localhost/other.json' }, 'client_id must be the URL'],
    ['CIMD-03 names it in another spelling', { client_id: undefined }, 'client_id must be the URL'],
    ['CIMD-04 has a secret', { client_secret: 'x' }, 'client_secret has no place'],
    ['CIMD-04 has the end of a secret', { client_secret_expires_at: 0 }, 'client_secret_expires_at has no place'],
    [
      'CIMD-04 wants a secret',
      { token_endpoint_auth_method: 'client_secret_basic' },
      'must be none or private_key_jwt',
    ],
    ['CIMD-04 wants a secret in the form', { token_endpoint_auth_method: 'client_secret_post' }, 'must be none or'],
    ['has no redirect URI', { redirect_uris: [] }, 'redirect_uris'],
    ['has a redirect URI of http', { redirect_uris: ['http://client.example.test/'] }, 'redirect_uris'],
    ['has a redirect URI that is script', { redirect_uris: ['javascript:alert(1)'] }, 'redirect_uris'],
    ['has a redirect URI that is no text', { redirect_uris: [1] }, 'redirect_uris'],
    ['has a name that is no text', { client_name: {} }, 'client_name'],
    ['has keys in two places', { jwks: { keys: [] }, jwks_uri: 'https://localhost/keys' }, 'jwks'],
    ['has private keys', { jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'a', y: 'b', d: 'c' }] } }, 'jwks'],
    ['wants what there is not', { grant_types: ['client_credentials'] }, 'grant_types must have one'],
  ])('%s', async (_, fields, why) => {
    const made = documented(fields);
    await refusedPage(made, why);
    expect((await scene.gatehouse.adminCall('GET', `/clients/${encodeURIComponent(made.client.id)}`)).status).toBe(404);
    expectOAuthError(await scene.flow(made.client).token({ grant_type: 'authorization_code' }), 401, 'invalid_client');
  });

  it.each<[string, (send: { status: number; headers: Record<string, string>; body: string | Buffer }) => void, string]>(
    [
      ['CIMD-02 is not there', (send) => (send.status = 404), 'the answer was 404'],
      ['CIMD-02 comes with 201', (send) => (send.status = 201), 'the answer was 201'],
      [
        'CIMD-02 lies elsewhere',
        (send) => Object.assign(send, { status: 302, headers: { location: 'https://localhost/' } }),
        'redirections are not followed',
      ],
      ['CIMD-02 is no JSON by its type', (send) => (send.headers = { 'content-type': 'text/plain' }), 'content type'],
      ['CIMD-02 is no JSON', (send) => (send.body = '{'), 'is not JSON'],
      ['CIMD-02 says a thing twice', (send) => (send.body = '{"client_id":"a","client_id":"b"}'), 'is not JSON'],
      ['CIMD-02 is no object', (send) => (send.body = '[]'), 'must be a JSON object'],
      [
        'CIMD-06 is too large',
        (send) => (send.body = JSON.stringify({ a: 'a'.repeat(6000) })),
        'larger than 5120 bytes',
      ],
    ],
  )('%s', async (_, change, why) => {
    const made = documented();
    const send = { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(made.says) };
    change(send);
    host.route(made.path, (_request, response) => response.writeHead(send.status, send.headers).end(send.body));
    await (why === 'must be a JSON object' ? refusedPage(made, why) : notFetched(made, why));
  });

  it('CIMD-07 is asked for again, and kept once it is right', async () => {
    const made = documented();
    host.route(made.path, (_, response) => response.writeHead(500).end());
    await notFetched(made, 'the answer was 500');
    host.route(made.path, { ...made.says, client_id: 'https://localhost/other.json' });
    await refusedPage(made, 'client_id must be the URL');
    host.route(made.path, made.says);
    expect((await scene.flow(made.client).open()).answer.status).toBe(200);
    expect(host.hits(made.path)).toBe(3);
  });

  it('CIMD-07 counts for nothing where it replaces a good one, and is asked for again', async () => {
    const made = documented();
    expect((await scene.flow(made.client).open()).answer.status).toBe(200);
    host.route(made.path, { ...made.says, redirect_uris: ['http://evil.example.test/'] });
    scene.gatehouse.clock.advance(3_601_000);
    await refusedPage(made, 'redirect_uris');
    host.route(made.path, made.says);
    expect((await scene.flow(made.client).open()).answer.status).toBe(200);
  });
});

describe('where a document may lie', () => {
  it('CIMD-14 only at a host that an administrator listed', async () => {
    const made = documented();
    const id = made.client.id.replace('localhost', 'not-listed.localhost');
    const before = host.hits();
    const { answer } = await scene.flow({ ...made.client, id }).open();
    expectErrorPage(answer);
    expect(answer.text).toContain('is not known');
    expect(host.hits()).toBe(before);
  });

  it.each([
    ['CIMD-01 no path', 'https://localhost'],
    ['CIMD-01 a fragment', 'https://localhost/a#b'],
    ['CIMD-01 a user', 'https://me@localhost/a'],
    ['CIMD-01 a dot segment', 'https://localhost/a/../b'],
    ['CIMD-01 no https', 'http://localhost/a'],
  ])('%s: no such client', async (_, id) => {
    const { answer } = await scene.flow({ ...scene.app, id }).open();
    expectErrorPage(answer);
    expect(answer.text).toContain('is not known');
  });

  it('CIMD-05 never at an address of special use that is not listed', async () => {
    const gatehouse = await Scene.open({ CLIENT_METADATA_HOSTS: '*' });
    try {
      for (const id of [
        'https://127.0.0.1:1/a',
        'https://[::1]:1/a',
        'https://169.254.169.254/a',
        'https://10.0.0.1/a',
      ]) {
        const { answer } = await gatehouse.flow({ ...gatehouse.app, id }).open();
        expectErrorPage(answer);
        expect(answer.text).toContain('cannot be used');
        const { reason } = JSON.parse(gatehouse.gatehouse.logLines.at(-1) ?? '{}') as { reason: string };
        expect(reason).toMatch(/public internet|link-local/);
      }
    } finally {
      await gatehouse.close();
    }
  });
});

describe('a document that counts for a while', () => {
  it('CIMD-06 is not asked for again while it is fresh, as its host says within a minute and a day', async () => {
    for (const [header, seconds] of [
      ['max-age=600', 600],
      ['max-age=5', 60],
      ['no-store', 60],
      ['max-age=99999999', 86_400],
      ['public', 3600],
    ] as const) {
      const made = documented({}, { 'cache-control': header });
      await scene.flow(made.client).open();
      scene.gatehouse.clock.advance((seconds - 1) * 1000);
      await scene.flow(made.client).open();
      expect([header, host.hits(made.path)]).toEqual([header, 1]);
      scene.gatehouse.clock.advance(2000);
      await scene.flow(made.client).open();
      expect([header, host.hits(made.path)]).toEqual([header, 2]);
    }
  });

  it('is fetched once for all who come to a replica at the same time', async () => {
    const made = documented();
    const opened = await Promise.all(Array.from({ length: 20 }, () => scene.flow(made.client).open()));
    expect(opened.map(({ answer }) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(host.hits(made.path)).toBeGreaterThan(0);
    expect(host.hits(made.path)).toBeLessThanOrEqual(REPLICAS);
  });

  it('CIMD-14 aborts what needs it when it is stale and cannot be had', async () => {
    const made = documented();
    const flow = scene.flow(made.client);
    const tokens = await flow.tokens(scene.person, { scope: 'openid user offline_access', prompt: 'consent' });
    scene.gatehouse.clock.advance(3_601_000);
    host.route(made.path, (_, response) => response.writeHead(503).end());
    expectOAuthError(await flow.refresh(tokens.refresh_token), 401, 'invalid_client');
    await notFetched(made, 'the answer was 503');
    host.route(made.path, made.says);
    expect((await flow.refresh(tokens.refresh_token)).status).toBe(200);
  });

  it('CIMD-08, CIMD-11 ends what was allowed before when its redirect URIs change', async () => {
    const made = documented();
    const flow = scene.flow(made.client);
    const tokens = await flow.tokens(scene.person, { scope: 'openid user offline_access', prompt: 'consent' });
    made.says['redirect_uris'] = ['https://other.example.test/'];
    scene.gatehouse.clock.advance(3_601_000);
    expectOAuthError(await flow.refresh(tokens.refresh_token), 400, 'invalid_grant');
    await refusedPage(made, 'redirect_uri is not registered');
  });

  it.each<[string, Fields]>([
    ['name', { client_name: 'Another' }],
    ['keys', { jwks_uri: 'https://localhost/keys' }],
  ])('CIMD-11 asks people anew when its %s changes', async (_, change) => {
    const made = documented();
    const flow = scene.flow(made.client);
    await flow.code(scene.person);
    expect((await scene.flow(made.client).open()).answer.status).toBe(303);
    Object.assign(made.says, change);
    scene.gatehouse.clock.advance(3_601_000);
    expectSentBack((await scene.flow(made.client).open({ prompt: 'none' })).answer, REDIRECT, 'consent_required');
    expectPage((await scene.flow(made.client).open()).answer, 200, 'to act for you?');
    await scene.flow(made.client).answer(scene.person);
    sentBack((await scene.flow(made.client).open({ prompt: 'none' })).answer, REDIRECT);
  });

  it('CIMD-09 asks each time where any program could take its place: everybody has the document (attack 40)', async () => {
    const { client } = documented({ redirect_uris: ['http://127.0.0.1/callback'] });
    for (const redirect_uri of ['http://127.0.0.1:50123/callback', 'http://127.0.0.1:6666/callback']) {
      const { path, answer } = await scene.flow(client).open({ redirect_uri });
      expectPage(answer, 200, 'to act for you?');
      await scene.flow(client).decide(path, answer, 'allow');
      const silent = await scene.flow(client).open({ redirect_uri, prompt: 'none' });
      expectSentBack(silent.answer, redirect_uri, 'consent_required');
    }
  });

  it('what was allowed to one document is nothing to another of the same name, for the same place (attack 40)', async () => {
    const [known, twin] = [documented({ client_name: 'Twin' }), documented({ client_name: 'Twin' })];
    await scene.flow(known.client).code(scene.person);
    expectPage((await scene.flow(twin.client).open()).answer, 200, 'to act for you?');
  });
});

describe('what an administrator decides', () => {
  it('holds whatever the document says, and the document decides the rest', async () => {
    const made = documented();
    await scene.flow(made.client).open();
    const path = `/clients/${encodeURIComponent(made.client.id)}`;
    const refused = await scene.gatehouse.adminCall('PATCH', path, { client_name: 'Mine', scope: 'openid' });
    expect([refused.status, refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      400,
      ['/client_name', '/scope'],
    ]);
    expect((await scene.gatehouse.adminCall('PATCH', path, { status: 'inactive' })).status).toBe(200);
    scene.gatehouse.clock.advance(3_601_000);
    await refusedPage(made, 'is not active');
  });
});

it('clients that nobody has let in are so many, and those that are known go on', async () => {
  const settings = { ...host.settings, CLIENT_METADATA_HOSTS: 'localhost', UNUSED_CLIENTS: '1' };
  const small = await TestGatehouse.start(settings);
  try {
    const [first, second] = [documented().client, documented().client];
    const open = async (client: RelyingParty) => (await new AuthorizationFlow(small, client).open()).answer;
    expect((await open(first)).status).toBe(200);
    const refused = await open(second);
    expectErrorPage(refused);
    expect(refused.text).toContain('too many clients wait');
    expect((await small.adminCall('GET', `/clients/${encodeURIComponent(second.id)}`)).status).toBe(404);
    small.clock.advance(3_601_000);
    expect((await open(first)).status).toBe(200);
  } finally {
    await small.stop();
  }
});

it('is advertised where there can be one, and only there', async () => {
  const said = async (gatehouse: TestGatehouse) =>
    (await gatehouse.request('GET', '/.well-known/oauth-authorization-server')).body
      .client_id_metadata_document_supported;
  const without = await TestGatehouse.start();
  try {
    expect([await said(scene.gatehouse), await said(without)]).toEqual([true, undefined]);
    const { answer } = await new AuthorizationFlow(without, documented().client).open();
    expectErrorPage(answer);
    expect(answer.text).toContain('is not known');
  } finally {
    await without.stop();
  }
});
