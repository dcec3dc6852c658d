import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { allPages, evidenceOf, expectWrong, problemOf } from './problems.js';

let gatehouse: TestGatehouse;
let count = 0;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
});
afterAll(() => gatehouse.stop());

const call: TestGatehouse['adminCall'] = (...args) => gatehouse.adminCall(...args);
const body = (fields: object = {}) => ({
  name: `server-${++count}`,
  kind: 'mcp',
  url: 'http://127.0.0.1:9/mcp',
  ...fields,
});
const create = (fields: object = {}) => gatehouse.create('/upstreams', body(fields));

describe('creating an upstream', () => {
  it('answers 201 with the whole view, its resource and its location', async () => {
    const answer = await call('POST', '/upstreams', body({ name: 'tools' }));
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/v1/admin/upstreams/${answer.body.id}`);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/),
      name: 'tools',
      kind: 'mcp',
      url: 'http://127.0.0.1:9/mcp',
      transport: 'streamable_http',
      required_scopes: ['mcp'],
      required_token_binding: 'none',
      credential: { mode: 'minted' },
      default: 'allow',
      timeouts: {},
      limits: {},
      status: 'active',
      resource: `${gatehouse.url}/api/v1/mcp/tools`,
      endpoint: `${gatehouse.url}/api/v1/mcp/tools`,
      health: { status: 'unknown', since: null, last_error: null },
      created_at: expect.any(String),
      updated_at: answer.body.created_at,
    });
    expect((await call('GET', `/upstreams/${answer.body.id}`)).body).toEqual(answer.body);
    expect(await evidenceOf(gatehouse, answer.body.id)).toMatchObject([
      { kind: 'upstream.created', client_id: 'root-cli' },
    ]);
  });

  it('takes every field that there is', async () => {
    const fields = {
      kind: 'a2a',
      url: 'https://agents.example.com:8443/a2a?tenant=1',
      required_scopes: ['a2a', 'service'],
      required_token_binding: 'any',
      credential: { mode: 'minted', audience: 'https://agents.example.com' },
      default: 'deny',
      timeouts: { idle: 60_000, connect: 500, first_byte: 1000, total: 90_000 },
      limits: { request_bytes: 4096, response_bytes: 8192, event_bytes: 2048, concurrent: 3, streams: 5 },
      status: 'inactive',
    };
    const view = await create(fields);
    expect(view).toMatchObject(fields);
    expect(view.resource).toBe(`${gatehouse.url}/api/v1/agents/${view.name}`);
    expect((await create({ credential: { mode: 'none' } })).credential).toEqual({ mode: 'none' });
    expect((await create({ kind: 'a2a' })).required_scopes).toEqual(['a2a']);
  });

  it('admits an MCP server and an agent of the same name, and no second of a kind', async () => {
    await create({ name: 'twin', kind: 'mcp' });
    await create({ name: 'twin', kind: 'a2a' });
    for (const kind of ['mcp', 'a2a']) {
      expect(problemOf(await call('POST', '/upstreams', body({ name: 'twin', kind })), 409)).toHaveProperty('/name');
    }
    const same = body();
    const answers = await Promise.all(Array.from({ length: 20 }, () => call('POST', '/upstreams', same)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
  });

  it.each([
    ['nothing', {}, ['/name', '/kind', '/url']],
    ...['', 'Tools', '-a', 'a_b', 'a/b', 'a.b', '..', 'a\n', 'ü', 'a'.repeat(64), 1, null].map(
      (name): [string, object, string[]] => [`the name ${JSON.stringify(name)}`, body({ name }), ['/name']],
    ),
    ...[
      '',
      'tools',
      '//a.test',
      'ftp://a.test/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'http://',
      'http:///x',
      'http://user@a.test/',
      'http://user:pass@a.test/',
      'http://@a.test/',
      'http://a.test/#f',
      'http://a.test#',
      ' http://a.test',
      'http://a.test/a b',
      'http://a.test\\@b.test/',
      'http:\\\\a.test',
      'http://a.te\nst/',
      'http://a.test:99999/',
      'http:a.test',
      `http://a.test/${'a'.repeat(2100)}`,
      5,
      ['http://a.test'],
    ].map((url): [string, object, string[]] => [
      `the URL ${JSON.stringify(url).slice(0, 40)}`,
      body({ url }),
      ['/url'],
    ]),
    ['another kind', body({ kind: 'rest' }), ['/kind']],
    ['an unknown binding', body({ required_token_binding: 'tls' }), ['/required_token_binding']],
    ['no required scope', body({ required_scopes: [] }), ['/required_scopes']],
    ['an unknown required scope', body({ required_scopes: ['mcp', 'fly'] }), ['/required_scopes']],
    ['a text for required scopes', body({ required_scopes: 'mcp' }), ['/required_scopes']],
    ['a text for the credential', body({ credential: 'minted' }), ['/credential']],
    ['a list for the credential', body({ credential: [] }), ['/credential']],
    ['null for the credential', body({ credential: null }), ['/credential']],
    ['a credential without mode', body({ credential: {} }), ['/credential/mode']],
    ['another mode', body({ credential: { mode: 'magic', secret: 'x' } }), ['/credential/mode', '/credential/secret']],
    ['an audience with mode none', body({ credential: { mode: 'none', audience: 'x' } }), ['/credential']],
    ['an audience with a space', body({ credential: { mode: 'minted', audience: 'a b' } }), ['/credential/audience']],
    ['__proto__ within', body({ credential: { mode: 'none', constructor: 1 } }), ['/credential/constructor']],
    ['another default', body({ default: 'maybe' }), ['/default']],
    [
      'timeouts out of bounds',
      body({ timeouts: { connect: 0, first_byte: 1e9, idle: 1.5, total: 0 } }),
      ['/timeouts/connect', '/timeouts/first_byte', '/timeouts/idle', '/timeouts/total'],
    ],
    [
      'texts and unknown names in timeouts',
      body({ timeouts: { connect: '500', read: 5 } }),
      ['/timeouts/connect', '/timeouts/read'],
    ],
    ['a list for timeouts', body({ timeouts: [500] }), ['/timeouts']],
    [
      'limits out of bounds',
      body({ limits: { request_bytes: 1e12, response_bytes: 0, event_bytes: '1', concurrent: 0, streams: -1 } }),
      [
        '/limits/request_bytes',
        '/limits/response_bytes',
        '/limits/event_bytes',
        '/limits/concurrent',
        '/limits/streams',
      ],
    ],
    ['another status', body({ status: 'off' }), ['/status']],
    [
      'a resource of its own',
      body({ resource: 'https://a.test', endpoint: 'https://a.test' }),
      ['/resource', '/endpoint'],
    ],
    [
      'several at once, with what only the database knows',
      { name: 'X', url: 'x', required_scopes: ['fly'], y: 1 },
      ['/name', '/kind', '/url', '/required_scopes', '/y'],
    ],
  ] as [string, object, string[]][])('refuses %s', async (_, wrong, pointers) => {
    expectWrong(await call('POST', '/upstreams', wrong), ...pointers);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://0xA9FEA9FE/',
    'http://2852039166/',
    'http://169.254.43518/',
    'http://[fe80::1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[2002:a9fe:a9fe::]/',
    'http://0.0.0.0/',
    'http://[::]/',
    'http://255.255.255.255/',
  ])('refuses %s, where no upstream may be', async (url) => {
    expectWrong(await call('POST', '/upstreams', body({ url })), '/url');
  });

  it.each([
    'http://127.0.0.1:3000/',
    'http://10.0.0.7/mcp',
    'http://[::1]:3000/mcp',
    'https://mcp.example.com/',
    'http://mcp.internal:8080',
  ])('admits %s, as it is written', async (url) => expect((await create({ url })).url).toBe(url));
});

