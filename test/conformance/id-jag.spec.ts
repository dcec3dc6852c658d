/*
 * Identity Assertion JWT Authorization Grants (draft-ietf-oauth-identity-assertion-authz-grant, MCP Enterprise-Managed
 * Authorization, A20), as the one who accepts them. Not here, and why:
 *   JAG-01 to JAG-05 are the issuer's.
 *   JAG-16, step-up: no resource asks for a fresher sign-in yet, so that insufficient_user_authentication has no case.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientClaims, JWT_BEARER, Signer } from '../support/assertions.js';
import { DpopKey } from '../support/dpop.js';
import { ForeignIssuer, foreignKey, signed, signedRaw } from '../support/foreign-issuer.js';
import { type Answer, basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, createRelyingParty, REDIRECT, type TestPerson } from '../support/people.js';
import { expectOAuthError } from './scene.js';

const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const TYP = 'oauth-id-jag+jwt';

interface Credentials {
  readonly id: string;
  readonly secret: string;
}

let gatehouse: TestGatehouse;
let company: ForeignIssuer;
let client: Credentials;
let ada: TestPerson;
let one: string;
let two: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_ADMIN: '60000/60', LIMIT_ADMIN_CLIENT: '60000/60' });
  for (const name of ['one', 'two'])
    await gatehouse.create('/upstreams', { name, kind: 'mcp', url: 'http://127.0.0.1:9/' });
  [one, two] = ['one', 'two'].map((name) => `${gatehouse.url}/api/v1/mcp/${name}`) as [string, string];
  company = await trusted();
  client = await app();
  ada = await linked('ada');
});
afterAll(() => gatehouse.stop());

const trusted = (fields: Record<string, unknown> = {}, key?: Awaited<ReturnType<typeof foreignKey>>) =>
  ForeignIssuer.register(gatehouse, { uses: ['id_jag'], ...fields }, key);
const app = (fields: Record<string, unknown> = {}) =>
  gatehouse.agent({ grant_types: [ASSERTION], scope: 'mcp a2a user', ...fields });

async function linked(subject: string, fields: object = {}, person: Record<string, unknown> = {}) {
  const somebody = await createPerson(gatehouse, person);
  await gatehouse.create(`/users/${somebody.id}/identities`, { issuer: company.name, subject, ...fields });
  return somebody;
}

/** Claims of an ID-JAG that is in order. */
const claims = (changes: Record<string, unknown> = {}, of = company) =>
  of.claims({ sub: 'ada', client_id: client.id, resource: one, scope: 'mcp', ...changes });
const jag = (changes: Record<string, unknown> = {}, header: Record<string, unknown> = {}, of = company) =>
  signed(JSON.stringify(claims(changes, of)), of.key, { typ: TYP, ...header });
const send = (assertion: string, form: Record<string, string> = {}, who: Credentials | undefined = client) =>
  gatehouse.token({ grant_type: ASSERTION, assertion, ...form }, who);
const now = () => gatehouse.clock.seconds();

/** The claims of the token that was answered. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever came
function granted(answer: Answer): any {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return claimsOf(answer.body.access_token as string);
}

/** Refused as a grant, in words that tell nothing of the reason; the log has it. */
function expectRefused(answer: Answer): void {
  expectOAuthError(answer, 400, 'invalid_grant');
  expect(answer.body.error_description).toBe('the assertion is not accepted');
}

