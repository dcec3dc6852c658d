/* Keys, devices, secrets and consents end by a filter, as one by one, and no other than were counted. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerWith } from '../roles/role-callers.js';
import { createAccessKey } from '../support/access-keys.js';
import { beginDevice, bridgeCall, hookToken, provision } from '../support/devices.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty } from '../support/people.js';
import { evidenceOf, expectWrong, problemOf } from './problems.js';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
});
afterAll(() => gatehouse.stop());

const revoke = (what: string, body: unknown, query = '') =>
  gatehouse.adminCall('POST', `/${what}/revoke${query}`, body);
const soon = () => new Date(gatehouse.clock.now() + 1000).toISOString();
const summaries = (kind: string) =>
  gatehouse.sql<{ detail: object }>('SELECT detail FROM audit_events WHERE kind = $1 ORDER BY id DESC LIMIT 1', [kind]);
const kinds = async (id: string) => (await evidenceOf(gatehouse, id)).map(({ kind }) => kind);

describe.each([
  ['access-keys', { user_id: 'x' }, '/filter/user_id'],
  ['devices', { unused_since: 'yesterday' }, '/filter/unused_since'],
  ['client-secrets', { owner_id: 'x' }, '/filter/owner_id'],
  ['consents', { resource: 'ünicode' }, '/filter/resource'],
])('%s', (what, wrong, pointer) => {
  it.each([
    ['no filter', {}, '/filter'],
    ['an empty one', { filter: {} }, '/filter'],
    ['one of nothing', { filter: { created_before: null } }, '/filter/created_before'],
    [
      'a count of nothing',
      { filter: { created_before: '2020-01-01T00:00:00Z' }, expected_count: null },
      '/expected_count',
    ],
    ['an unknown word', { filter: { name: 'x' } }, '/filter/name'],
    ['a wrong value', { filter: wrong }, pointer],
    [
      'a wrong count',
      { filter: { created_before: '2020-01-01T00:00:00Z' }, expected_count: 10_001 },
      '/expected_count',
    ],
  ])('refuses %s', async (_, body, named) => {
    expectWrong(await revoke(what, body), named);
  });

  it('ends nothing when there are more or fewer than were counted', async () => {
    const refused = await revoke(what, { filter: { created_before: '2020-01-01T00:00:00Z' }, expected_count: 1 });
    problemOf(refused, 409);
    expect(refused.body.count).toBe(0);
  });
});

describe('access keys', () => {
  it('are tried first, and end with what they were exchanged for', async () => {
    const [person, other] = [await createPerson(gatehouse), await createPerson(gatehouse)];
    const keys = [await createAccessKey(gatehouse, person.id), await createAccessKey(gatehouse, person.id)];
    const kept = await createAccessKey(gatehouse, other.id);
    const filter = { user_id: person.id, unused_since: soon() };
    const would = [
      { kind: 'access_keys.revoked', detail: { filter, matched: 2, closed: 2 } },
      ...keys.map(({ id }) => ({ kind: 'access_key.revoked', detail: { id, user_id: person.id } })),
    ];
    expect((await revoke('access-keys', { filter }, '?dry_run=true')).body).toEqual({ dry_run: true, would });
    const done = await revoke('access-keys', { filter, expected_count: 2 });
    expect([done.status, done.body]).toEqual([200, { matched: 2, closed: 2 }]);
    for (const { id } of keys) {
      expect((await gatehouse.adminCall('GET', `/access-keys/${id}`)).body).toMatchObject({ active: false });
      expect(await kinds(id)).toEqual(['access_key.created', 'access_key.revoked']);
    }
    expect((await gatehouse.adminCall('GET', `/access-keys/${kept.id}`)).body).toMatchObject({ active: true });
    expect(await summaries('access_keys.revoked')).toEqual([{ detail: { filter, matched: 2, closed: 2 } }]);
    expect((await revoke('access-keys', { filter })).body).toEqual({ matched: 0, closed: 0 });
  });

  it('that were used since are not among those that were not', async () => {
    const person = await createPerson(gatehouse);
    const [used, unused] = [await createAccessKey(gatehouse, person.id), await createAccessKey(gatehouse, person.id)];
    await gatehouse.sql('UPDATE access_keys SET last_used_at = $2 WHERE id = $1', [used.id, new Date('2030-01-01')]);
    const filter = { user_id: person.id, unused_since: '2029-01-01T00:00:00Z' };
    expect((await revoke('access-keys', { filter })).body).toMatchObject({ matched: 1 });
    expect((await gatehouse.adminCall('GET', `/access-keys/${unused.id}`)).body.active).toBe(false);
    expect((await gatehouse.adminCall('GET', `/access-keys/${used.id}`)).body.active).toBe(true);
  });

  it('of one count end once for two who ask at once', async () => {
    const person = await createPerson(gatehouse);
    await createAccessKey(gatehouse, person.id);
    const ask = () => revoke('access-keys', { filter: { user_id: person.id }, expected_count: 1 });
    expect((await Promise.all([ask(), ask()])).map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('devices', () => {
  it('end with their tokens and codes, and with the last one what hooks have', async () => {
    const [person, other] = [await createPerson(gatehouse), await createPerson(gatehouse)];
    const [device, kept] = [await beginDevice(gatehouse, person), await beginDevice(gatehouse, other)];
    const hooks = (await provision(gatehouse, device.token)).body;
    expect((await hookToken(gatehouse, hooks)).status).toBe(200);
    const { code } = await gatehouse.create(`/users/${person.id}/bridge-codes`, {});
    const filter = { user_id: person.id, created_before: soon() };
    const done = await revoke('devices', { filter, expected_count: 1 });
    expect([done.status, done.body]).toMatchObject([200, { matched: 1 }]);
    expect(await kinds(device.id)).toContain('device.revoked');
    expect((await bridgeCall(gatehouse, 'GET', 'whoami', device)).status).toBe(401);
    expect((await bridgeCall(gatehouse, 'GET', 'whoami', kept)).status).toBe(200);
    expect((await hookToken(gatehouse, hooks)).status).toBe(401);
    expect((await bridgeCall(gatehouse, 'POST', 'exchange', { body: { code } })).status).toBe(401);
  });

  it('leave what hooks have while there is another', async () => {
    const person = await createPerson(gatehouse);
    const device = await beginDevice(gatehouse, person);
    const between = soon();
    gatehouse.clock.advance(2000);
    await beginDevice(gatehouse, person);
    const hooks = (await provision(gatehouse, device.token)).body;
    const filter = { user_id: person.id, created_before: between };
    expect((await revoke('devices', { filter })).body).toMatchObject({ matched: 1 });
    expect((await hookToken(gatehouse, hooks)).status).toBe(200);
  });

  it('of the help desk are those of people who hold no role', async () => {
    const desk = await callerWith(gatehouse, ['help_desk']);
    const [person, auditor] = [
      await createPerson(gatehouse),
      await createPerson(gatehouse, { roles: ['user', 'auditor'] }),
    ];
    const [theirs, kept] = [await beginDevice(gatehouse, person), await beginDevice(gatehouse, auditor)];
    const done = await desk.call('POST', '/devices/revoke', { filter: { created_before: soon() } });
    expect(done.status).toBe(200);
    expect((await bridgeCall(gatehouse, 'GET', 'whoami', theirs)).status).toBe(401);
    expect((await bridgeCall(gatehouse, 'GET', 'whoami', kept)).status).toBe(200);
    expect((await desk.call('POST', '/devices/revoke', { filter: { user_id: auditor.id } })).body.matched).toBe(0);
  });
});

describe('secrets of clients', () => {
  const secretsOf = async (id: string) =>
    ((await gatehouse.adminCall('GET', `/clients/${id}/secrets`)).body.items as { id: string }[]).map((one) => one.id);

  it('end but for the last one of each client, and it is said how many stay', async () => {
    const { id, owner, client } = await gatehouse.agent();
    const between = soon();
    gatehouse.clock.advance(2000);
    const second = await gatehouse.create(`/clients/${id}/secrets`, {});
    const lone = await gatehouse.agent({ owner_id: owner.id });
    const old = { owner_id: owner.id, created_before: between };
    const would = (await revoke('client-secrets', { filter: old }, '?dry_run=true')).body.would as unknown[];
    expect(would).toEqual([
      { kind: 'client.secrets_deleted', detail: { filter: old, matched: 1, deleted: 1, kept: 0 } },
      { kind: 'client.secret_deleted', detail: { id, secret_id: client.client_secret_id } },
    ]);
    expect((await revoke('client-secrets', { filter: old, expected_count: 1 })).body).toEqual({
      matched: 1,
      deleted: 1,
      kept: 0,
    });
    expect(await secretsOf(id)).toEqual([second.id]);
    const all = await revoke('client-secrets', { filter: { owner_id: owner.id }, expected_count: 2 });
    expect(all.body).toEqual({ matched: 2, deleted: 0, kept: 2 });
    expect(await secretsOf(lone.id)).toHaveLength(1);
  });

  it('keep the newest that does not end by itself', async () => {
    const { id } = await gatehouse.agent();
    const second = await gatehouse.create(`/clients/${id}/secrets`, {});
    const done = await revoke('client-secrets', { filter: { client_id: id } });
    expect(done.body).toEqual({ matched: 2, deleted: 1, kept: 1 });
    expect(await secretsOf(id)).toEqual([second.id]);
    await gatehouse.create(`/clients/${id}/secrets`, {});
    await gatehouse.sql('UPDATE client_secrets SET expires_at = $2 WHERE id <> $1 AND client_id = $3', [
      second.id,
      new Date(gatehouse.clock.now() + 60_000),
      id,
    ]);
    expect((await revoke('client-secrets', { filter: { client_id: id } })).body).toMatchObject({ deleted: 1, kept: 1 });
    expect(await secretsOf(id)).toEqual([second.id]);
  });

  it('of an agent owner are the own', async () => {
    const owner = await callerWith(gatehouse, ['agent_owner']);
    const [own, other] = [await gatehouse.agent({ owner_id: owner.id }), await gatehouse.agent()];
    for (const { id } of [own, other]) await gatehouse.create(`/clients/${id}/secrets`, {});
    const call = (filter: object) => owner.call('POST', '/client-secrets/revoke', { filter });
    expect((await call({ client_id: other.id })).body).toEqual({ matched: 0, deleted: 0, kept: 0 });
    expect((await call({ owner_id: other.owner.id })).body).toEqual({ matched: 0, deleted: 0, kept: 0 });
    expect((await call({ client_id: own.id })).body).toEqual({ matched: 2, deleted: 1, kept: 1 });
    expect(await secretsOf(other.id)).toHaveLength(2);
  });
});

describe('consents', () => {
  it('end with the sessions and codes that were given by them', async () => {
    const [client, others] = [await createRelyingParty(gatehouse), await createRelyingParty(gatehouse)];
    const people = [await createPerson(gatehouse), await createPerson(gatehouse)];
    const tokens = [];
    for (const person of people) tokens.push(await new AuthorizationFlow(gatehouse, client).tokens(person));
    const kept = await new AuthorizationFlow(gatehouse, others).tokens(people[0]!);
    const flow = new AuthorizationFlow(gatehouse, client);
    const code = await flow.code(people[0]!);
    const consents = (await gatehouse.adminCall('GET', `/consents?client_id=${client.id}`)).body.items as {
      id: string;
    }[];
    const filter = { client_id: client.id, resource: gatehouse.url };
    const done = await revoke('consents', { filter, expected_count: 2 });
    expect([done.status, done.body]).toEqual([200, { matched: 2, closed: 2 }]);
    const userinfo = async (token: string) =>
      (await gatehouse.request('GET', '/oauth/userinfo', { headers: { authorization: `Bearer ${token}` } })).status;
    for (const { access_token } of tokens) expect(await userinfo(access_token)).toBe(401);
    expect(await userinfo(kept.access_token)).toBe(200);
    expect((await flow.redeem(code)).body).toMatchObject({ error: 'invalid_grant' });
    for (const { id } of consents) expect(await kinds(id)).toEqual(['consent.withdrawn']);
    expect(await summaries('consents.withdrawn')).toEqual([{ detail: { filter, matched: 2, closed: 2 } }]);
    expect((await gatehouse.adminCall('GET', `/consents?client_id=${others.id}`)).body.items).toHaveLength(1);
  });
});
