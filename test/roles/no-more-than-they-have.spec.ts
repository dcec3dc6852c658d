import bcrypt from 'bcrypt';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { problemOf } from '../admin/problems.js';
import { beginDevice } from '../support/devices.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { whileHeld } from '../support/held-lock.js';
import { claimsOf } from '../support/people.js';
import { callerWith, NO_LIMITS, type RoleCaller } from './role-callers.js';

const PEOPLE = 'https://people.example';
const NOBODY = '01a1fd24-8d08-76cc-91f4-526bf06dbcd1';

let gatehouse: TestGatehouse;
let root: string;
let admin: RoleCaller;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start(NO_LIMITS);
  root = (await gatehouse.adminCall('GET', '/users?email=root@example.test')).body.items[0].id;
  admin = await callerWith(gatehouse, ['admin']);
  const issuer = { issuer: PEOPLE, name: 'People', jwks_uri: `${PEOPLE}/jwks` };
  await gatehouse.create('/issuers', { ...issuer, uses: ['id_jag'] });
});
afterAll(() => gatehouse.stop());

const email = (): string => `${randomBytes(6).toString('hex')}@example.test`;
const user = (roles: readonly string[]) => ({ email: email(), name: 'A Person', roles });
const agentOf = (ownerId: string, fields: object = {}) => ({
  client_name: 'An agent',
  kind: 'agent',
  owner_id: ownerId,
  grant_types: ['client_credentials'],
  scope: 'mcp',
  ...fields,
});
const person = async (...roles: string[]): Promise<string> => (await gatehouse.create('/users', user(roles))).id;
/** Refused for who asks, and not for what was sent. */
const refused = (answer: Answer): Record<string, string> => problemOf(answer, 403);
const made = (answer: Answer): Answer['body'] => {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  return answer.body;
};

/** Every way to come to act as a person, or to take away what keeps others from it. */
const waysIn: readonly [string, string, (id: string) => string, object?][] = [
  ['a role', 'PATCH', (id) => `/users/${id}`, { roles: ['user'] }],
  ['an address', 'PATCH', (id) => `/users/${id}`, {}],
  ['groups', 'PATCH', (id) => `/users/${id}`, { groups: ['all'] }],
  ['deactivation', 'PATCH', (id) => `/users/${id}`, { status: 'inactive' }],
  ['deletion', 'DELETE', (id) => `/users/${id}`],
  ['a setup link', 'POST', (id) => `/users/${id}/setup-link`, {}],
  ['a password', 'PUT', (id) => `/users/${id}/password`, { hash: bcrypt.hashSync('correct horse battery staple', 4) }],
  ['removal of the password', 'DELETE', (id) => `/users/${id}/password`],
  ['an access key', 'POST', (id) => `/users/${id}/access-keys`, { name: 'k', scope: 'mcp', expires_in_days: 1 }],
  ['a code for the bridge', 'POST', (id) => `/users/${id}/bridge-codes`, {}],
  ['approval of a device', 'POST', () => '/devices'],
  ['a link to what another issuer calls them', 'POST', (id) => `/users/${id}/identities`],
  ['removal of a passkey', 'DELETE', (id) => `/users/${id}/passkeys/${NOBODY}`],
  ['removal of the second factor', 'DELETE', (id) => `/users/${id}/second-factor`],
  ['a token for registrations', 'POST', () => '/registration-tokens'],
  ['a client', 'POST', () => '/clients'],
];

