/*
 * RFC 8628 (device authorization grant) for OAuth clients, rows 8628-01 … 8628-05. The same rows for programs of a bridge
 * are in test/bridge/device-grant.spec.ts, races in test/races/device-grant.spec.ts. Not here, and why:
 *   §3.2, 128 bits of the device code: O21-20 is about all secrets; 8628-04 asserts length and alphabet of this one.
 *   §5.1, guesses of user codes by many people: 20^8 codes that live ten minutes.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CodeReader, createDeviceClient, DEVICE_CODE, DeviceFlow } from '../support/device-flow.js';
import { DpopKey } from '../support/dpop.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, createRelyingParty, PASSWORD, type TestPerson } from '../support/people.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';
import { expectOAuthError } from './scene.js';

const ROOM = { LIMIT_SIGN_IN: '6000/60', LIMIT_PUBLIC: '60000/60', LIMIT_TOKEN: '60000/60' };

let gatehouse: TestGatehouse;
let person: TestPerson;
let reader: CodeReader;
/** A client that authenticates, and one that cannot. */
let flow: DeviceFlow;
let app: DeviceFlow;
let resource: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start(ROOM);
  person = await createPerson(gatehouse);
  flow = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse, { purpose: 'Shows films' }));
  app = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse, { token_endpoint_auth_method: 'none' }));
  const upstream = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/mcp' });
  resource = upstream.resource as string;
});
afterAll(() => gatehouse.stop());

/** Whoever decides has just signed in: the tests before have moved the clock. */
const arrive = async (who: TestPerson = person): Promise<CodeReader> =>
  (reader = await CodeReader.arrive(gatehouse, who));
const evidence = (kind: string, of: TestPerson) =>
  gatehouse.sql<{ client_id: string; decision: string; detail: object }>(
    'SELECT client_id, decision, detail FROM audit_events WHERE kind = $1 AND sub = $2 ORDER BY id',
    [kind, of.id],
  );

