// The whole bench: starts everything, measures, compares, writes results.json, and cleans up whatever happens.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { benchAssertion } from './assertion-bench.js';
import { BARS } from './bars.js';
import { pinBench, pinned, type Server, stopAll } from './children.js';
import { memory } from './cpu.js';
import { type BenchDatabase, openBenchDatabase } from './database.js';
import { benchExchange } from './exchange-bench.js';
import { benchGate } from './gate-bench.js';
import { registerAgent, startGatehouse } from './gatehouse.js';
import { benchIntrospection } from './introspection-bench.js';
import { generator } from './load.js';
import { registerAgents } from './many-agents.js';
import { type Order, ordered, type Path, type Plan, USAGE } from './plan.js';
import { benchRefresh } from './refresh-bench.js';
import { benchRevoke } from './revoke-bench.js';
import { report, type Result } from './results.js';
import { median } from './rounds.js';
import { benchStreams } from './streams-bench.js';
import { type Outcome, resultTable } from './table.js';
import { benchTokens } from './token-bench.js';

const STARTS = 3;
/** Paths that are also measured with many agents. */
const WITH_MANY = ['token', 'introspection', 'gate'] as const;
const RESULTS = new URL('../results.json', import.meta.url);

async function main(): Promise<boolean> {
  const order = ordered(process.argv.slice(2));
  if (order === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return false;
  }
  pinBench();
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  // Started as root, the database runs under another uid, which must be able to pass through.
  chmodSync(folder, 0o711);
  let database: BenchDatabase | undefined;
  const cleanUp = async (): Promise<void> => {
    await stopAll();
    await database?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  const giveUp = (why: string): void => {
    process.stderr.write(`${why}\n`);
    void cleanUp().finally(() => process.exit(1));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => giveUp(`stopped by ${signal}`));
  setTimeout(() => giveUp(`not done after ${order.plan.deadline} s`), order.plan.deadline * 1000).unref();
  try {
    database = await openBenchDatabase(folder);
    introduce(order.plan, database);
    return await measureAll(folder, database, order);
  } finally {
    await cleanUp();
  }
}

async function measureAll(folder: string, database: BenchDatabase, { plan, paths }: Order): Promise<boolean> {
  const bench = { folder, postmaster: database.postmaster };
  const starts = paths.has('start') ? STARTS : 1;
  const { server, seconds } = await startWarm(database, folder, starts);
  await sleep(2000);
  const idle = memory(server.pid);
  const agent = await registerAgent(server);
  const takeTurns = WITH_MANY.some((path) => paths.has(path));
  const numbers = { ownerId: agent.ownerId, count: plan.agents };
  const many = takeTurns ? await registerAgents(database, folder, server, numbers) : [];
  const gatehouse = { server, agent, many };

  const { outcomes, results, part } = collector(paths);
  await part('token', async () => {
    const outcome = await benchTokens(bench, database, gatehouse, plan);
    const loaded = report('memory after the token load', memory(server.pid).now, 'MiB', BARS.load);
    return { ...outcome, results: [...outcome.results, loaded] };
  });
  await part('refresh', () => benchRefresh(bench, database, server, plan));
  await part('introspection', () => benchIntrospection(bench, database, gatehouse, plan));
  await part('assertion', () => benchAssertion(bench, database, gatehouse, plan));
  await part('exchange', () => benchExchange(bench, database, gatehouse, plan));
  await part('gate', async () => {
    const outcome = await benchGate(bench, database, gatehouse, plan);
    const highest = report('memory at its highest', memory(server.pid).highest, 'MiB', BARS.load);
    return { ...outcome, results: [...outcome.results, highest] };
  });
  await part('streams', () => benchStreams(gatehouse));
  await part('revoke', async () =>
    benchRevoke([server, await startGatehouse(database, folder, { beside: server })], plan),
  );
  if (paths.has('start')) {
    results.push(
      report('start, warm, until ready', seconds, 's', BARS.start),
      report('memory when idle', idle.now, 'MiB', BARS.idle),
    );
  }
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  heading('In short: medians, and the bars');
  process.stdout.write(`${resultTable(results)}\n\n`);
  return told(outcomes, results);
}

/** Runs the parts that are asked for, shows what each found out, and keeps it. */
function collector(paths: ReadonlySet<Path>) {
  const outcomes: Outcome[] = [];
  const results: Result[] = [];
  const part = async (path: Path, run: () => Promise<Outcome>): Promise<void> => {
    if (!paths.has(path)) return;
    const outcome = await run();
    show(outcome);
    outcomes.push(outcome);
    results.push(...outcome.results);
  };
  return { outcomes, results, part };
}

/** The first start migrates and is not counted; the last one stays. */
async function startWarm(
  database: BenchDatabase,
  folder: string,
  starts: number,
): Promise<{ server: Server; seconds: number }> {
  let server = await startGatehouse(database, folder);
  const times: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    await server.stop();
    server = await startGatehouse(database, folder);
    times.push(server.startedIn / 1000);
  }
  return { server, seconds: median(times) };
}

function introduce(plan: Plan, { description, postmaster }: BenchDatabase): void {
  const { length, 0: cpu } = cpus();
  const lines = [
    `Node ${process.version}, ${length} CPUs (${cpu?.model.trim() ?? 'unknown'}), load by ${generator}, plan "${plan.name}"`,
    `${description}${postmaster === undefined ? '; its processes are not visible here: its CPU is NOT counted' : ''}`,
    pinned
      ? 'Servers on CPU 0; load, upstream and an embedded PostgreSQL on CPU 1.'
      : 'NOT pinned: there is no taskset, or no second CPU.',
    'µs are CPU time per answer. "foreign CPUs" were busy with other programs meanwhile: far from 0, the run is dirty.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function show({ title, tables }: Outcome): void {
  heading(title);
  process.stdout.write(`${tables.join('\n\n')}\n`);
}

function heading(title: string): void {
  process.stdout.write(`\n${title}\n${'='.repeat(title.length)}\n`);
}

/** Slow is no failure; wrong is. */
function told(outcomes: readonly Outcome[], results: readonly Result[]): boolean {
  const errors = results.reduce((sum, one) => sum + one.errors, 0);
  const checks = [
    ...outcomes.flatMap((one) => one.checks),
    { text: `errors under load: ${errors}`, good: errors === 0 },
  ];
  const bars = results.filter(({ met }) => met !== null);
  process.stdout.write(`bars met: ${bars.filter(({ met }) => met).length} of ${bars.length}\n`);
  for (const { text, good } of checks) process.stdout.write(`${good ? 'ok   ' : 'WRONG'}  ${text}\n`);
  return checks.every(({ good }) => good);
}

main().then(
  (good) => process.exit(good ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
