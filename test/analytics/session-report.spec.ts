import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';

interface Item {
  readonly source?: string;
  readonly client_id?: string | null;
  readonly client_name?: string | null;
  readonly outcome?: string;
  readonly day?: string;
  readonly sessions: number;
  readonly distinct_origins: number;
  readonly humans: number;
  readonly ghosts: number;
  readonly bots: number;
  readonly ai_crawlers: number;
}

interface Fact {
  readonly at: string;
  readonly source?: string;
  readonly outcome?: string;
  readonly client?: string | null;
  readonly address?: string;
  readonly bot?: boolean;
  readonly crawler?: boolean;
  readonly scanner?: boolean;
  readonly behavior?: boolean;
  readonly engaged?: boolean;
}

const GROUPS = ['day', 'source', 'client', 'outcome'];
const RANGE = 'from=2026-02-01&to=2026-03-01';

/** Writes facts as if they had been recorded at their time. */
async function write(gatehouse: TestGatehouse, facts: readonly Fact[]): Promise<void> {
  await gatehouse.sql(
    `INSERT INTO session_facts (id, at, source, outcome, client_id, address, is_bot, is_ai_crawler,
       is_scanner, is_behavioral_bot, engaged_at)
     SELECT (left(uuidv7_floor(at)::text, 14) || '7' || right(gen_random_uuid()::text, 21))::uuid, at, coalesce(source, 'oauth'),
            coalesce(outcome, 'issued'), client, coalesce(address, 'a'), coalesce(bot, false), coalesce(crawler, false),
            coalesce(scanner, false), coalesce(behavior, false), CASE WHEN engaged THEN at END
       FROM jsonb_to_recordset($1) AS fact(at timestamptz, source text, outcome text, client text, address text, bot bool, crawler bool,
         scanner bool, behavior bool, engaged bool)`,
    [JSON.stringify(facts)],
  );
}

const sum = (items: readonly Item[]): number => items.reduce((total, { sessions }) => total + sessions, 0);

