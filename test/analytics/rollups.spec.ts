import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RollupsJob } from '../../src/analytics/rollups/rollups.job.js';
import { eventually } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { writeEvidence, type WrittenReceipt } from '../support/written-evidence.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

interface Item {
  readonly count: number;
  readonly [member: string]: unknown;
}

const longAgo = Math.floor(Date.now() / DAY) * DAY - 30 * DAY + 61_000;

const some = <T>(values: readonly T[]): T => values[Math.floor(Math.random() * values.length)] as T;
const sum = (items: readonly Item[]): number => items.reduce((total, { count }) => total + count, 0);
const receipt = (at: number): WrittenReceipt => ({
  at: new Date(at),
  ...some([
    {
      kind: 'token.issued',
      detail: { grant_type: 'client_credentials', binding: some(['bearer', 'dpop']), scope: 'mcp user' },
    },
    { kind: 'token.refused', decision: 'deny', reason: some(['invalid_scope', 'invalid_target']) },
    {
      kind: 'gate.call',
      upstream: some(['one', 'two']),
      tool: some(['read', 'write']),
      decision: some(['allow', 'deny']),
    },
    {
      kind: 'gate.answered',
      decision: 'done',
      upstream: 'one',
      tool: 'read',
      detail: { status: 200, duration_ms: 12.5 },
    },
    { kind: 'user.created', decision: 'done' },
  ]),
  client_id: some(['a', 'b', 'c']),
});

