import { BARS } from './bars.js';
import { type Server, sibling, startServer } from './children.js';
import { ask, measured } from './contest.js';
import type { BenchDatabase } from './database.js';
import { type Agent, fetchToken, registerUpstream, startGatehouse, tokenRequest } from './gatehouse.js';
import { CARD, type LoadRequest } from './load.js';
import { tokensOf } from './many-agents.js';
import { startNginx } from './nginx.js';
import { CONNECTIONS, type Plan } from './plan.js';
import { type AddedLatency, addedTo, type Latency, latencyTable } from './latency.js';
import { alone, compare, report, type Result } from './results.js';
import {
  type Bench,
  type Dealer,
  inRounds,
  measure,
  ratio,
  type Sample,
  variant,
  type Variant,
  warm,
} from './rounds.js';
import { STREAMS, streamDelays } from './sse.js';
import { fitting, inText, type Outcome, sampleTable } from './table.js';

const SIZES = { '1 KiB': 1024, '64 KiB': 65_536 };
/** At which our own gate is looked at from other sides: there its own work is most of a call. */
const ASIDE_SIZE = '1 KiB';
const ACCEPT = 'application/json, text/event-stream';

/** A place to send a call to: an upstream, or something in front of it. */
interface Way {
  readonly name: string;
  readonly server: Server;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly usesDatabase?: boolean;
  readonly dealer?: Dealer;
  /** Our own gate from another side: beside the one that is shipped, at one size alone, and no peer of it. */
  readonly aside?: 'open' | 'turns';
}

/** A variant of a size, and whether it is one of our own asides. */
type Passing = Variant & Pick<Way, 'aside'>;

/** What a call through the gate costs, beside proxies that check nothing and record nothing. */
export async function benchGate(
  bench: Bench,
  database: BenchDatabase,
  gatehouse: { server: Server; agent: Agent; many: readonly Agent[] },
  plan: Plan,
): Promise<Outcome> {
  const upstream = await startServer({ script: sibling('upstream.js'), cpu: 'load', health: '/', environment: {} });
  const ways = await allWays(bench, database, gatehouse, upstream);
  const [tables, results, all]: [string[], Result[], Variant[]] = [[], [], []];
  for (const [size, bytes] of Object.entries(SIZES)) {
    const passing = size === ASIDE_SIZE ? ways : ways.filter(({ aside }) => aside === undefined);
    const variants = passing.map((way) => ({ ...variant(way.name, way.server, callOf(way, bytes), way), ...way }));
    const found = await benchSize(bench, variants, size, plan);
    tables.push(...found.tables);
    results.push(...found.results);
    all.push(...variants);
  }
  const plain = ways.filter(({ aside }) => aside === undefined);
  const events = await benchEvents(plain, plan);
  const streamed = plain.map((way) => ({
    ...variant(way.name, way.server, callOf(way, 1024), way),
    answers: STREAMS * plan.rounds,
  }));

  const calls = Number(await (await fetch(upstream.url)).text());
  const evidence = await database.count('gatehouse', `SELECT count(*) FROM audit_events WHERE kind = 'gate.call'`);
  const gates = [...all, ...streamed].filter((one) => one.usesDatabase);
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
  database: BenchDatabase,
  { server, agent, many }: { server: Server; agent: Agent; many: readonly Agent[] },
  upstream: Server,
): Promise<Way[]> {
  const { resource, endpoint } = await registerUpstream(server, `${upstream.url}/mcp`);
  const wishes = { scope: 'mcp', resource };
  const token = await fetchToken(tokenRequest(`${server.url}/oauth/token`, agent, wishes));
  const tokens = await tokensOf(server, many, wishes);
  const open = await startGatehouse(database, bench.folder, {
    beside: server,
    script: sibling('gate-open-gatehouse.js'),
  });
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
    { name: 'Gatehouse', server, url: endpoint, headers: bearer(token), usesDatabase: true },
    {
      name: 'Gatehouse without authentication',
      server: open,
      url: open.url + new URL(endpoint).pathname,
      headers: bearer(token),
      usesDatabase: true,
      aside: 'open',
    },
    {
      name: `Gatehouse, ${inText(many.length)} agents in turns`,
      server,
      url: endpoint,
      headers: bearer(CARD),
      usesDatabase: true,
      dealer: { kind: 'turns', deal: () => tokens },
      aside: 'turns',
    },
    peer('node proxy, undici', await proxy('undici')),
    peer('node proxy, pipe', await proxy('pipe')),
    ...(nginx === undefined ? [] : [peer('nginx', nginx)]),
  ];
}

