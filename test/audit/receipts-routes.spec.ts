import { RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { existsSync, readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GRANT_TYPE } from '../../src/oauth/token/grant-request.js';
import { createAccessKey, exchange as exchangeKey } from '../support/access-keys.js';
import { CompanyProvider } from '../support/company-provider.js';
import { DEVICE_CODE, DeviceFlow, CodeReader, createDeviceClient } from '../support/device-flow.js';
import { beginDevice, bridgeCall, hookToken, provision } from '../support/devices.js';
import { ACCESS_TOKEN, EXCHANGE, exchange, foreignServer, TXN_TOKEN } from '../support/exchange.js';
import { rpc } from '../support/gated.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import {
  AuthorizationFlow,
  createPerson,
  createRelyingParty,
  PASSWORD,
  REDIRECT,
  type TestPerson,
} from '../support/people.js';
import { HttpsHost } from '../support/https-host.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';

let gatehouse: TestGatehouse;
let host: HttpsHost;
let acme: CompanyProvider;
let upstream: RecordingUpstream;
let tools: { id: string; name: string; resource: string };
let person: TestPerson;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let party: Awaited<ReturnType<typeof createRelyingParty>>;
beforeAll(async () => {
  host = await HttpsHost.start();
  const settings = { TRUST_DOMAIN: 'trust.example', CLIENT_REGISTRATION: 'open', BRIDGE_DEVICES: '50' };
  gatehouse = await TestGatehouse.start({ ...host.settings, ...settings });
  acme = await CompanyProvider.start(host, () => gatehouse);
  await acme.register(gatehouse, { email_domains: ['acme.example'], create_people: true, roles_of_all: ['user'] });
  upstream = await RecordingUpstream.start();
  tools = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
  await gatehouse.create('/upstreams', { name: 'helper', kind: 'a2a', url: upstream.url });
  person = await createPerson(gatehouse);
  agent = await gatehouse.agent({ grant_types: ['client_credentials', EXCHANGE], scope: 'mcp a2a user' });
  party = await createRelyingParty(gatehouse);
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
  await host.stop();
});

/** Kinds of the receipts of a request, in their order; the second ones of calls come later, and are looked at elsewhere. */
async function receiptsOf(answer: Answer): Promise<string[]> {
  const rows = await gatehouse.sql<{ kind: string }>(
    `SELECT kind FROM audit_events WHERE request_id = $1 AND kind <> 'gate.answered' ORDER BY id`,
    [answer.headers.get('x-request-id')],
  );
  return rows.map(({ kind }) => kind);
}

const admin: TestGatehouse['adminCall'] = (...args) => gatehouse.adminCall(...args);
const post = (path: string, body: unknown, token?: string) =>
  gatehouse.request('POST', path, {
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
const own = () => gatehouse.accessToken(agent.id, agent.secret, { resource: tools.resource });
const unique = () => `x${randomUUID().slice(0, 8)}`;
const user = () => gatehouse.create('/users', { email: `${unique()}@example.test`, name: 'X', roles: ['user'] });
const client = () => gatehouse.agent().then(({ client: made }) => made as { client_id: string });
const issuerBody = () => ({
  issuer: `https://${unique()}.example`,
  name: 'X',
  jwks: { keys: [JWK] },
  uses: ['workload'],
});
const JWK = {
  kty: 'EC',
  crv: 'P-256',
  kid: 'one',
  alg: 'ES256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
};
const ruleBody = () => ({ effect: 'allow', principal: { type: 'any' }, upstream: 'tools', justification: 'because' });
let banned = 0;
const banBody = () => ({ range: `198.51.100.${++banned}`, reason: 'because', expires_at: null });
const receiverBody = () => ({ name: unique(), kind: 'webhook', url: `${host.url}/${unique()}`, status: 'inactive' });
const receiver = async () => (await gatehouse.create('/evidence-receivers', receiverBody())).id as string;
const registered = async () => (await post('/oauth/register', { redirect_uris: [REDIRECT] })).body;
const workloadRule = async (): Promise<[string, Record<string, unknown>]> => {
  const { id } = await gatehouse.create('/issuers', issuerBody());
  const { client_id } = await client();
  return [`/issuers/${id}/rules`, { name: unique(), client_id, claims: { sub: 'machine' } }];
};
const arrived = async (someone = person) => {
  const browser = new TestBrowser(gatehouse.url);
  const fields = { ...hiddenFields(await browser.get('/sign-in')), email: someone.email, password: PASSWORD };
  const answer = await browser.post('/sign-in', fields);
  return { browser, answer, form: async () => hiddenFields(await browser.get('/account')) };
};
const pending = async () => {
  const flow = new AuthorizationFlow(gatehouse, party);
  const { path, answer } = await flow.open({ scope: 'mcp', resource: tools.resource });
  return { flow, path, page: answer };
};
const asked = async () => {
  const { flow, path, page } = await pending();
  await flow.signIn(path, page, await createPerson(gatehouse));
  return { flow, path, page: await flow.browser.get(path) };
};
const hook = async () => {
  const device = await beginDevice(gatehouse, person);
  const { client_id, client_secret } = (await provision(gatehouse, device.token)).body;
  return (await hookToken(gatehouse, { client_id, client_secret })).body.access_token as string;
};
const waitingDevice = async () => {
  const flow = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse));
  return { flow, started: await flow.started(), reader: await CodeReader.arrive(gatehouse, person) };
};