describe('reading upstreams', () => {
  it.each(['01a1fd24-8d08-76cc-91f4-526bf06dbcd1', 'tools', '%00'])('%s is none', async (id) => {
    problemOf(await call('GET', `/upstreams/${id}`), 404);
  });

  it('pages are bounded and hold each of them once; filters narrow them', async () => {
    const pages = await allPages(gatehouse, '/upstreams', 3);
    expect(pages.slice(0, -1).every((page) => page.length === 3)).toBe(true);
    const all = pages.flat();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const twins = (await call('GET', '/upstreams?name=twin&kind=a2a')).body.items;
    expect(twins).toEqual(all.filter(({ name, kind }) => name === 'twin' && kind === 'a2a'));
    expect((await allPages(gatehouse, '/upstreams?status=inactive', 2)).flat()).toEqual(
      all.filter(({ status }) => status === 'inactive'),
    );
    expectWrong(await call('GET', '/upstreams?kind=rest&nam=x'), 'kind', 'nam');
  });
});

describe('changing an upstream', () => {
  it('changes what is named and nothing else, and records the names', async () => {
    const before = await create({ timeouts: { connect: 500, idle: 9000 } });
    gatehouse.clock.advance(5);
    const change = { url: 'http://127.0.0.1:10/mcp', timeouts: { idle: 800 }, credential: { mode: 'none' } };
    const answer = await call('PATCH', `/upstreams/${before.id}`, change);
    expect(answer.body).toEqual({ ...before, ...change, updated_at: answer.body.updated_at });
    const events = await evidenceOf(gatehouse, before.id);
    expect(events.at(-1)).toMatchObject({
      kind: 'upstream.updated',
      detail: { changed: ['url', 'credential', 'timeouts'] },
    });
  });

  it('that changes nothing is no change, in whatever order its names come', async () => {
    const before = await create({ timeouts: { connect: 500, first_byte: 700, idle: 9000 } });
    const answer = await call('PATCH', `/upstreams/${before.id}`, {
      timeouts: { idle: 9000, first_byte: 700, connect: 500 },
      name: before.name,
      kind: before.kind,
    });
    expect(answer.body).toEqual(before);
    expect(await evidenceOf(gatehouse, before.id)).toHaveLength(1);
  });

  it.each([
    ['the name, which tokens and clients know', { name: 'other' }, ['/name']],
    ['the kind', { kind: 'a2a' }, ['/kind']],
    ['the resource', { resource: 'https://a.test/' }, ['/resource']],
    ['an unknown field', { policy_default: 'deny' }, ['/policy_default']],
    ['a wrong URL and an unknown scope', { url: 'x', required_scopes: ['fly'] }, ['/url', '/required_scopes']],
    ['cloud metadata', { url: 'http://169.254.169.254/' }, ['/url']],
    ['null for what has a default', { default: null, timeouts: null }, ['/default', '/timeouts']],
  ])('has the same rules as creating: %s', async (_, wrong, pointers) => {
    const before = await create();
    expectWrong(await call('PATCH', `/upstreams/${before.id}`, wrong), ...pointers);
    expect((await call('GET', `/upstreams/${before.id}`)).body).toEqual(before);
  });

  it('switches it off and on, and the name stays taken', async () => {
    const { id, name } = await create();
    await call('PATCH', `/upstreams/${id}`, { status: 'inactive' });
    problemOf(await call('POST', '/upstreams', body({ name })), 409);
    await call('PATCH', `/upstreams/${id}`, { status: 'active' });
    const kinds = (await evidenceOf(gatehouse, id)).map(({ kind }) => kind);
    expect(kinds).toEqual(['upstream.created', 'upstream.deactivated', 'upstream.activated']);
  });
});

it('deleting an upstream frees its name and is on record', async () => {
  const { id, name } = await create();
  expect((await call('DELETE', `/upstreams/${id}`)).status).toBe(204);
  problemOf(await call('GET', `/upstreams/${id}`), 404);
  problemOf(await call('DELETE', `/upstreams/${id}`), 404);
  await create({ name });
  expect((await evidenceOf(gatehouse, id)).at(-1)).toMatchObject({ kind: 'upstream.deleted', detail: { name } });
});

describe('with UPSTREAM_NETWORKS', () => {
  it('a literal address outside of them is refused', async () => {
    const house = await TestGatehouse.start({ UPSTREAM_NETWORKS: '10.0.0.0/8' });
    try {
      expectWrong(await house.adminCall('POST', '/upstreams', body({ url: 'http://127.0.0.1/' })), '/url');
      await house.create('/upstreams', body({ url: 'http://10.1.2.3/' }));
    } finally {
      await house.stop();
    }
  });
});
