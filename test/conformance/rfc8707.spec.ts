/*
 * RFC 8707 (resource indicators). Tested elsewhere: what is no resource, and client lists of resources, at
 * client_credentials (test/oauth/client-credentials.spec.ts); the default of a bound client (test/attacks/tokens.spec.ts);
 * exchange (rfc8693.spec.ts, 8693-02 and 8693-06); audience confusion at the gate (test/proxy/challenge.spec.ts);
 * pushed requests that are refused (rfc9126.spec.ts). Not here, and why:
 *   8707-06, JAR and the device grant: not offered.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { EXCHANGE } from '../support/exchange.js';
import { ForeignIssuer } from '../support/foreign-issuer.js';
import { type Answer, type TestGatehouse } from '../support/gatehouse.js';
import { type AuthorizationFlow, claimsOf, REDIRECT } from '../support/people.js';
import { TestBrowser } from '../support/test-browser.js';
import { expectOAuthError, expectSentBack, Scene } from './scene.js';

const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const NAMES = ['one', 'two', 'three'];

let scene: Scene;
let gatehouse: TestGatehouse;
let resources: [string, string, string];
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let company: ForeignIssuer;
beforeAll(async () => {
  scene = await Scene.open();
  gatehouse = scene.gatehouse;
  const made = [];
  for (const name of NAMES) {
    made.push((await gatehouse.create('/upstreams', { name, kind: 'mcp', url: 'http://127.0.0.1:9/' })).resource);
  }
  resources = made as [string, string, string];
  agent = await gatehouse.agent({ grant_types: ['client_credentials', EXCHANGE, ASSERTION], scope: 'mcp user' });
  company = await ForeignIssuer.register(gatehouse, { uses: ['id_jag'] });
  await gatehouse.create(`/users/${scene.person.id}/identities`, { issuer: company.name, subject: 'grace' });
});
afterAll(() => scene.close());

type Given = readonly string[];
const many = (given: Given, rest: Record<string, string>): [string, string][] => [
  ...Object.entries(rest),
  ...given.map((one): [string, string] => ['resource', one]),
];
/** A code of an authorization request that names these resources, as a browser sends it or as the client pushes it. */
async function code(given: Given, pushed = false): Promise<{ flow: AuthorizationFlow; code: string }> {
  const flow = scene.flow(scene.client, new TestBrowser(gatehouse.url));
  const parameters = many(given, Object.fromEntries(flow.parameters({ scope: 'openid user mcp' })));
  let query = new URLSearchParams(parameters).toString();
  if (pushed) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: basic() };
    const { body } = await gatehouse.request('POST', '/oauth/par', { headers, body: query });
    query = new URLSearchParams({ client_id: flow.client.id, request_uri: body.request_uri }).toString();
  }
  const begun = await flow.browser.get(`/oauth/authorize?${query}`);
  const path = begun.headers.get('location') ?? '';
  let page = await flow.browser.get(path);
  for (let steps = 0; page.status === 200 && steps < 4; steps++) {
    const signIn = page.text.includes('/sign-in"');
    const sent = await (signIn ? flow.signIn(path, page, scene.person) : flow.decide(path, page, 'allow'));
    page = await flow.browser.get(sent.headers.get('location') ?? '');
  }
  return { flow, code: new URL(page.headers.get('location') ?? '').searchParams.get('code') ?? '' };
}
const basic = () => `Basic ${Buffer.from(`${scene.client.id}:${scene.client.secret}`).toString('base64')}`;
const aud = (answer: Answer): string => {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return claimsOf(answer.body.access_token).aud as string;
};
const redeem = (flow: AuthorizationFlow, one: string, given: Given = []): Promise<Answer> =>
  gatehouse.token(
    many(given, {
      grant_type: 'authorization_code',
      code: one,
      redirect_uri: REDIRECT,
      code_verifier: flow.verifier,
    }),
    { id: flow.client.id, secret: flow.client.secret! },
  );
const refresh = (flow: AuthorizationFlow, refresh_token: string, given: Given = []): Promise<Answer> =>
  gatehouse.token(many(given, { grant_type: 'refresh_token', refresh_token }), {
    id: flow.client.id,
    secret: flow.client.secret!,
  });
const own = (given: Given): Promise<Answer> =>
  gatehouse.token(many(given, { grant_type: 'client_credentials' }), agent);
