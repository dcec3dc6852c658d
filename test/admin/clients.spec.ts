import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { allPages, evidenceOf, expectWrong, problemOf, sessionsOf } from './problems.js';

const NOBODY = '01a1fd24-8d08-76cc-91f4-526bf06dbcd1';

let gatehouse: TestGatehouse;
let owner: { id: string };
let resource: string;
let asleep: string;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  owner = await gatehouse.create('/users', { email: 'owner@example.test', name: 'Owner', roles: ['user'] });
  ({ resource } = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/mcp' }));
  const inactive = { name: 'asleep', kind: 'a2a', url: 'http://127.0.0.1:9/', status: 'inactive' };
  asleep = (await gatehouse.create('/upstreams', inactive)).resource;
});
afterAll(() => gatehouse.stop());

const call: TestGatehouse['adminCall'] = (...args) => gatehouse.adminCall(...args);
const body = (fields: object = {}) => ({
  client_name: 'Agent',
  kind: 'agent',
  owner_id: owner.id,
  grant_types: ['client_credentials'],
  scope: 'mcp user',
  ...fields,
});
const create = (fields: object = {}) => gatehouse.create('/clients', body(fields));

describe('creating a client', () => {
  it('answers 201 with the whole view, its location, and the secret once, never cached', async () => {
    const answer = await call('POST', '/clients', body());
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('location')).toBe(`/api/v1/admin/clients/${answer.body.client_id}`);
    const { client_secret, client_secret_id, ...view } = answer.body;
    expect(client_secret).toMatch(/^[\w-]{43}$/);
    expect(client_secret_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(view).toEqual({
      client_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/),
      client_name: 'Agent',
      kind: 'agent',
      owner_id: owner.id,
      grant_types: ['client_credentials'],
      scope: 'mcp user',
      token_endpoint_auth_method: 'client_secret_basic',
      jwks: null,
      jwks_uri: null,
      token_endpoint_auth_signing_alg: null,
      tls_client_auth_subject_dn: null,
      tls_client_auth_san_dns: null,
      tls_client_auth_san_uri: null,
      tls_client_auth_san_ip: null,
      tls_client_auth_san_email: null,
      dpop_bound_access_tokens: false,
      tls_client_certificate_bound_access_tokens: false,
      exchange_from: [],
      device_authorization_administration: false,
      exchange_id_tokens: false,
      resources: null,
      audiences: [],
      default_audience: null,
      plugin_ids: [],
      expires_at: expect.any(String),
      purpose: 'Agent',
      purpose_stated: false,
      subject: 'owner',
      client_uri: null,
      redirect_uris: [],
      post_logout_redirect_uris: [],
      backchannel_logout_uri: null,
      backchannel_logout_session_required: false,
      subject_type: 'public',
      sector_identifier_uri: null,
      first_party: false,
      registration: 'administrator',
      require_pushed_authorization_requests: false,
      introspects: [],
      id_token_signed_response_alg: 'RS256',
      introspection_signed_response_alg: 'RS256',
      userinfo_signed_response_alg: null,
      status: 'active',
      created_at: expect.any(String),
      updated_at: view.created_at,
    });
    expect((await call('GET', `/clients/${view.client_id}`)).body).toEqual(view);
  });

  it('takes every field that there is, and null for those that need not be', async () => {
    const fields = {
      kind: 'service',
      scope: 'hook:govern  mcp mcp',
      token_endpoint_auth_method: 'client_secret_post',
      resources: [resource, resource, gatehouse.url, `${gatehouse.url}/`],
      audiences: ['hook'],
      default_audience: 'hook',
      plugin_ids: ['plugin-1', 'plugin-1'],
      expires_at: '2099-01-31T12:00:00+02:00',
      purpose: 'To test.',
      subject: 'client',
      status: 'inactive',
    };
    expect(await create(fields)).toMatchObject({
      ...fields,
      scope: 'hook:govern mcp',
      resources: [resource, gatehouse.url, `${gatehouse.url}/`],
      plugin_ids: ['plugin-1'],
      expires_at: '2099-01-31T10:00:00.000Z',
    });
    expect((await create({ resources: [asleep] })).resources).toEqual([asleep]);
    const none = { resources: null, default_audience: null, expires_at: null, purpose: null };
    expect(await create({ ...none, kind: 'application' })).toMatchObject(none);
  });

  const refused: [string, () => object, string[]][] = [
    ['nothing', () => ({}), ['/client_name', '/kind', '/owner_id', '/grant_types', '/scope']],
    ['an empty name', () => body({ client_name: '' }), ['/client_name']],
    ['another kind', () => body({ kind: 'robot' }), ['/kind']],
    ['an owner that is no id', () => body({ owner_id: 'ada' }), ['/owner_id']],
    ['an owner that nobody is', () => body({ owner_id: NOBODY }), ['/owner_id']],
    ['no owner', () => body({ owner_id: null }), ['/owner_id']],
    ['no owner, even of an inactive client', () => body({ owner_id: null, status: 'inactive' }), ['/owner_id']],
    ['no grant type', () => body({ grant_types: [] }), ['/grant_types']],
    [
      'a grant type that is not offered',
      () => body({ grant_types: ['client_credentials', 'password'] }),
      ['/grant_types'],
    ],
    ['a text for grant types', () => body({ grant_types: 'client_credentials' }), ['/grant_types']],
    ['no scope', () => body({ scope: ' ' }), ['/scope']],
    ['a list for a scope', () => body({ scope: ['mcp'] }), ['/scope']],
    ['an unknown scope', () => body({ scope: 'mcp fly' }), ['/scope']],
    ['a tab between scopes', () => body({ scope: 'mcp\tuser' }), ['/scope']],
    ['a NUL in a scope', () => body({ scope: 'mcp \u0000' }), ['/scope']],
    ['client_credentials without authentication', () => body({ token_endpoint_auth_method: 'none' }), ['/grant_types']],
    [
      'null for what has a default',
      () => body({ token_endpoint_auth_method: null, status: null, subject: null, audiences: null, plugin_ids: null }),
      ['/token_endpoint_auth_method', '/status', '/subject', '/audiences', '/plugin_ids'],
    ],
    [
      'a resource that nobody has',
      () => body({ resources: [resource, `${gatehouse.url}/api/v1/mcp/none`] }),
      ['/resources'],
    ],
    ['a resource elsewhere', () => body({ resources: ['https://example.com/api/v1/mcp/tools'] }), ['/resources']],
    [
      'a resource by a prefix of our name',
      () => body({ resources: [`${gatehouse.url}.evil.test/api/v1/mcp/tools`] }),
      ['/resources'],
    ],
    ['a resource by an alias', () => body({ resources: [resource.replace('localhost', '127.0.0.1')] }), ['/resources']],
    ['a resource with a slash more', () => body({ resources: [`${resource}/`] }), ['/resources']],
    ['a resource in other case', () => body({ resources: [resource.toUpperCase()] }), ['/resources']],
    ['a resource with a NUL', () => body({ resources: [`${resource}\u0000`] }), ['/resources']],
    ['a resource that is no URI', () => body({ resources: ['tools'] }), ['/resources']],
    ['a text for resources', () => body({ resources: resource }), ['/resources']],
    ['another audience', () => body({ audiences: ['everything'] }), ['/audiences']],
    ['a default that is none of its audiences', () => body({ default_audience: 'hook' }), ['/default_audience']],
    [
      'a default that is none of its resources',
      () => body({ resources: [gatehouse.url], default_audience: resource }),
      ['/default_audience'],
    ],
    ['a default that no upstream has', () => body({ default_audience: 'https://example.com/' }), ['/default_audience']],
    ['a default with a space', () => body({ default_audience: 'a b' }), ['/default_audience']],
    ['a plugin id with a space', () => body({ plugin_ids: ['a b'] }), ['/plugin_ids']],
    ['an empty plugin id', () => body({ plugin_ids: [''] }), ['/plugin_ids']],
    ['101 plugin ids', () => body({ plugin_ids: Array.from({ length: 101 }, (_, n) => `p${n}`) }), ['/plugin_ids']],
    ['an end in the past', () => body({ expires_at: '2020-01-01T00:00:00Z' }), ['/expires_at']],
    ['an end without an offset', () => body({ expires_at: '2099-01-01T00:00:00' }), ['/expires_at']],
    ['the 30th of February', () => body({ expires_at: '2099-02-30T00:00:00Z' }), ['/expires_at']],
    ['a number for an end', () => body({ expires_at: 4102444800 }), ['/expires_at']],
    ['an empty purpose', () => body({ purpose: '' }), ['/purpose']],
    ['another subject', () => body({ subject: 'both' }), ['/subject']],
    ['another status', () => body({ status: 'deleted' }), ['/status']],
    ['an id of its own', () => body({ client_id: 'mine' }), ['/client_id']],
    ['a secret of its own', () => body({ client_secret: 'mine' }), ['/client_secret']],
    [
      'fields of RFC 7591 that mean nothing yet',
      () => body({ tos_uri: 'https://a.test', logo_uri: 'x', contacts: [] }),
      ['/tos_uri', '/logo_uri', '/contacts'],
    ],
    [
      'several at once, with what only the database knows',
      () => ({
        kind: 'x',
        owner_id: NOBODY,
        grant_types: ['client_credentials'],
        scope: 'fly',
        resources: ['https://example.com'],
        expires_at: '2020-01-01T00:00:00Z',
        zip: 1,
      }),
      ['/client_name', '/kind', '/owner_id', '/scope', '/resources', '/expires_at', '/zip'],
    ],
  ];
  it.each(refused)('refuses %s', async (_, wrong, pointers) => {
    expectWrong(await call('POST', '/clients', wrong()), ...pointers);
  });

  it('says which scopes and resources it does not know', async () => {
    const answer = await call(
      'POST',
      '/clients',
      body({ scope: 'mcp fly swim', resources: ['https://example.com/x'] }),
    );
    expect(problemOf(answer, 400)).toEqual({
      '/scope': 'unknown scopes: fly, swim',
      '/resources': expect.stringContaining('https://example.com/x'),
    });
  });

  it('refuses an owner who is not active', async () => {
    const gone = { email: 'gone@example.test', name: 'Gone', roles: ['user'], status: 'inactive' };
    expectWrong(
      await call('POST', '/clients', body({ owner_id: (await gatehouse.create('/users', gone)).id })),
      '/owner_id',
    );
  });

  it('lets the default be the issuer, a registered upstream, or one of its resources', async () => {
    for (const default_audience of [gatehouse.url, resource]) {
      expect((await create({ default_audience })).default_audience).toBe(default_audience);
      expect((await create({ default_audience, resources: [default_audience] })).default_audience).toBe(
        default_audience,
      );
    }
  });
});

