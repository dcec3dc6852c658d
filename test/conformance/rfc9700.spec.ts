/*
 * RFC 9700 (security of OAuth), rows 9700-01 … 9700-08, and draft-ietf-oauth-security-topics-update. What OAuth 2.1 asks
 * for as well is in oauth21.spec.ts (O21-01, O21-02, O21-06, O21-16 … O21-18). Tested elsewhere: `iss` in each kind of
 * answer (rfc9207.spec.ts); sign-out and sign-in as open redirectors, forms of other sites and cookies
 * (test/attacks/sign-in.spec.ts); a consent after somebody else has signed in (test/attacks/sign-in-consents.spec.ts);
 * what the gate, being a reverse proxy itself, passes on (test/proxy/relay.spec.ts); certificates told of by a header
 * (rfc8705-clients.spec.ts). Not here, and why:
 *   9700-02, RelayState and federated return URLs: there is neither SAML nor sign-in elsewhere.
 *   9700-02, places of clients that register themselves (§4.11.2): administrators alone write them down.
 *   Audience injection at the device and CIBA endpoints: there are none.
 *   Cross-toolkit account takeover: Gatehouse is no client of anybody; it holds no connection to mix up.
 *   Cross-user session fixation by a device's code: there is no bridge.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientClaims, JWT_BEARER, Signer } from '../support/assertions.js';
import { ForeignIssuer } from '../support/foreign-issuer.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { createPerson, createRelyingParty, REDIRECT, type RelyingParty, type TestPerson } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';
import { expectErrorPage, expectOAuthError, expectSentBack, Scene, sentBack } from './scene.js';

const FORM = 'application/x-www-form-urlencoded';
const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const ALIAS = 'https://gate.example.test';
const ELSEWHERE = 'https://attacker.example';
const PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}';

let scene: Scene;
let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  scene = await Scene.open({ PUBLIC_URL_ALIASES: ALIAS, LIMIT_TOKEN: '60000/60', LIMIT_PUBLIC: '60000/60' });
  gatehouse = scene.gatehouse;
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/' });
  await gatehouse.create('/upstreams', { name: 'helper', kind: 'a2a', url: 'http://127.0.0.1:9/' });
  agent = await gatehouse.agent({ scope: 'mcp a2a admin' }, { roles: ['admin'] });
});
afterAll(() => scene.close());

const locationOf = (answer: Answer): string => answer.headers.get('location') ?? '';
/** A client's way at a browser where nobody has been. */
const elsewhere = (client: RelyingParty = scene.client) => scene.flow(client, new TestBrowser(gatehouse.url));
/** Where a browser is when it comes with a pushed request. */
const pushedQuery = (client: RelyingParty, request_uri: string): string =>
  `/oauth/authorize?${new URLSearchParams({ client_id: client.id, request_uri }).toString()}`;

/** Every kind of page. */
const pages: [string, () => Promise<Answer>][] = [
  ['sign-in of a client', async () => (await elsewhere().open()).answer],
  ['consent', async () => (await scene.flow().open({ prompt: 'consent' })).answer],
  ['form_post', () => scene.ask({ response_mode: 'form_post' })],
  ['error', () => scene.ask({ client_id: 'nobody' })],
  ['sign-in', () => scene.browser.get('/sign-in')],
  ['account', () => scene.browser.get('/account')],
  ['logout', () => scene.browser.get('/oauth/logout')],
  ['setup', () => scene.browser.get('/setup?token=x')],
];

describe('9700-01 a client that is deceived about the server can notice (RFC 9700 §4.4, mix-up)', () => {
  it('9700-01 the answers of two issuers are told apart, and the code of one is nothing to the other', async () => {
    const other = await TestGatehouse.start();
    const there = await createRelyingParty(other);
    const { flow } = await scene.code();
    const answer = await flow.answer(scene.person);
    const issuerOf = async (of: TestGatehouse) =>
      (await of.request('GET', '/.well-known/oauth-authorization-server')).body.issuer as string;
    expect([answer.get('iss'), await issuerOf(gatehouse)]).toEqual([gatehouse.url, gatehouse.url]);
    expect(await issuerOf(other)).not.toBe(gatehouse.url);
    const form = {
      grant_type: 'authorization_code',
      code: answer.get('code')!,
      redirect_uri: REDIRECT,
      code_verifier: flow.verifier,
    };
    const sent = await other.token(form, { id: there.id, secret: there.secret! });
    expectOAuthError(sent, 400, 'invalid_grant');
    expect((await flow.redeem(answer.get('code')!)).status).toBe(200);
    await other.stop();
  });

  it('9700-01 every endpoint that the metadata name is this issuer’s own', async () => {
    const { body } = await gatehouse.request('GET', '/.well-known/openid-configuration');
    const urls = Object.entries(body as Record<string, unknown>).filter(([name]) => /_endpoint$|^jwks_uri$/.test(name));
    expect(urls.length).toBeGreaterThan(6);
    for (const [name, url] of urls)
      expect([name, String(url).startsWith(`${gatehouse.url}/oauth/`)]).toEqual([name, true]);
  });
});

