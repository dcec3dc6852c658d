import { type Server, sibling, startServer } from './children.js';
import type { BenchDatabase } from './database.js';
import { type Agent, fetchToken, registerUpstream, tokenRequest } from './gatehouse.js';
import type { LoadRequest } from './load.js';
import { startNginx } from './nginx.js';
import { CONNECTIONS, type Plan } from './plan.js';
import { compare, type Result } from './results.js';
import { type Bench, inRounds, measure, median, type Sample, variant, type Variant, warm } from './rounds.js';
import { STREAMS, streamDelays } from './sse.js';
import { fitting, inText, type Outcome, sampleTable, table } from './table.js';

const SIZES = { '1 KiB': 1024, '64 KiB': 65_536 };
const ACCEPT = 'application/json, text/event-stream';

/** A place to send a call to: an upstream, or something in front of it. */
interface Way {
  readonly name: string;
  readonly server: Server;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly usesDatabase?: boolean;
}

/** What a call through the gate costs, beside proxies that check nothing and record nothing. */
export async function benchGate(
  bench: Bench,
  database: BenchDatabase,
  gatehouse: { server: Server; agent: Agent },
  plan: Plan,
): Promise<Outcome> {
  const upstream = await startServer({ script: sibling('upstream.js'), cpu: 'load', health: '/', environment: {} });
  const ways = await allWays(bench, gatehouse, upstream);
  const [tables, results, all]: [string[], Result[], Variant[]] = [[], [], []];
  for (const [size, bytes] of Object.entries(SIZES)) {
    const variants = ways.map((way) => variant(way.name, way.server, callOf(way, bytes), way));
    const found = await benchSize(bench, variants, size, plan);
    tables.push(...found.tables);
    results.push(...found.results);
    all.push(...variants);
  }
  const events = await benchEvents(ways, plan);
  const streamed = ways.map((way) => ({
    ...variant(way.name, way.server, callOf(way, 1024), way),
    answers: STREAMS * plan.rounds,
  }));

  const calls = Number(await (await fetch(upstream.url)).text());
  const evidence = await database.count('gatehouse', `SELECT count(*) FROM audit_events WHERE kind = 'gate.call'`);
  const gates = [...all, ...streamed].filter((one) => one.server === gatehouse.server);
  await Promise.all(ways.filter(({ server }) => server !== gatehouse.server).map(({ server }) => server.stop()));
  return {
    title: `Calls through the gate: ${CONNECTIONS} connections for CPU and rate, then one alone for latency; ${plan.rounds} rounds`,
    tables: [...tables, events.table],
    results: [...results, ...events.results],
    checks: [
      fitting('Gate: evidence rows', evidence, ...gates),
      fitting('Upstream: calls received', calls, ...all, ...streamed),
    ],
  };
}

/** The upstream itself comes first, then the gate, then the peers. */
async function allWays(
  bench: Bench,
  { server, agent }: { server: Server; agent: Agent },
  upstream: Server,
): Promise<Way[]> {
  const { resource, endpoint } = await registerUpstream(server, `${upstream.url}/mcp`);
  const token = await fetchToken(tokenRequest(`${server.url}/oauth/token`, agent, { scope: 'mcp', resource }));
  const environment = { UPSTREAM: upstream.url };
  const proxy = (MODE: string) =>
    startServer({
      script: sibling('peer-proxy.js'),
      cpu: 'server',
      health: '/',
      environment: { ...environment, MODE },
    });
  const peer = (name: string, of: Server): Way => ({ name, server: of, url: `${of.url}/mcp`, headers: {} });
  const nginx = await startNginx(bench.folder, upstream.url);
  return [
    peer('upstream itself', upstream),
    { name: 'Gatehouse', server, url: endpoint, headers: { authorization: `Bearer ${token}` }, usesDatabase: true },
    peer('node proxy, undici', await proxy('undici')),
    peer('node proxy, pipe', await proxy('pipe')),
    ...(nginx === undefined ? [] : [peer('nginx', nginx)]),
  ];
}

