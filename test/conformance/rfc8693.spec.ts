/*
 * RFC 8693 (token exchange), for access tokens. Not here, and why:
 *   8693-01, token_type N_A: only access tokens are issued by these requests; what is none says so in specs of its own.
 *   8693-03, impersonation: there is none. Whoever exchanges a token is the outermost actor of the new one.
 *   8693-04, may_act of our own tokens: we issue none with it; who may exchange them is the owner's and the client's say.
 * That many exchanges in a row never add up to more: test/properties/narrowing.spec.ts; at once: test/races/exchange.spec.ts.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CertifiedSettings, type TestCertificate, tlsRequest } from '../support/certificates.js';
import { DpopKey } from '../support/dpop.js';
import { ACCESS_TOKEN, EXCHANGE, exchange, ID_JAG, ID_TOKEN, JWT, REFRESH_TOKEN } from '../support/exchange.js';
import { ForeignIssuer, foreignKey, signed } from '../support/foreign-issuer.js';
import { type Answer, basicHeader, type TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, claimsOf, createPerson, createRelyingParty, type RelyingParty } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';
import { expectOAuthError, Scene } from './scene.js';

const PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
const FORM = 'application/x-www-form-urlencoded';
type Agent = Awaited<ReturnType<TestGatehouse['agent']>>;
type Fields = Record<string, string | readonly string[] | undefined>;

let scene: Scene;
let gatehouse: TestGatehouse;
let certified: CertifiedSettings;
let certificate: TestCertificate;
let resources: [string, string, string];
/** Whose tokens are exchanged, and others of the same owner who do it. */
let first: Agent;
let others: Agent[];
let second: Agent;
let stranger: Agent;
/** A client that people come from, which lets `second` exchange its tokens. */
let app: RelyingParty;
beforeAll(async () => {
  certified = await CertifiedSettings.make();
  certificate = await certified.authority.issue();
  scene = await Scene.open(certified.environment);
  gatehouse = scene.gatehouse;
  const made = [];
  for (const name of ['one', 'two', 'three']) {
    made.push((await gatehouse.create('/upstreams', { name, kind: 'mcp', url: await scene.behind() })).resource);
  }
  resources = made as [string, string, string];
  first = await agent();
  others = [];
  for (let i = 0; i < 9; i++) others.push(await sibling());
  second = others[0]!;
  stranger = await agent();
  app = await createRelyingParty(gatehouse, {
    scope: 'openid profile email offline_access user mcp',
    exchange_from: [second.id],
    first_party: true,
  });
});
afterAll(async () => {
  await scene.close();
  certified.remove();
});

const GRANTS = ['client_credentials', EXCHANGE];
const agent = (fields: Record<string, unknown> = {}, user: Record<string, unknown> = {}) =>
  gatehouse.agent({ grant_types: GRANTS, scope: 'mcp a2a user', ...fields }, user);

/** Another agent of the same owner. */
async function sibling(fields: Record<string, unknown> = {}, of: Agent = first): Promise<Agent> {
  const client = await gatehouse.create('/clients', {
    client_name: 'Another agent',
    kind: 'agent',
    owner_id: of.owner.id,
    grant_types: GRANTS,
    scope: 'mcp a2a user',
    ...fields,
  });
  return { owner: of.owner, client, id: client.client_id, secret: client.client_secret };
}

const tokenOf = (one: Agent, form: Record<string, string> = {}) =>
  gatehouse.accessToken(one.id, one.secret, { resource: resources[0], ...form });
const ask = (one: { id: string; secret: string | undefined }, subject: string, fields: Fields = {}): Promise<Answer> =>
  exchange(gatehouse, one, { subject_token: subject, subject_token_type: ACCESS_TOKEN, ...fields });
