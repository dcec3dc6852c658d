import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, METRICS_TOKEN, metric } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { hideSecrets } from '../support/hidden-things.js';
import { answering, mirroring, modern, type ModernAnswer, send } from '../support/modern.js';
import { ok, RecordingUpstream } from '../support/recording-upstream.js';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let ada: string;
let bob: string;
let endpoint: string;
let id: string;

beforeAll(async () => {
  // Each process keeps lists for itself; what it must know of those of others: test/replicas/shown-lists.spec.ts.
  gatehouse = await TestGatehouse.start({ METRICS_TOKEN, ACCESS_TOKEN_SECONDS: '3600' }, undefined, 1);
  upstream = await RecordingUpstream.start();
  const made = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
  [endpoint, id] = [`${gatehouse.url}/api/v1/mcp/tools`, made.id];
  agent = await gatehouse.agent();
  const other = await gatehouse.agent();
  ada = await gatehouse.accessToken(agent.id, agent.secret, { resource: made.resource });
  bob = await gatehouse.accessToken(other.id, other.secret, { resource: made.resource });
});
afterEach(async () => {
  upstream.answer = ok;
  // Another version of the upstream, at which nothing is known.
  await gatehouse.adminCall('PATCH', `/upstreams/${id}`, { timeouts: { idle: 100_000 + upstream.received.length } });
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

interface Asked {
  readonly token?: string;
  readonly params?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
  readonly id?: unknown;
}
const ask = (method: string, { token = ada, params = {}, headers = {}, id = 5 }: Asked = {}): Promise<ModernAnswer> =>
  send(endpoint, { ...mirroring(token, method), ...headers }, modern(method, params, id));
/** How often the server was asked meanwhile. */
async function asked(walk: () => Promise<unknown>): Promise<number> {
  const before = upstream.received.length;
  await walk();
  return upstream.received.length - before;
}
const tools = (more: object = {}, ...names: string[]) =>
  answering({ 'tools/list': { resultType: 'complete', tools: names.map((name) => ({ name })), ...more } });
const MINUTE = { ttlMs: 60_000, cacheScope: 'private' };

describe('what a server of 2026-07-28 says that there is', () => {
  it.each([
    ['tools/list', { tools: [{ name: 'a', title: 'Ä' }] }],
    ['prompts/list', { prompts: [{ name: 'a' }] }],
    ['resources/list', { resources: [{ uri: 'file:///a' }] }],
    ['resources/templates/list', { resourceTemplates: [{ uriTemplate: 'file:///{a}' }] }],
    ['server/discover', { supportedVersions: ['2026-07-28'], capabilities: {} }],
  ])('is asked for once while it is fresh: %s', async (method, result) => {
    upstream.answer = answering({ [method]: { ...result, ...MINUTE } });
    expect((await ask(method)).body).toEqual({ jsonrpc: '2.0', id: 5, result: { ...result, ...MINUTE } });
    gatehouse.clock.advance(20_000);
    const again = await ask(method, { id: 'other' });
    expect(again.body).toMatchObject({ jsonrpc: '2.0', id: 'other', result: { ...result, cacheScope: 'private' } });
    expect(again.body.result.ttlMs).toBeLessThanOrEqual(40_000);
    expect(again.body.result.ttlMs).toBeGreaterThan(30_000);
    expect(upstream.last().body).toContain('"id":5');
    gatehouse.clock.advance(40_000);
    expect(await asked(() => ask(method))).toBe(1);
  });

  it('is told from a stream as well', async () => {
    upstream.answer = (_request, response, body) => {
      const { id } = JSON.parse(body) as { id: number };
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(
        `data: ${JSON.stringify({ jsonrpc: '2.0', id, result: { tools: [{ name: 'a' }], ...MINUTE } })}\n\n`,
      );
    };
    expect((await ask('tools/list')).text).toContain('data: ');
    expect((await ask('tools/list')).body.result.tools).toEqual([{ name: 'a' }]);
    expect(upstream.received.filter(({ body }) => body.includes('tools/list')).length).toBeGreaterThan(0);
    expect(await asked(() => ask('tools/list'))).toBe(0);
  });

  it('is in the evidence like any call, with where its answer came from', async () => {
    upstream.answer = tools(MINUTE, 'a');
    await ask('tools/list');
    await ask('tools/list');
    const rows = await gatehouse.sql<{ decision: string; detail: object }>(
      `SELECT decision, detail FROM audit_events WHERE kind = 'gate.call' AND client_id = $1 ORDER BY id DESC LIMIT 2`,
      [agent.id],
    );
    const [kept, first] = rows;
    expect(first).toMatchObject({ decision: 'allow', detail: { method: 'tools/list' } });
    expect(first!.detail).not.toHaveProperty('answer');
    expect(kept).toMatchObject({ decision: 'allow', detail: { method: 'tools/list', answer: 'kept' } });
  });

  it('is trimmed whenever it is given, by the rules of that moment', async () => {
    upstream.answer = tools({ ...MINUTE, cacheScope: 'public' }, 'a', 'secret-1');
    const names = async (token: string) =>
      (await ask('tools/list', { token })).body.result.tools.map(({ name }: { name: string }) => name);
    expect(await names(ada)).toEqual(['a', 'secret-1']);
    const rule = { effect: 'deny', principal: { type: 'client', id: agent.id }, upstream: 'tools' };
    const made = await gatehouse.create('/policies', { ...rule, tool: 'secret-*', justification: 'not for her' });
    const calls = await asked(async () => {
      expect(await names(ada)).toEqual(['a']);
      expect(await names(bob)).toEqual(['a', 'secret-1']);
      await gatehouse.adminCall('DELETE', `/policies/${made.id}`);
      expect(await names(ada)).toEqual(['a', 'secret-1']);
    });
    expect(calls).toBe(0);
  });

  it('is for everybody where the server says so, and marked as each caller’s own all the same', async () => {
    upstream.answer = tools({ ...MINUTE, cacheScope: 'public' }, 'a');
    await ask('tools/list');
    const calls = await asked(async () => {
      expect((await ask('tools/list', { token: bob })).body.result).toMatchObject({ cacheScope: 'private' });
    });
    expect(calls).toBe(0);
  });
});

describe('the server is asked again', () => {
  it.each([
    ['by another cursor', { params: { cursor: 'page-2' } }],
    ['by an empty cursor', { params: { cursor: '' } }],
    ['in another language', { headers: { 'accept-language': 'de' } }],
    [
      'by a client with other capabilities',
      { params: { _meta: { 'io.modelcontextprotocol/clientCapabilities': { x: {} } } } },
    ],
    ['by one who wants to hear of progress', { params: { _meta: { progressToken: 1 } } }],
    ['by one who follows a trace', { params: { _meta: { traceparent: '00-1-2-01' } } }],
    ['by one who answers a question back', { params: { inputResponses: {} } }],
    ['by one who goes on with a request', { params: { requestState: 's' } }],
    ['with a parameter’s header', { headers: { 'mcp-param-region': 'eu' } }],
  ])('%s', async (_what, other) => {
    upstream.answer = tools(MINUTE, 'a');
    await ask('tools/list');
    expect(await asked(() => ask('tools/list', other))).toBe(1);
    expect(await asked(() => ask('tools/list'))).toBe(0);
  });

  it.each([
    ['at once', { ttlMs: 0, cacheScope: 'public' }],
    ['when it does not say for how long', { cacheScope: 'public' }],
    ['when it says nothing at all', {}],
    ['when it wants to know something first', { ...MINUTE, resultType: 'input_required' }],
  ])('%s', async (_what, said) => {
    upstream.answer = tools(said, 'a');
    await ask('tools/list');
    expect(await asked(() => ask('tools/list'))).toBe(1);
  });

  it('when an administrator changed it', async () => {
    upstream.answer = tools(MINUTE, 'a');
    await ask('tools/list');
    await gatehouse.adminCall('PATCH', `/upstreams/${id}`, { timeouts: { idle: 99_000 } });
    expect(await asked(() => ask('tools/list'))).toBe(1);
  });

  it('when it refused a call as one that does not fit its lists', async () => {
    upstream.answer = tools(MINUTE, 'a');
    await ask('tools/list');
    upstream.answer = (_request, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end('{"jsonrpc":"2.0","id":5,"error":{"code":-32020,"message":"Header mismatch"}}');
    };
    const call = modern('tools/call', { name: 'a', arguments: {} });
    expect((await send(endpoint, mirroring(ada, 'tools/call', 'a'), call)).body.error.code).toBe(-32020);
    gatehouse.clock.advance(1);
    upstream.answer = tools(MINUTE, 'b');
    expect((await ask('tools/list')).body.result.tools).toEqual([{ name: 'b' }]);
  });

  it.each(['tools/list_changed', 'prompts/list_changed', 'resources/list_changed'])('when it said %s', async (news) => {
    upstream.answer = tools({ ...MINUTE, cacheScope: 'public' }, 'a');
    await ask('tools/list', { token: bob });
    expect(await asked(() => ask('tools/list'))).toBe(0);
    upstream.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`data: {"jsonrpc":"2.0","method":"notifications/${news}"}\n\n`);
    };
    const heard = await ask('subscriptions/listen', { params: { notifications: { toolsListChanged: true } } });
    expect(heard.text).toContain(news);
    gatehouse.clock.advance(1);
    upstream.answer = tools({ ...MINUTE, cacheScope: 'public' }, 'b');
    expect((await ask('tools/list', { token: bob })).body.result.tools).toEqual([{ name: 'b' }]);
  });

  it('when the news came while it was answering', async () => {
    let finish: (() => void) | null = null;
    upstream.answer = (_request, response: ServerResponse, body) =>
      void (finish = () => tools(MINUTE, 'old')(_request, response, body));
    const slow = ask('tools/list');
    await eventually(() => finish !== null, 'the question came');
    upstream.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('data: {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n\n');
    };
    await ask('subscriptions/listen', { params: { notifications: { toolsListChanged: true } } });
    finish!();
    await slow;
    expect(await asked(() => ask('tools/list'))).toBe(1);
  });

  it('each time by a client of a version with sessions, on which a list may depend', async () => {
    upstream.answer = tools({ ...MINUTE, cacheScope: 'public' }, 'a');
    const legacy = () =>
      gatehouse.request('POST', '/api/v1/mcp/tools', {
        headers: {
          authorization: `Bearer ${ada}`,
          'content-type': 'application/json',
          'mcp-protocol-version': '2025-11-25',
        },
        body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
      });
    await ask('tools/list');
    expect(await asked(legacy)).toBe(1);
    expect(await asked(legacy)).toBe(1);
  });
});

it('what was kept for a session is forgotten when the session ends', async () => {
  const temporary = await gatehouse.agent();
  const token = await gatehouse.accessToken(temporary.id, temporary.secret, { resource: endpoint });
  const kept = () => metric(gatehouse, 'gatehouse_lists_kept');
  upstream.answer = tools(MINUTE, 'a');
  await ask('tools/list', { token });
  const before = (await kept())!;
  expect(before).toBeGreaterThan(0);
  await gatehouse.adminCall('PATCH', `/clients/${temporary.id}`, { status: 'inactive' });
  await eventually(async () => (await kept()) === before - 1, 'the list was forgotten');
});

it('hidden tools are hidden from whoever they were hidden from, also out of a list of everybody’s', async () => {
  upstream.answer = tools({ ...MINUTE, cacheScope: 'public' }, 'a', 'secret-1');
  await hideSecrets(gatehouse, 'tools', agent.id);
  expect((await ask('tools/list', { token: bob })).text).toContain('secret-1');
  const calls = await asked(async () => {
    expect((await ask('tools/list')).text).not.toContain('secret-1');
  });
  expect(calls).toBe(0);
});