describe('a client’s secrets', () => {
  it('appear in no view, list, evidence or log line', async () => {
    const { client_id, client_secret } = await create();
    const second = (await call('POST', `/clients/${client_id}/secrets`)).body;
    const shown = await Promise.all(
      [`/clients/${client_id}`, '/clients?limit=200', `/clients/${client_id}/secrets`].map((path) => call('GET', path)),
    );
    shown.push(await call('PATCH', `/clients/${client_id}`, { purpose: 'p' }));
    const stored = await gatehouse.sql(`SELECT hash, tag FROM client_secrets WHERE client_id = $1`, [client_id]);
    const evidence = await gatehouse.sql(`SELECT * FROM audit_events`);
    const everything = [...shown.map(({ text }) => text), JSON.stringify(evidence), ...gatehouse.logLines].join('\n');
    for (const secret of [client_secret, second.client_secret]) expect(everything).not.toContain(secret);
    for (const { hash } of stored) expect(everything).not.toContain(hash);
    expect(shown[0]!.text).not.toMatch(/secret"/);
  });

  it('are two at a time, so that one replaces the other without downtime', async () => {
    const { client_id: id, client_secret, client_secret_id } = await create();
    const added = await call('POST', `/clients/${id}/secrets`);
    expect(added.status).toBe(201);
    expect(added.headers.get('cache-control')).toBe('no-store');
    expect(added.headers.get('location')).toBe(`/api/v1/admin/clients/${id}/secrets/${added.body.id}`);
    expect(added.body).toEqual({
      id: expect.any(String),
      created_at: expect.any(String),
      expires_at: null,
      last_used_at: null,
      client_secret: expect.any(String),
    });
    const listed = await call('GET', `/clients/${id}/secrets`);
    expect(listed.body).toEqual({
      items: [
        { id: client_secret_id, created_at: expect.any(String), expires_at: null, last_used_at: null },
        { id: added.body.id, created_at: added.body.created_at, expires_at: null, last_used_at: null },
      ],
      next: null,
    });
    await gatehouse.accessToken(id, client_secret);
    await gatehouse.accessToken(id, added.body.client_secret);
    problemOf(await call('POST', `/clients/${id}/secrets`), 409);
    expect((await call('DELETE', `/clients/${id}/secrets/${client_secret_id}`)).status).toBe(204);
    expect((await gatehouse.token({ grant_type: 'client_credentials' }, { id, secret: client_secret })).status).toBe(
      401,
    );
    await gatehouse.accessToken(id, added.body.client_secret);
    problemOf(await call('DELETE', `/clients/${id}/secrets/${added.body.id}`), 409);
    expect((await call('POST', `/clients/${id}/secrets`)).status).toBe(201);
    const kinds = (await evidenceOf(gatehouse, id)).map(({ kind }) => kind);
    expect(kinds).toEqual(['client.created', 'client.secret_added', 'client.secret_deleted', 'client.secret_added']);
  });

  it('do not become three when twenty are added at once', async () => {
    const { client_id } = await create();
    const answers = await Promise.all(Array.from({ length: 20 }, () => call('POST', `/clients/${client_id}/secrets`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
    expect((await call('GET', `/clients/${client_id}/secrets`)).body.items).toHaveLength(2);
  });

  it('do not become none when both are deleted at once', async () => {
    for (let round = 0; round < 5; round++) {
      const { client_id: id, client_secret_id } = await create();
      const other = (await call('POST', `/clients/${id}/secrets`)).body.id;
      const answers = await Promise.all(
        [client_secret_id, other].map((one) => call('DELETE', `/clients/${id}/secrets/${one}`)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    }
  });

  it('belong to one client', async () => {
    const [one, other] = [await create(), await create()];
    await call('POST', `/clients/${one.client_id}/secrets`);
    problemOf(await call('DELETE', `/clients/${one.client_id}/secrets/${other.client_secret_id}`), 404);
    problemOf(await call('DELETE', `/clients/${one.client_id}/secrets/x`), 404);
    for (const method of ['GET', 'POST']) problemOf(await call(method, '/clients/nobody/secrets'), 404);
    problemOf(await call('DELETE', `/clients/nobody/secrets/${NOBODY}`), 404);
  });
});

describe('reading clients', () => {
  it.each([NOBODY, 'x', '%00', '%C3%BC', 'a%2Fb'])('%s is no client', async (id) => {
    problemOf(await call('GET', `/clients/${id}`), 404);
  });

  it('finds a client whose id is no UUID', async () => {
    expect((await call('GET', '/clients/root-cli')).body).toMatchObject({
      client_id: 'root-cli',
      scope: 'owner admin',
    });
  });

  it('pages are bounded, and every client is on one of them', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => create()));
    const pages = await allPages(gatehouse, '/clients', 4);
    expect(pages.slice(0, -1).every((page) => page.length === 4)).toBe(true);
    const ids = pages.flat().map(({ client_id }) => client_id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(made.map(({ client_id }) => client_id)));
  });

  it('filters by owner, kind and status', async () => {
    const { owner: other, id } = await gatehouse.agent({ kind: 'application', status: 'inactive' });
    for (const query of [`owner_id=${other.id}`, 'kind=application&status=inactive']) {
      expect(
        (await call('GET', `/clients?${query}`)).body.items.map((one: { client_id: string }) => one.client_id),
      ).toEqual([id]);
    }
  });

  it.each([
    ['owner_id=ada', 'owner_id'],
    ['kind=robot', 'kind'],
    ['owner=x', 'owner'],
  ])('refuses ?%s', async (query, name) => expectWrong(await call('GET', `/clients?${query}`), name));
});

describe('changing a client', () => {
  it('changes what is named and nothing else, and records the names', async () => {
    const { client_id: id } = await create();
    const before = (await call('GET', `/clients/${id}`)).body;
    gatehouse.clock.advance(5);
    const answer = await call('PATCH', `/clients/${id}`, { scope: 'mcp', purpose: 'Because.' });
    expect(answer.body).toEqual({
      ...before,
      scope: 'mcp',
      purpose: 'Because.',
      purpose_stated: true,
      updated_at: answer.body.updated_at,
    });
    const last = (await evidenceOf(gatehouse, id)).at(-1);
    expect(last).toMatchObject({ kind: 'client.updated', detail: { id, changed: ['scope', 'purpose'] } });
    expect((await call('PATCH', `/clients/${id}`, { purpose: null })).body.purpose).toBe('Agent');
  });

  const refused: [string, () => object, string[]][] = [
    ['the id', () => ({ client_id: 'other' }), ['/client_id']],
    ['a secret', () => ({ client_secret: 'x' }), ['/client_secret']],
    ['an unknown field', () => ({ ownerId: owner.id }), ['/ownerId']],
    ['an unknown scope', () => ({ scope: 'fly' }), ['/scope']],
    ['an unknown owner', () => ({ owner_id: NOBODY }), ['/owner_id']],
    ['no owner', () => ({ owner_id: null }), ['/owner_id']],
    ['no owner and no life', () => ({ owner_id: null, status: 'inactive' }), ['/owner_id']],
    ['an end in the past', () => ({ expires_at: '2020-01-01T00:00:00Z' }), ['/expires_at']],
    ['resources without the default', () => ({ resources: [gatehouse.url] }), ['/default_audience']],
    ['null for a status', () => ({ status: null }), ['/status']],
  ];
  it.each(refused)('has the same rules as creating: %s', async (_, wrong, pointers) => {
    const { client_id: id } = await create({ default_audience: resource });
    const before = (await call('GET', `/clients/${id}`)).body;
    expectWrong(await call('PATCH', `/clients/${id}`, wrong()), ...pointers);
    expect((await call('GET', `/clients/${id}`)).body).toEqual(before);
  });

  it.each([
    ['deactivating', () => ({ status: 'inactive' }), 'client.deactivated'],
    ['another owner', async () => ({ owner_id: (await gatehouse.agent()).owner.id as string }), 'client.updated'],
  ])('closes its sessions: %s', async (_, change, kind) => {
    const { client_id: id, client_secret } = await create();
    const token = await gatehouse.accessToken(id, client_secret);
    expect((await call('PATCH', `/clients/${id}`, await change())).status).toBe(200);
    expect(await sessionsOf(gatehouse, id)).toEqual({ closed: 1, open: 0 });
    expect((await evidenceOf(gatehouse, id)).at(-1)).toMatchObject({ kind });
    const headers = { authorization: `Bearer ${token}` };
    expect((await gatehouse.request('GET', '/api/v1/admin/users', { headers })).status).toBe(401);
  });

  it('keeps its sessions otherwise', async () => {
    const { client_id: id, client_secret } = await create();
    await gatehouse.accessToken(id, client_secret);
    await call('PATCH', `/clients/${id}`, { client_name: 'Renamed' });
    expect(await sessionsOf(gatehouse, id)).toEqual({ closed: 0, open: 1 });
  });

  it('is possible when its owner has left: to deactivate it, not to activate it', async () => {
    const { owner: person, id } = await gatehouse.agent();
    await call('PATCH', `/users/${person.id}`, { status: 'inactive' });
    expect((await call('PATCH', `/clients/${id}`, { status: 'inactive' })).status).toBe(200);
    expectWrong(await call('PATCH', `/clients/${id}`, { status: 'active' }), '/owner_id');
    await call('DELETE', `/users/${person.id}`);
    expect((await call('PATCH', `/clients/${id}`, { purpose: 'Nobody’s' })).status).toBe(200);
    expectWrong(await call('PATCH', `/clients/${id}`, { status: 'active' }), '/owner_id');
    const adopted = await call('PATCH', `/clients/${id}`, { status: 'active', owner_id: owner.id });
    expect(adopted.body).toMatchObject({ status: 'active', owner_id: owner.id });
  });

  it('is possible when an upstream that it names is gone', async () => {
    const gone = await gatehouse.create('/upstreams', { name: 'gone', kind: 'mcp', url: 'http://127.0.0.1:9/' });
    const { client_id: id } = await create({ resources: [gone.resource], default_audience: gone.resource });
    await call('DELETE', `/upstreams/${gone.id}`);
    expect((await call('PATCH', `/clients/${id}`, { purpose: 'x' })).status).toBe(200);
    expectWrong(await call('PATCH', `/clients/${id}`, { resources: [gone.resource, resource] }), '/resources');
  });

  it('is possible after its end, and the end can be put off', async () => {
    const { client_id: id } = await create({ expires_at: new Date(gatehouse.clock.now() + 60_000).toISOString() });
    gatehouse.clock.advance(120_000);
    expect((await call('PATCH', `/clients/${id}`, { purpose: 'x' })).status).toBe(200);
    const expires_at = new Date(gatehouse.clock.now() + 60_000).toISOString();
    expect((await call('PATCH', `/clients/${id}`, { expires_at })).body.expires_at).toBe(expires_at);
  });
});

describe('deleting a client', () => {
  it('takes its secrets and sessions along', async () => {
    const { client_id: id, client_secret: secret } = await create();
    await gatehouse.accessToken(id, secret);
    expect((await call('DELETE', `/clients/${id}`)).status).toBe(204);
    problemOf(await call('GET', `/clients/${id}`), 404);
    problemOf(await call('DELETE', `/clients/${id}`), 404);
    expect(await sessionsOf(gatehouse, id)).toEqual({ closed: 1, open: 0 });
    expect(await gatehouse.sql(`SELECT 1 FROM client_secrets WHERE client_id = $1`, [id])).toEqual([]);
    expect((await gatehouse.token({ grant_type: 'client_credentials' }, { id, secret })).status).toBe(401);
    expect((await evidenceOf(gatehouse, id)).at(-1)).toMatchObject({ kind: 'client.deleted' });
  });
});

describe('a client and its owner at once', () => {
  it('never leaves an active client without an owner', async () => {
    for (let round = 0; round < 10; round++) {
      const person = await gatehouse.create('/users', { email: `r${round}@example.test`, name: 'R', roles: ['user'] });
      const answers = await Promise.all([
        ...Array.from({ length: 4 }, () => call('POST', '/clients', body({ owner_id: person.id }))),
        call('DELETE', `/users/${person.id}`),
        ...Array.from({ length: 4 }, () => call('POST', '/clients', body({ owner_id: person.id }))),
      ]);
      expect(answers.filter(({ status }) => ![201, 204, 400].includes(status))).toEqual([]);
    }
    const orphans = await gatehouse.sql(`SELECT 1 FROM clients WHERE owner_id IS NULL AND status = 'active'`);
    expect(orphans).toEqual([]);
  });
});
