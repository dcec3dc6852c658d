import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import {
  AuthorizationFlow,
  claimsOf,
  createPerson,
  createRelyingParty,
  REDIRECT,
  type RelyingParty,
  type TestPerson,
} from '../support/people.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';

let gatehouse: TestGatehouse;
let client: RelyingParty;
let person: TestPerson;
let other: TestPerson;
let resources: string[];
let flow: AuthorizationFlow;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' });
  [person, other] = [await createPerson(gatehouse), await createPerson(gatehouse, { name: 'Alan Other' })];
  const upstream = async (name: string): Promise<string> =>
    (await gatehouse.create('/upstreams', { name, kind: 'mcp', url: 'http://127.0.0.1:9/mcp' })).resource as string;
  resources = [await upstream('tools'), await upstream('files')];
  client = await createRelyingParty(gatehouse);
});
afterAll(() => gatehouse.stop());
beforeEach(() => {
  flow = new AuthorizationFlow(gatehouse, client);
});

/** The client's answer in a Location, as parameters. */
const said = (location: string | null): Record<string, string> => {
  expect(location?.startsWith(REDIRECT)).toBe(true);
  return Object.fromEntries(new URL(location ?? '').searchParams);
};

describe('prompt and max_age (OpenID Connect Core §3.1.2.1)', () => {
  it('none shows nothing: login_required, then consent_required, then a code', async () => {
    const { answer } = await flow.open({ prompt: 'none' });
    expect(said(answer.headers.get('location'))).toMatchObject({ error: 'login_required', state: 'some state' });
    await flow.code(person, { scope: 'openid' });
    const more = await flow.open({ prompt: 'none', scope: 'openid email' });
    expect(said(more.answer.headers.get('location'))).toMatchObject({ error: 'consent_required', iss: gatehouse.url });
    const same = await flow.open({ prompt: 'none', scope: 'openid' });
    expect(said(same.answer.headers.get('location'))).toMatchObject({ code: expect.any(String) });
  });

  it.each([
    ['login', { prompt: 'login' }],
    ['a max_age that has passed', { max_age: '0' }],
    ['select_account', { prompt: 'select_account' }],
  ])('%s signs in anew, and auth_time tells it', async (_what, parameters) => {
    const before = claimsOf((await flow.tokens(person)).id_token).auth_time;
    gatehouse.clock.advance(10_000);
    const { answer } = await flow.open(parameters);
    expectPage(answer, 200, 'Password');
    const after = claimsOf((await flow.tokens(person, parameters)).id_token).auth_time;
    expect(after - before).toBeGreaterThanOrEqual(10);
  });

  it('a max_age that has not passed asks nothing', async () => {
    await flow.tokens(person);
    const { answer } = await flow.open({ max_age: '3600' });
    expect(said(answer.headers.get('location'))).toHaveProperty('code');
  });

  it('consent asks again though it was given before', async () => {
    await flow.code(person);
    expectPage((await flow.open({ prompt: 'consent' })).answer, 200, 'Allow');
  });

  it('an essential acr that cannot be had is refused, rather than given less', async () => {
    const claims = JSON.stringify({ id_token: { acr: { essential: true, values: ['phr'] } } });
    expect(Object.fromEntries(await flow.answer(person, { claims }))).toMatchObject({
      error: 'unmet_authentication_requirements',
    });
  });

  it('an id_token_hint of somebody else is login_required, silently or after that person has signed in', async () => {
    const hint = (await flow.tokens(other)).id_token;
    const mine = new AuthorizationFlow(gatehouse, client);
    await mine.code(person);
    const silent = await mine.open({ prompt: 'none', id_token_hint: hint });
    expect(said(silent.answer.headers.get('location'))).toMatchObject({ error: 'login_required' });
    expect(Object.fromEntries(await mine.answer(person, { id_token_hint: hint }))).toMatchObject({
      error: 'login_required',
    });
  });
});

