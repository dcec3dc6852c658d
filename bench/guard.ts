// Whether a token has become dearer than it was when guard.json was written: a command for CI, which takes about 90 s.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinBench, pinned, type Server, stopAll } from './children.js';
import { type BenchDatabase, openBenchDatabase } from './database.js';
import { fetchToken, registerAgent, startGatehouse, tokenRequest } from './gatehouse.js';
import { type Figure, figureOf, type Found, unmeasured, verdict } from './guard-figure.js';
import { countsInstructions, instructionsOf } from './instructions.js';
import { peerAgent, startOidcProvider } from './oidc-provider.js';
import { CONNECTIONS } from './plan.js';
import { type Bench, measure, type Sample, variant, type Variant } from './rounds.js';

const COMMITTED = new URL('../guard.json', import.meta.url);
const NOTHING = 'there is nothing to compare with: npm run bench:guard -- --write makes bench/guard.json';
const USAGE = 'usage: npm run bench:guard [-- --write] [--seconds N]';

/** Answers of each side before anything counts: V8 is still compiling until then. */
const WARM_ANSWERS = 6_000;
/** By count: on a busy machine a run takes longer, and is as good. */
const RUN = { connections: CONNECTIONS, seconds: 15, amount: 1_200 };

async function main(): Promise<boolean> {
  const words = process.argv.slice(2);
  const write = words.includes('--write');
  const at = words.indexOf('--seconds');
  // What is committed is compared with for long, and so is measured for longer.
  const seconds = at >= 0 ? Number(words[at + 1]) : write ? 180 : 80;
  const known = words.filter((_, n) => at < 0 || (n !== at && n !== at + 1)).every((word) => word === '--write');
  if (!known || !(seconds > 0)) throw new Error(USAGE);
  const before = committed();
  const find = () => measured(performance.now() + seconds * 1000);
  if (write) return written(await find());
  // What has nothing to be compared with is not worth the minutes.
  return told(before === undefined ? unmeasured(NOTHING) : verdict(await find(), before));
}

function told({ text, good }: ReturnType<typeof verdict>): boolean {
  process.stdout.write(`${text}\n`);
  return good;
}

async function measured(until: number): Promise<Found> {
  if (process.platform !== 'linux') return { missing: 'CPU time is read from /proc, which Linux alone has' };
  pinBench();
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-guard-'));
  // Started as root, the database runs under another uid, which must be able to pass through.
  chmodSync(folder, 0o711);
  let database: BenchDatabase | undefined;
  try {
    database = await openBenchDatabase(folder);
    if (database.postmaster === undefined) return { missing: 'the processes of PostgreSQL are not to be seen here' };
    return await compared({ folder, postmaster: database.postmaster }, await sides(database, folder), until);
  } finally {
    await stopAll();
    await database?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** A token of ours, and one of the peer's: each with a row that is durable before the answer. */
async function sides(database: BenchDatabase, folder: string): Promise<readonly [Variant, Variant]> {
  const { agent, client } = peerAgent();
  const server = await startGatehouse(database, folder);
  const peer = await startOidcProvider(database, { format: 'opaque', clients: [client] });
  const wishes = { scope: 'mcp' };
  const of = (name: string, where: Server, request: ReturnType<typeof tokenRequest>) =>
    variant(name, where, request, { usesDatabase: true });
  const both = [
    of('Gatehouse', server, tokenRequest(`${server.url}/oauth/token`, await registerAgent(server), wishes)),
    of('oidc-provider', peer, tokenRequest(`${peer.url}/token`, agent, wishes)),
  ] as const;
  // One by one at first: a refusal says why.
  for (const one of both) await fetchToken(one.request);
  return both;
}

/** Runs of both, in turns A B, B A, …, until the time is up; the first ones warm them. */
async function compared(bench: Bench, [ours, peer]: readonly [Variant, Variant], until: number): Promise<Found> {
  const pairs: { ours: Sample; peer: Sample }[] = [];
  const instructions: number[] = [];
  for (let turn = 0; performance.now() < until; turn += 1) {
    const before = [ours.answers, peer.answers];
    const [first, second] = turn % 2 === 0 ? [ours, peer] : [peer, ours];
    const one = await counted(bench, first, ours, instructions);
    const other = await counted(bench, second, ours, instructions);
    // A run that was begun cold does not count, whatever it came to.
    if (before.every((answers) => answers >= WARM_ANSWERS)) {
      pairs.push(turn % 2 === 0 ? { ours: one, peer: other } : { ours: other, peer: one });
    } else instructions.length = 0;
  }
  const errors = ours.errors + peer.errors;
  if (errors > 0) throw new Error(`${errors} answers were not 200: this is no matter of speed`);
  const machine = { node: process.version, cpu: cpus()[0]?.model.trim() ?? 'unknown', pinned };
  return figureOf({ pairs, instructions, answers: [ours.answers, peer.answers], machine });
}

/** A run; instructions per answer are counted of ours alone, where the machine can. */
async function counted(bench: Bench, one: Variant, ours: Variant, instructions: number[]): Promise<Sample> {
  if (one !== ours || !countsInstructions) return measure(bench, one, RUN);
  const before = one.answers;
  const { done, count } = await instructionsOf(one.server.pid, () => measure(bench, one, RUN));
  instructions.push(count / (one.answers - before));
  return done;
}

function committed(): Figure | undefined {
  if (!existsSync(COMMITTED)) return undefined;
  return JSON.parse(readFileSync(COMMITTED, 'utf8')) as Figure;
}

function written(found: Found): boolean {
  if ('missing' in found) {
    process.stdout.write(`guard: NOT MEASURED, and nothing written: ${found.missing}\n`);
    return false;
  }
  writeFileSync(COMMITTED, `${JSON.stringify(found, null, 2)}\n`);
  process.stdout.write(`guard: wrote bench/guard.json\n${JSON.stringify(found, null, 2)}\n`);
  return true;
}

main().then(
  (good) => process.exit(good ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