describe('counts of what happened', () => {
  let first: TestGatehouse;
  let second: TestGatehouse;

  beforeAll(async () => {
    // Nothing is counted but when a test says so.
    const unattended = { ROLLUP_SECONDS: '86400', LIMIT_ADMIN: '100000/60' };
    first = await TestGatehouse.start(unattended);
    second = await TestGatehouse.start(unattended, () => first.serviceUrl);
  });

  afterAll(async () => {
    await second.stop();
    await first.stop();
  });

  const count = (gatehouse: TestGatehouse) => gatehouse.app.get(RollupsJob).count();
  const events = async (query: string) => {
    const answer = await first.adminCall('GET', `/reports/events?${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body as { from: string; to: string; items: Item[] };
  };
  const raw = async (from: string, to: string) => {
    const [row] = await first.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM audit_events WHERE at >= $1 AND at < $2',
      [from, to],
    );
    return row?.n ?? -1;
  };
  /** What each report must say: as many as there are rows in the range that it says it has counted. */
  const mustBeWhole = async (query: string) => {
    const { from, to, items } = await events(query);
    expect(sum(items)).toBe(await raw(from, to));
    return items;
  };

  it('sum to the number of receipts of the range, counted or not, however it is cut and grouped', async () => {
    const now = Date.now();
    await writeEvidence(first, [{ at: new Date(longAgo), kind: 'kept.long', decision: 'done' }]);
    for (let round = 0; round < 6; round++) {
      // What comes behind what was counted is late by up to twenty hours.
      const span = round === 0 ? 100 * DAY : (20 / 24) * DAY;
      const moments = Array.from({ length: 150 }, () => now - Math.floor(Math.random() ** 2 * span));
      await writeEvidence(first, moments.map(receipt));
      if (round % 2 === 0) await count(some([first, second]));
      for (let query = 0; query < 5; query++) {
        const to = now - Math.floor(Math.random() ** 3 * 30 * DAY);
        const from = to - Math.floor(Math.random() * 60 * DAY) - 1;
        const range = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
        const intervals = from < now - 68 * DAY ? ['none', 'day'] : ['none', 'hour', 'day'];
        await mustBeWhole(
          `${range}&interval=${some(intervals)}&group_by=${some(['kind', 'outcome', 'client_id,upstream'])}`,
        );
      }
    }
    await mustBeWhole(`from=${new Date(now - 100 * DAY).toISOString()}`);
  });

  it.each([
    ['hour', 70, 69],
    ['day', 409, 408],
    ['none', 409, 408],
  ])(
    'are not told by the %s for %i days ago, since nothing so fine is kept for so long',
    async (interval, days, most) => {
      const ago = (n: number) => new Date(Date.now() - n * DAY + 60_000).toISOString();
      const ask = (from: string, to: string) =>
        first.adminCall('GET', `/reports/events?from=${from}&to=${to}&interval=${interval}`);
      const { status, body } = await ask(ago(days), ago(days - 2));
      expect([status, body.errors?.[0]?.pointer, body.errors?.[0]?.detail]).toEqual([
        400,
        'from',
        expect.stringContaining(`${most} days`),
      ]);
      expect((await ask(ago(most), ago(most - 1))).status).toBe(200);
    },
  );

  it('say which range was counted: whole pieces of time around the one asked for', async () => {
    const at = Math.floor(Date.now() / DAY) * DAY - DAY + 61_000;
    const { from, to } = await events(`from=${new Date(at).toISOString()}&to=${new Date(at + 1000).toISOString()}`);
    expect([+new Date(from), +new Date(to)]).toEqual([at - 61_000, at - 61_000 + 5 * MINUTE]);
  });

  it('count what each of two replicas answers, once, while both count at the same time', async () => {
    const agent = await first.agent();
    const range = `from=${new Date(Date.now() - DAY).toISOString()}`;
    await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const gatehouse = n % 2 === 0 ? first : second;
        await gatehouse.accessToken(agent.id, agent.secret);
        await count(gatehouse);
      }),
    );
    await mustBeWhole(range);
    const { body } = await first.adminCall(
      'GET',
      `/reports/tokens?client_id=${agent.id}&group_by=grant_type,outcome,binding`,
    );
    const issued = { grant_type: 'client_credentials', outcome: 'allow', binding: 'bearer', count: 40 };
    expect(body.items).toEqual([issued]);
    await count(first);
    // What a session did is written a while after it did it: it may come between two counts.
    await eventually(async () => (await count(first)) + (await count(second)) === 0, 'nothing is left to count');
    await mustBeWhole(range);
  });

  it('are as they were when a counting is stopped in the middle, and another replica goes on', async () => {
    await writeEvidence(
      first,
      Array.from({ length: 300 }, () => receipt(Date.now() - Math.floor(Math.random() * DAY))),
    );
    const range = `from=${new Date(Date.now() - 2 * DAY).toISOString()}`;
    // The last thing that a counting writes waits, with everything before it done; then its connection dies.
    await first.sql(`CREATE FUNCTION wait_here() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END $$`);
    await first.sql(
      `CREATE TRIGGER waits BEFORE INSERT OR UPDATE ON rollup_states FOR EACH ROW EXECUTE FUNCTION wait_here()`,
    );
    const holder = new pg.Client({ connectionString: first.serviceUrl });
    await holder.connect();
    await holder.query('SELECT pg_advisory_lock(4711)');
    const stopped = count(second).then(
      () => 'counted',
      () => 'stopped',
    );
    let pid: number | undefined;
    while (pid === undefined) {
      const { rows } = await holder.query<{ pid: number }>(
        `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      pid = rows[0]?.pid;
    }
    // Whoever looks meanwhile sees all of it; who counts meanwhile leaves it to the one that is at it.
    await mustBeWhole(range);
    expect(await count(first)).toBe(0);
    await holder.query('SELECT pg_terminate_backend($1)', [pid]);
    expect(await stopped).toBe('stopped');
    await holder.end();
    await first.sql('DROP TRIGGER waits ON rollup_states');
    await mustBeWhole(range);
    expect(await count(first)).toBeGreaterThanOrEqual(300);
    await mustBeWhole(range);
    expect(await count(second)).toBe(0);
  });

  it('hold facts of token requests as well, each once', async () => {
    const before = await first.adminCall('GET', '/reports/traffic?group_by=outcome');
    await first.token({ grant_type: 'client_credentials', client_id: 'nobody', client_secret: 'wrong' });
    await first.adminCall('GET', '/reports/sessions');
    const seen = async () => {
      const { body } = await first.adminCall('GET', '/reports/traffic?group_by=outcome&outcome=deny');
      return sum(body.items as Item[]);
    };
    const denied = sum((before.body.items as Item[]).filter(({ outcome }) => outcome === 'deny'));
    expect(await seen()).toBe(denied + 1);
    await count(second);
    expect(await seen()).toBe(denied + 1);
  });

  it('stay when their finer pieces are forgotten, and ranges are then told by the hour and the day', async () => {
    const at = longAgo;
    await count(first);
    const range = `from=${new Date(at).toISOString()}&to=${new Date(at + 1000).toISOString()}`;
    const { from, to, items } = await events(range);
    expect(+new Date(to) - +new Date(from)).toBe(60 * MINUTE);
    expect(items).toContainEqual({ kind: 'kept.long', outcome: 'done', count: 1 });
    await mustBeWhole(range);
    const [fine] = await first.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM event_rollups WHERE width = 5 AND bucket < now() - interval '9 days'`,
    );
    expect(fine?.n).toBe(0);
  });
});