describe('9700-02 nobody is sent on to where a link says (RFC 9700 §4.11)', () => {
  const names = [
    'next',
    'url',
    'return_to',
    'returnUrl',
    'redirect',
    'redirect_uri',
    'redirect_url',
    'continue',
    'target_link_uri',
    'post_logout_redirect_uri',
    'RelayState',
    'wreply',
    'service',
  ];
  const places = [
    '/',
    '/sign-in',
    '/sign-out',
    '/account',
    '/setup',
    '/oauth/logout',
    '/oauth/authorize',
    '/oauth/authorize/x',
  ];
  const targets = [
    `${ELSEWHERE}/`,
    '//attacker.example',
    '/\\attacker.example',
    '%2f%2fattacker.example',
    'javascript:alert(1)',
  ];

  it.each(places)('9700-02 %s leads nowhere else, signed in or not', async (place) => {
    for (const target of targets) {
      const query = new URLSearchParams(names.map((name) => [name, target])).toString();
      for (const browser of [scene.browser, new TestBrowser(gatehouse.url)]) {
        const answer = await browser.get(`${place}?${query}`);
        expect(answer.status).toBeLessThan(500);
        expect(locationOf(answer)).toMatch(/^$|^\/(account|sign-in)$/);
        expect(answer.headers.get('refresh')).toBeNull();
        expect(answer.text).not.toMatch(/http-equiv="refresh"/i);
        expect(answer.text).not.toMatch(/ (?:href|action|src)="[^"]*attacker/);
      }
    }
  });

  it.each([
    '//attacker.example',
    '//attacker.example/%2f..',
    '/%5cattacker.example',
    '/%09/attacker.example',
    '/.//attacker.example',
  ])('9700-02 the path %s is none', async (path) => {
    // As it is written: a URL would be made into another one first.
    const answer = await gatehouse.request('GET', path);
    expect([answer.status >= 400, locationOf(answer)]).toEqual([true, '']);
  });

  it('9700-02 signing out goes where nothing is registered: nowhere, by GET and by POST', async () => {
    for (const post_logout_redirect_uri of [`${ELSEWHERE}/`, REDIRECT, `${gatehouse.url}@attacker.example/`]) {
      const form = { post_logout_redirect_uri, client_id: scene.client.id };
      for (const answer of [
        await elsewhere().browser.get(`/oauth/logout?${new URLSearchParams(form).toString()}`),
        await elsewhere().browser.post('/oauth/logout', form),
      ]) {
        expectErrorPage(answer);
      }
    }
  });
});

