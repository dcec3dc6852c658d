import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startLegacyMcpServer } from '../../demo/servers/legacy-mcp.js';
import type { RunningUpstream } from '../../demo/servers/upstream-http.js';
import { Replica } from '../keys/replicas.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { ok, RecordingUpstream } from '../support/recording-upstream.js';
import { testSecrets } from '../support/test-secrets.js';

type Agent = Awaited<ReturnType<TestGatehouse['agent']>>;
const PING = '{"jsonrpc":"2.0","id":7,"method":"ping"}';
const VISIBLE = Array.from({ length: 0x7e - 0x20 }, (_, at) => String.fromCharCode(0x21 + at)).join('');

let gatehouse: TestGatehouse;
let second: Replica;
let upstream: RecordingUpstream;
let server: RunningUpstream;
let agent: Agent;
let token: string;
const tokenFor = (of: Agent, name: string) =>
  gatehouse.accessToken(of.id, of.secret, { resource: `${gatehouse.url}/api/v1/mcp/${name}` });

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  second = await Replica.start(gatehouse.serviceUrl, { ...testSecrets, PUBLIC_URL: gatehouse.url }, gatehouse.clock);
  upstream = await RecordingUpstream.start();
  server = await startLegacyMcpServer();
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
  await gatehouse.create('/upstreams', { name: 'others', kind: 'mcp', url: upstream.url });
  await gatehouse.create('/upstreams', { name: 'legacy', kind: 'mcp', url: server.url });
  agent = await gatehouse.agent();
  token = await tokenFor(agent, 'tools');
});
afterEach(() => {
  upstream.answer = ok;
});
afterAll(async () => {
  await server.close();
  await second.app.close();
  await gatehouse.stop();
  await upstream.stop();
});

interface Asked {
  readonly method?: string;
  readonly body?: string;
  readonly name?: string;
  readonly bearer?: string;
  readonly at?: string;
  readonly headers?: Record<string, string>;
}
/** With a handle, unless it is none. */
async function ask(handle: string | undefined, asked: Asked = {}): Promise<Response> {
  const method = asked.method ?? 'POST';
  return fetch(`${asked.at ?? gatehouse.url}/api/v1/mcp/${asked.name ?? 'tools'}`, {
    method,
    headers: {
      authorization: `Bearer ${asked.bearer ?? token}`,
      'content-type': 'application/json',
      ...(handle === undefined ? {} : { 'mcp-session-id': handle }),
      ...asked.headers,
    },
    ...(method === 'POST' ? { body: asked.body ?? PING } : {}),
  });
}

/** What the client is given when the upstream calls its session so. */
async function begun(id: string, asked: Asked = {}): Promise<string> {
  upstream.answer = (request, response) => void ok(request, response.setHeader('mcp-session-id', id));
  const answer = await ask(undefined, asked);
  upstream.answer = ok;
  expect(answer.status).toBe(200);
  return answer.headers.get('mcp-session-id') ?? '';
}

