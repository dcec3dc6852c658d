/* No filter means everything by accident, or by a trick. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectWrong, problemOf, sessionsOf } from '../admin/problems.js';
import { callerWith, NO_LIMITS } from '../roles/role-callers.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { createPerson, createRelyingParty, AuthorizationFlow } from '../support/people.js';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start(NO_LIMITS);
});
afterAll(() => gatehouse.stop());

const KINDS = ['sessions', 'access-keys', 'devices', 'client-secrets', 'consents'];
const OLD = '2020-01-01T00:00:00Z';
const NEVER = { filter: { created_before: OLD } };

async function sent(what: string, body: string, { query = '', key = '' } = {}): Promise<Answer> {
  const headers = { authorization: `Bearer ${await gatehouse.admin()}`, 'content-type': 'application/json' };
  return gatehouse.request('POST', `/api/v1/admin/${what}/revoke${query}`, {
    headers: key === '' ? headers : { ...headers, 'idempotency-key': key },
    body,
  });
}

describe.each(KINDS)('%s', (what) => {
  it.each([
    ['a list', '{"filter":[]}', '/filter'],
    ['a list of filters', `{"filter":[{"created_before":"${OLD}"}]}`, '/filter'],
    ['null', '{"filter":null}', '/filter'],
    ['a word', '{"filter":"all"}', '/filter'],
    ['true', '{"filter":true}', '/filter'],
    ['a list in place of a time', `{"filter":{"created_before":["${OLD}"]}}`, '/filter/created_before'],
    ['no time', '{"filter":{"created_before":""}}', '/filter/created_before'],
    ['a time of the database alone', '{"filter":{"created_before":"infinity"}}', '/filter/created_before'],
    ['the prototype', `{"filter":{"__proto__":{"created_before":"${OLD}"}}}`, '/filter/__proto__'],
    ['a member of every object', `{"filter":{"toString":"x","created_before":"${OLD}"}}`, '/filter/toString'],
    ['a member without a name', `{"filter":{"":"x","created_before":"${OLD}"}}`, '/filter/'],
    ['a count that is a text', `{"filter":{"created_before":"${OLD}"},"expected_count":"0"}`, '/expected_count'],
    [
      'a wish to try it that is no part of the body',
      `{"filter":{"created_before":"${OLD}"},"dry_run":true}`,
      '/dry_run',
    ],
  ])('refuses %s', async (_, body, pointer) => {
    expectWrong(await sent(what, body), pointer);
  });

  it('refuses a member that comes twice: nobody knows which of them was looked at', async () => {
    problemOf(await sent(what, `{"filter":{"created_before":"${OLD}"},"filter":{}}`), 400);
    problemOf(await sent(what, `{"filter":{"created_before":"${OLD}","created_before":"${OLD}"}}`), 400);
  });

  it('refuses an offset that the database does not read, rather than fail at it', async () => {
    for (const offset of ['+16:00', '+23:00', '-23:59']) {
      const time = `2020-01-01T00:00:00${offset}`;
      expectWrong(await sent(what, JSON.stringify({ filter: { created_before: time } })), '/filter/created_before');
    }
    for (const time of ['2020-01-01T00:00:00+15:59', '2020-01-01T00:00:00-15:59', '0001-01-01T00:00:00+14:00']) {
      expect((await sent(what, JSON.stringify({ filter: { created_before: time } }))).body.matched).toBe(0);
    }
  });

  it.each(['?dry_run=true&dry_run=true', '?dry_run=', '?dry_run=1', '?DRY_RUN=true', '?dry_run[]=true'])(
    'refuses %s: a mistyped wish to try it would be the change itself',
    async (query) => {
      problemOf(await sent(what, JSON.stringify(NEVER), { query }), 400);
    },
  );

  it('takes one key for one filter', async () => {
    const key = `${what}-1`;
    const other = JSON.stringify({ filter: { created_before: '2020-01-02T00:00:00Z' } });
    expect((await sent(what, JSON.stringify(NEVER), { key })).status).toBe(200);
    expect((await sent(what, other, { key })).status).toBe(422);
    // A trial is no answer that is kept, and takes none.
    const tried = await sent(what, JSON.stringify(NEVER), { key, query: '?dry_run=true' });
    expect([tried.status, tried.body.dry_run]).toEqual([200, true]);
    expect((await sent(what, JSON.stringify(NEVER), { key })).headers.get('idempotency-replayed')).toBe('true');
  });

  it('is tried by nobody who may not do it', async () => {
    for (const role of ['auditor', 'help_desk', 'agent_owner', 'security_operator', 'admin'] as const) {
      const caller = await callerWith(gatehouse, [role]);
      const [tried, done] = [
        await caller.call('POST', `/${what}/revoke?dry_run=true`, NEVER),
        await caller.call('POST', `/${what}/revoke`, NEVER),
      ];
      expect([role, tried.status]).toEqual([role, done.status]);
      if (role === 'auditor') expect(done.status).toBe(403);
    }
  });
});

it('a key of one administrator answers nobody with lesser roles', async () => {
  const { id, secret } = await gatehouse.agent();
  await gatehouse.accessToken(id, secret);
  const body = JSON.stringify({ filter: { client_id: id } });
  expect((await sent('sessions', body, { key: 'theirs' })).body).toEqual({ matched: 1, closed: 1 });
  await gatehouse.accessToken(id, secret);
  const desk = await callerWith(gatehouse, ['help_desk']);
  const answer = await gatehouse.request('POST', '/api/v1/admin/sessions/revoke', {
    headers: {
      authorization: `Bearer ${desk.token}`,
      'content-type': 'application/json',
      'idempotency-key': 'theirs',
    },
    body,
  });
  expect([answer.status, answer.body]).toEqual([200, { matched: 0, closed: 0 }]);
  expect(await sessionsOf(gatehouse, id)).toEqual({ closed: 1, open: 1 });
});

it('evidence of a consent that ended says to which client it was: nothing else does', async () => {
  const clients = [await createRelyingParty(gatehouse), await createRelyingParty(gatehouse)];
  const person = await createPerson(gatehouse);
  for (const client of clients) await new AuthorizationFlow(gatehouse, client).tokens(person);
  expect((await sent('consents', JSON.stringify({ filter: { user_id: person.id } }))).body.matched).toBe(2);
  const told = await gatehouse.sql<{ detail: { client_id: string } }>(
    `SELECT detail FROM audit_events WHERE kind = 'consent.withdrawn' AND detail->>'user_id' = $1`,
    [person.id],
  );
  expect(told.map(({ detail }) => detail.client_id).sort()).toEqual(clients.map(({ id }) => id).sort());
});
