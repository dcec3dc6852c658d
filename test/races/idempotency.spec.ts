import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../admin/problems.js';
import { Replica } from '../keys/replicas.js';
import { callWith } from '../support/administered-things.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { whileHeld } from '../support/held-lock.js';
import { testSecrets } from '../support/test-secrets.js';

const AT_ONCE = 20;
const DAY = 86_400_000;

let gatehouse: TestGatehouse;
let second: Replica;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  second = await Replica.start(gatehouse.serviceUrl, { ...testSecrets, PUBLIC_URL: gatehouse.url }, gatehouse.clock);
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
});

const post = (key: string, path: string, body?: unknown): Promise<Answer> =>
  callWith(gatehouse, 'POST', path, { 'idempotency-key': key }, body);
const person = (name = 'Ada') => ({ email: `${randomUUID()}@example.test`, name, roles: ['user'] });
const client = async () => {
  const owner = await gatehouse.create('/users', person());
  const [grant_types, scope] = [['client_credentials'], 'user'];
  return { client_name: randomUUID(), kind: 'agent', owner_id: owner.id, grant_types, scope };
};
const clientsCalled = async (name: string) =>
  (await gatehouse.sql('SELECT client_id FROM clients WHERE client_name = $1', [name])).length;

describe('a POST with a key', () => {
  it('is carried out once, however often it comes at once and at whichever instance, and all get its answer', async () => {
    for (let round = 0; round < 3; round++) {
      const [key, fields, token] = [randomUUID(), await client(), await gatehouse.admin()];
      const send = async (turn: number) => {
        const response = await fetch(`${turn % 2 === 0 ? gatehouse.url : second.url}/api/v1/admin/clients`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(fields),
        });
        return { status: response.status, text: await response.text() };
      };
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, turn) => send(turn)));
      expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
      const first = answers.find(({ status }) => status === 201);
      const later = await send(1);
      expect(new Set([...answers, later].filter(({ status }) => status === 201).map(({ text }) => text))).toEqual(
        new Set([first?.text]),
      );
      expect(later.status).toBe(201);
      expect(await clientsCalled(fields.client_name)).toBe(1);
    }
  });

  it('is answered again as it was, also with the secret that is shown once, which nothing at rest shows', async () => {
    const [key, fields] = [randomUUID(), await client()];
    const first = await post(key, '/clients', fields);
    const again = await post(key, '/clients', fields);
    expect([again.status, again.text]).toEqual([201, first.text]);
    for (const name of ['location', 'etag', 'cache-control'])
      expect(again.headers.get(name)).toBe(first.headers.get(name));
    expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
    const { client_id: id, client_secret: secret } = first.body;
    expect(again.body.client_secret).toBe(secret);
    await gatehouse.accessToken(id, secret);
    const kept = await gatehouse.sql<{ row: string; plain: string }>(
      `SELECT t::text AS row, encode(answer, 'escape') AS plain FROM kept_answers t`,
    );
    expect(kept.length).toBeGreaterThan(0);
    for (const text of [secret, id, key, fields.client_name]) expect(JSON.stringify(kept)).not.toContain(text);
  });

  it('is carried out without a body too', async () => {
    const { id } = await gatehouse.create('/users', person());
    const key = randomUUID();
    const first = await post(key, `/users/${id}/setup-link`);
    expect(first.status).toBe(201);
    expect((await post(key, `/users/${id}/setup-link`)).text).toBe(first.text);
    expect((await post(randomUUID(), `/users/${id}/setup-link`)).text).not.toBe(first.text);
  });

  it('is not taken for another with the same key', async () => {
    const [key, fields] = [randomUUID(), person()];
    expect((await post(key, '/users', fields)).status).toBe(201);
    problemOf(await post(key, '/users', { ...fields, name: 'Another' }), 422);
    problemOf(await post(key, '/scopes', fields), 422);
    expect((await post(key, '/users', fields)).status).toBe(201);
  });

  it('is told that it is being carried out', async () => {
    const [key, fields] = [randomUUID(), person('Held')];
    await whileHeld(gatehouse, ['LOCK TABLE users IN SHARE MODE'], async (lock) => {
      const first = post(key, '/users', fields);
      await lock.waitedFor(1);
      const meanwhile = await post(key, '/users', fields);
      problemOf(meanwhile, 409);
      expect(meanwhile.headers.get('retry-after')).toBe('1');
      await lock.release();
      const done = await first;
      expect(done.status).toBe(201);
      expect((await post(key, '/users', fields)).text).toBe(done.text);
    });
  });

  it('that was refused may come again, put right', async () => {
    const key = randomUUID();
    problemOf(await post(key, '/users', { name: 'x' }), 400);
    problemOf(await post(key, '/users', { ...person(), email: 'root@example.test' }), 409);
    expect((await post(key, '/users', person())).status).toBe(201);
  });

  it('is another caller’s own', async () => {
    const [key, fields] = [randomUUID(), person()];
    const root = (await gatehouse.adminCall('GET', '/users?email=root@example.test')).body.items[0].id;
    const other = await gatehouse.create('/clients', {
      client_name: 'Other',
      kind: 'service',
      owner_id: root,
      grant_types: ['client_credentials'],
      scope: 'admin',
    });
    const token = await gatehouse.accessToken(other.client_id, other.client_secret, { scope: 'admin' });
    expect((await post(key, '/users', fields)).status).toBe(201);
    const theirs = await gatehouse.request('POST', '/api/v1/admin/users', {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ ...fields, name: 'Theirs', email: person().email }),
    });
    expect([theirs.status, theirs.body.name]).toEqual([201, 'Theirs']);
  });

  it.each(['', 'a b', 'x'.repeat(256)])('is refused when the key is none: %s', async (key) => {
    const fields = person();
    problemOf(await post(key, '/users', fields), 400);
    expect((await gatehouse.adminCall('GET', `/users?email=${fields.email}`)).body.items).toEqual([]);
  });

  it('is never carried out twice when its answer was lost, and may be when nothing was done', async () => {
    const [key, fields] = [randomUUID(), await client()];
    expect((await post(key, '/clients', fields)).status).toBe(201);
    await gatehouse.sql('UPDATE kept_answers SET answer = NULL');
    gatehouse.clock.advance(121_000);
    problemOf(await post(key, '/clients', fields), 409);
    expect(await clientsCalled(fields.client_name)).toBe(1);
    const other = await client();
    const unfinished = randomUUID();
    expect((await post(unfinished, '/clients', other)).status).toBe(201);
    await gatehouse.sql('DELETE FROM clients WHERE client_name = $1', [other.client_name]);
    await gatehouse.sql('UPDATE kept_answers SET answer = NULL, done = false WHERE answer IS NOT NULL');
    problemOf(await post(unfinished, '/clients', other), 409);
    gatehouse.clock.advance(121_000);
    expect((await post(unfinished, '/clients', other)).status).toBe(201);
    expect(await clientsCalled(other.client_name)).toBe(1);
  });

  it('is forgotten after a day', async () => {
    const [key, fields] = [randomUUID(), person()];
    expect((await post(key, '/users', fields)).status).toBe(201);
    gatehouse.clock.advance(DAY + 1);
    problemOf(await post(key, '/users', fields), 409);
    expect((await post(key, '/users', person())).status).toBe(201);
  });
});
