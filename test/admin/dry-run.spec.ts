/* Whatever deletes can be tried first: it says what it would do, and does nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrativeRoutes, thingMakers } from '../support/administered-things.js';
import { beginDevice } from '../support/devices.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { createPerson } from '../support/people.js';
import { problemOf, sessionsOf } from './problems.js';

let host: HttpsHost;
let gatehouse: TestGatehouse;
beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start(host.settings);
});
afterAll(async () => {
  await gatehouse.stop();
  await host.stop();
});

/** What is deleted that no path shows. */
const others: Readonly<Record<string, () => Promise<string>>> = {
  '/users/:id/devices': async () => {
    const person = await createPerson(gatehouse);
    await beginDevice(gatehouse, person);
    return `/users/${person.id}/devices`;
  },
  '/users/:id/password': async () => `/users/${(await createPerson(gatehouse)).id}/password`,
};
const names = [...Object.keys(thingMakers({} as TestGatehouse, {} as HttpsHost)), ...Object.keys(others)];
const pathOf = async (name: string): Promise<string> =>
  (await others[name]?.()) ?? (await thingMakers(gatehouse, host)[name]!()).path;

/** Number of rows, and of those that are not as they were, of every table that this could touch. */
async function everything(): Promise<Record<string, unknown>> {
  const tables = await gatehouse.sql<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relname NOT IN ('session_facts', 'session_facts_pending', 'traffic_counters', 'audit_chains', 'audit_checkpoints',
          'audit_keys')
      ORDER BY 1`,
  );
  const hashes = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*)::int AS count, md5(string_agg(t::text, '' ORDER BY t::text)) AS hash FROM ${name} t`,
  );
  const rows = await gatehouse.sql<{ name: string }>(hashes.join(' UNION ALL '));
  return Object.fromEntries(rows.map((row) => [row.name, row]));
}

it('is of all routes that delete', () => {
  const deleting = administrativeRoutes(gatehouse).filter((route) => route.startsWith('DELETE '));
  expect([...names].sort()).toEqual(deleting.map((route) => route.replace('DELETE /api/v1/admin', '')).sort());
});

describe.each(names)('DELETE %s', (name) => {
  it('tells what it would record, changes nothing, and then does it', async () => {
    const path = await pathOf(name);
    const before = await everything();
    const tried = await gatehouse.adminCall('DELETE', `${path}?dry_run=true`);
    expect({ status: tried.status, body: tried.body }).toMatchObject({
      status: 200,
      body: { dry_run: true, would: [{ kind: expect.any(String), detail: expect.any(Object) }] },
    });
    expect(await everything()).toEqual(before);
    const { txn } = (await gatehouse.sql<{ txn: string }>('SELECT max(id::text) AS txn FROM audit_events'))[0]!;
    expect([200, 204]).toContain((await gatehouse.adminCall('DELETE', `${path}?dry_run=false`)).status);
    const recorded = await gatehouse.sql('SELECT kind, detail FROM audit_events WHERE id::text > $1 ORDER BY id', [
      txn,
    ]);
    expect(recorded).toEqual(tried.body.would);
  });
});

describe('a dry run', () => {
  it('counts the sessions that would end', async () => {
    const { owner, id, secret } = await gatehouse.agent();
    await gatehouse.accessToken(id, secret);
    await gatehouse.accessToken(id, secret);
    const tried = await gatehouse.adminCall('DELETE', `/users/${owner.id}?dry_run=true`);
    expect(tried.body.would).toEqual([{ kind: 'user.deleted', detail: { id: owner.id, closed: 2, clients: 1 } }]);
    expect((await gatehouse.adminCall('DELETE', `/clients/${id}?dry_run=true`)).body.would).toEqual([
      { kind: 'client.deleted', detail: { id, closed: 2 } },
    ]);
    expect(await sessionsOf(gatehouse, id)).toEqual({ closed: 0, open: 2 });
  });

  it('is refused as the call would be', async () => {
    const [{ id }] = (await gatehouse.adminCall('GET', '/users?email=root@example.test')).body.items;
    problemOf(await gatehouse.adminCall('DELETE', `/users/${id}?dry_run=true`), 409);
    problemOf(await gatehouse.adminCall('DELETE', '/users/01a1fd24-8d08-76cc-91f4-526bf06dbcd1?dry_run=true'), 404);
    problemOf(await gatehouse.adminCall('DELETE', '/scopes/admin?dry_run=true'), 409);
  });

  it.each([
    ['DELETE', 'dry_run=yes'],
    ['DELETE', 'dry_run'],
    ['DELETE', 'dry_run=true&dry_run=true'],
    ['PATCH', 'dry_run=true'],
  ])('that cannot be understood changes nothing (%s ?%s)', async (method, query) => {
    const { id, name } = await createPerson(gatehouse);
    const body = method === 'PATCH' ? { name: 'Other' } : undefined;
    expect(problemOf(await gatehouse.adminCall(method, `/users/${id}?${query}`, body), 400)).toHaveProperty('dry_run');
    expect((await gatehouse.adminCall('GET', `/users/${id}`)).body.name).toBe(name);
  });
});
