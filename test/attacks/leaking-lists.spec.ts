import { gzipSync } from 'node:zlib';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hideSecrets } from '../support/hidden-things.js';
import type { TestGatehouse } from '../support/gatehouse.js';
import { RecordedTools } from '../support/recorded-tools.js';
import { ok, type RecordingUpstream } from '../support/recording-upstream.js';

// Attack 49: a list that the filter does not understand, and the client does.

let tools: RecordedTools;
let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let token: string;
beforeAll(async () => {
  tools = await RecordedTools.start();
  ({ gatehouse, upstream, token } = tools);
  await hideSecrets(gatehouse, 'tools');
});
afterEach(() => {
  upstream.answer = ok;
});
afterAll(() => tools.stop());

const LIST = '{"jsonrpc":"2.0","id":"q","method":"tools/list"}';
const CALL = '{"jsonrpc":"2.0","id":"q","method":"tools/call","params":{"name":"a"}}';
const SECRET = '{"name":"secret"}';
const LISTED = `{"jsonrpc":"2.0","id":"q","result":{"tools":[${SECRET}]}}`;
const EVENTS = { 'content-type': 'text/event-stream' };
const JSON_TYPE = { 'content-type': 'application/json' };

type Init = { method?: string; body?: string; headers?: Record<string, string> };
/** All that comes, until the end or the cut. */
async function ask({ method = 'POST', body, headers = {} }: Init = {}) {
  const answer = await fetch(`${gatehouse.url}/api/v1/mcp/tools`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(method === 'POST' ? { body: body ?? LIST } : {}),
  });
  let text = '';
  let cut = false;
  try {
    for await (const piece of answer.body ?? []) text += Buffer.from(piece).toString('latin1');
  } catch {
    cut = true;
  }
  return { status: answer.status, text, cut, headers: answer.headers };
}
function answers(body: string | Buffer, head: Record<string, string | string[]> = JSON_TYPE, status = 200): void {
  upstream.answer = (_request, response) => void response.writeHead(status, head).end(body);
}
const told = (text: string) => JSON.parse(text.replace(/^event: message\ndata: /, '')) as unknown;
const UNREADABLE = {
  jsonrpc: '2.0',
  id: 'q',
  error: { code: -32603, message: 'The list of the server could not be read.' },
};

const unreadable: [string, string | Buffer][] = [
  ['a name that comes twice', `{"jsonrpc":"2.0","id":"q","result":{"tools":[],"tools":[${SECRET}]}}`],
  [
    'a name that comes twice by an escape',
    `{"jsonrpc":"2.0","id":"q","result":{"tools":[],"\\u0074ools":[${SECRET}]}}`,
  ],
  ['a result that comes twice', `{"jsonrpc":"2.0","id":"q","result":{"tools":[]},"result":{"tools":[${SECRET}]}}`],
  ['a tool named twice', `{"jsonrpc":"2.0","id":"q","result":{"tools":[{"name":"a","name":"secret"}]}}`],
  ['another case', `{"jsonrpc":"2.0","id":"q","result":{"Tools":[${SECRET}]}}`],
  ['a result of another case', `{"jsonrpc":"2.0","id":"q","result":{},"Result":{"tools":[${SECRET}]}}`],
  ['a tool’s name of another case', `{"jsonrpc":"2.0","id":"q","result":{"tools":[{"name":"a","NAME":"secret"}]}}`],
  ['no array', `{"jsonrpc":"2.0","id":"q","result":{"tools":{"0":${SECRET}}}}`],
  ['an array for a result', `{"jsonrpc":"2.0","id":"q","result":[${SECRET}]}`],
  ['a text for a result', '{"jsonrpc":"2.0","id":"q","result":"secret"}'],
  ['no message', `{"tools":[${SECRET}]}`],
  ['no version', `{"id":"q","result":{"tools":[${SECRET}]}}`],
  [
    'an error and a result',
    `{"jsonrpc":"2.0","id":"q","error":{"code":1,"message":""},"result":{"tools":[${SECRET}]}}`,
  ],
  ['a batch within a batch', `[[${LISTED}]]`],
  ['two texts', LISTED + LISTED],
  ['text after it', `${LISTED}#`],
  ['half of it', LISTED.slice(0, -1)],
  ['a comment', `/* */${LISTED}`],
  ['a comma too many', LISTED.replace(']', ',]')],
  ['a lone surrogate', LISTED.replace('secret', 'secret\\ud800')],
  [
    'what is no UTF-8',
    Buffer.concat([Buffer.from(LISTED.slice(0, -6)), Buffer.from([0xc3]), Buffer.from(LISTED.slice(-6))]),
  ],
  ['UTF-16', Buffer.from(LISTED, 'utf16le')],
  ['no JSON', 'secret'],
  ['more nesting than a reader takes', LISTED.replace('[', `${'['.repeat(100)}`)],
  ['more than anybody reads', LISTED.replace('secret', 'secret'.repeat(800_000))],
];

