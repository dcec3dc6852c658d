import * as modern from '@modelcontextprotocol/client';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../demo/agent.js';
import { startLegacyMcpServer } from '../../demo/servers/legacy-mcp.js';
import { startModernMcpServer } from '../../demo/servers/modern-mcp.js';
import type { RunningUpstream } from '../../demo/servers/upstream-http.js';
import { BridgeMachine, type RunningProxy } from '../support/bridge-client.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, type TestPerson } from '../support/people.js';
import { PublicFront } from '../support/public-front.js';
import { ok, RecordingUpstream } from '../support/recording-upstream.js';

/** An upstream whose answers a test writes itself. */
let upstream: RecordingUpstream;
let front: PublicFront;
let gatehouse: TestGatehouse;
let person: TestPerson;
/** Of somebody to whom nothing happens. */
let proxy: RunningProxy;
let steady: BridgeMachine;
const servers: RunningUpstream[] = [];
const machines: BridgeMachine[] = [];
beforeAll(async () => {
  front = await PublicFront.reserve();
  gatehouse = await TestGatehouse.start({ PUBLIC_URL: front.url, BRIDGE_DEVICES: '100' });
  await front.open(gatehouse.url);
  person = await createPerson(gatehouse);
  upstream = await RecordingUpstream.start();
  await gatehouse.create('/upstreams', tools());
  steady = await loggedIn();
  machines.length = 0;
  ({ proxy } = await steady.proxy());
});
afterEach(async () => {
  for (const machine of machines.splice(0)) await machine.remove();
  upstream.received.length = 0;
  upstream.answer = ok;
});
afterAll(async () => {
  await steady.remove();
  for (const server of servers) await server.close();
  await gatehouse.stop();
  await front.close();
  await upstream.stop();
  BridgeMachine.clear();
});

const tools = () => ({ name: 'tools', kind: 'mcp', url: upstream.url });

/** Another Gatehouse before the same server. */
async function elsewhere(settings: Record<string, string>): Promise<TestGatehouse> {
  const other = await TestGatehouse.start(settings);
  await other.create('/upstreams', tools());
  return other;
}

async function loggedIn(gate: TestGatehouse = gatehouse, url = front.url, who: { id: string } = person) {
  const machine = new BridgeMachine(url);
  machines.push(machine);
  const { code } = await gate.create(`/users/${who.id}/bridge-codes`, {});
  expect(await machine.run(['login', '--code', '-'], code as string)).toMatchObject({ code: 0 });
  return machine;
}

const running = async (...args: string[]) => {
  const machine = await loggedIn();
  return { machine, ...(await machine.proxy(...args)) };
};
const actorOf = (machine: BridgeMachine) => claimsOf(machine.state.token.text as string).act.sub as string;
const revoke = (machine: BridgeMachine) => gatehouse.adminCall('DELETE', `/devices/${actorOf(machine)}`);
const PING = '{"jsonrpc":"2.0","id":7,"method":"ping"}';
const ping = (url: string, init: RequestInit = {}) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: PING, ...init });

