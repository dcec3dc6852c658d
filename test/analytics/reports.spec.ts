import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RollupsJob } from '../../src/analytics/rollups/rollups.job.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { writeEvidence, type WrittenReceipt } from '../support/written-evidence.js';

type Item = Readonly<Record<string, unknown>>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** An hour that lies behind, so that a range of it is whole. */
const hour = Math.floor(Date.now() / HOUR) * HOUR - 2 * HOUR;
const RANGE = `from=${new Date(hour).toISOString()}&to=${new Date(hour + HOUR).toISOString()}`;
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

const weeksBefore = (weeks: number) => hour - weeks * 7 * DAY;
const calls = (subject: string, begin: number, number: number, more: Partial<WrittenReceipt> = {}): WrittenReceipt[] =>
  times(number, () => ({ at: new Date(begin + 1000), client_id: subject, upstream: 'u', tool: 't', ...more }));
let person: string;

let gatehouse: TestGatehouse;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ ROLLUP_SECONDS: '86400', LIMIT_ADMIN: '100000/60' });
  person = (await gatehouse.agent()).owner.id as string;
  // Weeks that are past come in before anything is counted: what is late by more than a day afterwards is not seen.
  const past = [20, 24, 28, 24].flatMap((number, n) => calls('busy', weeksBefore(n + 1), number));
  // What was usual at another hour is no measure.
  const otherHour = calls('busy', weeksBefore(1) - 3 * HOUR, 200);
  await writeEvidence(gatehouse, [...past, ...otherHour, ...calls('busy', hour, 60)]);
  const steady = [...calls('steady', weeksBefore(1), 55), ...calls('steady', weeksBefore(2), 58)];
  await writeEvidence(gatehouse, [...steady, ...calls('steady', hour, 60), ...calls('fresh', hour, 500)]);
  const denied = calls('spike', hour, 8, { decision: 'deny', reason: 'no' });
  await writeEvidence(gatehouse, [...calls('spike', weeksBefore(1), 10), ...denied]);
  await writeEvidence(gatehouse, [
    ...calls('known', weeksBefore(2), 1, { sub: person }),
    ...calls('known', hour, 1, { sub: person, tool: 'other' }),
    ...calls('stranger', hour, 1, { sub: person }),
  ]);
  await count();
});
afterAll(() => gatehouse.stop());

