/* Many sessions end at once, and no other than were counted. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { CodeReader, createDeviceClient, DeviceFlow } from '../support/device-flow.js';
import { AuthorizationFlow, createPerson, createRelyingParty } from '../support/people.js';
import { callerWith } from '../roles/role-callers.js';
import { expectWrong, problemOf, sessionsOf } from './problems.js';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
});
afterAll(() => gatehouse.stop());

const revoke = (body: unknown, query = '') => gatehouse.adminCall('POST', `/sessions/revoke${query}`, body);
const exchanged = (code: string) =>
  gatehouse.request('POST', '/api/v1/bridge/exchange', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
async function agentWith(sessions: number) {
  const agent = await gatehouse.agent();
  const tokens: string[] = [];
  for (let made = 0; made < sessions; made++) tokens.push(await gatehouse.accessToken(agent.id, agent.secret));
  return { ...agent, tokens };
}

describe('revoking sessions by a filter', () => {
  it('is tried first, and then ends what was counted, and nothing else', async () => {
    const [theirs, other] = [await agentWith(3), await agentWith(1)];
    const filter = { client_id: theirs.id };
    const tried = await revoke({ filter }, '?dry_run=true');
    expect([tried.status, tried.body]).toEqual([
      200,
      { dry_run: true, would: [{ kind: 'sessions.revoked', detail: { filter, matched: 3, closed: 3 } }] },
    ]);
    expect(await sessionsOf(gatehouse, theirs.id)).toEqual({ closed: 0, open: 3 });
    const done = await revoke({ filter, expected_count: 3 });
    expect([done.status, done.body]).toEqual([200, { matched: 3, closed: 3 }]);
    expect(await sessionsOf(gatehouse, theirs.id)).toEqual({ closed: 3, open: 0 });
    expect(await sessionsOf(gatehouse, other.id)).toEqual({ closed: 0, open: 1 });
    for (const token of theirs.tokens) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await gatehouse.request('GET', '/oauth/userinfo', { headers })).status).toBe(401);
    }
    const events = await gatehouse.sql(`SELECT detail FROM audit_events WHERE kind = 'sessions.revoked'`);
    expect(events).toEqual([{ detail: { filter, matched: 3, closed: 3 } }]);
    expect((await revoke({ filter })).body).toEqual({ matched: 0, closed: 0 });
  });

  it('ends nothing when there are more or fewer than were counted', async () => {
    const { id } = await agentWith(2);
    for (const expected_count of [0, 1, 3]) {
      const refused = await revoke({ filter: { client_id: id }, expected_count });
      problemOf(refused, 409);
      expect(refused.body.count).toBe(2);
    }
    expect(await sessionsOf(gatehouse, id)).toEqual({ closed: 0, open: 2 });
  });

  it('means those of which all of it is true', async () => {
    const { id, owner } = await agentWith(1);
    const before = new Date(gatehouse.clock.now() + 1000).toISOString();
    for (const filter of [
      { client_id: id, source: 'web' },
      { client_id: id, created_before: '2020-01-01T00:00:00Z' },
      { client_id: id, user_id: '01a1fd24-8d08-76cc-91f4-526bf06dbcd1' },
    ]) {
      expect((await revoke({ filter })).body).toEqual({ matched: 0, closed: 0 });
    }
    const filter = { user_id: owner.id, client_id: id, source: 'oauth', created_before: before };
    expect((await revoke({ filter, expected_count: 1 })).body).toEqual({ matched: 1, closed: 1 });
  });

  it('of one count is done once by two who ask at once', async () => {
    const { id } = await agentWith(2);
    const ask = () => revoke({ filter: { client_id: id }, expected_count: 2 });
    const answers = await Promise.all([ask(), ask()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  describe('ends codes too that would become such a session', () => {
    it.each<[string, (ids: { client: string; person: string }) => object]>([
      ['a client', ({ client }) => ({ client_id: client })],
      ['a person', ({ person }) => ({ user_id: person })],
      ['a person at a client', ({ client, person }) => ({ user_id: person, client_id: client, source: 'oauth' })],
      [
        'a time',
        ({ person }) => ({ user_id: person, created_before: new Date(gatehouse.clock.now() + 1000).toISOString() }),
      ],
    ])('by %s', async (_, filterOf) => {
      const [client, person] = [await createRelyingParty(gatehouse), await createPerson(gatehouse)];
      const flow = new AuthorizationFlow(gatehouse, client);
      const code = await flow.code(person);
      const tv = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse));
      const { device_code, user_code } = await tv.started();
      const filter = filterOf({ client: client.id, person: person.id });
      if (!('client_id' in filter)) await (await CodeReader.arrive(gatehouse, person)).decide(user_code, 'allow');
      expect((await revoke({ filter })).status).toBe(200);
      expect((await flow.redeem(code)).body).toMatchObject({ error: 'invalid_grant' });
      if (!('client_id' in filter)) expect((await tv.ask(device_code)).body).toMatchObject({ error: 'access_denied' });
    });

    it('and no others, nor any by a trial or a wrong count', async () => {
      const [client, person] = [await createRelyingParty(gatehouse), await createPerson(gatehouse)];
      const code = async () => {
        const flow = new AuthorizationFlow(gatehouse, client);
        return { flow, code: await flow.code(person) };
      };
      const given = await code();
      const bridge = (await gatehouse.create(`/users/${person.id}/bridge-codes`, {})).code as string;
      await gatehouse.agent().then(({ id }) => revoke({ filter: { client_id: id } }));
      await revoke({ filter: { client_id: client.id, source: 'web' } });
      await revoke({ filter: { client_id: client.id, created_before: '2020-01-01T00:00:00Z' } });
      await revoke({ filter: { client_id: client.id } }, '?dry_run=true');
      expect((await revoke({ filter: { client_id: client.id }, expected_count: 7 })).status).toBe(409);
      expect((await given.flow.redeem(given.code)).status).toBe(200);
      expect((await exchanged(bridge)).status).toBe(200);
    });

    it('and codes by which devices begin', async () => {
      const person = await createPerson(gatehouse);
      for (const filter of [{ user_id: person.id }, { user_id: person.id, source: 'bridge' }]) {
        const { code } = await gatehouse.create(`/users/${person.id}/bridge-codes`, {});
        expect((await revoke({ filter })).status).toBe(200);
        expect((await exchanged(code)).status).toBe(401);
      }
    });
  });

  describe('reaches no further than who asks', () => {
    it('of an agent owner the own clients', async () => {
      const owner = await callerWith(gatehouse, ['agent_owner']);
      const [own, other] = [await gatehouse.agent({ owner_id: owner.id }), await agentWith(1)];
      await gatehouse.accessToken(own.id, own.secret);
      const everything = { source: 'oauth' };
      const tried = await owner.call('POST', '/sessions/revoke?dry_run=true', { filter: everything });
      expect(tried.body.would).toMatchObject([{ detail: { closed: expect.any(Number) } }]);
      expect((await owner.call('POST', '/sessions/revoke', { filter: { client_id: other.id } })).body.matched).toBe(0);
      const ask = () => owner.call('POST', '/sessions/revoke', { filter: { client_id: own.id }, expected_count: 1 });
      const answers = await Promise.all([ask(), ask()]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await sessionsOf(gatehouse, own.id)).toEqual({ closed: 1, open: 0 });
      expect(await sessionsOf(gatehouse, other.id)).toEqual({ closed: 0, open: 1 });
    });

    it('of the help desk people who hold no role, their sessions and codes', async () => {
      const desk = await callerWith(gatehouse, ['help_desk']);
      const client = await createRelyingParty(gatehouse);
      const [ordinary, auditor] = [
        await createPerson(gatehouse),
        await createPerson(gatehouse, { roles: ['user', 'auditor'] }),
      ];
      const [theirs, others] = [new AuthorizationFlow(gatehouse, client), new AuthorizationFlow(gatehouse, client)];
      const [code, kept] = [await theirs.code(ordinary), await others.code(auditor)];
      const before = (await sessionsOf(gatehouse, client.id)).open;
      const done = await desk.call('POST', '/sessions/revoke', { filter: { client_id: client.id } });
      expect([done.status, done.body]).toEqual([200, { matched: before, closed: before }]);
      expect((await theirs.redeem(code)).body).toMatchObject({ error: 'invalid_grant' });
      expect((await others.redeem(kept)).status).toBe(200);
      expect((await desk.call('POST', '/sessions/revoke', { filter: { user_id: auditor.id } })).body.matched).toBe(0);
    });
  });

  it.each([
    ['no filter', {}, '/filter'],
    ['an empty one', { filter: {} }, '/filter'],
    ['one of nothing', { filter: { user_id: null } }, '/filter/user_id'],
    ['an unknown word', { filter: { client: 'x' } }, '/filter/client'],
    ['a wrong source', { filter: { source: 'mars' } }, '/filter/source'],
    ['a wrong id', { filter: { user_id: 'x' } }, '/filter/user_id'],
    ['a wrong count', { filter: { source: 'web' }, expected_count: -1 }, '/expected_count'],
  ])('refuses %s', async (_, body, pointer) => {
    expectWrong(await revoke(body), pointer);
  });
});