async function exchanged(one: Agent, subject: string, fields: Fields = {}): Promise<string> {
  const answer = await ask(one, subject, fields);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return answer.body.access_token as string;
}
/** 200 when it is admitted. */
const atTheGate = async (token: string, name = 'one') =>
  (
    await gatehouse.request('POST', `/api/v1/mcp/${name}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: PING,
    })
  ).status;
/** The words are the same whatever is wrong, so that nobody learns of tokens that are not theirs. */
function expectUnfit(answer: Answer): void {
  expectOAuthError(answer, 400, 'invalid_request');
  expect(answer.body.error_description).toBe('the subject_token is not one that is accepted');
}
const now = () => gatehouse.clock.seconds();
/** Tokens of a person's own sign-in, which ends with nothing but itself. */
const personTokens = async (changes: Record<string, string> = {}) =>
  new AuthorizationFlow(gatehouse, app, new TestBrowser(gatehouse.url)).tokens(scene.person, {
    resource: resources[0],
    scope: 'openid user mcp',
    ...changes,
  });

describe('8693-01 the answer says what was issued (RFC 8693 §2.2.1)', () => {
  it('8693-01 an access token, of which type, for how long, with which scope; and no refresh token', async () => {
    const answer = await ask(second, await tokenOf(first));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toEqual({
      access_token: expect.any(String) as string,
      issued_token_type: ACCESS_TOKEN,
      token_type: 'Bearer',
      expires_in: expect.any(Number) as number,
      scope: 'user a2a mcp',
    });
    expect(claimsOf(answer.body.access_token).exp - now()).toBeLessThanOrEqual(answer.body.expires_in);
  });

  it('8693-01 the same when the type is asked for by name, or the subject is called a JWT', async () => {
    const subject = await tokenOf(first);
    for (const fields of [{ requested_token_type: ACCESS_TOKEN }, { subject_token_type: JWT }]) {
      expect((await ask(second, subject, fields)).body.issued_token_type).toBe(ACCESS_TOKEN);
    }
  });

  it.each([REFRESH_TOKEN, ID_TOKEN, 'urn:ietf:params:oauth:token-type:saml2', 'access_token', 'x'])(
    '8693-01 %s is not issued',
    async (requested_token_type) => {
      expectOAuthError(await ask(second, await tokenOf(first), { requested_token_type }), 400, 'invalid_request');
    },
  );

  it.each(['subject_token', 'subject_token_type'])('8693-01 without %s it is invalid_request', async (name) => {
    const subject = await tokenOf(first);
    expectOAuthError(await ask(second, subject, { [name]: undefined }), 400, 'invalid_request');
    expectOAuthError(await ask(second, subject, { [name]: '' }), 400, 'invalid_request');
  });

  it.each(['subject_token', 'subject_token_type', 'actor_token', 'requested_token_type', 'scope'])(
    '8693-01 %s twice is invalid_request',
    async (name) => {
      const [subject, twice] = [await tokenOf(first), await tokenOf(second)];
      const given: Record<string, string> = {
        subject_token: subject,
        subject_token_type: ACCESS_TOKEN,
        actor_token: twice,
        requested_token_type: ACCESS_TOKEN,
        scope: 'mcp',
      };
      const fields = { ...given, actor_token_type: ACCESS_TOKEN, [name]: [given[name]!, given[name]!] };
      expectOAuthError(await ask(second, subject, fields), 400, 'invalid_request');
    },
  );

  it('8693-01 only for clients that authenticate, and are registered for it', async () => {
    const subject = await tokenOf(first);
    expectOAuthError(await ask({ id: second.id, secret: 'wrong' }, subject), 401, 'invalid_client');
    const without = await sibling({ grant_types: ['client_credentials'] });
    expectOAuthError(await ask(without, subject), 400, 'unauthorized_client');
    const bare = { grant_type: EXCHANGE, subject_token: subject, subject_token_type: ACCESS_TOKEN };
    expectOAuthError(await gatehouse.token({ ...bare, client_id: scene.app.id }), 400, 'unauthorized_client');
    expectOAuthError(await gatehouse.token({ ...bare, client_id: second.id }), 401, 'invalid_client');
    expectOAuthError(await gatehouse.token(bare), 401, 'invalid_client');
  });
});

describe('8693-02 nobody gets more by passing it on (RFC 8693 §1.1, §2.1)', () => {
  it('8693-02 scope is what the subject token has, or a part of it', async () => {
    const subject = await tokenOf(first, { scope: 'mcp user' });
    expect((await ask(second, subject)).body.scope).toBe('user mcp');
    expect((await ask(second, subject, { scope: 'mcp' })).body.scope).toBe('mcp');
    // The ladder of the user tier: whoever may act as a person may act as nobody in particular.
    expect((await ask(second, subject, { scope: 'anonymous' })).body.scope).toBe('anonymous');
    const unable = await sibling({ scope: 'mcp' });
    expectOAuthError(await ask(unable, subject, { scope: 'anonymous' }), 400, 'invalid_scope');
  });

  it.each([
    ['that the subject token lacks', 'mcp a2a'],
    ['that the client lacks', 'mcp service'],
    ['that is higher', 'admin'],
    ['that does not exist', 'mcp nothing:such'],
    ['in capitals', 'MCP'],
    ['that lets it go on', 'mcp offline_access'],
    ['of hooks', 'hook:track'],
    ['that is malformed', 'mcp "user"'],
  ])('8693-02 a scope %s is invalid_scope', async (_, scope) => {
    const subject = await tokenOf(first, { scope: 'mcp user' });
    expectOAuthError(await ask(second, subject, { scope }), 400, 'invalid_scope');
  });

  it('8693-02 without a scope the client gets what both have, and invalid_scope when that is nothing', async () => {
    const [less, none] = [await sibling({ scope: 'a2a user' }), await sibling({ scope: 'service' })];
    const subject = await tokenOf(first);
    expect((await ask(less, subject)).body.scope).toBe('user a2a');
    expectOAuthError(await ask(none, subject), 400, 'invalid_scope');
  });

  it('8693-02 a role that the person lost is in no new token', async () => {
    const one = await agent({}, { roles: ['user', 'anonymous'] });
    const subject = await tokenOf(one);
    // As a change under way leaves it: the sessions are not closed yet.
    await gatehouse.sql(`UPDATE users SET roles = '{anonymous}' WHERE id = $1`, [one.owner.id]);
    expectOAuthError(await ask(one, subject, { scope: 'user' }), 400, 'invalid_scope');
    expect((await ask(one, subject)).body.scope).toBe('a2a mcp');
  });

  it('8693-02 offline_access of a person’s token stays with the client that has it', async () => {
    const keen = await sibling({ scope: 'user mcp offline_access openid' });
    const lender = await createRelyingParty(gatehouse, { exchange_from: [keen.id], first_party: true });
    const flow = new AuthorizationFlow(gatehouse, lender, new TestBrowser(gatehouse.url));
    const tokens = await flow.tokens(scene.person, { scope: 'openid user offline_access', prompt: 'consent' });
    expect(tokens.scope).toContain('offline_access');
    expect((await ask(keen, tokens.access_token)).body.scope).toBe('user openid');
    expectOAuthError(await ask(keen, tokens.access_token, { scope: 'offline_access' }), 400, 'invalid_scope');
  });

  it('8693-02 resources are those of the subject’s session, and those of the client', async () => {
    const subject = await gatehouse.token(
      [
        ['grant_type', 'client_credentials'],
        ...resources.slice(0, 2).map((one): [string, string] => ['resource', one]),
      ],
      { id: first.id, secret: first.secret },
    );
    const { access_token: token } = subject.body;
    expect(claimsOf(await exchanged(second, token)).aud).toBe(resources[0]);
    expect(claimsOf(await exchanged(second, token, { resource: resources[1] })).aud).toBe(resources[1]);
    expect(claimsOf(await exchanged(second, token, { audience: resources[1] })).aud).toBe(resources[1]);
    for (const fields of [
      { resource: resources[2] },
      { audience: resources[2] },
      { resource: [resources[0], resources[2]] },
      { resource: resources[0], audience: resources[2] },
      { resource: gatehouse.url },
    ]) {
      expectOAuthError(await ask(second, token, fields), 400, 'invalid_target');
    }
    const bound = await sibling({ resources: [resources[1]] });
    expectOAuthError(await ask(bound, token), 400, 'invalid_target');
    expect(claimsOf(await exchanged(bound, token, { resource: resources[1] })).aud).toBe(resources[1]);
  });

  it('8693-02 a session that covers less reaches less from then on', async () => {
    const subject = await gatehouse.token(
      [['grant_type', 'client_credentials'], ...resources.map((one): [string, string] => ['resource', one])],
      { id: first.id, secret: first.secret },
    );
    const child = await exchanged(second, subject.body.access_token, { resource: resources.slice(1) });
    expect(claimsOf(child).aud).toBe(resources[1]);
    expect(claimsOf(await exchanged(others[1]!, child, { resource: resources[2] })).aud).toBe(resources[2]);
    expectOAuthError(await ask(others[1]!, child, { resource: resources[0] }), 400, 'invalid_target');
    // Nothing named: what the token is for, and no more.
    const narrow = await exchanged(second, subject.body.access_token);
    expectOAuthError(await ask(others[1]!, narrow, { resource: resources[1] }), 400, 'invalid_target');
  });

  it('8693-02 it ends no later than the subject’s, the actor’s, and whoever the subject’s client is', async () => {
    const end = async (one: Agent, subject: string, fields: Fields = {}) =>
      claimsOf(await exchanged(one, subject, fields)).exp as number;
    const early = await tokenOf(second);
    gatehouse.clock.advance(20_000);
    const subject = await tokenOf(first);
    gatehouse.clock.advance(20_000);
    expect(await end(second, subject)).toBe(claimsOf(subject).exp);
    const actor = { actor_token: early, actor_token_type: ACCESS_TOKEN };
    expect(await end(second, subject, actor)).toBe(claimsOf(early).exp);
    const temporary = await sibling({ expires_at: new Date((now() + 100) * 1000).toISOString() });
    const short = await end(second, await tokenOf(temporary));
    expect(short).toBeLessThanOrEqual(now() + 100);
  });

  it('8693-02 a token in the last moment of its acceptance is not made to last', async () => {
    const subject = await tokenOf(first);
    gatehouse.clock.advance(301_000);
    expectOAuthError(await ask(second, subject), 400, 'invalid_request');
  });
});

describe('8693-03 a token says who acts for whom, and through whom (RFC 8693 §4.1)', () => {
  it('8693-03 the subject stays, the client is the outermost actor, and is a child of the session', async () => {
    const subject = await tokenOf(first);
    const token = await exchanged(second, subject);
    expect(claimsOf(token)).toMatchObject({
      sub: first.owner.id,
      client_id: second.id,
      act: { sub: second.id, act: { sub: first.id } },
    });
    const session = await gatehouse.adminCall('GET', `/sessions/${claimsOf(token).sid}`);
    expect(session.body).toMatchObject({ parent_id: claimsOf(subject).sid, client_id: second.id });
    const [event] = await gatehouse.sql<{ act: unknown }>(
      `SELECT act FROM audit_events WHERE kind = 'token.issued' AND sid = $1`,
      [claimsOf(token).sid],
    );
    expect(event?.act).toEqual(claimsOf(token).act);
  });

  it('8693-03 a person stays the subject, with the sign-in that it was', async () => {
    const { access_token: subject } = await personTokens();
    const token = await exchanged(second, subject);
    const { auth_time, acr, amr } = claimsOf(subject);
    expect(claimsOf(token)).toMatchObject({
      sub: scene.person.id,
      act: { sub: second.id, act: { sub: app.id } },
      auth_time,
      acr,
      amr,
    });
  });

  it('8693-03 a client that exchanges its own token is no further actor', async () => {
    const own = await exchanged(first, await tokenOf(first));
    expect(claimsOf(own).act).toEqual({ sub: first.id });
    const again = await exchanged(second, await exchanged(second, own));
    expect(claimsOf(again).act).toEqual({ sub: second.id, act: { sub: first.id } });
  });

  it('8693-03 a client that is the subject itself keeps its owner beside it', async () => {
    const itself = await sibling({ subject: 'client' });
    const token = await exchanged(second, await tokenOf(itself));
    expect(claimsOf(token)).toMatchObject({ sub: itself.id, owner: first.owner.id, act: { sub: second.id } });
    expect(claimsOf(token).act).not.toHaveProperty('act');
    expectOAuthError(await ask(itself, token), 400, 'invalid_request');
  });

  it('8693-03 eight actors are the most, and none is there twice', async () => {
    let token = await tokenOf(first);
    const chain = [first, ...others.slice(0, 7)];
    for (const [depth, one] of chain.entries()) {
      if (depth > 0) token = await exchanged(one, token);
      if (depth > 0) expectOAuthError(await ask(chain[depth - 1]!, token), 400, 'invalid_request');
    }
    const names = [];
    for (let act = claimsOf(token).act; act !== undefined; act = act.act) names.push(act.sub);
    expect(names).toEqual(chain.map(({ id }) => id).reverse());
    expectOAuthError(await ask(others[7]!, token), 400, 'invalid_request');
    expectOAuthError(await ask(first, token), 400, 'invalid_request');
    expect((await ask(chain.at(-1)!, token)).status).toBe(200);
  });

  it('8693-03 only the outermost actor counts: those within open no doors', async () => {
    const [lender, borrower] = [await agent(), await agent()];
    await gatehouse.adminCall('PATCH', `/clients/${lender.id}`, { exchange_from: [borrower.id] });
    const friend = await sibling({}, lender);
    const lent = await exchanged(borrower, await tokenOf(lender));
    // The token is the borrower's: neither whose it was nor who belongs to them may use it further.
    expectUnfit(await ask(lender, lent));
    expectUnfit(await ask(friend, lent));
    expect((await ask(await sibling({}, borrower), lent)).status).toBe(200);
  });

  it('8693-03 the gate records the outermost actor as the caller', async () => {
    const token = await exchanged(second, await tokenOf(first));
    expect(await atTheGate(token)).toBe(200);
    const [call] = await gatehouse.sql<{ client_id: string; sub: string }>(
      `SELECT client_id, sub FROM audit_events WHERE kind = 'gate.call' ORDER BY id DESC LIMIT 1`,
    );
    expect(call).toEqual({ client_id: second.id, sub: first.owner.id });
  });
});

describe('who may exchange whose token (attack 27, delegation confused deputy)', () => {
  it('the client itself, one of the same owner, and one that the client names', async () => {
    const subject = await tokenOf(first);
    expect((await ask(first, subject)).status).toBe(200);
    expect((await ask(second, subject)).status).toBe(200);
    expectUnfit(await ask(stranger, subject));
    const { access_token: persons } = await personTokens();
    expect((await ask(second, persons)).status).toBe(200);
    for (const one of [first, others[1]!, stranger]) expectUnfit(await ask(one, persons));
  });

  it('being named is no invitation back, and ends when the name is taken out', async () => {
    const lender = await agent({ exchange_from: [stranger.id] });
    const subject = await tokenOf(lender);
    expect((await ask(stranger, subject)).status).toBe(200);
    expectUnfit(await ask(lender, await tokenOf(stranger)));
    await gatehouse.adminCall('PATCH', `/clients/${lender.id}`, { exchange_from: [] });
    expectUnfit(await ask(stranger, await tokenOf(lender)));
    expectUnfit(await ask(stranger, subject));
  });

  it('the person of a token is not its owner: their agents may not take what they gave an application', async () => {
    const persons = await sibling({}, { ...first, owner: scene.person });
    const { access_token: subject } = await personTokens();
    expectUnfit(await ask(persons, subject));
  });
});

describe('8693-04 may_act says who may act by a token of another issuer (RFC 8693 §4.4)', () => {
  let company: ForeignIssuer;
  let closed: ForeignIssuer;
  const link = (issuer: ForeignIssuer, subject: string) =>
    gatehouse.create(`/users/${scene.person.id}/identities`, { issuer: issuer.name, subject });
  beforeAll(async () => {
    const fields = { uses: ['subject_token'], scope: 'mcp user' };
    company = await ForeignIssuer.register(gatehouse, { ...fields, clients: [second.id] });
    closed = await ForeignIssuer.register(gatehouse, fields);
    for (const issuer of [company, closed]) await link(issuer, 'grace');
  });
  const present = async (
    claims: Record<string, unknown> = {},
    fields: Fields = {},
    one: Agent = second,
    issuer = company,
  ) => ask(one, await issuer.token({ sub: 'grace', ...claims }), { subject_token_type: JWT, ...fields });

  it('8693-04 without it, clients that the issuer is registered with', async () => {
    const answer = await present({}, { resource: resources[0] });
    expect(answer.body).toMatchObject({ issued_token_type: ACCESS_TOKEN, scope: 'user mcp' });
    const claims = claimsOf(answer.body.access_token);
    expect(claims).toMatchObject({ sub: scene.person.id, aud: resources[0], act: { sub: second.id } });
    expect(claims.act).not.toHaveProperty('act');
    expectUnfit(await present({}, {}, first));
    expectUnfit(await present({}, {}, second, closed));
  });

  it('8693-04 with it, whom it names of ours, and nobody else', async () => {
    const mayAct = { iss: gatehouse.url, sub: stranger.id };
    expect((await present({ may_act: mayAct }, {}, stranger)).status).toBe(200);
    expect((await present({ may_act: mayAct }, {}, stranger, closed)).status).toBe(200);
    expectUnfit(await present({ may_act: mayAct }));
  });

  it.each<[string, (id: string) => unknown]>([
    ['without iss', (sub) => ({ sub })],
    ['with another iss', (sub) => ({ iss: 'https://other.example', sub })],
    ['with the iss of the token', (sub) => ({ iss: company.name, sub })],
    ['with our iss and a slash', (sub) => ({ iss: `${gatehouse.url}/`, sub })],
    ['with iss in a list', (sub) => ({ iss: [gatehouse.url], sub })],
    ['without sub', () => ({ iss: gatehouse.url })],
    ['with client_id in place of sub', (client_id) => ({ iss: gatehouse.url, client_id })],
    ['with sub in a list', (sub) => ({ iss: gatehouse.url, sub: [sub] })],
    ['that is a text', (sub) => sub],
    ['that is a list', (sub) => [{ iss: gatehouse.url, sub }]],
    ['that is empty', () => ({})],
    ['that is null', () => null],
    ['that is true', () => true],
  ])('8693-04 one %s is refused, also to a registered client', async (_, make) => {
    expectUnfit(await present({ may_act: make(second.id) }));
  });

  it('8693-04 scope is what the issuer’s tokens are good for, of which it is told', async () => {
    expect((await present({ scope: 'admin mcp a2a' })).body.scope).toBe('user mcp');
    expectOAuthError(await present({}, { scope: 'a2a' }), 400, 'invalid_scope');
  });

  it('8693-04 its end is the end of what comes of it', async () => {
    const exp = now() + 40;
    const answer = await present({ exp });
    expect(claimsOf(answer.body.access_token).exp).toBe(exp);
    // Accepted for clocks that differ, with nothing left to pass on.
    expectOAuthError(await present({ exp: now() - 10 }), 400, 'invalid_request');
  });

  it('8693-04 actors that the issuer names are kept as its own, whatever they are called', async () => {
    const answer = await present({ act: { sub: second.id, act: { sub: 'robot', extra: 'dropped' } } });
    expect(claimsOf(answer.body.access_token).act).toEqual({
      sub: second.id,
      act: { sub: second.id, iss: company.name, act: { sub: 'robot', iss: company.name } },
    });
  });

  const deep = (depth: number): unknown =>
    Array.from({ length: depth }, (_, i) => `a${i}`).reduce<unknown>(
      (act, sub) => ({ sub, ...(act === undefined ? {} : { act }) }),
      undefined,
    );
  it('8693-04 seven actors before it leave room for the client, eight do not', async () => {
    expect((await present({ act: deep(7) })).status).toBe(200);
    const eight = await present({ act: deep(8) });
    expectOAuthError(eight, 400, 'invalid_request');
  });

  it.each<[string, unknown]>([
    ['nine deep', deep(9)],
    ['ten deep', deep(10)],
    ['a hundred deep', deep(100)],
    ['of 8 KiB', { sub: 'a'.repeat(8192) }],
    ['of 8 KiB in its middle', { sub: 'a', act: { sub: 'b'.repeat(8192), act: { sub: 'c' } } }],
    ['whose sub is missing', { iss: 'https://other.example' }],
    ['whose sub is empty', { sub: '' }],
    ['whose sub is a number', { sub: 7 }],
    ['whose sub has a line break', { sub: 'a\nb' }],
    ['whose sub has NUL', { sub: 'a\u0000' }],
    ['whose iss is a list', { sub: 'a', iss: ['https://other.example'] }],
    ['whose iss is null', { sub: 'a', iss: null }],
    ['that is a text', 'robot'],
    ['that is a list', [{ sub: 'a' }]],
    ['that is null', null],
    ['with a text within', { sub: 'a', act: 'b' }],
    ['with null within', { sub: 'a', act: null }],
  ])('8693-04 an act %s is refused (attack 27)', async (_, act) => {
    expectUnfit(await present({ act }));
  });

  it.each<[string, Record<string, unknown>]>([
    ['of nobody here', { sub: 'nobody' }],
    ['of somebody in another tenant', { tenant: 'other' }],
    ['for somebody else', { aud: 'https://other.example' }],
    ['that has expired', { exp: 1 }],
    ['that is bound to a key', { cnf: { jkt: 'x' } }],
    ['whose cnf is null', { cnf: null }],
    ['with a sub that is a number', { sub: 7 }],
  ])('8693-04 a token %s is refused', async (_, claims) => {
    expectUnfit(await present(claims));
  });

  it.each(['dpop+jwt', 'oauth-id-jag+jwt', 'logout+jwt', 'token-introspection+jwt', 'secevent+jwt', 'txntoken+jwt'])(
    '8693-04 a token of type %s is refused',
    async (typ) => {
      expectUnfit(await ask(second, await company.token({ sub: 'grace' }, { typ }), { subject_token_type: JWT }));
    },
  );

  it('8693-04 an access token of the issuer counts as one only by that name', async () => {
    const token = await company.token({ sub: 'grace' }, { typ: 'at+jwt' });
    expect((await ask(second, token)).status).toBe(200);
    expectUnfit(await ask(second, token, { subject_token_type: JWT }));
  });

  it('8693-04 an ID token needs a client that may exchange them (attack 26)', async () => {
    expectUnfit(await present({}, { subject_token_type: ID_TOKEN }));
    const registered = await sibling({ exchange_id_tokens: true });
    const may_act = { iss: gatehouse.url, sub: registered.id };
    expect((await present({ may_act }, { subject_token_type: ID_TOKEN }, registered)).status).toBe(200);
  });

  it('8693-04 an issuer that is trusted for something else, or no more, says nothing of people', async () => {
    const fields = { uses: ['subject_token'], clients: [second.id], scope: 'mcp' };
    const gone = await ForeignIssuer.register(gatehouse, fields);
    await link(gone, 'grace');
    for (const [uses, status] of [
      [['subject_token'], 200],
      [['workload'], 400],
      [['id_jag'], 400],
      [['subject_token', 'workload'], 200],
    ] as const) {
      await gatehouse.adminCall('PATCH', `/issuers/${gone.view.id}`, { uses });
      expect([uses, (await present({}, {}, second, gone)).status]).toEqual([uses, status]);
    }
    await gatehouse.adminCall('PATCH', `/issuers/${gone.view.id}`, { status: 'inactive' });
    expectUnfit(await present({}, {}, second, gone));
  });

  it('8693-04 a person may be known by a verified address, where the issuer’s count', async () => {
    const person = await createPerson(gatehouse);
    const known = await ForeignIssuer.register(gatehouse, {
      uses: ['subject_token'],
      clients: [second.id],
      scope: 'mcp user',
      link_verified_email: true,
    });
    const { email } = person;
    expectUnfit(await present({ sub: 'new', email, email_verified: false }, {}, second, known));
    expectUnfit(await present({ sub: 'new', email, email_verified: 'true' }, {}, second, known));
    expectUnfit(await present({ sub: 'new', email, email_verified: true }));
    const answer = await present({ sub: 'new', email, email_verified: true }, {}, second, known);
    expect(claimsOf(answer.body.access_token).sub).toBe(person.id);
    // From now on by its subject: another one with the same address is somebody else.
    expect(claimsOf((await present({ sub: 'new' }, {}, second, known)).body.access_token).sub).toBe(person.id);
    expectUnfit(await present({ sub: 'newer', email, email_verified: true }, {}, second, known));
    await gatehouse.adminCall('PATCH', `/users/${person.id}`, { status: 'inactive' });
    expectUnfit(await present({ sub: 'new' }, {}, second, known));
  });

  it('8693-04 nobody else’s signature makes it the issuer’s', async () => {
    const text = JSON.stringify(company.claims({ sub: 'grace' }));
    const forged = await signed(text, await foreignKey('ES256', company.key.jwk.kid));
    expectUnfit(await ask(second, forged, { subject_token_type: JWT }));
  });
});

describe('8693-05 actor_token and its type go together, and are the client’s own (RFC 8693 §2.1)', () => {
  const withActor = async (actor: string | undefined, type: string | undefined = ACCESS_TOKEN, one = second) =>
    ask(one, await tokenOf(first), { actor_token: actor, actor_token_type: type });

  it('8693-05 a token of the client itself changes nothing but the end', async () => {
    for (const type of [ACCESS_TOKEN, JWT]) {
      const answer = await withActor(await tokenOf(second), type);
      expect(claimsOf(answer.body.access_token).act).toEqual({ sub: second.id, act: { sub: first.id } });
    }
    const itself = await sibling({ subject: 'client' });
    expect((await withActor(await tokenOf(itself), ACCESS_TOKEN, itself)).status).toBe(200);
  });

  it('8693-05 one without the other is invalid_request', async () => {
    const subject = await tokenOf(first);
    expectOAuthError(await ask(second, subject, { actor_token: await tokenOf(second) }), 400, 'invalid_request');
    expectOAuthError(await ask(second, subject, { actor_token_type: ACCESS_TOKEN }), 400, 'invalid_request');
  });

  it.each([ID_TOKEN, REFRESH_TOKEN, ID_JAG, 'urn:ietf:params:oauth:token-type:saml2', 'x'])(
    '8693-05 type %s is invalid_request',
    async (type) => {
      expectOAuthError(await withActor(await tokenOf(second), type), 400, 'invalid_request');
    },
  );

  it.each<[string, () => Promise<string> | string]>([
    ['of another client of the owner', () => tokenOf(first)],
    ['of a stranger', () => tokenOf(stranger)],
    ['that the client got for another’s', async () => exchanged(second, await tokenOf(first))],
    ['of a person', async () => (await personTokens()).access_token],
    ['that is an ID token', async () => (await personTokens({ scope: 'openid' })).id_token],
    ['that is nothing', () => 'x'],
    ['that is spoilt', async () => `${(await tokenOf(second)).split('.').slice(0, 2).join('.')}.AAAA`],
    ['that is too long', () => 'a'.repeat(16_385)],
    [
      'whose session was closed',
      async () => {
        const token = await tokenOf(second);
        await gatehouse.adminCall('DELETE', `/sessions/${claimsOf(token).sid}`);
        return token;
      },
    ],
  ])('8693-05 one %s is invalid_request', async (_, make) => {
    expectOAuthError(await withActor(await make()), 400, 'invalid_request');
  });
});

describe('8693-06 what does not exist, and what is no subject (RFC 8693 §2.2.2)', () => {
  it.each(['resource', 'audience'])('8693-06 an unknown %s is invalid_target', async (name) => {
    const subject = await tokenOf(first);
    for (const target of [`${gatehouse.url}/api/v1/mcp/none`, 'https://other.example/', 'tools', `${resources[0]}#x`]) {
      expectOAuthError(await ask(second, subject, { [name]: target }), 400, 'invalid_target');
    }
  });

  it('8693-06 so are more than twenty', async () => {
    const many = Array.from({ length: 21 }, (_, i) => `${resources[0]}?${i}`);
    expectOAuthError(await ask(second, await tokenOf(first), { resource: many }), 400, 'invalid_target');
  });

  it.each([REFRESH_TOKEN, ID_JAG, 'urn:ietf:params:oauth:token-type:saml1', 'urn:x', 'access_token'])(
    '8693-06 subject_token_type %s is invalid_request (attack 26)',
    async (subject_token_type) => {
      expectOAuthError(await ask(second, await tokenOf(first), { subject_token_type }), 400, 'invalid_request');
    },
  );

  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const parts = async () => (await tokenOf(first)).split('.') as [string, string, string];
  it.each<[string, () => Promise<string> | string]>([
    ['that is nothing', () => 'x'],
    ['of two dots', () => '..'],
    ['of five parts', () => 'a.b.c.d.e'],
    ['with a spoilt signature', async () => `${(await parts()).slice(0, 2).join('.')}.AAAA`],
    ['without a signature', async () => `${(await parts()).slice(0, 2).join('.')}.`],
    ['of alg none', async () => `${encoded({ alg: 'none', typ: 'at+jwt' })}.${(await parts())[1]}.`],
    [
      'whose subject was changed',
      async () => {
        const [head, body, tail] = await parts();
        const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
        return `${head}.${encoded({ ...claims, sub: scene.person.id })}.${tail}`;
      },
    ],
    [
      'that an unknown issuer made',
      async () => signed(JSON.stringify({ iss: 'https://x.example' }), await foreignKey()),
    ],
    [
      'that says it is ours',
      async () => signed(JSON.stringify({ ...claimsOf(await tokenOf(first)) }), await foreignKey(), { typ: 'at+jwt' }),
    ],
    ['that is an ID token of ours (attack 26)', async () => (await personTokens({ scope: 'openid user' })).id_token],
    ['that is a refresh token', async () => (await personTokens()).refresh_token],
    ['that is an authorization code', async () => (await scene.code()).code],
    [
      'that is an introspection’s answer',
      async () => {
        const headers = { authorization: basicHeader(first.id, first.secret), 'content-type': FORM };
        const accept = 'application/token-introspection+jwt';
        const body = new URLSearchParams({ token: await tokenOf(first) }).toString();
        return (await gatehouse.request('POST', '/oauth/introspect', { headers: { ...headers, accept }, body })).text;
      },
    ],
    ['with a line break', async () => `${await tokenOf(first)}\n`],
    ['twice in one', async () => `${await tokenOf(first)} ${await tokenOf(first)}`],
  ])('8693-06 a subject_token %s is invalid_request', async (_, make) => {
    const token = await make();
    for (const type of [ACCESS_TOKEN, JWT]) expectUnfit(await ask(second, token, { subject_token_type: type }));
  });

  it('8693-06 one that is too long is invalid_request', async () => {
    expectOAuthError(await ask(second, 'a'.repeat(16_385)), 400, 'invalid_request');
  });

  it('8693-06 nothing of the tokens is in log or evidence', async () => {
    const subject = await tokenOf(first);
    const [, , signature] = subject.split('.') as [string, string, string];
    await ask(stranger, subject);
    await ask(second, `${subject}x`);
    const evidence = await gatehouse.sql('SELECT * FROM audit_events');
    expect(JSON.stringify(evidence) + gatehouse.logLines.join('')).not.toContain(signature);
    const [refusal] = await gatehouse.sql<{ reason: string }>(
      `SELECT reason FROM audit_events WHERE kind = 'token.refused' AND client_id = $1 ORDER BY id DESC LIMIT 1`,
      [stranger.id],
    );
    expect(refusal?.reason).toBe('invalid_request');
  });
});