describe('JAG-06 an ID-JAG is for us, for this client, and by somebody whom we trust (ID-JAG §4.4.1)', () => {
  it('JAG-06 such a one is a token for the person, by which the client acts', async () => {
    const answer = await send(await jag());
    expect(answer.body).toMatchObject({ token_type: 'Bearer', scope: 'mcp' });
    expect(granted(answer)).toMatchObject({ sub: ada.id, client_id: client.id, act: { sub: client.id }, aud: one });
  });

  it.each(['oauth-id-jag+jwt', 'application/oauth-id-jag+jwt', 'OAuth-ID-JAG+JWT'])(
    'JAG-06 typ %s is that of one',
    async (typ) => {
      expect(granted(await send(await jag({}, { typ }))).sub).toBe(ada.id);
    },
  );

  it.each([undefined, 'JWT', 'at+jwt', 'oauth-id-jag', 'id-jag+jwt', 'oauth-id-jag+jwt ', '', 5, null])(
    'JAG-06 typ %j is invalid_grant',
    async (typ) => {
      expectRefused(await send(await jag({}, { typ })));
    },
  );

  it.each<[string, () => Record<string, unknown>]>([
    ['no iss', () => ({ iss: undefined })],
    ['an iss that nobody trusts', () => ({ iss: 'https://stranger.example' })],
    ['an iss with a slash', () => ({ iss: `${company.name}/` })],
    ['an iss that is a list', () => ({ iss: [company.name] })],
    ['an iss with NUL', () => ({ iss: `${company.name}\u0000` })],
    ['no sub', () => ({ sub: undefined })],
    ['an empty sub', () => ({ sub: '' })],
    ['a sub that is a number', () => ({ sub: 5 })],
    ['a sub of 256 characters', () => ({ sub: 'a'.repeat(256) })],
    ['a sub with NUL', () => ({ sub: 'ada\u0000' })],
    ['a sub that nobody is', () => ({ sub: 'stranger' })],
    ['no aud', () => ({ aud: undefined })],
    ['an empty list as aud', () => ({ aud: [] })],
    ['the token endpoint as aud', () => ({ aud: `${gatehouse.url}/oauth/token` })],
    ['the resource as aud', () => ({ aud: one })],
    ['the issuer with a slash as aud', () => ({ aud: `${gatehouse.url}/` })],
    ['the issuer among others as aud', () => ({ aud: [gatehouse.url, 'https://other.example'] })],
    ['the issuer twice as aud', () => ({ aud: [gatehouse.url, gatehouse.url] })],
    ['a list in a list as aud', () => ({ aud: [[gatehouse.url]] })],
    ['no client_id', () => ({ client_id: undefined })],
    ['another client_id', () => ({ client_id: 'root-cli' })],
    ['the client_id in capitals', () => ({ client_id: client.id.toUpperCase() })],
    ['the client_id in a list', () => ({ client_id: [client.id] })],
    ['no jti', () => ({ jti: undefined })],
    ['an empty jti', () => ({ jti: '' })],
    ['a jti that is a number', () => ({ jti: 7 })],
    ['a jti of 256 characters', () => ({ jti: 'a'.repeat(256) })],
    ['no exp', () => ({ exp: undefined })],
    ['an exp that is text', () => ({ exp: String(now() + 60) })],
    ['an exp that is past', () => ({ exp: now() - 31 })],
    ['an exp of more than an hour', () => ({ exp: now() + 3700 })],
    ['no iat', () => ({ iat: undefined })],
    ['an iat that is text', () => ({ iat: 'now' })],
    ['an iat to come', () => ({ iat: now() + 60 })],
    ['an nbf to come', () => ({ nbf: now() + 60 })],
    ['a scope that is a list', () => ({ scope: ['mcp'] })],
    ['a scope that is null', () => ({ scope: null })],
    ['a resource that is not ours', () => ({ resource: 'https://elsewhere.example/mcp' })],
    ['a resource that is ours no more', () => ({ resource: `${gatehouse.url}/api/v1/mcp/gone` })],
    ['a resource that is not ours beside one that is', () => ({ resource: [one, 'https://elsewhere.example/mcp'] })],
    ['a resource with a fragment', () => ({ resource: `${one}#part` })],
    ['a resource with another path below', () => ({ resource: `${one}/more` })],
    ['a resource that is no URI', () => ({ resource: 'one' })],
    ['an empty resource', () => ({ resource: '' })],
    ['an empty list as resource', () => ({ resource: [] })],
    ['21 resources', () => ({ resource: Array.from({ length: 21 }, (_, n) => `${gatehouse.url}/${n}`) })],
    ['a resource that is an object', () => ({ resource: { uri: one } })],
    ['a resource that is null', () => ({ resource: null })],
    ['authorization_details', () => ({ authorization_details: [{ type: 'payment' }] })],
    ['empty authorization_details', () => ({ authorization_details: [] })],
  ])('JAG-06 %s is invalid_grant', async (_name, changes) => {
    expectRefused(await send(await jag(changes())));
  });

  it('JAG-06 aud may be a list of one', async () => {
    expect(granted(await send(await jag({ aud: [gatehouse.url] }))).aud).toBe(one);
  });

  it('JAG-06 resource is within the client’s own', async () => {
    const bound = await app({ resources: [two] });
    expectRefused(await send(await jag({ client_id: bound.id }), {}, bound));
    expect(granted(await send(await jag({ client_id: bound.id, resource: two }), {}, bound)).aud).toBe(two);
  });

  it.each(['ES256', 'EdDSA', 'PS256', 'RS256'])('JAG-06 %s is one of the algorithms', async (alg) => {
    const other = await trusted({}, await foreignKey(alg));
    await gatehouse.create(`/users/${ada.id}/identities`, { issuer: other.name, subject: alg });
    expect(granted(await send(await jag({ sub: alg }, {}, other))).sub).toBe(ada.id);
  });

  it('JAG-06 an algorithm that the issuer is not registered for is none', async () => {
    const strict = await trusted({ algorithms: ['PS256'] }, await foreignKey('RS256'));
    await gatehouse.create(`/users/${ada.id}/identities`, { issuer: strict.name, subject: 'strict' });
    expectRefused(await send(await jag({ sub: 'strict' }, {}, strict)));
  });

  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = (fields: object = {}) => ({ alg: 'ES256', kid: company.key.jwk.kid, typ: TYP, ...fields });
  it.each<[string, () => Promise<string> | string]>([
    ['alg none', () => `${part(header({ alg: 'none' }))}.${part(claims())}.`],
    [
      'HS256 under the public key',
      () => {
        const data = `${part(header({ alg: 'HS256' }))}.${part(claims())}`;
        return `${data}.${createHmac('sha256', JSON.stringify(company.key.jwk)).update(data).digest('base64url')}`;
      },
    ],
    ['another’s key', async () => signed(JSON.stringify(claims()), await foreignKey(), header())],
    ['another trusted issuer’s key', async () => signed(JSON.stringify(claims()), (await trusted()).key, { typ: TYP })],
    [
      'a key of its own in the header',
      async () => {
        const own = await foreignKey();
        return signed(JSON.stringify(claims()), own, header({ jwk: own.jwk }));
      },
    ],
    ['a place of keys in the header', () => jag({}, { jku: 'https://attacker.example/jwks' })],
    ['a certificate in the header', () => jag({}, { x5c: ['QQ=='] })],
    ['a crit that nobody knows', () => jag({}, { crit: ['ours'], ours: 1 })],
    ['a kid that is a path', () => jag({}, { kid: '../../dev/null' })],
    ['a spoilt signature', async () => `${(await jag()).split('.').slice(0, 2).join('.')}.AAAA`],
    ['no signature', async () => `${(await jag()).split('.').slice(0, 2).join('.')}.`],
    [
      'claims that were changed afterwards',
      async () => (await jag()).replace(/\.[^.]+\./, `.${part(claims({ scope: 'user' }))}.`),
    ],
    ['a claim twice', () => signedRaw(JSON.stringify(header()), doubled(), company.key)],
    ['five parts', async () => `${await jag()}.a.b`],
    ['nothing', () => '..'],
    ['no JWT at all', () => 'x'],
  ])('JAG-06 %s is invalid_grant', async (_name, make) => {
    expectRefused(await send(await make()));
  });
  const doubled = () => JSON.stringify(claims()).replace('{', '{"sub":"root",');

  it('JAG-06 20,000 characters are invalid_grant', async () => {
    expectOAuthError(await send('a'.repeat(20_000)), 400, 'invalid_grant');
  });

  it('JAG-06 an issuer that is not trusted for this is a stranger', async () => {
    for (const fields of [{ uses: ['workload'] }, { uses: ['subject_token'], scope: 'mcp' }, { status: 'inactive' }]) {
      const other = await trusted(fields);
      const body = { issuer: other.name, subject: 'ada' };
      await gatehouse.adminCall('POST', `/users/${ada.id}/identities`, body);
      expectRefused(await send(await jag({}, {}, other)));
    }
  });

  it('JAG-06 an issuer that is deactivated or removed is a stranger from then on', async () => {
    const other = await trusted();
    await gatehouse.create(`/users/${ada.id}/identities`, { issuer: other.name, subject: 'ada' });
    expect((await send(await jag({}, {}, other))).status).toBe(200);
    await gatehouse.adminCall('PATCH', `/issuers/${other.view.id}`, { status: 'inactive' });
    expectRefused(await send(await jag({}, {}, other)));
    await gatehouse.adminCall('PATCH', `/issuers/${other.view.id}`, { status: 'active' });
    expect((await send(await jag({}, {}, other))).status).toBe(200);
    await gatehouse.adminCall('DELETE', `/issuers/${other.view.id}`);
    expectRefused(await send(await jag({}, {}, other)));
  });

  it('JAG-06 an issuer speaks for the clients alone that it is registered with', async () => {
    const [mine, other] = [await app(), await app()];
    const narrow = await trusted({ clients: [mine.id] });
    await gatehouse.create(`/users/${ada.id}/identities`, { issuer: narrow.name, subject: 'ada' });
    expect((await send(await jag({ client_id: mine.id }, {}, narrow), {}, mine)).status).toBe(200);
    expectRefused(await send(await jag({ client_id: other.id }, {}, narrow), {}, other));
  });
});

