import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ExpiredRowsJob } from '../../src/database/expired-rows.job.js';
import { ShownListsJob } from '../../src/proxy/discovery/shown-lists.job.js';
import { Replica } from '../keys/replicas.js';
import { eventually } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { answering, mirroring, modern, type ModernAnswer, send } from '../support/modern.js';
import { ok, RecordingUpstream } from '../support/recording-upstream.js';
import { testSecrets } from '../support/test-secrets.js';

let gatehouse: TestGatehouse;
let second: Replica;
let upstream: RecordingUpstream;
beforeAll(async () => {
  const settings = { ACCESS_TOKEN_SECONDS: '3600' };
  gatehouse = await TestGatehouse.start(settings, undefined, 1);
  const shared = { ...testSecrets, ...settings, PUBLIC_URL: gatehouse.url };
  second = await Replica.start(gatehouse.serviceUrl, shared, gatehouse.clock);
  upstream = await RecordingUpstream.start();
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
  await upstream.stop();
});

interface Caller {
  readonly agent: Awaited<ReturnType<TestGatehouse['agent']>>;
  readonly token: string;
}
let made: { id: string; name: string; resource: string };
let ada: Caller;
let count = 0;
const newcomer = async (): Promise<Caller> => {
  const agent = await gatehouse.agent();
  return { agent, token: await gatehouse.accessToken(agent.id, agent.secret, { resource: made.resource }) };
};
beforeEach(async () => {
  made = await gatehouse.create('/upstreams', { name: `tools-${++count}`, kind: 'mcp', url: upstream.url });
  ada = await newcomer();
  upstream.answer = ok;
});

const REGION = { type: 'object', properties: { region: { type: 'string', 'x-mcp-header': 'Region' } } };
const PLAIN = { type: 'object', properties: { region: { type: 'string' } } };
const MINUTE = { ttlMs: 60_000, cacheScope: 'private' };
const EVERYBODYS = { ttlMs: 60_000, cacheScope: 'public' };

/** A server whose tools are these. */
const offering = (schema: object, more: object = {}) =>
  answering({ 'tools/list': { tools: [{ name: 'mirror', inputSchema: schema }], ...more }, 'tools/call': {} });

interface Where {
  readonly base: () => string;
}
const first: Where = { base: () => gatehouse.url };
const other: Where = { base: () => second.url };
const ask = (
  { base }: Where,
  method: string,
  { token }: Caller = ada,
  params: { name?: string } = {},
): Promise<ModernAnswer> =>
  send(`${base()}/api/v1/mcp/${made.name}`, mirroring(token, method, params.name), modern(method, { ...params }));

/** A call whose header says something else than its argument. @returns whether the server got it */
async function passes({ base }: Where, { token }: Caller = ada): Promise<boolean> {
  const headers = { ...mirroring(token, 'tools/call', 'mirror'), 'mcp-param-region': 'us' };
  const body = modern('tools/call', { name: 'mirror', arguments: { region: 'eu' } });
  const before = upstream.received.length;
  const { status, body: answer } = await send(`${base()}/api/v1/mcp/${made.name}`, headers, body);
  const arrived = upstream.received.length > before;
  expect([status, answer.error?.code]).toEqual(arrived ? [200, undefined] : [400, -32020]);
  return arrived;
}

/** The server says something on a stream of that replica, and the caller has read it. */
async function told(where: Where, news: string, caller: Caller = ada): Promise<void> {
  const before = upstream.answer;
  upstream.answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`data: {"jsonrpc":"2.0","method":"notifications/${news}"}\n\n`);
  };
  expect((await ask(where, 'subscriptions/listen', caller)).text).toContain(news);
  upstream.answer = before;
}