/** Somebody who signs in by their company for the first time. */
async function companyPerson() {
  const sub = randomUUID();
  acme.person = { sub, email: `${sub}@acme.example`, email_verified: true };
  return { sub, answer: await acme.signIn(new TestBrowser(gatehouse.url)) };
}
async function providerBody() {
  const slug = unique();
  return (await CompanyProvider.start(host, () => gatehouse, `/${slug}`)).registration({ slug });
}

/** What happens when a route is used once, and the receipts of exactly that. */
type Deed = readonly [() => Promise<Answer>, ...(readonly string[])];
/** Where its receipt is looked at, because it takes more to use it. */
interface Elsewhere {
  readonly file: string;
  readonly kind: string;
}
/** Why there is nothing to record. */
type Silent = string;

const passkeys: Elsewhere = { file: 'test/conformance/webauthn.spec.ts', kind: 'passkey.created' };
const second = (kind: string): Elsewhere => ({ file: 'test/people/second-factor.spec.ts', kind });

/** Every route that is not GET alone, and every grant. */
const routes: Record<string, Deed | Elsewhere | Silent> = {
  'ALL /api/v1/mcp/:server': [async () => post('/api/v1/mcp/tools', JSON.parse(rpc('ping')), await own()), 'gate.call'],
  'ALL /api/v1/agents/:server': [
    async () => {
      const token = await gatehouse.accessToken(agent.id, agent.secret, {
        resource: `${gatehouse.url}/api/v1/agents/helper`,
      });
      return post('/api/v1/agents/helper', { jsonrpc: '2.0', id: 1, method: 'GetTask', params: { id: 'a' } }, token);
    },
    'gate.call',
  ],
  'ALL /api/v1/agents/:server/*path': { file: 'test/proxy/a2a.spec.ts', kind: 'gate.call' },
  'ALL /oauth/token': 'no grant, so nobody is known',
  'ALL /oauth/authorize': 'no method of it',
  'ALL /oauth/device_authorization': 'no method of it',
  'ALL /oauth/introspect': 'no method of it',
  'ALL /oauth/par': 'no method of it',
  'ALL /oauth/register': 'no method of it',
  'ALL /oauth/register/:client_id': 'no method of it',
  'ALL /oauth/revoke': 'no method of it',
  'ALL /oauth/userinfo': 'no method of it',
  'POST /oauth/introspect': [async () => gatehouse.request('POST', '/oauth/introspect', form({ token: await own() }))],
  'POST /oauth/userinfo': 'it only reads',
  'POST /oauth/par': [
    () =>
      new AuthorizationFlow(gatehouse, party).post(
        '/oauth/par',
        Object.fromEntries(new AuthorizationFlow(gatehouse, party).parameters()),
      ),
  ],
  'POST /oauth/authorize': 'nobody has decided yet; what comes of it is recorded at its path',
  'POST /oauth/authorize/:id/sign-in': [
    async () => {
      const { flow, path, page } = await pending();
      return flow.signIn(path, page, person);
    },
    'sign_in.succeeded',
  ],
  'POST /oauth/authorize/:id/consent': [
    async () => {
      const { flow, path, page } = await asked();
      return flow.decide(path, page, 'allow');
    },
    'consent.given',
  ],
  'POST /oauth/revoke': [
    async () => gatehouse.request('POST', '/oauth/revoke', form({ token: await own() })),
    'token.revoked',
  ],
  'POST /oauth/logout': [
    async () => {
      const flow = new AuthorizationFlow(gatehouse, party);
      const { id_token } = await flow.tokens(person);
      return flow.browser.post('/oauth/logout', { id_token_hint: id_token });
    },
    'signed_out',
  ],
  'POST /oauth/logout/confirm': [
    async () => {
      const { browser } = await arrived();
      return browser.post('/oauth/logout/confirm', hiddenFields(await browser.get('/oauth/logout')));
    },
    'signed_out',
  ],
  'POST /oauth/register': [() => post('/oauth/register', { redirect_uris: [REDIRECT] }), 'client.created'],
  'PUT /oauth/register/:client_id': [
    async () => {
      const { client_id, registration_access_token: token } = await registered();
      return gatehouse.request('PUT', `/oauth/register/${client_id}`, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ client_id, redirect_uris: [REDIRECT], client_name: 'Other' }),
      });
    },
    'client.updated',
  ],
  'DELETE /oauth/register/:client_id': [
    async () => {
      const { client_id, registration_access_token: token } = await registered();
      return gatehouse.request('DELETE', `/oauth/register/${client_id}`, {
        headers: { authorization: `Bearer ${token}` },
      });
    },
    'client.deleted',
  ],
  'POST /oauth/device_authorization': [
    async () => new DeviceFlow(gatehouse, await createDeviceClient(gatehouse)).begin(),
  ],
  'GRANT client_credentials': [
    () => gatehouse.token({ grant_type: 'client_credentials', resource: tools.resource }, agent),
    'token.issued',
  ],
  'GRANT authorization_code': [
    async () => {
      const flow = new AuthorizationFlow(gatehouse, party);
      return flow.redeem(await flow.code(person));
    },
    'token.issued',
  ],
  'GRANT refresh_token': [
    async () => {
      const flow = new AuthorizationFlow(gatehouse, party);
      return flow.refresh((await flow.tokens(person)).refresh_token);
    },
    'token.issued',
  ],
  [`GRANT ${DEVICE_CODE}`]: [
    async () => {
      const { flow, started, reader } = await waitingDevice();
      await reader.decide(started.user_code, 'allow');
      return flow.poll(started.device_code);
    },
    'token.issued',
  ],
  [`GRANT ${EXCHANGE}`]: [
    async () =>
      exchange(gatehouse, agent, {
        subject_token: await own(),
        subject_token_type: ACCESS_TOKEN,
        resource: tools.resource,
      }),
    'token.issued',
  ],
  'GRANT urn:ietf:params:oauth:grant-type:jwt-bearer': {
    file: 'test/conformance/id-jag.spec.ts',
    kind: 'token.issued',
  },
  'POST /api/v1/access-keys/token': [
    async () =>
      exchangeKey(gatehouse, (await createAccessKey(gatehouse, person.id)).text, { resource: tools.resource }),
    'token.issued',
  ],
  'POST /device': 'it asks first',
  'POST /device/sign-in': [
    async () => {
      const browser = new TestBrowser(gatehouse.url);
      const fields = { ...hiddenFields(await browser.get('/device')), email: person.email, password: PASSWORD };
      return browser.post('/device/sign-in', fields);
    },
    'sign_in.succeeded',
  ],
  'POST /device/decision': [
    async () => {
      const { started, reader } = await waitingDevice();
      return reader.decide(started.user_code, 'allow');
    },
    'consent.given',
    'authorization.granted',
  ],
  'POST /sign-in': [async () => (await arrived()).answer, 'sign_in.succeeded'],
  'POST /sign-in/passkey-options': 'a challenge decides nothing',
  'POST /sign-in/backchannel-logout/:slug': [
    async () => {
      const { sub } = await companyPerson();
      const logout_token = await acme.logoutToken({ sub });
      return gatehouse.request('POST', '/sign-in/backchannel-logout/acme', {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ logout_token }).toString(),
      });
    },
    'signed_out',
  ],
  'POST /sign-out': [
    async () => {
      const { browser, form: fields } = await arrived();
      return browser.post('/sign-out', await fields());
    },
    'signed_out',
  ],
  'POST /account/access-keys': [
    async () => {
      const { browser, form: fields } = await arrived();
      return browser.post('/account/access-keys', {
        ...(await fields()),
        name: 'x',
        scope: 'mcp',
        days: '1',
        addresses: '',
      });
    },
    'access_key.created',
  ],
  'POST /account/access-keys/:id/revoke': [
    async () => {
      const { id } = await createAccessKey(gatehouse, person.id);
      const { browser, form: fields } = await arrived();
      return browser.post(`/account/access-keys/${id}/revoke`, await fields());
    },
    'access_key.revoked',
  ],
  'POST /account/passkeys/options': 'a challenge decides nothing',
  'POST /account/passkeys': passkeys,
  'POST /account/passkeys/:id/rename': { ...passkeys, kind: 'passkey.renamed' },
  'POST /account/passkeys/:id/delete': { ...passkeys, kind: 'passkey.deleted' },
  'POST /account/sessions/:id/close': [
    async () => {
      const { browser, form: fields } = await arrived();
      await new AuthorizationFlow(gatehouse, party, browser).tokens(person);
      const [row] = await gatehouse.sql(
        `SELECT id FROM sessions WHERE user_id = $1 AND client_id = $2 AND closed_at IS NULL ORDER BY id DESC LIMIT 1`,
        [person.id, party.id],
      );
      return browser.post(`/account/sessions/${String(row?.['id'])}/close`, await fields());
    },
    'session.closed',
  ],
  'POST /account/consents/:id/withdraw': [
    async () => {
      const { browser, form: fields } = await arrived();
      await new AuthorizationFlow(gatehouse, party, browser).tokens(person);
      const [row] = await gatehouse.sql(`SELECT id FROM consents WHERE user_id = $1 ORDER BY id DESC LIMIT 1`, [
        person.id,
      ]);
      return browser.post(`/account/consents/${String(row?.['id'])}/withdraw`, await fields());
    },
    'consent.withdrawn',
  ],
  'POST /account/confirm': [
    async () => {
      const { browser } = await arrived();
      const fields = {
        ...hiddenFields(await browser.get('/account/confirm')),
        email: person.email,
        password: PASSWORD,
      };
      return browser.post('/account/confirm', fields);
    },
    'sign_in.succeeded',
  ],
  'POST /account/password': [
    async () => {
      const other = await createPerson(gatehouse);
      const { browser, form: fields } = await arrived(other);
      const next = 'another correct horse battery staple';
      const typed = { current_password: PASSWORD, password: next, password_again: next };
      return browser.post('/account/password', { ...(await fields()), ...typed });
    },
    'password.changed',
  ],
  'POST /account/second-factor': second('second_factor'),
  'POST /account/second-factor/sign-in': second('sign_in'),
  'POST /account/second-factor/renew': second('recovery_codes.renewed'),
  'POST /account/second-factor/remove': second('second_factor.removed'),
  'POST /setup': { file: 'test/people/setup.spec.ts', kind: 'password.set' },
  'POST /setup/passkey-options': 'a challenge decides nothing',
  'POST /account/devices': { file: 'test/bridge/pages.spec.ts', kind: 'bridge_code.issued' },
  'POST /account/devices/:id/revoke': { file: 'test/bridge/pages.spec.ts', kind: 'device.revoked' },
  'POST /account/devices/connect': { file: 'test/bridge/pages.spec.ts', kind: 'bridge_code.denied' },
  'POST /account/devices/connect/sign-in': 'the sign-in of every page; see POST /sign-in',
  'POST /api/v1/bridge/device-authorization': 'nobody has decided yet',
  'POST /api/v1/bridge/exchange': [
    async () => {
      const { code } = await gatehouse.create(`/users/${person.id}/bridge-codes`, { device_name: null });
      return post('/api/v1/bridge/exchange', { code });
    },
    'token.issued',
  ],
  'POST /api/v1/bridge/renew': { file: 'test/bridge/exchange.spec.ts', kind: 'token.issued' },
  'POST /api/v1/bridge/heartbeat': 'it says how the host is, and decides nothing',
  'POST /api/v1/bridge/oauth-client': [
    async () =>
      bridgeCall(gatehouse, 'POST', 'oauth-client', { token: (await beginDevice(gatehouse, await user())).token }),
    'client.created',
  ],
  'DELETE /api/v1/bridge/device': [
    async () => bridgeCall(gatehouse, 'DELETE', 'device', { token: (await beginDevice(gatehouse, person)).token }),
    'device.revoked',
  ],
  'POST /api/v1/hooks/govern': [
    async () =>
      post(
        '/api/v1/hooks/govern',
        { call_id: unique(), plugin_id: 'bridge', upstream: 'tools', tool: 'read' },
        await hook(),
      ),
    'hook.governed',
  ],
  'POST /api/v1/hooks/track': [
    async () =>
      post(
        '/api/v1/hooks/track',
        { call_id: unique(), plugin_id: 'bridge', upstream: 'tools', tool: 'read', outcome: 'ok' },
        await hook(),
      ),
    'hook.tracked',
  ],
  'POST /api/v1/admin/policy/explain': 'nobody called',
  'POST /api/v1/admin/users': [
    () => admin('POST', '/users', { email: `${unique()}@example.test`, name: 'X', roles: ['user'] }),
    'user.created',
  ],
  'PATCH /api/v1/admin/users/:id': [
    async () => admin('PATCH', `/users/${(await user()).id}`, { name: 'Y' }),
    'user.updated',
  ],
  'DELETE /api/v1/admin/users/:id': [async () => admin('DELETE', `/users/${(await user()).id}`), 'user.deleted'],
  'POST /api/v1/admin/users/:id/setup-link': [
    async () => admin('POST', `/users/${(await user()).id}/setup-link`),
    'setup_link.issued',
  ],
  'PUT /api/v1/admin/users/:id/password': [
    async () => {
      const hash = '$2b$04$abcdefghijklmnopqrstuuS5J3Pck3fqYwbVDWnRqGgGlSrV4d2qK';
      return admin('PUT', `/users/${(await user()).id}/password`, { hash });
    },
    'password.imported',
  ],
  'DELETE /api/v1/admin/users/:id/password': [
    async () => admin('DELETE', `/users/${(await createPerson(gatehouse)).id}/password`),
    'password.removed',
  ],
  'POST /api/v1/admin/users/:id/access-keys': [
    async () =>
      admin('POST', `/users/${person.id}/access-keys`, {
        name: 'x',
        scope: 'mcp',
        expires_at: new Date(gatehouse.clock.now() + 86_400_000).toISOString(),
      }),
    'access_key.created',
  ],
  'DELETE /api/v1/admin/access-keys/:id': [
    async () => admin('DELETE', `/access-keys/${(await createAccessKey(gatehouse, person.id)).id}`),
    'access_key.revoked',
  ],
  'POST /api/v1/admin/users/:id/bridge-codes': [
    () => admin('POST', `/users/${person.id}/bridge-codes`, { device_name: null }),
    'bridge_code.issued',
  ],
  'POST /api/v1/admin/devices/:id/approve': [
    async () => {
      const { id } = await beginDevice(gatehouse, person);
      await gatehouse.sql('UPDATE devices SET approved_at = NULL WHERE id = $1', [id]);
      return admin('POST', `/devices/${id}/approve`);
    },
    'device.approved',
  ],
  'DELETE /api/v1/admin/devices/:id': [
    async () => admin('DELETE', `/devices/${(await beginDevice(gatehouse, person)).id}`),
    'device.revoked',
  ],
  'DELETE /api/v1/admin/users/:id/devices': [
    async () => {
      const other = await user();
      await beginDevice(gatehouse, other);
      return admin('DELETE', `/users/${other.id}/devices`);
    },
    'devices.revoked',
  ],
  'POST /api/v1/admin/users/:id/identities': { file: 'test/admin/issuers.spec.ts', kind: 'user.identity_linked' },
  'DELETE /api/v1/admin/users/:id/identities/:identity_id': {
    file: 'test/admin/issuers.spec.ts',
    kind: 'user.identity_unlinked',
  },
  'DELETE /api/v1/admin/users/:id/second-factor': second('second_factor.reset'),
  'DELETE /api/v1/admin/users/:id/passkeys/:passkey': { file: 'test/people/passkeys.spec.ts', kind: 'passkey.deleted' },
  'POST /api/v1/admin/registration-tokens': [
    () =>
      admin('POST', '/registration-tokens', {
        name: 'x',
        expires_at: new Date(gatehouse.clock.now() + 86_400_000).toISOString(),
      }),
    'registration_token.created',
  ],
  'DELETE /api/v1/admin/registration-tokens/:id': [
    async () => {
      const expires_at = new Date(gatehouse.clock.now() + 86_400_000).toISOString();
      const { id } = await gatehouse.create('/registration-tokens', { name: 'x', expires_at });
      return admin('DELETE', `/registration-tokens/${id}`);
    },
    'registration_token.deleted',
  ],
  'POST /api/v1/admin/issuers': [() => admin('POST', '/issuers', issuerBody()), 'issuer.created'],
  'POST /api/v1/admin/issuers/doctor': { file: 'test/identity/federation.spec.ts', kind: 'issuer.examined' },
  'PATCH /api/v1/admin/issuers/:id': [
    async () => admin('PATCH', `/issuers/${(await gatehouse.create('/issuers', issuerBody())).id}`, { name: 'Y' }),
    'issuer.updated',
  ],
  'DELETE /api/v1/admin/issuers/:id': [
    async () => admin('DELETE', `/issuers/${(await gatehouse.create('/issuers', issuerBody())).id}`),
    'issuer.deleted',
  ],
  'POST /api/v1/admin/issuers/:id/rules': [async () => admin('POST', ...(await workloadRule())), 'issuer.rule_created'],
  'PATCH /api/v1/admin/issuers/:id/rules/:rule_id': [
    async () => {
      const [path, body] = await workloadRule();
      return admin('PATCH', `${path}/${(await gatehouse.create(path, body)).id}`, { name: 'Y' });
    },
    'issuer.rule_updated',
  ],
  'DELETE /api/v1/admin/issuers/:id/rules/:rule_id': [
    async () => {
      const [path, body] = await workloadRule();
      return admin('DELETE', `${path}/${(await gatehouse.create(path, body)).id}`);
    },
    'issuer.rule_deleted',
  ],
  'POST /api/v1/admin/scopes': [
    () => admin('POST', '/scopes', { name: unique(), tier: 'service', description: 'x' }),
    'scope.created',
  ],
  'DELETE /api/v1/admin/scopes/:name': [
    async () => {
      const { name } = await gatehouse.create('/scopes', { name: unique(), tier: 'service', description: 'x' });
      return admin('DELETE', `/scopes/${name}`);
    },
    'scope.deleted',
  ],
  'POST /api/v1/admin/sessions/revoke': [
    async () => admin('POST', '/sessions/revoke', { filter: { user_id: (await user()).id } }),
    'sessions.revoked',
  ],
  'POST /api/v1/admin/access-keys/revoke': [
    async () => admin('POST', '/access-keys/revoke', { filter: { user_id: (await user()).id } }),
    'access_keys.revoked',
  ],
  'POST /api/v1/admin/devices/revoke': [
    async () => admin('POST', '/devices/revoke', { filter: { user_id: (await user()).id } }),
    'devices.revoked',
  ],
  'POST /api/v1/admin/consents/revoke': [
    async () => admin('POST', '/consents/revoke', { filter: { user_id: (await user()).id } }),
    'consents.withdrawn',
  ],
  'POST /api/v1/admin/client-secrets/revoke': [
    async () => admin('POST', '/client-secrets/revoke', { filter: { owner_id: (await user()).id } }),
    'client.secrets_deleted',
  ],
  'POST /api/v1/admin/jobs/:name/run': [() => admin('POST', '/jobs/expired-rows/run'), 'job.run'],
  'DELETE /api/v1/admin/sessions/:id': [
    async () => {
      await own();
      const [row] = await gatehouse.sql('SELECT id FROM sessions WHERE client_id = $1 ORDER BY id DESC LIMIT 1', [
        agent.id,
      ]);
      return admin('DELETE', `/sessions/${String(row?.['id'])}`);
    },
    'session.closed',
  ],
  'DELETE /api/v1/admin/consents/:id': [
    async () => {
      const other = await createPerson(gatehouse);
      await new AuthorizationFlow(gatehouse, party).tokens(other);
      const [row] = await gatehouse.sql('SELECT id FROM consents WHERE user_id = $1', [other.id]);
      return admin('DELETE', `/consents/${String(row?.['id'])}`);
    },
    'consent.withdrawn',
  ],
  'POST /api/v1/admin/clients': [
    () =>
      admin('POST', '/clients', {
        client_name: 'X',
        kind: 'agent',
        owner_id: person.id,
        grant_types: ['client_credentials'],
        scope: 'mcp',
        token_endpoint_auth_method: 'client_secret_basic',
      }),
    'client.created',
  ],
  'PATCH /api/v1/admin/clients/:client_id': [
    async () => admin('PATCH', `/clients/${(await client()).client_id}`, { client_name: 'Y' }),
    'client.updated',
  ],
  'DELETE /api/v1/admin/clients/:client_id': [
    async () => admin('DELETE', `/clients/${(await client()).client_id}`),
    'client.deleted',
  ],
  'POST /api/v1/admin/clients/:client_id/secrets': [
    async () => admin('POST', `/clients/${(await client()).client_id}/secrets`, {}),
    'client.secret_added',
  ],
  'DELETE /api/v1/admin/clients/:client_id/secrets/:id': [
    async () => {
      const { client_id } = await client();
      const { id } = await gatehouse.create(`/clients/${client_id}/secrets`, {});
      return admin('DELETE', `/clients/${client_id}/secrets/${id}`);
    },
    'client.secret_deleted',
  ],
  'POST /api/v1/admin/sign-in-providers': [
    async () => admin('POST', '/sign-in-providers', await providerBody()),
    'sign_in_provider.created',
  ],
  'PATCH /api/v1/admin/sign-in-providers/:id': [
    async () => {
      const { id } = await gatehouse.create('/sign-in-providers', await providerBody());
      return admin('PATCH', `/sign-in-providers/${id}`, { name: 'Y' });
    },
    'sign_in_provider.updated',
  ],
  'DELETE /api/v1/admin/sign-in-providers/:id': [
    async () => {
      const { id } = await gatehouse.create('/sign-in-providers', await providerBody());
      return admin('DELETE', `/sign-in-providers/${id}`);
    },
    'sign_in_provider.deleted',
  ],
  'POST /api/v1/admin/bans': [() => admin('POST', '/bans', banBody()), 'ban.created'],
  'PATCH /api/v1/admin/bans/:id': [
    async () => admin('PATCH', `/bans/${(await gatehouse.create('/bans', banBody())).id}`, { reason: 'y' }),
    'ban.updated',
  ],
  'DELETE /api/v1/admin/bans/:id': [
    async () => admin('DELETE', `/bans/${(await gatehouse.create('/bans', banBody())).id}`),
    'ban.lifted',
  ],
  'POST /api/v1/admin/evidence-receivers': [
    () => admin('POST', '/evidence-receivers', receiverBody()),
    'evidence_receiver.created',
  ],
  'PATCH /api/v1/admin/evidence-receivers/:id': [
    async () => admin('PATCH', `/evidence-receivers/${await receiver()}`, { name: unique() }),
    'evidence_receiver.updated',
  ],
  'POST /api/v1/admin/evidence-receivers/:id/secret': [
    async () => admin('POST', `/evidence-receivers/${await receiver()}/secret`),
    'evidence_receiver.secret_rotated',
  ],
  'DELETE /api/v1/admin/evidence-receivers/:id': [
    async () => admin('DELETE', `/evidence-receivers/${await receiver()}`),
    'evidence_receiver.deleted',
  ],
  'POST /api/v1/admin/policies': [() => admin('POST', '/policies', ruleBody()), 'policy_rule.created'],
  'PATCH /api/v1/admin/policies/:id': [
    async () =>
      admin('PATCH', `/policies/${(await gatehouse.create('/policies', ruleBody())).id}`, { justification: 'y' }),
    'policy_rule.updated',
  ],
  'DELETE /api/v1/admin/policies/:id': [
    async () => admin('DELETE', `/policies/${(await gatehouse.create('/policies', ruleBody())).id}`),
    'policy_rule.deleted',
  ],
  'POST /api/v1/admin/keys/rotate': { file: 'test/keys/rotation.spec.ts', kind: 'keys.rotated' },
  'POST /api/v1/admin/upstreams': [
    () => admin('POST', '/upstreams', { name: unique(), kind: 'mcp', url: upstream.url }),
    'upstream.created',
  ],
  'PATCH /api/v1/admin/upstreams/:id': [
    async () => {
      const { id } = await gatehouse.create('/upstreams', { name: unique(), kind: 'mcp', url: upstream.url });
      return admin('PATCH', `/upstreams/${id}`, { default: 'deny' });
    },
    'upstream.updated',
  ],
  'DELETE /api/v1/admin/upstreams/:id': [
    async () => {
      const { id } = await gatehouse.create('/upstreams', { name: unique(), kind: 'mcp', url: upstream.url });
      return admin('DELETE', `/upstreams/${id}`);
    },
    'upstream.deleted',
  ],
  'POST /api/v1/admin/authorization-servers': [
    () => admin('POST', '/authorization-servers', foreignServer()),
    'authorization_server.created',
  ],
  'PATCH /api/v1/admin/authorization-servers/:id': [
    async () => {
      const { id } = await gatehouse.create('/authorization-servers', foreignServer());
      return admin('PATCH', `/authorization-servers/${id}`, { name: 'Y' });
    },
    'authorization_server.updated',
  ],
  'DELETE /api/v1/admin/authorization-servers/:id': [
    async () => {
      const { id } = await gatehouse.create('/authorization-servers', foreignServer());
      return admin('DELETE', `/authorization-servers/${id}`);
    },
    'authorization_server.deleted',
  ],
};