describe('a client begins (RFC 8628 §3.1, §3.2)', () => {
  it.each(['confidential', 'public'])('a %s client is told all that it needs, never cached', async (kind) => {
    const answer = await (kind === 'public' ? app : flow).begin({ scope: 'openid mcp' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    const { user_code } = answer.body;
    expect(answer.body).toEqual({
      device_code: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) as string,
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/) as string,
      verification_uri: `${gatehouse.url}/device`,
      verification_uri_complete: `${gatehouse.url}/device?user_code=${user_code}`,
      expires_in: 600,
      interval: 5,
    });
  });

  it('8628-04 neither code is written down, in the database or the log', async () => {
    const { device_code, user_code } = await flow.started();
    await flow.poll(device_code);
    await (await arrive()).decide(user_code, 'allow');
    const tables = ['device_authorizations', 'authorization_codes', 'audit_events'];
    const rows = await Promise.all(tables.map((table) => gatehouse.sql(`SELECT * FROM ${table}`)));
    const told = JSON.stringify(rows) + gatehouse.logLines.join('');
    expect([told.includes(device_code), told.includes(user_code)]).toEqual([false, false]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['an unknown scope', { scope: 'nonsense' }, 'invalid_scope'],
    ['a malformed scope', { scope: 'a"b' }, 'invalid_scope'],
    ['a scope that the client may not have', { scope: 'a2a' }, 'invalid_scope'],
    ['an unknown resource', { resource: 'https://nobody.example/' }, 'invalid_target'],
    ['a resource that is no URI', { resource: '/mcp' }, 'invalid_target'],
    ['a resource that is too long', { resource: `https://nobody.example/${'a'.repeat(3000)}` }, 'invalid_target'],
  ])('%s is refused at once, and nobody is troubled', async (_what, form, error) => {
    const before = await gatehouse.sql('SELECT count(*) FROM device_authorizations');
    expectOAuthError(await flow.begin(form), 400, error);
    expect(await gatehouse.sql('SELECT count(*) FROM device_authorizations')).toEqual(before);
  });

  it('a parameter that comes twice is refused, an unknown one is not, an empty one is none (§3.1)', async () => {
    const twice: [string, string][] = [
      ['scope', 'mcp'],
      ['scope', 'user'],
    ];
    expectOAuthError(await flow.begin(twice), 400, 'invalid_request');
    expect((await flow.begin({ scope: '', unheard_of: 'x' })).status).toBe(200);
  });

  it.each(['GET', 'PUT', 'DELETE', 'HEAD'])('%s is refused with 405', async (method) => {
    const answer = await gatehouse.request(method, '/oauth/device_authorization');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('8628-04 a client that does not authenticate as it is registered gets invalid_client', async () => {
    const { id } = flow.client;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const body of ['', `client_id=${id}`, `client_id=${id}&client_secret=wrong`, 'client_id=nobody']) {
      const answer = await gatehouse.request('POST', '/oauth/device_authorization', { headers, body });
      expectOAuthError(answer, 401, 'invalid_client');
    }
  });

  it('a client that is not registered for it gets unauthorized_client, at both endpoints', async () => {
    const other = new DeviceFlow(gatehouse, await createRelyingParty(gatehouse));
    expectOAuthError(await other.begin(), 400, 'unauthorized_client');
    expectOAuthError(await other.ask('A'.repeat(43)), 400, 'unauthorized_client');
  });

  it.each([
    ['device_code alone', { grant_types: [DEVICE_CODE], redirect_uris: [] }, 201],
    ['device_code and refresh_token', { grant_types: [DEVICE_CODE, 'refresh_token'], redirect_uris: [] }, 201],
    ['refresh_token alone', { grant_types: ['refresh_token'], redirect_uris: [] }, 400],
    ['redirect URIs without a browser', { grant_types: [DEVICE_CODE] }, 400],
  ])('%s: whether it can be registered', async (_what, fields, status) => {
    const { client } = await createDeviceClient(gatehouse);
    const body = { ...fields, client_name: 'x', kind: 'agent', owner_id: client.owner_id as string, scope: 'mcp' };
    const redirects = { redirect_uris: ['https://client.example.test/'] };
    expect((await gatehouse.adminCall('POST', '/clients', { ...redirects, ...body })).status).toBe(status);
  });
});

describe('8628-01 a client asks (RFC 8628 §3.4, §3.5)', () => {
  it('8628-01 authorization_pending until somebody answers, and slow_down, which adds five seconds for good', async () => {
    const { device_code } = await flow.started();
    expectOAuthError(await flow.ask(device_code), 400, 'authorization_pending');
    expectOAuthError(await flow.ask(device_code), 400, 'slow_down');
    expectOAuthError(await flow.poll(device_code), 400, 'slow_down');
    gatehouse.clock.advance(14_000);
    expectOAuthError(await flow.ask(device_code), 400, 'slow_down');
    gatehouse.clock.advance(19_000);
    expectOAuthError(await flow.ask(device_code), 400, 'slow_down');
    gatehouse.clock.advance(25_000);
    expectOAuthError(await flow.ask(device_code), 400, 'authorization_pending');
    gatehouse.clock.advance(24_000);
    expectOAuthError(await flow.ask(device_code), 400, 'slow_down');
  });

  it('8628-01 slow_down also to a client that was let in meanwhile; what it is given is as good afterwards', async () => {
    const { device_code, user_code } = await flow.started({ scope: 'user' });
    await flow.ask(device_code);
    await (await arrive()).decide(user_code, 'allow');
    expectOAuthError(await flow.ask(device_code), 400, 'slow_down');
    gatehouse.clock.advance(10_000);
    expect((await flow.ask(device_code)).status).toBe(200);
  });

  it('8628-01 access_denied when the person says no', async () => {
    const { device_code, user_code } = await flow.started();
    const who = await createPerson(gatehouse);
    expectPage(await (await arrive(who)).decide(user_code, 'deny'), 200, 'Access was denied');
    expectOAuthError(await flow.poll(device_code), 400, 'access_denied');
    const detail = { text: 'the person said no', grant: 'device_code' };
    expect(await evidence('authorization.refused', who)).toEqual([
      { client_id: flow.client.id, decision: 'deny', detail },
    ]);
    expect(await gatehouse.sql('SELECT 1 FROM consents WHERE user_id = $1', [who.id])).toEqual([]);
  });

  it('8628-01 expired_token when its time is over, be it answered or not', async () => {
    const [late, allowed] = [await flow.started(), await flow.started()];
    await (await arrive()).decide(allowed.user_code, 'allow');
    gatehouse.clock.advance(601_000);
    expectPage(await (await arrive()).enter(late.user_code), 400, 'No device waits with this code');
    for (const { device_code } of [late, allowed]) {
      expectOAuthError(await flow.ask(device_code), 400, 'expired_token');
    }
  });

  it('8628-01 invalid_grant for a code of nobody, invalid_request for none', async () => {
    expectOAuthError(await flow.ask('A'.repeat(43)), 400, 'invalid_grant');
    expectOAuthError(await flow.ask('\u0000 ü'), 400, 'invalid_grant');
    expectOAuthError(await flow.ask('A'.repeat(2000)), 400, 'invalid_grant');
    expectOAuthError(await flow.post('/oauth/token', { grant_type: DEVICE_CODE }), 400, 'invalid_request');
  });

  it('whoever waits is no refusal on record, whoever was refused is', async () => {
    const client = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse));
    const { device_code } = await client.started();
    for (let turn = 0; turn < 3; turn++) await client.ask(device_code);
    const refusals = () =>
      gatehouse.sql("SELECT reason FROM audit_events WHERE kind = 'token.refused' AND client_id = $1", [
        client.client.id,
      ]);
    expect(await refusals()).toEqual([]);
    await client.ask('A'.repeat(43));
    expect(await refusals()).toEqual([{ reason: 'invalid_grant' }]);
  });
});