describe('what a list taught at one replica is held to at another by the very next call', () => {
  it.each([
    ['the caller’s own', {}],
    ['everybody’s', EVERYBODYS],
  ])('%s', async (_whose, more) => {
    upstream.answer = offering(REGION, more);
    expect(await passes(other)).toBe(true);
    await ask(first, 'tools/list');
    expect(await passes(other)).toBe(false);
    expect(await passes(first)).toBe(false);
    expect(await passes(other, await newcomer())).toBe(more !== EVERYBODYS);
  });

  it('also that a tool mirrors nothing any more', async () => {
    upstream.answer = offering(REGION);
    await ask(first, 'tools/list');
    upstream.answer = offering(PLAIN);
    await ask(other, 'tools/list');
    expect([await passes(first), await passes(other)]).toEqual([true, true]);
  });

  it('whoever was told last: everybody or the caller', async () => {
    upstream.answer = offering(REGION, EVERYBODYS);
    await ask(first, 'tools/list');
    upstream.answer = offering(PLAIN, MINUTE);
    await ask(other, 'tools/list');
    expect([await passes(first), await passes(other, await newcomer())]).toEqual([true, false]);
    upstream.answer = offering(REGION, EVERYBODYS);
    gatehouse.clock.advance(30_000);
    await told(first, 'prompts/list_changed');
    await ask(first, 'tools/list');
    expect(await passes(other)).toBe(false);
  });

  it('and an older list that comes late teaches nothing', async () => {
    let finish = (): void => undefined;
    upstream.answer = (request, response, body) => void (finish = () => offering(REGION)(request, response, body));
    const asked = upstream.received.length;
    const late = ask(first, 'tools/list');
    await eventually(() => upstream.received.length > asked, 'the question came');
    upstream.answer = offering({ ...REGION, properties: { area: { type: 'string', 'x-mcp-header': 'Area' } } });
    await ask(other, 'tools/list');
    finish();
    await late;
    // Of the newer list: an area that is not there needs no header, and nobody knows of a region.
    expect(await passes(other)).toBe(true);
  });

  it('for as long as the list is good', async () => {
    upstream.answer = offering(REGION);
    await ask(first, 'tools/list');
    gatehouse.clock.advance(60_001);
    expect(await passes(other)).toBe(true);
  });
});

describe('when the server says at one replica that its tools are others', () => {
  it.each([
    ['the caller’s own', MINUTE],
    ['everybody’s', EVERYBODYS],
  ])('another judges by no list of before, and gives none: %s', async (_whose, more) => {
    upstream.answer = offering(REGION, more);
    await ask(other, 'tools/list');
    await told(first, 'tools/list_changed');
    expect(await passes(other)).toBe(true);
    upstream.answer = offering(PLAIN, more);
    expect((await ask(other, 'tools/list')).body.result.tools).toEqual([{ name: 'mirror', inputSchema: PLAIN }]);
  });

  it('also by none that was being asked for there at that moment', async () => {
    let finish = (): void => undefined;
    upstream.answer = (request, response, body) =>
      void (finish = () => offering(REGION, MINUTE)(request, response, body));
    const asked = upstream.received.length;
    const late = ask(other, 'tools/list');
    await eventually(() => upstream.received.length > asked, 'the question came');
    await told(first, 'tools/list_changed');
    finish();
    await late;
    upstream.answer = offering(PLAIN);
    expect(await passes(other)).toBe(true);
    expect((await ask(other, 'tools/list')).body.result.tools).toEqual([{ name: 'mirror', inputSchema: PLAIN }]);
  });

  it('what another caller was shown stays', async () => {
    const bob = await newcomer();
    upstream.answer = offering(REGION);
    await ask(other, 'tools/list');
    await told(first, 'tools/list_changed', bob);
    expect(await passes(other)).toBe(false);
  });

  it('but not by other news', async () => {
    upstream.answer = offering(REGION);
    await ask(first, 'tools/list');
    await told(other, 'prompts/list_changed');
    expect(await passes(other)).toBe(false);
  });
});