/** fetch does not let a test choose `Host`. */
async function raw(proxy: RunningProxy, path: string, headers: Record<string, string>) {
  const options = { host: '127.0.0.1', port: proxy.port, path, method: 'POST', headers };
  const request = httpRequest(options).end(PING);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

/** A real server that takes only tokens made out to it, behind the gate. */
async function behindTheGate(name: string, start: typeof startModernMcpServer) {
  const audience = `${front.url}/api/v1/mcp/${name}`;
  const server = await start({ issuer: front.url, jwksUrl: `${front.url}/oauth/jwks`, audience });
  servers.push(server);
  await gatehouse.create('/upstreams', { name, kind: 'mcp', url: server.url });
}

describe('an MCP client that knows nothing of Gatehouse', () => {
  it('calls a tool with @modelcontextprotocol/client, as the person, through the device', async () => {
    await behindTheGate('modern', startModernMcpServer);
    const client = new modern.Client(
      { name: 'peer', version: '1.0.0' },
      { versionNegotiation: { mode: { pin: '2026-07-28' } } },
    );
    await client.connect(new modern.StreamableHTTPClientTransport(new URL(proxy.at('modern'))));
    expect(textOf(await client.callTool({ name: 'add', arguments: { a: 19, b: 23 } }))).toContain('42');
    const seen = JSON.parse(textOf(await client.callTool({ name: 'whoami', arguments: {} }))) as object;
    expect(seen).toMatchObject({ sub: person.id, act: { sub: actorOf(steady) } });
    await client.close();
  });

  it('calls a tool with @modelcontextprotocol/sdk, which keeps a stream open, with the secret in a header', async () => {
    await behindTheGate('legacy', startLegacyMcpServer);
    const client = new LegacyClient({ name: 'peer', version: '1.0.0' });
    const requestInit = { headers: { authorization: `Bearer ${proxy.secret}` } };
    await client.connect(new LegacyTransport(new URL(`${proxy.base}/mcp/legacy`), { requestInit }));
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('add');
    expect(textOf(await client.callTool({ name: 'add', arguments: { a: 19, b: 23 } }))).toContain('42');
    await client.close();
  });
});

describe('what the proxy passes on', () => {
  it('is the request without what belongs to the way to the proxy, with a credential of its own', async () => {
    upstream.answer = (request, response) => ok(request, response.setHeader('mcp-session-id', 'abc'));
    const session = (await ping(proxy.at('tools'))).headers.get('mcp-session-id') ?? '';
    upstream.received.length = 0;
    const headers = { 'content-type': 'application/json', 'mcp-session-id': session, cookie: 'a=b', dpop: 'mine' };
    const answer = await ping(`${proxy.at('tools')}?x=1`, { headers });
    expect([answer.status, await answer.json()]).toEqual([200, { jsonrpc: '2.0', id: 1, result: {} }]);
    expect(upstream.received).toHaveLength(1);
    expect(upstream.received[0]?.headers['mcp-session-id']).toBe('abc');
    expect(JSON.stringify(upstream.received)).not.toContain(proxy.secret);
  });

  it('is every method, and a status of the server as it is', async () => {
    upstream.answer = (request, response) => void response.writeHead(request.method === 'DELETE' ? 405 : 202).end();
    expect((await ping(proxy.at('tools'))).status).toBe(202);
    expect((await fetch(proxy.at('tools'), { method: 'DELETE' })).status).toBe(405);
    expect(upstream.received.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
  });

  it('is each event when it comes, and the end of a stream', async () => {
    let stream: ServerResponse | undefined;
    upstream.answer = (_request, response) => {
      stream = response;
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: one\n\n');
    };
    const answer = await fetch(proxy.at('tools'), { headers: { accept: 'text/event-stream' } });
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    const next = async () => Buffer.from((await reader.read()).value ?? []).toString();
    expect(await next()).toBe('data: one\n\n');
    stream?.write('data: two\n\n');
    expect(await next()).toBe('data: two\n\n');
    stream?.end();
    expect((await reader.read()).done).toBe(true);
  });

  it('is the client’s going away', async () => {
    const left = new Promise<void>((resolve) => {
      upstream.answer = (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: one\n\n');
        response.once('close', () => resolve());
      };
    });
    const gone = new AbortController();
    await fetch(proxy.at('tools'), { headers: { accept: 'text/event-stream' }, signal: gone.signal });
    gone.abort();
    await left;
  });

  it('is no challenge: a server that there is not is 404, without a way to log in', async () => {
    const answer = await ping(proxy.at('nothing'));
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([404, null]);
  });
});

describe('a token that has ended', () => {
  it('is renewed, and the request sent again, without the client’s noticing', async () => {
    const later = await elsewhere({ BRIDGE_TOKEN_SECONDS: '120' });
    try {
      const machine = await loggedIn(later, later.url, await createPerson(later));
      const { proxy } = await machine.proxy();
      expect((await ping(proxy.at('tools'))).status).toBe(200);
      const first = machine.state.token.text as string;
      // Beyond what the gate allows to clocks, and not as far as makes a proof of now too old.
      later.clock.advance(200_000);
      const body = JSON.stringify({ jsonrpc: '2.0', id: 8, method: 'ping', params: { pad: 'x'.repeat(200_000) } });
      const answers = await Promise.all([ping(proxy.at('tools')), ping(proxy.at('tools'), { body })]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(machine.state.token.text).not.toBe(first);
      expect(upstream.received.map((one) => one.body.length)).toContain(body.length);
    } finally {
      await later.stop();
    }
  });

  it('is replaced when an administrator has closed its session alone', async () => {
    const { machine, proxy } = await running();
    await ping(proxy.at('tools'));
    await gatehouse.adminCall('DELETE', `/sessions/${machine.state.sessionId}`);
    expect((await ping(proxy.at('tools'))).status).toBe(200);
  });
});

describe('a device that was revoked', () => {
  it('loses its open stream, and its next call is refused with what to do and no challenge', async () => {
    const { machine, proxy } = await running();
    upstream.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: one\n\n');
    };
    const stream = await fetch(proxy.at('tools'), { headers: { accept: 'text/event-stream' } });
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    await revoke(machine);
    await expect(reader.read()).rejects.toThrow();
    const answer = await ping(proxy.at('tools'));
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([503, null]);
    expect(await answer.json()).toEqual({
      jsonrpc: '2.0',
      id: 7,
      error: { code: -32000, message: expect.stringContaining(`gatehouse-bridge login --url ${front.url}`) },
    });
    expect(upstream.received).toHaveLength(1);
  });
});

describe('whoever may not use the proxy', () => {
  it.each<[string, () => Record<string, string>, number]>([
    ['has another name for it', () => ({ host: 'evil.example' }), 403],
    ['has its name with another port', () => ({ host: '127.0.0.1:1' }), 403],
    ['is a page', () => ({ origin: 'https://evil.example' }), 403],
    ['is a page of no origin', () => ({ origin: 'null' }), 403],
    ['is a program', () => ({ host: `localhost:${proxy.port}` }), 200],
  ])('%s', async (_, headers, status) => {
    const own = { host: `127.0.0.1:${proxy.port}`, 'content-type': 'application/json', ...headers() };
    expect(await raw(proxy, `/${proxy.secret}/mcp/tools`, own)).toBe(status);
    expect(upstream.received).toHaveLength(status === 200 ? 1 : 0);
  });

  it.each([
    ['no secret', '/mcp/tools', {}, 403],
    ['a wrong secret in the path', `/${'a'.repeat(43)}/mcp/tools`, {}, 403],
    ['a wrong secret in the header', '/mcp/tools', { authorization: `Bearer ${'a'.repeat(43)}` }, 403],
    ['a secret that is too short', '/mcp/tools', { authorization: 'Bearer a' }, 403],
    ['another path', '/', {}, 404],
    ['metadata of OAuth in mind', '/.well-known/oauth-protected-resource/mcp/tools', {}, 404],
  ])('shows %s: it is told so, and asked to log in nowhere', async (_, path, headers, status) => {
    const answer = await ping(proxy.base + path, { headers: { 'content-type': 'application/json', ...headers } });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([status, null]);
    expect(await answer.json()).toMatchObject({ jsonrpc: '2.0', error: { code: -32000 } });
    expect(upstream.received).toEqual([]);
  });

  it('leaves the gate’s other paths where they are', async () => {
    for (const path of ['mcp/..%2f..%2fadmin%2fusers', 'mcp/tools/../../bridge/device', 'mcp/%2e%2e', 'mcp/TOOLS']) {
      expect([path, await raw(proxy, `/${proxy.secret}/${path}`, { host: `127.0.0.1:${proxy.port}` })]).toEqual([
        path,
        404,
      ]);
    }
    expect(await raw(proxy, `http://evil.example/${proxy.secret}/mcp/tools`, { host: '127.0.0.1' })).toBe(403);
  });

  it('wants another server than the one that the proxy is for', async () => {
    const { proxy: narrow } = await running('--server', 'tools');
    expect((await ping(narrow.at('tools'))).status).toBe(200);
    expect((await ping(narrow.at('other'))).status).toBe(404);
    expect(upstream.received).toHaveLength(1);
  });
});

describe('the proxy', () => {
  it('has the same port and secret at its next start, and starts once', async () => {
    const { machine, proxy, program } = await running();
    const second = await machine.run(['proxy']);
    expect([second.code, second.stderr]).toEqual([1, expect.stringContaining('runs already')]);
    await program.stop();
    expect((await machine.proxy()).proxy).toMatchObject({ port: proxy.port, secret: proxy.secret });
  });

  it('is of no use once its person has logged out, nor to the next one', async () => {
    const { machine, proxy } = await running();
    expect((await ping(proxy.at('tools'))).status).toBe(200);
    await machine.run(['logout']);
    const answer = await ping(proxy.at('tools'));
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('gatehouse-bridge login')]);
    const bob = await createPerson(gatehouse);
    const { code } = await gatehouse.create(`/users/${bob.id}/bridge-codes`, {});
    expect(await machine.run(['login', '--code', '-'], code as string)).toMatchObject({ code: 0 });
    expect((await ping(proxy.at('tools'))).status).toBe(503);
    expect(upstream.received).toHaveLength(1);
  });

  it('says that the gate is away, and goes on when it is back', async () => {
    await front.close();
    const away = await ping(proxy.at('tools'));
    expect([away.status, await away.text()]).toEqual([502, expect.stringContaining('cannot be reached')]);
    await front.open(gatehouse.url);
    expect((await ping(proxy.at('tools'))).status).toBe(200);
  });

  it('says why the gate takes no token of this device, and not how to log in', async () => {
    await gatehouse.create('/upstreams', { ...tools(), name: 'certified', required_token_binding: 'mtls' });
    const answer = await ping(proxy.at('certified'));
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([503, null]);
    expect(await answer.json()).toMatchObject({
      id: 7,
      error: { message: expect.stringMatching(/not bound to its holder[^]*gatehouse-bridge doctor/) },
    });
  });

  it('follows the gate nowhere else', async () => {
    front.answer('/api/v1/mcp/moved', (_request, response) => {
      response.writeHead(307, { location: 'http://evil.example/' }).end();
    });
    const answer = await ping(proxy.at('moved'), { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([503, null]);
  });

  it('gets a nonce where proofs need one, also for the first request', async () => {
    const strict = await elsewhere({ REQUIRE_DPOP_NONCE: 'true' });
    try {
      const machine = await loggedIn(strict, strict.url, await createPerson(strict));
      const { proxy } = await machine.proxy();
      const answers = await Promise.all([ping(proxy.at('tools')), ping(proxy.at('tools'))]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    } finally {
      await strict.stop();
    }
  });
});

describe('a heartbeat', () => {
  const heard: { headers: IncomingMessage['headers']; body: Record<string, unknown> }[] = [];
  const answering = (status: number) =>
    new Promise<void>((resolve) => {
      front.answer('/api/v1/bridge/heartbeat', async (request, response) => {
        const parts: Buffer[] = [];
        for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
        const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>;
        heard.push({ headers: request.headers, body });
        response.writeHead(status).end(() => resolve());
      });
    });

  it('tells what runs where when the proxy begins, with token and proof', async () => {
    const beat = answering(204);
    const { machine } = await running();
    await beat;
    const [{ headers, body } = { headers: {}, body: {} }] = heard.splice(0);
    expect(headers).toMatchObject({
      authorization: `DPoP ${machine.state.token.text}`,
      dpop: expect.stringMatching(/^ey/),
    });
    expect(body).toEqual({
      session_id: machine.state.sessionId,
      bridge_version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      os: expect.any(String),
      hostname: expect.any(String),
      forwarded_total: 0,
    });
  });

  it('that is refused ends the token: the next call has another', async () => {
    const machine = await loggedIn();
    const first = machine.state.token.text as string;
    const beat = answering(401);
    const { proxy } = await machine.proxy();
    await beat;
    await expect.poll(() => machine.state.token as unknown).toBeNull();
    expect((await ping(proxy.at('tools'))).status).toBe(200);
    expect(machine.state.token.text).not.toBe(first);
  });
});
