// What evidence costs on the way to a token: chained as it is, rows in no chain, and none at all, each on a database of its own.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort, pinBench, type Server, sibling, startServer, stopAll } from './children.js';
import { openBenchDatabase } from './database.js';
import { fetchToken, gatehouseEnvironment, registerAgent, tokenRequest } from './gatehouse.js';
import { CONNECTIONS, planOf } from './plan.js';
import { inRounds, measure, ratio, type Sample, variant, type Variant, warm } from './rounds.js';
import { sampleTable } from './table.js';

const KINDS = { chained: 'evidence in chains', rows: 'evidence in no chain', none: 'no evidence' };

async function main(): Promise<void> {
  const plan = planOf(process.argv.slice(2));
  if (plan === undefined) throw new Error('usage: node dist/evidence-bench.js [--quick | --smoke]');
  pinBench();
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  chmodSync(folder, 0o711);
  const database = await openBenchDatabase(folder);
  try {
    const bench = { folder, postmaster: database.postmaster };
    const variants: Variant[] = [];
    for (const [kind, name] of Object.entries(KINDS)) {
      const server = await startKind(kind, database.gatehouse, folder);
      const request = tokenRequest(`${server.url}/oauth/token`, await registerAgent(server), { scope: 'mcp' });
      const one = variant(name, server, request, { usesDatabase: true });
      await fetchToken(request);
      await warm(bench, one, { connections: CONNECTIONS, seconds: Math.min(plan.busy, 3), atMost: plan.warm });
      variants.push(one);
    }
    const busy = { connections: CONNECTIONS, seconds: plan.busy };
    const samples = await inRounds(variants, plan.rounds, (one) => measure(bench, one, busy));
    process.stdout.write(
      `${database.description}; load average ${loadavg()
        .map((one) => one.toFixed(1))
        .join(' ')}\n`,
    );
    process.stdout.write(`${sampleTable('tokens/s', variants, samples)}\n\n${compared(variants, samples)}\n`);
  } finally {
    await stopAll();
    await database.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

async function startKind(kind: string, given: { url: string; ownerUrl: string }, folder: string): Promise<Server> {
  const name = `gatehouse_evidence_${kind}_${process.pid}`;
  await run(given.ownerUrl, `CREATE DATABASE ${name}`);
  const within = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const [url, ownerUrl] = [within(given.url), within(given.ownerUrl)];
  const start = async (evidence: string) => {
    const port = await freePort();
    const environment = gatehouseEnvironment({ url, ownerUrl }, join(folder, kind), `http://127.0.0.1:${port}`);
    return startServer({
      script: sibling('evidence-gatehouse.js'),
      cpu: 'server',
      health: '/health/ready',
      port,
      environment: { ...environment, BENCH_EVIDENCE: evidence },
    });
  };
  // The first start migrates, and makes the administrator as the product does.
  await (await start('')).stop();
  await run(ownerUrl, 'ALTER TABLE audit_events DROP CONSTRAINT audit_events_chained');
  return start(kind);
}

/** Medians of the ratios within each round. */
function compared([chained, rows, none]: readonly Variant[], samples: Map<Variant, Sample[]>): string {
  const of = (one: Variant | undefined) => (one && samples.get(one)) ?? [];
  const lost = (one: Variant | undefined, other: Variant | undefined) =>
    `${((1 - ratio(of(one), of(other), 'rate')) * 100).toFixed(1)} % throughput, ` +
    `${((ratio(of(one), of(other), 'total') - 1) * 100).toFixed(1)} % CPU`;
  return [
    `evidence in chains costs, beside none:             ${lost(chained, none)}`,
    `evidence in chains costs, beside rows in no chain: ${lost(chained, rows)}`,
    `rows in no chain cost, beside none:                ${lost(rows, none)}`,
  ].join('\n');
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
