/*
 * Clients that prove themselves by the token of their platform: MCP Workload Identity Federation (A23), RFC 7521 and RFC
 * 7523 with C2 and C3, and draft-ietf-oauth-spiffe-client-auth. Not here, and why:
 *   X.509-SVIDs are client certificates (rfc8705.spec.ts); WIT-SVIDs are not offered, nor advertised.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientClaims, JWT_BEARER, Signer } from '../support/assertions.js';
import { ForeignIssuer, foreignKey, type ForeignKey, signed } from '../support/foreign-issuer.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';
import { expectOAuthError } from './scene.js';

const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const JWT_SPIFFE = 'urn:ietf:params:oauth:client-assertion-type:jwt-spiffe';
const ELSEWHERE = 'https://elsewhere.example';

type Agent = Awaited<ReturnType<TestGatehouse['agent']>>;

let gatehouse: TestGatehouse;
let one: string;
let two: string;
let platform: ForeignIssuer;
let agent: Agent;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_ADMIN: '60000/60', LIMIT_ADMIN_CLIENT: '60000/60' });
  for (const name of ['one', 'two'])
    await gatehouse.create('/upstreams', { name, kind: 'mcp', url: 'http://127.0.0.1:9/' });
  [one, two] = ['one', 'two'].map((name) => `${gatehouse.url}/api/v1/mcp/${name}`) as [string, string];
  platform = await ForeignIssuer.register(gatehouse);
  agent = await machine();
  await platform.rule({ sub: 'machine' }, agent.id);
});
afterAll(() => gatehouse.stop());

/** A client without a secret. */
const machine = (fields: Record<string, unknown> = {}, owner: Record<string, unknown> = {}) =>
  gatehouse.agent(
    {
      token_endpoint_auth_method: 'workload_identity',
      grant_types: ['client_credentials', ASSERTION],
      scope: 'mcp a2a user',
      ...fields,
    },
    owner,
  );
const now = () => gatehouse.clock.seconds();

type Form = Record<string, string>;
const authenticate = (token: string, form: Form = {}, type = JWT_BEARER): Promise<Answer> =>
  gatehouse.token({ grant_type: 'client_credentials', client_assertion_type: type, client_assertion: token, ...form });
const grant = (token: string, form: Form = {}): Promise<Answer> =>
  gatehouse.token({ grant_type: ASSERTION, assertion: token, ...form });

/** Both ways in which a token may come, and how each calls one that is not accepted. */
const ways = [
  ['to authenticate', authenticate, 401, 'invalid_client'],
  ['as the grant', grant, 400, 'invalid_grant'],
] as const;

/** The claims of the token that was answered. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever came
function granted(answer: Answer): any {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return claimsOf(answer.body.access_token as string);
}

/** Tokens as platforms make them; `undefined` leaves a claim out. */
const platforms: [string, string, () => Promise<ForeignKey>, () => Record<string, unknown>, Record<string, unknown>][] =
  [
    [
      'Kubernetes',
      'https://kubernetes.default.svc.cluster.local',
      () => foreignKey('RS256'),
      () => ({
        aud: [gatehouse.url],
        sub: 'system:serviceaccount:agents:reporter',
        nbf: now(),
        'kubernetes.io': {
          namespace: 'agents',
          node: { name: 'node-1', uid: randomUUID() },
          pod: { name: 'reporter-7d9f-x2x', uid: randomUUID() },
          serviceaccount: { name: 'reporter', uid: randomUUID() },
          warnafter: now() + 200,
        },
      }),
      { sub: 'system:serviceaccount:agents:reporter', '/kubernetes.io/namespace': 'agents' },
    ],
    [
      'GitHub',
      'https://token.actions.githubusercontent.com',
      () => foreignKey('RS256'),
      () => ({
        sub: 'repo:acme/agents:environment:production',
        environment: 'production',
        ref: 'refs/heads/main',
        repository: 'acme/agents',
        repository_owner_id: '4711',
        run_id: '1',
        workflow: 'release',
        runner_environment: 'github-hosted',
      }),
      { sub: 'repo:acme/*:environment:production', repository_owner_id: '4711' },
    ],
    [
      'GitLab',
      'https://gitlab.com',
      () => foreignKey('RS256'),
      () => ({
        sub: 'project_path:acme/agents:ref_type:branch:ref:main',
        namespace_id: '72',
        project_path: 'acme/agents',
        ref_protected: 'true',
        ref_type: 'branch',
        groups_direct: ['acme/ops'],
      }),
      { project_path: 'acme/**', ref_protected: 'true', namespace_id: '72' },
    ],
    [
      'SPIFFE',
      'spiffe://prod.example',
      () => foreignKey('ES256'),
      () => ({
        iss: undefined,
        jti: undefined,
        aud: [gatehouse.url],
        sub: 'spiffe://prod.example/ns/agents/sa/reporter',
      }),
      { sub: 'spiffe://prod.example/ns/*/sa/reporter' },
    ],
  ];

