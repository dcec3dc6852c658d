import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, METRICS_TOKEN, metric } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { answering, mirroring, modern, send } from '../support/modern.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ METRICS_TOKEN, ACCESS_TOKEN_SECONDS: '3600' });
  upstream = await RecordingUpstream.start();
  agent = await gatehouse.agent();
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

let count = 0;
/** A server at which nothing is known, and a token of the agent for it. */
async function fresh() {
  const name = `poison-${++count}`;
  const { resource } = await gatehouse.create('/upstreams', { name, kind: 'mcp', url: upstream.url });
  const token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
  const list = (params: Record<string, unknown> = {}, as = token, more: Record<string, string> = {}) =>
    send(resource, { ...mirroring(as, 'tools/list'), ...more }, modern('tools/list', params));
  const call = (tool: string, given: object, headers: Record<string, string> = {}) =>
    send(
      resource,
      { ...mirroring(token, 'tools/call', tool), ...headers },
      modern('tools/call', { name: tool, arguments: given }),
    );
  return { name, resource, token, list, call };
}
const told = (result: object) => answering({ 'tools/list': { tools: [{ name: 'a' }], ...result } });
async function asked(walk: () => Promise<unknown>): Promise<number> {
  const before = upstream.received.length;
  await walk();
  return upstream.received.length - before;
}

describe('a list that is one caller’s own is given to nobody else', () => {
  it.each([
    ['private', { ttlMs: 60_000, cacheScope: 'private' }],
    ['not said', { ttlMs: 60_000 }],
    ['in another case', { ttlMs: 60_000, cacheScope: 'Public' }],
    ['something else', { ttlMs: 60_000, cacheScope: true }],
    ['a list of both', { ttlMs: 60_000, cacheScope: ['public'] }],
  ])('when its scope is %s', async (_what, said) => {
    const { resource, list } = await fresh();
    const other = await gatehouse.agent();
    const theirs = await gatehouse.accessToken(other.id, other.secret, { resource });
    const session = await gatehouse.accessToken(agent.id, agent.secret, { resource });
    upstream.answer = told({ ...said, tools: [{ name: 'of-the-first' }] });
    await list();
    expect(await asked(() => list())).toBe(0);
    upstream.answer = told({ ...said, tools: [{ name: 'own' }] });
    for (const token of [theirs, session]) {
      expect((await list({}, token)).body.result.tools).toEqual([{ name: 'own' }]);
    }
  });

  it('nor by another server with the same list', async () => {
    const [one, other] = [await fresh(), await fresh()];
    upstream.answer = told({ ttlMs: 60_000, cacheScope: 'public' });
    await one.list();
    expect(await asked(() => other.list())).toBe(1);
  });
});

describe('no request is answered with what another asked for', () => {
  it.each<[string, Record<string, unknown>, Record<string, string>]>([
    ['a cursor that looks like the end of a key', { cursor: '"],["' }, {}],
    ['a cursor with a line break', { cursor: 'a\nb' }, {}],
    ['a member more', { cursor: 'c', filter: 'x' }, {}],
    ['a number for a text', { cursor: 1 }, {}],
    ['a header for a member', {}, { 'mcp-param-cursor': 'c' }],
    ['a header that is not sent on in this way', {}, { 'accept-language': 'c' }],
    ['trace state', {}, { tracestate: 'a=b' }],
  ])('by %s', async (_what, params, headers) => {
    const { list, token } = await fresh();
    upstream.answer = told({ ttlMs: 60_000, cacheScope: 'public', tools: [{ name: 'poison' }] });
    await list(params, token, headers);
    upstream.answer = told({ ttlMs: 60_000, cacheScope: 'public', tools: [{ name: 'true' }] });
    for (const other of [{}, { cursor: 'c' }, { cursor: '1' }, { cursor: 'ab' }]) {
      expect((await list(other)).body.result.tools).toEqual([{ name: 'true' }]);
    }
  });

  it('by a header that does not reach the server', async () => {
    const { list, token } = await fresh();
    upstream.answer = told({ ttlMs: 60_000, cacheScope: 'public' });
    await list({}, token, { 'x-forwarded-user': 'root', cookie: 'a=b' });
    expect(JSON.stringify(upstream.last().rawHeaders)).not.toMatch(/x-forwarded-user|cookie/i);
  });
});

