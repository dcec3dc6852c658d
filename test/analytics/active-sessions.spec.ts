import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activeSessionsStatement } from '../../src/analytics/reports/active-sessions.store.js';
import { scansOf } from '../support/explained.js';
import { TestGatehouse } from '../support/gatehouse.js';

const LIVE = 30;

describe('the report on active sessions, among many that ended', () => {
  let gatehouse: TestGatehouse;
  const person = randomUUID();

  beforeAll(async () => {
    gatehouse = await TestGatehouse.start();
    // Most of them expired, and some were closed before; a few of one client and person are live.
    await gatehouse.sql(
      `INSERT INTO sessions (id, source, client_id, user_id, as_owner, subject, scope, audience, created_at, expires_at, closed_at)
       SELECT (left(uuidv7_floor(at)::text, 14) || '7' || right(gen_random_uuid()::text, 21))::uuid, 'oauth', 'busy', $1, true, 'x',
              '{}', '{}', at, CASE WHEN n <= $2 OR n % 10 = 0 THEN now() + interval '1 day' ELSE at + interval '1 hour' END,
              CASE WHEN n > $2 AND n % 10 = 0 THEN at END
         FROM (SELECT n, now() - interval '2 hours' - n * interval '5 seconds' AS at FROM generate_series(1, 40000) n) made`,
      [person, LIVE],
    );
    await gatehouse.sql('ANALYZE sessions');
  });
  afterAll(() => gatehouse.stop());

  it.each([
    ['nothing', {}],
    ['a client', { client_id: 'busy' }],
    ['a person', { user_id: person }],
    ['a source', { source: 'oauth' }],
  ])('by %s reads those that are live, and little else', async (_, filters) => {
    const { text, values } = activeSessionsStatement(
      ['source', 'client_id', 'binding', 'delegated'],
      new Map(Object.entries(filters)),
      new Date(),
      10,
    );
    const scans = await scansOf(gatehouse, text, values);
    expect(scans.filter(({ type, read }) => type === 'Seq Scan' && read > 0)).toEqual([]);
    const read = scans.reduce((sum, node) => sum + node.read, 0);
    expect(read).toBeGreaterThanOrEqual(LIVE);
    expect(read).toBeLessThan(200);
  });

  it('counts the same as ever', async () => {
    const { body } = await gatehouse.adminCall('GET', '/reports/active-sessions?client_id=busy&group_by=client_id');
    expect(body.items).toMatchObject([{ client_id: 'busy', count: LIVE, people: 1 }]);
  });
});