describe('JAG-06 the client authenticates (EMA §7.7)', () => {
  it('JAG-06 none, a bare name, or another’s secret is invalid_client', async () => {
    const assertion = await jag();
    const other = await app();
    for (const [form, who] of [
      [{}, undefined],
      [{ client_id: client.id }, undefined],
      [{ client_id: client.id, client_secret: 'wrong' }, undefined],
      [{}, { id: client.id, secret: other.secret }],
      [{}, { id: 'nobody', secret: 'x' }],
    ] as const) {
      const answer = await gatehouse.token({ grant_type: ASSERTION, assertion, ...form }, who);
      expectOAuthError(answer, 401, 'invalid_client');
    }
    expect((await send(assertion)).status).toBe(200);
  });

  it('JAG-06 another client gets nothing by it, however it authenticates', async () => {
    expectRefused(await send(await jag(), {}, await app()));
  });

  it('JAG-06 a public client cannot be registered for it, nor use it', async () => {
    const fields = { grant_types: ['authorization_code', ASSERTION], token_endpoint_auth_method: 'none' };
    const owner = await createPerson(gatehouse);
    const body = {
      client_name: 'App',
      kind: 'application',
      owner_id: owner.id,
      redirect_uris: [REDIRECT],
      scope: 'mcp',
    };
    expect((await gatehouse.adminCall('POST', '/clients', { ...body, ...fields })).status).toBe(400);
    const desktop = await createRelyingParty(gatehouse, { token_endpoint_auth_method: 'none' });
    const assertion = await jag({ client_id: desktop.id });
    const ask = () => gatehouse.token({ grant_type: ASSERTION, assertion, client_id: desktop.id });
    expectOAuthError(await ask(), 400, 'unauthorized_client');
    // As if the registration had let it pass.
    await gatehouse.sql('UPDATE clients SET grant_types = grant_types || $2::text[] WHERE client_id = $1', [
      desktop.id,
      [ASSERTION],
    ]);
    expectOAuthError(await ask(), 401, 'invalid_client');
  });

  it('JAG-06 a client without the grant is unauthorized_client', async () => {
    const other = await gatehouse.agent();
    expectOAuthError(await send(await jag({ client_id: other.id }), {}, other), 400, 'unauthorized_client');
  });

  it('JAG-06 a key of its own, or its platform’s word, is authentication as good as a secret', async () => {
    const signer = await Signer.create();
    const keyed = await app({ token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [signer.publicJwk] } });
    const machine = await app({ token_endpoint_auth_method: 'workload_identity' });
    const platform = await ForeignIssuer.register(gatehouse);
    await platform.rule({ sub: 'machine' }, machine.id, { resources: [one], scope: 'mcp' });
    for (const [who, proof] of [
      [keyed, await signer.sign(clientClaims(keyed.id, gatehouse.url, now()))],
      [machine, await platform.token()],
    ] as const) {
      const form = { grant_type: ASSERTION, client_assertion_type: JWT_BEARER, client_assertion: proof, resource: one };
      const answer = await gatehouse.token({ ...form, assertion: await jag({ client_id: who.id }) });
      expect(granted(answer)).toMatchObject({ sub: ada.id, act: { sub: who.id }, aud: one });
    }
    // What a rule keeps from the machine no ID-JAG gives it.
    const beyond = async (asked: Record<string, string>) =>
      gatehouse.token({
        ...{ grant_type: ASSERTION, client_assertion_type: JWT_BEARER, client_assertion: await platform.token() },
        assertion: await jag({ client_id: machine.id, resource: two }),
        ...asked,
      });
    expectRefused(await beyond({}));
    expectOAuthError(await beyond({ resource: two }), 400, 'invalid_target');
  });

  it.each(['inactive client', 'inactive owner', 'expired client'])('JAG-06 an %s gets nothing', async (kind) => {
    const own = await app();
    if (kind === 'inactive client') await gatehouse.adminCall('PATCH', `/clients/${own.id}`, { status: 'inactive' });
    if (kind === 'inactive owner') await gatehouse.adminCall('PATCH', `/users/${own.owner.id}`, { status: 'inactive' });
    if (kind === 'expired client') {
      await gatehouse.sql(`UPDATE clients SET expires_at = now() - interval '1 day' WHERE client_id = $1`, [own.id]);
    }
    expectOAuthError(await send(await jag({ client_id: own.id }), {}, own), 401, 'invalid_client');
  });
});