describe('no time to live is believed', () => {
  it.each([
    ['of a week beyond ten minutes', '604800000', [1, 0, 1]],
    ['that no double holds', '1e400', [1, 1, 1]],
    ['just beyond what one holds exactly', '9007199254740993', [1, 1, 1]],
    ['the largest that one holds exactly beyond ten minutes', '9007199254740991', [1, 0, 1]],
    ['below zero', '-1', [1, 1, 1]],
    ['with a fraction', '60000.5', [1, 1, 1]],
    ['as a text', '"60000"', [1, 1, 1]],
    ['as nothing', 'null', [1, 1, 1]],
  ])('%s', async (_what, ttl, expected) => {
    const { list } = await fresh();
    upstream.answer = (_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(`{"jsonrpc":"2.0","id":5,"result":{"tools":[],"cacheScope":"public","ttlMs":${ttl}}}`);
    };
    const counts = [await asked(() => list()), await asked(() => list())];
    gatehouse.clock.advance(600_001);
    counts.push(await asked(() => list()));
    expect(counts).toEqual(expected);
  });
});

describe('a poisoned schema is no schema', () => {
  const annotated = (name: unknown, more: object = {}) => ({ type: 'string', 'x-mcp-header': name, ...more });
  const nested = (depth: number): object =>
    depth === 0 ? annotated('Region') : { type: 'object', properties: { region: nested(depth - 1) } };
  it.each<[string, object]>([
    ['an empty name', { properties: { region: annotated('') } }],
    ['a name with a line break', { properties: { region: annotated('Region\r\nX-Admin: 1') } }],
    ['a name with a space', { properties: { region: annotated('Re gion') } }],
    ['a name that is no text', { properties: { region: annotated(['Region']) } }],
    ['a type that is none', { properties: { region: annotated('Region', { type: ['string', 'null'] }) } }],
    ['a type of fractions', { properties: { region: annotated('Region', { type: 'number' }) } }],
    ['the same name twice', { properties: { region: annotated('Region'), other: annotated('REGION') } }],
    ['an annotation at the root', { ...annotated('Region'), properties: { region: annotated('Region') } }],
    ['an annotation in a list', { properties: { region: annotated('Region'), l: { items: annotated('X') } } }],
    [
      'an annotation in a choice',
      { properties: { region: annotated('Region') }, oneOf: [{ properties: { x: annotated('X') } }] },
    ],
    ['an annotation in a definition', { properties: { region: annotated('Region') }, $defs: { x: annotated('X') } }],
    [
      'very many',
      {
        properties: Object.fromEntries(
          Array.from({ length: 65 }, (_, n) => [n === 0 ? 'region' : `p${n}`, annotated(`H${n}`)]),
        ),
      },
    ],
  ])('%s', async (_what, schema) => {
    const { list, call } = await fresh();
    upstream.answer = told({ tools: [{ name: 'mirror', inputSchema: { type: 'object', ...schema } }] });
    expect((await list()).status).toBe(200);
    expect((await call('mirror', { region: 'eu' }, { 'mcp-param-region': 'us', 'mcp-param-h0': 'us' })).status).toBe(
      200,
    );
  });

  it('of two tools by one name neither is believed', async () => {
    const { list, call } = await fresh();
    const tool = { name: 'mirror', inputSchema: { properties: { region: annotated('Region') } } };
    upstream.answer = told({
      tools: [tool, { name: 'mirror', inputSchema: { properties: { region: annotated('X') } } }],
    });
    await list();
    expect((await call('mirror', { region: 'eu' }, { 'mcp-param-region': 'us' })).status).toBe(200);
  });

  it('names of members lead nowhere but into the arguments, however deep', async () => {
    const { list, call } = await fresh();
    const properties = `{"__proto__":{"type":"string","x-mcp-header":"P"},"constructor":{"properties":{"name":{"type":"string","x-mcp-header":"C"}}}}`;
    upstream.answer = (_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(
        `{"jsonrpc":"2.0","id":5,"result":{"tools":[{"name":"mirror","inputSchema":{"properties":${properties}}},${JSON.stringify(
          { name: 'deep', inputSchema: nested(12) },
        )}]}}`,
      );
    };
    await list();
    expect((await call('mirror', {})).status).toBe(200);
    expect((await call('mirror', {}, { 'mcp-param-c': 'Object' })).body.error.code).toBe(-32020);
    expect((await call('deep', { region: 'eu' })).status).toBe(200);
  });
});

