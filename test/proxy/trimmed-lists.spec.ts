import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hideSecrets } from '../support/hidden-things.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { ok, RecordingUpstream } from '../support/recording-upstream.js';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let token: string;
let trusted: string;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  upstream = await RecordingUpstream.start();
  const { resource } = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
  const [agent, other] = [await gatehouse.agent(), await gatehouse.agent()];
  token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
  trusted = await gatehouse.accessToken(other.id, other.secret, { resource });
  await hideSecrets(gatehouse, 'tools', agent.id);
});
afterEach(() => {
  upstream.answer = ok;
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

const rpc = (method: string, id: unknown = 1) => JSON.stringify({ jsonrpc: '2.0', id, method });
const headers = (more: Record<string, string> = {}) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  ...more,
});
const ask = (body = rpc('tools/list'), more: Record<string, string> = {}): Promise<Answer> =>
  gatehouse.request('POST', '/api/v1/mcp/tools', { headers: headers(more), body });

const TOOLS = '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a"},{"name":"secret-1"},{"name":"b"}]}}';
const TRIMMED = '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a"},{"name":"b"}]}}';
const JSON_TYPE = { 'content-type': 'application/json' };
const EVENTS = { 'content-type': 'text/event-stream' };

/** The upstream answers so, in pieces as they are. */
function answers(
  pieces: string | Buffer | (string | Buffer)[],
  head: Record<string, string> = JSON_TYPE,
  status = 200,
) {
  upstream.answer = (_request, response) => {
    response.writeHead(status, head);
    void inPieces(response, [pieces].flat());
  };
}
async function inPieces(response: ServerResponse, pieces: (string | Buffer)[]): Promise<void> {
  for (const piece of pieces) {
    response.write(piece);
    await sleep(pieces.length > 20 ? 0 : 5);
  }
  response.end();
}
const bytesOf = (text: string) => Array.from(Buffer.from(text), (byte) => Buffer.from([byte]));

describe('a list has what the caller may use, and nothing else', () => {
  it.each([
    ['tools/list', 'tools', 'name', 'a-tool', 'secret-tool'],
    ['prompts/list', 'prompts', 'name', 'a prompt', 'secret prompt'],
    ['resources/list', 'resources', 'uri', 'file:///a', 'file:///secret'],
    ['resources/templates/list', 'resourceTemplates', 'uriTemplate', 'file:///{a}', 'secret://{a}'],
  ])('%s', async (method, member, called, open, hidden) => {
    const shown = { [called]: open, title: 'T', _meta: { any: [1, { x: null }] } };
    const result = { [member]: [{ [called]: hidden }, shown], nextCursor: 'page-2', _meta: { more: true } };
    answers(JSON.stringify({ jsonrpc: '2.0', id: 'x', result }));
    const answer = await ask(rpc(method, 'x'));
    expect([answer.status, answer.body]).toEqual([
      200,
      { jsonrpc: '2.0', id: 'x', result: { ...result, [member]: [shown] } },
    ]);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(upstream.last().headers['accept-encoding']).toBe('identity');
  });

  it('for each caller its own, at the same time', async () => {
    answers(TOOLS);
    const [mine, theirs] = await Promise.all([ask(), ask(rpc('tools/list'), { authorization: `Bearer ${trusted}` })]);
    expect([mine.text, theirs.text]).toEqual([TRIMMED, TOOLS]);
  });

  it('also when all of it may be used: written anew, with every digit of its numbers', async () => {
    answers('{"jsonrpc": "2.0", "id":9007199254740993,"result":{"tools":[{"name":"\\u0061","v":1.0,"w":1e400}] } }');
    expect((await ask()).text).toBe(
      '{"jsonrpc":"2.0","id":9007199254740993,"result":{"tools":[{"name":"a","v":1.0,"w":1e400}]}}',
    );
  });

  it('never marked as one that others may be shown (R17)', async () => {
    const listed = (more: object) => JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools: [], ...more } });
    answers(listed({ ttlMs: 60_000, cacheScope: 'public' }));
    expect((await ask()).body.result).toEqual({ tools: [], ttlMs: 60_000, cacheScope: 'private' });
    answers(listed({ ttlMs: 60_000 }));
    const answer = await ask();
    expect(answer.body.result).toEqual({ tools: [], ttlMs: 60_000, cacheScope: 'private' });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    answers(listed({}));
    expect((await ask()).body.result).toEqual({ tools: [] });
  });

  it('of a batch, beside the other answers', async () => {
    answers(`[${TOOLS},{"jsonrpc":"2.0","id":2,"result":{"content":[]}}]`);
    const answer = await ask(`[${rpc('tools/list')},${rpc('ping', 2)}]`);
    expect(answer.text).toBe(`[${TRIMMED},{"jsonrpc":"2.0","id":2,"result":{"content":[]}}]`);
  });

  it('an error of the server, an answer without a body and news of changes pass', async () => {
    answers('{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no lists"}}', JSON_TYPE, 404);
    let answer = await ask();
    expect([answer.status, answer.body.error.code]).toEqual([404, -32601]);
    answers([], JSON_TYPE, 202);
    answer = await ask('{"jsonrpc":"2.0","method":"tools/list"}');
    expect([answer.status, answer.text]).toEqual([202, '']);
    answers('data: {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n\n', EVENTS);
    expect((await ask()).text).toContain('notifications/tools/list_changed');
  });
});

