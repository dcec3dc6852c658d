/* The whole way of a device: a real browser, the program as people have it, an MCP client that knows nothing of us. */
import type { Browser, Page } from 'playwright-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startModernMcpServer } from '../../demo/servers/modern-mcp.js';
import type { RunningUpstream } from '../../demo/servers/upstream-http.js';
import { launch, Visitor } from '../browser/visitor.js';
import { Checker } from '../peers/checkers/checker.js';
import { BridgeMachine, type RunningProxy } from '../support/bridge-client.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, PASSWORD, type TestPerson } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

let browser: Browser;
let gatehouse: TestGatehouse;
let server: RunningUpstream;
let news: RecordingUpstream;
let machine: BridgeMachine;
const home = mkdtempSync(join(tmpdir(), 'gatehouse-inspector-'));
beforeAll(async () => {
  browser = await launch();
  gatehouse = await TestGatehouse.start();
  const audience = `${gatehouse.url}/api/v1/mcp/tools`;
  server = await startModernMcpServer({ issuer: gatehouse.url, jwksUrl: `${gatehouse.url}/oauth/jwks`, audience });
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: server.url });
  news = await RecordingUpstream.start();
  news.answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': nothing yet\n\n');
  };
  await gatehouse.create('/upstreams', { name: 'news', kind: 'mcp', url: news.url });
  machine = new BridgeMachine(gatehouse.url);
});
afterEach(() => Checker.stopAll());
afterAll(async () => {
  await machine.remove();
  BridgeMachine.clear();
  await browser.close();
  await server.close();
  await news.stop();
  await gatehouse.stop();
  rmSync(home, { recursive: true });
});

/** The person signs in, and lets the program in that shows the page. */
async function allow(url: string, { email }: TestPerson): Promise<void> {
  const visitor = await Visitor.arrive(browser, { javaScriptEnabled: true, width: 1280 });
  const { page } = visitor;
  await page.goto(url);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await visitor.button('Allow').click();
  await arrivalAt(page);
  await visitor.leave();
  expect(visitor.problems).toEqual([]);
}

async function arrivalAt(page: Page): Promise<void> {
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/callback\?/);
  await page.getByText('You can close this window, and go on where you began.').waitFor();
}

/** MCP Inspector on its command line, told the URL of the loopback proxy and nothing else. */
function inspect(proxy: RunningProxy): Checker {
  return new Checker(
    '@modelcontextprotocol/inspector/clients/launcher/build/index.js',
    [
      ...['--cli', proxy.at('tools'), '--transport', 'http', '--protocol-era', 'modern', '--format', 'json'],
      ...['--method', 'tools/call', '--tool-name', 'whoami'],
    ],
    { HOME: home, MCP_STORAGE_DIR: home, MCP_INSPECTOR_SECRET_STORE: 'file' },
  );
}

it(
  'a person lets a program in by their browser, MCP Inspector calls a tool as them, and an administrator ends it all',
  { timeout: 180_000 },
  async () => {
    const person = await createPerson(gatehouse);
    const login = machine.start(['login', '--no-browser', '--name', 'Grace’s laptop']);
    const [url = ''] = await login.said(/(http:\/\/127\.0\.0\.1:\d+\/[\w-]{43})/);
    await allow(url, person);
    expect(await login.ended).toMatchObject({ code: 0, stdout: expect.stringContaining(person.email) as string });

    const { proxy, program } = await machine.proxy();
    const first = inspect(proxy);
    expect([await first.ended, first.output]).toEqual([0, expect.stringContaining(person.id)]);
    const stream = await fetch(proxy.at('news'), { headers: { accept: 'text/event-stream' } });
    const reader = stream.body!.getReader();
    expect([stream.status, new TextDecoder().decode((await reader.read()).value)]).toEqual([200, ': nothing yet\n\n']);

    const [device] = (await gatehouse.adminCall('GET', `/devices?user_id=${person.id}&active=true`)).body.items;
    expect(first.output).toContain(device.id);
    expect(device).toMatchObject({ name: 'Grace’s laptop', key: 'dpop', status: 'active', online: true });
    const { sub, act } = claimsOf(machine.state.token.text as string);
    expect([sub, act.sub]).toEqual([person.id, device.id]);
    expect((await gatehouse.adminCall('DELETE', `/devices/${device.id}`)).status).toBe(204);

    // It is cut off, as a broken line: nobody must take it for the whole.
    await expect(reader.read()).rejects.toThrow();
    const reached = server.received.length;
    const second = inspect(proxy);
    expect(await second.ended).not.toBe(0);
    expect(second.output).toContain('503');
    await program.said(/(gatehouse-bridge login --url \S+)/);
    expect(server.received.length).toBe(reached);
    const kinds = await gatehouse.sql<{ kind: string }>('SELECT kind FROM audit_events WHERE sub = $1 ORDER BY id', [
      person.id,
    ]);
    const told = kinds.map(({ kind }) => kind);
    for (const kind of ['sign_in.succeeded', 'bridge_code.issued', 'token.issued', 'gate.call']) {
      expect(told).toContain(kind);
    }
  },
);
