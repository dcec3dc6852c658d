import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from '../../src/settings/settings.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { testSecrets } from '../support/test-secrets.js';
import { allPages, evidenceOf, expectWrong, problemOf } from './problems.js';

const DAY = 86_400_000;

let gatehouse: TestGatehouse;
let owner: { id: string };
let resource: string;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:1/mcp' }))
    .resource as string;
  await gatehouse.create('/scopes', { name: 'reports', tier: 'user', description: 'Read reports' });
});
afterAll(() => gatehouse.stop());
beforeEach(async () => {
  owner = (await gatehouse.agent({}, { roles: ['user', 'reports'] })).owner;
});

const inDays = (days: number) => new Date(gatehouse.clock.now() + days * DAY).toISOString();
const make = (fields: Record<string, unknown> = {}, userId = owner.id) =>
  gatehouse.adminCall('POST', `/users/${userId}/access-keys`, {
    name: 'Nightly job',
    scope: 'mcp',
    expires_at: inDays(30),
    ...fields,
  });

describe('making an access key', () => {
  it('shows it once, in an answer that nobody keeps', async () => {
    const expires_at = inDays(30);
    const answer = await make({ scope: 'user mcp', resources: [resource], addresses: ['192.0.2.0/24'], expires_at });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const { access_key: text, ...view } = answer.body;
    expect(text).toMatch(/^ghk_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$/);
    expect(view).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      prefix: text.slice(0, 36),
      user_id: owner.id,
      session_id: expect.any(String),
      name: 'Nightly job',
      scope: 'user mcp',
      resources: [resource],
      addresses: ['192.0.2.0/24'],
      active: true,
      last_used_at: null,
      created_at: expect.any(String),
      expires_at,
      closed_at: null,
      close_reason: null,
    });
    expect(view.prefix).toBe(`ghk_${view.id.replaceAll('-', '')}`);
    expect(answer.headers.get('location')).toBe(`/api/v1/admin/access-keys/${view.id}`);
    const read = await gatehouse.adminCall('GET', `/access-keys/${view.id}`);
    expect([read.status, read.body]).toEqual([200, view]);
  });

  it('opens a session, which is what makes it good', async () => {
    const { body } = await make();
    const session = await gatehouse.adminCall('GET', `/sessions/${body.session_id}`);
    expect(session.body).toMatchObject({
      source: 'api',
      client_id: `access_key:${body.id}`,
      user_id: owner.id,
      subject: owner.id,
      scope: 'mcp',
      active: true,
      expires_at: body.expires_at,
    });
  });

  it('keeps the secret from database, log, list and evidence', async () => {
    const { body } = await make();
    const secret = body.access_key.slice(37) as string;
    const tables = await gatehouse.sql<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace`,
    );
    for (const { name } of tables) {
      const rows = await gatehouse.sql(`SELECT 1 FROM ${name} AS t WHERE t::text LIKE '%' || $1 || '%'`, [secret]);
      expect([name, rows]).toEqual([name, []]);
    }
    expect(gatehouse.logLines.join('')).not.toContain(secret);
    expect((await gatehouse.adminCall('GET', `/access-keys?user_id=${owner.id}`)).text).not.toContain(secret);
    expect(await evidenceOf(gatehouse, body.id)).toMatchObject([{ kind: 'access_key.created', decision: 'done' }]);
  });

  it.each([
    ['no name', { name: undefined }, ['/name']],
    ['a name of blanks', { name: '   ' }, ['/name']],
    ['no scope', { scope: '' }, ['/scope']],
    ['an unknown scope', { scope: 'mcp nonsense' }, ['/scope']],
    ['the scope to administer', { scope: 'mcp admin' }, ['/scope']],
    ['a scope of people who sign in', { scope: 'mcp openid' }, ['/scope']],
    ['offline access', { scope: 'mcp offline_access' }, ['/scope']],
    ['a hook scope', { scope: 'hook:track' }, ['/scope']],
    ['a scope with a NUL', { scope: 'mcp\u0000' }, ['/scope']],
    ['an upstream that is not there', { resources: ['https://elsewhere.example/mcp'] }, ['/resources']],
    ['no upstream at all', { resources: [] }, ['/resources']],
    ['something that is no range', { addresses: ['10.0.0.0/8', '10.0.0.0/33'] }, ['/addresses']],
    ['a mapped range', { addresses: ['::ffff:10.0.0.0/104'] }, ['/addresses']],
    ['a range of one interface', { addresses: ['fe80::%eth0/10'] }, ['/addresses']],
    ['an address that others read otherwise', { addresses: ['010.0.0.1'] }, ['/addresses']],
    ['no end', { expires_at: undefined }, ['/expires_at']],
    ['null as the end', { expires_at: null }, ['/expires_at']],
    ['an end that is past', { expires_at: '2020-01-01T00:00:00Z' }, ['/expires_at']],
    ['an end that is too far away', { expires_at: '2999-01-01T00:00:00Z' }, ['/expires_at']],
    ['an unknown field', { secret: 'mine' }, ['/secret']],
    [
      'everything wrong',
      { name: 1, scope: 2, resources: 3, addresses: 4, expires_at: 5 },
      ['/addresses', '/expires_at', '/name', '/resources', '/scope'],
    ],
  ])('refuses %s, and says where', async (_what, fields, pointers) => {
    expectWrong(await make(fields), ...pointers);
    expect(await gatehouse.sql('SELECT 1 FROM access_keys WHERE user_id = $1', [owner.id])).toEqual([]);
  });

  it('gives user-tier scopes to those alone who have them by role', async () => {
    expect((await make({ scope: 'reports anonymous' })).status).toBe(201);
    const { owner: other } = await gatehouse.agent({}, { roles: ['user'] });
    expect(problemOf(await make({ scope: 'mcp reports' }, other.id), 400)['/scope']).toBe(
      'not held by the owner: reports',
    );
    expect((await make({ scope: 'service a2a mcp' }, other.id)).status).toBe(201);
  });

  it('does not take the public URL, an alias or an upstream that is gone for a resource', async () => {
    const alias = resource.replace('localhost', '127.0.0.1');
    for (const wrong of [gatehouse.url, `${gatehouse.url}/api/v1/mcp/gone`, alias]) {
      expectWrong(await make({ resources: [resource, wrong] }), '/resources');
    }
  });

  it('lets nobody have one who is not there, or not active', async () => {
    expect((await make({}, '018f0000-0000-7000-8000-000000000000')).status).toBe(404);
    await gatehouse.adminCall('PATCH', `/users/${owner.id}`, { status: 'inactive' });
    problemOf(await make(), 409);
  });

  it('ends at fifty, also when many ask at once; a revoked one makes room', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => make()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(50);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(10);
    const { id } = answers.find(({ status }) => status === 201)!.body;
    await gatehouse.adminCall('DELETE', `/access-keys/${id}`);
    expect((await make()).status).toBe(201);
  });

  it('keeps its scope from being deleted while it lives', async () => {
    await gatehouse.create('/scopes', { name: 'tickets', tier: 'service', description: 'Tickets' });
    const { body } = await make({ scope: 'tickets' });
    problemOf(await gatehouse.adminCall('DELETE', '/scopes/tickets'), 409);
    await gatehouse.adminCall('DELETE', `/access-keys/${body.id}`);
    expect((await gatehouse.adminCall('DELETE', '/scopes/tickets')).status).toBe(204);
  });

  it('is for administrators alone', async () => {
    const headers = { authorization: 'Bearer nobody', 'content-type': 'application/json' };
    for (const [method, path] of [
      ['POST', `/users/${owner.id}/access-keys`],
      ['GET', `/users/${owner.id}/access-keys`],
      ['GET', '/access-keys'],
      ['DELETE', `/access-keys/${owner.id}`],
    ] as const) {
      expect((await gatehouse.request(method, `/api/v1/admin${path}`, { headers })).status).toBe(401);
    }
  });
});

describe('the lists', () => {
  it('show the keys of one person, page by page', async () => {
    const made = [];
    for (let count = 0; count < 5; count++) made.push((await make({ name: `Job ${count}` })).body.id);
    for (const path of [`/access-keys?user_id=${owner.id}`, `/users/${owner.id}/access-keys`]) {
      const pages = await allPages(gatehouse, path, 2);
      expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
      expect(pages.flat().map(({ id }) => id)).toEqual(made);
    }
  });

  it('tell live keys from others', async () => {
    const [kept, revoked] = [(await make()).body.id, (await make()).body.id];
    await gatehouse.adminCall('DELETE', `/access-keys/${revoked}`);
    const ids = async (active: boolean) =>
      (await gatehouse.adminCall('GET', `/access-keys?user_id=${owner.id}&active=${active}`)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect([await ids(true), await ids(false)]).toEqual([[kept], [revoked]]);
  });

  it('refuse what they do not know', async () => {
    for (const query of ['user_id=1', 'active=yes', 'owner=1']) {
      problemOf(await gatehouse.adminCall('GET', `/access-keys?${query}`), 400);
    }
    expect((await gatehouse.adminCall('GET', '/users/018f0000-0000-7000-8000-000000000000/access-keys')).status).toBe(
      404,
    );
  });
});

describe('revoking', () => {
  it('closes the session; once is enough, and on record once', async () => {
    const { id, session_id } = (await make()).body;
    for (let count = 0; count < 2; count++) {
      expect((await gatehouse.adminCall('DELETE', `/access-keys/${id}`)).status).toBe(204);
    }
    const { body } = await gatehouse.adminCall('GET', `/access-keys/${id}`);
    expect(body).toMatchObject({ active: false, close_reason: 'access key revoked by an administrator' });
    expect((await gatehouse.adminCall('GET', `/sessions/${session_id}`)).body.active).toBe(false);
    expect((await evidenceOf(gatehouse, id)).map(({ kind }) => kind)).toEqual([
      'access_key.created',
      'access_key.revoked',
    ]);
  });

  it('answers 404 for one that is not there', async () => {
    for (const id of ['018f0000-0000-7000-8000-000000000000', 'nonsense']) {
      expect((await gatehouse.adminCall('DELETE', `/access-keys/${id}`)).status).toBe(404);
    }
  });

  it('goes with the person: their keys are gone when they are deleted', async () => {
    const { id, session_id } = (await make()).body;
    await gatehouse.adminCall('DELETE', `/users/${owner.id}`);
    expect((await gatehouse.adminCall('GET', `/access-keys/${id}`)).status).toBe(404);
    expect((await gatehouse.adminCall('GET', `/sessions/${session_id}`)).body.active).toBe(false);
  });
});

describe('how long a key may last', () => {
  const days = (environment: Record<string, string>) => {
    const retention = { RETENTION_DAYS: '40', REFRESH_SESSION_SECONDS: '86400' };
    return readSettings({ ...testSecrets, ...retention, ...environment }).ACCESS_KEY_DAYS;
  };

  it('is ACCESS_KEY_DAYS, and never longer than sessions are kept', () => {
    expect(days({})).toBe(40);
    expect(days({ RETENTION_DAYS: '400' })).toBe(90);
    expect(days({ ACCESS_KEY_DAYS: '7' })).toBe(7);
    expect(() => days({ ACCESS_KEY_DAYS: '41' })).toThrow('ACCESS_KEY_DAYS');
    expect(() => days({ ACCESS_KEY_DAYS: '366', RETENTION_DAYS: '400' })).toThrow('ACCESS_KEY_DAYS');
  });
});
