import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

// Attack 52: a page whose name was bound to our address speaks to the gate from the browser of somebody inside (R11).

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let tokens: Record<string, string>;
const PATHS = ['/api/v1/mcp/tools', '/api/v1/agents/helper'] as const;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  upstream = await RecordingUpstream.start();
  const agent = await gatehouse.agent({ scope: 'mcp a2a' });
  const tools = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
  const helper = await gatehouse.create('/upstreams', { name: 'helper', kind: 'a2a', url: upstream.url });
  tokens = {};
  for (const { resource } of [tools, helper])
    tokens[new URL(resource).pathname] = await gatehouse.accessToken(agent.id, agent.secret, { resource });
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

/** Lines as they are, since clients do not let anybody write Host or Origin twice. */
async function raw(method: string, path: string, lines: string[], withToken = true): Promise<string> {
  const body = method === 'POST' ? '{"jsonrpc":"2.0","id":1,"method":"ping"}' : '';
  const head = [
    `${method} ${path} HTTP/1.1`,
    ...lines,
    ...(withToken ? [`Authorization: Bearer ${tokens[path]}`] : []),
    ...(body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${body.length}`]),
    'Connection: close',
  ];
  return new Promise((resolve) => {
    let out = '';
    const socket = connect(Number(new URL(gatehouse.url).port), '127.0.0.1', () =>
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`),
    );
    socket.on('data', (piece: Buffer) => (out += piece.toString()));
    socket.on('error', () => undefined).on('close', () => resolve(out));
  });
}
const statusOf = (answer: string) => Number(answer.split(' ')[1]);

describe.each(PATHS)('%s', (path) => {
  const own = () => new URL(gatehouse.url);

  it.each<[string, () => string[]]>([
    ['another name', () => ['Host: evil.example', 'Origin: http://evil.example']],
    [
      'another name, at our port',
      () => [`Host: evil.example:${own().port}`, `Origin: http://evil.example:${own().port}`],
    ],
    ['another name that ends in ours', () => ['Host: x', `Origin: http://evil-${own().host}`]],
    ['another name that begins with ours', () => ['Host: x', `Origin: ${own().origin}.evil.example`]],
    ['our name at another port', () => [`Host: ${own().host}`, `Origin: http://${own().hostname}:1`]],
    ['our name in another scheme', () => [`Host: ${own().host}`, `Origin: https://${own().host}`]],
    ['another name of this machine', () => ['Host: x', `Origin: http://[::1]:${own().port}`]],
    ['a sandboxed page', () => [`Host: ${own().host}`, 'Origin: null']],
    ['no origin at all, said so', () => [`Host: ${own().host}`, 'Origin:']],
    ['our origin and another', () => [`Host: ${own().host}`, `Origin: ${own().origin}`, 'Origin: http://evil.example']],
    [
      'another origin and ours',
      () => [`Host: ${own().host}`, 'Origin: http://evil.example', `Origin: ${own().origin}`],
    ],
    ['an extension of a browser', () => [`Host: ${own().host}`, 'Origin: chrome-extension://abcdef']],
  ])('is closed to pages of %s, even with a token', async (_what, lines) => {
    const before = upstream.received.length;
    for (const method of ['POST', 'GET']) {
      const answer = await raw(method, path, lines());
      expect([method, statusOf(answer)]).toEqual([method, 403]);
      expect(answer).not.toMatch(/^access-control-/im);
    }
    expect(upstream.received.length).toBe(before);
  });

  it('tells nobody where to go by the name that they came by', async () => {
    for (const lines of [
      ['Host: evil.example'],
      [`Host: ${own().host}`, 'X-Forwarded-Host: evil.example'],
      [`Host: ${own().host}`, 'Forwarded: host=evil.example;proto=https'],
    ]) {
      const answer = await raw('POST', path, lines, false);
      expect(statusOf(answer)).toBe(401);
      expect(answer).not.toContain('evil');
      expect(answer).toContain(`resource_metadata="${own().origin}/.well-known/oauth-protected-resource${path}"`);
      const metadata = await raw('GET', `/.well-known/oauth-protected-resource${path}`, lines, false);
      expect([statusOf(metadata), metadata.includes('evil')]).toEqual([200, false]);
    }
  });

  it('answers a browser that asks first with nothing that would let it', async () => {
    const lines = ['Host: evil.example', 'Origin: http://evil.example', 'Access-Control-Request-Method: POST'];
    const answer = await raw('OPTIONS', path, lines, false);
    expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
    expect(answer).not.toMatch(/^access-control-/im);
  });

  it('is open to programs, and to our own pages, that have a token', async () => {
    for (const lines of [[`Host: ${own().host}`], [`Host: ${own().host}`, `Origin: ${own().origin}`]])
      expect(statusOf(await raw('POST', path, lines))).toBe(200);
    // The server is called by its own name, whatever the client wrote, and hears of no page.
    expect(statusOf(await raw('POST', path, ['Host: evil.example']))).toBe(200);
    const { host, origin } = upstream.last().headers;
    expect([host, origin]).toEqual([new URL(upstream.url).host, undefined]);
  });
});
