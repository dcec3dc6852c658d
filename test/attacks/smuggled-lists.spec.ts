import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ends } from '../support/event-streams.js';
import { callsOf, type Gated, gated, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { hideSecrets } from '../support/hidden-things.js';
import { ok, RecordingUpstream } from '../support/recording-upstream.js';

// Attack 49, by a server: a list that the gate does not see in the answer to something else, and that some client does.

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let calls: Gated;
let session: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  upstream = await RecordingUpstream.start();
  agent = await gatehouse.agent();
  const made = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
  calls = await callsOf(gatehouse, agent, made);
  await hideSecrets(gatehouse, 'tools');
  upstream.answer = (request, response) => void ok(request, response.setHeader('mcp-session-id', 's'));
  session = (await calls.send()).headers.get('mcp-session-id') ?? '';
});
afterEach(() => {
  upstream.answer = ok;
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

const LISTED = '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"secret"}]}}';
const JSON_TYPE = 'application/json';
const EVENTS = 'text/event-stream';

/** All that comes to a call of the session, until its end or its cut. */
async function given(type: string, body: string | Buffer, asked = rpc('tools/call', { name: 'a' })): Promise<string> {
  upstream.answer = (_request, response) => void response.writeHead(200, { 'content-type': type }).end(body);
  const headers = { ...calls.headers, 'mcp-session-id': session };
  const answer = await calls.open({ method: 'POST', headers, body: asked });
  let text = '';
  try {
    for await (const piece of answer.body ?? []) text += Buffer.from(piece as Uint8Array).toString('latin1');
  } catch {
    text += '(cut)';
  }
  return text.replaceAll('\0', '');
}

describe('a list in the answer to something else is seen', () => {
  const spelled: [string, string | Buffer][] = [
    ['with an escaped letter', LISTED.replace('tools', '\\u0074ools')],
    ['with an escaped letter within', LISTED.replace('tools', 'too\\u006Cs')],
    ['in another case, which some readers do not tell', LISTED.replace('tools', 'Tools').replace('result', 'Result')],
    ['with a letter that some readers fold', LISTED.replace('tools', 'tool\u017f')],
    ['with that letter escaped', LISTED.replace('tools', 'tool\\u017f')],
    ['in UTF-16', Buffer.from(LISTED, 'utf16le')],
  ];
  it.each(spelled)('as a document, %s', async (_what, body) => {
    expect(await given(JSON_TYPE, body)).not.toContain('secret');
  });
  it.each(spelled)('as an event, %s', async (_what, body) => {
    const stream = Buffer.concat([Buffer.from('data: '), Buffer.from(body), Buffer.from('\n\n')]);
    expect(await given(EVENTS, stream)).not.toContain('secret');
  });

  it.each([
    ['behind more than is kept of a document', JSON_TYPE, 4_300_000, ''],
    ['behind more than is kept of an event', EVENTS, 4_300_000, 'data: '],
    ['behind far more', EVENTS, 9_000_000, 'data: '],
  ])('%s', async (_what, type, size, prefix) => {
    const body = LISTED.replace('{"tools', `{"pad":"${'x'.repeat(size)}","tools`);
    expect(await given(type, `${prefix}${body}\n\n`)).not.toContain('secret');
  });

  it('wherever what is too large is cut into pieces', async () => {
    for (let at = 0; at < 12; at++) {
      const body = LISTED.replace('{"tools', `{"pad":"${'x'.repeat(4_300_000)}","tools`);
      const middle = body.indexOf('"tools') + at - 2;
      upstream.answer = (_request, response) => {
        response.writeHead(200, { 'content-type': JSON_TYPE }).write(body.slice(0, middle));
        setTimeout(() => response.end(body.slice(middle)), 30);
      };
      const headers = { ...calls.headers, 'mcp-session-id': session };
      const answer = await calls.open({ method: 'POST', headers, body: rpc('tools/call', { name: 'a' }) });
      expect(await answer.text().catch(() => '')).not.toContain('secret');
    }
  });

  it('in an event with a mark that only the first line of a stream may have', async () => {
    const stream = `data: {}\n\n\ufeffevent: note\ndata: ${LISTED}\n\n`;
    expect(await given(EVENTS, stream)).not.toContain('secret');
  });
});

describe('a list behind a line end that only some readers have is in no field that goes on', () => {
  const breaks = ['\u000b', '\u000c', '\u001c', '\u001d', '\u001e', '\u0085', '\u2028', '\u2029'];
  it.each(breaks)('%j', async (end) => {
    const hidden = `${end}data: ${LISTED}${end}${end}`;
    const answer = LISTED.replace('{"name":"secret"}', '');
    for (const field of [`id: 1${hidden}`, `retry: 1${hidden}`, `: ${hidden}`, `event: message${hidden}`]) {
      expect(await given(EVENTS, `${field}\ndata: ${answer}\n\n`)).not.toContain('secret');
      expect(await given(EVENTS, `${field}\ndata: ${answer}\n\n`, rpc('tools/list'))).not.toContain('secret');
    }
  });
});

it('a server of HTTP with SSE cannot have more kept of an event than of any list', async () => {
  const old = await gated(gatehouse, agent, { url: upstream.url, transport: 'sse' });
  upstream.answer = (_request, response) =>
    void response.writeHead(200, { 'content-type': EVENTS }).write(`data: ${'x'.repeat(5_000_000)}`);
  expect(await ends(await old.open({ method: 'GET' }))).toBe(true);
});
