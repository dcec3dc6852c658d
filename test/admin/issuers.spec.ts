import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ForeignIssuer, type ForeignKey, foreignKey } from '../support/foreign-issuer.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson } from '../support/people.js';
import { allPages, evidenceOf, expectWrong, problemOf } from './problems.js';

let gatehouse: TestGatehouse;
let key: ForeignKey;
let clientId: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ PUBLIC_URL_ALIASES: 'https://alias.example' });
  key = await foreignKey();
  clientId = (await gatehouse.agent()).id;
});
afterAll(() => gatehouse.stop());

const call: TestGatehouse['adminCall'] = (...args) => gatehouse.adminCall(...args);
const fresh = (): string => `https://${randomUUID()}.example`;
const body = (fields: object = {}) => ({
  issuer: fresh(),
  name: 'Build machines',
  jwks: { keys: [key.jwk] },
  uses: ['workload'],
  ...fields,
});
const create = (fields: object = {}) => gatehouse.create('/issuers', body(fields));

describe('trusting an issuer', () => {
  it('answers 201 with the whole view and its location, and is on record', async () => {
    const answer = await call('POST', '/issuers', body({ issuer: 'https://token.example/a/b' }));
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/v1/admin/issuers/${answer.body.id}`);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      issuer: 'https://token.example/a/b',
      name: 'Build machines',
      jwks_uri: null,
      jwks: { keys: [key.jwk] },
      audiences: [gatehouse.url],
      algorithms: ['ES256', 'EdDSA', 'PS256', 'RS256'],
      uses: ['workload'],
      single_use: false,
      scope: null,
      clients: [],
      link_verified_email: false,
      status: 'active',
      created_at: expect.any(String),
      updated_at: answer.body.created_at,
    });
    expect((await call('GET', `/issuers/${answer.body.id}`)).body).toEqual(answer.body);
    expect(await evidenceOf(gatehouse, answer.body.id)).toMatchObject([
      { kind: 'issuer.created', client_id: 'root-cli', detail: { issuer: 'https://token.example/a/b' } },
    ]);
  });

  it('takes every field that there is', async () => {
    const fields = {
      jwks: null,
      jwks_uri: 'https://keys.example/jwks?v=1',
      audiences: ['https://a.example', 'gatehouse'],
      algorithms: ['RS256'],
      uses: ['subject_token', 'id_jag'],
      single_use: true,
      scope: 'mcp user',
      clients: [clientId],
      link_verified_email: true,
      status: 'inactive',
    };
    expect(await create(fields)).toMatchObject(fields);
    const domain = await create({ issuer: 'spiffe://prod.example.com' });
    expect(domain.issuer).toBe('spiffe://prod.example.com');
  });

  it('takes of a SPIFFE bundle the keys that sign tokens', async () => {
    const [svid, ca] = [await foreignKey(), await foreignKey()];
    const keys = [
      { ...svid.jwk, use: 'jwt-svid' },
      { ...ca.jwk, use: 'x509-svid', x5c: ['MII='] },
    ];
    const view = await create({ issuer: 'spiffe://bundle.example', jwks: { keys, spiffe_sequence: 1 } });
    expect(view.jwks).toEqual({ keys: [svid.jwk] });
    expectWrong(await call('POST', '/issuers', body({ jwks: { keys } })), '/jwks');
  });

  it('happens once for each issuer, however many ask at once', async () => {
    const one = body();
    const answers = await Promise.all(Array.from({ length: 10 }, () => call('POST', '/issuers', one)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
    expect(problemOf(await call('POST', '/issuers', one), 409)).toHaveProperty('/issuer');
  });

  it.each([
    ['nothing', () => ({}), ['/issuer', '/name', '/uses', '/jwks_uri']],
    ...[
      '',
      'http://a.example',
      'https://',
      'https://a.example?x',
      'https://a.example/#',
      'https://user@a.example',
      'https://a.example/a b',
      'https:\\\\a.example',
      'spiffe://',
      'spiffe://Prod.example',
      'spiffe://prod.example/',
      'spiffe://prod.example/agent',
      'accounts.example',
      `https://a.example/${'a'.repeat(2100)}`,
      5,
      ['https://a.example'],
    ].map((issuer): [string, () => object, string[]] => [
      `the issuer ${JSON.stringify(issuer).slice(0, 40)}`,
      () => body({ issuer }),
      ['/issuer'],
    ]),
    ['this Gatehouse itself', () => body({ issuer: 'https://alias.example' }), ['/issuer']],
    ['this Gatehouse with a slash', () => body({ issuer: 'https://alias.example/' }), ['/issuer']],
    ['no keys', () => body({ jwks: undefined }), ['/jwks_uri']],
    ['keys in two places', () => body({ jwks_uri: 'https://a.example/jwks' }), ['/jwks_uri']],
    ['keys over http', () => body({ jwks: null, jwks_uri: 'http://a.example/jwks' }), ['/jwks_uri']],
    ['keys behind a password', () => body({ jwks: null, jwks_uri: 'https://a:b@a.example/jwks' }), ['/jwks_uri']],
    ['an empty set', () => body({ jwks: { keys: [] } }), ['/jwks']],
    ['a private key', () => body({ jwks: { keys: [{ ...key.jwk, d: key.jwk.x }] } }), ['/jwks']],
    ['a symmetric key', () => body({ jwks: { keys: [{ kty: 'oct', k: 'AAAA' }] } }), ['/jwks']],
    [
      'a short RSA key',
      () => body({ jwks: { keys: [{ kty: 'RSA', e: 'AQAB', n: Buffer.alloc(128, 0xa7).toString('base64url') }] } }),
      ['/jwks'],
    ],
    ['the same kid twice', () => body({ jwks: { keys: [key.jwk, key.jwk] } }), ['/jwks']],
    ['more than 20 keys', () => body({ jwks: { keys: Array(21).fill({ ...key.jwk, kid: undefined }) } }), ['/jwks']],
    ['a text for keys', () => body({ jwks: '{}' }), ['/jwks']],
    ['no use', () => body({ uses: [] }), ['/uses']],
    ['another use', () => body({ uses: ['workload', 'admin'] }), ['/uses']],
    ['people of a trust domain', () => body({ issuer: 'spiffe://a.example', uses: ['id_jag'] }), ['/uses']],
    ['subject tokens without a scope', () => body({ uses: ['subject_token'] }), ['/scope']],
    ['an unknown scope', () => body({ scope: 'mcp fly' }), ['/scope']],
    ['a list for a scope', () => body({ scope: ['mcp'] }), ['/scope']],
    ['an empty scope', () => body({ scope: '' }), ['/scope']],
    ['no algorithm', () => body({ algorithms: [] }), ['/algorithms']],
    ['HS256', () => body({ algorithms: ['HS256'] }), ['/algorithms']],
    ['none', () => body({ algorithms: ['ES256', 'none'] }), ['/algorithms']],
    ['no audience', () => body({ audiences: [] }), ['/audiences']],
    ['an audience with a space', () => body({ audiences: ['a b'] }), ['/audiences']],
    ['clients that do not exist', () => body({ clients: [clientId, 'nobody'] }), ['/clients']],
    ['addresses of machines', () => body({ link_verified_email: true }), ['/link_verified_email']],
    [
      'texts for booleans',
      () => body({ single_use: 'yes', link_verified_email: 1 }),
      ['/single_use', '/link_verified_email'],
    ],
    ['another status', () => body({ status: 'off' }), ['/status']],
    ['an unknown field', () => body({ trusted: true }), ['/trusted']],
    [
      'several at once',
      () => ({ issuer: 'x', name: '', uses: [], jwks: {}, scope: 'fly', z: 1 }),
      ['/issuer', '/name', '/uses', '/jwks', '/scope', '/z'],
    ],
  ] as [string, () => object, string[]][])('refuses %s', async (_, wrong, pointers) => {
    expectWrong(await call('POST', '/issuers', wrong()), ...pointers);
  });
});

