import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { allPages, expectWrong, problemOf } from './problems.js';

const builtIn = [
  'owner',
  'admin',
  'security_operator',
  'auditor',
  'help_desk',
  'agent_owner',
  'user',
  'service',
  'a2a',
  'mcp',
  'hook:govern',
  'hook:track',
  'anonymous',
  'openid',
  'profile',
  'email',
  'offline_access',
];

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
});
afterAll(() => gatehouse.stop());

const call: TestGatehouse['adminCall'] = (...args) => gatehouse.adminCall(...args);
const body = (fields: object = {}) => ({
  name: 'reports:read',
  tier: 'service',
  description: 'Read reports',
  ...fields,
});

describe('creating a scope', () => {
  it('answers 201 with the view and its location, and is on record', async () => {
    const answer = await call('POST', '/scopes', body({ name: 'https://a.test/x#y' }));
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ ...body({ name: 'https://a.test/x#y' }), built_in: false });
    const location = answer.headers.get('location')!;
    expect((await call('GET', location.replace('/api/v1/admin', ''))).body).toEqual(answer.body);
    const events = await gatehouse.sql(`SELECT detail FROM audit_events WHERE kind = 'scope.created'`);
    expect(events).toEqual([{ detail: { name: 'https://a.test/x#y', tier: 'service' } }]);
  });

  it.each([
    ['nothing', {}, ['/name', '/tier', '/description']],
    ['an empty name', body({ name: '' }), ['/name']],
    ['a space', body({ name: 'a b' }), ['/name']],
    ['a quote', body({ name: 'a"b' }), ['/name']],
    ['a backslash', body({ name: 'a\\b' }), ['/name']],
    ['a letter beyond ASCII', body({ name: 'ä' }), ['/name']],
    ['a line break at the end', body({ name: 'a\n' }), ['/name']],
    ['65 characters', body({ name: 'a'.repeat(65) }), ['/name']],
    ['another tier', body({ tier: 'root' }), ['/tier']],
    ['a blank description', body({ description: ' ' }), ['/description']],
    ['a level of its own', body({ level: 1000 }), ['/level']],
    ['a claim to be built-in', body({ built_in: true }), ['/built_in']],
    ['the name of a built-in one, and a wrong tier', body({ name: 'admin', tier: 'x' }), ['/name', '/tier']],
  ])('refuses %s', async (_, wrong, pointers) => {
    expectWrong(await call('POST', '/scopes', wrong), ...pointers);
  });

  it.each(builtIn)('refuses the name %s, which is built-in', async (name) => {
    expectWrong(await call('POST', '/scopes', body({ name })), '/name');
  });

  it('refuses a name that is taken, and lets one of twenty through', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call('POST', '/scopes', body({ name: 'raced' }))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
    expect(problemOf(await call('POST', '/scopes', body({ name: 'raced' })), 409)).toHaveProperty('/name');
  });
});

describe('reading scopes', () => {
  it('shows the built-in ones first, then the others in the order of their creation', async () => {
    for (const name of ['zzz', 'aaa']) await call('POST', '/scopes', body({ name }));
    const { items, next } = (await call('GET', '/scopes')).body;
    const names = items.map(({ name }: { name: string }) => name);
    expect(names.slice(0, builtIn.length)).toEqual(builtIn);
    expect(names.slice(-2)).toEqual(['zzz', 'aaa']);
    expect(items.map(({ built_in }: { built_in: boolean }) => built_in).lastIndexOf(true)).toBe(builtIn.length - 1);
    expect(next).toBeNull();
    for (const limit of [1, 3, 8, 9, 200]) {
      const pages = await allPages(gatehouse, '/scopes', limit);
      expect(pages.flat()).toEqual(items);
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    }
  });

  it('knows one by its name', async () => {
    expect((await call('GET', '/scopes/hook:govern')).body).toMatchObject({
      name: 'hook:govern',
      tier: 'service',
      built_in: true,
    });
    for (const name of ['none', '%00', 'a%20b']) problemOf(await call('GET', `/scopes/${name}`), 404);
  });
});

describe('a custom scope', () => {
  it('is granted to clients, asked for by upstreams, and offered in discovery', async () => {
    await gatehouse.create('/scopes', body({ name: 'tools:write' }));
    const upstream = await gatehouse.create('/upstreams', {
      name: 'writer',
      kind: 'mcp',
      url: 'http://127.0.0.1:9/',
      required_scopes: ['mcp', 'tools:write'],
    });
    expect(upstream.required_scopes).toEqual(['mcp', 'tools:write']);
    const { id, secret } = await gatehouse.agent({ scope: 'mcp tools:write' });
    const answer = await gatehouse.token({ grant_type: 'client_credentials' }, { id, secret });
    expect(answer.body.scope).toBe('mcp tools:write');
    const metadata = await gatehouse.request('GET', '/.well-known/oauth-authorization-server');
    expect(metadata.body.scopes_supported).toContain('tools:write');
  });

  it.each([
    ['a client', { name: 'by-client', tier: 'service' }, () => gatehouse.agent({ scope: 'by-client' })],
    ['a user', { name: 'by-user', tier: 'user' }, () => gatehouse.agent({}, { roles: ['by-user'] })],
    [
      'an upstream',
      { name: 'by-upstream', tier: 'service' },
      () =>
        gatehouse.create('/upstreams', {
          name: 'up',
          kind: 'a2a',
          url: 'http://127.0.0.1:9/',
          required_scopes: ['by-upstream'],
        }),
    ],
  ])('stays while %s uses it', async (user, scope, use) => {
    await gatehouse.create('/scopes', body(scope));
    await use();
    const answer = await call('DELETE', `/scopes/${scope.name}`);
    problemOf(answer, 409);
    expect(answer.body.detail).toContain(user);
  });

  it('goes when nobody uses it, and is on record', async () => {
    await gatehouse.create('/scopes', body({ name: 'brief' }));
    expect((await call('DELETE', '/scopes/brief')).status).toBe(204);
    problemOf(await call('DELETE', '/scopes/brief'), 404);
    const events = await gatehouse.sql(`SELECT detail FROM audit_events WHERE kind = 'scope.deleted'`);
    expect(events).toEqual([{ detail: { name: 'brief' } }]);
  });

  it('is never used and gone, when it is deleted while others begin to use it', async () => {
    for (let round = 0; round < 15; round++) {
      const name = `fleeting-${round}`;
      await gatehouse.create('/scopes', body({ name, tier: 'user' }));
      const answers = await Promise.all([
        call('POST', '/users', { email: `f${round}@example.test`, name: 'F', roles: [name] }),
        call('DELETE', `/scopes/${name}`),
        call('POST', '/upstreams', { name, kind: 'mcp', url: 'http://127.0.0.1:9/', required_scopes: [name] }),
      ]);
      expect(answers.filter(({ status }) => ![201, 204, 400, 409].includes(status))).toEqual([]);
    }
    const dangling = await gatehouse.sql(
      `SELECT used FROM (SELECT unnest(roles) AS used FROM users UNION SELECT unnest(required_scopes) FROM upstreams) AS uses
        WHERE used LIKE 'fleeting-%' AND used NOT IN (SELECT name FROM scopes)`,
    );
    expect(dangling).toEqual([]);
  });
});

it.each(builtIn)('%s, which is built-in, cannot be deleted', async (name) => {
  problemOf(await call('DELETE', `/scopes/${name}`), 409);
});
