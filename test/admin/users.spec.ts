import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { testSecrets } from '../support/test-secrets.js';
import { allPages, evidenceOf, expectWrong, problemOf, sessionsOf } from './problems.js';

let gatehouse: TestGatehouse;
let count = 0;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
});
afterAll(() => gatehouse.stop());

const call: TestGatehouse['adminCall'] = (...args) => gatehouse.adminCall(...args);
const body = (fields: object = {}) => ({ email: `u${++count}@example.test`, name: 'Ada', roles: ['user'], ...fields });
const create = (fields: object = {}) => gatehouse.create('/users', body(fields));

describe('creating a user', () => {
  it('answers 201 with the whole view and its location', async () => {
    const answer = await call(
      'POST',
      '/users',
      body({ email: 'Grace.Hopper@Example.TEST', roles: ['user', 'user', 'admin'] }),
    );
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/v1/admin/users/${answer.body.id}`);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/),
      email: 'grace.hopper@example.test',
      name: 'Ada',
      roles: ['user', 'admin'],
      groups: [],
      status: 'active',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated_at: answer.body.created_at,
    });
    expect((await call('GET', `/users/${answer.body.id}`)).body).toEqual(answer.body);
  });

  it('is on record, with who did it and without values', async () => {
    const { id, email } = await create();
    const [event, ...others] = await evidenceOf(gatehouse, id);
    expect(event).toMatchObject({
      kind: 'user.created',
      decision: 'done',
      client_id: 'root-cli',
      sub: expect.any(String),
    });
    expect(JSON.stringify(event)).not.toContain(email);
    expect(others).toEqual([]);
  });

  it.each([
    ['nothing', {}, ['/email', '/name', '/roles']],
    ['an e-mail address without @', body({ email: 'ada' }), ['/email']],
    ['two @', body({ email: 'ada@evil.test@example.test' }), ['/email']],
    ['a quoted local part', body({ email: '"a@b"@example.test' }), ['/email']],
    ['an @ that only looks like one', body({ email: 'ada＠example.test' }), ['/email']],
    ['letters that only look like others', body({ email: 'аda@example.test' }), ['/email']],
    ['a display name', body({ email: 'Ada <ada@example.test>' }), ['/email']],
    ['a line break', body({ email: 'ada@example.test\n' }), ['/email']],
    ['an endless address', body({ email: `${'a'.repeat(300)}@example.test` }), ['/email']],
    ['a list for an address', body({ email: ['ada@example.test'] }), ['/email']],
    ['an empty name', body({ name: '' }), ['/name']],
    ['a blank name', body({ name: '  ' }), ['/name']],
    ['a NUL, which PostgreSQL cannot store', body({ name: 'a\u0000b' }), ['/name']],
    ['a name of 201 characters', body({ name: 'a'.repeat(201) }), ['/name']],
    ['null for a name', body({ name: null }), ['/name']],
    ['a text for groups', body({ groups: 'Payments' }), ['/groups']],
    ['a group without a name', body({ groups: [''] }), ['/groups']],
    ['no role', body({ roles: [] }), ['/roles']],
    ['a text for roles', body({ roles: 'user' }), ['/roles']],
    ['an object in roles', body({ roles: [{}] }), ['/roles']],
    ['an unknown role', body({ roles: ['user', 'emperor'] }), ['/roles']],
    ['a scope of the service tier as a role', body({ roles: ['mcp'] }), ['/roles']],
    ['another status', body({ status: 'suspended' }), ['/status']],
    ['null for a status', body({ status: null }), ['/status']],
    ['a password, not yet', body({ password: 'correct horse' }), ['/password']],
    ['an id of its own', body({ id: '01a1fd24-8d08-76cc-91f4-526bf06dbcd1' }), ['/id']],
    ['names that JSON pointers escape', body({ 'a/b~c': 1 }), ['/a~1b~0c']],
    ['constructor', body({ constructor: { name: 'X' } }), ['/constructor']],
    [
      'several at once, with what only the database knows',
      { email: 1, roles: ['nobody'], x: 1 },
      ['/email', '/name', '/roles', '/x'],
    ],
  ])('refuses %s', async (_, wrong, pointers) => {
    expectWrong(await call('POST', '/users', wrong), ...pointers);
  });

  it.each(['toString', 'valueOf', 'hasOwnProperty', 'constructor'])('refuses %s by its name', async (name) => {
    expectWrong(await call('POST', '/users', { ...body(), [name]: 1 }), `/${name}`);
  });

  it('refuses __proto__ by its name', async () => {
    const headers = { authorization: `Bearer ${await gatehouse.admin()}`, 'content-type': 'application/json' };
    const text = JSON.stringify(body()).replace('{', '{"__proto__":{"status":"active"},');
    expectWrong(await gatehouse.request('POST', '/api/v1/admin/users', { headers, body: text }), '/__proto__');
  });

  it('says what the words are, and which are unknown', async () => {
    const wrong = problemOf(await call('POST', '/users', body({ status: 'x', roles: ['nobody', 'user'] })), 400);
    expect(wrong).toEqual({ '/status': 'must be one of active, inactive', '/roles': 'unknown scopes: nobody' });
  });

  it('refuses an address that somebody has, however it is typed, and names the field', async () => {
    const { email } = await create();
    const answer = await call('POST', '/users', body({ email: email.toUpperCase() }));
    expect(problemOf(answer, 409)).toHaveProperty('/email');
  });

  it('lets one of twenty equal requests through', async () => {
    const same = body();
    const answers = await Promise.all(Array.from({ length: 20 }, () => call('POST', '/users', same)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
  });

  it('knows custom scopes of the user tier as roles', async () => {
    await gatehouse.create('/scopes', { name: 'payroll', tier: 'user', description: 'See salaries' });
    expect((await create({ roles: ['payroll'] })).roles).toEqual(['payroll']);
  });
});

describe('reading users', () => {
  it.each(['01a1fd24-8d08-76cc-91f4-526bf06dbcd1', 'x', 'NULL', '%00', '%F0', "1' OR '1'='1"])(
    '%s is nobody',
    async (id) => {
      const answer = await call('GET', `/users/${id}`);
      expect([400, 404]).toContain(answer.status);
      problemOf(answer, id === '%F0' ? 400 : 404);
    },
  );

  it('pages are bounded, in order, and stable while others are created', async () => {
    for (let index = 0; index < 5; index++) await create();
    const first = await call('GET', '/users?limit=3');
    expect(first.body.items).toHaveLength(3);
    const later = await create();
    const second = await call('GET', `/users?limit=200&after=${first.body.next}`);
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual([...ids].sort());
    expect(ids.at(-1)).toBe(later.id);
    expect((await allPages(gatehouse, '/users', 2)).flat().map(({ id }) => id)).toEqual(ids);
  });

  it('filters by address, however it is typed, and by status', async () => {
    const { id, email } = await create({ status: 'inactive' });
    const found = await call('GET', `/users?email=${encodeURIComponent(email.toUpperCase())}`);
    expect(found.body).toEqual({ items: [expect.objectContaining({ id })], next: null });
    const inactive = await call('GET', '/users?status=inactive');
    expect(inactive.body.items.map((user: { status: string }) => user.status)).not.toContain('active');
    expect((await call('GET', '/users?email=nobody@example.test')).body).toEqual({ items: [], next: null });
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=1e2', 'limit'],
    ['limit=', 'limit'],
    ['limit=2&limit=3', 'limit'],
    ['after=abc', 'after'],
    ['after=', 'after'],
    ['status=gone', 'status'],
    ['email=%00', 'email'],
    ['state=active', 'state'],
    ['__proto__=1', '__proto__'],
    ['limit=x&status=y', 'limit', 'status'],
  ])('refuses ?%s and names it', async (query, ...names) => {
    expectWrong(await call('GET', `/users?${query}`), ...names);
  });
});

describe('changing a user', () => {
  it('changes what is named and nothing else, and records the names', async () => {
    const before = await create();
    gatehouse.clock.advance(5);
    const answer = await call('PATCH', `/users/${before.id}`, { name: 'Ada Lovelace' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ...before, name: 'Ada Lovelace', updated_at: answer.body.updated_at });
    expect(answer.body.updated_at > before.updated_at).toBe(true);
    const events = await evidenceOf(gatehouse, before.id);
    expect(events.at(-1)).toMatchObject({ kind: 'user.updated', detail: { id: before.id, changed: ['name'] } });
  });

  it('that changes nothing is no change', async () => {
    const before = await create();
    const { id, created_at, updated_at, ...fields } = before;
    expect((await call('PATCH', `/users/${id}`, fields)).body).toEqual({ id, created_at, updated_at, ...fields });
    expect((await call('PATCH', `/users/${id}`, {})).body).toEqual(before);
    expect(await evidenceOf(gatehouse, id)).toHaveLength(1);
  });

  it.each([
    ['an unknown field', { nickname: 'x' }, '/nickname'],
    ['the id', { id: '01a1fd24-8d08-76cc-91f4-526bf06dbcd1' }, '/id'],
    ['the time of creation', { created_at: '2020-01-01T00:00:00Z' }, '/created_at'],
    ['an empty name', { name: '' }, '/name'],
    ['no roles', { roles: [] }, '/roles'],
    ['an unknown role', { roles: ['emperor'] }, '/roles'],
    ['a wrong address', { email: 'ada' }, '/email'],
    ['null for what there must be', { status: null }, '/status'],
  ])('has the same rules as creating: %s', async (_, wrong, pointer) => {
    const before = await create();
    expectWrong(await call('PATCH', `/users/${before.id}`, wrong), pointer);
    expect((await call('GET', `/users/${before.id}`)).body).toEqual(before);
  });

  it('refuses an address that another has', async () => {
    const [one, other] = [await create(), await create()];
    expect(problemOf(await call('PATCH', `/users/${one.id}`, { email: other.email }), 409)).toHaveProperty('/email');
  });

  it('loses none of several changes at once', async () => {
    for (let round = 0; round < 10; round++) {
      const { id } = await create();
      const changes = [{ name: `n${round}` }, { email: `changed${round}@example.test` }, { roles: ['anonymous'] }];
      const answers = await Promise.all(changes.map((change) => call('PATCH', `/users/${id}`, change)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect((await call('GET', `/users/${id}`)).body).toMatchObject(Object.assign({}, ...changes));
      expect(await evidenceOf(gatehouse, id)).toHaveLength(4);
    }
  });

  it('answers 404 for nobody', async () => {
    problemOf(await call('PATCH', '/users/01a1fd24-8d08-76cc-91f4-526bf06dbcd1', { name: 'x' }), 404);
    problemOf(await call('DELETE', '/users/01a1fd24-8d08-76cc-91f4-526bf06dbcd1'), 404);
  });
});

describe('without evidence', () => {
  it('there is no change', async () => {
    const { id, name } = await create();
    const role = new URL(gatehouse.serviceUrl).username;
    await gatehouse.sql(`REVOKE INSERT ON audit_events FROM ${role}`);
    try {
      const unrecorded = body();
      problemOf(await call('POST', '/users', unrecorded), 503);
      problemOf(await call('PATCH', `/users/${id}`, { name: 'Unrecorded' }), 503);
      problemOf(await call('DELETE', `/users/${id}`), 503);
      expect((await call('GET', `/users?email=${unrecorded.email}`)).body.items).toEqual([]);
      expect((await call('GET', `/users/${id}`)).body.name).toBe(name);
    } finally {
      await gatehouse.sql(`GRANT INSERT ON audit_events TO ${role}`);
    }
  });
});

describe('whoever may no longer act', () => {
  it('loses every session when deactivated, and their agents get no token', async () => {
    const { owner, id, secret } = await gatehouse.agent();
    const token = await gatehouse.accessToken(id, secret);
    expect(await sessionsOf(gatehouse, id)).toEqual({ closed: 0, open: 1 });
    const answer = await call('PATCH', `/users/${owner.id}`, { status: 'inactive' });
    expect(answer.body.status).toBe('inactive');
    expect(await sessionsOf(gatehouse, id)).toEqual({ closed: 1, open: 0 });
    expect((await evidenceOf(gatehouse, owner.id)).at(-1)).toMatchObject({
      kind: 'user.deactivated',
      detail: { id: owner.id, changed: ['status'] },
    });
    const refused = await gatehouse.token({ grant_type: 'client_credentials' }, { id, secret });
    expect(refused.status).toBe(401);
    const headers = { authorization: `Bearer ${token}` };
    expect((await gatehouse.request('GET', '/api/v1/admin/users', { headers })).status).toBe(401);
    await call('PATCH', `/users/${owner.id}`, { status: 'active' });
    expect((await evidenceOf(gatehouse, owner.id)).at(-1)).toMatchObject({ kind: 'user.activated' });
    await gatehouse.accessToken(id, secret);
  });

  it('loses the sessions of their clients that are for other people too', async () => {
    const { owner, id } = await gatehouse.agent();
    await gatehouse.sql(
      `INSERT INTO sessions (id, source, client_id, user_id, as_owner, subject, scope, audience, created_at, expires_at)
       VALUES (gen_random_uuid(), 'oauth', $1, gen_random_uuid(), false, 'x', '{}', '{}', now(), now() + interval '1 hour')`,
      [id],
    );
    await call('PATCH', `/users/${owner.id}`, { status: 'inactive' });
    expect(await sessionsOf(gatehouse, id)).toEqual({ closed: 1, open: 0 });
  });

  it('loses every session when deleted; their clients stay, inactive and without an owner', async () => {
    const { owner, id, secret } = await gatehouse.agent();
    await gatehouse.accessToken(id, secret);
    const answer = await call('DELETE', `/users/${owner.id}`);
    expect([answer.status, answer.text]).toEqual([204, '']);
    problemOf(await call('GET', `/users/${owner.id}`), 404);
    expect(await sessionsOf(gatehouse, id)).toEqual({ closed: 1, open: 0 });
    expect((await call('GET', `/clients/${id}`)).body).toMatchObject({ owner_id: null, status: 'inactive' });
    expect((await gatehouse.token({ grant_type: 'client_credentials' }, { id, secret })).status).toBe(401);
    expect((await evidenceOf(gatehouse, owner.id)).at(-1)).toMatchObject({ kind: 'user.deleted' });
  });

  it('gets nothing back by being activated: what was opened in between is closed', async () => {
    const { owner, id, secret } = await gatehouse.agent();
    await gatehouse.accessToken(id, secret);
    await gatehouse.sql(`UPDATE users SET status = 'inactive' WHERE id = $1`, [owner.id]);
    await call('PATCH', `/users/${owner.id}`, { status: 'active' });
    expect(await sessionsOf(gatehouse, id)).toEqual({ closed: 1, open: 0 });
  });
});

describe('the last active owner', () => {
  let house: TestGatehouse;
  let other: Replica;
  let root: string;
  beforeAll(async () => {
    house = await TestGatehouse.start();
    other = await Replica.start(house.serviceUrl, { ...testSecrets, PUBLIC_URL: house.url }, house.clock);
    root = (await house.adminCall('GET', '/users?email=root@example.test')).body.items[0].id;
  });
  afterAll(async () => {
    await other.app.close();
    await house.stop();
  });

  it.each([
    ['demoted', 'PATCH', { roles: ['user'] }],
    ['deactivated', 'PATCH', { status: 'inactive' }],
    ['deleted', 'DELETE', undefined],
  ])('cannot be %s', async (_, method, change) => {
    await house.create('/users', { ...body(), roles: ['owner'], status: 'inactive' });
    await house.create('/users', { ...body(), roles: ['admin'] });
    problemOf(await house.adminCall(method, `/users/${root}`, change), 409);
    expect((await house.adminCall('GET', `/users/${root}`)).body).toMatchObject({
      roles: ['owner', 'admin'],
      status: 'active',
    });
  });

  it('may change their name', async () => {
    expect((await house.adminCall('PATCH', `/users/${root}`, { name: 'Root' })).status).toBe(200);
  });

  it('is left over when all of them are demoted, deactivated and deleted at once at two instances', async () => {
    for (let round = 0; round < 5; round++) {
      const others = await Promise.all(
        Array.from({ length: 6 }, () => house.create('/users', { ...body(), roles: ['owner'] })),
      );
      const doomed = [root, ...others.map(({ id }) => id as string)];
      const token = await house.admin();
      const answers = await Promise.all(
        doomed.map((id, index) => {
          const at = `${index % 2 === 0 ? house.url : other.url}/api/v1/admin/users/${id}`;
          const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
          if (index % 3 === 2) return fetch(at, { method: 'DELETE', headers });
          const change = index % 3 === 0 ? { roles: ['user'] } : { status: 'inactive' };
          return fetch(at, { method: 'PATCH', headers, body: JSON.stringify(change) });
        }),
      );
      const left = await house.sql(`SELECT id FROM users WHERE status = 'active' AND 'owner' = ANY(roles)`);
      expect(left).toHaveLength(1);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      await house.sql(`UPDATE users SET status = 'active', roles = '{owner,admin}' WHERE id = $1`, [root]);
      await house.sql(`DELETE FROM users WHERE id <> $1`, [root]);
      Object.assign(house, { adminToken: undefined });
    }
  });
});
