/* Clients of streamable HTTP (MCP 2025-11-25) before servers of HTTP with SSE (MCP 2024-11-05). */
import * as second from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ListRootsRequestSchema, ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { ends } from '../support/event-streams.js';
import { callsOf, eventually, type Gated, gated, metric, METRICS_TOKEN, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';
import { ScriptedSse } from '../support/scripted-sse.js';
import { type SseServer, startSseServer } from '../support/sse-server.js';
import { testSecrets } from '../support/test-secrets.js';

const INITIALIZE = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'by-hand', version: '1.0.0' },
};

let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  // Such a session lives in one process (decision 21).
  gatehouse = await TestGatehouse.start({ METRICS_TOKEN, LIMIT_GATE_CLIENT: '10000/1' }, undefined, 1);
  agent = await gatehouse.agent();
});
afterAll(() => gatehouse.stop());

describe('a server of HTTP with SSE, to the official clients of streamable HTTP', () => {
  let server: SseServer;
  let mine: Gated;
  beforeAll(async () => {
    server = await startSseServer();
    mine = await gated(gatehouse, agent, { url: server.url, transport: 'sse' });
  });
  afterAll(() => server.stop());
  afterEach(() => eventually(() => server.sessions.size === 0, 'no stream is left at the server'));

  const at = () => new URL(gatehouse.url + mine.path);
  const requestInit = () => ({ headers: { authorization: mine.headers.authorization ?? '' } });

  it('is like any other: it is begun with, lists and calls tools, and is left', async () => {
    const transport = new StreamableHTTPClientTransport(at(), { requestInit: requestInit() });
    const client = new Client({ name: 'peer', version: '1.0.0' }, { capabilities: { roots: {} } });
    client.setRequestHandler(ListRootsRequestSchema, () => ({ roots: [{ uri: 'file:///home' }] }));
    let changed = 0;
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => void changed++);
    await client.connect(transport);
    expect(transport.sessionId).toMatch(/^[\w-]+$/);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['hello', 'steps', 'places', 'grow']);
    const { content } = await client.callTool({ name: 'hello', arguments: {} });
    expect(content).toEqual([{ type: 'text', text: `endpoint ü ${'a'.repeat(100_000)}` }]);
    const progress: number[] = [];
    await client.callTool({ name: 'steps', arguments: {} }, undefined, {
      onprogress: (one) => void progress.push(one.progress),
    });
    expect(progress).toEqual([1, 2, 3]);
    // The server asks its client while a call is under way.
    expect((await client.callTool({ name: 'places', arguments: {} })).content).toEqual([
      { type: 'text', text: 'file:///home' },
    ]);
    await client.callTool({ name: 'grow', arguments: {} });
    await eventually(() => changed > 0, 'the server told that its tools are others');
    for (const { headers } of server.received) {
      expect(headers.authorization).toMatch(/^Bearer ey/);
      expect(headers.authorization).not.toBe(mine.headers.authorization);
      expect(headers['mcp-session-id']).toBeUndefined();
    }
    const evidence = await gatehouse.sql(
      `SELECT detail->>'method' AS method, tool FROM audit_events WHERE upstream = '${mine.path.split('/').at(-1)}'
        AND decision = 'allow' ORDER BY id`,
    );
    expect(evidence).toEqual(
      expect.arrayContaining([
        { method: 'initialize', tool: null },
        { method: 'tools/list', tool: null },
        { method: 'tools/call', tool: 'hello' },
        { method: 'response', tool: null },
        { method: 'GET', tool: null },
      ]),
    );
    await transport.terminateSession();
    await client.close();
  });

  it.each([
    ['as it is', {}],
    ['when it asks first what the server is', { versionNegotiation: { mode: 'auto' as const } }],
  ])('is like any other to the client of the next line, %s', async (_how, options) => {
    const transport = new second.StreamableHTTPClientTransport(at(), { requestInit: requestInit() });
    const client = new second.Client({ name: 'peer', version: '2.0.0' }, options);
    await client.connect(transport);
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('steps');
    const progress: number[] = [];
    const { content } = await client.callTool(
      { name: 'steps', arguments: {} },
      { onprogress: (one) => void progress.push(one.progress) },
    );
    expect([content, progress]).toEqual([[{ type: 'text', text: 'done' }], [1, 2, 3]]);
    await transport.terminateSession();
    await client.close();
  });

  it('shows of its tools those that the client may use, and the others are not called', async () => {
    const hidden = await gatehouse.create('/policies', {
      effect: 'deny',
      principal: { type: 'any' },
      upstream: mine.path.split('/').at(-1),
      tool: 'hello',
      justification: 'not now',
    });
    const transport = new StreamableHTTPClientTransport(at(), { requestInit: requestInit() });
    const client = new Client({ name: 'peer', version: '1.0.0' });
    await client.connect(transport);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['steps', 'places', 'grow']);
    await expect(client.callTool({ name: 'hello', arguments: {} })).rejects.toThrow('Denied by policy');
    await transport.terminateSession();
    await client.close();
    await gatehouse.adminCall('DELETE', `/policies/${hidden.id}`);
  });
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a server or the gate says, whatever it is
type Json = any;