describe.each(platforms)('A23 a token of %s', (name, issuer, makeKey, claims, pattern) => {
  let known: ForeignIssuer;
  let own: Agent;
  beforeAll(async () => {
    known = await ForeignIssuer.register(gatehouse, { issuer }, await makeKey());
    own = await machine();
    await known.rule(pattern, own.id, { scope: 'mcp', resources: [one] });
  });

  it.each(ways)('%s is its client, in the name of its owner, again and again', async (_way, ask) => {
    const token = await known.token(claims());
    for (let times = 2; times > 0; times--) {
      const answer = await ask(token, { resource: one });
      expect(Object.keys(answer.body).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type']);
      expect(granted(answer)).toMatchObject({
        iss: gatehouse.url,
        sub: own.owner.id,
        act: { sub: own.id },
        client_id: own.id,
        aud: one,
        scope: 'mcp',
      });
    }
  });

  it('may come as jwt-spiffe if it is a SPIFFE token', async () => {
    const answer = await authenticate(await known.token(claims()), { resource: one }, JWT_SPIFFE);
    if (name === 'SPIFFE') expect(granted(answer).client_id).toBe(own.id);
    else expectOAuthError(answer, 401, 'invalid_client');
  });

  it.each(ways)('%s is refused when another key signed it, or another issuer', async (_way, ask, status, error) => {
    const text = JSON.stringify(known.claims(claims()));
    expectOAuthError(await ask(await signed(text, await foreignKey(), { kid: known.key.jwk.kid })), status, error);
    expectOAuthError(await ask(await signed(text, platform.key)), status, error);
  });

  it.each(ways)('%s is refused when what the rule asks for is another’s', async (_way, ask, status, error) => {
    for (const sub of [`${String(claims()['sub'])}-evil`, String(claims()['sub']).replace('agents', 'agents/evil')]) {
      const spoilt = { ...claims(), sub, project_path: 'acme-evil/agents' };
      expectOAuthError(await ask(await known.token(spoilt), { resource: one }), status, error);
    }
  });
});

describe('A23 a trust domain', () => {
  it.each(ways)('%s speaks for its own members alone, in both types', async (_way, ask, status, error) => {
    const name = `spiffe://${randomUUID()}.example`;
    const domain = await ForeignIssuer.register(gatehouse, { issuer: name });
    await domain.rule({ sub: '**', '/x': 'y' }, agent.id);
    const svid = (sub: string, more = {}) => domain.token({ iss: undefined, x: 'y', sub, ...more });
    expect(granted(await ask(await svid(`${name}/agent`))).client_id).toBe(agent.id);
    expect(granted(await ask(await svid(`${name}/agent`, { iss: name }))).client_id).toBe(agent.id);
    for (const token of [
      await svid('spiffe://prod.example/agent'),
      await svid('spiffe://prod.example/agent', { iss: name }),
      await svid(`${name}.evil/agent`),
      await svid(name),
      await svid(`${name}/`),
      await svid('agent'),
      await svid('agent', { iss: name }),
      await svid(`${name}/agent`, { iss: 'https://elsewhere.example' }),
    ]) {
      expectOAuthError(await ask(token), status, error);
      expectOAuthError(await authenticate(token, {}, JWT_SPIFFE), 401, 'invalid_client');
    }
  });
});

describe('C2, C3 a token is for us alone to authenticate, and for a listed audience as the grant', () => {
  let listed: ForeignIssuer;
  beforeAll(async () => {
    listed = await ForeignIssuer.register(gatehouse, { audiences: ['gatehouse', `${gatehouse.url}/oauth/token`] });
    await listed.rule({ sub: 'machine' }, agent.id);
  });

  it.each<[string, () => unknown, boolean, boolean]>([
    ['our issuer', () => gatehouse.url, true, false],
    ['our issuer in a list of one', () => [gatehouse.url], true, false],
    ['our issuer twice', () => [gatehouse.url, gatehouse.url], false, false],
    ['our issuer with a slash', () => `${gatehouse.url}/`, false, false],
    ['the token endpoint, which is listed', () => `${gatehouse.url}/oauth/token`, false, true],
    ['what else is listed', () => 'gatehouse', false, true],
    ['what is listed, in capitals', () => 'GATEHOUSE', false, false],
    ['what is listed beside somebody else', () => ['gatehouse', ELSEWHERE], false, true],
    ['our issuer beside what is listed', () => [gatehouse.url, 'gatehouse'], false, true],
    ['our issuer beside somebody else', () => [gatehouse.url, ELSEWHERE], false, false],
    ['a resource', () => one, false, false],
    ['somebody else', () => ELSEWHERE, false, false],
    ['nobody', () => undefined, false, false],
    ['an empty list', () => [], false, false],
  ])('C2 %s', async (_name, aud, toAuthenticate, asGrant) => {
    const token = await listed.token({ aud: aud() });
    const first = await authenticate(token);
    if (toAuthenticate) expect(granted(first).client_id).toBe(agent.id);
    else expectOAuthError(first, 401, 'invalid_client');
    const second = await grant(token);
    if (asGrant) expect(granted(second).client_id).toBe(agent.id);
    else expectOAuthError(second, 400, 'invalid_grant');
  });
});

describe.each(ways)('A23 %s a token is', (_way, ask, status, error) => {
  it.each<[string, () => Record<string, unknown>, Record<string, unknown>?]>([
    ['expired', () => ({ exp: now() - 31 })],
    ['without exp', () => ({ exp: undefined })],
    ['good for more than a day', () => ({ exp: now() + 86_500 })],
    ['not valid yet', () => ({ nbf: now() + 60 })],
    ['made in the future', () => ({ iat: now() + 60 })],
    ['without sub', () => ({ sub: undefined })],
    ['with NUL in sub', () => ({ sub: 'machine\u0000' })],
    ['of an issuer that nobody trusts', () => ({ iss: ELSEWHERE })],
    ['of ourselves', () => ({ iss: gatehouse.url })],
    ['of a subject that no rule has', () => ({ sub: 'machine-2' })],
    ['an access token', () => ({}), { typ: 'at+jwt' }],
    ['an ID-JAG without its client’s authentication', () => ({ client_id: 'x' }), { typ: 'logout+jwt' }],
    ['a DPoP proof', () => ({}), { typ: 'dpop+jwt' }],
    ['with a key of its own', () => ({}), { jwk: { kty: 'EC' } }],
  ])('refused when it is %s', async (_name, claims, header) => {
    expectOAuthError(await ask(await platform.token(claims(), header)), status, error);
  });

  it.each(['x', '..', 'a.b.c', 'a'.repeat(16_000)])('refused when it is no token: %#', async (token) => {
    expectOAuthError(await ask(token), status, error);
  });

  it('refused by an issuer that is inactive, not for machines, or gone; by a rule that is inactive or gone', async () => {
    const own = await ForeignIssuer.register(gatehouse);
    const rule = await own.rule({ sub: 'machine' }, agent.id);
    const [issuerPath, rulePath] = [`/issuers/${own.view.id}`, `/issuers/${own.view.id}/rules/${rule.id}`];
    const works = async () => granted(await ask(await own.token())).client_id === agent.id;
    const refused = async () => expectOAuthError(await ask(await own.token()), status, error);
    for (const [path, off, on] of [
      [issuerPath, { status: 'inactive' }, { status: 'active' }],
      [issuerPath, { uses: ['id_jag'] }, { uses: ['workload'] }],
      [issuerPath, { algorithms: ['RS256'] }, { algorithms: ['ES256'] }],
      [rulePath, { status: 'inactive' }, { status: 'active' }],
      [rulePath, { claims: { sub: 'other' } }, { claims: { sub: 'machine' } }],
    ] as const) {
      expect(await works()).toBe(true);
      expect((await gatehouse.adminCall('PATCH', path, off)).status).toBe(200);
      await refused();
      expect((await gatehouse.adminCall('PATCH', path, on)).status).toBe(200);
    }
    expect(await works()).toBe(true);
    expect((await gatehouse.adminCall('DELETE', rulePath)).status).toBe(204);
    await refused();
    await own.rule({ sub: 'machine' }, agent.id);
    expect(await works()).toBe(true);
    expect((await gatehouse.adminCall('DELETE', issuerPath)).status).toBe(204);
    await refused();
  });

  it.each(['inactive client', 'inactive owner', 'expired client'])('no help to an %s', async (kind) => {
    const own = await machine();
    await platform.rule({ sub: own.id }, own.id);
    expect((await ask(await platform.token({ sub: own.id }))).status).toBe(200);
    if (kind === 'inactive client') await gatehouse.adminCall('PATCH', `/clients/${own.id}`, { status: 'inactive' });
    if (kind === 'inactive owner') await gatehouse.adminCall('PATCH', `/users/${own.owner.id}`, { status: 'inactive' });
    if (kind === 'expired client') {
      await gatehouse.sql(`UPDATE clients SET expires_at = now() - interval '1 day' WHERE client_id = $1`, [own.id]);
    }
    // It is the client that is not accepted, in either way.
    expectOAuthError(await ask(await platform.token({ sub: own.id })), 401, 'invalid_client');
  });

  it('the client that its rules agree on, or that client_id names among theirs', async () => {
    const own = await ForeignIssuer.register(gatehouse);
    const [first, second, third] = [await machine(), await machine(), await machine()];
    await own.rule({ sub: 'machine' }, first.id, { scope: 'mcp' });
    await own.rule({ sub: 'mach*' }, first.id, { scope: 'a2a' });
    expect(granted(await ask(await own.token()))).toMatchObject({ client_id: first.id, scope: 'a2a mcp' });
    await own.rule({ sub: '*chine' }, second.id);
    await own.rule({ sub: 'machine' }, third.id, { status: 'inactive' });
    expectOAuthError(await ask(await own.token()), status, error);
    for (const { id } of [first, second]) {
      expect(granted(await ask(await own.token(), { client_id: id })).client_id).toBe(id);
    }
    for (const client_id of [third.id, agent.id, 'nobody', 'root-cli', '\u0000', first.id.toUpperCase()]) {
      expectOAuthError(await ask(await own.token(), { client_id }), status, error);
    }
  });

  it('good for one use where its issuer says so, and spent by whatever it was used for', async () => {
    const own = await ForeignIssuer.register(gatehouse, { single_use: true });
    await own.rule({ sub: 'machine' }, agent.id);
    const token = await own.token();
    const statuses = (await Promise.all(Array.from({ length: 20 }, () => ask(token)))).map((answer) => answer.status);
    expect(statuses.filter((one) => one === 200)).toHaveLength(1);
    expect(statuses.filter((one) => one === status)).toHaveLength(19);
    for (const [, other, otherStatus, otherError] of ways) {
      expectOAuthError(await other(token), otherStatus, otherError);
    }
    for (const jti of [undefined, '', 5]) expectOAuthError(await ask(await own.token({ jti })), status, error);
    // Refused before it was known whose it is: it was not used.
    const kept = await own.token();
    expectOAuthError(await ask(kept, { client_id: 'nobody' }), status, error);
    expect((await ask(kept)).status).toBe(200);
    const tried = await own.token();
    expectOAuthError(await ask(tried, { scope: 'admin' }), 400, 'invalid_scope');
    expectOAuthError(await ask(tried), status, error);
  });

  it('no help to a client that is registered to prove itself otherwise', async () => {
    const signer = await Signer.create();
    for (const fields of [
      { token_endpoint_auth_method: 'client_secret_basic' },
      { token_endpoint_auth_method: 'client_secret_post' },
      { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [signer.publicJwk] } },
      { token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_san_dns: 'agent.example' },
    ]) {
      const other = await machine(fields);
      await platform.rule({ sub: other.id }, other.id);
      expectOAuthError(await ask(await platform.token({ sub: other.id })), status, error);
    }
  });

  it('bounded by rules of which none lends its scope to the resource of another', async () => {
    const own = await ForeignIssuer.register(gatehouse);
    const bound = await machine();
    await own.rule({ sub: 'machine' }, bound.id, { name: 'read', scope: 'mcp', resources: [one] });
    await own.rule({ sub: 'machine' }, bound.id, { name: 'write', scope: 'a2a', resources: [two] });
    const at = async (form: Form) => ask(await own.token(), form);
    expect(granted(await at({ resource: one }))).toMatchObject({ aud: one, scope: 'mcp' });
    expect(granted(await at({ resource: two }))).toMatchObject({ aud: two, scope: 'a2a' });
    expect(granted(await at({ resource: one, scope: 'mcp a2a user' })).scope).toBe('mcp');
    expectOAuthError(await at({ resource: one, scope: 'a2a' }), 400, 'invalid_scope');
    expectOAuthError(await at({ resource: two, scope: 'mcp' }), 400, 'invalid_scope');
    for (const form of [{}, { resource: gatehouse.url }, { audience: gatehouse.url }, { audience: 'hook' }] as Form[]) {
      expect((await at(form)).body.error).toMatch(/^invalid_(target|scope)$/);
    }
    const both: [string, string][] = [
      ['resource', one],
      ['resource', two],
    ];
    const form: [string, string][] =
      error === 'invalid_grant'
        ? [
            ['grant_type', ASSERTION],
            ['assertion', await own.token()],
          ]
        : [
            ['grant_type', 'client_credentials'],
            ['client_assertion_type', JWT_BEARER],
            ['client_assertion', await own.token()],
          ];
    expect((await gatehouse.token([...form, ...both])).body.error).toMatch(/^invalid_(target|scope)$/);
    // One rule that has both resources gives its scope at both.
    await own.rule({ sub: 'machine' }, bound.id, { name: 'both', scope: 'user', resources: [one, two] });
    const repeated = form.map(([name, value]): [string, string] => [name, value]);
    expect(granted(await gatehouse.token([...repeated, ...both]))).toMatchObject({ aud: one, scope: 'user' });
  });

  it.each<[string, string, string | null, string | undefined, string | null]>([
    ['all of the client’s when a rule says nothing', 'mcp user', null, undefined, 'user mcp'],
    ['what client and rule have in common', 'mcp a2a', 'a2a service', undefined, 'a2a'],
    ['the lesser of client and rule', 'user', 'anonymous', undefined, 'anonymous'],
    ['the lesser of rule and client', 'anonymous', 'user', undefined, 'anonymous'],
    ['what is asked for below both', 'user', 'user', 'anonymous', 'anonymous'],
    ['not what is above the rule', 'user', 'anonymous', 'user', null],
    ['not what is above the owner', 'admin', 'admin', 'admin', null],
    ['nothing of two tiers', 'user', 'mcp', undefined, null],
  ])('narrowed in scope: %s', async (_name, held, allowed, scope, left) => {
    const bound = await machine({ scope: held });
    await platform.rule({ sub: bound.id }, bound.id, allowed === null ? {} : { scope: allowed });
    const answer = await ask(await platform.token({ sub: bound.id }), scope === undefined ? {} : { scope });
    if (left === null) expectOAuthError(answer, 400, 'invalid_scope');
    else expect(granted(answer).scope).toBe(left);
  });

  it('within the resources of the client too', async () => {
    const bound = await machine({ resources: [two] });
    await platform.rule({ sub: bound.id }, bound.id, { resources: [one, two] });
    const at = async (resource: string) => ask(await platform.token({ sub: bound.id }), { resource });
    expectOAuthError(await at(one), 400, 'invalid_target');
    expect(granted(await at(two)).aud).toBe(two);
  });

  it('for the client’s default audience when nothing is asked for, as far as a rule has it', async () => {
    const bound = await machine({ default_audience: one });
    await platform.rule({ sub: bound.id }, bound.id, { resources: [one] });
    expect(granted(await ask(await platform.token({ sub: bound.id }))).aud).toBe(one);
    const other = await machine({ default_audience: one });
    await platform.rule({ sub: other.id }, other.id, { resources: [two] });
    expect((await ask(await platform.token({ sub: other.id }))).body.error).toMatch(/^invalid_(target|scope)$/);
  });
});