describe('whoever is told at one replica that a call does not fit the list gets another list elsewhere', () => {
  it('by the server', async () => {
    upstream.answer = offering(PLAIN, MINUTE);
    await ask(other, 'tools/list');
    upstream.answer = (_request, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end('{"jsonrpc":"2.0","id":5,"error":{"code":-32020,"message":"Header mismatch"}}');
    };
    expect((await ask(first, 'prompts/get', ada, { name: 'any' })).status).toBe(400);
    expect(upstream.last().body).toContain('prompts/get');
    upstream.answer = offering(REGION, MINUTE);
    expect((await ask(other, 'tools/list')).body.result.tools).toEqual([{ name: 'mirror', inputSchema: REGION }]);
  });

  it('by the gate, which still judges by what it knows', async () => {
    upstream.answer = offering(REGION, MINUTE);
    await ask(other, 'tools/list');
    expect([await passes(first), await passes(first)]).toEqual([false, false]);
    upstream.answer = offering(PLAIN, MINUTE);
    expect((await ask(other, 'tools/list')).body.result.tools).toEqual([{ name: 'mirror', inputSchema: PLAIN }]);
  });
});

describe('what is stored of lists', () => {
  const rows = () => gatehouse.sql('SELECT sid FROM shown_lists WHERE upstream_id = $1', [made.id]);

  it('is nothing where no tool mirrors anything, and nobody looks for it there', async () => {
    upstream.answer = offering(PLAIN);
    await ask(first, 'tools/list');
    expect(await rows()).toEqual([]);
    const plain = made;
    made = await gatehouse.create('/upstreams', { name: `mirroring-${count}`, kind: 'mcp', url: upstream.url });
    const bob = await newcomer();
    upstream.answer = offering(REGION);
    await ask(first, 'tools/list', bob);
    await gatehouse.sql('ALTER TABLE shown_lists RENAME COLUMN tools_changed TO hidden');
    try {
      const before = upstream.received.length;
      const { status } = await send(
        `${second.url}/api/v1/mcp/${made.name}`,
        mirroring(bob.token, 'tools/call', 'mirror'),
        modern('tools/call', { name: 'mirror' }),
      );
      // What cannot be looked up cannot be compared: it does not pass.
      expect([status >= 500, upstream.received.length]).toEqual([true, before]);
      made = plain;
      expect([await passes(other), await passes(first)]).toEqual([true, true]);
    } finally {
      await gatehouse.sql('ALTER TABLE shown_lists RENAME COLUMN hidden TO tools_changed');
    }
  });

  it('is in no list that could not be stored', async () => {
    upstream.answer = offering(REGION);
    await gatehouse.sql('ALTER TABLE shown_lists ADD CONSTRAINT nothing CHECK (tools IS NULL) NOT VALID');
    try {
      const { status, text } = await ask(first, 'tools/list');
      expect(status).toBeGreaterThanOrEqual(500);
      expect(text).not.toContain('x-mcp-header');
    } finally {
      await gatehouse.sql('ALTER TABLE shown_lists DROP CONSTRAINT nothing');
    }
  });

  it.each<[string, (caller: Caller) => string]>([
    ['the agent', ({ agent }) => `/clients/${agent.id}`],
    ['its owner', ({ agent }) => `/users/${agent.owner.id}`],
  ])('goes with %s', async (_who, path) => {
    upstream.answer = offering(REGION);
    await ask(first, 'tools/list');
    const bob = await newcomer();
    await ask(first, 'tools/list', bob);
    expect(await rows()).toHaveLength(2);
    expect((await gatehouse.adminCall('DELETE', path(ada))).status).toBe(204);
    await second.app.get(ShownListsJob).run();
    expect(await rows()).toHaveLength(1);
  });

  it('goes when it is of no use', async () => {
    upstream.answer = offering(REGION, EVERYBODYS);
    await ask(first, 'tools/list');
    await gatehouse.app.get(ExpiredRowsJob).run();
    expect(await rows()).toEqual([{ sid: null }]);
    gatehouse.clock.advance(660_001);
    await gatehouse.app.get(ExpiredRowsJob).run();
    expect(await rows()).toEqual([]);
  });

  it('has bounds, within which it is what was shown last', async () => {
    const tool = (at: number) => ({ name: `t${at}`, inputSchema: REGION });
    const tools = Array.from({ length: 2000 }, (_, at) => tool(at));
    upstream.answer = answering({ 'tools/list': { tools }, 'tools/call': {} });
    await ask(first, 'tools/list');
    const [size] = await gatehouse.sql<{ bytes: number; tools: number }>(
      `SELECT octet_length(tools::text) AS bytes, json_array_length(tools) AS tools FROM shown_lists WHERE upstream_id = $1`,
      [made.id],
    );
    expect(size!.tools).toBeLessThanOrEqual(500);
    expect(size!.bytes).toBeLessThanOrEqual(66 * 1024);
    const call = async (name: string) => {
      const headers = { ...mirroring(ada.token, 'tools/call', name), 'mcp-param-region': 'us' };
      const body = modern('tools/call', { name, arguments: { region: 'eu' } });
      return (await send(`${second.url}/api/v1/mcp/${made.name}`, headers, body)).status;
    };
    expect([await call('t0'), await call('t1999')]).toEqual([200, 400]);
  });

  it('has no room for a tool that is too large, and room for all the others', async () => {
    const properties = { ['x'.repeat(70_000)]: { type: 'string', 'x-mcp-header': 'Huge' } };
    const tools = [
      { name: 'mirror', inputSchema: REGION },
      { name: 'huge', inputSchema: { properties } },
    ];
    upstream.answer = answering({ 'tools/list': { tools, ...EVERYBODYS }, 'tools/call': {} });
    await ask(first, 'tools/list');
    expect([await passes(first), await passes(other)]).toEqual([false, false]);
  });

  it('is nothing of an agent, which has no lists, whatever it refuses', async () => {
    const agent = { name: `agent-${count}`, kind: 'a2a', url: upstream.url, required_scopes: ['mcp'] };
    const { endpoint, ...created } = await gatehouse.create('/upstreams', agent);
    made = created as typeof made;
    const { token } = await newcomer();
    upstream.answer = (_request, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end('{"jsonrpc":"2.0","id":5,"error":{"code":-32602,"message":"Invalid params"}}');
    };
    const message = { messageId: 'm', role: 'ROLE_USER', parts: [{ text: 'hello' }] };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 5, method: 'SendMessage', params: { message } });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'a2a-version': '1.0' };
    const { status } = await send(endpoint as string, headers, body);
    expect([status, upstream.last().body.includes('hello'), await rows()]).toEqual([400, true, []]);
  });

  it('may be of tools by any name, and names no caller', async () => {
    const properties = { 'a\u0000b': { type: 'string', 'x-mcp-header': 'Odd' } };
    const tools = ['__proto__', 'constructor', '日本'].map((name) => ({ name, inputSchema: { properties } }));
    upstream.answer = answering({ 'tools/list': { tools }, 'tools/call': {} });
    expect((await ask(first, 'tools/list')).status).toBe(200);
    for (const name of ['__proto__', 'constructor', '日本']) {
      const encoded = `=?base64?${Buffer.from(name).toString('base64')}?=`;
      const headers = { ...mirroring(ada.token, 'tools/call', encoded), 'mcp-param-odd': 'x' };
      const answer = await send(
        `${second.url}/api/v1/mcp/${made.name}`,
        headers,
        modern('tools/call', { name, arguments: {} }),
      );
      expect(answer.body.error.code).toBe(-32020);
    }
    const [row] = await gatehouse.sql<{ row: string }>(
      'SELECT shown_lists::text AS row FROM shown_lists WHERE upstream_id = $1',
      [made.id],
    );
    for (const secret of [ada.agent.id, ada.agent.owner.id, gatehouse.url]) expect(row!.row).not.toContain(secret);
  });
});