describe.each(waysIn)('for an owner, %s', (what, method, path, body) => {
  const ask = async (caller: Pick<RoleCaller, 'call'>, id: string): Promise<Answer> => {
    const expires_at = new Date(gatehouse.clock.now() + 86_400_000).toISOString();
    if (what === 'an address') return caller.call(method, path(id), { email: email() });
    if (what === 'approval of a device') {
      const device = await beginDevice(gatehouse, { id });
      return caller.call(method, `/devices/${device.id}/approve`);
    }
    if (what === 'a link to what another issuer calls them')
      return caller.call(method, path(id), { issuer: PEOPLE, subject: randomBytes(6).toString('hex') });
    if (what === 'a client') return caller.call(method, path(id), agentOf(id));
    if (what === 'a token for registrations')
      return caller.call(method, path(id), { name: 't', owner_id: id, expires_at });
    if (what === 'an access key') return caller.call(method, path(id), { name: 'k', scope: 'mcp', expires_at });
    return caller.call(method, path(id), body);
  };

  it('is nothing that an administrator can bring about', async () => {
    const owner = await person('owner');
    refused(await ask(admin, owner));
    expect((await gatehouse.adminCall('GET', `/users/${owner}`)).body).toMatchObject({
      status: 'active',
      roles: ['owner'],
    });
  });

  it('is nothing that a lesser token of their own can bring about', async () => {
    const lesser = await callerWith(gatehouse, ['owner', 'admin'], 'admin');
    // A client of theirs can do no more than the token that makes it.
    if (what === 'a client') made(await ask(lesser, lesser.id));
    else refused(await ask(lesser, lesser.id));
  });

  it('is what an owner can bring about, and an administrator for anybody else', async () => {
    const owners = { call: (...args: Parameters<RoleCaller['call']>) => gatehouse.adminCall(...args) };
    const done = [ask(owners, await person('owner')), ask(admin, await person('auditor'))];
    // There may be nothing to take away from somebody who was just made.
    const expected = method === 'DELETE' && what.startsWith('removal') ? [404] : [200, 201, 204];
    for (const { status } of await Promise.all(done)) expect(expected).toContain(status);
  });
});

describe('an administrator', () => {
  it('gives every role but owner', async () => {
    for (const role of ['admin', 'security_operator', 'auditor', 'help_desk', 'agent_owner', 'user'])
      made(await admin.call('POST', '/users', user([role])));
    refused(await admin.call('POST', '/users', user(['owner'])));
    refused(await admin.call('PATCH', `/users/${admin.id}`, { roles: ['admin', 'owner'] }));
    refused(await admin.call('PATCH', `/users/${await person('user')}`, { roles: ['owner'] }));
  });

  it('lets no client have the scope owner, whoever it belongs to', async () => {
    refused(await admin.call('POST', '/clients', agentOf(admin.id, { scope: 'mcp owner' })));
    const mine = made(await admin.call('POST', '/clients', agentOf(admin.id, { scope: 'mcp admin' }))).client_id;
    refused(await admin.call('PATCH', `/clients/${mine}`, { scope: 'owner' }));
    refused(await admin.call('PATCH', `/clients/${mine}`, { owner_id: root }));
  });

  it('gets no way to act as a client of an owner', async () => {
    refused(await admin.call('POST', '/clients/root-cli/secrets', {}));
    refused(await admin.call('PATCH', '/clients/root-cli', { purpose: 'mine' }));
    refused(await admin.call('PATCH', '/clients/root-cli', { owner_id: admin.id }));
    refused(await admin.call('DELETE', '/clients/root-cli'));
    const issuer = await gatehouse.create('/issuers', {
      issuer: 'https://workloads.example',
      name: 'Workloads',
      jwks_uri: 'https://workloads.example/jwks',
      uses: ['workload'],
    });
    const rule = { name: 'r', claims: { sub: 'me' }, client_id: 'root-cli' };
    refused(await admin.call('POST', `/issuers/${issuer.id}/rules`, rule));
    await gatehouse.create(`/issuers/${issuer.id}/rules`, rule);
    refused(await admin.call('PATCH', `/issuers/${issuer.id}`, { jwks_uri: 'https://attacker.example/jwks' }));
  });

  it('sees owners, and ends their sessions: that gives nobody anything', async () => {
    const { id, secret } = await gatehouse.agent({}, { roles: ['owner'] });
    const { sid } = claimsOf(await gatehouse.accessToken(id, secret, { scope: 'mcp' }));
    expect((await admin.call('GET', `/users/${root}`)).status).toBe(200);
    expect((await admin.call('DELETE', `/sessions/${sid}`)).status).toBe(204);
  });
});

