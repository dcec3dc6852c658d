import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { allPages, evidenceOf, expectWrong, problemOf } from './problems.js';

let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  agent = await gatehouse.agent();
});
afterAll(() => gatehouse.stop());

const call: TestGatehouse['adminCall'] = (...args) => gatehouse.adminCall(...args);

/** The session of a fresh token. */
async function open(): Promise<string> {
  const token = await gatehouse.accessToken(agent.id, agent.secret);
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()).sid as string;
}

/** A session that was opened from another one. */
async function openFrom(parent: string, id: string): Promise<string> {
  await gatehouse.sql(
    `INSERT INTO sessions (id, parent_id, source, client_id, user_id, as_owner, subject, scope, audience, created_at, expires_at)
     SELECT $2, id, 'mcp', client_id, user_id, as_owner, subject, scope, audience, created_at, expires_at FROM sessions WHERE id = $1`,
    [parent, id],
  );
  return id;
}

describe('reading sessions', () => {
  it('shows each by its id', async () => {
    const id = await open();
    const { body } = await call('GET', `/sessions/${id}`);
    expect(body).toEqual({
      id,
      authenticated_at: null,
      acr: null,
      amr: null,
      cnf: null,
      parent_id: null,
      source: 'oauth',
      client_id: agent.id,
      user_id: agent.owner.id,
      subject: agent.owner.id,
      scope: expect.stringMatching(/^(user mcp|mcp user)$/),
      audience: [gatehouse.url],
      origin: expect.any(String),
      active: true,
      created_at: expect.stringMatching(/Z$/),
      expires_at: expect.stringMatching(/Z$/),
      closed_at: null,
      close_reason: null,
    });
  });

  it('filters by person, client, source and whether they may act', async () => {
    const other = await gatehouse.agent();
    await gatehouse.accessToken(other.id, other.secret);
    const query = `user_id=${other.owner.id}&client_id=${other.id}&source=oauth&active=true`;
    const { body } = await call('GET', `/sessions?${query}`);
    expect(body).toEqual({ items: [expect.objectContaining({ client_id: other.id })], next: null });
    expect((await call('GET', `/sessions?client_id=${other.id}&source=bridge`)).body.items).toEqual([]);
    expect((await call('GET', `/sessions?client_id=${other.id}&active=false`)).body.items).toEqual([]);
  });

  it('goes by the clock for what is active', async () => {
    const other = await gatehouse.agent();
    await gatehouse.accessToken(other.id, other.secret);
    gatehouse.clock.advance(3_600_000);
    Object.assign(gatehouse, { adminToken: undefined });
    expect((await call('GET', `/sessions?client_id=${other.id}&active=true`)).body.items).toEqual([]);
    const [session] = (await call('GET', `/sessions?client_id=${other.id}&active=false`)).body.items;
    expect(session).toMatchObject({ active: false, closed_at: null });
  });

  it('pages are bounded and hold each once', async () => {
    for (let index = 0; index < 7; index++) await open();
    const pages = await allPages(gatehouse, `/sessions?client_id=${agent.id}`, 3);
    expect(pages.slice(0, -1).every((page) => page.length === 3)).toBe(true);
    const ids = pages.flat().map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids.length).toBeGreaterThanOrEqual(7);
  });

  it.each([
    ['user_id=ada', 'user_id'],
    ['client_id=', 'client_id'],
    ['source=smoke', 'source'],
    ['active=yes', 'active'],
    ['user=x', 'user'],
    ['limit=1000', 'limit'],
  ])('refuses ?%s', async (query, name) => expectWrong(await call('GET', `/sessions?${query}`), name));

  it.each(['01a1fd24-8d08-76cc-91f4-526bf06dbcd1', 'x', '%00'])('%s is none', async (id) => {
    problemOf(await call('GET', `/sessions/${id}`), 404);
    problemOf(await call('DELETE', `/sessions/${id}`), 404);
  });
});

describe('closing a session', () => {
  it('closes all that were opened from it and nothing else, and is on record', async () => {
    const [root, other] = [await open(), await open()];
    const child = await openFrom(root, '01a1fd24-8d08-7000-8000-000000000001');
    const grandchild = await openFrom(child, '01a1fd24-8d08-7000-8000-000000000002');
    const answer = await call('DELETE', `/sessions/${root}`);
    expect([answer.status, answer.text]).toEqual([204, '']);
    for (const id of [root, child, grandchild]) {
      const { body } = await call('GET', `/sessions/${id}`);
      expect(body).toMatchObject({
        active: false,
        closed_at: expect.any(String),
        close_reason: 'closed by an administrator',
      });
    }
    expect((await call('GET', `/sessions/${other}`)).body.active).toBe(true);
    expect(await evidenceOf(gatehouse, root)).toMatchObject([
      { kind: 'session.closed', decision: 'done', client_id: 'root-cli', detail: { id: root, closed: 3 } },
    ]);
  });

  it('closes a part of the tree, not what it hangs on', async () => {
    const root = await open();
    const child = await openFrom(root, '01a1fd24-8d08-7000-8000-000000000003');
    await call('DELETE', `/sessions/${child}`);
    expect((await call('GET', `/sessions/${root}`)).body.active).toBe(true);
  });

  it('twice keeps the first time and reason', async () => {
    const id = await open();
    await call('DELETE', `/sessions/${id}`);
    const first = (await call('GET', `/sessions/${id}`)).body;
    gatehouse.clock.advance(1000);
    expect((await call('DELETE', `/sessions/${id}`)).status).toBe(204);
    expect((await call('GET', `/sessions/${id}`)).body).toEqual(first);
  });

  it('makes its token useless at once', async () => {
    const token = await gatehouse.accessToken('root-cli', 'root secret: with +%& and ünicode', { scope: 'admin' });
    const sid = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()).sid as string;
    const headers = { authorization: `Bearer ${token}` };
    expect((await gatehouse.request('GET', '/api/v1/admin/sessions?limit=1', { headers })).status).toBe(200);
    await call('DELETE', `/sessions/${sid}`);
    expect((await gatehouse.request('GET', '/api/v1/admin/sessions?limit=1', { headers })).status).toBe(401);
  });
});
