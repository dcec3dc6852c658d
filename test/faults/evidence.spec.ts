import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Verdict, verifyEvidence } from '../../src/audit/verify/verification.js';
import { BuiltProgram } from '../support/built-program.js';
import { eventually, rpc } from '../support/gated.js';
import { basicHeader, freePort, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { testSecrets } from '../support/test-secrets.js';

/** How often a process is killed; a night may have KILL_TRIALS=200. The same seed kills after the same waits. */
const TRIALS = Number(process.env['KILL_TRIALS'] ?? 6);
const SEED = Number(process.env['KILL_SEED'] ?? 8);
/** Longest wait between the first answer under load and the end (ms). */
const LONGEST = 250;
const AT_ONCE = 12;
const NO_LIMIT = Object.fromEntries(
  ['TOKEN', 'TOKEN_CLIENT', 'GATE', 'GATE_CLIENT', 'ADMIN_CLIENT'].map((tier) => [`LIMIT_${tier}`, '100000/1']),
);

interface Line {
  receipt?: { kind: string; decision: string; sid?: string; request_id?: string };
}

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let agent: { id: string; secret: string };
let gate: { path: string; headers: Record<string, string> };
let keys: unknown;

beforeAll(async () => {
  upstream = await RecordingUpstream.start();
  gatehouse = await TestGatehouse.start({ ...NO_LIMIT, ACCESS_TOKEN_SECONDS: '3600' });
  agent = await gatehouse.agent();
  const made = await gatehouse.create('/upstreams', { name: 'bank', kind: 'mcp', url: upstream.url });
  const token = await gatehouse.accessToken(agent.id, agent.secret, { resource: made.resource });
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  gate = { path: new URL(made.resource).pathname, headers: { ...headers, authorization: `Bearer ${token}` } };
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What somebody outside has seen come about. */
interface Seen {
  /** Sessions whose token was answered. */
  readonly sids: Set<string>;
  /** Calls that reached the upstream, by the id of their request. */
  readonly calls: Set<string>;
}

/** Tokens and gate calls, many at once, until told to stop. */
class Load {
  readonly seen: Seen = { sids: new Set(), calls: new Set() };
  private readonly ends = new AbortController();
  private readonly workers: Promise<unknown>[];
  private begun: () => void = () => undefined;
  /** Resolves at the first answer. */
  readonly first = new Promise<void>((resolve) => (this.begun = resolve));

  constructor(private readonly url: string) {
    upstream.received.length = 0;
    const kinds = [() => this.token(), () => this.call()];
    this.workers = Array.from({ length: AT_ONCE }, (_, at) => this.work(kinds[at % 2]!));
  }

  async end(): Promise<Seen> {
    this.ends.abort();
    await Promise.all(this.workers);
    for (const { body } of upstream.received) {
      this.seen.calls.add((JSON.parse(body) as { params: { arguments: { call: string } } }).params.arguments.call);
    }
    return this.seen;
  }

  private async work(kind: () => Promise<void>): Promise<void> {
    while (!this.ends.signal.aborted) {
      // Whoever is killed does not answer; nothing was seen then.
      await kind().catch(() => new Promise((resolve) => setTimeout(resolve, 5)));
    }
  }

  private async token(): Promise<void> {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: basicHeader(agent.id, agent.secret),
    };
    const body = 'grant_type=client_credentials&scope=mcp';
    const answer = await fetch(`${this.url}/oauth/token`, { method: 'POST', headers, body });
    const { access_token: token } = (await answer.json()) as { access_token?: string };
    if (token === undefined) return;
    this.seen.sids.add((claimsOf(token) as { sid: string }).sid);
    this.begun();
  }

  private async call(): Promise<void> {
    const call = randomUUID();
    const headers = { ...gate.headers, 'x-request-id': call };
    const body = rpc('tools/call', { name: 'transfer', arguments: { call } });
    await (await fetch(this.url + gate.path, { method: 'POST', headers, body })).text();
  }
}

async function exported(from?: string): Promise<{ verdict: Verdict; lines: string[] }> {
  const { status, text } = await gatehouse.adminCall(
    'GET',
    `/audit/export${from === undefined ? '' : `?from=${from}`}`,
  );
  expect(status, text).toBe(200);
  keys ??= (await gatehouse.request('GET', '/.well-known/evidence-jwks.json')).body as unknown;
  const lines = text.trimEnd().split('\n');
  return { verdict: await verifyEvidence(lines, keys), lines };
}

/** What came about although no receipt says so. */
function unproven(seen: Seen, lines: readonly string[]): string[] {
  const sids = new Set<string>();
  const calls = new Set<string>();
  for (const line of lines) {
    const { receipt } = JSON.parse(line) as Line;
    if (receipt?.decision !== 'allow') continue;
    if (receipt.kind === 'token.issued' && receipt.sid !== undefined) sids.add(receipt.sid);
    if (receipt.kind === 'gate.call' && receipt.request_id !== undefined) calls.add(receipt.request_id);
  }
  return [...[...seen.sids].filter((sid) => !sids.has(sid)), ...[...seen.calls].filter((call) => !calls.has(call))];
}

const moment = () => new Date(Date.now() - 1000).toISOString();

describe(`kill -9 under load, ${TRIALS} times`, () => {
  let program: BuiltProgram;
  let url: string;
  const running: ChildProcess[] = [];
  beforeAll(async () => {
    program = await BuiltProgram.make();
  });
  afterAll(() => {
    for (const child of running) child.kill('SIGKILL');
    program.remove();
  });

  /** Another instance over the same database, as a process of its own. */
  async function start(): Promise<ChildProcess> {
    const port = String(await freePort());
    url = `http://localhost:${port}`;
    const child = spawn(process.execPath, [program.path('src/main.js')], {
      env: {
        PATH: process.env['PATH'],
        PORT: port,
        PUBLIC_URL: gatehouse.url,
        DATABASE_URL: gatehouse.serviceUrl,
        MIGRATION_DATABASE_URL: gatehouse.ownerUrl,
        // Checkpoints are made under the load too.
        CHECKPOINT_SECONDS: '1',
        LOG_LEVEL: 'fatal',
        ...NO_LIMIT,
        ...testSecrets,
      },
      stdio: 'ignore',
    });
    running.push(child);
    const isReady = () =>
      fetch(`${url}/health/ready`).then(
        ({ status }) => status === 200,
        () => false,
      );
    await eventually(isReady, 'the process is ready');
    return child;
  }

  it(
    'leaves no answered token and no admitted call without its receipt, and a chain that verifies',
    async () => {
      const random = seeded(SEED);
      const [tokens, calls] = [[0], [0]];
      for (let trial = 0; trial < TRIALS; trial++) {
        const from = moment();
        const child = await start();
        const load = new Load(url);
        await load.first;
        await new Promise((resolve) => setTimeout(resolve, random() * LONGEST));
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
        const seen = await load.end();
        const { verdict, lines } = await exported(from);
        expect(verdict, `trial ${trial}`).toMatchObject({ state: 'whole' });
        expect(unproven(seen, lines), `trial ${trial}`).toEqual([]);
        tokens.push(seen.sids.size);
        calls.push(seen.calls.size);
      }
      const { verdict } = await exported();
      expect(verdict).toMatchObject({ state: 'whole' });
      // Nobody was killed while nothing was going on.
      expect(tokens.filter((count) => count > 0)).toHaveLength(TRIALS);
      expect(calls.filter((count) => count > 0).length).toBeGreaterThan(0);
      expect(gatehouse.errors()).not.toContain('evidence.chain_broken');
      const sum = (counts: number[]) => counts.reduce((all, count) => all + count);
      console.info(
        `${TRIALS} kills: ${sum(tokens)} tokens, ${sum(calls)} calls, ${verdict.verified?.receipts} receipts`,
      );
    },
    TRIALS * 20_000,
  );
});

describe('connections that the database ends under load', () => {
  it('leave no token and no call without its receipt, no broken chain, and an export that is whole', async () => {
    const random = seeded(SEED);
    const service = new pg.Client({ connectionString: gatehouse.serviceUrl });
    await service.connect();
    const from = moment();
    const load = new Load(gatehouse.url);
    await load.first;
    let ended = 0;
    for (let times = 0; times < 25; times++) {
      await new Promise((resolve) => setTimeout(resolve, random() * 60));
      const { rows } = await service.query<{ gone: boolean }>(
        `SELECT pg_terminate_backend(pid) AS gone FROM pg_stat_activity WHERE datname = current_database()
          AND usename = current_user AND pid <> pg_backend_pid() AND (state <> 'idle' OR random() < $1)`,
        [random()],
      );
      ended += rows.length;
    }
    const seen = await load.end();
    await service.end();
    expect(ended).toBeGreaterThan(25);
    await eventually(
      async () => (await gatehouse.request('GET', '/health/ready')).status === 200,
      'the database is back',
    );
    const { verdict, lines } = await exported(from);
    expect(verdict).toMatchObject({ state: 'whole' });
    expect(unproven(seen, lines)).toEqual([]);
    expect(Math.min(seen.sids.size, seen.calls.size)).toBeGreaterThan(0);
    expect((await exported()).verdict).toMatchObject({ state: 'whole' });
    expect(gatehouse.errors()).not.toContain('evidence.chain_broken');
  }, 60_000);
});
