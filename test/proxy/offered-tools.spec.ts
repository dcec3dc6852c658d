import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLegacyMcpServer } from '../../demo/servers/legacy-mcp.js';
import { startModernMcpServer } from '../../demo/servers/modern-mcp.js';
import { freePort, TestGatehouse } from '../support/gatehouse.js';
import { answering } from '../support/modern.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { REPLICAS } from '../support/turns.js';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  upstream = await RecordingUpstream.start();
});
afterAll(async () => {
  for (const close of closing) await close();
  await gatehouse.stop();
  await upstream.stop();
});

let count = 0;
async function registered(url: string, more: object = {}) {
  const made = await gatehouse.create('/upstreams', { name: `offers-${++count}`, kind: 'mcp', url, ...more });
  return { id: made.id as string, path: `/upstreams/${made.name}/tools` };
}
const offered = (path: string) => gatehouse.adminCall('GET', path);

describe.each([
  ['2026-07-28', startModernMcpServer],
  ['2025-11-25', startLegacyMcpServer],
] as const)('a real server of %s', (version, startServer) => {
  it('tells an administrator its tools, as the gate itself', async () => {
    const name = `real-${version.slice(0, 4)}`;
    const endpoint = `${gatehouse.url}/api/v1/mcp/${name}`;
    const expectation = { issuer: gatehouse.url, jwksUrl: `${gatehouse.url}/oauth/jwks`, audience: endpoint };
    const server = await startServer(expectation);
    closing.push(() => server.close());
    const made = await gatehouse.create('/upstreams', { name, kind: 'mcp', url: server.url });
    const { status, body } = await offered(`/upstreams/${name}/tools`);
    expect([status, body.complete, body.next, body.protocol_version]).toEqual([200, true, null, version]);
    const add = body.items.find((tool: { name: string }) => tool.name === 'add');
    expect(add).toMatchObject({ title: null, description: 'Adds two numbers', input_schema: { required: ['a', 'b'] } });
    expect(body.items.map((tool: { name: string }) => tool.name)).toContain('region');
    expect((await offered(`/upstreams/${made.id}/tools`)).body.items).toEqual(body.items);
    const [, payload] = String(server.received.at(-1)?.headers.authorization).split('.');
    expect(JSON.parse(Buffer.from(payload!, 'base64url').toString())).toMatchObject({ sub: gatehouse.url });
  });
});

// Each process asks for itself.
it.skipIf(REPLICAS > 1)('is asked once while its list is fresh, page by page', async () => {
  const { path, id } = await registered(upstream.url);
  upstream.answer = (request, response, body) => {
    const { params } = JSON.parse(body) as { params: { cursor?: string } };
    const first = params.cursor === undefined;
    const result = { tools: [{ name: first ? 'a' : 'b', annotations: { readOnlyHint: true }, v: 1 }] };
    const more = first ? { nextCursor: '2', ttlMs: 60_000 } : { ttlMs: 30_000, cacheScope: 'private' };
    answering({ 'tools/list': { ...result, ...more } })(request, response, body);
  };
  const before = upstream.received.length;
  const { body } = await offered(path);
  expect(body.items).toEqual([
    { name: 'a', title: null, description: null, input_schema: null, annotations: { readOnlyHint: true } },
    { name: 'b', title: null, description: null, input_schema: null, annotations: { readOnlyHint: true } },
  ]);
  gatehouse.clock.advance(29_000);
  expect((await offered(path)).body).toEqual(body);
  expect(upstream.received.length).toBe(before + 2);
  gatehouse.clock.advance(2_000);
  await offered(path);
  expect(upstream.received.length).toBe(before + 4);
  await gatehouse.adminCall('PATCH', `/upstreams/${id}`, { timeouts: { idle: 9_000 } });
  await offered(path);
  expect(upstream.received.length).toBe(before + 6);
});

describe('a server that cannot be asked is told as such', () => {
  const answers = (status: number, type: string, text: string) => {
    upstream.answer = (_request, response) => void response.writeHead(status, { 'content-type': type }).end(text);
  };
  it.each<[string, number, string, () => void]>([
    ['that fails', 502, 'status 500', () => answers(500, 'text/html', '<h1>no</h1>')],
    ['that has no tools', 502, 'error -32601', () => answers(200, 'application/json', error)],
    ['that speaks something else', 502, 'cannot be read', () => answers(200, 'text/html', '<h1>hi</h1>')],
    ['that says nothing', 502, 'status 200', () => answers(200, 'application/json', '')],
    ['whose stream ends', 502, 'status 200', () => answers(200, 'text/event-stream', ': nothing\n\n')],
    ['that does not take our credential', 502, 'credential', () => answers(401, 'text/plain', '')],
    ['that says too much', 502, 'too large', () => answers(200, 'application/json', ' '.repeat(5 * 1024 * 1024))],
  ])('one %s', async (_what, status, text, behave) => {
    behave();
    const { path } = await registered(upstream.url);
    const answer = await offered(path);
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringContaining(text)]);
  });
  const error = '{"jsonrpc":"2.0","id":2,"error":{"code":-32601,"message":"no"}}';

  it('one that is not there', async () => {
    const { path } = await registered(`http://127.0.0.1:${await freePort()}/mcp`);
    expect(await offered(path)).toMatchObject({ status: 502, body: { detail: 'The server could not be reached.' } });
  });

  it('one of HTTP with SSE, one that is an agent, and one that there is not', async () => {
    const { path } = await registered(upstream.url, { transport: 'sse' });
    expect((await offered(path)).status).toBe(422);
    const agent = await gatehouse.create('/upstreams', { name: 'some-agent', kind: 'a2a', url: upstream.url });
    for (const name of ['some-agent', agent.id, 'nobody', '%00', 'x'.repeat(300)]) {
      expect((await offered(`/upstreams/${name}/tools`)).status).toBe(404);
    }
  });
});

it('nobody but an administrator may ask', async () => {
  const agent = await gatehouse.agent();
  const token = await gatehouse.accessToken(agent.id, agent.secret);
  const headers = { authorization: `Bearer ${token}` };
  const { path } = await registered(upstream.url);
  expect((await gatehouse.request('GET', `/api/v1/admin${path}`, { headers })).status).toBe(403);
  expect((await gatehouse.request('GET', `/api/v1/admin${path}`)).status).toBe(401);
});
