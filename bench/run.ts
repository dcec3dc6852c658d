// The whole bench: starts everything, measures, compares, writes results.json, and cleans up whatever happens.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pinBench, pinned, type Server, stopAll } from './children.js';
import { memory } from './cpu.js';
import { type BenchDatabase, openBenchDatabase } from './database.js';
import { benchGate } from './gate-bench.js';
import { registerAgent, startGatehouse } from './gatehouse.js';
import { generator } from './load.js';
import { type Plan, planOf, USAGE } from './plan.js';
import { benchRevoke } from './revoke-bench.js';
import { report, type Result } from './results.js';
import { median } from './rounds.js';
import { benchStreams } from './streams-bench.js';
import { type Outcome, resultTable } from './table.js';
import { benchTokens } from './token-bench.js';

const STARTS = 3;
const RESULTS = new URL('../results.json', import.meta.url);

async function main(): Promise<boolean> {
  const plan = planOf(process.argv.slice(2));
  if (plan === undefined) {
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
  setTimeout(() => giveUp(`not done after ${plan.deadline} s`), plan.deadline * 1000).unref();
  try {
    database = await openBenchDatabase(folder);
    introduce(plan, database);
    return await measureAll(folder, database, plan);
  } finally {
    await cleanUp();
  }
}

async function measureAll(folder: string, database: BenchDatabase, plan: Plan): Promise<boolean> {
  const bench = { folder, postmaster: database.postmaster };
  const { server, seconds } = await startWarm(database, folder);
  await sleep(2000);
  const idle = memory(server.pid);
  const gatehouse = { server, agent: await registerAgent(server) };

  const tokens = await benchTokens(bench, database, gatehouse, plan);
  show(tokens);
  const loaded = memory(server.pid);
  const gate = await benchGate(bench, database, gatehouse, plan);
  show(gate);
  const highest = memory(server.pid).highest;
  const streams = await benchStreams(gatehouse);
  show(streams);
  const second = await startGatehouse(database, folder, server);
  const revoked = await benchRevoke([server, second], plan);
  show(revoked);

  const results: Result[] = [
    ...tokens.results,
    ...gate.results,
    ...revoked.results,
    ...streams.results,
    report('start, warm, until ready', seconds, 's', '< 1.2'),
    report('memory when idle', idle.now, 'MiB', '< 160'),
    report('memory after the token load', loaded.now, 'MiB', '< 260'),
    report('memory at its highest', highest, 'MiB', '< 260'),
  ];
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  heading('In short: medians; "to come" is what the issue about speed will ask');
  process.stdout.write(`${resultTable(results)}\n\n`);
  return told([tokens, gate, streams, revoked], results);
}

/** The first start migrates and is not counted; the last one stays. */
async function startWarm(database: BenchDatabase, folder: string): Promise<{ server: Server; seconds: number }> {
  let server = await startGatehouse(database, folder);
  const times: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
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