describe('a list is trimmed whatever it comes in', () => {
  it.each([
    ['text/plain', { 'content-type': 'text/plain' }],
    ['another JSON', { 'content-type': 'application/vnd.api+json; charset=utf-8' }],
    ['another charset', { 'content-type': 'application/json; charset=utf-16' }],
    ['no type', {}],
    ['gibberish', { 'content-type': ';;;' }],
    ['an image', { 'content-type': 'image/png' }],
  ])('named %s', async (_what, head) => {
    answers(TOOLS, head);
    const answer = await ask();
    expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([
      200,
      TRIMMED,
      'application/json',
    ]);
  });

  it.each([201, 203, 206, 404, 418, 500])('with status %i', async (status) => {
    answers(TOOLS, JSON_TYPE, status);
    const answer = await ask();
    expect([answer.status, answer.text]).toEqual([status, TRIMMED]);
  });

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('encoded by %s, which nobody asked for', async (encoding, encode) => {
    answers(encode(TOOLS), { ...JSON_TYPE, 'content-encoding': encoding });
    let answer = await ask();
    expect([answer.text, answer.headers.get('content-encoding')]).toEqual([TRIMMED, null]);
    answers(encode(`data: ${TOOLS}\n\n`), { ...EVENTS, 'content-encoding': encoding });
    answer = await ask();
    expect(answer.text).toBe(`data: ${TRIMMED}\n\n`);
  });

  it('cut into single bytes, also within a letter', async () => {
    answers(bytesOf(TOOLS.replace('"a"', '"é🙂"')));
    expect((await ask()).text).toBe(TRIMMED.replace('"a"', '"é🙂"'));
    answers(bytesOf(`\ufeffid: 1\r\ndata: ${TOOLS.replace('"a"', '"é🙂"')}\r\n\r\n`), EVENTS);
    expect((await ask()).text).toBe(`id: 1\ndata: ${TRIMMED.replace('"a"', '"é🙂"')}\n\n`);
  });
});