describe('a client that was let in', () => {
  it.each(['confidential', 'public'])('a %s one gets tokens for the person, as by every other grant', async (kind) => {
    const [client, who] = [kind === 'public' ? app : flow, await createPerson(gatehouse)];
    const scope = 'openid email mcp offline_access';
    const { device_code, user_code } = await client.started({ scope, resource });
    const page = await (await arrive(who)).enter(user_code);
    expectPage(await reader.answer(page, 'allow'), 200, 'Access is allowed');
    const answer = await client.poll(device_code);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'mcp openid email offline_access',
      refresh_token: expect.any(String) as string,
    });
    const { id } = client.client;
    const claims = claimsOf(answer.body.access_token as string);
    expect(claims).toMatchObject({ sub: who.id, aud: resource, client_id: id, act: { sub: id }, amr: ['pwd'] });
    expect(claimsOf(answer.body.id_token as string)).toMatchObject({ sub: who.id, aud: id, amr: ['pwd'] });
    const refreshed = await client.post('/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: answer.body.refresh_token as string,
    });
    expect([refreshed.status, claimsOf(refreshed.body.access_token as string).sid]).toEqual([200, claims.sid]);
  });

  it('leaves a consent and its evidence, as the authorization endpoint does', async () => {
    const who = await createPerson(gatehouse);
    const { device_code, user_code } = await flow.started({ scope: 'openid mcp', resource });
    await (await arrive(who)).decide(user_code, 'allow');
    await flow.poll(device_code);
    const { items } = (await gatehouse.adminCall('GET', `/consents?user_id=${who.id}`)).body;
    expect(items).toMatchObject([
      { client_id: flow.client.id, resource, scope: expect.stringContaining('mcp') as string },
    ]);
    const detail = { scope: 'mcp openid', resources: [resource], grant: 'device_code' };
    for (const kind of ['consent.given', 'authorization.granted']) {
      expect(await evidence(kind, who)).toEqual([{ client_id: flow.client.id, decision: 'allow', detail }]);
    }
    expect(await evidence('token.issued', who)).toHaveLength(1);
    const withdrawn = await gatehouse.adminCall('DELETE', `/consents/${items[0].id}`);
    expect(withdrawn.status).toBe(204);
    const sessions = await gatehouse.sql(
      'SELECT 1 FROM sessions WHERE client_id = $1 AND user_id = $2 AND closed_at IS NULL',
      [flow.client.id, who.id],
    );
    expect(sessions).toEqual([]);
  });

  it('gets no refresh token when it is not registered for them', async () => {
    const client = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse, { grant_types: [DEVICE_CODE] }));
    const { device_code, user_code } = await client.started({ scope: 'user' });
    await (await arrive()).decide(user_code, 'allow');
    const { body } = await client.poll(device_code);
    expect([body.scope, body.refresh_token, body.id_token]).toEqual(['user', undefined, undefined]);
  });

  it('names one of the resources that were allowed, and no other (RFC 8707 §2.2)', async () => {
    const { device_code, user_code } = await flow.started({ scope: 'mcp', resource });
    await (await arrive()).decide(user_code, 'allow');
    expectOAuthError(await flow.poll(device_code, { resource: gatehouse.url }), 400, 'invalid_target');
    expect(claimsOf((await flow.poll(device_code, { resource })).body.access_token as string).aud).toBe(resource);
  });

  it('is bound to the key that it proves when it asks (RFC 9449 §5)', async () => {
    const key = await DpopKey.make();
    const proof = async (path: string) => ({
      dpop: await key.proof('POST', gatehouse.url + path, { claims: { iat: gatehouse.clock.seconds() } }),
    });
    const client = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse, { dpop_bound_access_tokens: true }));
    const { device_code, user_code } = await client.started({ scope: 'user' });
    await (await arrive()).decide(user_code, 'allow');
    expectOAuthError(await client.poll(device_code), 400, 'invalid_dpop_proof');
    gatehouse.clock.advance(5_000);
    const { body } = await client.ask(device_code, {}, await proof('/oauth/token'));
    expect([body.token_type, claimsOf(body.access_token as string).cnf]).toEqual(['DPoP', { jkt: key.jkt }]);
  });
});