describe('a list that could be read in two ways is not passed on', () => {
  it.each(unreadable)('as a document: %s', async (_what, body) => {
    answers(body);
    const answer = await ask();
    expect([answer.status, told(answer.text)]).toEqual([502, UNREADABLE]);
  });

  it.each(unreadable)('as an event: %s', async (_what, body) => {
    const data = Buffer.isBuffer(body) ? body : Buffer.from(body);
    answers(Buffer.concat([Buffer.from('data: '), data, Buffer.from(`\n\ndata: ${LISTED}\n\n`)]), EVENTS);
    const answer = await ask();
    expect([answer.status, told(answer.text)]).toEqual([200, UNREADABLE]);
  });

  it.each(unreadable)('as an event of a resumed stream: %s', async (_what, body) => {
    const data = Buffer.isBuffer(body) ? body : Buffer.from(body);
    answers(Buffer.concat([Buffer.from('data: '), data, Buffer.from('\n\n')]), EVENTS);
    const answer = await ask({ method: 'GET', headers: { 'last-event-id': '1' } });
    expect([answer.text, answer.cut]).toEqual(['', true]);
  });

  it.each([
    ['an error page', '<p>secret</p>', 'text/html'],
    ['an error that is no message', '{"error":"secret"}', 'application/json'],
  ])('%s keeps its status, and none of its text', async (_what, body, type) => {
    answers(body, { 'content-type': type, 'retry-after': '7' }, 503);
    const answer = await ask();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '7']);
    expect(told(answer.text)).toMatchObject({ id: 'q', error: { message: 'The server answered with status 503.' } });
  });

  it('nor one in an encoding that cannot be undone', async () => {
    for (const encoding of ['zstd', 'gzip, br', 'gzip', 'compress']) {
      answers(LISTED, { ...JSON_TYPE, 'content-encoding': encoding });
      const answer = await ask();
      expect([answer.status, told(answer.text), answer.headers.get('content-encoding')]).toEqual([
        502,
        UNREADABLE,
        null,
      ]);
    }
    answers(gzipSync(LISTED).subarray(0, 40), { ...JSON_TYPE, 'content-encoding': 'gzip' });
    expect((await ask()).status).toBe(502);
  });

  it('nor one that unfolds into gigabytes', async () => {
    answers(gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20)), { ...JSON_TYPE, 'content-encoding': 'gzip' });
    expect((await ask()).status).toBe(502);
    answers(gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20)), { ...EVENTS, 'content-encoding': 'gzip' });
    expect(told((await ask()).text)).toEqual(UNREADABLE);
  });

  it('nor one of two types', async () => {
    answers(`data: ${LISTED}\n\n`, { 'content-type': ['application/json', 'text/event-stream'] });
    expect((await ask()).status).toBe(502);
  });

  it('of a batch, each list is told of', async () => {
    answers('data: secret\n\n', EVENTS);
    const second = '{"jsonrpc":"2.0","id":2,"method":"prompts/list"}';
    const { text } = await ask({ body: `[${LIST},${second}]` });
    expect(text.split('\n\n').filter(Boolean).map(told)).toEqual([UNREADABLE, { ...UNREADABLE, id: 2 }]);
  });
});