describe('9700-03 what a browser keeps or tells others opens nothing (RFC 9700 §4.2, §4.3)', () => {
  it('9700-03 a request is out of the address bar before anything is shown', async () => {
    const flow = elsewhere();
    const { path, answer } = await flow.open({ state: 'a-state-of-mine', login_hint: 'ada@example.test' });
    expect(path).toMatch(/^\/oauth\/authorize\/[A-Za-z0-9_-]{43}$/);
    const sent = await flow.signIn(path, answer, scene.person);
    expect(locationOf(sent)).toBe(path);
  });

  it('9700-03 what leads to the client says nothing of where one was, and is not kept', async () => {
    const answers = [await scene.ask({}), await scene.ask({ scope: 'nonsense' }), await scene.flow().begin()];
    for (const { status, headers } of answers) {
      expect(status).toBe(303);
      expect([headers.get('referrer-policy'), headers.get('cache-control')]).toEqual(['no-referrer', 'no-store']);
    }
  });

  it('9700-03 a code goes in a form where the client wants that, and is in no URL then', async () => {
    const answer = await scene.ask({ response_mode: 'form_post' });
    expect([answer.status, locationOf(answer)]).toEqual([200, '']);
    expect(hiddenFields(answer)['code']).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(answer.text).toContain(`action="${REDIRECT}"`);
  });

  it.each(['fragment', 'query.jwt', 'token'])(
    '9700-03 there is no response mode %s to put tokens in a URL',
    async (response_mode) => {
      expectSentBack(await scene.ask({ response_mode }), REDIRECT, 'invalid_request');
    },
  );

  it('9700-03 no URL on the way to a code holds anything but its three parameters, and they come last', async () => {
    const flow = elsewhere();
    const { path, answer } = await flow.open();
    const sent = await flow.signIn(path, answer, scene.person);
    const end = await flow.browser.get(path);
    expect([locationOf(sent), answer.headers.get('location')]).toEqual([path, null]);
    expect([...sentBack(end, REDIRECT).keys()].sort()).toEqual(['code', 'iss', 'state']);
    expect(new URL(locationOf(end)).hash).toBe('');
  });

  it('9700-03 going back in the history gives nothing again', async () => {
    const flow = elsewhere();
    const { path, answer } = await flow.open();
    await flow.signIn(path, answer, scene.person);
    expect(sentBack(await flow.browser.get(path), REDIRECT).has('code')).toBe(true);
    expectErrorPage(await flow.browser.get(path));
    expectErrorPage(await flow.signIn(path, answer, scene.person));
  });
});

describe('9700-04 a token is good at the one resource that it is for (RFC 9700 §2.3)', () => {
  const resources: Record<string, [string, string]> = {
    'the MCP server': ['/api/v1/mcp/tools', 'mcp'],
    'the agent': ['/api/v1/agents/helper', 'a2a'],
    'the admin API': ['', 'admin'],
  };
  const statusAt = async (name: string, token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    if (name === 'the admin API') return (await gatehouse.request('GET', '/api/v1/admin/users', { headers })).status;
    return (await gatehouse.request('POST', resources[name]![0], { headers, body: PING })).status;
  };

  it.each(Object.keys(resources))('9700-04 that of %s: 401 at each of the others', async (name) => {
    const [path] = resources[name]!;
    const token = await gatehouse.accessToken(agent.id, agent.secret, {
      resource: gatehouse.url + path,
      scope: 'mcp a2a admin',
    });
    for (const other of Object.keys(resources)) {
      // 502: admitted, with nothing behind.
      const good = other === 'the admin API' ? 200 : 502;
      expect([other, await statusAt(other, token)]).toEqual([other, other === name ? good : 401]);
    }
    expect((await scene.userinfo(token)).status).toBe(name === 'the admin API' ? 403 : 401);
  });
});

describe('9700-05 headers that a proxy would set are nobody’s word for who calls (RFC 9700 §4.13)', () => {
  const headers: Record<string, string> = {
    'x-forwarded-user': 'root@example.test',
    'x-forwarded-email': 'root@example.test',
    'x-forwarded-access-token': 'x',
    'x-forwarded-client-cert': 'Subject="CN=root"',
    'x-ssl-client-verify': 'SUCCESS',
    'x-ssl-client-s-dn': 'CN=root-cli',
    'x-remote-user': 'root',
    'remote-user': 'root',
    'x-authenticated-userid': 'root',
    'x-user-id': '1',
    'x-user-roles': 'admin',
    'x-client-id': 'root-cli',
    'x-original-url': '/health/live',
    'x-rewrite-url': '/health/live',
    'x-http-method-override': 'OPTIONS',
    'x-gatehouse-sub': '1',
  };
  const closed: [string, string, number][] = [
    ['POST', '/api/v1/mcp/tools', 401],
    ['POST', '/api/v1/agents/helper', 401],
    ['GET', '/api/v1/admin/users', 401],
    ['POST', '/api/v1/admin/clients', 401],
    ['GET', '/oauth/userinfo', 401],
    ['GET', '/account', 303],
  ];

  it.each([
    ['anybody', {}],
    ['a trusted proxy', { TRUSTED_PROXIES: '127.0.0.1,::1' }],
  ])('9700-05 from %s', async (_who, environment) => {
    const own = await TestGatehouse.start(environment);
    for (const [method, path, status] of closed) {
      for (const more of [{}, headers]) {
        const answer = await own.request(method, path, { headers: more });
        expect([path, answer.status]).toEqual([path, status]);
      }
    }
    const form = {
      headers: { ...headers, 'content-type': FORM },
      body: 'grant_type=client_credentials&client_id=root-cli',
    };
    expectOAuthError(await own.request('POST', '/oauth/token', form), 401, 'invalid_client');
    await own.stop();
  });
});