describe('a session of a server', () => {
  it.each([['0195-abc'], [VISIBLE], ['x'.repeat(2048)]])('is known to the client by a handle: %s', async (id) => {
    const handle = await begun(id);
    expect(handle).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(handle).not.toContain(id);
    expect(Buffer.from(handle, 'base64url').toString('latin1')).not.toContain(id);
    for (const method of ['POST', 'GET', 'DELETE']) {
      expect((await ask(handle, { method })).status).toBe(200);
      expect([method, upstream.last().method, upstream.last().headers['mcp-session-id']]).toEqual([method, method, id]);
    }
  });

  it('keeps its handle for as long as the server names it', async () => {
    const handle = await begun('one');
    upstream.answer = (request, response) => void ok(request, response.setHeader('mcp-session-id', 'one'));
    expect((await ask(handle)).headers.get('mcp-session-id')).toBe(handle);
    upstream.answer = (request, response) => void ok(request, response.setHeader('mcp-session-id', 'two'));
    const other = (await ask(handle)).headers.get('mcp-session-id') ?? '';
    expect(other).not.toBe(handle);
    await ask(other);
    expect(upstream.last().headers['mcp-session-id']).toBe('two');
  });

  it('has another handle each time, which tells nobody that two are of one session', async () => {
    expect(await begun('same')).not.toBe(await begun('same'));
  });

  it('goes on with another token, and when the session of the token is another', async () => {
    const handle = await begun('lasting');
    const bearer = await tokenFor(agent, 'tools');
    expect(bearer).not.toBe(token);
    expect((await ask(handle, { bearer })).status).toBe(200);
    expect(upstream.last().headers['mcp-session-id']).toBe('lasting');
  });

  it('goes on at another instance', async () => {
    const handle = await begun('everywhere', { at: second.url });
    expect((await ask(handle)).status).toBe(200);
    expect(upstream.last().headers['mcp-session-id']).toBe('everywhere');
  });

  it('is over when the server says so, as the server says it', async () => {
    const handle = await begun('ended');
    upstream.answer = (_request, response) =>
      void response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    expect((await ask(handle)).status).toBe(404);
  });
});

describe('a handle is never a credential (R12, attack 54)', () => {
  const withoutToken = (handle: string) =>
    gatehouse.request('POST', '/api/v1/mcp/tools', {
      headers: { 'mcp-session-id': handle, 'content-type': 'application/json' },
      body: PING,
    });

  it('without a token it is answered as if it were not there', async () => {
    expect((await withoutToken(await begun('mine'))).status).toBe(401);
  });

  it.each<[string, () => Promise<[string, Asked]>]>([
    [
      'of another person’s agent',
      async () => {
        const other = await gatehouse.agent();
        const bearer = await tokenFor(other, 'tools');
        return [await begun('x', { bearer }), {}];
      },
    ],
    [
      'of another client of the same person',
      async () => {
        const fields = { client_name: 'Second', kind: 'agent', owner_id: agent.owner.id, scope: 'mcp' };
        const made = await gatehouse.create('/clients', { ...fields, grant_types: ['client_credentials'] });
        const bearer = await tokenFor({ ...agent, id: made.client_id, secret: made.client_secret }, 'tools');
        return [await begun('x', { bearer }), {}];
      },
    ],
    [
      'of another server',
      async () => [await begun('x', { name: 'others', bearer: await tokenFor(agent, 'others') }), {}],
    ],
    ['that is the server’s own id', async () => [(await begun('guessed'), 'guessed'), {}]],
    ['with a bit changed', async () => [changed(await begun('x')), {}]],
    ['that is cut short', async () => [(await begun('x')).slice(0, 20), {}]],
    ['that is one byte', () => Promise.resolve(['AA', {}])],
    ['that is empty', () => Promise.resolve(['', {}])],
    ['that is two', async () => [`${await begun('x')}, ${await begun('y')}`, {}]],
    ['with what Base64 readers skip', async () => [`${await begun('x')}==`, {}]],
  ])('one %s is unknown, and nothing reaches the server', async (_what, prepare) => {
    const [handle, asked] = await prepare();
    const before = upstream.received.length;
    const answer = await ask(handle, asked);
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { jsonrpc: '2.0', id: 7, error: { code: -32001, message: 'Session not found' } },
    ]);
    for (const method of ['GET', 'DELETE']) expect((await ask(handle, { ...asked, method })).status).toBe(404);
    const note = await ask(handle, { ...asked, body: '{"jsonrpc":"2.0","method":"notifications/initialized"}' });
    expect(note.status).toBe(404);
    expect(upstream.received.length).toBe(before);
    const kept = { decision: 'deny', reason: 'there is no such session of this caller', client_id: agent.id };
    const methods = ['notifications/initialized', 'DELETE', 'GET', 'ping'];
    expect(
      await gatehouse.sql(`SELECT decision, reason, client_id, detail FROM audit_events
        WHERE kind = 'gate.call' ORDER BY id DESC LIMIT 4`),
    ).toEqual(methods.map((method) => ({ ...kept, detail: { method } })));
  });

  it('an instance with another key does not come to see one', async () => {
    const environment = { ...testSecrets, PUBLIC_URL: gatehouse.url, KEY_ENCRYPTION_KEY: 'k'.repeat(43) };
    const handle = await begun('x');
    // Nor does an instance start beside keys that it cannot open, so that nobody meets a handle of another key there.
    await expect(Replica.start(gatehouse.serviceUrl, environment, gatehouse.clock)).rejects.toThrow(
      'KEY_ENCRYPTION_KEY',
    );
    expect((await ask(handle)).status).toBe(200);
  });
});