describe('GET /api/v1/admin/reports/sessions', () => {
  let gatehouse: TestGatehouse;

  beforeAll(async () => {
    gatehouse = await TestGatehouse.start();
  });

  afterAll(() => gatehouse.stop());

  const report = (query: string) => gatehouse.adminCall('GET', `/reports/sessions?${query}`);

  it('shows what just happened, by everything, for the last 30 days', async () => {
    const agent = await gatehouse.agent({ client_name: 'Seen at once' });
    await gatehouse.accessToken(agent.id, agent.secret);
    await gatehouse.token({ grant_type: 'client_credentials', scope: 'hook:govern' }, agent);
    const { status, body } = await gatehouse.adminCall('GET', '/reports/sessions');
    expect(status).toBe(200);
    expect(body.next).toBeNull();
    expect(Date.parse(body.to) - Date.parse(body.from)).toBe(30 * 86_400_000);
    const own = (body.items as Item[]).filter(({ client_id }) => client_id === agent.id);
    const group = {
      source: 'oauth',
      client_id: agent.id,
      client_name: 'Seen at once',
      day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
      sessions: 1,
      distinct_origins: 1,
      humans: 0,
      ghosts: 0,
      bots: 1,
      ai_crawlers: 0,
    };
    expect(own).toEqual([
      { ...group, outcome: 'issued' },
      { ...group, outcome: 'refused' },
    ]);
  });

  it('sums to the number of facts in the range, however it is grouped', async () => {
    const some = <T>(values: readonly T[]): T => values[Math.floor(Math.random() * values.length)] as T;
    const month = Date.parse('2026-02-01');
    const facts = Array.from({ length: 700 }, () => ({
      at: new Date(month - 5 * 86_400_000 + Math.floor(Math.random() * 38 * 86_400_000)).toISOString(),
      source: some(['oauth', 'bridge', 'web']),
      outcome: some(['issued', 'refused']),
      client: some(['root-cli', 'deleted-client', null]),
      address: some(['a', 'b', 'c']),
      bot: some([true, false, false]),
      crawler: some([true, false, false]),
      scanner: some([true, false, false]),
      behavior: some([true, false, false]),
      engaged: some([true, false]),
    }));
    await write(gatehouse, facts);
    const inRange = facts.filter(({ at }) => at >= '2026-02-01' && at < '2026-03-01');
    const isBot = ({ bot, crawler, scanner, behavior }: Fact) => [bot, crawler, scanner, behavior].includes(true);
    const kinds = {
      humans: inRange.filter((fact) => !isBot(fact) && fact.engaged).length,
      ghosts: inRange.filter((fact) => !isBot(fact) && !fact.engaged).length,
      bots: inRange.filter(isBot).length,
      ai_crawlers: inRange.filter(({ crawler }) => crawler).length,
    };
    for (let mask = 1; mask < 16; mask++) {
      const groups = GROUPS.filter((_, index) => mask & (1 << index));
      const { body } = await report(`${RANGE}&group_by=${groups.join(',')}`);
      const items = body.items as Item[];
      expect(sum(items)).toBe(inRange.length);
      for (const [name, count] of Object.entries(kinds)) {
        expect(items.reduce((total, item) => total + item[name as keyof typeof kinds], 0)).toBe(count);
      }
      for (const { sessions, humans, ghosts, bots } of items) expect(humans + ghosts + bots).toBe(sessions);
      const names = groups.flatMap((name) => (name === 'client' ? ['client_id', 'client_name'] : [name]));
      const counts = ['sessions', 'distinct_origins', 'humans', 'ghosts', 'bots', 'ai_crawlers'];
      for (const item of items) expect(Object.keys(item).sort()).toEqual([...names, ...counts].sort());
    }
    const { body } = await report(`${RANGE}&include_bots=false&group_by=source`);
    expect(sum(body.items)).toBe(kinds.humans + kinds.ghosts);
  });

  it('cuts days and the range in UTC, with the start in it and the end not', async () => {
    await write(gatehouse, [
      { at: '2025-06-01T23:59:59.999Z' },
      { at: '2025-06-02T00:00:00.000Z' },
      { at: '2025-06-02T23:59:59.999Z' },
      { at: '2025-06-03T00:00:00.000Z' },
    ]);
    const { body } = await report('from=2025-06-01&to=2025-06-03&group_by=day');
    expect((body.items as Item[]).map(({ day, sessions }) => [day, sessions])).toEqual([
      ['2025-06-01', 1],
      ['2025-06-02', 2],
    ]);
    expect([body.from, body.to]).toEqual(['2025-06-01T00:00:00.000Z', '2025-06-03T00:00:00.000Z']);
  });

  it('counts origins, bots and AI crawlers, and leaves bots out when asked', async () => {
    await write(gatehouse, [
      { at: '2025-07-01T10:00:00Z', address: 'a' },
      { at: '2025-07-01T11:00:00Z', address: 'a', bot: true },
      { at: '2025-07-01T12:00:00Z', address: 'b', bot: true, crawler: true },
    ]);
    const july = 'from=2025-07-01&to=2025-08-01&group_by=source';
    expect((await report(july)).body.items).toEqual([
      { source: 'oauth', sessions: 3, distinct_origins: 2, humans: 0, ghosts: 1, bots: 2, ai_crawlers: 1 },
    ]);
    expect((await report(`${july}&include_bots=false`)).body.items).toEqual([
      { source: 'oauth', sessions: 1, distinct_origins: 1, humans: 0, ghosts: 1, bots: 0, ai_crawlers: 0 },
    ]);
  });

  it('names clients, also when there is none or it is gone', async () => {
    const agent = await gatehouse.agent({ client_name: 'Known' });
    const clients = [agent.id, 'gone', null];
    await write(
      gatehouse,
      clients.map((client) => ({ at: '2025-08-01T10:00:00Z', client })),
    );
    const { body } = await report('from=2025-08-01&to=2025-09-01&group_by=client');
    const named = (body.items as Item[]).map(({ client_id, client_name }) => [client_id, client_name]);
    expect(new Set(named.map((pair) => JSON.stringify(pair)))).toEqual(
      new Set(
        [
          [agent.id, 'Known'],
          ['gone', null],
          [null, null],
        ].map((pair) => JSON.stringify(pair)),
      ),
    );
  });

  it('is empty when nothing happened', async () => {
    expect((await report('from=2020-01-01&to=2020-02-01')).body).toMatchObject({ items: [], next: null });
  });

  it.each([
    ['from=yesterday', ['from']],
    ['from=2026-02-01&from=2026-02-02', ['from']],
    ['from=2026-02-02&to=2026-02-01', ['from']],
    ['from=2024-01-01&to=2026-01-01', ['from']],
    ['group_by=address&include_bots=perhaps', ['group_by', 'include_bots']],
    ['groupby=day', ['groupby']],
  ])('refuses ?%s, naming %j', async (query, pointers) => {
    const answer = await report(query);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect((answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual(pointers);
  });

  it('refuses to answer with more than 5,000 rows, and says what to do', async () => {
    const facts = Array.from({ length: 5001 }, (_, n) => ({ at: '2025-05-05T05:05:05Z', client: `client-${n}` }));
    await write(gatehouse, facts);
    const answer = await report('from=2025-05-01&to=2025-06-01&group_by=client');
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0]).toMatchObject({
      pointer: 'group_by',
      detail: expect.stringContaining('shorter range') as string,
    });
    expect(sum((await report('from=2025-05-01&to=2025-06-01&group_by=day')).body.items)).toBe(5001);
  });

  it('is for administrators alone', async () => {
    expect((await gatehouse.request('GET', '/api/v1/admin/reports/sessions')).status).toBe(401);
    const agent = await gatehouse.agent();
    const token = await gatehouse.accessToken(agent.id, agent.secret, { scope: 'user' });
    const headers = { authorization: `Bearer ${token}` };
    expect((await gatehouse.request('GET', '/api/v1/admin/reports/sessions', { headers })).status).toBe(403);
  });
});