describe('JAG-07 an ID-JAG is good for one use until it expires (EMA §5.1)', () => {
  it('JAG-07 the second use is refused, and of 20 at once one is the first', async () => {
    const assertion = await jag();
    expect((await send(assertion)).status).toBe(200);
    expectRefused(await send(assertion));
    const raced = await jag();
    const statuses = (await Promise.all(Array.from({ length: 20 }, () => send(raced)))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 400)).toHaveLength(19);
  });

  it('JAG-07 the same jti in another ID-JAG is refused, for as long as the first could be accepted', async () => {
    const jti = randomUUID();
    expect((await send(await jag({ jti, exp: now() + 100 }))).status).toBe(200);
    expectRefused(await send(await jag({ jti, scope: 'a2a' })));
    gatehouse.clock.advance(125_000);
    expectRefused(await send(await jag({ jti })));
  });

  it('JAG-07 a jti is its issuer’s own', async () => {
    const [jti, other] = [randomUUID(), await trusted()];
    await gatehouse.create(`/users/${ada.id}/identities`, { issuer: other.name, subject: 'ada' });
    expect((await send(await jag({ jti }))).status).toBe(200);
    expect((await send(await jag({ jti }, {}, other))).status).toBe(200);
  });

  it('JAG-07 it is spent with the session that it opens: what was refused before leaves it usable', async () => {
    const assertion = await jag();
    expectOAuthError(await send(assertion, { scope: 'a2a' }), 400, 'invalid_scope');
    expectOAuthError(await send(assertion, { resource: two }), 400, 'invalid_target');
    expectRefused(await send(assertion, {}, await app()));
    expect((await send(assertion)).status).toBe(200);
    expectRefused(await send(assertion));
  });
});

describe('JAG-08 the scope is what is asked for, assertion, client and person all give (EMA §5.1)', () => {
  const scopeOf = async (scope: string | undefined, requested?: string, more: Record<string, unknown> = {}) =>
    send(await jag({ scope, ...more }), requested === undefined ? {} : { scope: requested });

  it.each<[string, string | undefined, string | undefined, string]>([
    ['all of the assertion’s, when nothing is asked for', 'mcp a2a', undefined, 'a2a mcp'],
    ['what is asked for', 'mcp a2a', 'mcp', 'mcp'],
    ['no more than the assertion gives', 'mcp', 'mcp a2a', 'mcp'],
    ['no more than the client may', 'mcp service', undefined, 'mcp'],
    ['no more than the client may, when it is asked for', 'mcp service', 'mcp service', 'mcp'],
    ['no more than exists', 'mcp nonsense', 'mcp nonsense', 'mcp'],
    ['never what outlives it', 'mcp offline_access', undefined, 'mcp'],
    ['all that the client may, when the assertion says nothing', undefined, undefined, 'user a2a mcp'],
    ['a lesser one of the assertion’s', 'user', 'anonymous', 'anonymous'],
  ])('JAG-08 %s', async (_name, scope, requested, left) => {
    const answer = await scopeOf(scope, requested);
    expect(granted(answer).scope).toBe(left);
    expect(answer.body.scope).toBe(left);
  });

  it.each<[string, string, string | undefined]>([
    ['asked for', 'mcp', 'a2a'],
    ['of the client', 'service', undefined],
    ['of the assertion', '', undefined],
    ['that exists', 'nonsense', undefined],
    ['of another case', 'MCP', undefined],
  ])('JAG-08 nothing left of what is %s is invalid_scope', async (_name, scope, requested) => {
    expectOAuthError(await scopeOf(scope, requested), 400, 'invalid_scope');
  });

  it('JAG-08 what the person does not hold the assertion cannot give', async () => {
    const strong = await app({ scope: 'admin mcp' });
    const chief = await linked('chief', {}, { roles: ['admin'] });
    const ask = async (sub: string) =>
      granted(await send(await jag({ sub, client_id: strong.id, scope: 'admin mcp' }), {}, strong));
    expect(await ask('ada')).toMatchObject({ sub: ada.id, scope: 'mcp' });
    expect(await ask('chief')).toMatchObject({ sub: chief.id, scope: 'admin mcp' });
    await gatehouse.adminCall('PATCH', `/users/${chief.id}`, { roles: ['user'] });
    expect(await ask('chief')).toMatchObject({ sub: chief.id, scope: 'mcp' });
  });

  it('JAG-08 roles and groups in the assertion give nothing', async () => {
    const strong = await app({ scope: 'admin mcp' });
    const more = { client_id: strong.id, roles: ['admin'], groups: ['admin'], permissions: ['admin'] };
    expect(granted(await send(await jag({ scope: 'admin mcp', ...more }), {}, strong)).scope).toBe('mcp');
  });
});