describe('one way of authentication, the registered one (RFC 6749 §2.3)', () => {
  it('a client of its platform’s word has no other', async () => {
    const signer = await Signer.create();
    const own = await signer.sign(clientClaims(agent.id, gatehouse.url, now()));
    expect(agent.secret).toBeUndefined();
    for (const form of [
      { client_id: agent.id },
      { client_id: agent.id, client_secret: '' },
      { client_id: agent.id, client_secret: 'x' },
      { client_id: agent.id, client_assertion_type: JWT_BEARER, client_assertion: own },
    ] as Form[]) {
      const answer = await gatehouse.token({ grant_type: 'client_credentials', ...form });
      expectOAuthError(answer, 401, 'invalid_client');
    }
    const basic = await gatehouse.token({ grant_type: 'client_credentials' }, { id: agent.id, secret: 'x' });
    expectOAuthError(basic, 401, 'invalid_client');
  });

  it('a token beside a secret is invalid_request, and beside another client’s proof no grant', async () => {
    const other = await gatehouse.agent({ grant_types: ['client_credentials', ASSERTION] });
    const token = await platform.token();
    const authentication = {
      grant_type: 'client_credentials',
      client_assertion_type: JWT_BEARER,
      client_assertion: token,
    };
    expectOAuthError(await gatehouse.token({ ...authentication, client_secret: 'x' }), 400, 'invalid_request');
    expectOAuthError(await gatehouse.token(authentication, other), 400, 'invalid_request');
    // With a client that proved itself, the assertion is a grant for a person, which this is not.
    expectOAuthError(await gatehouse.token({ grant_type: ASSERTION, assertion: token }, other), 400, 'invalid_grant');
    const both = { ...authentication, grant_type: ASSERTION, assertion: token };
    expectOAuthError(await gatehouse.token(both), 400, 'invalid_grant');
    expect((await authenticate(token)).status).toBe(200);
  });

  it.each<[string, Form]>([
    ['no type', {}],
    ['an empty type', { client_assertion_type: '' }],
    ['another type', { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' }],
    ['the grant’s name as type', { client_assertion_type: ASSERTION }],
  ])('with %s it is invalid_client', async (_name, form) => {
    const all = { grant_type: 'client_credentials', client_assertion: await platform.token(), ...form };
    expectOAuthError(await gatehouse.token(all), 401, 'invalid_client');
  });

  it('a token is no client_assertion of a client whose name is its subject', async () => {
    const signer = await Signer.create();
    const fields = { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [signer.publicJwk] } };
    const keyed = await gatehouse.agent(fields);
    const token = await platform.token({ sub: keyed.id });
    expectOAuthError(await authenticate(token), 401, 'invalid_client');
    const posing = await platform.token({ sub: keyed.id, iss: keyed.id });
    expectOAuthError(await authenticate(posing), 401, 'invalid_client');
  });

  it('without the grant it is unauthorized_client', async () => {
    const [bare, ungranted] = [
      await machine({ grant_types: [ASSERTION] }),
      await machine({ grant_types: ['client_credentials'] }),
    ];
    for (const { id } of [bare, ungranted]) await platform.rule({ sub: id }, id);
    expectOAuthError(await authenticate(await platform.token({ sub: bare.id })), 400, 'unauthorized_client');
    expectOAuthError(await grant(await platform.token({ sub: ungranted.id })), 400, 'unauthorized_client');
    expect((await grant(await platform.token({ sub: bare.id }))).status).toBe(200);
    expect((await authenticate(await platform.token({ sub: ungranted.id }))).status).toBe(200);
  });

  it.each(['/oauth/introspect', '/oauth/revoke'])('%s takes it from the same client', async (path) => {
    const post = async (changes: Record<string, unknown>) =>
      gatehouse.request('POST', path, {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          token: 'x',
          client_assertion_type: JWT_BEARER,
          client_assertion: await platform.token(changes),
        }).toString(),
      });
    expect((await post({})).status).toBe(200);
    expectOAuthError(await post({ aud: gatehouse.url + path }), 401, 'invalid_client');
    expectOAuthError(await post({ sub: 'stranger' }), 401, 'invalid_client');
  });
});

