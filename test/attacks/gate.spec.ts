import type { Server } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { AddressRule } from '../../src/outbound/address-rule.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { whileHeld } from '../support/held-lock.js';
import { ok, RecordingUpstream } from '../support/recording-upstream.js';

let upstream: RecordingUpstream;
let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let token: string, resource: string, port: number;
beforeAll(async () => {
  upstream = await RecordingUpstream.start();
  gatehouse = await TestGatehouse.start();
  const { url } = upstream;
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url })).resource;
  agent = await gatehouse.agent();
  token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
  port = Number(new URL(gatehouse.url).port);
});
afterEach(() => void (upstream.answer = ok));
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});
const auth = (value = token) => ({ authorization: `Bearer ${value}`, 'content-type': 'application/json' });
const post = (body: string, more: Record<string, string> = {}) =>
  gatehouse.request('POST', '/api/v1/mcp/tools', { headers: { ...auth(), ...more }, body });
const head = (length: number, value = token) =>
  `POST /api/v1/mcp/tools HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${value}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
const sid = (value: string) => JSON.parse(Buffer.from(value.split('.')[1]!, 'base64url').toString()).sid;
const raw = (text: string) =>
  new Promise<string>((resolve) => {
    let out = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket
      .on('data', (chunk: Buffer) => (out += chunk.toString()))
      .on('error', () => undefined)
      .on('close', () => resolve(out));
  });

it('a body of many tiny values is refused before it costs ten times its size', async () => {
  const answer = await post(`{"jsonrpc":"2.0","id":1,"method":"x","params":[${'{},'.repeat(1_300_000)}{}]}`);
  expect([answer.status, answer.body.error?.code]).toEqual([400, -32700]);
});

it('a method or a subject cannot be a megabyte of evidence', async () => {
  const huge = 'x'.repeat(1_000_000);
  for (const body of [
    `{"jsonrpc":"2.0","id":1,"method":"${huge}"}`,
    `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${huge}"}}`,
  ]) {
    expect((await post(body)).status).toBe(400);
  }
});

it('a NUL in a name is the client’s mistake', async () => {
  for (const body of [
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a\\u0000b"}}',
    '{"jsonrpc":"2.0","id":1,"method":"\\u0000"}',
  ]) {
    expect((await post(body)).status).toBe(400);
  }
  expect(gatehouse.errors()).toBe('');
});

it('nothing is sent on for a client that went away while its call was being decided', async () => {
  let arrived = 0;
  upstream.answer = () => void arrived++;
  const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
  const server = gatehouse.app.getHttpServer() as Server;
  const gone = new Promise((done) => server.once('connection', (accepted: Socket) => accepted.once('close', done)));
  await whileHeld(gatehouse, ['LOCK TABLE audit_events IN ACCESS EXCLUSIVE MODE'], async (lock) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(head(body.length) + body));
    socket.on('error', () => undefined);
    await lock.waitedFor(1);
    socket.resetAndDestroy();
    await gone;
    await lock.release();
  });
  await sleep(700);
  expect(arrived).toBe(0);
});

it('a body that arrives after its session was revoked is not sent on', async () => {
  const value = await gatehouse.accessToken(agent.id, agent.secret, { resource });
  let arrived = 0;
  upstream.answer = (request, response) => (arrived++, ok(request, response));
  const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
  const socket = connect(port, '127.0.0.1', () => socket.write(head(body.length, value) + body.slice(0, 9)));
  await sleep(1200);
  await gatehouse.adminCall('DELETE', `/sessions/${sid(value)}`);
  socket.write(body.slice(9));
  await sleep(600);
  socket.destroy();
  expect(arrived).toBe(0);
});

it('headers that mirror the body must equal it (rule 2, R13)', async () => {
  const answer = await post('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"harmless"}}', {
    'mcp-method': 'tools/call',
    'mcp-name': 'delete_everything',
  });
  expect([answer.status, answer.body.error?.code]).toEqual([400, -32020]);
});