describe('a stored request', () => {
  it('is finished by the browser that came with it, and by no other', async () => {
    const { path } = await flow.open();
    const thief = new TestBrowser(gatehouse.url);
    expectPage(await thief.get(path), 400, 'cannot go on');
    expect((await flow.browser.get(path)).status).toBe(200);
  });

  it('is answered once', async () => {
    const { path, answer } = await flow.open({ scope: 'openid' });
    const sent = await flow.signIn(path, answer, person);
    let page = await flow.browser.get(sent.headers.get('location') ?? '');
    if (page.status === 200) {
      await flow.decide(path, page, 'allow');
      page = await flow.browser.get(path);
    }
    expect(page.status).toBe(303);
    expectPage(await flow.browser.get(path), 400, 'cannot go on');
  });

  it('ends a quarter of an hour after the person came', async () => {
    const { path } = await flow.open();
    gatehouse.clock.advance(901_000);
    expectPage(await flow.browser.get(path), 400, 'cannot go on');
  });

  it('takes no consent from a person who was not asked', async () => {
    const { path, answer } = await flow.open({ scope: 'openid profile' });
    expect((await flow.decide(path, answer, 'allow')).status).toBe(303);
    expectPage(await flow.browser.get(path), 200, 'Password');
  });

  it('gives a consent of one person to nobody else', async () => {
    const { path, answer } = await flow.open({ scope: 'openid', prompt: 'consent' });
    await flow.signIn(path, answer, person);
    await flow.decide(path, await flow.browser.get(path), 'switch');
    expectPage(await flow.browser.get(path), 200, 'Password');
    await flow.signIn(path, await flow.browser.get(path), other);
    expectPage(await flow.browser.get(path), 200, 'Alan Other', 'Allow');
  });

  it('deny is access_denied, and nothing is remembered', async () => {
    const fresh = new AuthorizationFlow(gatehouse, await createRelyingParty(gatehouse));
    const { path, answer } = await fresh.open();
    await fresh.signIn(path, answer, person);
    const denied = await fresh.decide(path, await fresh.browser.get(path), 'deny');
    expect(said(denied.headers.get('location'))).toMatchObject({ error: 'access_denied', iss: gatehouse.url });
    expectPage((await fresh.open()).answer, 200, 'Allow');
  });
});