/** What is decided otherwise than by a route of its own: answers to GET, and refusals. */
const others: Record<string, Deed> = {
  'a code that is given': [
    async () => {
      const { flow, path, page } = await asked();
      await flow.decide(path, page, 'allow');
      return flow.browser.get(path);
    },
    'authorization.granted',
  ],
  'a person who says no': [
    async () => {
      const { flow, path, page } = await asked();
      return flow.decide(path, page, 'deny');
    },
    'authorization.refused',
  ],
  'a person who says no to a device': [
    async () => {
      const { started, reader } = await waitingDevice();
      return reader.decide(started.user_code, 'deny');
    },
    'authorization.refused',
  ],
  'a wrong password': [
    async () => {
      const { flow, path, page } = await pending();
      return flow.signIn(path, page, await createPerson(gatehouse), 'wrong');
    },
    'sign_in.refused',
  ],
  'somebody whom a company signs in, for the first time': [
    async () => (await companyPerson()).answer,
    'user.created',
    'sign_in.succeeded',
  ],
  'a code that is used again': [
    async () => {
      const flow = new AuthorizationFlow(gatehouse, party);
      const code = await flow.code(person);
      await flow.redeem(code);
      return flow.redeem(code);
    },
    // What it ended, and what was asked for.
    'code.refused',
    'token.refused',
  ],
  'a transaction token': [
    async () =>
      exchange(gatehouse, agent, {
        requested_token_type: TXN_TOKEN,
        subject_token: await own(),
        subject_token_type: ACCESS_TOKEN,
        scope: 'mcp',
      }),
    'txn_token.issued',
  ],
  'a token that is refused to a client that is known': [
    () => gatehouse.token({ grant_type: 'client_credentials', scope: 'unheard-of' }, agent),
    'token.refused',
  ],
  'a call without the scope that the server requires': [
    async () => {
      const made = await gatehouse.create('/upstreams', {
        name: unique(),
        kind: 'mcp',
        url: upstream.url,
        required_scopes: ['mcp'],
      });
      const token = await gatehouse.accessToken(agent.id, agent.secret, { resource: made.resource, scope: 'user' });
      return post(new URL(made.resource).pathname, JSON.parse(rpc('ping')), token);
    },
    'gate.refused',
  ],
  'a call of administrators by somebody else': [
    async () => {
      const token = await gatehouse.accessToken(agent.id, agent.secret, { scope: 'user' });
      return gatehouse.request('GET', '/api/v1/admin/users', { headers: { authorization: `Bearer ${token}` } });
    },
    'access.refused',
  ],
};