describe('8693-07 what has ended cannot be passed on (RFC 8693 §2.1, §7)', () => {
  it.each<[string, (one: Agent, token: string) => Promise<unknown>]>([
    ['revoked by its client', (one, token) => revoked(one, token)],
    ['closed by an administrator', (_one, token) => gatehouse.adminCall('DELETE', `/sessions/${claimsOf(token).sid}`)],
    [
      'of a client that was deactivated',
      ({ id }) => gatehouse.adminCall('PATCH', `/clients/${id}`, { status: 'inactive' }),
    ],
    ['of a client that was deleted', ({ id }) => gatehouse.adminCall('DELETE', `/clients/${id}`)],
    [
      'of a client that has expired',
      ({ id }) => gatehouse.sql(`UPDATE clients SET expires_at = now() - interval '1 h' WHERE client_id = $1`, [id]),
    ],
    [
      'of a client that somebody else owns now',
      ({ id }) => gatehouse.sql('UPDATE clients SET owner_id = $1 WHERE client_id = $2', [stranger.owner.id, id]),
    ],
  ])('8693-07 a token %s', async (_, change) => {
    const owner = await agent();
    const [lender, borrower] = [await sibling({}, owner), await sibling({}, owner)];
    const token = await tokenOf(lender);
    expect((await ask(borrower, token)).status).toBe(200);
    await change(lender, token);
    expectUnfit(await ask(borrower, token));
  });

  it('8693-07 a token of a person who was deactivated, or of one who is gone', async () => {
    for (const change of ['PATCH', 'DELETE']) {
      const person = await createPerson(gatehouse);
      const flow = new AuthorizationFlow(gatehouse, app, new TestBrowser(gatehouse.url));
      const { access_token: token } = await flow.tokens(person, { resource: resources[0], scope: 'user mcp' });
      const child = await exchanged(second, token);
      const body = change === 'PATCH' ? { status: 'inactive' } : undefined;
      await gatehouse.adminCall(change, `/users/${person.id}`, body);
      expectUnfit(await ask(second, token));
      expectUnfit(await ask(second, child));
      expect(await atTheGate(child)).toBe(401);
    }
  });

  it('8693-07 an owner who was deactivated has no clients that exchange', async () => {
    const lender = await agent();
    const borrower = await sibling({}, lender);
    const token = await tokenOf(lender);
    await gatehouse.adminCall('PATCH', `/users/${lender.owner.id}`, { status: 'inactive' });
    expectOAuthError(await ask(borrower, token), 401, 'invalid_client');
  });

  it('8693-07 a token whose session is over, though the token is accepted a moment longer', async () => {
    const subject = await tokenOf(first);
    await gatehouse.sql(`UPDATE sessions SET expires_at = now() - interval '1 s' WHERE id = $1`, [
      claimsOf(subject).sid,
    ]);
    expectUnfit(await ask(second, subject));
  });

  it('8693-07 a client in between that was deactivated ends what came of it', async () => {
    const between = await sibling();
    const passed = await exchanged(between, await tokenOf(first));
    const last = await exchanged(second, passed);
    expect(await atTheGate(last)).toBe(200);
    await gatehouse.adminCall('PATCH', `/clients/${between.id}`, { status: 'inactive' });
    expect([await atTheGate(passed), await atTheGate(last)]).toEqual([401, 401]);
    expectUnfit(await ask(second, last));
  });

  it('8693-07 a client whose resources were cut gets no more of them by exchanging', async () => {
    const one = await sibling();
    const subject = await tokenOf(first);
    expect((await ask(one, subject)).status).toBe(200);
    await gatehouse.adminCall('PATCH', `/clients/${one.id}`, { resources: [resources[1]] });
    expectOAuthError(await ask(one, subject), 400, 'invalid_target');
  });

  it('8693-07 an upstream that is gone is no target', async () => {
    const made = await gatehouse.create('/upstreams', { name: 'gone', kind: 'mcp', url: 'http://127.0.0.1:9/' });
    const subject = await tokenOf(first, { resource: made.resource });
    await gatehouse.adminCall('DELETE', `/upstreams/${made.id}`);
    expectOAuthError(await ask(second, subject), 400, 'invalid_target');
  });
});