describe('JAG-09 the token is for the resource that the assertion names (EMA §5.1)', () => {
  it.each<[string, () => unknown, () => Record<string, string>, () => string]>([
    ['the one that is named', () => one, () => ({}), () => one],
    ['the one that is asked for among those named', () => [one, two], () => ({ resource: two }), () => two],
    ['the first that is named', () => [two, one], () => ({}), () => two],
    ['the one that is asked for, when none is named', () => undefined, () => ({ resource: two }), () => two],
    ['the client’s default, when there is nothing else', () => undefined, () => ({}), () => gatehouse.url],
  ])('JAG-09 aud is %s', async (_name, resource, form, audience) => {
    expect(granted(await send(await jag({ resource: resource() }), form())).aud).toBe(audience());
  });

  it.each<[string, () => Record<string, string>]>([
    ['another of ours', () => ({ resource: two })],
    ['another of ours, as audience', () => ({ audience: two })],
    ['the issuer', () => ({ resource: gatehouse.url })],
    ['one of nobody', () => ({ resource: 'https://elsewhere.example/' })],
  ])('JAG-09 %s cannot be asked for instead', async (_name, form) => {
    expectOAuthError(await send(await jag(), form()), 400, 'invalid_target');
  });

  it('JAG-09 the gate of another resource refuses it', async () => {
    const { access_token: token } = (await send(await jag())).body;
    const call = async (resource: string) => {
      const answer = await fetch(resource, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
      });
      return answer.status;
    };
    // Nobody listens behind the gate: 502 is how far one comes who is admitted.
    expect([await call(one), await call(two)]).toEqual([502, 401]);
  });
});

describe('JAG-10 there is no refresh token (ID-JAG §4.4.2)', () => {
  it('JAG-10 also for a client that has the grant, and asks for it', async () => {
    const fields = {
      grant_types: ['authorization_code', 'refresh_token', ASSERTION],
      scope: 'openid offline_access mcp',
    };
    const party = await createRelyingParty(gatehouse, fields);
    const who = { id: party.id, secret: party.secret ?? '' };
    const assertion = await jag({ client_id: party.id, scope: 'openid offline_access mcp' });
    const answer = await send(assertion, { scope: 'openid offline_access mcp' }, who);
    expect(granted(answer).scope).toBe('mcp openid');
    expect(Object.keys(answer.body).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type']);
    const rows = await gatehouse.sql('SELECT 1 FROM refresh_tokens WHERE client_id = $1', [party.id]);
    expect(rows).toEqual([]);
  });
});

describe('JAG-11 what we issue ourselves is no ID-JAG to us (ID-JAG §8)', () => {
  it('JAG-11 our own tokens are refused, whatever they are called', async () => {
    const own = await gatehouse.accessToken('root-cli', 'root secret: with +%& and ünicode', { scope: 'admin' });
    expectRefused(await send(own));
    expectRefused(await send(await jag({ iss: gatehouse.url })));
    const { access_token: token } = (await send(await jag())).body;
    expectRefused(await send(token as string));
  });

  it('JAG-11 our own issuer cannot be registered as somebody else', async () => {
    const self = await TestGatehouse.start({ PUBLIC_URL: 'https://gate.example', NODE_ENV: 'test' });
    try {
      const { jwk } = await foreignKey();
      for (const issuer of ['https://gate.example', 'https://gate.example/']) {
        const body = { issuer, name: 'Ourselves', uses: ['id_jag'], jwks: { keys: [jwk] } };
        const answer = await self.adminCall('POST', '/issuers', body);
        expect([answer.status, answer.body.errors]).toEqual([
          400,
          [{ pointer: '/issuer', detail: 'is this Gatehouse' }],
        ]);
      }
    } finally {
      await self.stop();
    }
  });
});

describe('JAG-12 one that is bound to a key is good in the hands of its holder (ID-JAG §8.2)', () => {
  const tokenUrl = () => `${gatehouse.url}/oauth/token`;
  const prove = (assertion: string, dpop?: string) =>
    gatehouse.request('POST', '/oauth/token', {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: basicHeader(client.id, client.secret),
        ...(dpop === undefined ? {} : { dpop }),
      },
      body: new URLSearchParams({ grant_type: ASSERTION, assertion }).toString(),
    });

  it('JAG-12 with a proof by the key it is a token that is bound to it', async () => {
    const key = await DpopKey.make();
    const answer = await prove(await jag({ cnf: { jkt: key.jkt } }), await key.proof('POST', tokenUrl()));
    expect(answer.body.token_type).toBe('DPoP');
    expect(granted(answer).cnf).toEqual({ jkt: key.jkt });
  });

  it('JAG-12 without a proof, or with another’s, it is invalid_grant, and is not spent', async () => {
    const [key, other] = [await DpopKey.make(), await DpopKey.make()];
    const assertion = await jag({ cnf: { jkt: key.jkt } });
    expectRefused(await prove(assertion));
    expectRefused(await prove(assertion, await other.proof('POST', tokenUrl())));
    expectOAuthError(await prove(assertion, 'x'), 400, 'invalid_dpop_proof');
    expect((await prove(assertion, await key.proof('POST', tokenUrl()))).status).toBe(200);
  });

  it('JAG-12 a proof for one that is not bound binds the token all the same', async () => {
    const key = await DpopKey.make();
    const answer = await prove(await jag(), await key.proof('POST', tokenUrl()));
    expect(granted(answer).cnf).toEqual({ jkt: key.jkt });
  });

  it.each<[string, (jkt: string) => unknown]>([
    ['a key itself', () => ({ jwk: { kty: 'EC' } })],
    ['a certificate that was not shown', (jkt) => ({ jkt, 'x5t#S256': 'AAAA' })],
    ['a number', () => ({ jkt: 5 })],
    ['something unknown beside the key', (jkt) => ({ jkt, other: 'x' })],
    ['nothing', () => ({})],
    ['text', (jkt) => jkt],
    ['a list', (jkt) => [{ jkt }]],
    ['null', () => null],
  ])('JAG-12 bound to %s it is invalid_grant', async (_name, cnf) => {
    const key = await DpopKey.make();
    expectRefused(await prove(await jag({ cnf: cnf(key.jkt) }), await key.proof('POST', tokenUrl())));
  });
});