function changed(handle: string): string {
  const bytes = Buffer.from(handle, 'base64url');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return bytes.toString('base64url');
}

describe('what a server cannot call a session', () => {
  it.each([
    ['a space', 'a b'],
    ['an empty text', ''],
    ['a letter beyond ASCII', 'caf\u00e9'],
    ['2,049 characters', 'x'.repeat(2049)],
    ['two texts', ['a', 'b']],
  ])('%s is a bad answer', async (_what, id) => {
    upstream.answer = (request, response) => void ok(request, response.setHeader('mcp-session-id', id));
    const answer = await ask(undefined);
    expect([answer.status, answer.headers.get('mcp-session-id')]).toEqual([502, null]);
    expect(gatehouse.logLines.join('')).toContain('gate.session_malformed');
  });
});

describe('MCP 2026-07-28 has no sessions', () => {
  const MODERN = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'ping', accept: '*/*' };
  const _meta = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping', params: { _meta } });

  it('a handle, a stream to resume and an id of the server are as if they were not there', async () => {
    upstream.answer = (request, response) => void ok(request, response.setHeader('mcp-session-id', 'x'));
    const answer = await ask('whatever', { body, headers: { ...MODERN, 'last-event-id': '7' } });
    expect([answer.status, answer.headers.get('mcp-session-id')]).toEqual([200, null]);
    const { headers } = upstream.last();
    expect([headers['mcp-session-id'], headers['last-event-id']]).toEqual([undefined, undefined]);
  });
});

it(
  'the official client keeps its session over two instances, while its tokens are renewed',
  { timeout: 60_000 },
  async () => {
    let turn = 0;
    const handles = new Set<string | null>();
    const tokens = new Set<string>();
    const endpoint = `${gatehouse.url}/api/v1/mcp/legacy`;
    const transport = new StreamableHTTPClientTransport(new URL(endpoint), {
      // Each request with a token of its own, each at the other instance.
      fetch: async (input, init) => {
        const bearer = await tokenFor(agent, 'legacy');
        tokens.add(bearer);
        const headers = new Headers(init?.headers);
        headers.set('authorization', `Bearer ${bearer}`);
        const url = String(input).replace(gatehouse.url, turn++ % 2 === 0 ? gatehouse.url : second.url);
        const answer = await fetch(url, { ...init, headers });
        if (answer.ok && answer.status !== 202) handles.add(answer.headers.get('mcp-session-id'));
        return answer;
      },
    });
    const client = new Client({ name: 'peer', version: '1.0.0' });
    await client.connect(transport);
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('echo');
    for (const message of ['one', 'two', 'three']) {
      const { content } = await client.callTool({ name: 'echo', arguments: { message } });
      expect(content).toEqual([{ type: 'text', text: message }]);
    }
    expect([...handles]).toEqual([transport.sessionId]);
    expect(tokens.size).toBeGreaterThan(5);
    const known = server.received.map(({ headers }) => headers['mcp-session-id']).filter((id) => id !== undefined);
    expect(new Set(known).size).toBe(1);
    expect(known).not.toContain(transport.sessionId);
    await transport.terminateSession();
    expect(server.received.at(-1)?.method).toBe('DELETE');
    await client.close();
  },
);