/** A tool call of exactly so many bytes. */
function callOf({ url, headers }: Way, bytes: number): LoadRequest {
  const call = (text: string) =>
    JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo', arguments: { text } } });
  const words = 'An agent asks a tool for something, in words. ';
  const room = bytes - call('').length;
  const body = call(words.repeat(Math.ceil(room / words.length)).slice(0, room));
  return { url, method: 'POST', headers: { ...headers, accept: ACCEPT, 'content-type': 'application/json' }, body };
}

async function benchSize(bench: Bench, variants: readonly Variant[], size: string, plan: Plan) {
  const busy = { connections: CONNECTIONS, seconds: plan.busy };
  const warming = { connections: CONNECTIONS, seconds: Math.min(plan.busy, 2), atMost: plan.warm / 2 };
  for (const one of variants) await warm(bench, one, warming);
  const samples = await inRounds(variants, plan.rounds, (one) => measure(bench, one, busy));
  // A short run tells the rate of one connection, by which the others are sized.
  for (const one of variants) {
    one.rate = 500;
    await measure(bench, one, { connections: 1, seconds: 1 });
  }
  const calm = await inRounds(variants, plan.rounds, (one) =>
    measure(bench, one, { connections: 1, seconds: plan.calm }),
  );
  return {
    tables: [
      `${size} there and back\n${sampleTable('calls/s', variants, samples)}`,
      `${size}, one call at a time\n${addedTable(variants, calm)}`,
    ],
    results: comparisons(variants, samples, size),
  };
}

function comparisons(variants: readonly Variant[], samples: Map<Variant, Sample[]>, size: string): Result[] {
  const [, gate, ...peers] = variants.map((one) => ({
    name: one.name,
    errors: one.errors,
    samples: samples.get(one) ?? [],
  }));
  if (gate === undefined) return [];
  return peers.map((peer) => {
    const laterBar = peer.name.includes('undici') && size === '1 KiB' ? { laterBar: '<= 2.0' } : {};
    return compare({ path: `gate, ${size}: CPU`, key: 'total', ours: gate, peer, of: 'gatehouse / peer', ...laterBar });
  });
}

interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** Latency over that of the upstream itself, by rounds. */
function addedTable(variants: readonly { name: string }[], runs: Map<unknown, readonly Latency[]>): string {
  const direct = runs.get(variants[0]) ?? [];
  const rows = variants.map((one) => {
    const own = runs.get(one) ?? [];
    const own50 = median(own.map(({ p50 }) => p50));
    const own99 = median(own.map(({ p99 }) => p99));
    const added = (key: keyof Latency) => median(own.map((run, round) => run[key] - (direct[round]?.[key] ?? NaN)));
    return [one.name, inText(own50), inText(own99), inText(added('p50')), inText(added('p99'))];
  });
  return table(['', 'p50 µs', 'p99 µs', 'added p50 µs', 'added p99 µs'], rows);
}

/** How late events come: `streams` at once, each event stamped by the upstream. */
async function benchEvents(ways: readonly Way[], plan: Plan): Promise<{ table: string; results: Result[] }> {
  const runs = new Map<Way, (Latency & { added: number })[]>(ways.map((way) => [way, []]));
  for (let round = 0; round < plan.rounds; round += 1) {
    let direct = NaN;
    for (const way of ways) {
      const { p50, p99 } = await streamDelays(callOf(way, 1024));
      if (way === ways[0]) direct = p50;
      runs.get(way)?.push({ p50, p99, added: p50 - direct });
    }
  }
  const measured = ways.map((way) => ({ name: way.name, errors: 0, samples: runs.get(way) ?? [] }));
  const [, gate, ...peers] = measured;
  if (gate === undefined) return { table: '', results: [] };
  const results = peers.map((peer) => {
    const laterBar = peer.name === 'nginx' ? { laterBar: '<= 2.5' } : {};
    return compare({
      path: 'gate, events: added p50',
      key: 'added',
      ours: gate,
      peer,
      of: 'gatehouse / peer',
      ...laterBar,
    });
  });
  return { table: `Server-sent events, ${STREAMS} streams\n${addedTable(ways, runs)}`, results };
}
