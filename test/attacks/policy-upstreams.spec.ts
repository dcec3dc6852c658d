import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { whileHeld } from '../support/held-lock.js';

const url = 'http://127.0.0.1:9/';
let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
});
afterAll(() => gatehouse.stop());
afterEach(() => expect(gatehouse.errors()).toBe(''));

const rule = (upstream: string, fields: object = {}) => ({
  effect: 'deny',
  principal: { type: 'any' },
  upstream,
  justification: 'because',
  ...fields,
});

describe('a rule about a name that an MCP server and an agent have', () => {
  it('says which of them, and stays with it', async () => {
    for (const kind of ['mcp', 'a2a']) await gatehouse.create('/upstreams', { name: 'twins', kind, url });
    const unsaid = await gatehouse.adminCall('POST', '/policies', rule('twins'));
    expect([unsaid.status, unsaid.body.errors]).toMatchObject([400, [{ pointer: '/upstream_kind' }]]);
    const unasked = await gatehouse.adminCall('POST', '/policy/explain', { upstream: 'twins' });
    expect([unasked.status, unasked.body.errors]).toMatchObject([400, [{ pointer: '/upstream_kind' }]]);
    const { id } = await gatehouse.create('/policies', rule('twins', { upstream_kind: 'a2a' }));
    const changed = await gatehouse.adminCall('PATCH', `/policies/${id}`, { upstream: 'twins', mode: 'shadow' });
    expect(changed.body).toMatchObject({ upstream_kind: 'a2a', mode: 'shadow' });
  });
});

describe('a rule for an upstream that goes at that moment', () => {
  it('is refused as one for an upstream that there is not', async () => {
    const { id } = await gatehouse.create('/upstreams', { name: 'going', kind: 'mcp', url });
    const answer = await whileHeld(gatehouse, ['DELETE FROM upstreams WHERE id = $1', [id]], async (lock) => {
      const pending = gatehouse.adminCall('POST', '/policies', rule('going'));
      await lock.waitedFor(1);
      await lock.release();
      return pending;
    });
    expect([answer.status, answer.body.errors]).toMatchObject([400, [{ pointer: '/upstream' }]]);
  });
});

describe('rules of one upstream that are made at once', () => {
  it('give it another version each, the last of which is the greatest', async () => {
    const upstream = await gatehouse.create('/upstreams', { name: 'busy', kind: 'mcp', url });
    const made = await Promise.all(
      Array.from({ length: 12 }, () => gatehouse.adminCall('POST', '/policies', rule('busy'))),
    );
    expect(made.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 201));
    const [row] = await gatehouse.sql<{ own: string; all: string }>(
      'SELECT policy_version AS own, (SELECT version FROM policy_state) AS all FROM upstreams WHERE id = $1',
      [upstream.id],
    );
    expect(row!.own).toBe(row!.all);
  });
});