describe('8693-07 a bound token is exchanged by whoever holds its key (RFC 9449 §6, RFC 8705 §3)', () => {
  let key: DpopKey;
  let thief: DpopKey;
  beforeAll(async () => {
    [key, thief] = [await DpopKey.make(), await DpopKey.make()];
  });
  const url = () => `${gatehouse.url}/oauth/token`;

  /** A token request of a client that proves a key, or holds a certificate, or neither. */
  async function post(one: Agent, form: Record<string, string>, by: DpopKey | TestCertificate | null): Promise<Answer> {
    const headers = { 'content-type': FORM, authorization: basicHeader(one.id, one.secret) };
    const body = new URLSearchParams(form).toString();
    if (by === null) return gatehouse.request('POST', '/oauth/token', { headers, body });
    if (by instanceof DpopKey) {
      const dpop = await by.proof('POST', url(), { claims: { iat: now() } });
      return gatehouse.request('POST', '/oauth/token', { headers: { ...headers, dpop }, body });
    }
    const { MTLS_PUBLIC_URL } = gatehouse.settings;
    const question = { method: 'POST', headers, body, certificate: by, ca: certified.serverAuthority };
    return tlsRequest(`${MTLS_PUBLIC_URL}/oauth/token`, question);
  }
  const own = async (one: Agent, by: DpopKey | TestCertificate): Promise<string> =>
    (await post(one, { grant_type: 'client_credentials', resource: resources[0] }, by)).body.access_token as string;
  const exchangedBy = (
    one: Agent,
    subject: string,
    by: DpopKey | TestCertificate | null,
    more: Record<string, string> = {},
  ) => post(one, { grant_type: EXCHANGE, subject_token: subject, subject_token_type: ACCESS_TOKEN, ...more }, by);

  it('8693-07 of a key: with a proof of the same, which binds the new token too', async () => {
    const subject = await own(first, key);
    const answer = await exchangedBy(second, subject, key);
    expect([answer.status, answer.body.token_type]).toEqual([200, 'DPoP']);
    expect(claimsOf(answer.body.access_token).cnf).toEqual({ jkt: key.jkt });
    expectUnfit(await exchangedBy(second, subject, null));
    expectUnfit(await exchangedBy(second, subject, thief));
    expectUnfit(await exchangedBy(first, subject, certificate));
  });

  it('8693-07 one that is bound to nothing may be bound by whoever exchanges it', async () => {
    const answer = await exchangedBy(second, await tokenOf(first), key);
    expect(claimsOf(answer.body.access_token).cnf).toEqual({ jkt: key.jkt });
  });

  it('8693-07 of a certificate: on a connection that shows the same', async () => {
    const bound = { tls_client_certificate_bound_access_tokens: true };
    const [holder, other] = [await sibling(bound), await sibling(bound)];
    const subject = await own(holder, certificate);
    const cnf = { 'x5t#S256': certificate.presented.thumbprint };
    expect(claimsOf(subject).cnf).toEqual(cnf);
    const answer = await exchangedBy(holder, subject, certificate);
    expect([answer.status, claimsOf(answer.body.access_token).cnf]).toEqual([200, cnf]);
    expect(claimsOf((await exchangedBy(other, subject, certificate)).body.access_token).cnf).toEqual(cnf);
    // The tokens of this client are bound to no certificate: it would make a bearer token of a bound one.
    expectUnfit(await exchangedBy(second, subject, certificate));
    const another = await certified.authority.issue();
    for (const by of [null, key, another])
      expect((await exchangedBy(other, subject, by)).body.error).toBe('invalid_request');
    expectUnfit(await exchangedBy(other, subject, another));
  });

  it('8693-07 an actor_token that is bound needs the proof as well', async () => {
    const [actor, subject] = [await own(second, key), await tokenOf(first)];
    const more = { actor_token: actor, actor_token_type: ACCESS_TOKEN };
    expect((await exchangedBy(second, subject, key, more)).status).toBe(200);
    for (const by of [null, thief])
      expectOAuthError(await exchangedBy(second, subject, by, more), 400, 'invalid_request');
    const both = await own(first, thief);
    expectUnfit(await exchangedBy(second, both, key, more));
  });
});

