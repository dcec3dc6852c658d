import { Client, ClientCredentialsProvider, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, fromJsonSchema, McpServer } from '@modelcontextprotocol/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { legacyAgent } from '../../demo/legacy-agent.js';
import { startLegacyMcpServer } from '../../demo/servers/legacy-mcp.js';
import { listen, type RunningUpstream } from '../../demo/servers/upstream-http.js';
import { eventually } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';

let gatehouse: TestGatehouse;
let server: RunningUpstream;
let handler: ReturnType<typeof createMcpHandler>;
const closing: (() => Promise<void>)[] = [];
let header = 'Region';

function build(): McpServer {
  const listChanged = { listChanged: true };
  const built = new McpServer(
    { name: 'cached', version: '1.0.0' },
    {
      capabilities: { tools: listChanged, resources: { ...listChanged, subscribe: true } },
      cacheHints: {
        'tools/list': { ttlMs: 60_000, cacheScope: 'public' },
        'server/discover': { ttlMs: 60_000, cacheScope: 'public' },
      },
    },
  );
  const region = { type: 'string', 'x-mcp-header': header };
  const inputSchema = fromJsonSchema<{ region: string }>({
    type: 'object',
    properties: { region },
    required: ['region'],
  });
  built.registerTool('region', { description: 'says it back', inputSchema }, ({ region }) => ({
    content: [{ type: 'text', text: region }],
  }));
  for (const name of ['open', 'closed']) {
    built.registerResource(name, `demo://${name}`, {}, (uri) => ({ contents: [{ uri: uri.href, text: name }] }));
  }
  return built;
}

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ ACCESS_TOKEN_SECONDS: '3600' });
  handler = createMcpHandler(build, { legacy: 'reject' });
  server = await listen({ path: '/mcp', serve: toNodeHandler(handler), release: () => handler.close() }, {});
  await gatehouse.create('/upstreams', { name: 'cached', kind: 'mcp', url: server.url });
});
afterAll(async () => {
  for (const close of closing.reverse()) await close().catch(() => undefined);
  await server.close();
  await gatehouse.stop();
});

/** A client of another agent, which writes its headers as the test wants them. */
async function connected(more: (headers: Headers) => void = () => undefined) {
  const agent = await gatehouse.agent();
  const identity = { clientId: agent.id, clientSecret: agent.secret, expectedIssuer: gatehouse.url };
  const client = new Client({ name: 'c', version: '1' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  const transport = new StreamableHTTPClientTransport(new URL(`${gatehouse.url}/api/v1/mcp/cached`), {
    authProvider: new ClientCredentialsProvider(identity),
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      more(headers);
      return fetch(input, { ...init, headers });
    },
  });
  await client.connect(transport);
  closing.push(() => client.close());
  return { agent, client };
}
const times = (method: string) => server.received.filter(({ body }) => body.includes(`"${method}"`)).length;
const textOf = (result: unknown) => (result as { content: { text: string }[] }).content[0]!.text;

it('official clients of 2026-07-28 share what their server gives to everybody', async () => {
  const { client } = await connected();
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['region']);
  const before = times('tools/list');
  const { client: other } = await connected();
  expect((await other.listTools()).tools).toEqual((await client.listTools()).tools);
  expect(times('tools/list')).toBe(before);
  expect(textOf(await other.callTool({ name: 'region', arguments: { region: 'Zürich' } }))).toBe('Zürich');
});

it('an official client whose header does not fit is refused by the gate', async () => {
  const { client } = await connected((headers) => {
    if (headers.has('mcp-param-region')) headers.set('mcp-param-region', 'elsewhere');
  });
  await client.listTools();
  const before = times('tools/call');
  await expect(client.callTool({ name: 'region', arguments: { region: 'eu' } })).rejects.toThrow(/mcp-param-region/);
  expect(times('tools/call')).toBe(before);
});

it('an official client learns that a schema is another, and goes on', async () => {
  const { client } = await connected();
  await client.listTools();
  header = 'Area';
  gatehouse.clock.advance(1);
  expect(textOf(await client.callTool({ name: 'region', arguments: { region: 'eu' } }))).toBe('eu');
  expect(server.received.at(-1)?.headers).toMatchObject({ 'mcp-param-area': 'eu' });
});

it('an official client hears of what it may use, and of lists that the gate then asks for anew', async () => {
  const { agent, client } = await connected();
  const denied = { effect: 'deny', principal: { type: 'client', id: agent.id }, upstream: 'cached' };
  await gatehouse.create('/policies', { ...denied, resource: 'demo://closed', justification: 'closed' });
  const heard: string[] = [];
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => void heard.push(params.uri));
  client.setNotificationHandler('notifications/tools/list_changed', () => void heard.push('tools'));
  const filter = { toolsListChanged: true, resourceSubscriptions: ['demo://open', 'demo://closed'] };
  const subscription = await client.listen(filter);
  expect(subscription.honoredFilter).toEqual({ toolsListChanged: true, resourceSubscriptions: ['demo://open'] });
  await client.listTools();
  const before = times('tools/list');
  handler.notify.resourceUpdated('demo://closed');
  handler.notify.resourceUpdated('demo://open');
  handler.notify.toolsChanged();
  await eventually(() => heard.includes('tools'), 'the news');
  expect(heard).toEqual(['demo://open', 'tools']);
  gatehouse.clock.advance(1);
  const { client: other } = await connected();
  await other.listTools();
  expect(times('tools/list')).toBe(before + 1);
  await subscription.close();
});

it('official clients of 2025-11-25 are given a list of their own each time', async () => {
  const legacy = await startLegacyMcpServer();
  closing.push(() => legacy.close());
  const made = await gatehouse.create('/upstreams', { name: 'older', kind: 'mcp', url: legacy.url });
  const owned = await gatehouse.agent();
  const agent = legacyAgent({
    endpoint: made.resource,
    issuer: gatehouse.url,
    fetch: (input, init) => fetch(input, init),
    clientId: owned.id,
    clientSecret: owned.secret,
  });
  await agent.connect();
  closing.push(() => agent.close());
  const lists = () => legacy.received.filter(({ body }) => body.includes('"tools/list"')).length;
  const before = lists();
  await agent.listTools();
  await agent.listTools();
  expect(lists()).toBe(before + 2);
});