describe('very much costs no more than its bound', () => {
  it('a caller with very many cursors pushes out only its own lists', async () => {
    const { list } = await fresh();
    upstream.answer = told({ ttlMs: 60_000, cacheScope: 'private' });
    const before = (await metric(gatehouse, 'gatehouse_lists_kept'))!;
    for (let cursor = 0; cursor < 80; cursor++) await list({ cursor: String(cursor) });
    expect((await metric(gatehouse, 'gatehouse_lists_kept'))! - before).toBeLessThanOrEqual(64);
    expect(await asked(() => list({ cursor: '79' }))).toBe(0);
    expect(await asked(() => list({ cursor: '0' }))).toBe(1);
  });

  it('a huge list is passed on, and not kept', async () => {
    const { list, call } = await fresh();
    const inputSchema = { properties: { region: { type: 'string', 'x-mcp-header': 'Region' } } };
    const tools = Array.from({ length: 12_000 }, (_, n) => ({ name: `tool-${n}`, inputSchema }));
    upstream.answer = told({ ttlMs: 60_000, cacheScope: 'public', tools });
    expect((await list()).body.result.tools.length).toBe(12_000);
    expect(await asked(() => list())).toBe(1);
    upstream.answer = told({});
    expect((await call('tool-11999', { region: 'eu' }, { 'mcp-param-region': 'us' })).body.error.code).toBe(-32020);
    expect((await call('tool-0', { region: 'eu' }, { 'mcp-param-region': 'us' })).status).toBe(200);
  });

  it('a question that is very long is not kept by', async () => {
    const { list } = await fresh();
    upstream.answer = told({ ttlMs: 60_000, cacheScope: 'public' });
    await list({ cursor: 'x'.repeat(20_000) });
    expect(await asked(() => list({ cursor: 'x'.repeat(20_000) }))).toBe(1);
  });
});

it('an answer with the id of another request, or that is an error, is not kept', async () => {
  const { list } = await fresh();
  for (const answer of [
    '{"jsonrpc":"2.0","id":6,"result":{"tools":[],"ttlMs":60000,"cacheScope":"public"}}',
    '{"jsonrpc":"2.0","id":"5","result":{"tools":[],"ttlMs":60000,"cacheScope":"public"}}',
    '[{"jsonrpc":"2.0","id":5,"result":{"tools":[],"ttlMs":60000,"cacheScope":"public"}}]',
    '{"jsonrpc":"2.0","id":5,"error":{"code":-32603,"message":"no","data":{"ttlMs":60000}}}',
  ]) {
    upstream.answer = (_request, response) => void response.setHeader('content-type', 'application/json').end(answer);
    expect(await asked(() => list())).toBe(1);
  }
  upstream.answer = (_request, response) =>
    void response
      .writeHead(500, { 'content-type': 'application/json' })
      .end('{"jsonrpc":"2.0","id":5,"result":{"tools":[],"ttlMs":60000,"cacheScope":"public"}}');
  expect(await asked(() => list())).toBe(1);
  expect(await asked(() => list())).toBe(1);
});

it('a closed session is answered from nothing that was kept', async () => {
  const { resource } = await fresh();
  const doomed = await gatehouse.agent();
  const token = await gatehouse.accessToken(doomed.id, doomed.secret, { resource });
  const ask = () => send(resource, mirroring(token, 'tools/list'), modern('tools/list'));
  upstream.answer = told({ ttlMs: 60_000, cacheScope: 'public' });
  await ask();
  await gatehouse.sql('UPDATE sessions SET closed_at = now() WHERE client_id = $1', [doomed.id]);
  await eventually(async () => (await ask()).status === 401, 'the session is closed');
});
