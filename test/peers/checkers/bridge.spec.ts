import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startModernMcpServer } from '../../../demo/servers/modern-mcp.js';
import type { RunningUpstream } from '../../../demo/servers/upstream-http.js';
import { BridgeMachine, type RunningBridge, type RunningProxy } from '../../support/bridge-client.js';
import { TestGatehouse } from '../../support/gatehouse.js';
import { claimsOf, createPerson, type TestPerson } from '../../support/people.js';
import { Checker } from './checker.js';

let gatehouse: TestGatehouse;
let server: RunningUpstream;
let person: TestPerson;
let machine: BridgeMachine;
let proxy: RunningProxy;
let program: RunningBridge;
const home = mkdtempSync(join(tmpdir(), 'gatehouse-inspector-'));
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  const audience = `${gatehouse.url}/api/v1/mcp/tools`;
  server = await startModernMcpServer({ issuer: gatehouse.url, jwksUrl: `${gatehouse.url}/oauth/jwks`, audience });
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: server.url });
  person = await createPerson(gatehouse);
  machine = new BridgeMachine(gatehouse.url);
  const { code } = await gatehouse.create(`/users/${person.id}/bridge-codes`, {});
  expect(await machine.run(['login', '--paste'], `${code}\n`)).toMatchObject({ code: 0 });
  ({ proxy, program } = await machine.proxy());
});
afterEach(() => Checker.stopAll());
afterAll(async () => {
  await machine.remove();
  BridgeMachine.clear();
  await server.close();
  await gatehouse.stop();
  rmSync(home, { recursive: true });
});

/** MCP Inspector on its command line, told the URL and nothing else. */
function inspect(tool: string): Checker {
  return new Checker(
    '@modelcontextprotocol/inspector/clients/launcher/build/index.js',
    [
      ...['--cli', proxy.at('tools'), '--transport', 'http', '--protocol-era', 'modern', '--format', 'json'],
      ...['--method', 'tools/call', '--tool-name', tool],
    ],
    { HOME: home, MCP_STORAGE_DIR: home, MCP_INSPECTOR_SECRET_STORE: 'file' },
  );
}

it(
  'MCP Inspector calls a tool through the loopback proxy until the device is revoked',
  { timeout: 120_000 },
  async () => {
    const first = inspect('whoami');
    expect([await first.ended, first.output]).toEqual([0, expect.stringContaining(person.id)]);
    const device = claimsOf(machine.state.token.text as string).act.sub as string;
    expect(first.output).toContain(device);
    await gatehouse.adminCall('DELETE', `/devices/${device}`);
    const reached = server.received.length;
    const second = inspect('whoami');
    expect(await second.ended).not.toBe(0);
    expect(second.output).toContain('503');
    await program.said(/(gatehouse-bridge login --url \S+)/);
    expect(second.output).not.toContain('navigate to');
    expect(server.received.length).toBe(reached);
  },
);
