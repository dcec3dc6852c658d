import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hideSecrets } from '../support/hidden-things.js';
import type { TestGatehouse } from '../support/gatehouse.js';
import { RecordedTools } from '../support/recorded-tools.js';
import type { RecordingUpstream } from '../support/recording-upstream.js';

// Attack 48: two parts of one message, or two readers of it, that say different things.

let tools: RecordedTools;
let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let token: string;
beforeAll(async () => {
  tools = await RecordedTools.start();
  ({ gatehouse, upstream, token } = tools);
  await hideSecrets(gatehouse, 'tools');
  upstream.answer = (_request, response) =>
    void response
      .setHeader('content-type', 'application/json')
      .end('{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"secret"}]}}');
});
afterAll(() => tools.stop());

const CLAIM = '"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}';
const body = (method: string, params: string) => `{"jsonrpc":"2.0","id":1,"method":"${method}","params":{${params}}}`;

/** Lines as they are, over a socket of its own. @returns status and body */
async function raw(lines: string[], sent: string): Promise<[number, string]> {
  const head = [
    'POST /api/v1/mcp/tools HTTP/1.1',
    'Host: x',
    'Connection: close',
    `Authorization: Bearer ${token}`,
    ...(lines.some((line) => /^content-type:/i.test(line)) ? [] : ['Content-Type: application/json']),
    'Accept: application/json, text/event-stream',
    `Content-Length: ${Buffer.byteLength(sent)}`,
    ...lines,
  ];
  const text = await new Promise<string>((resolve) => {
    let out = '';
    const socket = connect(Number(new URL(gatehouse.url).port), '127.0.0.1', () =>
      socket.write(`${head.join('\r\n')}\r\n\r\n${sent}`),
    );
    socket.on('data', (piece: Buffer) => (out += piece.toString()));
    socket.on('error', () => undefined).on('close', () => resolve(out));
  });
  return [Number(text.split(' ')[1]), text.slice(text.indexOf('\r\n\r\n') + 4)];
}

const MODERN = 'MCP-Protocol-Version: 2026-07-28';
const call = body('tools/call', `"name":"harmless",${CLAIM}`);

it.each<[string, string[], string]>([
  ['headers of one tool, body of another', [MODERN, 'Mcp-Method: tools/call', 'Mcp-Name: secret'], call],
  ['a second name in another case', [MODERN, 'Mcp-Method: tools/call', 'Mcp-Name: harmless', 'mcp-NAME: secret'], call],
  ['a second name after a comma', [MODERN, 'Mcp-Method: tools/call', 'Mcp-Name: harmless, secret'], call],
  ['a call that says it is a list', [MODERN, 'Mcp-Method: tools/list'], call],
  [
    'a version that hides the headers',
    ['MCP-Protocol-Version: 2025-11-25', 'Mcp-Method: tools/call', 'Mcp-Name: secret'],
    call,
  ],
  ['two versions', [MODERN, 'mcp-protocol-version: 2025-11-25', 'Mcp-Method: tools/call', 'Mcp-Name: harmless'], call],
  ['no headers at all', [], call],
  ['no version, the name of another', ['Mcp-Name: secret'], body('tools/call', '"name":"harmless"')],
  ['a batch with a name', ['Mcp-Name: harmless'], `[${body('tools/call', '"name":"harmless"')}]`],
  [
    'a batch that begins harmlessly',
    [MODERN, 'Mcp-Method: ping'],
    `[${body('ping', CLAIM)},${body('tools/call', '"name":"secret"')}]`,
  ],
  ['two names in the body', [], body('tools/call', '"name":"harmless","name":"secret"')],
  ['two names in the body, one in another case', [], body('tools/call', '"name":"harmless","Name":"secret"')],
  ['two names in the body, one escaped', [], body('tools/call', '"name":"harmless","n\\u0061me":"secret"')],
  ['another method in another case', [], body('ping', '').replace('"method"', '"Method":"tools/list","method"')],
  ['a media type that is not looked into', ['Content-Type: text/plain'], body('tools/call', '"name":"secret"')],
])('%s: nothing reaches the server', async (_what, lines, sent) => {
  const before = upstream.received.length;
  const [status] = await raw(lines, sent);
  expect([400, 415]).toContain(status);
  expect(upstream.received.length).toBe(before);
});

it.each([
  ['escaped', body('tools\\/list', '')],
  ['escaped letter by letter', body('\\u0074ools/list', '')],
  ['without an id', body('tools/list', '').replace('"id":1,', '')],
  ['in a batch', `[${body('ping', '')},${body('tools/list', '').replace('1', '2')}]`.replace('"id":1', '"id":3')],
])('a list that is asked for in words %s is trimmed', async (_what, sent) => {
  const [status, text] = await raw([], sent);
  expect([status, text.includes('secret')]).toEqual([200, false]);
  expect(upstream.last().body).toContain('"tools/list"');
});

it('what the server gets is what was decided on, and headers that repeat it', async () => {
  const headers = [MODERN, 'Mcp-Method: tools/call', 'Mcp-Name: harmless', 'Mcp-Param-Tenant: 7', 'Mcp_Name: secret'];
  expect((await raw(headers, call))[0]).toBe(200);
  const { headers: got, body: sent } = upstream.last();
  expect(got).toMatchObject({ 'mcp-method': 'tools/call', 'mcp-name': 'harmless', 'mcp-param-tenant': '7' });
  expect(JSON.stringify(got)).not.toContain('secret');
  expect(sent).toBe(call);
});