describe('a list in a stream of events', () => {
  const NOTE = '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1}}';

  it.each([
    ['line feeds', '\n'],
    ['carriage returns', '\r'],
    ['both', '\r\n'],
  ])('is trimmed where lines end with %s, and the other events keep their order and ids', async (_what, end) => {
    const events = [
      `: hello`,
      `event: message`,
      `id: 7`,
      `retry: 10`,
      `data:${NOTE}`,
      '',
      `data`,
      'id: 8',
      '',
      `data: ${TOOLS}`,
      '',
      '',
    ];
    answers(events.join(end), EVENTS);
    expect((await ask()).text).toBe(
      `event: message\nid: 7\nretry: 10\ndata: ${NOTE}\n\nid: 8\ndata: \n\ndata: ${TRIMMED}\n\n`,
    );
  });

  it('is trimmed when its text is of several lines', async () => {
    const readable = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools: [{ name: 'secret' }] } });
    const cut = readable.indexOf('"result"');
    answers(`data: ${readable.slice(0, cut)}\ndata: ${readable.slice(cut)}\n\n`, EVENTS);
    expect((await ask()).text).toBe('data: {"jsonrpc":"2.0","id":1,"result":{"tools":[]}}\n\n');
  });

  it('comes when it comes: what is said before is not held back', async () => {
    let more: () => void = () => undefined;
    upstream.answer = (_request, response) => {
      response.writeHead(200, EVENTS).write(`data: ${NOTE}\n\n`);
      more = () => response.end(`data: ${TOOLS}\n\n`);
    };
    const answer = await fetch(`${gatehouse.url}/api/v1/mcp/tools`, {
      method: 'POST',
      headers: headers(),
      body: rpc('tools/list'),
    });
    const reader = answer.body!.getReader();
    const next = async () => Buffer.from((await reader.read()).value ?? []).toString();
    expect(await next()).toBe(`data: ${NOTE}\n\n`);
    more();
    expect(await next()).toBe(`data: ${TRIMMED}\n\n`);
    expect((await reader.read()).done).toBe(true);
  });

  it('is trimmed when its stream is resumed', async () => {
    answers(`id: 9\ndata: ${TOOLS}\n\n`, EVENTS);
    const answer = await gatehouse.request('GET', '/api/v1/mcp/tools', { headers: headers({ 'last-event-id': '8' }) });
    expect(answer.text).toBe(`id: 9\ndata: ${TRIMMED}\n\n`);
    expect(upstream.last().headers['last-event-id']).toBe('8');
  });

  it('a stream that ends before it came just ends: it can be resumed', async () => {
    answers(`id: 1\ndata:\n\ndata: ${TOOLS}\n`, EVENTS);
    expect((await ask()).text).toBe('id: 1\ndata: \n\n');
  });
});

it('over HTTP with SSE, lists are trimmed on the stream that all answers come on', async () => {
  const { resource } = await gatehouse.create('/upstreams', {
    name: 'older',
    kind: 'mcp',
    url: upstream.url,
    transport: 'sse',
  });
  const agent = await gatehouse.agent();
  await hideSecrets(gatehouse, 'older', agent.id);
  const authorization = `Bearer ${await gatehouse.accessToken(agent.id, agent.secret, { resource })}`;
  const escaped = TOOLS.replace('"tools"', '"\\u0074ools"');
  answers(`event: endpoint\ndata: /messages?id=7\n\nevent: message\ndata: ${escaped}\n\n`, EVENTS);
  const stream = await gatehouse.request('GET', '/api/v1/mcp/older', { headers: headers({ authorization }) });
  const [, address = ''] = /^event: endpoint\ndata: (\S+)\n\n/.exec(stream.text) ?? [];
  expect(stream.text).toBe(`event: endpoint\ndata: ${address}\n\nevent: message\ndata: ${TRIMMED}\n\n`);
  answers('Accepted', { 'content-type': 'text/plain' }, 202);
  const posted = { headers: headers({ authorization }), body: rpc('tools/list') };
  const accepted = await gatehouse.request('POST', address, posted);
  expect([accepted.status, accepted.text]).toEqual([202, '']);
});

describe('what is no answer to a list passes byte for byte', () => {
  const ODD = Buffer.concat([
    Buffer.from('{"a":1,"a":[ 1.0 ], "tools":[{"name":"secret"}] \r\n'),
    Buffer.from([0xff, 0xc3]),
  ]);

  it.each([JSON_TYPE, EVENTS])('%o', async (head) => {
    answers(ODD, head);
    const answer = await fetch(`${gatehouse.url}/api/v1/mcp/tools`, {
      method: 'POST',
      headers: headers(),
      body: rpc('tools/call').replace('}', ',"params":{"name":"x"}}'),
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(ODD)).toBe(true);
  });

  it('also what the server has encoded', async () => {
    answers(gzipSync(TOOLS), { ...JSON_TYPE, 'content-encoding': 'gzip' });
    const answer = await ask(rpc('ping'));
    expect([answer.text, answer.headers.get('content-encoding')]).toEqual([TOOLS, 'gzip']);
  });
});