describe('9700-06 no answer can be framed, whatever it says (RFC 9700 §4.16)', () => {
  const post = (path: string, fields: Record<string, string>): Promise<Answer> =>
    elsewhere().browser.post(path, fields);
  const answers: [string, number, () => Promise<Answer>][] = [
    [
      'a wrong password',
      401,
      async () => {
        const { browser } = elsewhere();
        const fields = hiddenFields(await browser.get('/sign-in'));
        return browser.post('/sign-in', { ...fields, email: 'nobody@example.test', password: 'wrong' });
      },
    ],
    ['a form of another site', 403, () => post('/sign-in', { email: 'a@example.test', password: 'x' })],
    ['a request that does not wait', 400, () => scene.browser.get(`/oauth/authorize/${'A'.repeat(43)}`)],
    ['a sign-out to nowhere', 400, () => scene.browser.get('/oauth/logout?post_logout_redirect_uri=x')],
    ['a redirect to the client', 303, () => scene.ask({})],
    ['a redirect to the sign-in', 303, () => new TestBrowser(gatehouse.url).get('/account')],
    ['what is not there', 404, () => scene.browser.get('/nowhere')],
    ['an error of the token endpoint', 400, () => gatehouse.token({})],
    ['a challenge', 401, () => gatehouse.request('POST', '/api/v1/mcp/tools')],
  ];

  it.each(answers)('9700-06 %s (%i)', async (_name, status, get) => {
    const answer = await get();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
  });
});

describe('9700-07 no redirect repeats what was posted (RFC 9700 §4.12)', () => {
  const paths = [
    '/',
    '/sign-in',
    '/sign-in/',
    '/sign-out',
    '/account',
    '/account/',
    '/account/password',
    '/setup',
    '/oauth/authorize',
    '/oauth/authorize/',
    '/oauth/authorize/x',
    '/oauth/authorize/x/sign-in',
    '/oauth/authorize/x/consent',
    '/oauth/logout',
    '/oauth/logout/confirm',
    '/oauth/token',
    '/oauth/token/',
    '//oauth/token',
    '/oauth//token',
    '/OAUTH/token',
    '/oauth/par',
    '/oauth/userinfo',
    '/api/v1/mcp/tools/',
    '/api/v1/admin/users/',
    '/.well-known/openid-configuration/',
  ];
  it.each(['GET', 'HEAD', 'POST', 'PUT', 'DELETE'])(
    '9700-07 whatever answers %s redirects by 303 or not at all',
    async (method) => {
      for (const path of paths) {
        const init =
          method === 'POST' || method === 'PUT' ? { headers: { 'content-type': FORM }, body: 'password=x' } : {};
        for (const browser of [scene.browser, new TestBrowser(gatehouse.url)]) {
          const { status } = await browser.request(method, path, init);
          expect([path, status === 303 || status < 300 || (status >= 400 && status < 500)]).toEqual([path, true]);
        }
      }
    },
  );

  it('9700-07 a request that came by POST goes on by GET, without what was posted', async () => {
    const posted = await scene.post('/oauth/authorize', new URLSearchParams(elsewhere().parameters()).toString());
    expect([posted.status, locationOf(posted)]).toEqual([
      303,
      expect.stringMatching(/^\/oauth\/authorize\/[\w-]{43}$/),
    ]);
  });
});

