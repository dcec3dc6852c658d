import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { brotliCompressSync, constants } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Gated, gated, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { held } from '../support/memory.js';
import { ok, RecordingUpstream } from '../support/recording-upstream.js';

// Attack 61: few bytes that cost much memory, and answers that nobody reads.

let gatehouse: TestGatehouse;
let server: RecordingUpstream;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
const open: Socket[] = [];
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  server = await RecordingUpstream.start();
  agent = await gatehouse.agent();
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
  server.answer = ok;
});
afterAll(async () => {
  await gatehouse.stop();
  await server.stop();
});

const COUNT = 300_000;
/** As many chunks of one byte each. */
const CRUMBS = '1\r\nx\r\n'.repeat(COUNT);

function requestOf({ path, headers }: Gated, more: string, body: string): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\nHost: x\r\n${lines.join('')}${more}\r\n${body}`;
}

/** Nobody reads what comes. */
function socketTo(request: string): Socket {
  const socket = connect(Number(new URL(gatehouse.url).port), '127.0.0.1');
  socket.on('error', () => undefined).write(request);
  open.push(socket);
  return socket;
}

describe('answers that a client asks for and does not read', () => {
  const LARGE = rpc('x', { text: 'x'.repeat(3_900_000) });
  const EVENT = `data: ${LARGE}\n\n`;

  // Sockets buffer the first of them at most.
  it.each([
    ['documents', 'application/json', 3, LARGE],
    ['events', 'text/event-stream', 1, EVENT + EVENT],
  ])('%s are held up to its share of what the gate holds', async (_what, type, inTurn, body) => {
    const mine = await gated(gatehouse, agent, { url: server.url });
    server.answer = (request, response) => void ok(request, response.setHeader('mcp-session-id', 's'));
    const session = (await mine.send()).headers.get('mcp-session-id') ?? '';
    let left = 0;
    server.answer = (_request, response) => {
      response.on('close', () => left++);
      response.writeHead(200, { 'content-type': type }).write(body);
      if (inTurn > 1) response.end();
    };
    const call = rpc('tools/call', { name: 'a' });
    const request = requestOf(mine, `mcp-session-id: ${session}\r\nContent-Length: ${call.length}\r\n`, call);
    for (let count = 1; count <= 12; count++) {
      const socket = socketTo(request.repeat(inTurn));
      // Not only while they are being gathered: all documents have come to the gate, or the first event has left it.
      const isHeld = () => (inTurn > 1 ? left === count * inTurn : left > 0 || socket.readableLength > 60_000);
      await eventually(isHeld, 'held');
    }
    // Of a stream that is cut off, the server is left.
    let refused = inTurn > 1 ? 0 : left;
    for (const socket of open) {
      socket.on('data', (piece: Buffer) => (refused += piece.toString('latin1').split('HTTP/1.1 503').length - 1));
    }
    await eventually(() => refused > 0, 'some were refused, or cut off');
    for (const socket of open.splice(0)) socket.destroy();
    server.answer = (_request, response) => void response.writeHead(200, { 'content-type': type }).end(body);
    const isServed = async () =>
      (await mine.send(call, { 'mcp-session-id': session }).catch(() => null))?.text === body;
    await eventually(isServed, 'room again');
  });
});

/** So many bytes, in a few. */
function compressed(bytes: number): Buffer {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 1 };
  return brotliCompressSync(rpc('x', { text: 'x'.repeat(bytes) }), { params });
}

it('an answer that is short only while it is compressed is not gathered whole for whoever does not read it', async () => {
  const mine = await gated(gatehouse, agent, { url: server.url });
  server.answer = (request, response) => void ok(request, response.setHeader('mcp-session-id', 's'));
  const body = compressed(100_000_000);
  const session = (await mine.send()).headers.get('mcp-session-id') ?? '';
  server.answer = (_request, response) => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'br', 'content-length': body.length };
    response.writeHead(200, headers).end(body);
  };
  const call = rpc('tools/call', { name: 'a' });
  const before = held();
  const more = `mcp-session-id: ${session}\r\nContent-Length: ${call.length}\r\n`;
  const socket = socketTo(requestOf(mine, more, call));
  await eventually(() => socket.readableLength > 0, 'the answer begins');
  expect(held() - before).toBeLessThan(50);
});

describe('a body of single bytes costs little more than its size', () => {
  it('when a client sends it', async () => {
    const mine = await gated(gatehouse, agent, { url: server.url });
    const before = held();
    const arrived = new Promise<Socket>((resolve) => {
      (gatehouse.app.getHttpServer() as Server).once('connection', resolve);
    });
    const sent = socketTo(requestOf(mine, 'Transfer-Encoding: chunked\r\n', CRUMBS));
    const { remotePort } = await arrived;
    expect(remotePort).toBe(sent.localPort);
    await eventually(async () => (await arrived).bytesRead >= sent.bytesWritten, 'it was read');
    expect(held() - before).toBeLessThan(10);
  });
});