describe('somebody who looks after their own agents', () => {
  let keeper: RoleCaller;
  let mine: string;
  beforeEach(async () => {
    keeper = await callerWith(gatehouse, ['agent_owner']);
    mine = made(await keeper.call('POST', '/clients', agentOf(keeper.id))).client_id;
  });

  it('gives one all that they have, and a secret', async () => {
    expect((await keeper.call('PATCH', `/clients/${mine}`, { scope: 'mcp user agent_owner' })).status).toBe(200);
    expect(made(await keeper.call('POST', `/clients/${mine}/secrets`)).client_secret).toEqual(expect.any(String));
    expect((await keeper.call('DELETE', `/clients/${mine}`)).status).toBe(204);
  });

  it.each([
    ['administration', { scope: 'mcp admin' }],
    ['another role', { scope: 'mcp auditor' }],
    ['ownership', { scope: 'owner' }],
    ['questions for governance', { scope: 'mcp hook:govern' }],
    ['trust without asking people', { first_party: true }],
    ['introspection', { introspects: ['http://localhost/api/v1/mcp/x'] }],
    ['the exchange of ID tokens', { exchange_id_tokens: true }],
    ['the audience of hooks', { audiences: ['hook'] }],
    ['plugins', { plugin_ids: ['p'] }],
    ['another kind', { kind: 'service' }],
    ['another owner', { owner_id: NOBODY }],
  ])('gives none %s', async (_, fields) => {
    if ('introspects' in fields) {
      const upstream = { name: `x${randomBytes(4).toString('hex')}`, kind: 'mcp', url: 'http://127.0.0.1:9/mcp' };
      const { name } = await gatehouse.create('/upstreams', upstream);
      fields = { introspects: [`${gatehouse.url}/api/v1/mcp/${name}`] };
    }
    refused(await keeper.call('POST', '/clients', agentOf(keeper.id, fields)));
    refused(await keeper.call('PATCH', `/clients/${mine}`, fields));
    const kept = (await gatehouse.adminCall('GET', `/clients/${mine}`)).body;
    expect(kept).toMatchObject({ scope: 'mcp', first_party: false, kind: 'agent', owner_id: keeper.id });
  });

  it('learns not whether there is a person, nor makes an agent for one', async () => {
    const answers = [await person('user'), NOBODY].map((id) => keeper.call('POST', '/clients', agentOf(id)));
    for (const answer of await Promise.all(answers))
      expect(refused(answer)).toEqual({ '/owner_id': 'must be who asks' });
  });

  it('keeps what an administrator gave an agent, and gets no secret of one that may do more than they', async () => {
    await gatehouse.adminCall('PATCH', `/clients/${mine}`, { first_party: true, plugin_ids: ['p'] });
    expect((await keeper.call('PATCH', `/clients/${mine}`, { client_name: 'New' })).body).toMatchObject({
      client_name: 'New',
      first_party: true,
    });
    await gatehouse.adminCall('PATCH', `/clients/${mine}`, { scope: 'mcp admin' });
    refused(await keeper.call('POST', `/clients/${mine}/secrets`));
    refused(await keeper.call('PATCH', `/clients/${mine}`, { jwks: null, client_name: 'Other' }));
    refused(await keeper.call('DELETE', `/clients/${mine}`));
  });

  it('sees of an agent that was handed over what came after, and its last owner nothing', async () => {
    const given = await gatehouse.create('/clients', agentOf(keeper.id));
    const before = claimsOf(await gatehouse.accessToken(given.client_id, given.client_secret)).sid as string;
    const next = await callerWith(gatehouse, ['agent_owner']);
    await gatehouse.adminCall('PATCH', `/clients/${given.client_id}`, { owner_id: next.id });
    const after = claimsOf(await gatehouse.accessToken(given.client_id, given.client_secret)).sid as string;
    const seen = async (caller: RoleCaller): Promise<string[]> =>
      (await caller.call('GET', `/sessions?client_id=${given.client_id}`)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await seen(next)).toEqual([after]);
    expect(await seen(keeper)).toEqual([]);
    for (const [caller, sid] of [
      [next, before],
      [keeper, after],
    ] as const) {
      problemOf(await caller.call('GET', `/sessions/${sid}`), 404);
      problemOf(await caller.call('DELETE', `/sessions/${sid}`), 404);
    }
    problemOf(await keeper.call('POST', `/clients/${given.client_id}/secrets`), 404);
  });

  it('finds nothing of others by filters, by a cursor, or in what is told of sessions', async () => {
    const { owner, id, secret } = await gatehouse.agent();
    const { sid } = claimsOf(await gatehouse.accessToken(id, secret));
    const empty = { items: [], next: null };
    expect((await keeper.call('GET', `/clients?owner_id=${owner.id}`)).body).toEqual(empty);
    expect((await keeper.call('GET', `/sessions?client_id=${id}`)).body).toEqual(empty);
    expect((await keeper.call('GET', `/sessions?user_id=${owner.id}`)).body).toEqual(empty);
    const first = Buffer.from('00000000-0000-7000-8000-000000000000').toString('base64url');
    const all = (await keeper.call('GET', `/clients?after=${first}`)).body.items as { owner_id: string }[];
    expect(all.every(({ owner_id }) => owner_id === keeper.id)).toBe(true);
    refused(await keeper.call('GET', `/sessions/${sid}/story`));
    refused(await keeper.call('GET', `/audit?client_id=${id}`));
  });
});