describe('trusted issuers', () => {
  it('are listed in pages and by filters', async () => {
    const { id, issuer } = await create();
    const pages = await allPages(gatehouse, '/issuers', 3);
    expect(pages.slice(0, -1).every((page) => page.length === 3)).toBe(true);
    expect(pages.flat().filter((one) => one.id === id)).toHaveLength(1);
    expect((await call('GET', `/issuers?issuer=${encodeURIComponent(issuer)}`)).body.items).toMatchObject([{ id }]);
    expectWrong(await call('GET', '/issuers?status=off&iss=x'), 'status', 'iss');
    problemOf(await call('GET', `/issuers/${randomUUID()}`), 404);
  });

  it('change as a whole: what is named, by the rules of creating', async () => {
    const before = await create();
    gatehouse.clock.advance(5);
    const moved = { jwks: null, jwks_uri: 'https://keys.example/jwks' };
    const answer = await call('PATCH', `/issuers/${before.id}`, moved);
    expect(answer.body).toEqual({ ...before, ...moved, updated_at: answer.body.updated_at });
    expectWrong(await call('PATCH', `/issuers/${before.id}`, { jwks: { keys: [key.jwk] } }), '/jwks_uri');
    expectWrong(await call('PATCH', `/issuers/${before.id}`, { issuer: fresh() }), '/issuer');
    expectWrong(await call('PATCH', `/issuers/${before.id}`, { uses: ['subject_token'] }), '/scope');
    expect((await call('PATCH', `/issuers/${before.id}`, { name: before.name })).body).toEqual(answer.body);
    await call('PATCH', `/issuers/${before.id}`, { status: 'inactive' });
    const events = await evidenceOf(gatehouse, before.id);
    expect(events.map(({ kind, detail }) => [kind, detail.changed])).toEqual([
      ['issuer.created', undefined],
      ['issuer.updated', ['jwks_uri', 'jwks']],
      ['issuer.deactivated', ['status']],
    ]);
  });

  it('can be changed when a client of theirs is gone, and keep the scopes that they name', async () => {
    const { id: gone } = await gatehouse.agent();
    await gatehouse.create('/scopes', { name: 'build:run', tier: 'service', description: 'Run builds' });
    const { id } = await create({ clients: [gone], scope: 'build:run' });
    await call('DELETE', `/clients/${gone}`);
    expect((await call('PATCH', `/issuers/${id}`, { name: 'Other' })).status).toBe(200);
    problemOf(await call('DELETE', '/scopes/build:run'), 409);
  });

  it('go with their rules', async () => {
    const issuer = await ForeignIssuer.register(gatehouse);
    const rule = await issuer.rule({ sub: 'a' }, clientId);
    expect((await call('DELETE', `/issuers/${issuer.view.id}`)).status).toBe(204);
    problemOf(await call('DELETE', `/issuers/${issuer.view.id}`), 404);
    problemOf(await call('GET', `/issuers/${issuer.view.id}/rules`), 404);
    problemOf(await call('GET', `/issuers/${issuer.view.id}/rules/${rule.id}`), 404);
    expect((await evidenceOf(gatehouse, issuer.view.id)).at(-1)).toMatchObject({ kind: 'issuer.deleted' });
  });
});

