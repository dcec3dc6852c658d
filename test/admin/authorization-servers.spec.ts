import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignServer as body } from '../support/exchange.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { allPages, evidenceOf, expectWrong, problemOf } from './problems.js';

const ALIAS = 'https://gate.example';
const PATH = '/authorization-servers';

let gatehouse: TestGatehouse;
let clientId: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ PUBLIC_URL_ALIASES: ALIAS });
  clientId = (await gatehouse.agent()).id;
});
afterAll(() => gatehouse.stop());

const call: TestGatehouse['adminCall'] = (...args) => gatehouse.adminCall(...args);
const create = (fields: Record<string, unknown> = {}) => gatehouse.create(PATH, body(fields));

describe('registering an authorization server', () => {
  it('answers 201 with the whole view and its location, and records it', async () => {
    const answer = await call('POST', PATH, body({ issuer: 'https://as.chat.example/tenant' }));
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/v1/admin/authorization-servers/${answer.body.id}`);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/),
      issuer: 'https://as.chat.example/tenant',
      name: 'Chat',
      resources: [],
      scope: '',
      clients: {},
      status: 'active',
      created_at: expect.any(String),
      updated_at: answer.body.created_at,
    });
    expect((await call('GET', `${PATH}/${answer.body.id}`)).body).toEqual(answer.body);
    expect(await evidenceOf(gatehouse, answer.body.id)).toMatchObject([
      { kind: 'authorization_server.created', client_id: 'root-cli', detail: { issuer: answer.body.issuer } },
    ]);
  });

  it('takes every field that there is; scopes are the words of that server', async () => {
    const fields = {
      resources: ['https://api.chat.example/', 'urn:chat:files'],
      scope: 'chat.read chat.history',
      clients: { [clientId]: 'f53f191f9311af35' },
      status: 'inactive',
    };
    const view = await create({ ...fields, scope: ' chat.read  chat.history chat.read' });
    expect(view).toMatchObject(fields);
    expect((await call('GET', `${PATH}/${view.id}`)).body).toEqual(view);
  });

  it('admits one of an issuer, however many ask at once', async () => {
    const same = body();
    const answers = await Promise.all(Array.from({ length: 10 }, () => call('POST', PATH, same)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
    expect(problemOf(await call('POST', PATH, same), 409)).toEqual({ '/issuer': 'is taken' });
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['nothing', {}, ['/issuer', '/name']],
    ...[
      'http://as.example',
      'https://user@as.example',
      'https://as.example?tenant=1',
      'https://as.example#x',
      'https://as.example/a b',
      'https://ås.example',
      'https://',
      'as.example',
      `https://as.example/${'a'.repeat(1000)}`,
      'https://as.example/\u0000',
      7,
      null,
    ].map((issuer): [string, Record<string, unknown>, string[]] => [
      `the issuer ${JSON.stringify(issuer).slice(0, 40)}`,
      body({ issuer }),
      ['/issuer'],
    ]),
    ['its own alias', body({ issuer: ALIAS }), ['/issuer']],
    ['its own alias with a slash', body({ issuer: `${ALIAS}/` }), ['/issuer']],
    ['a resource with a fragment', body({ resources: ['https://api.example/#x'] }), ['/resources']],
    ['a resource that is relative', body({ resources: ['/api'] }), ['/resources']],
    ['resources that are a text', body({ resources: 'https://api.example' }), ['/resources']],
    ['a scope with a quote', body({ scope: 'a"b' }), ['/scope']],
    ['a scope that is a list', body({ scope: ['a'] }), ['/scope']],
    ['clients that are a list', body({ clients: ['a'] }), ['/clients']],
    ['clients that are null', body({ clients: null }), ['/clients']],
    ['a client that nobody is', body({ clients: { nobody: 'x' } }), ['/clients']],
    ['a client whose id there is empty', body({ clients: { 'root-cli': '' } }), ['/clients']],
    ['a client whose id there is no text', body({ clients: { 'root-cli': 7 } }), ['/clients']],
    ['a client whose id there has a line break', body({ clients: { 'root-cli': 'a\nb' } }), ['/clients']],
    ['another status', body({ status: 'on' }), ['/status']],
    ['an unknown field', body({ jwks_uri: 'https://x' }), ['/jwks_uri']],
    [
      'all at once',
      { issuer: 1, name: '', resources: 1, scope: 1, clients: 1, status: 1 },
      ['/issuer', '/name', '/resources', '/scope', '/clients', '/status'],
    ],
  ])('refuses %s', async (_name, fields, pointers) => {
    expectWrong(await call('POST', PATH, fields), ...pointers);
  });

  it('is not misled by names that every object has', async () => {
    const text = `{"issuer":"https://proto.example","name":"x","clients":{"__proto__":"a","constructor":"b"}}`;
    const headers = { authorization: `Bearer ${await gatehouse.admin()}`, 'content-type': 'application/json' };
    const answer = await gatehouse.request('POST', `/api/v1/admin${PATH}`, { headers, body: text });
    expectWrong(answer, '/clients/__proto__', '/clients/constructor');
  });
});

