import bcrypt from 'bcrypt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty, PASSWORD, REDIRECT } from '../support/people.js';
import type { RelyingParty, TestPerson } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';

const FORM = 'application/x-www-form-urlencoded';

let g: TestGatehouse;
let person: TestPerson;
let client: RelyingParty;
beforeAll(async () => {
  g = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' });
  person = await createPerson(g);
  client = await createRelyingParty(g, { post_logout_redirect_uris: ['https://client.example.test/bye?a=1'] });
});
afterAll(() => g.stop());

const locationOf = (answer: Answer): string => answer.headers.get('location') ?? '';
const flowOf = (of: RelyingParty = client, browser?: TestBrowser) => new AuthorizationFlow(g, of, browser);
const isConsent = (answer: Answer): boolean => answer.status === 200 && answer.text.includes('value="allow"');
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  g.request('POST', path, {
    headers: { 'content-type': FORM, ...headers },
    body: new URLSearchParams(fields).toString(),
  });

/** The consent page of a fresh request, in a browser of its own. */
async function consentPage(changes: Record<string, string | undefined> = {}, of = client) {
  const flow = flowOf(of);
  const { path, answer } = await flow.open({ prompt: 'consent', ...changes });
  const page = await flow.browser.get(locationOf(await flow.signIn(path, answer, person)));
  return { flow, path, page };
}