const speaking = async (speak: (socket: Socket) => void, fields: Record<string, unknown> = {}) => {
  const server = createTcpServer(
    (socket) => void socket.on('error', () => undefined).once('data', () => speak(socket)),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const name = `raw${(server.address() as AddressInfo).port}`;
  const made = await gatehouse.create('/upstreams', {
    name,
    kind: 'mcp',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ...fields,
  });
  const value = await gatehouse.accessToken(agent.id, agent.secret, { resource: made.resource });
  return { server, ask: () => gatehouse.request('GET', `/api/v1/mcp/${name}`, { headers: auth(value) }) };
};

it('what an upstream sends is not logged', async () => {
  const { server, ask } = await speaking((socket) =>
    socket.end('HTTP/1.1 200 OK\r\nBad Header: x\r\nSet-Cookie: session=hunter2\r\n\r\n'),
  );
  expect((await ask()).status).toBe(502);
  expect(gatehouse.logLines.join('')).not.toContain('hunter2');
  server.close();
});

it('why an upstream failed can be read in the log', async () => {
  const { server, ask } = await speaking((socket) => socket.resetAndDestroy());
  expect((await ask()).status).toBe(502);
  expect(gatehouse.logLines.findLast((line) => line.includes('gate.upstream_failed'))).toContain('ECONNRESET"');
  expect(gatehouse.logLines.findLast((line) => line.includes('gate.upstream_failed'))).not.toContain('[redacted]');
  server.close();
});

it('interim answers do not put off the timeout', async () => {
  const { server, ask } = await speaking(
    (socket) => {
      const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 200);
      socket.on('close', () => clearInterval(timer));
    },
    { timeouts: { first_byte: 1000 } },
  );
  const answer = await Promise.race([ask(), sleep(8000, null)]);
  expect(answer?.status).toBe(504);
  server.close();
});

it('addresses of metadata services', () => {
  const rule = new AddressRule([]);
  for (const address of ['fd20:ce::254', 'fd00:ec2::23']) expect([address, rule.refuses(address)]).not.toContain(null);
});

it('every answer has a request id and the security headers; a path has one spelling', async () => {
  const broken = await raw('GET http://[/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(broken).toMatch(/x-request-id/i);
  const other = await raw('GET /api\\v1\\mcp\\tools# HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(other).toMatch(/^HTTP\/1.1 40[04]/);
});

it('a batch is as many requests as it holds', async () => {
  const other = await TestGatehouse.start({ LIMIT_GATE_CLIENT: '10/60' });
  const { url } = upstream;
  const made = await other.create('/upstreams', { name: 'tools', kind: 'mcp', url });
  const one = await other.agent();
  const value = await other.accessToken(one.id, one.secret, { resource: made.resource });
  const batch = Array.from({ length: 100 }, (_, id) => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name: 'a' },
  }));
  const answer = await other.request('POST', '/api/v1/mcp/tools', {
    headers: auth(value),
    body: JSON.stringify(batch),
  });
  await other.stop();
  expect(answer.status).toBe(429);
});

it('a name that resolves to an address outside of UPSTREAM_NETWORKS is not dialled', async () => {
  const other = await TestGatehouse.start({ UPSTREAM_NETWORKS: '10.0.0.0/8' });
  const url = upstream.url.replace('127.0.0.1', 'localhost');
  const made = await other.create('/upstreams', { name: 'tools', kind: 'mcp', url });
  const one = await other.agent();
  const value = await other.accessToken(one.id, one.secret, { resource: made.resource });
  const answer = await other.request('GET', '/api/v1/mcp/tools', { headers: auth(value) });
  await other.stop();
  expect(answer.status).toBe(502);
});

it('what is minted for an upstream does not outlive the token it was minted from', async () => {
  const other = await TestGatehouse.start({ ACCESS_TOKEN_SECONDS: '30' });
  let seen = '';
  upstream.answer = (request, response) => {
    seen = request.headers.authorization ?? '';
    ok(request, response);
  };
  const { url } = upstream;
  const made = await other.create('/upstreams', { name: 'tools', kind: 'mcp', url });
  const one = await other.agent();
  const value = await other.accessToken(one.id, one.secret, { resource: made.resource });
  await other.request('GET', '/api/v1/mcp/tools', { headers: auth(value) });
  await other.stop();
  const exp = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString()).exp as number;
  expect(exp(seen)).toBe(exp(value));
});

it('a client that stops reading does not hold the upstream for ever', async () => {
  const closed = new Promise<void>((done) => {
    upstream.answer = (_request, response) => {
      response.on('close', done).writeHead(200, { 'content-type': 'application/json' });
      const push = (): void =>
        void (response.write(Buffer.alloc(65536)) ? setImmediate(push) : response.once('drain', push));
      push();
    };
  });
  const { url } = upstream;
  const made = await gatehouse.create('/upstreams', { name: 'stalled', kind: 'mcp', url, timeouts: { idle: 1000 } });
  const value = await gatehouse.accessToken(agent.id, agent.secret, { resource: made.resource });
  const socket = connect(port, '127.0.0.1', () =>
    socket.write(`GET /api/v1/mcp/stalled HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${value}\r\n\r\n`),
  );
  socket.on('error', () => undefined).pause();
  await closed;
  socket.destroy();
});