describe('rules for workloads', () => {
  let issuer: ForeignIssuer;
  let path: string;
  beforeAll(async () => {
    issuer = await ForeignIssuer.register(gatehouse);
    path = `/issuers/${issuer.view.id}/rules`;
  });
  const rule = (fields: object = {}) => ({ name: randomUUID(), claims: { sub: 'a' }, client_id: clientId, ...fields });

  it('are made, read, listed, changed and removed, on record', async () => {
    const fields = {
      claims: { sub: ['repo:acme/*:ref:refs/heads/main', 'repo:acme/**'], '/kubernetes.io/namespace': 'agents' },
      scope: 'mcp',
      resources: [`${gatehouse.url}/api/v1/mcp/tools`],
    };
    const answer = await call('POST', path, rule({ name: 'Main', ...fields }));
    expect(answer.status).toBe(201);
    const { id } = answer.body;
    expect(answer.headers.get('location')).toBe(`/api/v1/admin${path}/${id}`);
    expect(answer.body).toEqual({
      id: expect.any(String),
      issuer_id: issuer.view.id,
      name: 'Main',
      client_id: clientId,
      status: 'active',
      created_at: expect.any(String),
      updated_at: answer.body.created_at,
      ...fields,
    });
    expect((await call('GET', `${path}/${id}`)).body).toEqual(answer.body);
    problemOf(await call('POST', path, rule({ name: 'Main' })), 409);
    await issuer.rule({ sub: 'b' }, clientId);
    await issuer.rule({ sub: 'c' }, clientId);
    expect((await allPages(gatehouse, path, 2)).flat()).toHaveLength(3);
    gatehouse.clock.advance(5);
    expect((await call('PATCH', `${path}/${id}`, { claims: fields.claims })).body).toEqual(answer.body);
    const changed = await call('PATCH', `${path}/${id}`, { scope: null, status: 'inactive' });
    expect(changed.body).toMatchObject({ scope: null, resources: fields.resources, status: 'inactive' });
    expectWrong(await call('PATCH', `${path}/${id}`, { claims: { sub: '**' } }), '/claims');
    expect((await call('DELETE', `${path}/${id}`)).status).toBe(204);
    problemOf(await call('GET', `${path}/${id}`), 404);
    expect((await evidenceOf(gatehouse, id)).map(({ kind }) => kind)).toEqual([
      'issuer.rule_created',
      'issuer.rule_deactivated',
      'issuer.rule_deleted',
    ]);
  });

  it('are those of their issuer alone', async () => {
    const other = await ForeignIssuer.register(gatehouse);
    const { id } = await other.rule({ sub: 'a' }, clientId);
    for (const [method, change] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as const) {
      problemOf(await call(method, `${path}/${id}`, change), 404);
    }
    problemOf(await call('POST', `/issuers/${randomUUID()}/rules`, rule()), 404);
  });

  it('go with their client, and are at most 200', async () => {
    const crowded = await ForeignIssuer.register(gatehouse);
    const { id } = await gatehouse.agent();
    await gatehouse.sql(
      `INSERT INTO workload_rules SELECT gen_random_uuid(), $1, 'r' || n, '{"sub":"a"}', $2, NULL, NULL, 'active', now(), now()
         FROM generate_series(1, 200) n`,
      [crowded.view.id, id],
    );
    problemOf(await call('POST', `/issuers/${crowded.view.id}/rules`, rule()), 409);
    await call('DELETE', `/clients/${id}`);
    expect((await call('GET', `/issuers/${crowded.view.id}/rules`)).body.items).toEqual([]);
  });

  it.each([
    ['nothing', {}, ['/name', '/claims', '/client_id']],
    ...[
      null,
      'sub',
      [],
      {},
      { sub: 5 },
      { sub: '' },
      { sub: [] },
      { sub: ['a', 5] },
      { sub: 'a***' },
      { sub: '*a*a*a*a*a*a*a*a*a' },
      { sub: 'a'.repeat(600) },
      { sub: '**' },
      { sub: ['a', '*'] },
      { iss: 'https://a.example', aud: 'b' },
      { '/iss': 'https://a.example' },
      { repository: '**', sub: '*' },
      { '': 'a' },
      { '/a~2': 'a' },
      { sub: { a: 'b' } },
      Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`c${n}`, 'a'])),
    ].map((claims): [string, object, string[]] => [
      `the claims ${JSON.stringify(claims).slice(0, 50)}`,
      { name: 'a', claims, client_id: 'root-cli' },
      ['/claims'],
    ]),
    ['an unknown client', { name: 'a', claims: { sub: 'a' }, client_id: 'nobody' }, ['/client_id']],
    [
      'a wrong scope, resource and status',
      { name: 'a', claims: { sub: 'a' }, client_id: 'root-cli', scope: 'fly', resources: ['x'], status: 'on', y: 1 },
      ['/scope', '/resources', '/status', '/y'],
    ],
  ] as [string, object, string[]][])('cannot have %s', async (_, wrong, pointers) => {
    expectWrong(await call('POST', path, wrong), ...pointers);
  });
});