describe('9700-08 windows tell each other nothing (RFC 9700 §4.17)', () => {
  it.each(['web_message', 'web_message.jwt', 'postmessage'])(
    '9700-08 there is no response mode %s',
    async (response_mode) => {
      expectSentBack(await scene.ask({ response_mode }), REDIRECT, 'invalid_request');
      const { body } = await gatehouse.request('GET', '/.well-known/oauth-authorization-server');
      expect(body.response_modes_supported).toEqual(['query', 'form_post']);
    },
  );

  it.each(pages)('9700-08 the %s page has no script that could, and no window that opened it', async (name, open) => {
    const { headers, text } = await open();
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(text).not.toMatch(/ on[a-z]+="|javascript:/i);
    const scripts = [...text.matchAll(/<script([^>]*)>([^<]*)/g)];
    expect(scripts.length).toBeLessThanOrEqual(1);
    if (name === 'form_post') expect(scripts).toHaveLength(1);
    for (const [, attributes = '', inline] of scripts) {
      expect(inline).toBe('');
      const source = await gatehouse.request('GET', / src="([^"]*)"/.exec(attributes)?.[1] ?? 'none');
      // A passkey's challenge is fetched from where the page itself came from.
      expect(source.text).toContain(name === 'form_post' ? 'form-post' : 'navigator.credentials');
      expect(source.text).not.toMatch(/message|opener|parent|top\b|eval|location/i);
      if (name === 'form_post') expect(source.text).not.toContain('fetch');
    }
  });
});

describe('9700 audience injection: an assertion is for this issuer alone, wherever it is brought (RFC 9700 update)', () => {
  let signer: Signer;
  let platform: ForeignIssuer;
  let company: ForeignIssuer;
  let keyed: RelyingParty;
  let machine: RelyingParty;
  let assistant: RelyingParty;
  beforeAll(async () => {
    signer = await Signer.create();
    platform = await ForeignIssuer.register(gatehouse);
    company = await ForeignIssuer.register(gatehouse, { uses: ['id_jag'] });
    const grant_types = ['authorization_code', 'client_credentials', ASSERTION];
    keyed = await createRelyingParty(gatehouse, {
      grant_types,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [signer.publicJwk] },
    });
    machine = await createRelyingParty(gatehouse, { grant_types, token_endpoint_auth_method: 'workload_identity' });
    await platform.rule({ sub: 'machine' }, machine.id);
    assistant = await createRelyingParty(gatehouse, { grant_types });
    await gatehouse.create(`/users/${scene.person.id}/identities`, { issuer: company.name, subject: 'grace' });
  });

  type Changes = Record<string, unknown>;
  const byKey = (changes: Changes) =>
    signer.sign({ ...clientClaims(keyed.id, gatehouse.url, gatehouse.clock.seconds()), ...changes });
  const byPlatform = (changes: Changes) => platform.token(changes);
  const byCompany = (changes: Changes) =>
    company.token({ sub: 'grace', client_id: assistant.id, ...changes }, { typ: 'oauth-id-jag+jwt' });

  const endpoints: [string, number][] = [
    ['/oauth/token', 200],
    ['/oauth/par', 201],
    ['/oauth/introspect', 200],
    ['/oauth/revoke', 200],
  ];
  /** What each endpoint would do for a client that it believes. */
  const formOf = (path: string, client: RelyingParty): Record<string, string> => {
    if (path === '/oauth/token') return { grant_type: 'client_credentials', scope: 'mcp' };
    return path === '/oauth/par' ? Object.fromEntries(scene.flow(client).parameters()) : { token: 'x' };
  };
  const asClient = async (path: string, client: RelyingParty, client_assertion: string): Promise<Answer> => {
    const form = { ...formOf(path, client), client_assertion_type: JWT_BEARER, client_assertion };
    return scene.post(path, new URLSearchParams(form).toString());
  };

  /** What a client would put there whom a server of an attacker’s has told so. */
  const wrong = (path: string): unknown[] => [
    ...endpoints.map(([endpoint]) => gatehouse.url + endpoint),
    [gatehouse.url + path, gatehouse.url],
    `${gatehouse.url}/.well-known/oauth-authorization-server`,
    `${gatehouse.url}/`,
    gatehouse.url.toUpperCase(),
    `${gatehouse.url}/api/v1/mcp/tools`,
    ALIAS,
    ELSEWHERE,
    [gatehouse.url, ELSEWHERE],
    [ELSEWHERE, gatehouse.url],
    [],
    undefined,
  ];

  const proofs: [string, () => RelyingParty, (changes: Changes) => Promise<string>][] = [
    ['a key of its own', () => keyed, byKey],
    ['the word of its platform', () => machine, byPlatform],
  ];
  it.each(
    endpoints.flatMap(([path, good]) => proofs.map(([name, client, make]) => ({ path, good, name, client, make }))),
  )('9700 audience injection: $path, a client by $name', async ({ path, good, client, make }) => {
    for (const aud of wrong(path)) {
      expectOAuthError(await asClient(path, client(), await make({ aud })), 401, 'invalid_client');
    }
    expect((await asClient(path, client(), await make({}))).status).toBe(good);
  });

  it('9700 audience injection: the token of a machine as a grant', async () => {
    const grant = async (changes: Changes) =>
      gatehouse.token({ grant_type: ASSERTION, assertion: await byPlatform(changes) });
    for (const aud of wrong('/oauth/token').filter((one) => !(Array.isArray(one) && one.includes(gatehouse.url)))) {
      expectOAuthError(await grant({ aud }), 400, 'invalid_grant');
    }
    expect((await grant({})).status).toBe(200);
  });

  it('9700 audience injection: the word of a company for a person as a grant', async () => {
    const grant = async (changes: Changes) =>
      gatehouse.token(
        { grant_type: ASSERTION, assertion: await byCompany(changes), scope: 'mcp' },
        { id: assistant.id, secret: assistant.secret! },
      );
    for (const aud of wrong('/oauth/token')) expectOAuthError(await grant({ aud }), 400, 'invalid_grant');
    expect((await grant({})).status).toBe(200);
  });
});

