/* Many sessions end at once, and no other than were counted. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { expectWrong, problemOf, sessionsOf } from './problems.js';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
});
afterAll(() => gatehouse.stop());

const revoke = (body: unknown, query = '') => gatehouse.adminCall('POST', `/sessions/revoke${query}`, body);
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