describe('8628-02 user codes (RFC 8628 §5.1, §6.1)', () => {
  it('8628-02 have no vowels, 34 bits, and are never the same twice', async () => {
    const codes = await Promise.all(Array.from({ length: 40 }, async () => (await flow.started()).user_code));
    for (const code of codes) expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(new Set(codes).size).toBe(40);
    // 320 letters of an alphabet of twenty: one that is never drawn would cost bits.
    expect(new Set(codes.join('').replaceAll('-', '')).size).toBeGreaterThan(15);
  });

  it.each<[string, (code: string) => string]>([
    ['in lower case', (code) => code.toLowerCase()],
    ['without dashes', (code) => code.replace('-', '')],
    ['with blanks', (code) => ` ${code.replace('-', ' ')} `],
    ['with dashes everywhere', (code) => [...code.replace('-', '')].join('-')],
    [
      'in mixed case, with dots',
      (code) =>
        code
          .toLowerCase()
          .replace('-', '.')
          .replace(/^./, (one) => one.toUpperCase()),
    ],
  ])('8628-02 are found as they are typed %s', async (_how, typed) => {
    const { user_code } = await flow.started();
    expectPage(await (await arrive()).enter(typed(user_code)), 200, user_code);
  });

  it('8628-02 of both kinds are guessed at no more than a few times, whatever was right meanwhile', async () => {
    const { user_code } = await flow.started();
    const guesser = await CodeReader.arrive(gatehouse, await createPerson(gatehouse));
    for (let turn = 0; turn < 4; turn++) {
      expect((await guesser.enter('BBBB-BBBB')).status).toBe(400);
      expect((await guesser.enter(user_code)).status).toBe(200);
    }
    expect((await guesser.enter('BBBB-BBBB')).status).toBe(400);
    const locked = await guesser.enter(user_code);
    expectPage(locked, 429, 'Too many attempts');
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
    expectPage(await (await arrive()).enter((await flow.started()).user_code), 200);
  });
});