describe('a code is drawn to a place that the client did not register (1, 2, 3, 4, 5)', () => {
  const places = [
    'https://client.example.test@evil.example/callback',
    'https://client.example.test:443@evil.example/callback',
    'https://user@client.example.test/callback',
    'https://client.example.test/callback/..;/evil',
    'https://client.example.test/callback/../evil',
    'https://client.example.test/x/%2e%2e/callback',
    'https://client.example.test/./callback',
    'https://client.example.test//callback',
    'https://client.example.test/callback/',
    'https://client.example.test/callback?',
    'https://client.example.test/callback#',
    'https://client.example.test/callback?next=https://evil.example',
    'https://client.example.test/callback%00',
    'https://client.example.test/callback%20',
    'https://client.example.test/callback ',
    ' https://client.example.test/callback',
    'https://client.example.test/callback\r\nset-cookie: a=b',
    'https://client.example.test\\@evil.example/callback',
    'https:\\\\client.example.test/callback',
    'https:/client.example.test/callback',
    'https://client.example.test./callback',
    'https://CLIENT.example.test/callback',
    'HTTPS://client.example.test/callback',
    'https://client.example.test:443/callback',
    'https://client.example.test:8443/callback',
    'http://client.example.test/callback',
    'https://client.example.test.evil.example/callback',
    'https://client.example.tes\u0165/callback',
    'https://clıent.example.test/callback',
    'https://client.example.test/c%61llback',
    'javascript:alert(1)//https://client.example.test/callback',
    'JavaScript:alert(1)',
    'data:text/html,x',
    '//client.example.test/callback',
    '/callback',
    `https://client.example.test/callback?${'x'.repeat(2500)}`,
  ];

  it.each(places)('%s is a page, whatever else is wrong', async (redirect_uri) => {
    for (const also of [
      {},
      { response_type: 'token' },
      { response_mode: 'form_post', prompt: 'none' },
      { scope: 'x' },
    ]) {
      const answer = await flowOf().begin({ redirect_uri, ...also });
      expect([answer.status, locationOf(answer)]).toEqual([400, '']);
      expect(answer.text).not.toContain('form-post');
      expect(answer.headers.get('content-security-policy')).toContain("form-action 'self';");
    }
  });

  it.each(places)('nor can %s be pushed', async (redirect_uri) => {
    const { status } = await flowOf().post('/oauth/par', Object.fromEntries(flowOf().parameters({ redirect_uri })));
    expect(status).toBe(400);
  });

  const loopback: [string, string[], string[]][] = [
    [
      'http://127.0.0.1/callback',
      ['http://127.0.0.1:1/callback', 'http://127.0.0.1:65535/callback'],
      [
        'http://127.0.0.1:65536/callback',
        'http://127.0.0.1:0/callback',
        'http://127.0.0.1:08080/callback',
        'http://127.0.0.1:/callback',
        'http://127.0.0.1:80@evil.example/callback',
        'http://127.0.0.1:80/callback/../x',
        'http://127.0.0.1.evil.example:80/callback',
        'http://127.0.0.2:80/callback',
        'http://127.1:80/callback',
        'http://2130706433:80/callback',
        'http://[::1]:80/callback',
        'http://localhost:80/callback',
        'https://127.0.0.1:80/callback',
        'http://127.0.0.1:80/callback?x=1',
        'http://127.0.0.1:80/callback#x',
      ],
    ],
    [
      'http://[::1]:5000/callback?x=1',
      ['http://[::1]:1/callback?x=1', 'http://[::1]/callback?x=1'],
      [
        'http://[0:0:0:0:0:0:0:1]:1/callback?x=1',
        'http://[::ffff:127.0.0.1]:1/callback?x=1',
        'http://[::1]:1/callback',
      ],
    ],
    ['http://localhost:5000/callback', [], ['http://localhost:5001/callback', 'http://127.0.0.1:5000/callback']],
    ['https://127.0.0.1:5000/callback', [], ['https://127.0.0.1:5001/callback']],
  ];
  it.each(loopback)('%s: only the port of a loopback address is free', async (registered, good, bad) => {
    const native = await createRelyingParty(g, { token_endpoint_auth_method: 'none', redirect_uris: [registered] });
    for (const redirect_uri of [registered, ...good]) {
      expect([redirect_uri, (await flowOf(native).begin({ redirect_uri })).status]).toEqual([redirect_uri, 303]);
    }
    for (const redirect_uri of bad) {
      expect([redirect_uri, (await flowOf(native).begin({ redirect_uri })).status]).toEqual([redirect_uri, 400]);
    }
  });

  it.each([{ client_id: 'nobody' }, { client_id: undefined }, { client_id: "' OR 1=1 --" }, { client_id: '\u0000' }])(
    'nor by a client %j',
    async (changes) => {
      const answer = await flowOf().begin(changes);
      expect([answer.status, locationOf(answer)]).toEqual([400, '']);
    },
  );

  it.each([
    'https://a;script-src/callback',
    'https://a,b.example/callback',
    'https://*.example.test/callback',
    'javascript:alert(1)',
    'https://user@client.example.test/',
    'https://client.example.test/#x',
    'https://client.example.test/a/../b',
    'http://client.example.test/',
    'myapp:/callback',
  ])('%s cannot be registered', async (uri) => {
    const { id } = await createRelyingParty(g);
    for (const name of ['redirect_uris', 'post_logout_redirect_uris']) {
      const changed = await g.adminCall('PATCH', `/clients/${id}`, { [name]: [uri] });
      expect([name, changed.status]).toEqual([name, 400]);
    }
  });
});

describe('somebody is sent elsewhere through a page of ours (6, 7)', () => {
  const elsewhere = ['https://evil.example/', '//evil.example', 'https://client.example.test/bye', REDIRECT];

  it.each(elsewhere)('signing out does not lead to %s', async (uri) => {
    const { id_token } = await flowOf().tokens(person);
    const known: Record<string, string>[] = [{}, { client_id: client.id }, { id_token_hint: id_token as string }];
    for (const more of known) {
      const query = new URLSearchParams({ post_logout_redirect_uri: uri, state: 'x', ...more }).toString();
      const answer = await new TestBrowser(g.url).get(`/oauth/logout?${query}`);
      expect([answer.status, locationOf(answer)]).toEqual([400, '']);
    }
  });

  it('nor to a place of a client that an administrator has shut out', async () => {
    const uri = 'https://shut-out.example.test/bye';
    const shut = await createRelyingParty(g, { post_logout_redirect_uris: [uri] });
    const { id_token } = await flowOf(shut).tokens(person);
    await g.adminCall('PATCH', `/clients/${shut.id}`, { status: 'inactive' });
    const query = new URLSearchParams({ post_logout_redirect_uri: uri, id_token_hint: id_token as string }).toString();
    expect(locationOf(await new TestBrowser(g.url).get(`/oauth/logout?${query}`))).toBe('');
  });

  it.each(['next', 'return_to', 'redirect', 'redirect_uri', 'continue', 'set'])(
    'signing in ignores %s',
    async (name) => {
      const browser = new TestBrowser(g.url);
      const page = await browser.get(`/sign-in?${name}=https://evil.example/`);
      const fields = {
        ...hiddenFields(page),
        email: person.email,
        password: PASSWORD,
        [name]: 'https://evil.example/',
      };
      expect(locationOf(await browser.post(`/sign-in?${name}=//evil.example`, fields))).toBe('/account');
    },
  );
});