describe('the help desk', () => {
  let desk: RoleCaller;
  beforeEach(async () => {
    desk = await callerWith(gatehouse, ['help_desk']);
  });

  it('finds nobody who holds a role of administration, nor what is theirs', async () => {
    const chief = await gatehouse.create('/users', user(['agent_owner']));
    const device = await beginDevice(gatehouse, chief);
    for (const path of ['/users?email=', '/sessions?user_id=', '/devices?user_id=']) {
      const asked = path + (path.includes('email') ? encodeURIComponent(chief.email) : chief.id);
      expect((await desk.call('GET', asked)).body).toEqual({ items: [], next: null });
    }
    for (const [method, path] of [
      ['POST', `/devices/${device.id}/approve`],
      ['DELETE', `/devices/${device.id}`],
      ['DELETE', `/users/${chief.id}/devices`],
      ['DELETE', `/sessions/${device.sid}`],
    ] as const)
      problemOf(await desk.call(method, path), 404);
    const [session] = await gatehouse.sql(`SELECT closed_at FROM sessions WHERE id = $1`, [device.sid]);
    expect(session).toEqual({ closed_at: null });
  });

  it('leaves the sessions of agents to those who own them', async () => {
    const { id, secret } = await gatehouse.agent();
    const { sid } = claimsOf(await gatehouse.accessToken(id, secret));
    problemOf(await desk.call('DELETE', `/sessions/${sid}`), 404);
  });

  it.each([
    ['a session', (device: { sid: string }) => `/sessions/${device.sid}`],
    ['a device', (device: { id: string }) => `/devices/${device.id}`],
    ['all devices', (_: unknown, id: string) => `/users/${id}/devices`],
  ])('ends not %s of somebody who becomes an administrator at that moment', async (_, path) => {
    const rising = await person('user');
    const device = await beginDevice(gatehouse, { id: rising });
    const change = [`UPDATE users SET roles = '{admin}' WHERE id = $1`, [rising]] as const;
    const answer = await whileHeld(gatehouse, change, async (lock) => {
      const asked = desk.call('DELETE', path(device, rising));
      await lock.waitedFor(1, asked);
      await lock.release();
      return asked;
    });
    problemOf(answer, 404);
    const [session] = await gatehouse.sql(`SELECT closed_at FROM sessions WHERE id = $1`, [device.sid]);
    expect(session).toEqual({ closed_at: null });
  });
});

it('a role is in effect only as long as the token brings it and the person holds it', async () => {
  const caller = await callerWith(gatehouse, ['auditor']);
  expect((await caller.call('GET', '/users')).status).toBe(200);
  // Behind the API's back, which would close the session: the guard asks for the role by itself.
  await gatehouse.sql(`UPDATE users SET roles = '{help_desk}' WHERE id = $1`, [caller.id]);
  refused(await caller.call('GET', '/audit'));
  await gatehouse.sql(`UPDATE users SET roles = '{owner}' WHERE id = $1`, [caller.id]);
  expect((await caller.call('GET', '/audit')).status).toBe(200);
  refused(await caller.call('POST', '/users', user(['user'])));
});

it('no device and no access key ever has a role as its scope', async () => {
  const chief = await person('owner', 'admin');
  const { token } = await beginDevice(gatehouse, { id: chief });
  expect(claimsOf(token).scope).toBe('user mcp anonymous');
  const expires_at = new Date(gatehouse.clock.now() + 86_400_000).toISOString();
  for (const scope of ['owner', 'auditor', 'agent_owner']) {
    const key = await gatehouse.adminCall('POST', `/users/${chief}/access-keys`, { name: 'k', scope, expires_at });
    expect(problemOf(key, 400)).toHaveProperty('/scope');
  }
});