describe('8693-08 what a token came from ends it (product rule)', () => {
  it.each<[string, (one: Agent, token: string) => Promise<unknown>]>([
    ['revoked by its client', (one, token) => revoked(one, token)],
    ['closed by an administrator', (_one, token) => gatehouse.adminCall('DELETE', `/sessions/${claimsOf(token).sid}`)],
    ['lost with its client', ({ id }) => gatehouse.adminCall('PATCH', `/clients/${id}`, { status: 'inactive' })],
    ['lost with its client for ever', ({ id }) => gatehouse.adminCall('DELETE', `/clients/${id}`)],
    ['lost with a scope of its client', ({ id }) => gatehouse.adminCall('PATCH', `/clients/${id}`, { scope: 'mcp' })],
    ['lost with its owner', ({ owner }) => gatehouse.adminCall('PATCH', `/users/${owner.id}`, { status: 'inactive' })],
    [
      'lost to another owner',
      ({ id }) => gatehouse.adminCall('PATCH', `/clients/${id}`, { owner_id: stranger.owner.id }),
    ],
  ])('8693-08 %s, with all that came of it', async (_, end) => {
    const borrower = await agent();
    const root = await agent({ exchange_from: [borrower.id] });
    const chain = [await tokenOf(root)];
    for (let i = 0; i < 3; i++) chain.push(await exchanged(await sibling({}, root), chain.at(-1)!));
    chain.push(await exchanged(borrower, chain[0]!));
    const apart = await tokenOf(second);
    for (const token of chain) expect(await atTheGate(token)).toBe(200);
    await end(root, chain[0]!);
    for (const token of chain) expect(await atTheGate(token)).toBe(401);
    expect(await atTheGate(apart)).toBe(200);
  });

  it('8693-08 the end of one branch is not that of its root', async () => {
    const root = await tokenOf(first);
    const [left, right] = [await exchanged(second, root), await exchanged(others[1]!, root)];
    const below = await exchanged(others[2]!, left);
    await revoked(second, left);
    expect([await atTheGate(left), await atTheGate(below)]).toEqual([401, 401]);
    expect([await atTheGate(root), await atTheGate(right)]).toEqual([200, 200]);
  });

  it('8693-08 nobody revokes what they only passed on, nor what came of it by others', async () => {
    const root = await tokenOf(first);
    const child = await exchanged(second, root);
    await revoked(second, root);
    await revoked(first, child);
    expect([await atTheGate(root), await atTheGate(child)]).toEqual([200, 200]);
  });

  it('8693-08 the person signs out, and what was done in their name is over', async () => {
    const browser = new TestBrowser(gatehouse.url);
    const flow = new AuthorizationFlow(gatehouse, app, browser);
    const { access_token: subject } = await flow.tokens(scene.person, {
      resource: resources[0],
      scope: 'openid user mcp',
    });
    const child = await exchanged(second, subject);
    expect(await atTheGate(child)).toBe(200);
    await browser.post('/sign-out', hiddenFields(await browser.get('/account')));
    expect(await atTheGate(child)).toBe(401);
  });

  it('8693-08 a refresh token that is stolen ends what came of the access tokens', async () => {
    const desktop = await createRelyingParty(gatehouse, {
      token_endpoint_auth_method: 'none',
      exchange_from: [second.id],
      first_party: true,
    });
    const flow = new AuthorizationFlow(gatehouse, desktop, new TestBrowser(gatehouse.url));
    const tokens = await flow.tokens(scene.person, { resource: resources[0], scope: 'openid user mcp' });
    const child = await exchanged(second, tokens.access_token);
    const next = (await flow.refresh(tokens.refresh_token)).body;
    await flow.refresh(next.refresh_token);
    expect(await atTheGate(child)).toBe(200);
    expectOAuthError(await flow.refresh(tokens.refresh_token), 400, 'invalid_grant');
    expect(await atTheGate(child)).toBe(401);
  });
});

async function revoked(one: { id: string; secret: string }, token: string): Promise<void> {
  const answer = await gatehouse.request('POST', '/oauth/revoke', {
    headers: { 'content-type': FORM, authorization: basicHeader(one.id, one.secret) },
    body: new URLSearchParams({ token }).toString(),
  });
  expect(answer.status).toBe(200);
}