describe('JAG-13 metadata says that ID-JAGs are accepted, and not from whom', () => {
  it.each(['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'])(
    'JAG-13 %s',
    async (path) => {
      const { body, text } = await gatehouse.request('GET', path);
      expect(body.authorization_grant_profiles_supported).toEqual(['urn:ietf:params:oauth:grant-profile:id-jag']);
      expect(body.grant_types_supported).toContain(ASSERTION);
      expect(text).not.toContain(company.name);
    },
  );
});

describe('JAG-14 no ID-JAG is kept', () => {
  it('JAG-14 neither log nor any table has one, accepted or refused', async () => {
    const assertions = [await jag(), await jag({ scope: 'nonsense' }), await jag({ client_id: 'root-cli' })];
    const statuses = [];
    for (const assertion of assertions) statuses.push((await send(assertion)).status);
    expect(statuses).toEqual([200, 400, 400]);
    statuses.push((await send(assertions[0] ?? '', {}, { id: client.id, secret: 'wrong' })).status);
    const tables = await gatehouse.sql<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    expect(tables.map(({ name }) => name)).toContain('audit_events');
    const log = gatehouse.logLines.join('');
    expect(log.includes('(it is made out to another client)')).toBe(true);
    for (const assertion of assertions) {
      for (const part of assertion.split('.').slice(1)) {
        expect(log.includes(part)).toBe(false);
        for (const { name } of tables) {
          const rows = await gatehouse.sql(`SELECT 1 FROM ${name} AS t WHERE to_jsonb(t)::text LIKE $1`, [`%${part}%`]);
          expect([name, rows]).toEqual([name, []]);
        }
      }
    }
  });

  it('JAG-14 but evidence says whose word a session rests on', async () => {
    const assertion = await jag();
    const { sid } = granted(await send(assertion));
    const [row] = await gatehouse.sql<{ detail: { grounds?: object } }>(
      "SELECT detail FROM audit_events WHERE kind = 'token.issued' AND sid = $1",
      [sid],
    );
    expect(row?.detail.grounds).toEqual({ iss: company.name, jti: claimsOf(assertion).jti });
  });

  it('JAG-14 one in a URL is not read', async () => {
    const query = new URLSearchParams({ grant_type: ASSERTION, assertion: await jag() }).toString();
    const headers = {
      authorization: basicHeader(client.id, client.secret),
      'content-type': 'application/x-www-form-urlencoded',
    };
    const answer = await gatehouse.request('POST', `/oauth/token?${query}`, {
      headers,
      body: `grant_type=${ASSERTION}`,
    });
    expect(answer.status).toBe(400);
  });
});

describe('JAG-15 a person is who issuer, tenant and subject together say', () => {
  it('JAG-15 the same subject of another tenant, or of another issuer, is somebody else', async () => {
    const [first, second] = [await linked('shared', { tenant: 't1' }), await linked('shared', { tenant: 't2' })];
    const who = async (more: Record<string, unknown>, of = company) =>
      send(await jag({ sub: 'shared', ...more }, {}, of));
    expect(granted(await who({ tenant: 't1' })).sub).toBe(first.id);
    expect(granted(await who({ tenant: 't2' })).sub).toBe(second.id);
    expectRefused(await who({}));
    expectRefused(await who({ tenant: '' }));
    expectRefused(await who({ tenant: 'T1' }));
    expectRefused(await who({ tenant: 1 }));
    expectRefused(await who({ tenant: ['t1'] }));
    expectRefused(await who({ tenant: null }));
    expectRefused(await who({ tenant: 't1' }, await trusted()));
    // Not what others might call it.
    expectRefused(await who({ tid: 't1', tenant_id: 't1' }));
  });

  it('JAG-15 what divides tenant and subject cannot be moved', async () => {
    await linked('b c', { tenant: 'a' });
    expectRefused(await send(await jag({ sub: 'c', tenant: 'a b' })));
    expectRefused(await send(await jag({ sub: 'a b c' })));
  });
});

