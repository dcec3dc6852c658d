import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../../support/gatehouse.js';
import { startSuite2025 } from '../suite-server/suite-2025.js';
import { startSuite2026 } from '../suite-server/suite-2026.js';
import { Checker } from './checker.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-conformance-server-'));
const closing: (() => unknown)[] = [];
let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ ACCESS_TOKEN_SECONDS: '3600' });
  agent = await gatehouse.agent();
});
afterEach(() => Checker.stopAll());
afterAll(async () => {
  for (const close of closing) await close();
  await gatehouse.stop();
  rmSync(folder, { recursive: true });
});

/** The checker has no credentials: what stands before the gate adds one to each request, and changes nothing else. */
async function withToken(name: string): Promise<string> {
  const gate = new URL(`${gatehouse.url}/api/v1/mcp/${name}`);
  const token = await gatehouse.accessToken(agent.id, agent.secret, { resource: gate.href });
  const front: Server = createServer((request, response) => {
    const own = `127.0.0.1:${(front.address() as AddressInfo).port}`;
    const { host, origin } = request.headers;
    const headers = {
      ...request.headers,
      authorization: `Bearer ${token}`,
      host: host === own ? gate.host : host,
      ...(origin === undefined ? {} : { origin: origin.replace(own, gate.host) }),
    };
    const options = { host: '127.0.0.1', port: gate.port, path: gate.pathname, method: request.method, headers };
    const onward = httpRequest(options, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      response.flushHeaders();
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  await once(front.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => {
    front.closeAllConnections();
    front.close();
  });
  return `http://127.0.0.1:${(front.address() as AddressInfo).port}/mcp`;
}

interface Check {
  readonly id: string;
  readonly status: 'SUCCESS' | 'INFO' | 'SKIPPED' | 'WARNING' | 'FAILURE';
  readonly errorMessage?: string;
}

const SUITE = '@modelcontextprotocol/conformance/dist/index.js';

/** The scenarios that the checker has, and the revisions of each: also those that it is not sure of itself. */
async function listed(): Promise<[scenario: string, revisions: string][]> {
  const checker = new Checker(SUITE, ['list', '--server']);
  await checker.ended;
  return [...checker.output.matchAll(/^ {2}- (\S+) \[([\d,-]+)\]$/gm)].map(([, name, of]) => [name ?? '', of ?? '']);
}

/** What the checker found, by scenario; all but what it only mentions. */
async function checks(url: string, revision: string): Promise<Map<string, Check[]>> {
  const output = mkdtempSync(join(folder, 'run-'));
  const options = ['--suite', 'all', '--spec-version', revision, '--output-dir', output];
  await new Checker(SUITE, ['server', '--url', url, ...options]).ended;
  return new Map(
    readdirSync(output).map((run) => {
      const made = JSON.parse(readFileSync(join(output, run, 'checks.json'), 'utf8')) as Check[];
      const scenario = run.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '');
      return [scenario, made.filter(({ status }) => status !== 'INFO')];
    }),
  );
}

const REVISIONS = [
  ['2025-03-26', startSuite2025, 1],
  ['2025-06-18', startSuite2025, 27],
  ['2025-11-25', startSuite2025, 33],
  ['2026-07-28', startSuite2026, 40],
] as const;
const scenarios = await listed();
const askedIn = (revision: string) => scenarios.filter(([, of]) => of.includes(revision)).map(([name]) => name);

describe.each(REVISIONS)(
  'the conformance suite of MCP, of %s, at a server behind the gate',
  (revision, start, count) => {
    let without: Map<string, Check[]>;
    let through: Map<string, Check[]>;
    beforeAll(async () => {
      const name = `of-${revision}`;
      const gate = { issuer: gatehouse.url, jwksUrl: `${gatehouse.url}/oauth/jwks` };
      const open = await start();
      const guarded = await start({ ...gate, audience: `${gatehouse.url}/api/v1/mcp/${name}` });
      closing.push(open.close, guarded.close);
      await gatehouse.create('/upstreams', { name, kind: 'mcp', url: guarded.url });
      const front = await withToken(name);
      without = await checks(open.url, revision);
      through = await checks(front, revision);
    }, 120_000);

    it('asks what it asked when this was written', () => {
      expect(askedIn(revision)).toHaveLength(count);
      expect([...through.keys()].sort()).toEqual(askedIn(revision).sort());
    });

    it.each(askedIn(revision))('finds nothing wrong: %s', (scenario) => {
      const found = through.get(scenario) ?? [];
      const wrong = found.filter(({ status }) => status === 'FAILURE' || status === 'WARNING');
      expect(wrong.map(({ id, status, errorMessage }) => `${id}: ${status}: ${errorMessage}`)).toEqual([]);
      // And checks as much as it does without the gate, with the same result.
      const verdicts = (all: readonly Check[] = []) => all.map(({ id, status }) => `${id}: ${status}`);
      expect(verdicts(found)).toEqual(verdicts(without.get(scenario)));
      expect(found).not.toEqual([]);
    });
  },
);