describe('9700 session fixation: who ends a request is who began it (RFC 9700 §4.7; RFC 9700 update, cross-user session fixation)', () => {
  let victim: TestPerson;
  let trusted: RelyingParty;
  beforeAll(async () => {
    victim = await createPerson(gatehouse, { name: 'Vera Victim' });
    trusted = await createRelyingParty(gatehouse, { first_party: true });
  });

  /** The browser of somebody who is signed in there and has allowed the client: a request of their own shows nothing. */
  async function victims(): Promise<TestBrowser> {
    const browser = new TestBrowser(gatehouse.url);
    await scene.flow(trusted, browser).code(victim);
    const silent = await scene.flow(trusted, browser).open({ prompt: 'none' });
    expect(sentBack(silent.answer, REDIRECT).has('code')).toBe(true);
    return browser;
  }

  async function atConsent(flow: ReturnType<typeof elsewhere>) {
    const { path, answer } = await flow.open({ prompt: 'consent' });
    await flow.signIn(path, answer, scene.person);
    return { path, page: await flow.browser.get(path) };
  }

  const stages: [string, number, (flow: ReturnType<typeof elsewhere>) => Promise<{ path: string; page: Answer }>][] = [
    [
      'before anybody has signed in',
      200,
      async (flow) => {
        const { path, answer } = await flow.open({ prompt: 'consent' });
        return { path, page: answer };
      },
    ],
    ['before anybody has agreed', 200, atConsent],
    [
      'when only the code is to be fetched',
      303,
      async (flow) => {
        const { path, page } = await atConsent(flow);
        await flow.decide(path, page, 'allow');
        return { path, page };
      },
    ],
  ];
  it.each(stages)('9700 session fixation: who is lured to it %s ends nothing', async (_name, status, reach) => {
    const attacker = elsewhere(trusted);
    const { path, page } = await reach(attacker);
    const lured = scene.flow(trusted, await victims());
    expectErrorPage(await lured.browser.get(path));
    expectErrorPage(await lured.decide(path, page, 'allow'), 403);
    expectErrorPage(await lured.signIn(path, page, victim), 403);
    // It stands where it stood, for whoever began it.
    const own = await attacker.browser.get(path);
    expect([own.status, locationOf(own).includes('code=')]).toEqual([status, status === 303]);
    expect(own.text).not.toContain(victim.email);
  });

  it('9700 session fixation: a form token of one’s own opens no request of another’s', async () => {
    const { path } = await elsewhere(trusted).open();
    const lured = scene.flow(trusted, await victims());
    const { answer } = await lured.open({ prompt: 'consent' });
    expectErrorPage(await lured.decide(path, answer, 'allow'), 403);
  });

  it('9700 session fixation: a pushed request belongs to the browser that came with it first', async () => {
    const attacker = elsewhere(trusted);
    const { request_uri } = (await scene.push(attacker)).body;
    const path = locationOf(await attacker.browser.get(pushedQuery(trusted, request_uri)));
    expect((await attacker.browser.get(path)).status).toBe(200);
    const browser = await victims();
    const begun = await browser.get(pushedQuery(trusted, request_uri));
    expectErrorPage(await browser.get(locationOf(begun)));
    expect((await attacker.browser.get(path)).status).toBe(200);
  });
});