describe('JAG-16 a person is found by a link, and by an e-mail address only where that is the policy', () => {
  let open: ForeignIssuer;
  beforeAll(async () => {
    open = await trusted({ link_verified_email: true });
  });
  const claim = async (more: Record<string, unknown>, of = open) =>
    send(await jag({ sub: randomUUID(), ...more }, {}, of));
  const identities = async ({ id }: TestPerson) =>
    (await gatehouse.adminCall('GET', `/users/${id}/identities`)).body.items as unknown[];

  it('JAG-16 a verified address finds its owner once, and links them', async () => {
    const bob = await createPerson(gatehouse);
    const sub = randomUUID();
    const address = { email: bob.email.toUpperCase(), email_verified: true };
    expect(granted(await claim({ sub, ...address })).sub).toBe(bob.id);
    expect(await identities(bob)).toMatchObject([{ issuer: open.name, subject: sub, tenant: '' }]);
    // From now on it is the subject that counts: not the address, and not whether it is verified.
    const eve = await createPerson(gatehouse);
    expect(granted(await claim({ sub, email: eve.email, email_verified: true })).sub).toBe(bob.id);
    expect(granted(await claim({ sub })).sub).toBe(bob.id);
    expect(await identities(eve)).toEqual([]);
  });

  it('JAG-16 a linked subject with somebody else’s address is who it is linked to', async () => {
    const victim = await createPerson(gatehouse, { roles: ['admin'] });
    const mallory = await createPerson(gatehouse);
    await gatehouse.create(`/users/${mallory.id}/identities`, { issuer: open.name, subject: 'mallory' });
    const answer = await claim({ sub: 'mallory', email: victim.email, email_verified: true });
    expect(granted(answer).sub).toBe(mallory.id);
    expect(await identities(victim)).toEqual([]);
  });

  it('JAG-16 an owner’s address links nobody: whoever may say which issuers are believed would become one', async () => {
    const owner = await createPerson(gatehouse, { roles: ['owner', 'user'] });
    expectRefused(await claim({ sub: 'owner', email: owner.email, email_verified: true }));
    expect(await identities(owner)).toEqual([]);
    await gatehouse.create(`/users/${owner.id}/identities`, { issuer: open.name, subject: 'owner' });
    expect(granted(await claim({ sub: 'owner' })).sub).toBe(owner.id);
  });

  it('JAG-16 another subject with the address of somebody who is linked is nobody', async () => {
    const bob = await createPerson(gatehouse);
    const address = { email: bob.email, email_verified: true };
    expect((await claim({ sub: 'bob', ...address })).status).toBe(200);
    expectRefused(await claim({ sub: 'bob-2', ...address }));
    expect(await identities(bob)).toHaveLength(1);
  });

  it.each<[string, (email: string) => Record<string, unknown>]>([
    ['that nothing is said about', (email) => ({ email })],
    ['that is not verified', (email) => ({ email, email_verified: false })],
    ['verified by the text "true"', (email) => ({ email, email_verified: 'true' })],
    ['verified by 1', (email) => ({ email, email_verified: 1 })],
    ['verified by a list', (email) => ({ email, email_verified: [true] })],
    ['in a list', (email) => ({ email: [email], email_verified: true })],
    ['in upn', (email) => ({ upn: email, preferred_username: email, email_verified: true })],
    ['in sub', (email) => ({ sub: email, email_verified: true })],
    ['with a space before it', (email) => ({ email: ` ${email}`, email_verified: true })],
    ['with NUL behind it', (email) => ({ email: `${email}\u0000`, email_verified: true })],
    ['with a name around it', (email) => ({ email: `Bob <${email}>`, email_verified: true })],
    ['with another behind it', (email) => ({ email: `${email},x@evil.example`, email_verified: true })],
    ['with a Kelvin sign for k', (email) => ({ email: email.replace('k', '\u212a'), email_verified: true })],
    ['with a dotless i', (email) => ({ email: email.replace('i', '\u0131'), email_verified: true })],
    ['with a Cyrillic letter', (email) => ({ email: email.replace('e', '\u0435'), email_verified: true })],
    ['in full-width letters', (email) => ({ email: email.replace('m', '\uff4d'), email_verified: true })],
    ['with an ignorable character', (email) => ({ email: email.replace('@', '\u200b@'), email_verified: true })],
    ['with a tag', (email) => ({ email: email.replace('@', '+tag@'), email_verified: true })],
    ['with a pattern', (email) => ({ email: email.replace(/^.*@/, '%@'), email_verified: true })],
  ])('JAG-16 an address %s finds nobody', async (_name, more) => {
    const email = `mike.${randomUUID()}@example.test`;
    const victim = await createPerson(gatehouse, { email });
    expect(more(email)).not.toEqual({ email, email_verified: true });
    expectRefused(await claim(more(email)));
    expect(await identities(victim)).toEqual([]);
  });

  it('JAG-16 without the policy a verified address finds nobody', async () => {
    const victim = await createPerson(gatehouse);
    expectRefused(await claim({ email: victim.email, email_verified: true }, company));
    expect(await identities(victim)).toEqual([]);
  });

  it('JAG-16 what else is wrong with the assertion links nobody', async () => {
    const bob = await createPerson(gatehouse);
    const address = { email: bob.email, email_verified: true };
    expectRefused(await claim({ client_id: 'root-cli', ...address }));
    expectRefused(await claim({ resource: 'https://elsewhere.example/', ...address }));
    expectRefused(await claim({ authorization_details: [], ...address }));
    expectRefused(await claim({ cnf: { jkt: 'x' }, ...address }));
    expectRefused(await claim({ act: 'assistant', ...address }));
    expect(await identities(bob)).toEqual([]);
  });

  it('JAG-16 nobody is made: an address that nobody has is nobody', async () => {
    const email = `${randomUUID()}@example.test`;
    expectRefused(await claim({ email, email_verified: true }));
    expect(await gatehouse.sql('SELECT 1 FROM users WHERE email = $1', [email])).toEqual([]);
  });

  it('JAG-16 a person who is deactivated is nobody, by link and by address', async () => {
    const [gone, other] = [await linked('gone'), await createPerson(gatehouse)];
    const { sid } = granted(await send(await jag({ sub: 'gone' })));
    for (const { id } of [gone, other]) await gatehouse.adminCall('PATCH', `/users/${id}`, { status: 'inactive' });
    expectRefused(await send(await jag({ sub: 'gone' })));
    expectRefused(await claim({ email: other.email, email_verified: true }));
    expect(await identities(other)).toEqual([]);
    // And what was opened before is closed.
    expect((await gatehouse.adminCall('GET', `/sessions/${sid}`)).body.closed_at).not.toBeNull();
  });

  it('JAG-16 a link that is taken away finds nobody', async () => {
    const bob = await linked('unlinked');
    const [identity] = (await identities(bob)) as [{ id: string }];
    expect((await send(await jag({ sub: 'unlinked' }))).status).toBe(200);
    await gatehouse.adminCall('DELETE', `/users/${bob.id}/identities/${identity.id}`);
    expectRefused(await send(await jag({ sub: 'unlinked' })));
  });
});