describe('sign-in', () => {
  it('says the same for a wrong password and for an address that nobody has', async () => {
    const { path, answer } = await flow.open();
    const form = hiddenFields(answer);
    const post = (email: string) =>
      flow.browser.post(`${path}/sign-in`, { ...form, email, password: 'wrong password' });
    const [known, unknown] = [await post(person.email), await post('nobody@example.test')];
    expectPage(known, 401, 'is not right');
    expect(unknown.text.replaceAll('nobody@example.test', person.email)).toBe(known.text);
  });

  it('gives a new cookie each time, and the old one is worth nothing', async () => {
    const cookies: string[] = [];
    for (const prompt of ['login', 'login']) {
      const { path, answer } = await flow.open({ prompt });
      const sent = await flow.signIn(path, answer, person);
      cookies.push(/gatehouse-session=([^;]+)/.exec(sent.headers.get('set-cookie') ?? '')?.[1] ?? '');
    }
    expect(new Set(cookies).size).toBe(2);
    const stale = await gatehouse.request('GET', '/account', {
      headers: { cookie: `gatehouse-session=${cookies[0]}` },
    });
    const fresh = await gatehouse.request('GET', '/account', {
      headers: { cookie: `gatehouse-session=${cookies[1]}` },
    });
    expect([stale.status, fresh.status]).toEqual([303, 200]);
  });

  it('ends the session of whoever was signed in before', async () => {
    const tokens = await flow.tokens(person);
    await flow.tokens(other, { prompt: 'login' });
    expect((await flow.refresh(tokens.refresh_token)).body).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('consent', () => {
  it('is asked again when what was shown of the client has changed', async () => {
    const changed = await createRelyingParty(gatehouse);
    const own = new AuthorizationFlow(gatehouse, changed);
    await own.code(person);
    await gatehouse.adminCall('PATCH', `/clients/${changed.id}`, { client_name: 'Reporter Pro' });
    expectPage((await own.open()).answer, 200, 'Reporter Pro');
  });

  it('is asked for each resource', async () => {
    const own = new AuthorizationFlow(gatehouse, await createRelyingParty(gatehouse));
    await own.code(person, { resource: resources[0] });
    expectPage((await own.open({ resource: resources[1] })).answer, 200, resources[1]!);
    expect((await own.open({ resource: resources[0] })).answer.status).toBe(303);
  });

  it('is not asked for the company’s own clients, unless they want it', async () => {
    const own = new AuthorizationFlow(gatehouse, await createRelyingParty(gatehouse, { first_party: true }));
    const { path, answer } = await own.open();
    await own.signIn(path, answer, person);
    expect(said((await own.browser.get(path)).headers.get('location'))).toHaveProperty('code');
    expectPage((await own.open({ prompt: 'consent' })).answer, 200, 'Allow');
  });

  it.each(['http://127.0.0.1/callback', 'http://localhost:4711/callback', 'com.example.app:/callback'])(
    'is asked each time of a public client at %s, which any program could be',
    async (redirect_uri) => {
      const fields = { token_endpoint_auth_method: 'none', redirect_uris: [redirect_uri] };
      const own = new AuthorizationFlow(gatehouse, await createRelyingParty(gatehouse, fields));
      const { path, answer } = await own.open({ redirect_uri });
      await own.signIn(path, answer, person);
      await own.decide(path, await own.browser.get(path), 'allow');
      expect((await own.browser.get(path)).headers.get('location')).toContain('code=');
      expectPage((await own.open({ redirect_uri })).answer, 200, 'Allow');
      const silent = await own.open({ redirect_uri, prompt: 'none' });
      expect(silent.answer.headers.get('location')).toContain('error=consent_required');
    },
  );

  it('shows who asks, where one is sent, and every scope in words', async () => {
    const own = new AuthorizationFlow(
      gatehouse,
      await createRelyingParty(gatehouse, { client_name: 'Night Shift', client_uri: 'https://night.example.test/x' }),
    );
    const { path, answer } = await own.open({ scope: 'openid mcp offline_access' });
    await own.signIn(path, answer, person);
    const shown = ['Night Shift', 'night.example.test', 'client.example.test', 'Call MCP servers', 'Ada Owner'];
    expectPage(await own.browser.get(path), 200, ...shown);
  });
});

describe('resource (RFC 8707)', () => {
  it('several can be granted, each token is for one of them, and a refresh may name another', async () => {
    const query = new URLSearchParams(flow.parameters({ scope: 'openid mcp' }));
    for (const resource of resources) query.append('resource', resource);
    const begun = await flow.browser.get(`/oauth/authorize?${query.toString()}`);
    const path = begun.headers.get('location') ?? '';
    await flow.signIn(path, await flow.browser.get(path), person);
    await flow.decide(path, await flow.browser.get(path), 'allow');
    const code = said((await flow.browser.get(path)).headers.get('location'))['code'] ?? '';
    const refused = await flow.redeem(code, { resource: gatehouse.url });
    expect(refused.body).toMatchObject({ error: 'invalid_target' });
    const tokens = (await flow.redeem(code)).body;
    expect(claimsOf(tokens.access_token).aud).toBe(resources[0]);
    const second = (await flow.refresh(tokens.refresh_token, { resource: resources[1]! })).body;
    expect(claimsOf(second.access_token).aud).toBe(resources[1]);
    const beyond = await flow.refresh(tokens.refresh_token, { resource: gatehouse.url });
    expect(beyond.body).toMatchObject({ error: 'invalid_target' });
  });

  it('one that does not exist is refused before anybody signs in', async () => {
    const { answer } = await flow.open({ resource: 'https://elsewhere.example.test/' });
    expect(said(answer.headers.get('location'))).toMatchObject({ error: 'invalid_target' });
  });
});

describe('pushed requests (RFC 9126)', () => {
  it('can be required of all clients', async () => {
    const strict = await TestGatehouse.start({ REQUIRE_PUSHED_AUTHORIZATION_REQUESTS: 'true' });
    try {
      const own = new AuthorizationFlow(strict, await createRelyingParty(strict));
      expect(said((await own.begin()).headers.get('location'))).toMatchObject({ error: 'invalid_request' });
      const pushed = await own.post('/oauth/par', Object.fromEntries(own.parameters()));
      expect([pushed.status, pushed.body.expires_in]).toEqual([201, 60]);
      const query = new URLSearchParams({ client_id: own.client.id, request_uri: pushed.body.request_uri });
      const begun = await own.browser.get(`/oauth/authorize?${query.toString()}`);
      expectPage(await own.browser.get(begun.headers.get('location') ?? ''), 200, 'Password');
    } finally {
      await strict.stop();
    }
  });
});

it('a code is worth nothing once the person has signed out', async () => {
  const code = await flow.code(person);
  const account = hiddenFields(await flow.browser.get('/account'));
  await flow.browser.post('/sign-out', account);
  expect((await flow.redeem(code)).body).toMatchObject({ error: 'invalid_grant' });
});
