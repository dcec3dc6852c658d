// Where the CPU time of one path goes: puts load on a warm Gatehouse, profiles it, and adds up by file and by function.
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, pinBench, sibling, startServer, stopAll } from './children.js';
import { openBenchDatabase } from './database.js';
import { gatehouseEnvironment, fetchToken, registerAgent, registerUpstream, tokenRequest } from './gatehouse.js';
import type { LoadRequest } from './load.js';
import { CONNECTIONS } from './plan.js';
import { measure, variant, warm } from './rounds.js';

const SECONDS = 8;
const SHOWN = 60;

interface Profile {
  readonly nodes: readonly {
    id: number;
    children?: number[];
    callFrame: { functionName: string; url: string; lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

async function main(): Promise<void> {
  const [path = 'token', bytes = '900'] = process.argv.slice(2);
  pinBench();
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-profile-'));
  chmodSync(folder, 0o711);
  const database = await openBenchDatabase(folder);
  const file = join(folder, 'profile.cpuprofile');
  try {
    const port = await freePort();
    const server = await startServer({
      script: fileURLToPath(new URL('../../dist/src/start.js', import.meta.url)),
      cpu: 'server',
      health: '/health/ready',
      port,
      environment: {
        ...gatehouseEnvironment(database.gatehouse, join(folder, 'gatehouse'), `http://127.0.0.1:${port}`),
        NODE_OPTIONS: `--import ${sibling('profile-hook.js')}`,
        PROFILE_FILE: file,
      },
    });
    const agent = await registerAgent(server);
    const tokens = tokenRequest(`${server.url}/oauth/token`, agent, { scope: 'mcp' });
    const one = variant(path, server, path === 'gate' ? await call(server, tokens, Number(bytes)) : tokens, {
      usesDatabase: true,
    });
    const bench = { folder, postmaster: database.postmaster };
    await warm(bench, one, { connections: CONNECTIONS, seconds: 3, atMost: 18 });
    process.kill(server.pid, 'SIGUSR2');
    await sleep(300);
    const began = one.answers;
    await measure(bench, one, { connections: CONNECTIONS, seconds: SECONDS });
    process.kill(server.pid, 'SIGUSR2');
    const answers = one.answers - began;
    await sleep(3000);
    const sample = await measure(bench, one, { connections: CONNECTIONS, seconds: 4 });
    print(JSON.parse(readFileSync(file, 'utf8')) as Profile, answers);
    process.stdout.write(
      `\nwithout the profiler: server ${sample.server.toFixed(0)} µs, PostgreSQL ${sample.postgres.toFixed(0)} µs, ` +
        `${sample.rate.toFixed(0)}/s, p50 ${sample.p50} µs, p99 ${sample.p99} µs; foreign CPUs ${sample.foreign.toFixed(2)}\n`,
    );
  } finally {
    await stopAll();
    await database.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** A tool call through the gate. */
async function call(
  server: Parameters<typeof registerUpstream>[0],
  tokens: LoadRequest,
  bytes: number,
): Promise<LoadRequest> {
  const upstream = await startServer({ script: sibling('upstream.js'), cpu: 'load', health: '/', environment: {} });
  const { resource, endpoint } = await registerUpstream(server, `${upstream.url}/mcp`);
  const token = await fetchToken({ ...tokens, body: `${tokens.body}&resource=${encodeURIComponent(resource)}` });
  const params = { name: 'echo', arguments: { text: 'x'.repeat(bytes) } };
  return {
    url: endpoint,
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
  };
}

function print({ nodes, samples, timeDeltas }: Profile, answers: number): void {
  const spent = new Map<number, number>();
  samples.forEach((id, index) => spent.set(id, (spent.get(id) ?? 0) + (timeDeltas[index] ?? 0)));
  const [functions, places] = [new Map<string, number>(), new Map<string, number>()];
  for (const { id, callFrame } of nodes) {
    const own = (spent.get(id) ?? 0) / answers;
    if (own === 0 || callFrame.functionName === '(idle)') continue;
    const place = placeOf(callFrame.url);
    add(places, place, own);
    add(functions, `${callFrame.functionName || '(anonymous)'}  ${place}:${callFrame.lineNumber + 1}`, own);
  }
  table('µs per answer, by place', places);
  table('µs per answer, by function', functions);
  table('µs per answer, by function of Gatehouse, with all that it calls', withCalled(nodes, spent, answers));
}

/** What is called by a promise's continuation is not among what a function calls. */
function withCalled(nodes: Profile['nodes'], spent: ReadonlyMap<number, number>, answers: number): Map<string, number> {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const sums = new Map<string, number>();
  const visit = (id: number, above: ReadonlySet<string>): number => {
    const node = known.get(id);
    if (node === undefined) return 0;
    const { functionName, url, lineNumber } = node.callFrame;
    const name = `${functionName || '(anonymous)'}  ${placeOf(url)}:${lineNumber + 1}`;
    const within = new Set([...above, name]);
    const whole = (node.children ?? []).reduce((sum, child) => sum + visit(child, within), spent.get(id) ?? 0);
    // A function that calls itself is counted once.
    if (/dist\/src|@nestjs|express|router|pg/.test(url) && !above.has(name)) add(sums, name, whole / answers);
    return whole;
  };
  for (const { id, callFrame } of nodes) if (callFrame.functionName === '(root)') visit(id, new Set());
  return sums;
}

function placeOf(url: string): string {
  const packaged = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return packaged ?? url.replace(/^file:\/\//, '').replace(/^.*\/dist\/src\//, 'src/') ?? '(native)';
}

function add(sums: Map<string, number>, name: string, more: number): void {
  sums.set(name, (sums.get(name) ?? 0) + more);
}

function table(title: string, sums: ReadonlyMap<string, number>): void {
  const total = [...sums.values()].reduce((sum, one) => sum + one, 0);
  const lines = [...sums].sort(([, one], [, other]) => other - one).slice(0, SHOWN);
  process.stdout.write(`\n${title}, ${total.toFixed(1)} in all\n`);
  for (const [name, own] of lines) process.stdout.write(`${own.toFixed(2).padStart(8)}  ${name || '(program)'}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