describe('what an ID-JAG tells of the sign-in and of who acted is passed on', () => {
  it('auth_time, acr and amr are those of the sign-in there', async () => {
    const signIn = { auth_time: now() - 100, acr: 'phr', amr: ['hwk', 'user'] };
    expect(granted(await send(await jag(signIn)))).toMatchObject(signIn);
  });

  it.each<[string, Record<string, unknown>]>([
    ['no time', { acr: 'phr', amr: ['hwk'] }],
    ['a time that is text', { auth_time: 'now', acr: 'phr' }],
    ['a time that is not one', { auth_time: 1e300, acr: 'phr' }],
    ['a time before all', { auth_time: -1, acr: 'phr' }],
    ['a year of five digits', { auth_time: 253_402_300_800, acr: 'phr' }],
    ['an acr that is a list', { auth_time: 1, acr: ['phr'] }],
    ['an acr with NUL', { auth_time: 1, acr: 'phr\u0000' }],
    ['21 ways', { auth_time: 1, acr: 'phr', amr: Array.from({ length: 21 }, () => 'x') }],
  ])('with %s nothing of it is passed on', async (_name, more) => {
    const { auth_time, acr, amr } = granted(await send(await jag(more)));
    expect([auth_time, acr, amr]).toEqual([undefined, undefined, undefined]);
  });

  it('who acted there is in the chain, as somebody of that issuer', async () => {
    const act = { sub: 'assistant', act: { sub: client.id, extra: 'x' } };
    expect(granted(await send(await jag({ act }))).act).toEqual({
      sub: client.id,
      act: { sub: 'assistant', iss: company.name, act: { sub: client.id, iss: company.name } },
    });
  });

  it.each<[string, unknown]>([
    ['text', 'assistant'],
    ['null', null],
    ['a list', ['assistant']],
    ['without sub', { iss: 'https://a.example' }],
    ['with a line break', { sub: 'a\nb' }],
    ['malformed within', { sub: 'a', act: 5 }],
    ['of nine', Array.from({ length: 9 }).reduce<object>((act, _, n) => ({ sub: `a${n}`, act }), { sub: 'z' })],
  ])('a chain that is %s is refused', async (_name, act) => {
    expectRefused(await send(await jag({ act })));
  });

  it('a session ends with the person, the client and the administrator’s word, as any other', async () => {
    const { sid } = granted(await send(await jag()));
    const session = await gatehouse.adminCall('GET', `/sessions/${sid}`);
    expect(session.body).toMatchObject({ client_id: client.id, parent_id: null, closed_at: null });
    await gatehouse.adminCall('DELETE', `/sessions/${sid}`);
    expect((await gatehouse.adminCall('GET', `/sessions/${sid}`)).body.closed_at).not.toBeNull();
  });
});

describe('the doctor', () => {
  it.each<[string, () => Record<string, unknown>]>([
    ['as it ought to be', () => ({})],
    ['without scope', () => ({ scope: undefined })],
    ['with scope of nobody', () => ({ scope: 'nonsense' })],
    ['with more scope than the person has', () => ({ scope: 'admin' })],
    ['with an empty scope', () => ({ scope: '' })],
    ['with authorization_details', () => ({ authorization_details: [] })],
    ['with a confirmation that is not understood', () => ({ cnf: { jwk: {} } })],
    ['with a scope that is a list', () => ({ scope: ['mcp'] })],
    ['with a resource that is a number', () => ({ resource: 5 })],
    ['of a stranger', () => ({ sub: 'stranger' })],
    ['of another tenant', () => ({ tenant: 't9' })],
    ['for two', () => ({ aud: [gatehouse.url, 'https://other.example'] })],
    ['that has expired', () => ({ exp: now() - 60 })],
    ['without iat', () => ({ iat: undefined })],
  ])('says of an ID-JAG %s what the token endpoint does', async (_name, changes) => {
    const token = await jag(changes());
    const { body } = await gatehouse.adminCall('POST', '/issuers/doctor', { token, client_id: client.id });
    const { status } = await send(token);
    expect([body.verdict, body]).toEqual([status === 200 ? 'accepted' : 'refused', body]);
  });
});