function bearer(token: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token}` };
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

async function benchSize(bench: Bench, variants: readonly Passing[], size: string, plan: Plan) {
  const busy = { connections: CONNECTIONS, seconds: plan.busy };
  const warming = { connections: CONNECTIONS, seconds: Math.min(plan.busy, 2), atMost: plan.warm / 2 };
  for (const one of variants) {
    await ask(one);
    await warm(bench, one, warming);
  }
  const samples = await inRounds(variants, plan.rounds, (one) => measure(bench, one, busy));
  // A short run tells the rate of one connection, by which the others are sized.
  for (const one of variants) {
    one.rate = 500;
    await measure(bench, one, { connections: 1, seconds: 1 });
  }
  const calm = await inRounds(variants, plan.rounds, (one) =>
    measure(bench, one, { connections: 1, seconds: plan.calm }),
  );
  const latencies = addedTo(variants[0], calm);
  return {
    tables: [
      `${size} there and back\n${sampleTable('calls/s', variants, samples)}`,
      `${size}, one call at a time\n${latencyTable(latencies)}`,
    ],
    results: [
      ...cpuResults(variants, samples, size),
      ...asideResults(variants, samples),
      ...latencyResults(`gate, ${size}`, variants, latencies),
    ],
  };
}

/** The gate beside each peer; what the upstream itself costs is in the table. */
function beside<One extends { readonly name: string; readonly errors?: number; readonly aside?: unknown }, Run>(
  ways: readonly One[],
  runs: ReadonlyMap<One, readonly Run[]>,
) {
  const plain = ways.filter(({ aside }) => aside === undefined);
  const [, gate, ...peers] = plain.map((way) => ({
    name: way.name,
    errors: way.errors ?? 0,
    samples: runs.get(way) ?? [],
  }));
  return gate === undefined ? [] : peers.map((peer) => ({ ours: gate, peer, of: 'gatehouse / peer' as const }));
}

function cpuResults(variants: readonly Variant[], samples: Map<Variant, Sample[]>, size: string): Result[] {
  return beside(variants, samples).flatMap((pair) => {
    const barred = pair.peer.name.includes('undici') && size === '1 KiB';
    const cpu = compare({
      path: `gate, ${size}: CPU`,
      key: 'total',
      ...pair,
      ...(barred ? { bar: BARS.gateCpu } : {}),
    });
    if (pair.peer.name !== 'nginx' || size !== '64 KiB') return [cpu];
    const share = ratio(pair.ours.samples, pair.peer.samples, 'rate');
    return [cpu, report('gate, 64 KiB: throughput', share, 'of nginx', BARS.gateLarge)];
  });
}

/** Our own gate beside itself without authentication, and with many callers. */
function asideResults(variants: readonly Passing[], samples: Map<Variant, Sample[]>): Result[] {
  const [, gate] = variants;
  const of = (aside: Way['aside']) => variants.find((one) => one.aside === aside);
  const [open, turns] = [of('open'), of('turns')];
  if (gate === undefined || open === undefined || turns === undefined) return [];
  const share = ratio(measured(samples, gate).samples, measured(samples, open).samples, 'rate');
  return [
    report('gate, 1 KiB, cached token: throughput', share, 'of no authentication', BARS.gateCached),
    compare({
      path: 'gate, 1 KiB: CPU',
      key: 'total',
      ours: measured(samples, gate),
      peer: measured(samples, open),
      of: 'gatehouse / peer',
    }),
    alone('gate, 1 KiB, agents in turns: CPU', measured(samples, turns)),
  ];
}

function latencyResults<One extends { readonly name: string; readonly aside?: unknown }>(
  path: string,
  ways: readonly One[],
  runs: ReadonlyMap<One, readonly AddedLatency[]>,
): Result[] {
  return beside(ways, runs).map((pair) => {
    const bar = path.includes('events') && pair.peer.name === 'nginx' ? { bar: BARS.events } : {};
    return compare({ path: `${path}: added p50`, key: 'added50', ...pair, ...bar });
  });
}

/** How late events come: some streams at once, each event stamped by the upstream. */
async function benchEvents(ways: readonly Way[], plan: Plan): Promise<{ table: string; results: Result[] }> {
  const runs = new Map<Way, Latency[]>(ways.map((way) => [way, []]));
  for (let round = 0; round < plan.rounds; round += 1)
    for (const way of ways) runs.get(way)?.push(await streamDelays(callOf(way, 1024)));
  const latencies = addedTo(ways[0], runs);
  return {
    table: `Server-sent events, ${STREAMS} streams\n${latencyTable(latencies)}`,
    results: latencyResults('gate, events', ways, latencies),
  };
}