describe('8628-03 a link that brings the code along (RFC 8628 §3.3.1, §5.4)', () => {
  it('8628-03 shows the code through the sign-in, asks to compare it, and then asks for consent', async () => {
    const { device_code, user_code, verification_uri_complete } = await flow.started({ scope: 'user' });
    const browser = new TestBrowser(gatehouse.url);
    const path = verification_uri_complete.slice(gatehouse.url.length);
    const signIn = await browser.get(path);
    const action = /<form method="post" action="([^"]+)"/.exec(signIn.text)?.[1] ?? '';
    const sent = await browser.post(action, { ...hiddenFields(signIn), email: person.email, password: PASSWORD });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, path]);
    const compared = await browser.get(path);
    expectPage(
      compared,
      200,
      `value="${user_code}"`,
      'Go on only if its program shows this very code',
      'send you the link',
    );
    const asked = await browser.post('/device', { ...hiddenFields(compared), user_code });
    expectPage(asked, 200, `<strong>${user_code}</strong>`, 'Television', 'that device shows this very code');
    expectOAuthError(await flow.poll(device_code), 400, 'authorization_pending');
    await browser.post('/device/decision', { ...hiddenFields(asked), decision: 'allow' });
    expect((await flow.poll(device_code)).status).toBe(200);
  });

  it.each(['BBBB', 'AEIO-AEIO', '"><script>', '%00', 'BCDF-GHJK-LMNP'])(
    '8628-03 fills in nothing but a code: not %s',
    async (text) => {
      const page = await (await arrive()).get(`/device?user_code=${encodeURIComponent(text)}`);
      expectPage(page, 200, 'Enter the code that its program shows.');
      expect(page.text).not.toContain('name="brought"');
      expect(page.text).not.toContain('<script');
    },
  );

  it('8628-03 looks up nothing by itself: a page that is opened claims no code, and counts as no guess', async () => {
    const { user_code } = await flow.started();
    const who = await CodeReader.arrive(gatehouse, await createPerson(gatehouse));
    for (let turn = 0; turn < 8; turn++) await who.get('/device?user_code=BBBB-BBBB');
    await who.get(`/device?user_code=${user_code}`);
    expectPage(await (await arrive()).enter(user_code), 200, user_code);
  });
});

describe('8628-04 one use, one client (RFC 8628 §3.4, §5.2)', () => {
  it('8628-04 is redeemed once; whoever comes again gets nothing, and ends what the first one got', async () => {
    const { device_code, user_code } = await app.started({ scope: 'openid user' });
    await (await arrive()).decide(user_code, 'allow');
    const { body } = await app.poll(device_code);
    const works = async () =>
      (await gatehouse.request('GET', '/oauth/userinfo', { headers: { authorization: `Bearer ${body.access_token}` } }))
        .status;
    expect(await works()).toBe(200);
    expectOAuthError(await app.poll(device_code), 400, 'invalid_grant');
    expect(await works()).toBe(401);
  });

  it('8628-04 is another client’s alone: nobody else finds it, slows it down, or spends it', async () => {
    const { device_code, user_code } = await flow.started({ scope: 'user' });
    const other = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse));
    for (const thief of [other, app]) {
      for (let turn = 0; turn < 3; turn++) expectOAuthError(await thief.ask(device_code), 400, 'invalid_grant');
    }
    expectOAuthError(await flow.ask(device_code), 400, 'authorization_pending');
    await (await arrive()).decide(user_code, 'allow');
    for (const thief of [other, app]) expectOAuthError(await thief.ask(device_code), 400, 'invalid_grant');
    expect((await flow.poll(device_code)).status).toBe(200);
  });

  it('8628-04 a client that proved a key when it began must prove the same one for its token', async () => {
    const [key, another] = [await DpopKey.make(), await DpopKey.make()];
    const proof = async (of: DpopKey, path: string) => ({
      dpop: await of.proof('POST', gatehouse.url + path, { claims: { iat: gatehouse.clock.seconds() } }),
    });
    const begun = await proof(key, '/oauth/device_authorization');
    const { device_code, user_code } = await app.started({ scope: 'user' }, begun);
    await (await arrive()).decide(user_code, 'allow');
    expectOAuthError(await app.poll(device_code), 400, 'invalid_grant');
    gatehouse.clock.advance(5_000);
    expectOAuthError(await app.ask(device_code, {}, await proof(another, '/oauth/token')), 400, 'invalid_grant');
    gatehouse.clock.advance(5_000);
    const { body } = await app.ask(device_code, {}, await proof(key, '/oauth/token'));
    expect(claimsOf(body.access_token as string).cnf).toEqual({ jkt: key.jkt });
    expectOAuthError(await app.begin({}, { dpop: 'x' }), 400, 'invalid_dpop_proof');
  });
});