describe('what a parameter holds becomes more than text (4, 7, 58)', () => {
  const evil = [
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '</title><script>',
    '&lt;script&gt;&quot;',
    '%0d%0aset-cookie:a=b',
    '${7*7}{{7*7}}',
    '\u2028\u202e𝒳',
    'a&code=stolen&iss=https://evil.example#',
  ];

  it.each(evil)('state %s comes back as it was, in a query and in a form', async (state) => {
    const query = await flowOf().begin({ state, scope: 'nothing' });
    expect(new URL(locationOf(query)).searchParams.getAll('state')).toEqual([state]);
    expect(new URL(locationOf(query)).searchParams.getAll('iss')).toEqual([g.url]);
    expect(new URL(locationOf(query)).searchParams.get('code')).toBeNull();
    const form = await flowOf().begin({ state, scope: 'nothing', response_mode: 'form_post' });
    expect(form.text).not.toMatch(/<script>|<img src=x|<\/title><script/);
    expect(form.text).toContain(`action="${REDIRECT}"`);
    expect(form.headers.get('content-security-policy')).toMatch(
      /script-src 'self'; form-action 'self' https:\/\/client\.example\.test; base-uri 'none'; frame-ancestors 'none'$/,
    );
  });

  it.each(evil)('login_hint, scope, resource and e-mail address %s are text', async (text) => {
    const flow = flowOf();
    const { path, answer } = await flow.open({ login_hint: text, nonce: text });
    const again = await flow.browser.post(`${path}/sign-in`, { ...hiddenFields(answer), email: text, password: 'x' });
    const pages = [answer, again];
    for (const changes of [
      { scope: text },
      { resource: text },
      { response_mode: text },
      { prompt: text },
      { claims: text },
    ]) {
      pages.push(await flow.begin({ ...changes, response_mode: changes.response_mode ?? 'form_post' }));
    }
    for (const page of pages) {
      expect(page.status).toBeLessThan(500);
      expect(page.text).not.toMatch(/<script>|<img src=x|<\/title><script/);
      expect(page.headers.get('set-cookie') ?? '').not.toContain('a=b');
    }
  });

  it.each(['a\r\nb', 'a\u0000b', 'a\u0085b', '\t'])('control characters in %j are refused', async (state) => {
    const answer = await flowOf().begin({ state });
    expect(new URL(locationOf(answer)).searchParams.get('error')).toBe('invalid_request');
    expect(new URL(locationOf(answer)).searchParams.get('state')).toBeNull();
  });

  it('no page can be framed, kept, or told on', async () => {
    const { flow, path, page } = await consentPage();
    const pages = [page, await flow.browser.get('/account'), await flow.browser.get('/oauth/logout')];
    pages.push(await flow.browser.get('/sign-in'), (await flowOf().open()).answer, await flow.browser.get(`${path}x`));
    for (const { headers } of pages) {
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('strange input is no fault of ours (16, 61)', () => {
  const claims = [
    '{"id_token":{"\\u0000":null}}',
    '{"userinfo":{"email":{"value":"\\u0000"}}}',
    '{"id_token":{"acr":{"essential":true,"values":5}}}',
    '{"id_token":{"acr":{"essential":true,"values":null}}}',
    '{"id_token":{"acr":{"essential":true,"values":{"includes":1}}}}',
    '{"id_token":{"__proto__":null,"constructor":null,"toString":{"essential":true}}}',
    '{"id_token":{"acr":{"essential":"yes","value":["x"]}}}',
    '{"id_token":[]}',
    '{"id_token":"x"}',
    '[]',
    'null',
    '{"a":'.repeat(300),
  ];
  it.each(claims)('claims %s', async (text) => {
    const flow = flowOf();
    const { path, answer } = await flow.open({ claims: text });
    expect(answer.status).toBeLessThan(500);
    if (answer.status !== 200) return;
    const sent = await flow.signIn(path, answer, person);
    expect((await flow.browser.get(locationOf(sent))).status).toBeLessThan(500);
  });

  it.each([
    { resource: '\u0000' },
    { resource: 'http://localhost/\u0000' },
    { resource: 'gate/api/v1/mcp/%00' },
    { resource: 'gate/api/v1/mcp/%ff' },
    { resource: 'gate/api/v1/mcp/\u0000' },
    { resource: 'x'.repeat(5000) },
    { scope: '\u0000' },
    { scope: '__proto__ constructor' },
    { scope: 'a '.repeat(2000) },
    { max_age: '-1' },
    { max_age: '1e999' },
    { max_age: '99999999999999999999' },
    { id_token_hint: 'a.b.c' },
    { id_token_hint: '\u0000' },
    { request_uri: 'urn:ietf:params:oauth:request_uri:' },
    { request_uri: 'urn:ietf:params:oauth:request_uri:\u0000' },
    { request_uri: 'http://169.254.169.254/' },
    { request: 'x' },
    { prompt: 'none login' },
    { prompt: 'none none' },
    { response_type: 'code token' },
    { nonce: '\u{1F600}'.repeat(1000) },
    { login_hint: '\u0000' },
    { state: 'x'.repeat(9000) },
  ])('%j', async (changes) => {
    const given = { ...changes, ...(changes.resource ? { resource: changes.resource.replace(/^gate/, g.url) } : {}) };
    const begun = await post('/oauth/authorize', Object.fromEntries(flowOf().parameters(given)));
    expect([begun.status < 500, locationOf(begun).startsWith('http://169')]).toEqual([true, false]);
    const pushed = await flowOf().post('/oauth/par', Object.fromEntries(flowOf().parameters(given)));
    expect(pushed.status).toBeLessThan(500);
  });

  it.each([
    ['GET', '/oauth/authorize/%00'],
    ['GET', '/oauth/authorize/%ff'],
    ['GET', `/oauth/authorize/${'A'.repeat(43)}`],
    ['GET', '/oauth/authorize?%ff'],
    ['GET', '/oauth/authorize?a=%'],
    ['GET', '/oauth/logout?id_token_hint=%00&state=%00'],
    ['GET', '/oauth/logout?client_id=%00'],
    ['GET', '/setup?token=%00'],
    ['GET', '/setup?token=a&token=b'],
    ['POST', '/account/sessions/%00/close'],
    ['POST', '/account/consents/x/withdraw'],
    ['POST', '/sign-out'],
    ['POST', '/setup'],
    ['POST', '/sign-in'],
    ['POST', '/oauth/logout/confirm'],
    ['PUT', '/oauth/authorize'],
    ['OPTIONS', '/oauth/authorize'],
  ])('%s %s', async (method, path) => {
    for (const body of ['', 'a', '%ff', 'form_token=%00', 'form_token=a&form_token=b', `x=${'y'.repeat(70_000)}`]) {
      const sent = method === 'GET' ? {} : { body };
      const cookie = `gatehouse-browser=${'A'.repeat(43)}; gatehouse-session=${'B'.repeat(43)}; =; ;;=x; a=%ff`;
      const answer = await g.request(method, path, { headers: { 'content-type': FORM, cookie }, ...sent });
      expect([body.slice(0, 20), answer.status < 500]).toEqual([body.slice(0, 20), true]);
    }
  });

  it.each(['\u0000', 'a@b\u0000', 'é@example.test', 'a@example.test\r\nb', 'a'.repeat(60_000), "' OR ''='", ' @ '])(
    'an e-mail address such as %s',
    async (email) => {
      const browser = new TestBrowser(g.url);
      const page = await browser.get('/sign-in');
      const sent = await browser.post('/sign-in', { ...hiddenFields(page), email, password: email });
      expect([401, 413, 400]).toContain(sent.status);
    },
  );
});

describe('a form is sent that our page did not send from this browser (9, 14)', () => {
  /** The cookies of a browser that has one page open, and that page's form token. */
  async function opened(path: string) {
    const answer = await g.request('GET', path);
    const cookie = /gatehouse-browser=[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? '';
    return { cookie, token: hiddenFields(answer)['form_token'] ?? '' };
  }
  const right = () => ({ email: person.email, password: PASSWORD });

  it('is taken from the page itself', async () => {
    const { cookie, token } = await opened('/sign-in');
    expect((await post('/sign-in', { ...right(), form_token: token }, { cookie })).status).toBe(303);
  });

  it.each([
    'no cookie',
    'another browser',
    'another page',
    'cross-site',
    'two cookies',
    'no token',
    'token and cookie equal',
  ])('with %s it is refused', async (what) => {
    const { cookie, token } = await opened('/sign-in');
    const other = await opened(what === 'another page' ? '/oauth/logout' : '/sign-in');
    const headers: Record<string, string> = { cookie };
    if (what === 'no cookie') delete headers['cookie'];
    if (what === 'another browser') headers['cookie'] = other.cookie;
    if (what === 'another page') headers['cookie'] = other.cookie;
    if (what === 'cross-site') headers['sec-fetch-site'] = 'cross-site';
    if (what === 'two cookies') headers['cookie'] = `${cookie}; ${other.cookie}`;
    const given = { 'no token': '', 'token and cookie equal': cookie.split('=')[1] ?? '', 'another page': other.token };
    const form_token = (given as Record<string, string>)[what] ?? token;
    const sent = await post('/sign-in', { ...right(), form_token }, headers);
    expect([sent.status, sent.headers.get('set-cookie') ?? '']).toEqual([403, expect.not.stringContaining('session')]);
  });

  it.each([' ', '\t', '  '])('a second cookie is a second one, however it is spelt (%j)', async (blank) => {
    const [mine, tossed] = [await opened('/sign-in'), await opened('/sign-in')];
    const cookie = `${tossed.cookie.replace('=', `${blank}=`)}; ${mine.cookie}`;
    expect((await post('/sign-in', { ...right(), form_token: tossed.token }, { cookie })).status).toBe(403);
  });

  it('a sign-in gives a cookie that was not there before, and takes the old one away', async () => {
    const { cookie, token } = await opened('/sign-in');
    const fixed = `gatehouse-session=${'A'.repeat(43)}`;
    const first = await post('/sign-in', { ...right(), form_token: token }, { cookie: `${cookie}; ${fixed}` });
    const session = /gatehouse-session=[^;]+/.exec(first.headers.get('set-cookie') ?? '')?.[0] ?? '';
    expect(session).not.toBe(fixed);
    expect((await g.request('GET', '/account', { headers: { cookie: fixed } })).status).toBe(303);
    await post('/sign-in', { ...right(), form_token: token }, { cookie: `${cookie}; ${session}` });
    expect((await g.request('GET', '/account', { headers: { cookie: session } })).status).toBe(303);
  });

  it('cookies are for our own host alone, and for no script', async () => {
    const https = await TestGatehouse.start({
      PUBLIC_URL: 'https://id.example.test',
      BOOTSTRAP_CLIENT_SECRET: 'x'.repeat(32),
    });
    const { headers } = await https.request('GET', '/sign-in');
    await https.stop();
    expect(headers.get('set-cookie')).toMatch(
      /^__Host-gatehouse-browser=[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
    );
  });
});

describe('a request that waits is finished by somebody else (9, 28)', () => {
  it('not in another browser, at any step', async () => {
    const { flow, path, page } = await consentPage();
    const thief = new AuthorizationFlow(g, client);
    for (const answer of [
      await thief.browser.get(path),
      await thief.decide(path, page, 'allow'),
      await thief.signIn(path, page, person),
    ]) {
      expect([answer.status >= 400, locationOf(answer)]).toEqual([true, '']);
    }
    expect(isConsent(await flow.browser.get(path))).toBe(true);
  });

  it('not twice, also when 20 come at once: one code', async () => {
    const { flow, path, page } = await consentPage();
    await flow.decide(path, page, 'allow');
    const answers = await Promise.all(Array.from({ length: 20 }, () => flow.browser.get(path)));
    expect(answers.filter((answer) => locationOf(answer).includes('code='))).toHaveLength(1);
    expect((await flow.browser.get(path)).status).toBe(400);
  });

  it('not after its time', async () => {
    const { flow, path, page } = await consentPage();
    g.clock.advance(901_000);
    expect((await flow.decide(path, page, 'allow')).status).toBe(400);
  });

  it('a pushed one is its own client’s, and is used once', async () => {
    const flow = flowOf();
    const { body } = await flow.post('/oauth/par', Object.fromEntries(flow.parameters()));
    const other = await createRelyingParty(g);
    const uri = body.request_uri as string;
    expect(
      (await flow.browser.get(`/oauth/authorize?${new URLSearchParams({ client_id: other.id, request_uri: uri })}`))
        .status,
    ).toBe(400);
    const begun = await flow.browser.get(
      `/oauth/authorize?${new URLSearchParams({ client_id: client.id, request_uri: uri })}`,
    );
    let page = await flow.browser.get(locationOf(begun));
    page = await flow.browser.get(locationOf(await flow.signIn(locationOf(begun), page, person)));
    if (isConsent(page)) page = await flow.browser.get(locationOf(await flow.decide(locationOf(begun), page, 'allow')));
    expect(locationOf(page)).toContain('code=');
    expect(
      (await flow.browser.get(`/oauth/authorize?${new URLSearchParams({ client_id: client.id, request_uri: uri })}`))
        .status,
    ).toBe(400);
  });
});

describe('a client gets round what it asked of the sign-in', () => {
  it.each([{ prompt: 'login' }, { max_age: '0' }, { prompt: 'select_account' }, { prompt: 'login consent' }])(
    '%j: nobody goes on by an old sign-in',
    async (changes) => {
      const flow = flowOf();
      await flow.code(person);
      g.clock.advance(2000);
      const { path, answer } = await flow.open(changes);
      expect(answer.text).toContain('name="password"');
      expect((await flow.decide(path, answer, 'allow')).status).toBe(303);
      expect((await flow.browser.get(path)).text).toContain('name="password"');
    },
  );

  it.each(['login_required', 'consent_required'])('prompt=none shows nothing: %s', async (error) => {
    const flow = flowOf(await createRelyingParty(g));
    if (error === 'consent_required') {
      const page = await flow.browser.get('/sign-in');
      await flow.browser.post('/sign-in', { ...hiddenFields(page), email: person.email, password: PASSWORD });
    }
    const { answer } = await flow.open({ prompt: 'none' });
    expect(new URL(locationOf(answer)).searchParams.get('error')).toBe(error);
  });

  it('a hint of one person is not answered with another', async () => {
    const { id_token } = await flowOf().tokens(person);
    const flow = flowOf();
    const other = await createPerson(g);
    const { path, answer } = await flow.open({ id_token_hint: id_token });
    const sent = await flow.signIn(path, answer, other);
    const end = await flow.browser.get(locationOf(sent));
    expect(new URL(locationOf(end)).searchParams.get('error')).toBe('login_required');
  });
});

describe('a stranger learns who is there, or guesses on (8, 12, 13)', () => {
  const attempt = async (email: string, password: string, headers: Record<string, string> = {}) => {
    const browser = new TestBrowser(g.url);
    const page = await browser.get('/sign-in');
    const sent = await browser.post('/sign-in', { ...hiddenFields(page), email, password }, headers);
    return { status: sent.status, cookie: sent.headers.get('set-cookie'), text: sent.text };
  };
  const without = (text: string, email: string) =>
    text.replaceAll(email, '').replaceAll(/form_token" value="[^"]*"/g, '');

  it('status, page and cookies are the same for people, strangers and those who left', async () => {
    const left = await createPerson(g, { status: 'inactive' });
    const bare = await g.create('/users', { email: 'bare@example.test', name: 'Bare', roles: ['user'] });
    const emails = [person.email, left.email, bare.email as string, 'nobody@example.test'];
    const answers = await Promise.all(emails.map((email) => attempt(email, 'wrong')));
    const seen = answers.map(({ status, cookie, text }, index) => [status, cookie, without(text, emails[index] ?? '')]);
    for (const one of seen) expect(one).toEqual(seen[3]);
  });

  it('nor does the time tell: a hash so dear that it would is not taken over', async () => {
    const dear = await createPerson(g);
    const hash = await bcrypt.hash(PASSWORD, 13);
    expect((await g.adminCall('PUT', `/users/${dear.id}/password`, { hash })).status).toBe(400);
  });

  it('the lock holds, however the address is spelt and wherever the request says it comes from', async () => {
    const { email } = await createPerson(g, { email: 'kelvin.lock@example.test' });
    const spelt = [email, email.toUpperCase(), email.replace('k', '\u212a'), email, email];
    await Promise.all(spelt.map((one) => attempt(one, 'wrong')));
    const forwarded = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9', 'x-real-ip': '203.0.113.9' };
    for (const [one, headers] of [
      [email, {}],
      [email.toUpperCase(), {}],
      [email, forwarded],
    ] as const) {
      expect((await attempt(one, PASSWORD, headers)).status).toBe(429);
    }
    for (const other of [` ${email}`, `${email} `, `${email}.`, email.replace('@', '\uff20')]) {
      expect([other, (await attempt(other, PASSWORD)).status]).toEqual([other, 401]);
    }
  });

  it('a foreign Host changes neither links nor issuer', async () => {
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      authorization: `Bearer ${await g.admin()}`,
    };
    const link = await g.request('POST', `/api/v1/admin/users/${person.id}/setup-link`, { headers });
    expect([link.status, link.body?.url?.startsWith(`${g.url}/setup?token=`)]).toEqual([201, true]);
    const found = await g.request('GET', '/.well-known/openid-configuration', { headers });
    expect(found.text).not.toContain('evil.example');
  });
});

describe('the new admin routes are called by others (11, 65)', () => {
  const ID = '01900000-0000-7000-8000-000000000000';
  it.each([
    ['GET', '/consents'],
    ['DELETE', `/consents/${ID}`],
    ['POST', `/users/${ID}/setup-link`],
    ['PUT', `/users/${ID}/password`],
    ['DELETE', `/users/${ID}/password`],
  ])('%s %s is for administrators', async (method, path) => {
    const { access_token } = await flowOf().tokens(person);
    const { id, secret } = await g.agent({ scope: 'mcp user' });
    const tokens = [undefined, access_token as string, await g.accessToken(id, secret, { scope: 'user' })];
    const statuses = [];
    for (const token of tokens) {
      const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
      statuses.push((await g.request(method, `/api/v1/admin${path}`, { headers })).status);
    }
    expect(statuses).toEqual([401, 403, 403]);
  });

  it('a person ends nothing of another’s', async () => {
    const [mine, other] = [flowOf(), await createPerson(g)];
    await mine.tokens(person, { scope: 'openid offline_access user' });
    const browser = new TestBrowser(g.url);
    const page = await browser.get('/sign-in');
    await browser.post('/sign-in', { ...hiddenFields(page), email: other.email, password: PASSWORD });
    const account = hiddenFields(await browser.get('/account'));
    const rows = await g.sql<{ id: string }>('SELECT id FROM sessions WHERE user_id = $1 AND closed_at IS NULL', [
      person.id,
    ]);
    const consents = await g.sql<{ id: string }>('SELECT id FROM consents WHERE user_id = $1', [person.id]);
    expect(Math.min(rows.length, consents.length)).toBeGreaterThan(0);
    for (const { id } of rows) expect((await browser.post(`/account/sessions/${id}/close`, account)).status).toBe(404);
    for (const { id } of consents)
      expect((await browser.post(`/account/consents/${id}/withdraw`, account)).status).toBe(404);
  });
});
