/* Requests of administration that mean something else than they do, or come later than their sender may ask. */
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, request as httpRequest, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectWrong, problemOf, sessionsOf } from '../admin/problems.js';
import { callerWith, NO_LIMITS } from '../roles/role-callers.js';
import { callWith } from '../support/administered-things.js';
import { TestGatehouse } from '../support/gatehouse.js';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start(NO_LIMITS);
});
afterAll(() => gatehouse.stop());

const fields = (name = 'Ada') => ({ email: `${randomUUID()}@example.test`, name, roles: ['user'] });
const person = (): Promise<{ id: string }> => gatehouse.create('/users', fields());
const nameOf = async (id: string): Promise<string> => (await gatehouse.adminCall('GET', `/users/${id}`)).body.name;

describe('a wish that is mistyped', () => {
  it.each([
    'DRY_RUN=true',
    'dryrun=true',
    'dry-run=true',
    'dryRun=true',
    'dry_run[]=true',
    'dry_run%20=true',
    'dry_run=true&%64ry_run=true',
    'dry_run=true&force=true',
    'preview',
  ])('deletes nothing: ?%s', async (query) => {
    const { id } = await person();
    expect(Object.keys(problemOf(await gatehouse.adminCall('DELETE', `/users/${id}?${query}`), 400))).toHaveLength(1);
    expect(await nameOf(id)).toBe('Ada');
  });

  it.each(['{"dry_run":true}', 'dry_run=true', '{}'])('deletes nothing in a body: %s', async (body) => {
    const { id } = await person();
    const headers = { authorization: `Bearer ${await gatehouse.admin()}`, 'content-type': 'application/json' };
    problemOf(await gatehouse.request('DELETE', `/api/v1/admin/users/${id}`, { headers, body }), 400);
    expect(await nameOf(id)).toBe('Ada');
  });

  it('revokes nothing, makes nothing and changes nothing', async () => {
    const { id, secret } = await gatehouse.agent();
    await gatehouse.accessToken(id, secret);
    const filter = { client_id: id };
    expectWrong(await gatehouse.adminCall('POST', '/sessions/revoke?dryrun=true', { filter }), 'dryrun');
    expect(await sessionsOf(gatehouse, id)).toEqual({ closed: 0, open: 1 });
    expectWrong(await gatehouse.adminCall('POST', '/keys/rotate?Force=true'), 'Force');
    const asked = fields();
    expectWrong(await gatehouse.adminCall('POST', '/users?dryrun=true', asked), 'dryrun');
    expect((await gatehouse.adminCall('GET', `/users?email=${asked.email}`)).body.items).toEqual([]);
  });

  it.each([
    ['a person', { user_id: null, source: 'oauth' }, '/filter/user_id'],
    ['a client', { client_id: null, source: 'oauth' }, '/filter/client_id'],
    ['a time', { created_before: null, source: 'oauth' }, '/filter/created_before'],
  ])('revokes not everybody’s sessions where %s is null', async (_, filter, pointer) => {
    const { id, secret } = await gatehouse.agent();
    await gatehouse.accessToken(id, secret);
    expectWrong(await gatehouse.adminCall('POST', '/sessions/revoke', { filter }), pointer);
    expect(await sessionsOf(gatehouse, id)).toEqual({ closed: 0, open: 1 });
  });

  it('revokes nothing where the count is null', async () => {
    const { id } = await gatehouse.agent();
    const body = { filter: { client_id: id }, expected_count: null };
    expectWrong(await gatehouse.adminCall('POST', '/sessions/revoke', body), '/expected_count');
  });
});

it.each(['*', '"x"', 'W/"x"'])(
  'If-None-Match: %s is not passed over by what changes (RFC 9110 §13.1.2)',
  async (tag) => {
    const { id } = await person();
    const asked = fields();
    for (const [method, path, body] of [
      ['POST', '/users', asked],
      ['PATCH', `/users/${id}`, { name: 'Other' }],
      ['PUT', `/users/${id}/password`, { hash: `$2b$10$${'a'.repeat(53)}` }],
      ['DELETE', `/users/${id}`, undefined],
    ] as const)
      problemOf(await callWith(gatehouse, method, path, { 'if-none-match': tag }, body), 400);
    expect(await nameOf(id)).toBe('Ada');
    expect((await gatehouse.adminCall('GET', `/users?email=${asked.email}`)).body.items).toEqual([]);
  },
);

/** Sends all but the end of a body, and that when its reader waits for it and something was done. */
async function sentLate(token: string, path: string, body: string, meanwhile: () => Promise<unknown>): Promise<number> {
  const server = gatehouse.app.getHttpServer() as Server;
  const arrived = new Promise<IncomingMessage>((resolve) => server.once('request', resolve));
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': String(body.length),
  };
  const sending = httpRequest(`${gatehouse.url}/api/v1/admin${path}`, { method: 'POST', headers });
  const answered = new Promise<number>((resolve, reject) => {
    sending.on('response', (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject);
  });
  sending.write(body.slice(0, 5));
  const request = await arrived;
  // The body is read when its sender was admitted, and not before.
  while (request.listenerCount('data') === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await meanwhile();
  sending.end(body.slice(5));
  return answered;
}

it('a body that ends when its sender has lost the role makes no change, and one that ends before does', async () => {
  const caller = await callerWith(gatehouse, ['admin']);
  const [early, late] = [fields(), fields()];
  expect(await sentLate(caller.token, '/users', JSON.stringify(early), () => Promise.resolve())).toBe(201);
  const lose = () => gatehouse.adminCall('PATCH', `/users/${caller.id}`, { roles: ['user'] });
  expect(await sentLate(caller.token, '/users', JSON.stringify(late), lose)).toBe(401);
  expect((await gatehouse.adminCall('GET', `/users?email=${late.email}`)).body.items).toEqual([]);
});

it('an answer with a secret is not told again to a lesser token of the same person and client', async () => {
  const roles = ['admin', 'agent_owner'];
  const { owner, id, secret } = await gatehouse.agent({ scope: roles.join(' '), kind: 'service' }, { roles });
  const key = randomUUID();
  const body = JSON.stringify({
    client_name: 'An agent',
    kind: 'agent',
    owner_id: owner.id,
    grant_types: ['client_credentials'],
    scope: 'mcp',
  });
  const ask = async (scope: string) => {
    const authorization = `Bearer ${await gatehouse.accessToken(id, secret, { scope })}`;
    const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': key };
    return gatehouse.request('POST', '/api/v1/admin/clients', { headers, body });
  };
  const made = await ask('admin agent_owner');
  expect(made.status).toBe(201);
  const lesser = await ask('agent_owner');
  problemOf(lesser, 422);
  expect(lesser.text).not.toContain(made.body.client_secret);
  // Another token with the same roles is the same caller: whoever sends it again has a fresh one by then.
  expect((await ask('admin agent_owner')).text).toBe(made.text);
});
