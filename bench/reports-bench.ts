// Reports over 90 days: counts of many events are made by SQL, then asked for over HTTP, and the plans are stated.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { stopAll } from './children.js';
import { openBenchDatabase } from './database.js';
import { administer, startGatehouse } from './gatehouse.js';

const DAYS = 90;
const EVENTS = 50_000_000;
const TIMES = 7;
/** Receipts that are not counted yet: a minute of ten times the mean rate. */
const TAIL = 4000;

/** 500 agents that use 5 of 200 tools each, 1 call of 10 denied; two grants each; 20 places in each histogram. */
const SERIES = `
  INSERT INTO event_series (id, kind, decision, client_id, upstream, tool, rule, reason, grant_type, binding, depth, status, latency_bin, seen_at)
  SELECT gen_random_uuid(), 'gate.call', decision, 'agent-' || a, 'upstream-' || tool / 10, 'tool-' || tool,
         CASE decision WHEN 'deny' THEN 'rule-' || tool % 20 END, CASE decision WHEN 'deny' THEN 'a rule denies it' END,
         NULL, NULL, 1 + a % 3, NULL::smallint, NULL::smallint, now()
    FROM generate_series(1, 500) a, generate_series(0, 4) t, LATERAL (SELECT (a * 7 + t * 41) % 200 AS tool) chosen,
         (VALUES ('allow'), ('deny')) decisions (decision)
  UNION ALL
  SELECT gen_random_uuid(), 'gate.answered', 'done', NULL, 'upstream-' || tool / 10, 'tool-' || tool, NULL, NULL, NULL, NULL,
         NULL, 200, bin, now() FROM generate_series(0, 199) tool, generate_series(10, 29) bin
  UNION ALL
  SELECT gen_random_uuid(), 'token.issued', 'allow', 'agent-' || a, NULL, NULL, NULL, NULL, grant_type,
         CASE WHEN a % 3 = 0 THEN 'dpop' ELSE 'bearer' END, 1, NULL, NULL, now()
    FROM generate_series(1, 500) a, (VALUES ('client_credentials'), ('refresh_token')) grants (grant_type)`;

/** Each width by itself holds all events of the days for which it is kept; the finer, the fewer series occur in a piece. */
const ROLLUPS = `
  INSERT INTO event_rollups (width, bucket, series, n)
  SELECT $1::smallint, bucket, s.id, greatest(1, round($2 * (0.5 + random())))
    FROM generate_series(date_bin($1 * interval '1 minute', now() - $3 * interval '1 day', '1970-01-01Z'), now(), $1 * interval '1 minute') bucket
    CROSS JOIN event_series s WHERE random() < $4`;

const WIDTHS = [
  [10_080, DAYS, 1],
  [1440, DAYS, 1],
  [60, 69, 0.2],
  [5, 8, 0.05],
] as const;

const REPORTS = [
  'events',
  'tokens?group_by=grant_type,outcome',
  'tokens?interval=day&group_by=outcome',
  'usage?group_by=upstream',
  'usage?group_by=upstream,tool',
  'usage?client_id=agent-17',
  'denials?group_by=rule',
  'delegation',
  'bearer',
];

