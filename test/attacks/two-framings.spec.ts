import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestGatehouse } from '../support/gatehouse.js';
import { RecordedTools } from '../support/recorded-tools.js';
import type { RecordingUpstream } from '../support/recording-upstream.js';

// Attack 48, a layer below: where a message ends, and which headers it has, read in two ways (RFC 9112 §6, CWE-444).
// Behind each message that is sent waits a second one: whoever ends the first one early sends that one on.

let tools: RecordedTools;
let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let token: string;
beforeAll(async () => {
  tools = await RecordedTools.start();
  ({ gatehouse, upstream, token } = tools);
});
afterAll(() => tools.stop());

const PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
const SIZE = PING.length;
const HEX = SIZE.toString(16);
const START = 'POST /api/v1/mcp/tools HTTP/1.1';
const chunked = `${HEX}\r\n${PING}\r\n0\r\n\r\n`;

const headers = (lines: string[]) =>
  ['Host: x', `Authorization: Bearer ${token}`, 'Content-Type: application/json', ...lines].join('\r\n');

/** What is answered, until the line is closed. @returns the status of each answer */
async function statuses(sent: string): Promise<number[]> {
  const text = await new Promise<string>((resolve) => {
    let out = '';
    const socket = connect(Number(new URL(gatehouse.url).port), '127.0.0.1', () => socket.write(sent));
    socket.on('data', (piece: Buffer) => (out += piece.toString('latin1')));
    socket.on('error', () => undefined).on('close', () => resolve(out));
  });
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

/** A second message, which nobody may take for one: it has no token, and no place at the server. */
const smuggled = () => {
  const body = '{"jsonrpc":"2.0","id":2,"method":"smuggled"}';
  const lines = ['Host: x', 'Content-Type: application/json', 'Connection: close', `Content-Length: ${body.length}`];
  return `${START}\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
};

/** What reached the server. */
async function reached(sent: string): Promise<{ answers: number[]; methods: string[] }> {
  const before = upstream.received.length;
  const answers = await statuses(sent);
  const methods = upstream.received.slice(before).map(({ body }) => (body === '' ? '' : JSON.parse(body).method));
  return { answers, methods };
}

it.each<[string, string[], string]>([
  ['a length and chunks', [`Content-Length: ${SIZE}`, 'Transfer-Encoding: chunked'], chunked],
  ['chunks and a length', ['Transfer-Encoding: chunked', 'Content-Length: 4'], chunked],
  ['two lengths', [`Content-Length: ${SIZE}`, 'Content-Length: 4'], PING],
  ['the same length twice', [`Content-Length: ${SIZE}`, `Content-Length: ${SIZE}`], PING],
  ['two lengths in one', [`Content-Length: ${SIZE}, ${SIZE}`], PING],
  ['a length with a sign', [`Content-Length: +${SIZE}`], PING],
  ['a negative length', ['Content-Length: -1'], PING],
  ['a length in hexadecimal', [`Content-Length: 0x${HEX}`], PING],
  ['a length beyond what numbers hold', ['Content-Length: 18446744073709551657'], PING],
  ['chunks in another word', ['Transfer-Encoding: xchunked'], chunked],
  ['chunks, and then something else', ['Transfer-Encoding: chunked, identity'], chunked],
  ['chunks twice', ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], chunked],
  ['a space before the colon', ['Transfer-Encoding : chunked'], chunked],
  ['a header that goes on in the next line', ['X: y\r\n Transfer-Encoding: chunked'], chunked],
  ['a line end of one byte', ['X: y\nTransfer-Encoding: chunked'], chunked],
  ['a chunk whose size is no number', ['Transfer-Encoding: chunked'], `0x${HEX}\r\n${PING}\r\n0\r\n\r\n`],
  ['a chunk with a space in its size', ['Transfer-Encoding: chunked'], ` ${HEX}\r\n${PING}\r\n0\r\n\r\n`],
  ['a chunk that ends in one byte', ['Transfer-Encoding: chunked'], `${HEX}\n${PING}\n0\n\n`],
  ['an extension of a chunk with a line end in it', ['Transfer-Encoding: chunked'], `${HEX};a\n${chunked}`],
])('%s: refused, and nothing reaches the server', async (_what, lines, sent) => {
  const { answers, methods } = await reached(`${START}\r\n${headers(lines)}\r\n\r\n${sent}${smuggled()}`);
  expect(methods).toEqual([]);
  // What has no one end ends the line: nothing behind it is read as a message.
  expect(answers).toEqual([400]);
});

it.each<[string, string, string[]]>([
  ['of a length', `Content-Length: ${SIZE}\r\n\r\n${PING}`, ['ping']],
  ['in chunks', `Transfer-Encoding: chunked\r\n\r\n${chunked}`, ['ping']],
  ['in chunks, written in another case', `transfer-ENCODING: CHUNKED\r\n\r\n${chunked}`, ['ping']],
  ['in one chunk with an extension', `Transfer-Encoding: chunked\r\n\r\n${HEX};a=b\r\n${chunked.slice(4)}`, ['ping']],
])('one message %s is one, and the one behind it needs a token of its own', async (_what, rest, expected) => {
  const { answers, methods } = await reached(`${START}\r\n${headers([])}\r\n${rest}${smuggled()}`);
  expect({ answers, methods }).toEqual({ answers: [200, 401], methods: expected });
  const { headers: got } = upstream.last();
  expect([got['content-length'], got['transfer-encoding']]).toEqual([String(SIZE), undefined]);
});

it.each(['GET', 'DELETE'])('a %s takes no message along to the server', async (method) => {
  const lines = headers([`Content-Length: ${smuggled().length}`]);
  const { answers, methods } = await reached(
    `${method}${START.slice(4)}\r\n${lines}\r\n\r\n${smuggled()}${smuggled()}`,
  );
  expect({ answers, methods }).toEqual({ answers: [200, 401], methods: [''] });
});

it.each<[string, string[], string]>([
  [
    'in a trailer',
    ['Transfer-Encoding: chunked'],
    `${chunked.slice(0, -2)}Mcp-Name: other\r\nAuthorization: Bearer x\r\n\r\n`,
  ],
  ['by a Connection header', [`Content-Length: ${SIZE}`, 'Connection: keep-alive, Authorization, Content-Type'], PING],
  ['by a second Content-Type', [`Content-Length: ${SIZE}`, 'Content-Type: text/plain'], PING],
  ['by another encoding', [`Content-Length: ${SIZE}`, 'Content-Type: application/json; charset=utf-16'], PING],
])('headers are not changed on the way %s', async (_what, lines, sent) => {
  const { answers, methods } = await reached(`${START}\r\n${headers(lines)}\r\n\r\n${sent}${smuggled()}`);
  expect({ answers, methods }).toEqual({ answers: [200, 401], methods: ['ping'] });
  const { headers: got, rawHeaders } = upstream.last();
  const names = rawHeaders.filter((_one, index) => index % 2 === 0).map((name) => name.toLowerCase());
  expect(
    names.filter((name) => ['authorization', 'content-type', 'connection', 'mcp-name'].includes(name)).sort(),
  ).toEqual(['authorization', 'connection', 'content-type']);
  expect([got['content-type'], got.connection]).toEqual(['application/json', 'keep-alive']);
  expect(got.authorization).toMatch(/^Bearer ey/);
});

it.each(['gzip', 'br', 'identity, gzip', 'x'])('a body that calls itself %s is not read as it is', async (coding) => {
  const lines = headers([`Content-Length: ${SIZE}`, `Content-Encoding: ${coding}`, 'Connection: close']);
  const { answers, methods } = await reached(`${START}\r\n${lines}\r\n\r\n${PING}`);
  expect({ answers, methods }).toEqual({ answers: [400], methods: [] });
});
