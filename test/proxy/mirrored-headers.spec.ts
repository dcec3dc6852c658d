import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { ok, RecordingUpstream } from '../support/recording-upstream.js';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let token: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ ACCESS_TOKEN_SECONDS: '3600' });
  upstream = await RecordingUpstream.start();
  const { resource } = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
  const agent = await gatehouse.agent();
  token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

type Headers = Record<string, string | string[] | undefined>;
interface Told {
  readonly status: number;
  readonly code: number | undefined;
  readonly id: unknown;
  readonly data: unknown;
  readonly allow: string | undefined;
  readonly arrived: boolean;
}

/** By node:http, which sends every header as often as it is told to. */
async function send(method: string, headers: Headers, body?: unknown): Promise<Told> {
  const before = upstream.received.length;
  const sent = Object.entries<Headers[string]>({
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...headers,
  }).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined);
  return new Promise((resolve, reject) => {
    const url = `${gatehouse.url}/api/v1/mcp/tools`;
    const request = httpRequest(url, { method, headers: Object.fromEntries(sent) }, (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => (text += piece.toString()));
      response.on('end', () => {
        const parsed = text.startsWith('{') ? JSON.parse(text) : {};
        resolve({
          status: response.statusCode ?? 0,
          code: parsed.error?.code,
          id: parsed.id,
          data: parsed.error?.data,
          allow: response.headers.allow,
          arrived: upstream.received.length > before,
        });
      });
    });
    request.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const CLAIM = 'io.modelcontextprotocol/protocolVersion';
const NOW = '2026-07-28';
const rpc = (method: string, params?: object) => ({ jsonrpc: '2.0', id: 5, method, ...(params ? { params } : {}) });
/** As a client of 2026-07-28 writes it. */
const modern = (method: string, params: object = {}, version: unknown = NOW) =>
  rpc(method, { ...params, _meta: { [CLAIM]: version } });
const mirroring = (method: string, name?: string, version = NOW): Headers => ({
  'mcp-protocol-version': version,
  'mcp-method': method,
  'mcp-name': name,
});
const post = (headers: Headers, body: unknown) => send('POST', headers, body);
const mismatch = { status: 400, code: -32020, id: 5, arrived: false };

describe('a request of 2026-07-28 passes when its headers say what its body says', () => {
  it.each<[string, Headers, object]>([
    ['a list', mirroring('tools/list'), modern('tools/list')],
    ['a call', mirroring('tools/call', 'add'), modern('tools/call', { name: 'add' })],
    ['a prompt', mirroring('prompts/get', 'greet'), modern('prompts/get', { name: 'greet' })],
    ['a resource', mirroring('resources/read', 'file:///a'), modern('resources/read', { uri: 'file:///a' })],
    ['a task', mirroring('tasks/get', 't1'), modern('tasks/get', { taskId: 't1' })],
    ['a method of an extension', mirroring('x/y', 'z'), modern('x/y', { name: 'z' })],
    ['discovery', mirroring('server/discover'), modern('server/discover')],
    ['a subscription', mirroring('subscriptions/listen'), modern('subscriptions/listen', { notifications: {} })],
    [
      'a name beyond ASCII',
      mirroring('tools/call', '=?base64?SGVsbG8sIOS4lueVjA==?='),
      modern('tools/call', { name: 'Hello, 世界' }),
    ],
    [
      'a name with spaces around',
      mirroring('tools/call', '=?base64?IHBhZGRlZCA=?='),
      modern('tools/call', { name: ' padded ' }),
    ],
    [
      'a name that looks encoded',
      mirroring('tools/call', '=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?='),
      modern('tools/call', { name: '=?base64?literal?=' }),
    ],
    ['white space around a header', mirroring('tools/call', '  add\t'), modern('tools/call', { name: 'add' })],
    ['any type is taken', { ...mirroring('tools/list'), accept: '*/*' }, modern('tools/list')],
    [
      'parameters, of which the gate knows nothing',
      { ...mirroring('tools/call', 'a'), 'mcp-param-x': '=?base64?!?=' },
      modern('tools/call', { name: 'a' }),
    ],
  ])('%s', async (_what, headers, body) => {
    expect(await post(headers, body)).toMatchObject({ status: 200, arrived: true });
  });

  it('a notification needs no headers but may have them', async () => {
    const note = { jsonrpc: '2.0', method: 'notifications/x', params: { _meta: { [CLAIM]: NOW } } };
    expect((await post({}, note)).arrived).toBe(true);
    expect((await post(mirroring('notifications/x'), note)).arrived).toBe(true);
    expect((await post(mirroring('notifications/x'), { jsonrpc: '2.0', method: 'notifications/x' })).arrived).toBe(
      true,
    );
    expect((await post(mirroring('notifications/y'), note)).code).toBe(-32020);
  });
});

describe('it is refused with -32020 when', () => {
  const call = modern('tools/call', { name: 'add' });
  it.each<[string, Headers, object]>([
    ['the version is missing', { ...mirroring('tools/call', 'add'), 'mcp-protocol-version': undefined }, call],
    ['the version is an older one', mirroring('tools/call', 'add', '2025-11-25'), call],
    ['the body says an older one', mirroring('tools/call', 'add'), modern('tools/call', { name: 'add' }, '2025-11-25')],
    ['the version comes twice', { ...mirroring('tools/call', 'add'), 'mcp-protocol-version': [NOW, NOW] }, call],
    ['the method is missing', { ...mirroring('tools/call', 'add'), 'mcp-method': undefined }, call],
    ['the method is another', mirroring('tools/list', 'add'), call],
    ['the method is in another case', mirroring('Tools/Call', 'add'), call],
    ['the method is encoded', mirroring('=?base64?dG9vbHMvY2FsbA==?=', 'add'), call],
    ['the method comes twice', { ...mirroring('tools/call', 'add'), 'mcp-method': ['tools/call', 'tools/call'] }, call],
    ['the name is missing', mirroring('tools/call'), call],
    ['the name is another', mirroring('tools/call', 'delete'), call],
    ['the name comes twice', { ...mirroring('tools/call', 'add'), 'mcp-name': ['add', 'delete'] }, call],
    ['the name is empty', mirroring('tools/call', ''), call],
    ['a resource is another', mirroring('resources/read', 'file:///b'), modern('resources/read', { uri: 'file:///a' })],
    ['a task is another', mirroring('tasks/cancel', 't2'), modern('tasks/cancel', { taskId: 't1' })],
    ['a list has a name', mirroring('tools/list', 'add'), modern('tools/list')],
    ['the name is Base64 of something else', mirroring('tools/call', '=?base64?ZGVsZXRl?='), call],
    ['the name is Base64 with what readers skip', mirroring('tools/call', '=?base64?YW Rk?='), call],
    [
      'the name is Base64 without its padding',
      mirroring('tools/call', '=?base64?YQ?='),
      modern('tools/call', { name: 'a' }),
    ],
    [
      'the name is Base64 with bits to spare',
      mirroring('tools/call', '=?base64?YR==?='),
      modern('tools/call', { name: 'a' }),
    ],
    [
      'the name is Base64 of what is no UTF-8',
      mirroring('tools/call', '=?base64?/w==?='),
      modern('tools/call', { name: '\ufffd' }),
    ],
    ['the name has letters beyond ASCII', mirroring('tools/call', 'caf\u00e9'), modern('tools/call', { name: 'café' })],
    ['a handshake is of before', mirroring('initialize'), rpc('initialize', { protocolVersion: '2025-11-25' })],
  ])('%s', async (_what, headers, body) => {
    expect(await post(headers, body)).toMatchObject(mismatch);
  });
});

describe('a version', () => {
  const SUPPORTED = ['2026-07-28', '2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07'];

  it.each(['2099-01-01', '2026-07-29', '1.0', 'x'.repeat(300), ''])('nobody knows is refused: %s', async (version) => {
    const told = {
      status: 400,
      code: -32022,
      arrived: false,
      data: { supported: SUPPORTED, requested: version.slice(0, 64) },
    };
    expect(await post({ 'mcp-protocol-version': version }, rpc('ping'))).toMatchObject({ ...told, id: 5 });
    expect(await post(mirroring('ping', undefined, version), modern('ping', {}, version))).toMatchObject({
      ...told,
      data: { ...told.data, supported: [NOW] },
      id: 5,
    });
    for (const method of ['GET', 'DELETE']) {
      expect(await send(method, { 'mcp-protocol-version': version })).toMatchObject({ ...told, id: null });
    }
  });

  it('is not what the body claims it to be by anything but a text', async () => {
    expect(await post(mirroring('ping'), modern('ping', {}, 20260728))).toMatchObject({
      status: 400,
      code: -32602,
      id: 5,
    });
  });

  it('of 2026-07-28 alone, which the body does not claim, lacks its parameters', async () => {
    for (const body of [rpc('ping'), rpc('ping', { _meta: {} }), { ...rpc('ping'), params: [1] }]) {
      expect(await post(mirroring('ping'), body)).toMatchObject({ status: 400, code: -32602, id: 5, arrived: false });
    }
  });

  it.each([undefined, ...SUPPORTED.slice(1)])('of before: the body alone counts (%s)', async (version) => {
    const headers = { 'mcp-protocol-version': version };
    expect(await post(headers, rpc('tools/call', { name: 'a' }))).toMatchObject({ status: 200, arrived: true });
    expect(await post(headers, { jsonrpc: '2.0', id: 1, result: {} })).toMatchObject({ arrived: true });
    for (const method of ['GET', 'DELETE'])
      expect(await send(method, headers)).toMatchObject({ status: 200, arrived: true });
    // A server could route by them all the same.
    expect(await post({ ...headers, 'mcp-name': 'b' }, rpc('tools/call', { name: 'a' }))).toMatchObject(mismatch);
  });
});

describe('what a version does not have is refused', () => {
  const batch = [rpc('ping'), { ...rpc('ping'), id: 6 }];

  it.each([
    [undefined, true],
    ['2024-11-05', true],
    ['2025-03-26', true],
    ['2025-06-18', false],
    ['2025-11-25', false],
    [NOW, false],
  ])('batches, in %s', async (version, passes) => {
    const told = await post({ 'mcp-protocol-version': version }, batch);
    expect([told.arrived, told.code]).toEqual(passes ? [true, undefined] : [false, -32600]);
  });

  it('a batch with a message of 2026-07-28, or with a handshake', async () => {
    expect(await post({}, [rpc('ping'), { ...modern('ping'), id: 6 }])).toMatchObject({
      status: 400,
      code: -32600,
      arrived: false,
    });
    expect(await post({}, [rpc('initialize', {})])).toMatchObject({ status: 400, code: -32600, arrived: false });
  });

  it('answers by clients, in 2026-07-28', async () => {
    const headers = { 'mcp-protocol-version': NOW };
    expect(await post(headers, { jsonrpc: '2.0', id: 1, result: {} })).toMatchObject({
      status: 400,
      code: -32600,
      arrived: false,
    });
  });

  it.each(['GET', 'DELETE', 'PUT', 'HEAD'])('%s, in 2026-07-28', async (method) => {
    expect(await send(method, { 'mcp-protocol-version': NOW })).toMatchObject({
      status: 405,
      allow: 'POST',
      arrived: false,
    });
  });

  it.each([
    'application/json',
    'text/event-stream',
    'text/*',
    'application/json, text/event-stream;q=0',
    '',
    undefined,
  ])('a client of 2026-07-28 that takes %s alone', async (accept) => {
    const told = await post({ ...mirroring('ping'), accept }, modern('ping'));
    expect(told).toMatchObject({ status: 406, code: -32000, id: 5, arrived: false });
  });
});

it('notifications are answered as the server does: 202, and nothing else', async () => {
  const before = upstream.answer;
  upstream.answer = (_request, response) => void response.writeHead(202).end();
  const note = { jsonrpc: '2.0', method: 'notifications/x' };
  expect(await post(mirroring('notifications/x'), note)).toMatchObject({ status: 202, code: undefined });
  upstream.answer = before;
});

describe('a parameter that is repeated as a header', () => {
  const SCHEMA = {
    type: 'object',
    properties: {
      region: { type: 'string', 'x-mcp-header': 'Region' },
      count: { type: 'integer', 'x-mcp-header': 'Count' },
      dry: { type: 'boolean', 'x-mcp-header': 'Dry' },
      deep: { type: 'object', properties: { er: { type: 'string', 'x-mcp-header': 'Deep.er' } } },
      free: { type: 'string' },
    },
  };
  const known = (tools: object[], more: object = {}) => {
    upstream.answer = (_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ jsonrpc: '2.0', id: 5, result: { tools, ...more } }));
    };
    return post(mirroring('tools/list'), modern('tools/list'));
  };
  const call = (given: object | undefined, headers: Headers = {}, name = 'mirror') =>
    post({ ...mirroring('tools/call', name), ...headers }, modern('tools/call', { name, arguments: given }));
  beforeEach(() => known([{ name: 'mirror', inputSchema: SCHEMA }]));
  afterAll(() => (upstream.answer = ok));

  it.each<[string, object | undefined, Headers]>([
    ['a text', { region: 'eu' }, { 'mcp-param-region': 'eu' }],
    ['in any case of the name', { region: 'eu' }, { 'MCP-PARAM-REGION': 'eu' }],
    ['an encoded text', { region: 'Hello, 世界' }, { 'mcp-param-region': '=?base64?SGVsbG8sIOS4lueVjA==?=' }],
    ['an encoded plain text', { region: 'Hello' }, { 'mcp-param-region': '=?base64?SGVsbG8=?=' }],
    ['a text without the end of an encoding', { region: '=?base64?SGVs' }, { 'mcp-param-region': '=?base64?SGVs' }],
    ['an empty text', { region: '' }, { 'mcp-param-region': '' }],
    ['a number', { count: 42 }, { 'mcp-param-count': '42' }],
    ['a number written otherwise', { count: 42 }, { 'mcp-param-count': '42.0' }],
    ['a truth', { dry: false }, { 'mcp-param-dry': 'false' }],
    ['one further down', { deep: { er: 'x' } }, { 'mcp-param-deep.er': 'x' }],
    ['nothing for null', { region: null }, {}],
    ['nothing for nothing', {}, {}],
    ['nothing without arguments', undefined, {}],
    ['nothing for what no header can say', { region: { a: 1 }, count: [1] }, {}],
    ['a header that no schema knows', { free: 'x' }, { 'mcp-param-free': 'y', 'mcp-param-other': '=?base64?!?=' }],
  ])('passes as %s', async (_what, given, headers) => {
    expect(await call(given, headers)).toMatchObject({ status: 200, arrived: true });
  });

  it.each<[string, object | undefined, Headers]>([
    ['another text', { region: 'eu' }, { 'mcp-param-region': 'us' }],
    ['another case of the text', { region: 'eu' }, { 'mcp-param-region': 'EU' }],
    ['two of them', { region: 'eu' }, { 'mcp-param-region': ['eu', 'us'] }],
    ['twice the same', { region: 'eu' }, { 'mcp-param-region': ['eu', 'eu'] }],
    ['none', { region: 'eu' }, {}],
    ['one for a value that is not there', {}, { 'mcp-param-region': 'eu' }],
    ['one for null', { region: null }, { 'mcp-param-region': 'null' }],
    ['one for an object', { region: { a: 1 } }, { 'mcp-param-region': '[object Object]' }],
    ['an encoding without its padding', { region: 'Hello' }, { 'mcp-param-region': '=?base64?SGVsbG8?=' }],
    ['an encoding with odd letters', { region: 'Hello' }, { 'mcp-param-region': '=?base64?SGVs!!!bG8=?=' }],
    ['an encoding of what is no UTF-8', { region: '\ufffd' }, { 'mcp-param-region': '=?base64?/w==?=' }],
    ['letters beyond ASCII', { region: 'é' }, { 'mcp-param-region': '\u00e9' }],
    ['another number', { count: 42 }, { 'mcp-param-count': '43' }],
    ['a number in words of its own', { count: 42 }, { 'mcp-param-count': '0x2a' }],
    ['a number for a text of digits', { count: '42' }, { 'mcp-param-count': '42.0' }],
    ['another truth', { dry: true }, { 'mcp-param-dry': 'TRUE' }],
    ['another one further down', { deep: { er: 'x' }, 'deep.er': 'y' }, { 'mcp-param-deep.er': 'y' }],
  ])('is refused as %s', async (_what, given, headers) => {
    expect(await call(given, headers)).toMatchObject(mismatch);
  });

  it('is not judged before its tool was seen, nor when that was long ago', async () => {
    expect(await call({ region: 'eu' }, { 'mcp-param-region': 'us' }, 'unseen')).toMatchObject({ status: 200 });
    expect((await call({ region: 'eu' }, { 'mcp-param-region': 'us' })).code).toBe(-32020);
    gatehouse.clock.advance(60_001);
    expect(await call({ region: 'eu' }, { 'mcp-param-region': 'us' })).toMatchObject({ status: 200, arrived: true });
  });

  it('is judged by the schema that was seen last', async () => {
    await known([{ name: 'mirror', inputSchema: { type: 'object' } }]);
    expect(await call({ region: 'eu' }, { 'mcp-param-region': 'us' })).toMatchObject({ status: 200, arrived: true });
  });

  it('is refused in the evidence, too', async () => {
    await call({ region: 'eu' }, { 'mcp-param-region': 'us' });
    const [row] = await gatehouse.sql<{ decision: string; reason: string; tool: string }>(
      `SELECT decision, reason, tool FROM audit_events WHERE kind = 'gate.call' ORDER BY id DESC LIMIT 1`,
    );
    expect(row).toEqual({ decision: 'deny', reason: 'mcp-param-region is not what the body says', tool: 'mirror' });
  });

  it('need not be there for clients of before, but must be equal where it is', async () => {
    const legacy = (headers: Headers) =>
      post(headers, rpc('tools/call', { name: 'mirror', arguments: { region: 'eu' } }));
    expect(await legacy({})).toMatchObject({ status: 200, arrived: true });
    expect(await legacy({ 'mcp-param-region': 'eu' })).toMatchObject({ status: 200, arrived: true });
    expect(await legacy({ 'mcp-param-region': 'us' })).toMatchObject(mismatch);
  });

  it('of a tool that the caller may not use is nothing that they hear of', async () => {
    const other = await gatehouse.agent();
    const resource = `${gatehouse.url}/api/v1/mcp/tools`;
    const mine = token;
    await known([{ name: 'mirror', inputSchema: SCHEMA }], { ttlMs: 60_000, cacheScope: 'public' });
    token = await gatehouse.accessToken(other.id, other.secret, { resource });
    expect(await call({ region: 'eu' }, { 'mcp-param-region': 'us' })).toMatchObject(mismatch);
    const denied = { effect: 'deny', principal: { type: 'client', id: other.id }, upstream: 'tools', tool: 'mirror' };
    const rule = await gatehouse.create('/policies', { ...denied, justification: 'not theirs' });
    expect(await call({ region: 'eu' }, { 'mcp-param-region': 'us' })).toMatchObject({ status: 200, code: -32003 });
    await gatehouse.adminCall('DELETE', `/policies/${rule.id}`);
    token = mine;
  });
});