describe('changing an authorization server', () => {
  it('checks the whole result, and records which fields changed', async () => {
    const { id } = await create({ clients: { [clientId]: 'a', 'root-cli': 'b' } });
    const changed = await call('PATCH', `${PATH}/${id}`, {
      scope: 'one',
      clients: { 'root-cli': 'b', [clientId]: 'a' },
    });
    expect([changed.status, changed.body.scope]).toEqual([200, 'one']);
    expectWrong(await call('PATCH', `${PATH}/${id}`, { issuer: 'http://x', name: null }), '/issuer', '/name');
    expect((await call('PATCH', `${PATH}/${id}`, { status: 'inactive' })).body.status).toBe('inactive');
    expect(await evidenceOf(gatehouse, id)).toMatchObject([
      { kind: 'authorization_server.created' },
      { kind: 'authorization_server.updated', detail: { changed: ['scope'] } },
      { kind: 'authorization_server.deactivated', detail: { changed: ['status'] } },
    ]);
  });

  it('records nothing when nothing changes', async () => {
    const { id, ...view } = await create({ clients: { [clientId]: 'a', 'root-cli': 'b' } });
    expect((await call('PATCH', `${PATH}/${id}`, { clients: view.clients, name: view.name })).body).toEqual({
      id,
      ...view,
    });
    expect(await evidenceOf(gatehouse, id)).toHaveLength(1);
  });

  it('does not take the issuer of another one', async () => {
    const { issuer } = await create();
    const { id } = await create();
    expect(problemOf(await call('PATCH', `${PATH}/${id}`, { issuer }), 409)).toEqual({ '/issuer': 'is taken' });
  });

  it('goes on when a client of its map was deleted, and takes no other unknown one', async () => {
    const { id: gone } = await gatehouse.agent();
    const { id } = await create({ clients: { [gone]: 'a' } });
    expect((await call('DELETE', `/clients/${gone}`)).status).toBe(204);
    expect((await call('PATCH', `${PATH}/${id}`, { name: 'Other' })).status).toBe(200);
    expectWrong(await call('PATCH', `${PATH}/${id}`, { clients: { [gone]: 'a', nobody: 'b' } }), '/clients');
    expect((await call('PATCH', `${PATH}/${id}`, { clients: {} })).status).toBe(200);
  });
});

describe('listing and removing them', () => {
  it('shows pages, and those that a filter leaves', async () => {
    const made = [await create(), await create(), await create({ status: 'inactive' })];
    const all = (await allPages(gatehouse, PATH, 2)).flat().map(({ id }) => id);
    expect(all).toEqual(expect.arrayContaining(made.map(({ id }) => id)));
    expect(new Set(all).size).toBe(all.length);
    const one = await call('GET', `${PATH}?issuer=${encodeURIComponent(made[1].issuer)}`);
    expect(one.body).toEqual({ items: [made[1]], next: null });
    const inactive = (await call('GET', `${PATH}?status=inactive&limit=200`)).body.items;
    expect(inactive).toContainEqual(made[2]);
    expect(inactive).not.toContainEqual(made[0]);
    problemOf(await call('GET', `${PATH}?state=active`), 400);
  });

  it('removes one, with evidence, once', async () => {
    const { id, issuer } = await create();
    expect((await call('DELETE', `${PATH}/${id}`)).status).toBe(204);
    problemOf(await call('DELETE', `${PATH}/${id}`), 404);
    problemOf(await call('GET', `${PATH}/${id}`), 404);
    problemOf(await call('PATCH', `${PATH}/${id}`, {}), 404);
    expect((await evidenceOf(gatehouse, id)).at(-1)).toMatchObject({
      kind: 'authorization_server.deleted',
      detail: { issuer },
    });
  });

  it('is for administrators alone', async () => {
    const agent = await gatehouse.agent();
    const headers = { authorization: `Bearer ${await gatehouse.accessToken(agent.id, agent.secret)}` };
    for (const method of ['GET', 'POST']) {
      expect((await gatehouse.request(method, `/api/v1/admin${PATH}`)).status).toBe(401);
      expect((await gatehouse.request(method, `/api/v1/admin${PATH}`, { headers })).status).toBe(403);
    }
  });
});
