import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startLegacyMcpServer } from '../../../demo/servers/legacy-mcp.js';
import { startModernMcpServer } from '../../../demo/servers/modern-mcp.js';
import { TestGatehouse } from '../../support/gatehouse.js';
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

/** What the checker found, each of its checks by the name of its scenario and its own. */
async function checks(url: string, revision: string): Promise<Map<string, string>> {
  const output = mkdtempSync(join(folder, 'run-'));
  const checker = new Checker('@modelcontextprotocol/conformance/dist/index.js', [
    ...['server', '--url', url, '--requirements', revision, '--output-dir', output],
  ]);
  await checker.ended;
  const found = new Map<string, string>();
  for (const run of readdirSync(output)) {
    const scenario = run.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '');
    const made = JSON.parse(readFileSync(join(output, run, 'checks.json'), 'utf8')) as { id: string; status: string }[];
    for (const { id, status } of made) {
      const key = `${scenario}: ${id}`;
      if (found.get(key) !== 'FAILURE') found.set(key, status);
    }
  }
  return found;
}

describe('the conformance suite of MCP, at a server behind the gate', () => {
  it.each([
    ['2025-11-25', startLegacyMcpServer],
    ['2026-07-28', startModernMcpServer],
  ] as const)(
    'finds nothing of %s wrong that it does not find without',
    { timeout: 300_000 },
    async (revision, start) => {
      const server = await start();
      closing.push(() => server.close());
      const name = `of-${revision.slice(0, 4)}`;
      await gatehouse.create('/upstreams', { name, kind: 'mcp', url: server.url });
      const without = await checks(server.url, revision);
      const through = await checks(await withToken(name), revision);
      const passed = [...without].filter(([, status]) => status === 'SUCCESS').map(([key]) => key);
      expect(passed.length).toBeGreaterThan(20);
      expect(passed.filter((key) => through.get(key) !== 'SUCCESS')).toEqual([]);
      // What a server need not do by itself, since the gate stands before it.
      expect([...through].filter(([key, status]) => key.startsWith('dns-rebinding') && status !== 'SUCCESS')).toEqual(
        [],
      );
    },
  );
});
