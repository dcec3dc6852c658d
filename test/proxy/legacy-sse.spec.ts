import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectWrong } from '../admin/problems.js';
import { ends } from '../support/event-streams.js';
import { callsOf, eventually, type Gated, metric, METRICS_TOKEN, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { type SseServer, startSseServer } from '../support/sse-server.js';

let gatehouse: TestGatehouse;
let server: SseServer;
let made: { id: string; resource: string };
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let mine: Gated;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ METRICS_TOKEN });
  server = await startSseServer();
  agent = await gatehouse.agent();
  made = await gatehouse.create('/upstreams', { name: 'old', kind: 'mcp', url: server.url, transport: 'sse' });
  mine = await callsOf(gatehouse, agent, made);
});
afterAll(async () => {
  await gatehouse.stop();
  await server.stop();
});

/** Reads a stream until it holds a text. */
async function until(answer: Response, text: string): Promise<string> {
  const reader = answer.body!.getReader();
  let read = '';
  while (!read.includes(text)) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`ended: ${read}`);
    read += Buffer.from(value).toString();
  }
  reader.releaseLock();
  return read;
}
/** Where a stream says that messages go. */
const addressIn = (events: string) => /^data: (.*)$/m.exec(events)?.[1] ?? '';
const post = (address: string, { headers }: Gated, body = rpc('tools/list', {})) =>
  gatehouse.request('POST', address, { headers, body });

describe('a server of HTTP with SSE, with the gate between', () => {
  it('serves the official client: it lists and calls tools, and gets the gate’s credential alone', async () => {
    const authorization = mine.headers.authorization ?? '';
    const transport = new SSEClientTransport(new URL(made.resource), { requestInit: { headers: { authorization } } });
    const client = new Client({ name: 'old-client', version: '1.0.0' });
    await client.connect(transport);
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('hello');
    const { content } = await client.callTool({ name: 'hello', arguments: {} });
    expect(content).toEqual([{ type: 'text', text: `endpoint ü ${'a'.repeat(100_000)}` }]);
    for (const { headers } of server.received) {
      expect(headers.authorization).toMatch(/^Bearer ey/);
      expect(headers.authorization).not.toBe(authorization);
    }
    const [evidence] = await gatehouse.sql(
      `SELECT decision FROM audit_events WHERE upstream = 'old' AND tool = 'hello' AND kind = 'gate.call'`,
    );
    expect(evidence).toEqual({ decision: 'allow' });
    await client.close();
    await eventually(() => server.sessions.size === 0, 'the stream at the server has ended');
    const streams = 'gatehouse_upstream_streams{kind="mcp",server="old"}';
    await eventually(async () => (await metric(gatehouse, streams)) === 0, streams);
  });

  it('names no address of the server, and its address is the caller’s alone', async () => {
    const stream = await mine.open();
    const address = addressIn(await until(stream, '\n\n'));
    expect(address).toMatch(/^\/api\/v1\/mcp\/old\?endpoint=[\w-]+$/);
    expect(Buffer.from(address.split('=')[1] ?? '', 'base64url').toString('latin1')).not.toContain('messages');
    expect((await post(address, mine)).status).toBe(202);
    const other = await callsOf(gatehouse, await gatehouse.agent(), made);
    const twin = await gatehouse.create('/upstreams', { name: 'twin', kind: 'mcp', url: server.url, transport: 'sse' });
    const before = server.received.length;
    for (const [at, who] of [
      [address, other],
      [address.replace('old', 'twin'), await callsOf(gatehouse, agent, twin)],
      [`${address}x`, mine],
      [`${address}&endpoint=a`, mine],
      ['/api/v1/mcp/old?endpoint=', mine],
    ] as const) {
      const answer = await post(at, who);
      expect([answer.status, answer.body.error.code]).toEqual([404, -32001]);
      const [kept] = await gatehouse.sql(
        `SELECT decision, reason FROM audit_events WHERE kind = 'gate.call' ORDER BY id DESC LIMIT 1`,
      );
      expect(kept).toEqual({ decision: 'deny', reason: 'there is no such session of this caller' });
    }
    // A refreshed token keeps the session.
    const refreshed = await callsOf(gatehouse, agent, made);
    expect((await post(address, refreshed)).status).toBe(202);
    expect(server.received.slice(before)).toHaveLength(1);
    await stream.body!.cancel();
  });

  it('has no address any more when the upstream has moved, nor the stream that it came on', async () => {
    const stream = await mine.open();
    const address = addressIn(await until(stream, '\n\n'));
    const elsewhere = await startSseServer();
    await gatehouse.adminCall('PATCH', `/upstreams/${made.id}`, { url: elsewhere.url });
    expect((await post(address, mine)).status).toBe(404);
    expect(elsewhere.received).toEqual([]);
    expect(await ends(stream)).toBe(true);
    await gatehouse.adminCall('PATCH', `/upstreams/${made.id}`, { url: server.url });
    await elsewhere.stop();
  });
});

it.each([
  ['another host', 'http://mcp.example/messages'],
  ['another port', 'http://127.0.0.1:9/messages'],
  ['another scheme', 'https://127.0.0.1/messages'],
  ['no URL', 'http://['],
])('a stream that names %s for messages is cut off there, whatever the case of its lines', async (_, endpoint) => {
  const upstream = await RecordingUpstream.start();
  upstream.answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': hello\n\n');
    for (const piece of ['event: messa', 'ge\rev', 'ent:endpo', `int\r\ndata: ${endpoint}\r\n\r`, '\n'])
      response.write(piece);
  };
  const view = await gatehouse.create('/upstreams', {
    name: `astray-${_.split(' ')[1]?.toLowerCase()}`,
    kind: 'mcp',
    url: upstream.url,
    transport: 'sse',
  });
  const stream = await (await callsOf(gatehouse, agent, view)).open();
  let read = '';
  const all = (async () => {
    for await (const piece of stream.body!) read += Buffer.from(piece).toString();
  })();
  await expect(all).rejects.toThrow();
  expect(read).toBe(':\n\n');
  await upstream.stop();
});

it('an agent cannot have that transport', async () => {
  const agentFields = { name: 'agent', kind: 'a2a', url: server.url, transport: 'sse' };
  expectWrong(await gatehouse.adminCall('POST', '/upstreams', agentFields), '/transport');
  expectWrong(await gatehouse.adminCall('POST', '/upstreams', { ...agentFields, transport: 'stdio' }), '/transport');
});