async function exchanged(given: Given): Promise<Answer> {
  const subject = (await own(resources)).body.access_token as string;
  const subject_token_type = 'urn:ietf:params:oauth:token-type:access_token';
  return gatehouse.token(many(given, { grant_type: EXCHANGE, subject_token: subject, subject_token_type }), agent);
}
async function jag(given: Given, within: Given = resources): Promise<Answer> {
  const claims = { sub: 'grace', client_id: agent.id, resource: within, jti: randomUUID() };
  const assertion = await company.token(claims, { typ: 'oauth-id-jag+jwt' });
  return gatehouse.token(many(given, { grant_type: ASSERTION, assertion }), agent);
}
/** Every grant by which something can be asked for at first. */
const grants: [string, (given: Given) => Promise<Answer>][] = [
  ['client_credentials', own],
  ['token exchange', exchanged],
  ['jwt-bearer', jag],
];
const BAD = [
  '/api/v1/mcp/one',
  'one',
  'https://nobody.example/',
  'https://',
  'RESOURCE#x',
  'RESOURCE#',
  'RESOURCE ',
  '',
];
const filled = (text: string): string => text.replace('RESOURCE', resources[0]);

describe('8707-01 a resource is an absolute URI without a fragment (RFC 8707 §2)', () => {
  it.each(grants)('8707-01 anything else is invalid_target at %s', async (_, ask) => {
    for (const bad of BAD.filter((one) => one !== '')) {
      expectOAuthError(await ask([filled(bad)]), 400, 'invalid_target');
      expectOAuthError(await ask([resources[0], filled(bad)]), 400, 'invalid_target');
    }
  });

  it.each(BAD.filter((one) => one !== ''))(
    '8707-01 %s is invalid_target at the authorization endpoint',
    async (bad) => {
      expectSentBack(await scene.ask({ resource: filled(bad) }), REDIRECT, 'invalid_target');
    },
  );
});

describe('C8 an identifier is a text (RFC 9728 §6)', () => {
  const spelt: [string, (text: string) => string][] = [
    ['a slash more', (text) => `${text}/`],
    ['the host in upper case', (text) => text.replace('localhost', 'LOCALHOST')],
    ['a dot segment', (text) => text.replace('/api/', '/./api/')],
    ['an escaped letter', (text) => text.replace('/one', '/%6fne')],
  ];
  it.each(spelt)('C8 with %s it is another one', async (_, write) => {
    for (const [, ask] of grants) expectOAuthError(await ask([write(resources[0])]), 400, 'invalid_target');
    expectSentBack(await scene.ask({ resource: write(resources[0]) }), REDIRECT, 'invalid_target');
  });

  it('C8 but that of the root is one, with its slash and without: asked for by either, granted by either', async () => {
    const roots = [gatehouse.url, `${gatehouse.url}/`];
    for (const [first, then] of [roots, [...roots].reverse()] as [string, string][]) {
      const { flow, code: one } = await code([first]);
      const redeemed = await redeem(flow, one, [then]);
      expect(roots).toContain(aud(redeemed));
      expect(await scene.works(redeemed.body.access_token as string)).toBe(true);
    }
    expectOAuthError(await own([`${gatehouse.url}//`]), 400, 'invalid_target');
  });
});

describe('8707-02 several may be named; a token request stays within what was granted (RFC 8707 §2.1, §2.2)', () => {
  it('8707-02 a code for two is redeemed for either, and for the first when nothing is said', async () => {
    for (const [given, expected] of [
      [[], resources[0]],
      [[resources[0]], resources[0]],
      [[resources[1]], resources[1]],
    ] as [Given, string][]) {
      const { flow, code: one } = await code(resources.slice(0, 2));
      expect(aud(await redeem(flow, one, given))).toBe(expected);
    }
  });

  it('8707-02 beyond them is invalid_target, and costs no code', async () => {
    const { flow, code: one } = await code(resources.slice(0, 2));
    for (const given of [[resources[2]], [gatehouse.url], [resources[0], resources[2]], ['https://nobody.example/']]) {
      expectOAuthError(await redeem(flow, one, given), 400, 'invalid_target');
    }
    expect(aud(await redeem(flow, one))).toBe(resources[0]);
  });

  it('8707-02 who names none gets the default: never all', async () => {
    expect(aud(await own([]))).toBe(gatehouse.url);
    const { flow, code: one } = await code([]);
    const answer = await redeem(flow, one);
    expect(aud(answer)).toBe(gatehouse.url);
    expectOAuthError(await refresh(flow, answer.body.refresh_token, [resources[0]]), 400, 'invalid_target');
  });

  it.each(grants)('8707-02 at %s the token is for the first that is named', async (_, ask) => {
    expect(aud(await ask(resources))).toBe(resources[0]);
    expect(aud(await ask([...resources].reverse()))).toBe(resources[2]);
    expect(aud(await ask([resources[1], resources[1]]))).toBe(resources[1]);
  });

  it('8707-02 and the session covers all of them, for whoever it is passed on to (decision 1)', async () => {
    const { body } = await own(resources.slice(0, 2));
    const session = await gatehouse.adminCall('GET', `/sessions/${claimsOf(body.access_token).sid}`);
    expect(session.body.audience).toEqual(resources.slice(0, 2));
    const form = {
      grant_type: EXCHANGE,
      subject_token: body.access_token as string,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    };
    expect(aud(await gatehouse.token(many([resources[1]], form), agent))).toBe(resources[1]);
    expectOAuthError(await gatehouse.token(many([resources[2]], form), agent), 400, 'invalid_target');
  });

  it('8707-02 an assertion for some resources is good for no others', async () => {
    expect(aud(await jag([], [resources[1]]))).toBe(resources[1]);
    expectOAuthError(await jag([resources[0]], [resources[1]]), 400, 'invalid_target');
  });

  it.each(grants)('8707-02 more than twenty are too many at %s', async (_, ask) => {
    const given = Array.from({ length: 21 }, (__, i) => `${resources[0]}/${i}`);
    expectOAuthError(await ask(given), 400, 'invalid_target');
  });
});