async function main(events: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  chmodSync(folder, 0o711);
  const database = await openBenchDatabase(folder);
  const client = new Client({ connectionString: database.gatehouse.ownerUrl });
  try {
    const server = await startGatehouse(database, folder);
    await client.connect();
    say(`${database.description}; ${events.toLocaleString('en')} events over ${DAYS} days`);
    await generate(client, events);
    const headers = await administer(server.url);
    // In the middle of pieces, so that hours and minutes are read at both edges as well.
    const to = new Date();
    const from = new Date(+to - 60 * 86_400_000 - 5 * 3_600_000);
    const ranges = [`from=${new Date(+to - (DAYS - 1) * 86_400_000).toISOString()}`, `from=${from.toISOString()}`];
    const results: object[] = [];
    for (const path of REPORTS) {
      for (const range of ranges) {
        const url = `${server.url}/api/v1/admin/reports/${path}${path.includes('?') ? '&' : '?'}${range}`;
        results.push(await measured(path, url, headers));
      }
    }
    say(await planOf(client, ranges[0] ?? ''));
    writeFileSync(new URL('../reports.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
    return results.every((result) => (result as { met: boolean }).met);
  } finally {
    await client.end();
    await stopAll();
    await database.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

async function generate(client: Client, events: number): Promise<void> {
  const began = performance.now();
  await client.query(SERIES);
  const {
    rows: [series],
  } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM event_series');
  const perDay = events / DAYS;
  for (const [width, days, share] of WIDTHS) {
    const mean = (perDay * width) / 1440 / ((series?.n ?? 1) * share);
    const { rowCount } = await client.query(ROLLUPS, [width, mean, days, share]);
    say(`  ${rowCount ?? 0} counts of ${width} minutes`);
  }
  await client.query('VACUUM ANALYZE event_rollups');
  await client.query('ANALYZE event_series');
  await client.query(
    `INSERT INTO audit_events (id, at, kind, decision, client_id, upstream, tool, writer, seq, prev, hash)
     SELECT uuidv7(), now(), 'gate.call', 'allow', 'agent-' || n % 500, 'upstream-1', 'tool-11', $1, n, '\\x00', '\\x00'
       FROM generate_series(1, $2::int) n`,
    ['00000000-0000-7000-8000-000000000001', TAIL],
  );
  say(`  and ${TAIL} receipts that are not counted; made in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

async function measured(path: string, url: string, headers: Record<string, string>): Promise<object> {
  const times: number[] = [];
  let body: { items: { count: number }[] } = { items: [] };
  for (let n = 0; n < TIMES; n++) {
    const began = performance.now();
    const response = await fetch(url, { headers });
    const text = await response.text();
    times.push(performance.now() - began);
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
    body = JSON.parse(text) as typeof body;
  }
  const [median = NaN, most = NaN] = [times.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)], Math.max(...times)];
  const count = body.items.reduce((sum, item) => sum + item.count, 0);
  const result = {
    path,
    rows: body.items.length,
    events: count,
    median_ms: Math.round(median),
    most_ms: Math.round(most),
  };
  say(`  ${path} ${JSON.stringify(result)}`);
  return { ...result, bar_ms: 1000, met: median < 1000 };
}

/** The plan of the dearest one, as PostgreSQL ran it. */
async function planOf(client: Client, range: string): Promise<string> {
  const built = new URL('../../dist/src/analytics/reports/', import.meta.url);
  const { usage } = (await import(new URL('counted-report.store.js', built).href)) as {
    usage: (asked: object, limit: number) => { text: string; values: unknown[] };
  };
  const { REPORTS: reports } = (await import(new URL('counted-reports.rules.js', built).href)) as {
    REPORTS: Record<string, { groups: string[] }>;
  };
  const day = 86_400_000;
  const from = new Date(Math.floor(Date.parse(range.slice(5)) / day) * day);
  const to = new Date(Math.ceil(Date.now() / 300_000) * 300_000);
  const asked = {
    report: reports['usage'],
    from,
    to,
    interval: 'none',
    groups: ['upstream', 'tool'],
    filters: new Map(),
  };
  const { text, values } = usage(asked, 5001);
  await client.query('SET plan_cache_mode = force_generic_plan');
  const { rows } = await client.query<Record<'QUERY PLAN', string>>(
    `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS OFF, SUMMARY) ${text}`,
    values,
  );
  return rows
    .map((row) => row['QUERY PLAN'])
    .filter((line) => !line.includes('never executed'))
    .join('\n');
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

process.exitCode = (await main(Number(process.argv[2] ?? EVENTS))) ? 0 : 1;