describe('a list in a place where none was looked for', () => {
  it.each([
    ['a comment', `: ${LISTED}\n\n`, ':\n\n'],
    ['an event that is no message', `event: note\ndata: ${LISTED}\n\n`, ''],
    ['an unknown field', `date: ${LISTED}\n\n`, ':\n\n'],
    ['an event that is not finished', `data: ${LISTED}\n`, ''],
    ['what follows a byte order mark', `\ufeffdata: ${LISTED}\n\n`, `data: ${LISTED.replace(SECRET, '')}\n\n`],
    [
      'an answer to something else',
      `data: ${LISTED.replace('"q"', '7')}\n\n`,
      `data: ${LISTED.replace(SECRET, '').replace('"q"', '7')}\n\n`,
    ],
  ])('%s', async (_what, stream, given) => {
    answers(stream, EVENTS);
    expect((await ask()).text).toBe(given);
  });

  it.each([
    ['no name', '{"title":"secret"}'],
    ['a number for a name', '{"name":1}'],
    ['a name with a control character', '{"name":"a\\u0000"}'],
    ['a name of another case alone', '{"Name":"secret"}'],
    ['a text', '"secret"'],
    ['an array', '["secret"]'],
  ])('%s: what cannot be called is not listed', async (_what, element) => {
    answers(`{"jsonrpc":"2.0","id":"q","result":{"tools":[${element},{"name":"a"}]}}`);
    expect((await ask()).text).toBe('{"jsonrpc":"2.0","id":"q","result":{"tools":[{"name":"a"}]}}');
  });

  it('another kind of list than was asked for is trimmed like it', async () => {
    answers(
      '{"jsonrpc":"2.0","id":"q","result":{"tools":[],"prompts":[{"name":"secret"}],"resources":[{"uri":"secret:x"}]}}',
    );
    expect((await ask()).text).toBe('{"jsonrpc":"2.0","id":"q","result":{"tools":[],"prompts":[],"resources":[]}}');
  });
});

describe('a client that has the answer to its list sent elsewhere', () => {
  // Servers with sessions find the stream of an answer by the id, which the client chooses: two requests with one id.
  const TRIMMED = LISTED.replace(SECRET, '');
  async function withSession(): Promise<Record<string, string>> {
    upstream.answer = (request, response) => void ok(request, response.setHeader('mcp-session-id', 's'));
    return { 'mcp-session-id': (await ask({ body: CALL })).headers.get('mcp-session-id') ?? '' };
  }

  it('to another call of the session gets it trimmed', async () => {
    const headers = await withSession();
    answers(LISTED);
    expect((await ask({ body: CALL, headers })).text).toBe(TRIMMED);
    answers(`data: ${LISTED}\n\n`, EVENTS);
    expect((await ask({ body: CALL, headers })).text).toBe(`data: ${TRIMMED}\n\n`);
    answers(`data: ${LISTED}`, EVENTS);
    expect((await ask({ body: CALL, headers })).text).toBe(`data: ${TRIMMED}\n\n`);
  });

  it('to the stream of what the server says unasked gets it trimmed', async () => {
    answers(`data: ${LISTED}\n\n`, EVENTS);
    expect((await ask({ method: 'GET' })).text).toBe(`data: ${TRIMMED}\n\n`);
  });

  it('gets nothing that could be such a list and cannot be read', async () => {
    const headers = await withSession();
    const odd = LISTED.replace('"id":"q"', '"id":"q","id":"q"');
    answers(odd);
    expect((await ask({ body: CALL, headers })).status).toBe(502);
    for (const init of [{ body: CALL, headers }, { method: 'GET' }]) {
      answers(`data: ${odd}\n\n`, EVENTS);
      expect(await ask(init)).toMatchObject({ text: '', cut: true });
      answers(`data: ${LISTED.replace('secret', 'secret'.repeat(800_000))}\n\n`, EVENTS);
      expect(await ask(init)).toMatchObject({ text: '', cut: true });
    }
  });

  it('gets everything else byte for byte, however large', async () => {
    const headers = await withSession();
    const result = `{"jsonrpc": "2.0","id":"q","result":{"content":[{"text":"\\"tools\\" ${'x'.repeat(5_000_000)}"}]}}`;
    const structured = '{"jsonrpc": "2.0","id":"q","result":{"structuredContent":{"tools":[{"name":"secret"}]}}}';
    const mixed = `: hi\r\n\r\nevent: x\r\ndata: "tools" {\r\n\r\ndata: ${structured}\n\ndata: ${result}\n\nid: 4\ndata\n\ndata: half`;
    for (const [body, type] of [
      [result, JSON_TYPE],
      [structured, JSON_TYPE],
      [mixed, EVENTS],
    ] as const) {
      answers(body, type);
      const { text } = await ask({ body: CALL, headers });
      expect(text === body).toBe(true);
    }
  });
});

it('a list that never ends costs no more than its bound, and its upstream is left', async () => {
  const left = new Promise<void>((resolve) => {
    upstream.answer = (_request: IncomingMessage, response: ServerResponse) => {
      response.writeHead(200, JSON_TYPE).write('{"jsonrpc":"2.0","id":"q","result":{"tools":[');
      const more = (): void => {
        while (!response.destroyed)
          if (!response.write('{"name":"a"},'.repeat(1000))) return void response.once('drain', more);
      };
      response.on('close', resolve);
      more();
    };
  });
  expect((await ask()).status).toBe(502);
  await left;
});
