import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectErrorPage, expectOAuthError, expectSentBack, Scene } from '../conformance/scene.js';
import type { Answer } from '../support/gatehouse.js';
import { type AuthorizationFlow, createPerson, createRelyingParty, PASSWORD, REDIRECT } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';

const FORM = 'application/x-www-form-urlencoded';
const AFTER_LOGOUT = 'https://client.example.test/bye';

let scene: Scene;
/** Counts rows after every request: one connection for all of them. */
let database: pg.Client;
beforeAll(async () => {
  const plenty = '600000/60';
  scene = await Scene.open({
    LIMIT_SIGN_IN: plenty,
    LIMIT_TOKEN: plenty,
    LIMIT_TOKEN_CLIENT: plenty,
    LIMIT_PUBLIC: plenty,
  });
  database = new pg.Client({ connectionString: scene.gatehouse.ownerUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await scene.close();
});

/** What an endpoint says: an OAuth error as JSON, a page with a status, or an error that the client is sent. */
type Said = readonly [status: number, error: string] | number | string | typeof challenge;
/** 401 with a challenge that names no error. */
const challenge = Symbol('challenge');

interface Ready {
  readonly path: string;
  /** A request that would be taken. */
  readonly form: Readonly<Record<string, string>>;
  readonly browser?: TestBrowser;
  /** Whether an answer to that request is the good one; looked at when everything else has been refused. */
  readonly good: (answer: Answer) => Promise<void> | void;
}

/** Said of a parameter that is missing or empty, of 9,000 characters, with control characters; null where that is no mistake. */
type Rules = readonly [missing: Said | null, large: Said | null, control: Said | null];

interface Endpoint {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Whether each refusal gets a request of its own to spoil. */
  readonly anew?: boolean;
  readonly prepare: () => Promise<Ready>;
  readonly parameters: Readonly<Record<string, Rules>>;
  /** Of a parameter that is there twice, a form that is not percent-encoded UTF-8, one beyond 64 KiB, one that is no form. */
  readonly repeated: (name: string) => Said | null;
  readonly unreadable: Said;
  readonly huge: Said;
}

/** Pairs as they are sent; a value that is spoilt is not encoded again. */
type Pairs = [name: string, value: string][];
const pairsOf = (form: Readonly<Record<string, string>>): Pairs =>
  Object.entries(form).map(([name, value]) => [name, encodeURIComponent(value)]);
const written = (pairs: Pairs): string => pairs.map(([name, value]) => `${name}=${value}`).join('&');

const withValue = (change: (value: string) => string) => (pairs: Pairs, wanted: string) => {
  const present = pairs.some(([name]) => name === wanted);
  const all: Pairs = present ? pairs : [...pairs, [wanted, 'x']];
  return all.map(([name, value]): [string, string] => [name, name === wanted ? change(value) : value]);
};

interface Spoilt {
  readonly name: string;
  readonly fault: string;
  readonly spoil: (pairs: Pairs, name: string) => Pairs;
  readonly said: Said | null;
}

/** Every way to spoil one parameter, and which of an endpoint's answers it gets. */
const faults: [string, (pairs: Pairs, name: string) => Pairs, (endpoint: Endpoint, name: string) => Said | null][] = [
  [
    'missing',
    (pairs, wanted) => pairs.filter(([name]) => name !== wanted),
    ({ parameters }, name) => parameters[name]![0],
  ],
  ['empty', withValue(() => ''), ({ parameters }, name) => parameters[name]![0]],
  ['of 9,000 characters', withValue(() => 'a'.repeat(9000)), ({ parameters }, name) => parameters[name]![1]],
  ['with NUL', withValue((value) => `${value}%00`), ({ parameters }, name) => parameters[name]![2]],
  [
    'with control characters',
    withValue((value) => `${value}%01%0D%0A%7F`),
    ({ parameters }, name) => parameters[name]![2],
  ],
  [
    'repeated',
    (pairs, name) => [
      ...withValue((value) => value)(pairs, name),
      [name, pairs.find(([one]) => one === name)?.[1] ?? 'x'],
    ],
    ({ repeated }, name) => repeated(name),
  ],
  ['of more than 64 KiB', withValue(() => 'a'.repeat(66_000)), ({ huge }) => huge],
  ['with %zz', withValue((value) => `${value}%zz`), ({ unreadable }) => unreadable],
  ['ending in %', withValue((value) => `${value}%`), ({ unreadable }) => unreadable],
  ['ending in half a character', withValue((value) => `${value}%E2%82`), ({ unreadable }) => unreadable],
  ['that is not UTF-8', withValue((value) => `${value}%FF%FE`), ({ unreadable }) => unreadable],
];

/** Whole bodies that are no form of ours, and what a POST of them gets. */
const bodies: [string, Record<string, string>, (form: string) => string][] = [
  [
    'JSON',
    { 'content-type': 'application/json' },
    (form) => JSON.stringify(Object.fromEntries(new URLSearchParams(form))),
  ],
  ['plain text', { 'content-type': 'text/plain' }, (form) => form],
  ['a form of many parts', { 'content-type': 'multipart/form-data; boundary=x' }, () => '--x--'],
  ['a compressed form', { 'content-type': FORM, 'content-encoding': 'gzip' }, (form) => form],
  ['a form with bytes beyond ASCII', { 'content-type': FORM }, (form) => `${form}&x=ü`],
  ['a form with a raw line feed', { 'content-type': FORM }, (form) => `${form}\n`],
];

const always = (said: Said) => () => said;
const oauth = {
  repeated: (name: string): Said | null => (name === 'resource' ? null : [400, 'invalid_request']),
  unreadable: [400, 'invalid_request'],
  huge: [413, 'invalid_request'],
} as const;
const page = { repeated: always(400), unreadable: 400, huge: 413 } as const;

const [badRequest, badClient, badGrant, badScope, badTarget] = [
  [400, 'invalid_request'],
  [401, 'invalid_client'],
  [400, 'invalid_grant'],
  [400, 'invalid_scope'],
  [400, 'invalid_target'],
] as const;
const badType: Said = [400, 'unsupported_grant_type'];
const grantType: Rules = [badRequest, badType, badType];
const clientId: Rules = [badClient, badClient, badClient];

/** What the parameters of an authorization request get, told to the client as an error code. */
const authorization: Record<string, readonly [string | null, string | null, string | null]> = {
  response_type: ['invalid_request', 'unsupported_response_type', 'invalid_request'],
  scope: [null, 'invalid_scope', 'invalid_request'],
  state: [null, 'invalid_request', 'invalid_request'],
  nonce: [null, 'invalid_request', 'invalid_request'],
  code_challenge: ['invalid_request', 'invalid_request', 'invalid_request'],
  code_challenge_method: ['invalid_request', 'invalid_request', 'invalid_request'],
  prompt: [null, null, 'invalid_request'],
  max_age: [null, 'invalid_request', 'invalid_request'],
  response_mode: [null, 'invalid_request', 'invalid_request'],
  login_hint: [null, 'invalid_request', 'invalid_request'],
  id_token_hint: [null, 'invalid_request', 'invalid_request'],
  claims: [null, 'invalid_request', 'invalid_request'],
  resource: [null, 'invalid_target', 'invalid_target'],
  acr_values: [null, null, 'invalid_request'],
  request: [null, 'request_not_supported', 'invalid_request'],
};
const optional = { nonce: 'n', max_age: '86400', response_mode: 'query', claims: '{}' };

/** A client that sends its secret in the form. */
const poster = () =>
  createRelyingParty(scene.gatehouse, { token_endpoint_auth_method: 'client_secret_post', first_party: true });
const credentials = ({ id, secret }: { id: string; secret: string | undefined }) => ({
  client_id: id,
  client_secret: secret ?? '',
});
const status = (expected: number) => (answer: Answer) =>
  expect([answer.status, answer.text]).toEqual([expected, answer.text]);

async function codeRequest(): Promise<Ready> {
  const { flow, code } = await scene.code({}, scene.app);
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    code_verifier: flow.verifier,
    client_id: scene.app.id,
  };
  return { path: '/oauth/token', form, good: status(200) };
}

/** A page of an authorization request, at a browser of its own. */
async function interaction(kind: 'sign-in' | 'consent'): Promise<Ready> {
  const browser = kind === 'consent' ? scene.browser : new TestBrowser(scene.gatehouse.url);
  const { path, answer } = await scene.flow(scene.client, browser).open({ prompt: 'consent' });
  const more: Record<string, string> =
    kind === 'consent' ? { decision: 'allow' } : { email: scene.person.email, password: PASSWORD };
  const good = async (sent: Answer) => {
    expect([sent.status, sent.headers.get('location')]).toEqual([303, path]);
    const next = await browser.get(path);
    expect(next.headers.get('location')?.startsWith(REDIRECT) ?? next.text.includes('to act for you?')).toBe(true);
  };
  return { path: `${path}/${kind}`, form: { ...hiddenFields(answer), ...more }, browser, good };
}

async function visitor() {
  const [person, browser] = [await createPerson(scene.gatehouse), new TestBrowser(scene.gatehouse.url)];
  const form = { ...hiddenFields(await browser.get('/sign-in')), email: person.email, password: PASSWORD };
  return { person, browser, form };
}

async function signedIn() {
  const { person, browser, form } = await visitor();
  expect((await browser.post('/sign-in', form)).status).toBe(303);
  return { person, browser, hidden: hiddenFields(await browser.get('/account')) };
}

async function logout(confirm: boolean): Promise<Ready> {
  const { person, browser } = await signedIn();
  const client = await createRelyingParty(scene.gatehouse, {
    first_party: true,
    post_logout_redirect_uris: [AFTER_LOGOUT],
  });
  const tokens = await scene.flow(client, browser).tokens(person);
  const asked = { client_id: client.id, post_logout_redirect_uri: AFTER_LOGOUT, state: 's' };
  const good = async (answer: Answer) => {
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${AFTER_LOGOUT}?state=s`]);
    expect((await browser.get('/account')).status).toBe(303);
  };
  if (!confirm) return { path: '/oauth/logout', form: { ...asked, id_token_hint: tokens.id_token }, browser, good };
  const shown = await browser.get(`/oauth/logout?${new URLSearchParams(asked).toString()}`);
  return { path: '/oauth/logout/confirm', form: hiddenFields(shown), browser, good };
}

function authorizing(method: 'GET' | 'POST'): Endpoint {
  return {
    name: `${method} /oauth/authorize`,
    method,
    prepare: () => {
      const flow: AuthorizationFlow = scene.flow();
      return Promise.resolve({
        path: '/oauth/authorize',
        form: { ...Object.fromEntries(flow.parameters()), ...optional },
        good: async (answer) => {
          const path = answer.headers.get('location') ?? '';
          expect(path).toMatch(/^\/oauth\/authorize\/[A-Za-z0-9_-]{43}$/);
          expect((await scene.browser.get(path)).headers.get('location')).toContain(`${REDIRECT}?code=`);
        },
      });
    },
    parameters: {
      ...authorization,
      client_id: [400, 400, 400],
      redirect_uri: [null, 400, 400],
      request_uri: [null, 'request_uri_not_supported', 'request_uri_not_supported'],
    },
    repeated: (name) => {
      if (name === 'resource') return 'invalid_target';
      return ['client_id', 'redirect_uri', 'request_uri'].includes(name) ? 400 : 'invalid_request';
    },
    unreadable: 400,
    // Node itself reads no more than 16 KiB before a request's body.
    huge: method === 'GET' ? 431 : 413,
  };
}

const endpoints: Endpoint[] = [
  {
    name: 'client_credentials at /oauth/token',
    method: 'POST',
    prepare: async () => {
      const agent = await scene.gatehouse.agent({ token_endpoint_auth_method: 'client_secret_post' });
      const form = {
        grant_type: 'client_credentials',
        ...credentials(agent),
        scope: 'mcp',
        resource: scene.gatehouse.url,
      };
      return { path: '/oauth/token', form, good: status(200) };
    },
    parameters: {
      grant_type: grantType,
      client_id: clientId,
      client_secret: clientId,
      scope: [null, badScope, badScope],
      resource: [null, badTarget, badTarget],
      audience: [null, badTarget, badTarget],
      plugin_id: [null, badRequest, badRequest],
    },
    ...oauth,
    repeated: (name) => (name === 'resource' ? null : name === 'audience' ? badTarget : badRequest),
  },
  {
    name: 'authorization_code at /oauth/token',
    method: 'POST',
    anew: true,
    prepare: codeRequest,
    parameters: {
      grant_type: grantType,
      client_id: clientId,
      code: [badRequest, badGrant, badGrant],
      redirect_uri: [badGrant, badRequest, badGrant],
      code_verifier: [badGrant, badGrant, badGrant],
      resource: [null, badTarget, badTarget],
    },
    ...oauth,
  },
  {
    name: 'refresh_token at /oauth/token',
    method: 'POST',
    prepare: async () => {
      const { tokens } = await scene.tokens({}, scene.app);
      const form = {
        grant_type: 'refresh_token',
        refresh_token: tokens.refresh_token as string,
        client_id: scene.app.id,
        scope: 'openid',
      };
      return { path: '/oauth/token', form, good: status(200) };
    },
    parameters: {
      grant_type: grantType,
      client_id: clientId,
      refresh_token: [badRequest, badGrant, badGrant],
      scope: [null, badScope, badScope],
      resource: [null, badTarget, badTarget],
    },
    ...oauth,
  },
  {
    name: '/oauth/revoke',
    method: 'POST',
    prepare: async () => {
      const client = await poster();
      const { access_token } = await tokensOf(client);
      const form = { token: access_token, token_type_hint: 'access_token', ...credentials(client) };
      const good = async (answer: Answer) => {
        expect([answer.status, answer.text]).toEqual([200, '']);
        expect(await scene.works(access_token)).toBe(false);
      };
      return { path: '/oauth/revoke', form, good };
    },
    parameters: {
      token: [badRequest, null, null],
      client_id: clientId,
      client_secret: clientId,
      token_type_hint: [null, null, null],
    },
    ...oauth,
  },
  {
    name: '/oauth/introspect',
    method: 'POST',
    prepare: async () => {
      const client = await poster();
      const { access_token } = await tokensOf(client);
      const form = { token: access_token, token_type_hint: 'access_token', ...credentials(client) };
      return { path: '/oauth/introspect', form, good: (answer) => expect(answer.body.active).toBe(true) };
    },
    parameters: {
      token: [badRequest, null, null],
      client_id: clientId,
      client_secret: clientId,
      token_type_hint: [null, null, null],
    },
    ...oauth,
  },
  {
    name: '/oauth/par',
    method: 'POST',
    prepare: async () => {
      const client = await poster();
      const form = { ...Object.fromEntries(scene.flow(client).parameters()), ...optional, ...credentials(client) };
      return { path: '/oauth/par', form, good: status(201) };
    },
    parameters: {
      ...Object.fromEntries(
        Object.entries(authorization).map(([name, rules]) => [
          name,
          rules.map((error) => (error === null ? null : ([400, error] as const))) as unknown as Rules,
        ]),
      ),
      client_id: clientId,
      client_secret: clientId,
      redirect_uri: [null, badRequest, badRequest],
      request_uri: [null, badRequest, badRequest],
    },
    ...oauth,
    repeated: (name) => (name === 'resource' ? badTarget : badRequest),
  },
  {
    name: '/oauth/userinfo',
    method: 'POST',
    prepare: async () => ({
      path: '/oauth/userinfo',
      form: { access_token: (await scene.tokens()).tokens.access_token as string },
      good: (answer) => expect(answer.body).toEqual({ sub: scene.person.id }),
    }),
    parameters: {
      // Nothing is wrong with what was not sent (RFC 6750 §3.1).
      access_token: [challenge, [401, 'invalid_token'], [401, 'invalid_token']],
    },
    ...oauth,
  },
  authorizing('GET'),
  authorizing('POST'),
  {
    name: 'sign-in of an authorization request',
    method: 'POST',
    prepare: () => interaction('sign-in'),
    parameters: { form_token: [403, 403, 403], email: [400, 401, 401], password: [400, 401, 401] },
    ...page,
  },
  {
    name: 'consent of an authorization request',
    method: 'POST',
    prepare: () => interaction('consent'),
    parameters: { form_token: [403, 403, 403], decision: [400, 400, 400] },
    ...page,
  },
  {
    name: '/sign-in',
    method: 'POST',
    prepare: async () => {
      const { browser, form } = await visitor();
      return {
        path: '/sign-in',
        form,
        browser,
        good: (answer) => expect(answer.headers.get('location')).toBe('/account'),
      };
    },
    parameters: { form_token: [403, 403, 403], email: [400, 401, 401], password: [400, 401, 401] },
    ...page,
  },
  {
    name: '/sign-out',
    method: 'POST',
    prepare: async () => {
      const { browser, hidden } = await signedIn();
      const good = async (answer: Answer) => {
        expect([answer.status, (await browser.get('/account')).headers.get('location')]).toEqual([303, '/sign-in']);
      };
      return { path: '/sign-out', form: hidden, browser, good };
    },
    parameters: { form_token: [403, 403, 403] },
    ...page,
  },
  {
    name: '/account/password',
    method: 'POST',
    prepare: async () => {
      const { browser, hidden } = await signedIn();
      const next = 'seven green bicycles uphill';
      const form = { ...hidden, current_password: PASSWORD, password: next, password_again: next };
      return { path: '/account/password', form, browser, good: status(200) };
    },
    parameters: {
      form_token: [403, 403, 403],
      current_password: [400, 400, 400],
      password: [400, 400, 400],
      password_again: [400, 400, 400],
    },
    ...page,
  },
  {
    name: 'GET /setup',
    method: 'GET',
    prepare: async () => {
      const { browser, path, token } = await setupLink();
      return { path, form: { token }, browser, good: status(200) };
    },
    parameters: { token: [404, 404, 404] },
    repeated: always(404),
    unreadable: 404,
    huge: 431,
  },
  {
    name: 'POST /setup',
    method: 'POST',
    prepare: async () => {
      const { browser, path, token } = await setupLink();
      const hidden = hiddenFields(await browser.get(`${path}?token=${token}`));
      const form = { ...hidden, password: 'seven green bicycles', password_again: 'seven green bicycles' };
      return { path, form, browser, good: (answer) => expect(answer.headers.get('location')).toBe('/sign-in?set=1') };
    },
    parameters: {
      form_token: [403, 403, 403],
      token: [404, 404, 404],
      password: [400, 400, 400],
      password_again: [400, 400, 400],
    },
    ...page,
  },
  ...(['GET', 'POST'] as const).map((method): Endpoint => ({
    name: `${method} /oauth/logout`,
    method,
    prepare: () => logout(false),
    parameters: {
      id_token_hint: [null, 400, 400],
      client_id: [null, 400, 400],
      post_logout_redirect_uri: [null, 400, 400],
      state: [null, null, null],
    },
    ...page,
    huge: method === 'GET' ? 431 : 413,
  })),
  {
    name: '/oauth/logout/confirm',
    method: 'POST',
    prepare: () => logout(true),
    parameters: {
      form_token: [403, 403, 403],
      client_id: [400, 400, 400],
      post_logout_redirect_uri: [null, 400, 400],
      state: [null, null, null],
    },
    ...page,
  },
];

async function tokensOf(client: Awaited<ReturnType<typeof poster>>): Promise<{ access_token: string }> {
  const flow = scene.flow(client);
  const code = await flow.code(scene.person);
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    code_verifier: flow.verifier,
    ...credentials(client),
  };
  const answer = await scene.gatehouse.token(form);
  expect(answer.status).toBe(200);
  return answer.body;
}

async function setupLink() {
  const user = await createPerson(scene.gatehouse);
  const { url } = await scene.gatehouse.create(`/users/${user.id}/setup-link`, {});
  return {
    browser: new TestBrowser(scene.gatehouse.url),
    path: '/setup',
    token: new URL(url as string).searchParams.get('token')!,
  };
}

/** How many rows every table has that a request could fill. */
async function rows(): Promise<unknown> {
  const tables = [
    'authorization_requests',
    'authorization_codes',
    'sessions',
    'refresh_tokens',
    'consents',
    'web_sessions',
  ];
  const counts = tables.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`);
  const open = '(SELECT count(*)::int FROM sessions WHERE closed_at IS NULL) AS open';
  return (await database.query(`SELECT ${[...counts, open].join(', ')}`)).rows[0];
}

function send(
  { method }: Endpoint,
  { path, browser }: Ready,
  form: string,
  headers: Record<string, string> = { 'content-type': FORM },
): Promise<Answer> {
  const sender = browser ?? scene.gatehouse;
  return method === 'GET'
    ? sender.request('GET', `${path}?${form}`)
    : sender.request('POST', path, { headers, body: form });
}

function expectSaid(answer: Answer, said: Said): void {
  if (said === challenge) expect([answer.status, answer.body]).toEqual([401, {}]);
  else if (typeof said === 'string') expectSentBack(answer, REDIRECT, said);
  else if (typeof said !== 'number') expectOAuthError(answer, ...said);
  // Written by Node, which has not read enough to know whose request it is.
  else if (said === 431) expect(answer.status).toBe(431);
  else expectErrorPage(answer, said);
}

describe.each(endpoints)('$name', (endpoint) => {
  let ready: Ready;
  let before: unknown;
  const prepare = async (): Promise<void> => {
    ready = await endpoint.prepare();
    before = await rows();
  };
  if (endpoint.anew !== true) beforeAll(prepare);
  const refused = async (answer: Answer, said: Said): Promise<void> => {
    expectSaid(answer, said);
    expect(await rows()).toEqual(before);
    if (endpoint.anew === true) await ready.good(await send(endpoint, ready, written(pairsOf(ready.form))));
  };

  const spoilt: Spoilt[] = Object.keys(endpoint.parameters).flatMap((name) =>
    faults.map(([fault, spoil, said]) => ({ name, fault, spoil, said: said(endpoint, name) })),
  );
  it.each(spoilt.filter(({ said }) => said !== null))(
    'refuses $name $fault, and nothing is stored or burned',
    async ({ name, spoil, said }) => {
      if (endpoint.anew === true) await prepare();
      await refused(await send(endpoint, ready, written(spoil(pairsOf(ready.form), name))), said!);
    },
  );

  it.each(endpoint.method === 'POST' ? bodies : [])(
    'refuses %s, and nothing is stored or burned',
    async (_name, headers, make) => {
      if (endpoint.anew === true) await prepare();
      await refused(await send(endpoint, ready, make(written(pairsOf(ready.form))), headers), endpoint.unreadable);
    },
  );

  it('takes what is right afterwards, and passes over what it does not know', async () => {
    if (endpoint.anew === true) await prepare();
    const unknown = 'unheard_of=x&constructor=x&__proto__=x&toString=x&%C3%BC=x&a.b%5B0%5D=x';
    await ready.good(await send(endpoint, ready, `${written(pairsOf(ready.form))}&${unknown}`));
  });
});

describe('ids in paths', () => {
  const ids = [
    'x',
    '%00',
    '%zz',
    '%',
    '%ff%fe',
    'A'.repeat(43),
    'a'.repeat(9000),
    '00000000-0000-0000-0000-000000000000',
    '%27%3B--',
  ];

  it.each(ids)('no authorization request waits under %s', async (id) => {
    const before = await rows();
    expectErrorPage(await scene.browser.get(`/oauth/authorize/${id}`));
    for (const form of ['sign-in', 'consent']) {
      const answer = await scene.browser.post(`/oauth/authorize/${id}/${form}`, {});
      expect([answer.status >= 400 && answer.status < 500, answer.headers.get('content-type')]).toEqual([
        true,
        'text/html; charset=utf-8',
      ]);
    }
    expect(await rows()).toEqual(before);
  });

  it.each(ids)('nothing of the account is ended by %s', async (id) => {
    const hidden = hiddenFields(await scene.browser.get('/account'));
    const before = await rows();
    for (const path of [`/account/sessions/${id}/close`, `/account/consents/${id}/withdraw`]) {
      const answer = await scene.browser.post(path, hidden);
      expect([400, 404]).toContain(answer.status);
      expectErrorPage(answer, answer.status);
    }
    expect(await rows()).toEqual(before);
  });
});