function form(fields: Record<string, string>) {
  return {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${agent.id}:${agent.secret}`).toString('base64')}`,
    },
    body: new URLSearchParams(fields).toString(),
  };
}

/** Every route of the application but those of GET, and every grant, as they are registered. */
function registeredRoutes(): string[] {
  const scanner = gatehouse.app.get(MetadataScanner, { strict: false });
  return gatehouse.app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .flatMap(({ metatype, instance }) => {
      const grant = Reflect.getMetadata(GRANT_TYPE, metatype as object) as string | undefined;
      if (grant !== undefined) return [`GRANT ${grant}`];
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      const bases = [Reflect.getMetadata('path', metatype as object) as string | string[]].flat();
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const verb = Reflect.getMetadata('method', prototype[name]!) as number | undefined;
        if (verb === undefined || verb === Number(RequestMethod.GET)) return [];
        const paths = [Reflect.getMetadata('path', prototype[name]!) as string | string[]].flat();
        return bases.flatMap((base) =>
          paths.map((path) =>
            `${RequestMethod[verb]} /${[base, path].join('/').replace(/^\/+|\/+$/g, '')}`.replaceAll('//', '/'),
          ),
        );
      });
    });
}

describe('every decision is on record', () => {
  it('no route and no grant is left out here', () => {
    expect(Object.keys(routes).sort()).toEqual([...new Set(registeredRoutes())].sort());
  });

  const deeds = Object.entries({ ...routes, ...others });
  const done = deeds.filter((entry): entry is [string, Deed] => Array.isArray(entry[1]));
  it.each(done)('%s leaves exactly the receipts of it', async (_, [act, ...kinds]) => {
    const answer = await act();
    expect({ kinds: await receiptsOf(answer), status: answer.status, text: answer.text }).toMatchObject({ kinds });
  });

  const elsewhere = deeds.filter(
    (entry): entry is [string, Elsewhere] => typeof entry[1] === 'object' && 'file' in entry[1],
  );
  it.each(elsewhere)('%s is looked at where it is used', (_, { file, kind }) => {
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain(kind);
  });
});