/** A client that speaks for itself. */
class ByHand {
  constructor(
    readonly calls: Gated,
    readonly handle: string,
    readonly url: string = gatehouse.url,
  ) {}

  headers(extra: Record<string, string> = {}) {
    return { ...this.calls.headers, 'mcp-session-id': this.handle, ...extra };
  }
  post(body: string, extra: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
    const init = { method: 'POST', headers: this.headers(extra), body, ...(signal === undefined ? {} : { signal }) };
    return fetch(this.url + this.calls.path, init);
  }
  listen(signal?: AbortSignal): Promise<Response> {
    return fetch(this.url + this.calls.path, { headers: this.headers(), ...(signal === undefined ? {} : { signal }) });
  }
  leave(): Promise<Response> {
    return fetch(this.url + this.calls.path, { method: 'DELETE', headers: this.headers() });
  }
}

/** Reads events until there are so many messages, or the stream ends. */
async function messages(answer: Response, count = Infinity): Promise<Json[]> {
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const found = [...text.matchAll(/^data: (.*)\n\n/gm)].map(([, data]) => JSON.parse(data ?? ''));
    if (found.length >= count) return found;
    const { done, value } = await reader.read();
    if (done) return found;
    text += value;
  }
}

describe('a session, as a client has it', () => {
  let server: ScriptedSse;
  let mine: Gated;
  /** Servers that may be silent for a second, and that must answer within a part of one. */
  let restless: Gated;
  let hasty: Gated;
  beforeAll(async () => {
    server = await ScriptedSse.start();
    const fields = { url: server.url, transport: 'sse', limits: { event_bytes: 64 * 1024 } };
    mine = await gated(gatehouse, agent, fields);
    restless = await gated(gatehouse, agent, { ...fields, timeouts: { idle: 1000 } });
    hasty = await gated(gatehouse, agent, { ...fields, timeouts: { first_byte: 300 } });
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    server.opening = undefined;
    server.onMessage = (...heard) => server.greet(...heard);
    server.take = (response) => void response.writeHead(202).end('Accepted');
  });
  /** Whatever happened, nothing is left over. */
  afterEach(async () => {
    await eventually(() => server.streams.length === 0, 'no stream is left at the server');
    for (const of of ['calls', 'streams']) {
      const line = `gatehouse_upstream_${of}{kind="mcp",server="${mine.path.split('/').at(-1)}"}`;
      await eventually(async () => ((await metric(gatehouse, line)) ?? 0) === 0, line);
    }
    expect(gatehouse.errors()).toBe('');
  });

  const initialize = (calls = mine, url = gatehouse.url) =>
    fetch(url + calls.path, { method: 'POST', headers: calls.headers, body: rpc('initialize', INITIALIZE, 'i') });
  async function begun(calls = mine, url = gatehouse.url): Promise<ByHand> {
    const answer = await initialize(calls, url);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect((await answer.json()).id).toBe('i');
    return new ByHand(calls, answer.headers.get('mcp-session-id') ?? '', url);
  }
  const arrived = (id: unknown) =>
    eventually(() => server.messages.some((message) => message.id === id), `the server has ${String(id)}`);

  it('is begun, and ended at the server when the client ends it', async () => {
    const client = await begun();
    expect(server.streams).toHaveLength(1);
    expect((await client.leave()).status).toBe(204);
    await eventually(() => server.streams.length === 0, 'the stream has ended');
    for (const answer of [await client.post(rpc('ping', {}, 'after')), await client.listen(), await client.leave()]) {
      expect(answer.status).toBe(404);
    }
  });

  it('ends with the session of the token that was used last, and not with an earlier one', async () => {
    const first = await begun();
    const renewed = await callsOf(gatehouse, agent, { id: mine.id, resource: gatehouse.url + mine.path });
    const later = new ByHand(renewed, first.handle);
    expect((await later.post('{"jsonrpc":"2.0","method":"notifications/initialized"}')).status).toBe(202);
    const open = await later.listen();
    // A stream of a client of SSE, which ends when the first token does.
    const other = await mine.open();
    await gatehouse.adminCall('DELETE', `/sessions/${claimsOf(mine.token).sid}`);
    expect(await ends(other)).toBe(true);
    await eventually(() => server.streams.length === 1, 'the other stream has ended at the server, too');
    server.say({ method: 'notifications/still' });
    expect((await messages(open, 1))[0].method).toBe('notifications/still');
    await gatehouse.adminCall('DELETE', `/sessions/${claimsOf(renewed.token).sid}`);
    await eventually(() => server.streams.length === 0, 'the stream has ended');
    mine = await callsOf(gatehouse, agent, { id: mine.id, resource: gatehouse.url + mine.path });
  });

  it('ends when its client has had nothing open for a while', async () => {
    await begun(restless);
    expect(server.streams).toHaveLength(1);
    await eventually(() => server.streams.length === 0, 'the stream has ended');
  });

  it('goes on while its client listens, whose stream is ended when nothing comes', async () => {
    const client = await begun(restless);
    expect(await ends(await client.listen())).toBe(true);
    expect(server.streams).toHaveLength(1);
    const again = await client.listen();
    server.say({ method: 'notifications/still' });
    expect(await messages(again, 1)).toHaveLength(1);
    expect((await client.leave()).status).toBe(204);
  });

  it('is nobody else’s, and no other instance’s: 404, upon which a client begins anew', async () => {
    const client = await begun();
    const other = await callsOf(gatehouse, await gatehouse.agent(), {
      id: mine.id,
      resource: gatehouse.url + mine.path,
    });
    const instance = await Replica.start(
      gatehouse.serviceUrl,
      { ...testSecrets, PUBLIC_URL: gatehouse.url },
      gatehouse.clock,
    );
    const before = server.messages.length;
    for (const [who, url] of [
      [other, gatehouse.url],
      [mine, instance.url],
    ] as const) {
      const elsewhere = new ByHand(who, client.handle, url);
      const answer = await elsewhere.post(rpc('ping', {}, 5));
      expect([answer.status, await answer.json()]).toEqual([
        404,
        { jsonrpc: '2.0', id: 5, error: { code: -32001, message: 'Session not found' } },
      ]);
      expect((await elsewhere.listen()).status).toBe(404);
      expect((await elsewhere.leave()).status).toBe(404);
      const kept = await gatehouse.sql<{ decision: string; reason: string }>(
        `SELECT decision, reason FROM audit_events WHERE kind = 'gate.call' ORDER BY id DESC LIMIT 3`,
      );
      const said = { decision: 'deny', reason: 'there is no such session of this caller' };
      expect(kept).toEqual([said, said, said]);
    }
    expect(server.messages).toHaveLength(before);
    const there = await begun(mine, instance.url);
    expect(server.streams).toHaveLength(2);
    await Promise.all([there.leave(), client.leave()]);
    await instance.app.close();
  });

  it('is not known any more when the upstream has moved', async () => {
    const client = await begun();
    await gatehouse.adminCall('PATCH', `/upstreams/${mine.id}`, { url: `${server.url}/elsewhere` });
    expect((await client.post(rpc('ping', {}, 'moved'))).status).toBe(404);
    await gatehouse.adminCall('PATCH', `/upstreams/${mine.id}`, { url: server.url });
  });

  it('ends when the upstream is switched off, and goes on when a rule about it changes', async () => {
    const client = await begun();
    const call = await client.post(rpc('tools/call', { name: 'a' }, 'before'));
    const upstream = mine.path.split('/').at(-1);
    const denied = { effect: 'deny', principal: { type: 'any' }, upstream, justification: 'not now' };
    const listening = await client.listen();
    const rule = await gatehouse.create('/policies', { ...denied, tool: 'secret' });
    expect(await ends(listening)).toBe(true);
    const refused = await (await client.post(rpc('tools/call', { name: 'secret' }, 'denied'))).json();
    expect(refused.error.code).toBe(-32003);
    await gatehouse.adminCall('PATCH', `/upstreams/${mine.id}`, { status: 'inactive' });
    await eventually(() => server.streams.length === 0, 'the stream has ended');
    expect(await ends(call)).toBe(true);
    await gatehouse.adminCall('PATCH', `/upstreams/${mine.id}`, { status: 'active' });
    await gatehouse.adminCall('DELETE', `/policies/${rule.id}`);
    expect((await client.post(rpc('ping', {}, 'after'))).status).toBe(404);
  });

  it('must be named, and there are no batches and none of 2026-07-28', async () => {
    const send = async (method: string, body?: string, extra = {}) => {
      const headers = { ...mine.headers, ...extra };
      return gatehouse.request(method, mine.path, body === undefined ? { headers } : { headers, body });
    };
    const unnamed = await send('POST', rpc('tools/list', {}, 3));
    expect([unnamed.status, unnamed.body.id, unnamed.body.error.code]).toEqual([400, 3, -32000]);
    expect((await send('DELETE')).status).toBe(400);
    expect((await send('POST', `[${rpc('ping', {}, 1)}]`)).body.error.code).toBe(-32600);
    const _meta = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' };
    const modern = await send('POST', rpc('server/discover', { _meta }, 4), {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'server/discover',
    });
    expect([modern.status, modern.body.id, modern.body.error.code, modern.body.error.data]).toEqual([
      400,
      4,
      -32022,
      {
        supported: ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07'],
        requested: '2026-07-28',
      },
    ]);
    expect(server.streams).toHaveLength(0);
  });

  it('is not opened for a client that goes away, nor kept for one whose greeting the server refuses', async () => {
    server.opening = [];
    const gone = new AbortController();
    const headers = mine.headers;
    const body = rpc('initialize', INITIALIZE);
    const answer = fetch(gatehouse.url + mine.path, { method: 'POST', headers, body, signal: gone.signal });
    await eventually(() => server.streams.length === 1, 'the stream is opened');
    gone.abort();
    await expect(answer).rejects.toThrow();
    await eventually(() => server.streams.length === 0, 'the stream has ended');
    server.opening = undefined;
    server.onMessage = ({ id }) => server.say({ id, error: { code: -32602, message: 'no' } });
    const refused = await initialize();
    expect([refused.status, refused.headers.get('mcp-session-id')]).toEqual([200, null]);
    expect((await refused.json()).error).toEqual({ code: -32602, message: 'no' });
  });

  it('is bounded in number: of too many of one client the idle ones end first', { timeout: 60_000 }, async () => {
    const patient = await gated(gatehouse, agent, { url: server.url, transport: 'sse' });
    const first = await begun(patient);
    const listening = await begun(patient);
    await listening.listen();
    const others = await Promise.all(Array.from({ length: 99 }, () => begun(patient)));
    await eventually(() => server.streams.length === 100, 'one stream has ended');
    expect((await first.post(rpc('ping', {}, 'x'))).status).toBe(404);
    for (const one of [...others, listening]) expect((await one.leave()).status).toBe(204);
  });

  describe('answers find those who asked', () => {
    it('in whatever order they come, to whichever session, a text never to a number', async () => {
      const [one, two] = [await begun(), await begun()];
      const [streamOfOne, streamOfTwo] = server.streams.slice(-2);
      const asked = [
        await one.post(rpc('tools/call', { name: 'a' }, 1)),
        await one.post(rpc('tools/call', { name: 'a' }, '1')),
        await two.post(rpc('tools/call', { name: 'a' }, 1)),
        await two.post('{"jsonrpc":"2.0","id":9007199254740993,"method":"tools/call","params":{"name":"a"}}'),
      ];
      for (const answer of asked) expect(answer.headers.get('content-type')).toBe('text/event-stream');
      const answer = (id: string, text: string) =>
        `data: {"jsonrpc":"2.0","id":${id},"result":{"content":[{"type":"text","text":"${text}"}]}}\n\n`;
      streamOfTwo!.write(answer('9007199254740993', 'large of two') + answer('"1"', 'nobody') + answer('1', 'two'));
      streamOfOne!.write(answer('"1"', 'text of one') + answer('7', 'nobody') + answer('1.0', 'number of one'));
      const got = await Promise.all(asked.map((one) => one.text()));
      expect(got.map((text) => /"text":"([^"]*)"/.exec(text)?.[1])).toEqual([
        'number of one',
        'text of one',
        'two',
        'large of two',
      ]);
      // As they came, no digit lost.
      expect(got[3]).toContain('"id":9007199254740993,');
      await Promise.all([one.leave(), two.leave()]);
    });

    it('an id is not used twice while an answer may come, not even when nobody waits for it any more', async () => {
      const client = await begun();
      const gone = new AbortController();
      const first = await client.post(rpc('tools/call', { name: 'a' }, 5), {}, gone.signal);
      const twice = await client.post(rpc('tools/call', { name: 'a' }, 5.0));
      expect([twice.status, (await twice.json()).error.code]).toEqual([400, -32600]);
      gone.abort();
      await expect(first.text()).rejects.toThrow();
      await eventually(async () => {
        const line = `gatehouse_upstream_calls{kind="mcp",server="${mine.path.split('/').at(-1)}"}`;
        return (await metric(gatehouse, line)) === 0;
      }, 'the call is over');
      expect((await client.post(rpc('tools/call', { name: 'b' }, 5))).status).toBe(400);
      server.say({ id: 5, result: { late: true } });
      await eventually(async () => {
        const again = await client.post(rpc('tools/call', { name: 'b' }, 5));
        if (again.status === 400) return false;
        server.say({ id: 5, result: { content: [] } });
        expect((await messages(again))[0].result).toEqual({ content: [] });
        return true;
      }, 'the id is free');
      await client.leave();
    });

    it('comes as a document to who takes no stream', async () => {
      const client = await begun();
      server.onMessage = ({ id }) => server.say({ id, result: { tools: [] } });
      const answer = await client.post(rpc('tools/list', {}, 2), { accept: 'application/json' });
      expect([answer.headers.get('content-type'), await answer.json()]).toEqual([
        'application/json',
        { jsonrpc: '2.0', id: 2, result: { tools: [] } },
      ]);
      await client.leave();
    });

    it('ends for who cancels it', async () => {
      const client = await begun();
      const call = await client.post(rpc('tools/call', { name: 'a' }, 8));
      const cancelled = '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":8}}';
      expect((await client.post(cancelled)).status).toBe(202);
      expect(await messages(call)).toEqual([]);
      expect(server.messages.at(-1)).toEqual(JSON.parse(cancelled));
      await client.leave();
    });
  });

  describe('what the server says of its own accord', () => {
    it('waits for the client to listen', async () => {
      const client = await begun();
      server.say({ id: 'r', method: 'roots/list' });
      server.say({ method: 'notifications/message', params: { level: 'info', data: 'ü' } });
      const said = await messages(await client.listen(), 2);
      expect(said.map(({ method }) => method)).toEqual(['roots/list', 'notifications/message']);
      const back = '{"jsonrpc":"2.0","id":"r","result":{"roots":[]}}';
      const answer = await client.post(back);
      expect([answer.status, await answer.text()]).toEqual([202, '']);
      expect(server.messages.at(-1)).toEqual(JSON.parse(back));
      await client.leave();
    });

    it('comes with the answer that it is about, each message on one stream alone', async () => {
      const client = await begun();
      const params = (progressToken: unknown) => ({ name: 'a', _meta: { progressToken } });
      const one = await client.post(rpc('tools/call', params('p'), 1));
      const two = await client.post(rpc('tools/call', params(1), 2));
      await arrived(2);
      server.say({ method: 'notifications/progress', params: { progressToken: 1, progress: 1 } });
      server.say({ method: 'notifications/progress', params: { progressToken: 'p', progress: 2 } });
      // Nobody listens: it comes with what was asked last.
      server.say({ id: 's', method: 'sampling/createMessage', params: {} });
      const listening = await client.listen();
      // The stream must be there before the server says more.
      await eventually(async () => (await client.post(rpc('x', {}, 1))).status === 400, 'the session is there');
      server.say({ method: 'notifications/tools/list_changed' });
      server.say({ id: 1, result: {} });
      server.say({ id: 2, result: {} });
      expect(await messages(one)).toEqual([
        { jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken: 'p', progress: 2 } },
        { jsonrpc: '2.0', id: 1, result: {} },
      ]);
      expect((await messages(two)).map(({ method, id }) => method ?? id)).toEqual([
        'notifications/progress',
        'sampling/createMessage',
        2,
      ]);
      expect((await messages(listening, 1)).map(({ method }) => method)).toEqual(['notifications/tools/list_changed']);
      await client.leave();
    });

    it('comes on the stream that was opened last', async () => {
      const client = await begun();
      const before = await client.listen();
      const after = await client.listen();
      expect(await messages(before)).toEqual([]);
      server.say({ method: 'notifications/now' });
      expect((await messages(after, 1))[0].method).toBe('notifications/now');
      await client.leave();
    });

    it('holds no list that the client may not see', async () => {
      const rule = await gatehouse.create('/policies', {
        effect: 'deny',
        principal: { type: 'any' },
        upstream: mine.path.split('/').at(-1),
        tool: 'secret',
        justification: 'not now',
      });
      const client = await begun();
      // Whatever was asked, and however it is spelt.
      const call = await client.post(rpc('prompts/get', { name: 'a' }, 1));
      await arrived(1);
      server.write('data: {"jsonrpc":"2.0","id":1,"result":{"t\\u006fols":[{"name":"secret"},{"name":"open"}]}}\n\n');
      expect((await messages(call))[0].result).toEqual({ tools: [{ name: 'open' }] });
      await client.leave();
      await gatehouse.adminCall('DELETE', `/policies/${rule.id}`);
    });
  });

  describe('a server that does not do its part', () => {
    const fails = async (status: number, text: string, calls = mine) => {
      const answer = await initialize(calls);
      expect([answer.status, answer.headers.get('mcp-session-id')]).toEqual([status, null]);
      expect((await answer.json()).error_description).toBe(text);
    };

    it('never says where messages go: 504', async () => {
      server.opening = [': hello\n\n', 'event: message\ndata: {"jsonrpc":"2.0","method":"x"}\n\n'];
      await fails(504, 'The server did not say in time where messages go.', hasty);
    });

    it.each([
      ['another host', 'http://mcp.example/messages'],
      ['another port', 'http://127.0.0.1:9/messages'],
      ['another scheme', 'https://127.0.0.1/messages'],
      ['no URL', 'http://['],
    ])('wants messages to go to %s: 502', async (_where, endpoint) => {
      server.opening = [`event: endpoint\ndata: ${endpoint}\n\n`];
      const before = server.messages.length;
      await fails(502, 'The server wants messages to go elsewhere.');
      expect(server.messages).toHaveLength(before);
    });

    it.each<[string, (string | Buffer)[]]>([
      ['half a character of UTF-8', [Buffer.from('event: endpoint\ndata: /\xc3\n\n', 'latin1')]],
      ['an endless event', ['data: ', ...Array.from({ length: 8 }, () => 'x'.repeat(16 * 1024))]],
    ])('begins with %s: 502', async (_what, opening) => {
      server.opening = opening;
      await fails(502, 'The server broke off its stream.');
    });

    it('never answers the greeting: 504', async () => {
      server.onMessage = () => undefined;
      await fails(504, 'The server did not answer in time.', hasty);
    });

    it('opens no stream: 502', async () => {
      const serve = server.upstream.answer;
      server.upstream.answer = (_request, response) =>
        void response.writeHead(404, { 'content-type': 'text/html' }).end('<p>');
      await fails(502, 'The server opened no stream (status 404).');
      server.upstream.answer = serve;
    });

    it.each<[string, (server: ScriptedSse) => void]>([
      ['its stream dies', ({ streams }) => void streams.at(-1)?.destroy()],
      ['its stream ends', ({ streams }) => void streams.at(-1)?.end()],
      ['it sends garbage', (one) => one.write('data: garbage\n\n')],
      ['it sends what two would read in two ways', (one) => one.write('data: {"jsonrpc":"2.0","id":1,"id":2}\n\n')],
      ['it sends half a character', (one) => one.write(Buffer.from('data: "\xc3"\n\n', 'latin1'))],
      [
        'it sends an endless event',
        (one) => one.write('data: "', ...Array.from({ length: 8 }, () => 'x'.repeat(16_384))),
      ],
    ])('%s in the middle of a call: who waits is told, and begins anew', async (_what, fault) => {
      const client = await begun();
      const listening = await client.listen();
      const call = await client.post(rpc('tools/call', { name: 'a' }, 11));
      const document = client.post(rpc('tools/call', { name: 'a' }, 12), { accept: 'application/json' });
      await eventually(() => server.messages.at(-1)?.id === 12, 'both calls are there');
      fault(server);
      expect(await messages(call)).toEqual([
        { jsonrpc: '2.0', id: 11, error: { code: -32000, message: 'The server broke off its stream.' } },
      ]);
      expect((await document).status).toBe(502);
      expect(await ends(listening)).toBe(true);
      expect((await client.post(rpc('ping', {}, 13))).status).toBe(404);
    });

    it('answers what nobody asked, and one answer late: the others get theirs', async () => {
      const client = await begun();
      const call = await client.post(rpc('tools/call', { name: 'a' }, 21));
      await arrived(21);
      for (const id of [99, '21', null]) server.say({ id, error: { code: 1, message: 'whose?' } });
      server.say({ id: 21, result: { content: [] } });
      expect(await messages(call)).toEqual([{ jsonrpc: '2.0', id: 21, result: { content: [] } }]);
      await client.leave();
    });

    it('never answers a call: it is told so', async () => {
      const client = await begun(restless);
      const call = await client.post(rpc('tools/call', { name: 'a' }, 31));
      expect((await messages(call))[0].error.message).toBe('The server did not answer in time.');
      await client.leave();
    });

    it('does not take a message: its client is told what it said', async () => {
      const client = await begun();
      server.take = (response) => void response.writeHead(500, { 'content-type': 'text/plain' }).end('no');
      const answer = await client.post(rpc('tools/call', { name: 'a' }, 41));
      expect([answer.status, (await answer.json()).id]).toEqual([500, 41]);
      server.take = (response) => void response.writeHead(404).end();
      expect((await client.post(rpc('tools/call', { name: 'a' }, 41))).status).toBe(404);
      await eventually(() => server.streams.length === 0, 'the stream has ended');
    });

    it('leaves the answer to a message open: the call goes on, and nothing stays', async () => {
      const client = await begun();
      server.take = (response) => void response.writeHead(202).write('Acc');
      const call = await client.post(rpc('tools/call', { name: 'a' }, 51));
      await arrived(51);
      server.say({ id: 51, result: {} });
      expect((await messages(call))[0].id).toBe(51);
      await client.leave();
    });
  });

  it('counts a call as one until its answer has come', async () => {
    const narrow = await gated(gatehouse, agent, {
      url: server.url,
      transport: 'sse',
      limits: { concurrent: 1, streams: 1 },
    });
    const client = await begun(narrow);
    expect((await initialize(narrow)).status).toBe(503);
    const call = await client.post(rpc('tools/call', { name: 'a' }, 61));
    const more = await client.post(rpc('tools/call', { name: 'a' }, 62));
    expect([more.status, more.headers.get('retry-after')]).toEqual([503, '1']);
    server.say({ id: 61, result: {} });
    expect(await messages(call)).toHaveLength(1);
    await eventually(async () => {
      const next = await client.post(rpc('tools/call', { name: 'a' }, 62));
      if (next.status !== 200) return false;
      await next.body!.cancel();
      return true;
    }, 'there is room again');
    await client.leave();
  });
});