describe('what is kept of it', () => {
  it('no whole token is in the log or in evidence, and what was decided is', async () => {
    const [good, bad] = [await platform.token(), await platform.token({ sub: 'stranger' })];
    const session = granted(await authenticate(good));
    granted(await grant(good));
    for (const [, ask] of ways) expect((await ask(bad)).status).toBeGreaterThan(399);
    const log = gatehouse.logLines.join('');
    // Its client is not told why; the log is.
    expect(log.includes('(no rule matches)')).toBe(true);
    for (const part of [good, bad].flatMap((token) => token.split('.').slice(1))) {
      expect(log.includes(part)).toBe(false);
      const rows = await gatehouse.sql('SELECT 1 FROM audit_events AS e WHERE to_jsonb(e)::text LIKE $1', [
        `%${part}%`,
      ]);
      expect(rows).toEqual([]);
    }
    const view = await gatehouse.adminCall('GET', `/sessions/${session.sid}`);
    expect(view.body).toMatchObject({ client_id: agent.id });
  });

  it('metadata names the grant (A23)', async () => {
    const { body } = await gatehouse.request('GET', '/.well-known/oauth-authorization-server');
    expect(body.grant_types_supported).toContain(ASSERTION);
  });
});

describe('the doctor says of a token what the token endpoint does with it', () => {
  /** Whether a token of these claims is worth an access token, in any way, at any resource. */
  async function works(from: ForeignIssuer, claims: Record<string, unknown>, header = {}, clientId?: string) {
    for (const resource of [undefined, one, two, gatehouse.url]) {
      for (const [, ask] of ways) {
        const form = { ...(resource ? { resource } : {}), ...(clientId ? { client_id: clientId } : {}) };
        const answer = await ask(await from.token(claims, header), form);
        if (answer.status === 200) return true;
        expect(answer.status).toBeLessThan(500);
      }
    }
    return false;
  }
  async function compare(from: ForeignIssuer, claims: Record<string, unknown>, header = {}, clientId?: string) {
    const token = await from.token(claims, header);
    const asked = { token, use: 'workload', ...(clientId ? { client_id: clientId } : {}) };
    const { body } = await gatehouse.adminCall('POST', '/issuers/doctor', asked);
    const does = (await works(from, claims, header, clientId)) ? 'accepted' : 'refused';
    expect({ verdict: body.verdict, body }).toEqual({ verdict: does, body });
    return does;
  }

  const clients: [string, Record<string, unknown>, Record<string, unknown>?][] = [
    ['for both ways', {}],
    ['for the grant alone', { grant_types: [ASSERTION] }],
    ['for authentication alone', { grant_types: ['client_credentials'] }],
    ['with a secret', { token_endpoint_auth_method: 'client_secret_basic' }],
    ['that is inactive', { status: 'inactive' }],
    ['of one resource', { resources: ['two'] }],
    ['of the user tier', { scope: 'user' }],
    ['of the user tier, with an owner who has less', { scope: 'user admin' }, { roles: ['anonymous'] }],
    ['of what a person tells', { scope: 'openid profile mcp' }],
  ];
  const rules: [string, Record<string, unknown>[]][] = [
    ['none', []],
    ['one', [{}]],
    ['one of another subject', [{ claims: { sub: 'other' } }]],
    ['one that is inactive', [{ status: 'inactive' }]],
    ['one of a scope', [{ scope: 'mcp' }]],
    ['one of a lesser scope', [{ scope: 'anonymous' }]],
    ['one of a greater scope', [{ scope: 'admin' }]],
    ['one of a scope that the client has not', [{ scope: 'service' }]],
    ['one of a scope that takes a person', [{ scope: 'openid' }]],
    ['one of a resource', [{ resources: ['one'] }]],
    ['two, of which one gives nothing', [{ scope: 'service' }, { scope: 'mcp', resources: ['two'] }]],
    [
      'two of different resources',
      [
        { scope: 'service', resources: ['one'] },
        { scope: 'mcp', resources: ['two'] },
      ],
    ],
  ];
  const resourcesOf = (fields: Record<string, unknown>) =>
    Array.isArray(fields['resources'])
      ? { ...fields, resources: fields['resources'].map((name) => `${gatehouse.url}/api/v1/mcp/${String(name)}`) }
      : fields;

  it('for every kind of client with every kind of rules', async () => {
    const said: string[] = [];
    for (const [, fields, owner] of clients) {
      for (const [, given] of rules) {
        const [own, from] = [await machine(resourcesOf(fields), owner), await ForeignIssuer.register(gatehouse)];
        for (const rule of given) await from.rule({ sub: 'machine' }, own.id, resourcesOf(rule));
        said.push(await compare(from, {}));
      }
    }
    expect(said).toHaveLength(clients.length * rules.length);
    expect(new Set(said)).toEqual(new Set(['accepted', 'refused']));
  }, 120_000);

  const tokens: [string, () => Record<string, unknown>, Record<string, unknown>?][] = [
    ['as it ought to be', () => ({})],
    ['for our issuer in a list', () => ({ aud: [gatehouse.url] })],
    ['for a name', () => ({ aud: 'gatehouse' })],
    ['for a name and us', () => ({ aud: ['gatehouse', gatehouse.url] })],
    ['for somebody else', () => ({ aud: ELSEWHERE })],
    ['for us and somebody else', () => ({ aud: [gatehouse.url, ELSEWHERE] })],
    ['for nobody', () => ({ aud: undefined })],
    ['expired', () => ({ exp: now() - 31 })],
    ['for more than a day', () => ({ exp: now() + 86_500 })],
    ['from the future', () => ({ iat: now() + 60 })],
    ['without jti', () => ({ jti: undefined })],
    ['without sub', () => ({ sub: undefined })],
    ['of another', () => ({ sub: 'other' })],
    ['of another type', () => ({}), { typ: 'at+jwt' }],
    ['of its type', () => ({}), { typ: 'JWT' }],
    ['with a key of its own', () => ({}), { jwk: {} }],
    ['by an unknown key', () => ({}), { kid: 'other' }],
  ];
  const issuers: [string, Record<string, unknown>][] = [
    ['by default', {}],
    ['with a name as audience', { audiences: ['gatehouse'] }],
    ['whose tokens are good for one use', { single_use: true }],
    ['that is inactive', { status: 'inactive' }],
    ['for people', { uses: ['id_jag'] }],
    ['with another algorithm', { algorithms: ['RS256'] }],
  ];

  it('for every kind of token of every kind of issuer, for a client of both ways and of each', async () => {
    const said: string[] = [];
    for (const [, fields] of issuers) {
      for (const grant_types of [['client_credentials', ASSERTION], ['client_credentials']]) {
        const [own, from] = [await machine({ grant_types }), await ForeignIssuer.register(gatehouse, fields)];
        await from.rule({ sub: 'machine' }, own.id);
        for (const [, claims, header] of tokens) said.push(await compare(from, claims(), header));
      }
    }
    expect(said).toHaveLength(issuers.length * tokens.length * 2);
    expect(new Set(said)).toEqual(new Set(['accepted', 'refused']));
  }, 120_000);

  it('for whichever client is named, when rules are for several', async () => {
    const from = await ForeignIssuer.register(gatehouse);
    const [first, second, off] = [await machine(), await machine({ scope: 'openid' }), await machine()];
    await from.rule({ sub: 'machine' }, first.id);
    await from.rule({ sub: 'machine' }, second.id);
    await from.rule({ sub: 'machine' }, off.id, { status: 'inactive' });
    const said = [];
    for (const id of [undefined, first.id, second.id, off.id, agent.id, 'nobody'])
      said.push(await compare(from, {}, {}, id));
    expect(said).toEqual(['refused', 'accepted', 'refused', 'refused', 'refused', 'refused']);
  });

  it('and says in which way a token can come', async () => {
    const from = await ForeignIssuer.register(gatehouse, { audiences: ['gatehouse'] });
    await from.rule({ sub: 'machine' }, agent.id);
    const wayOf = async (aud: string) => {
      const asked = { token: await from.token({ aud }) };
      const steps = (await gatehouse.adminCall('POST', '/issuers/doctor', asked)).body.steps as {
        check: string;
        detail: string;
      }[];
      return steps.find(({ check }) => check === 'registration')?.detail;
    };
    expect(await wayOf('gatehouse')).toBe(`as the grant ${ASSERTION}`);
    expect(await wayOf(gatehouse.url)).toBe('to authenticate, by client_assertion');
  });
});