describe('8707-03 a token is for one resource, and good at no other (RFC 8707 §3, MCP)', () => {
  it.each(grants)('8707-03 from %s', async (_, ask) => {
    const token = (await ask([resources[1], resources[0]])).body.access_token as string;
    expect(claimsOf(token).aud).toBe(resources[1]);
    const statuses = [];
    for (const name of NAMES) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
      statuses.push((await gatehouse.request('POST', `/api/v1/mcp/${name}`, { headers, body })).status);
    }
    // 502: admitted, with nothing behind.
    expect(statuses).toEqual([401, 502, 401]);
    expect((await scene.userinfo(token)).status).toBe(401);
  });
});

describe('8707-04 a refresh may ask for another one of those granted (RFC 8707 §2.2)', () => {
  it('8707-04 and gets a token for just that, which changes nothing for the next', async () => {
    const { flow, code: one } = await code(resources.slice(0, 2));
    const { refresh_token } = (await redeem(flow, one)).body;
    expect(aud(await refresh(flow, refresh_token, [resources[1]]))).toBe(resources[1]);
    expect(aud(await refresh(flow, refresh_token))).toBe(resources[0]);
    for (const given of [[resources[2]], [resources[0], resources[2]], [gatehouse.url], [`${resources[0]}/`]]) {
      expectOAuthError(await refresh(flow, refresh_token, given), 400, 'invalid_target');
    }
    expect(aud(await refresh(flow, refresh_token, [resources[0]]))).toBe(resources[0]);
  });

  it('8707-04 an upstream that is gone is had no more', async () => {
    const made = await gatehouse.create('/upstreams', { name: 'going', kind: 'mcp', url: 'http://127.0.0.1:9/' });
    const { flow, code: one } = await code([resources[0], made.resource]);
    const { refresh_token } = (await redeem(flow, one)).body;
    expect(aud(await refresh(flow, refresh_token, [made.resource]))).toBe(made.resource);
    await gatehouse.adminCall('DELETE', `/upstreams/${made.id}`);
    expectOAuthError(await refresh(flow, refresh_token, [made.resource]), 400, 'invalid_target');
    expect(aud(await refresh(flow, refresh_token))).toBe(resources[0]);
  });
});

describe('8707-05 what does not exist is refused before anybody signs in (RFC 8707 §2)', () => {
  it('8707-05 nobody sees a page for it', async () => {
    const flow = scene.flow(scene.client, new TestBrowser(gatehouse.url));
    for (const resource of ['https://nobody.example/', `${gatehouse.url}/api/v1/mcp/none`]) {
      expectSentBack(await flow.begin({ resource }), REDIRECT, 'invalid_target');
    }
  });
});

describe('8707-06 it is a parameter of every request that leads to a token', () => {
  it('8707-06 authorization, pushed authorization, and the code', async () => {
    for (const pushed of [false, true]) {
      const { flow, code: one } = await code([resources[2], resources[0]], pushed);
      expect(aud(await redeem(flow, one))).toBe(resources[2]);
    }
  });

  it.each(grants)('8707-06 %s; an empty one is as if it were not there', async (_, ask) => {
    expect(aud(await ask([resources[2]]))).toBe(resources[2]);
    expect(aud(await ask(['']))).toBe(aud(await ask([])));
  });
});
