import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty, type TestPerson } from '../support/people.js';
import { evidenceOf, expectWrong, problemOf } from './problems.js';

let gatehouse: TestGatehouse;
let owner: { id: string };
let resource: string;
let person: TestPerson;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  owner = await gatehouse.create('/users', { email: 'owner@example.test', name: 'Owner', roles: ['user'] });
  ({ resource } = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/mcp' }));
  person = await createPerson(gatehouse);
});
afterAll(() => gatehouse.stop());

const call: TestGatehouse['adminCall'] = (...args) => gatehouse.adminCall(...args);
const body = (fields: object = {}) => ({
  client_name: 'Desktop app',
  kind: 'application',
  owner_id: owner.id,
  grant_types: ['authorization_code', 'refresh_token'],
  redirect_uris: ['https://app.example.test/cb'],
  scope: 'openid mcp',
  ...fields,
});

describe('a client that people come from', () => {
  it('takes every field, and shows it', async () => {
    const fields = {
      token_endpoint_auth_method: 'client_secret_post',
      client_uri: 'https://app.example.test/about',
      redirect_uris: ['https://app.example.test/cb?x=1', 'http://127.0.0.1/cb', 'com.example.app:/cb'],
      post_logout_redirect_uris: ['https://app.example.test/bye'],
      backchannel_logout_uri: 'https://app.example.test/signed-out?tenant=1',
      backchannel_logout_session_required: true,
      subject_type: 'public',
      sector_identifier_uri: null,
      first_party: true,
      require_pushed_authorization_requests: true,
      introspects: [resource],
      id_token_signed_response_alg: 'ES256',
      introspection_signed_response_alg: 'EdDSA',
      userinfo_signed_response_alg: 'RS256',
    };
    const created = await gatehouse.create('/clients', body(fields));
    expect(created).toMatchObject(fields);
    expect((await call('GET', `/clients/${created.client_id}`)).body).toMatchObject(fields);
  });

  it('has no secret when it is public, and never gets one', async () => {
    const created = await gatehouse.create('/clients', body({ token_endpoint_auth_method: 'none' }));
    expect([created.client_secret, created.client_secret_id]).toEqual([undefined, undefined]);
    problemOf(await call('POST', `/clients/${created.client_id}/secrets`), 409);
    const changed = await call('PATCH', `/clients/${created.client_id}`, {
      token_endpoint_auth_method: 'client_secret_basic',
    });
    expectWrong(changed, '/token_endpoint_auth_method');
  });

  it.each([
    ['no redirect URI', { redirect_uris: [] }, '/redirect_uris'],
    ['redirect URIs without the grant', { grant_types: ['client_credentials'] }, '/redirect_uris'],
    ['refresh_token alone', { grant_types: ['refresh_token'], redirect_uris: [] }, '/grant_types'],
    ['introspection by a public client', { token_endpoint_auth_method: 'none', introspects: ['x:y'] }, '/introspects'],
    ['introspection of what is nobody’s', { introspects: ['https://elsewhere.test'] }, '/introspects'],
    ['an algorithm that is no signature', { id_token_signed_response_alg: 'none' }, '/id_token_signed_response_alg'],
    ['a secret algorithm', { userinfo_signed_response_alg: 'HS256' }, '/userinfo_signed_response_alg'],
    ['a home page that is a script', { client_uri: 'javascript:alert(1)' }, '/client_uri'],
    ['a subject type that is neither', { subject_type: 'secret' }, '/subject_type'],
    [
      'truth as a text about sign-ins',
      { backchannel_logout_session_required: 'yes' },
      '/backchannel_logout_session_required',
    ],
    ['truth as a text', { first_party: 'true' }, '/first_party'],
  ])('refuses %s', async (_what, fields, pointer) => {
    expectWrong(await call('POST', '/clients', body(fields)), pointer);
  });

  it.each([
    'http://app.example.test/cb',
    'https://app.example.test/cb#fragment',
    'https://user@app.example.test/cb',
    'https://app.example.test/../cb',
    'https://APP.example.test/cb',
    'https://*.example.test/cb',
    'https://app.example.test\\@evil.test/cb',
    'javascript:alert(1)',
    'data:text/html,x',
    'myapp:/cb',
    '/cb',
    'https://app.example.test/ cb',
    'https://app.example.test/cb\n',
    'https://ünicode.test/cb',
    'http://127.0.0.2/cb',
    'http://localhost.evil.test/cb',
  ])('refuses the redirect URI %j', async (uri) => {
    expectWrong(await call('POST', '/clients', body({ redirect_uris: [uri] })), '/redirect_uris');
    expectWrong(
      await call('POST', '/clients', body({ post_logout_redirect_uris: [uri] })),
      '/post_logout_redirect_uris',
    );
  });

  it('loses its sessions when its redirect URIs change', async () => {
    const client = await createRelyingParty(gatehouse);
    const flow = new AuthorizationFlow(gatehouse, client);
    const tokens = await flow.tokens(person);
    const redirect_uris = ['https://client.example.test/callback', 'https://client.example.test/other'];
    expect((await call('PATCH', `/clients/${client.id}`, { redirect_uris })).status).toBe(200);
    expect((await flow.refresh(tokens.refresh_token)).body).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('consents', () => {
  it('are listed by person and client, and ended together with what was opened by them', async () => {
    const client = await createRelyingParty(gatehouse);
    const flow = new AuthorizationFlow(gatehouse, client);
    const tokens = await flow.tokens(person, { resource });
    const { items } = (await call('GET', `/consents?user_id=${person.id}&client_id=${client.id}`)).body;
    expect(items).toEqual([
      {
        id: expect.any(String),
        user_id: person.id,
        client_id: client.id,
        client_name: 'Reporter',
        resource,
        scope: expect.any(String),
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    ]);
    expect(items[0].scope.split(' ').sort()).toEqual(['openid', 'user']);
    expect((await call('DELETE', `/consents/${items[0].id}`)).status).toBe(204);
    problemOf(await call('DELETE', `/consents/${items[0].id}`), 404);
    expect((await flow.refresh(tokens.refresh_token)).body).toMatchObject({ error: 'invalid_grant' });
    const [event] = await evidenceOf(gatehouse, items[0].id);
    expect(event).toMatchObject({ kind: 'consent.withdrawn', detail: { user_id: person.id, closed: 1 } });
  });
});