describe('8628-05 who asks, and who may answer (RFC 8628 §5.4)', () => {
  it('8628-05 the page shows client, code, address, scopes and resources, and who is signed in', async () => {
    const { user_code } = await flow.started({ scope: 'openid mcp offline_access', resource });
    const page = await (await arrive()).enter(user_code);
    expectPage(page, 200, 'Allow <em>Television</em> to act for you?', `<strong>${user_code}</strong>`);
    expectPage(page, 200, 'Asked from', 'the address that you are at', 'Shows films', 'Ada Owner', person.email);
    expectPage(page, 200, 'Call MCP servers', '<code>mcp</code>', 'Know who you are', resource, 'after you sign out');
    expect(page.text).not.toContain('any program can use its name');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('8628-05 says that a public client has proved nothing, and shows its name as text', async () => {
    const fields = { token_endpoint_auth_method: 'none', client_name: '<b>Your bank</b>' };
    const { user_code } = await new DeviceFlow(gatehouse, await createDeviceClient(gatehouse, fields)).started();
    const page = await (await arrive()).enter(user_code);
    expectPage(page, 200, 'any program can use its name', '&lt;b>Your bank&lt;/b>');
  });

  it('8628-05 says when the client is somewhere else', async () => {
    const trusting = await TestGatehouse.start({ ...ROOM, TRUSTED_PROXIES: '127.0.0.1' });
    const there = new DeviceFlow(trusting, await createDeviceClient(trusting));
    const { user_code } = await there.started({}, { 'x-forwarded-for': '203.0.113.7' });
    const who = await CodeReader.arrive(trusting, await createPerson(trusting));
    expectPage(await who.enter(user_code), 200, '203.0.113.7', 'another address than yours');
    await trusting.stop();
  });

  it('8628-05 asks every time, whatever was agreed to before and whoever’s client it is', async () => {
    const own = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse, { first_party: true }));
    await arrive();
    for (let turn = 0; turn < 2; turn++) {
      const { device_code, user_code } = await own.started({ scope: 'user' });
      expectPage(await reader.enter(user_code), 200, 'to act for you?');
      expectOAuthError(await own.ask(device_code), 400, 'authorization_pending');
      await reader.decide(user_code, 'allow');
    }
  });

  it('8628-05 is for whoever has signed in within ten minutes', async () => {
    const { device_code, user_code } = await flow.started({ scope: 'user' });
    const page = await (await arrive()).enter(user_code);
    gatehouse.clock.advance(599_000);
    const later = await flow.started({ scope: 'user' });
    gatehouse.clock.advance(2_000);
    expectPage(await reader.get('/device'), 200, 'Confirm it is you');
    for (const answer of [await reader.answer(page, 'allow'), await reader.enter(later.user_code)]) {
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/device']);
    }
    expectOAuthError(await flow.ask(later.device_code), 400, 'authorization_pending');
    expectOAuthError(await flow.ask(device_code), 400, 'expired_token');
  });

  it('8628-05 never gives the scope admin, by whomever, unless an owner has said so of the client', async () => {
    const own = new DeviceFlow(
      gatehouse,
      await createDeviceClient(gatehouse, { scope: 'admin mcp', first_party: true }),
    );
    const administrator = await createPerson(gatehouse, { roles: ['admin'] });
    expectOAuthError(await own.begin({ scope: 'admin' }), 400, 'invalid_scope');
    await arrive(administrator);
    for (const [scope, granted] of [
      [undefined, 'mcp'],
      ['admin mcp', 'mcp'],
      ['user', 'user'],
    ]) {
      const { device_code, user_code } = await own.started({ scope });
      await reader.decide(user_code, 'allow');
      expect((await own.poll(device_code)).body.scope).toBe(granted);
    }
  });

  it('8628-05 offers a person no more than they have, and nothing to whoever has none of it', async () => {
    const { device_code, user_code } = await flow.started({ scope: 'user mcp' });
    const nobody = await createPerson(gatehouse, { roles: ['anonymous'] });
    await (await arrive(nobody)).decide(user_code, 'allow');
    expect((await flow.poll(device_code)).body.scope).toBe('mcp');
    const only = await flow.started({ scope: 'user' });
    expectPage(await reader.enter(only.user_code), 403, 'You cannot allow this');
    expectOAuthError(await flow.ask(only.device_code), 400, 'authorization_pending');
  });
});