const get = async (path: string): Promise<{ items: Item[]; [member: string]: unknown }> => {
  const answer = await gatehouse.adminCall('GET', `/reports/${path}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};
const items = async (path: string) => (await get(path)).items;
const count = () => gatehouse.app.get(RollupsJob).count();
/** The same, before and after everything is counted: both must say it. */
async function bothWays(path: string, expected: unknown): Promise<void> {
  expect(await items(path)).toEqual(expected);
  await count();
  expect(await items(path)).toEqual(expected);
}
const at = (minutes: number) => new Date(hour + minutes * 60_000);

describe('GET /api/v1/admin/reports/usage', () => {
  it('counts calls, denials, answers and failures of each tool, with the percentiles of all pieces of time as one', async () => {
    const durations = times(1000, () => Math.exp(Math.random() * 9));
    const called: WrittenReceipt[] = durations.map((_, n) => ({
      at: at(n % 60),
      upstream: 'mail',
      tool: 'send',
      client_id: 'm',
    }));
    const answered: WrittenReceipt[] = durations.map((duration_ms, n) => ({
      ...{ at: at(n % 60), kind: 'gate.answered', decision: 'done', upstream: 'mail', tool: 'send', client_id: 'm' },
      detail: { status: n < 10 ? 502 : 200, duration_ms },
    }));
    const denied: WrittenReceipt = {
      at: at(5),
      decision: 'deny',
      upstream: 'mail',
      tool: 'drop',
      rule: 'r1',
      client_id: 'm',
    };
    await writeEvidence(gatehouse, [...called, ...answered, denied]);
    const sorted = durations.toSorted((one, other) => one - other);
    const path = `usage?${RANGE}&upstream=mail`;
    for (let round = 0; round < 2; round++) {
      const [drop, send] = await items(path);
      const none = { answered: 0, failed: 0, p50_ms: null, p95_ms: null, p99_ms: null };
      expect(drop).toEqual({ upstream: 'mail', tool: 'drop', count: 1, denied: 1, ...none });
      expect(send).toMatchObject({
        upstream: 'mail',
        tool: 'send',
        count: 1000,
        denied: 0,
        answered: 1000,
        failed: 10,
      });
      for (const [name, rank] of [
        ['p50_ms', 500],
        ['p95_ms', 950],
        ['p99_ms', 990],
      ] as const) {
        const exact = sorted[rank - 1] ?? NaN;
        expect(Math.abs(Number(send?.[name]) / exact - 1), `${name} beside ${exact}`).toBeLessThan(0.1);
      }
      await count();
    }
  });

  it('counts on when a receipt holds something else than a duration', async () => {
    const odd = { kind: 'gate.answered', decision: 'done', upstream: 'odd' };
    await writeEvidence(gatehouse, [
      { ...odd, at: at(1), detail: { status: 'broken', duration_ms: 'NaN' } },
      { ...odd, at: at(1), detail: { status: 1e300, duration_ms: -5 } },
      { ...odd, at: at(1), detail: { status: 200, duration_ms: 1e300 } },
      { ...odd, at: at(1), detail: [] },
      { ...odd, at: at(1) },
    ]);
    await bothWays(`usage?${RANGE}&upstream=odd&group_by=upstream`, [
      expect.objectContaining({ answered: 5, count: 0 }),
    ]);
  });
});

describe('reports on tokens and denials', () => {
  it('tell tokens apart by grant, client and outcome, and how many of them anybody may use', async () => {
    const issued = (binding: string, act?: unknown): WrittenReceipt => ({
      ...{ at: at(10), kind: 'token.issued', client_id: 'tokens', act },
      detail: { grant_type: 'client_credentials', binding },
    });
    const nested = { sub: 'c', act: { sub: 'b', act: { sub: 'a' } } };
    const refused = {
      at: at(11),
      kind: 'token.refused',
      decision: 'deny',
      reason: 'invalid_scope',
      client_id: 'tokens',
    };
    await writeEvidence(gatehouse, [
      ...times(3, () => issued('bearer', { sub: 'c' })),
      issued('dpop', nested),
      { ...refused, detail: { grant_type: 'refresh_token' } },
    ]);
    const grant = { client_id: 'tokens' };
    await bothWays(`tokens?${RANGE}&client_id=tokens`, [
      { ...grant, grant_type: 'client_credentials', outcome: 'allow', reason: null, count: 4 },
      { ...grant, grant_type: 'refresh_token', outcome: 'deny', reason: 'invalid_scope', count: 1 },
    ]);
    await bothWays(`bearer?${RANGE}&client_id=tokens`, [
      { binding: 'bearer', count: 3, share: 0.75 },
      { binding: 'dpop', count: 1, share: 0.25 },
    ]);
    await bothWays(`delegation?${RANGE}&client_id=tokens`, [
      { kind: 'token.issued', depth: 1, count: 3 },
      { kind: 'token.issued', depth: 3, count: 1 },
    ]);
    expect(await items(`delegation?${RANGE}&client_id=tokens&depth=3`)).toHaveLength(1);
  });

  it('tell how a token is bound that was really issued', async () => {
    const { id, secret } = await gatehouse.agent();
    await gatehouse.accessToken(id, secret);
    await gatehouse.token({ grant_type: 'client_credentials', scope: 'hook:govern' }, { id, secret });
    const token = { kind: 'token.issued', grant_type: 'client_credentials', client_id: id };
    await bothWays(`tokens?client_id=${id}&group_by=kind,grant_type,client_id,outcome,binding`, [
      { ...token, outcome: 'allow', binding: 'bearer', count: 1 },
      { ...token, kind: 'token.refused', outcome: 'deny', binding: null, count: 1 },
    ]);
  });

  it('tell denials apart by the rule that denied', async () => {
    const denied = (rule: string, reason: string) => ({
      ...{ at: at(20), decision: 'deny', upstream: 'vault', client_id: 'denied', reason },
      ...(rule === '' ? {} : { rule }),
    });
    await writeEvidence(gatehouse, [
      ...times(2, () => denied('rule-1', 'not at night')),
      denied('', 'closed by default'),
    ]);
    const call = { kind: 'gate.call', upstream: 'vault' };
    await bothWays(`denials?${RANGE}&client_id=denied`, [
      { ...call, rule: 'rule-1', reason: 'not at night', count: 2 },
      { ...call, rule: null, reason: 'closed by default', count: 1 },
    ]);
    expect(await items(`denials?${RANGE}&client_id=denied&rule=rule-1&group_by=rule`)).toEqual([
      { rule: 'rule-1', count: 2 },
    ]);
  });

  it('come as a table that a spreadsheet does not run', async () => {
    await writeEvidence(gatehouse, [{ at: at(30), upstream: 'table', tool: '=HYPERLINK("x")', client_id: 'table' }]);
    const answer = await gatehouse.adminCall('GET', `/reports/usage?${RANGE}&upstream=table&format=csv`);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.text).toBe(
      'upstream,tool,count,denied,answered,failed,p50_ms,p95_ms,p99_ms\r\ntable,"\'=HYPERLINK(""x"")",1,0,0,0,,,\r\n',
    );
    const empty = await gatehouse.adminCall(
      'GET',
      `/reports/tokens?from=${at(-3000).toISOString()}&to=${at(-2000).toISOString()}&format=csv`,
    );
    expect(empty.text).toBe('grant_type,client_id,outcome,reason,count\r\n');
  });

  it.each([
    ['tokens?from=yesterday&interval=week&upstream=x', ['from', 'interval', 'upstream']],
    ['usage?group_by=upstream,upstream', ['group_by']],
    ['delegation?depth=-1&outcome=done', ['depth', 'outcome']],
    ['denials?from=2026-02-02&to=2026-02-01', ['from']],
    ['anomalies?metric=x&from=nine', ['from', 'metric']],
    ['anomalies?from=2026-01-01&to=2026-02-01', ['from']],
    ['agents?unused_days=0&idle=perhaps&owner_id=x', ['idle', 'owner_id', 'unused_days']],
    ['active-sessions?group_by=sub&format=xml', ['format', 'group_by']],
  ])('refuse %s, naming %j', async (path, pointers) => {
    const answer = await gatehouse.adminCall('GET', `/reports/${path}`);
    expect(answer.status).toBe(400);
    expect((answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual(pointers);
  });

  it.each([
    'tokens',
    'usage',
    'denials',
    'delegation',
    'bearer',
    'traffic',
    'events',
    'agents',
    'active-sessions',
    'anomalies',
  ])('%s is for administrators alone', async (name) => {
    expect((await gatehouse.request('GET', `/api/v1/admin/reports/${name}`)).status).toBe(401);
  });
});

describe('reports on what there is now', () => {
  it('count sessions that are live, and none that ended', async () => {
    const { id, secret, owner } = await gatehouse.agent();
    await gatehouse.accessToken(id, secret);
    await gatehouse.accessToken(id, secret);
    const path = `active-sessions?client_id=${id}&group_by=source,client_id,binding,delegated`;
    const [live] = await items(path);
    const counts = { count: 2, people: 1, oldest: expect.any(String) as string };
    expect(live).toEqual({ source: 'oauth', client_id: id, binding: 'bearer', delegated: false, ...counts });
    await gatehouse.adminCall('PATCH', `/users/${owner.id as string}`, { status: 'inactive' });
    await gatehouse.sql(`UPDATE sessions SET closed_at = now() WHERE client_id = $1`, [id]);
    expect(await items(path)).toEqual([]);
  });

  it('name what an agent was given and does not use, whose it is, and how old its secret is', async () => {
    const names = times(3, (n) => `held-${n}-${randomUUID().slice(0, 8)}`);
    for (const name of names)
      await gatehouse.create('/upstreams', { name, kind: 'mcp', url: 'http://127.0.0.1:9/mcp' });
    const resources = names.slice(0, 2).map((name) => `${gatehouse.url}/api/v1/mcp/${name}`);
    const { id, secret, owner } = await gatehouse.agent({ scope: 'mcp user', resources });
    const path = `agents?owner_id=${owner.id as string}`;
    const [unused] = await items(path);
    expect(unused).toMatchObject({ client_id: id, last_used_at: null, unused_scopes: ['mcp', 'user'] });
    expect(unused?.['unused_upstreams']).toEqual(names.slice(0, 2));
    await gatehouse.accessToken(id, secret, { scope: 'mcp', resource: resources[0] ?? '' });
    await writeEvidence(gatehouse, [{ at: new Date(), client_id: id, upstream: names[0] ?? '', tool: 'x' }]);
    await count();
    const [used] = await items(path);
    expect(used).toMatchObject({
      ...{ client_id: id, owner_name: 'Ada Owner', unused_scopes: ['user'], unused_upstreams: [names[1]] },
      ...{ last_used_at: expect.any(String) as string, secret_age_days: 0 },
    });
    expect(await items(`${path}&idle=true`)).toEqual([]);
    const table = await gatehouse.adminCall('GET', `/reports/${path}&format=csv`);
    expect(table.text.split('\r\n')).toHaveLength(3);
    expect(table.text.split('\r\n')[1]).toContain(`${id},Test agent,agent,active,${owner.id as string},Ada Owner`);
  });
});

describe('GET /api/v1/admin/reports/anomalies', () => {
  const of = (client: string) => items(`anomalies?${RANGE}&subject=${client}&subject_type=client`);

  it('judges an hour by the same hours of the weeks before, and says by which numbers', async () => {
    const found = await of('busy');
    expect(found).toEqual([
      expect.objectContaining({
        ...{ metric: 'calls', subject_type: 'client', subject: 'busy', at: new Date(hour).toISOString() },
        ...{ value: 60, mean: 24, deviation: 3.27, samples: 4, threshold: 48 },
      }),
    ]);
    expect(await of('steady')).toEqual([]);
    // Nobody knows what is usual of one that was not there before.
    expect(await of('fresh')).toEqual([]);
  });

  it('finds a spike of denials', async () => {
    expect(await of('spike')).toEqual([
      expect.objectContaining({ metric: 'denials', value: 8, mean: 0, deviation: 0, samples: 1, threshold: 3 }),
    ]);
  });

  it('finds a tool that a known client, and a client that a known person, uses for the first time', async () => {
    expect(await of('known')).toEqual([
      expect.objectContaining({
        ...{ metric: 'new_tool', name: 'u/other', known_before: 1 },
        known_since: new Date(weeksBefore(2) + 1000).toISOString(),
      }),
    ]);
    expect(await of('stranger')).toEqual([]);
    const found = await items(`anomalies?${RANGE}&subject=${person}&metric=new_client`);
    expect(found).toEqual([expect.objectContaining({ name: 'stranger', subject_type: 'person', known_before: 1 })]);
  });
});