describe("people's identities elsewhere", () => {
  it('are linked once, listed and unlinked, on record', async () => {
    const issuer = await ForeignIssuer.register(gatehouse, { uses: ['id_jag'] });
    const [ada, bob] = [await createPerson(gatehouse), await createPerson(gatehouse)];
    const identity = { issuer: issuer.name, subject: 'u-1' };
    const answer = await call('POST', `/users/${ada.id}/identities`, identity);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.any(String),
      user_id: ada.id,
      tenant: '',
      created_at: expect.any(String),
      ...identity,
    });
    expect(answer.headers.get('location')).toBe(`/api/v1/admin/users/${ada.id}/identities/${answer.body.id}`);
    problemOf(await call('POST', `/users/${bob.id}/identities`, identity), 409);
    const other = await call('POST', `/users/${bob.id}/identities`, { ...identity, tenant: 't2' });
    expect(other.status).toBe(201);
    expect((await call('GET', `/users/${ada.id}/identities`)).body).toEqual({ items: [answer.body], next: null });
    problemOf(await call('DELETE', `/users/${bob.id}/identities/${answer.body.id}`), 404);
    expect((await call('DELETE', `/users/${ada.id}/identities/${answer.body.id}`)).status).toBe(204);
    expect((await call('GET', `/users/${ada.id}/identities`)).body.items).toEqual([]);
    const kinds = (await evidenceOf(gatehouse, ada.id)).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['user.identity_linked', 'user.identity_unlinked']));
    expect((await call('DELETE', `/users/${bob.id}`)).status).toBe(204);
    expect(await gatehouse.sql('SELECT 1 FROM user_identities WHERE user_id = $1', [bob.id])).toEqual([]);
  });

  it.each([
    ['nothing', {}, ['/issuer', '/subject']],
    ['an issuer that is not trusted', { issuer: 'https://nobody.example', subject: 'a' }, ['/issuer']],
    [
      'an empty subject and a long tenant',
      { issuer: 'x', subject: '', tenant: 'a'.repeat(256) },
      ['/issuer', '/subject', '/tenant'],
    ],
    ['an unknown field', { issuer: 'x', subject: 'a', email: 'a@b.example' }, ['/issuer', '/email']],
  ] as [string, object, string[]][])('cannot be linked with %s', async (_, wrong, pointers) => {
    const { id } = await createPerson(gatehouse);
    expectWrong(await call('POST', `/users/${id}/identities`, wrong), ...pointers);
  });

  it('are not those of machines, nor of nobody', async () => {
    const { name } = await ForeignIssuer.register(gatehouse);
    const { id } = await createPerson(gatehouse);
    expectWrong(await call('POST', `/users/${id}/identities`, { issuer: name, subject: 'a' }), '/issuer');
    problemOf(await call('POST', `/users/${randomUUID()}/identities`, { issuer: name, subject: 'a' }), 404);
    problemOf(await call('GET', `/users/${randomUUID()}/identities`), 404);
  });
});
