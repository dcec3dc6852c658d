import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { chmodSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BridgeCodes } from '../../src/bridge/codes/bridge-codes.js';
import { BridgeMachine, type RunningBridge, type RunningProxy } from '../support/bridge-client.js';
import { CookieBrowser } from '../support/cookie-browser.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson, type TestPerson } from '../support/people.js';
import { PublicFront } from '../support/public-front.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

let front: PublicFront;
let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let person: TestPerson;
const machines: BridgeMachine[] = [];
beforeAll(async () => {
  front = await PublicFront.reserve();
  gatehouse = await TestGatehouse.start({ PUBLIC_URL: front.url, BRIDGE_DEVICES: '100' });
  await front.open(gatehouse.url);
  upstream = await RecordingUpstream.start();
  person = await createPerson(gatehouse);
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
});
afterEach(async () => {
  for (const machine of machines.splice(0)) await machine.remove();
});
afterAll(async () => {
  await gatehouse.stop();
  await front.close();
  await upstream.stop();
  BridgeMachine.clear();
});

async function loggedIn(): Promise<BridgeMachine> {
  const machine = new BridgeMachine(front.url);
  machines.push(machine);
  const { code } = await gatehouse.create(`/users/${person.id}/bridge-codes`, {});
  expect(await machine.run(['login', '--code', '-'], code as string)).toMatchObject({ code: 0 });
  return machine;
}
const running = async (): Promise<RunningProxy> => (await (await loggedIn()).proxy()).proxy;
const PING = '{"jsonrpc":"2.0","id":7,"method":"ping"}';
async function ping(proxy: RunningProxy, headers: Record<string, string> = {}) {
  const target = { host: '127.0.0.1', port: proxy.port, path: `/${proxy.secret}/mcp/tools`, method: 'POST' };
  const own = { 'content-type': 'application/json', ...headers };
  const [answer] = (await once(httpRequest({ ...target, headers: own }).end(PING), 'response')) as [IncomingMessage];
  answer.resume();
  return answer;
}

describe('a request to the proxy', () => {
  it.each([
    ['DELETE', 'transfer-encoding: chunked'],
    ['GET', 'transfer-encoding: chunked'],
    ['OPTIONS', 'transfer-encoding: chunked'],
    ['DELETE', 'content-length: LENGTH\r\nconnection: content-length'],
  ])('is one to the gate, too: %s with a body by %s', async (method, framing) => {
    const proxy = await running();
    let smuggled = 0;
    front.answer('/smuggled', (_request, response) => {
      smuggled += 1;
      response.end();
    });
    const inner = 'POST /smuggled HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n';
    const body = framing.startsWith('transfer') ? `${inner.length.toString(16)}\r\n${inner}\r\n0\r\n\r\n` : inner;
    const head = [`${method} /${proxy.secret}/mcp/tools HTTP/1.1`, `host: 127.0.0.1:${proxy.port}`];
    const socket = connect(proxy.port, '127.0.0.1');
    socket.write([...head, framing.replace('LENGTH', String(inner.length)), '', body].join('\r\n'));
    await once(socket, 'data');
    socket.destroy();
    expect((await ping(proxy)).statusCode).toBe(200);
    expect(smuggled).toBe(0);
  });

  it('may have headers of any name', async () => {
    const proxy = await running();
    for (const name of ['constructor', 'toString', '__proto__']) {
      expect([name, (await ping(proxy, JSON.parse(`{"${name}":"x"}`) as Record<string, string>)).statusCode]).toEqual([
        name,
        200,
      ]);
    }
  });
});

it('a server that takes no token of the device costs one renewal, however often a client tries', async () => {
  await gatehouse.create('/upstreams', {
    name: 'certified',
    kind: 'mcp',
    url: upstream.url,
    required_token_binding: 'mtls',
  });
  const machine = await loggedIn();
  const { proxy } = await machine.proxy();
  const sid = machine.state.sessionId as string;
  const issued = () => gatehouse.sql("SELECT 1 FROM audit_events WHERE kind = 'token.issued' AND sid = $1", [sid]);
  const before = (await issued()).length;
  for (let turn = 0; turn < 6; turn++) {
    const { status } = await fetch(proxy.at('certified'), { method: 'POST', body: PING });
    expect(status).toBe(503);
  }
  expect((await issued()).length - before).toBe(1);
  expect((await ping(proxy)).statusCode).toBe(200);
});

describe('what a server says', () => {
  const ESCAPE = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e';
  const CONTROL = /[^\n\P{C}]/u;

  it('is shown without what a terminal would obey: the name of another issuer', async () => {
    front.answer('/.well-known/oauth-authorization-server', (_request, response) => {
      response.end(JSON.stringify({ issuer: `https://evil.example${ESCAPE}` }));
    });
    try {
      const machine = new BridgeMachine(front.url);
      machines.push(machine);
      const { code, stderr } = await machine.run(['login', '--code', 'a'.repeat(64)]);
      expect([code, stderr]).toEqual([1, expect.stringContaining('calls itself https://evil.example')]);
      expect(stderr).not.toMatch(CONTROL);
    } finally {
      front.forget('/.well-known/oauth-authorization-server');
    }
  });

  it('is shown without what a terminal would obey: where to enter a code', async () => {
    const codes = { device_code: 'a'.repeat(64), user_code: 'BCDF-GHJK', expires_in: 600 };
    const told = { ...codes, verification_uri: `${front.url}/device${ESCAPE}` };
    front.answer(
      '/api/v1/bridge/device-authorization',
      (_request, response) => void response.end(JSON.stringify(told)),
    );
    try {
      const machine = new BridgeMachine(front.url);
      machines.push(machine);
      const program = machine.start(['login', '--device']);
      await program.said(/BCDF-GHJK/);
      const { stderr } = await program.stop();
      expect(stderr).toContain(`${front.url}/device`);
      expect(stderr).not.toMatch(CONTROL);
    } finally {
      front.forget('/api/v1/bridge/device-authorization');
    }
  });

  it('is shown without what a terminal would obey: whose the device is, and why it is refused', async () => {
    const told = { user_id: person.id, email: `you${ESCAPE}@example.test` };
    front.answer('/api/v1/bridge/whoami', (_request, response) => void response.end(JSON.stringify(told)));
    front.answer('/api/v1/bridge/renew', (_request, response) => {
      response.writeHead(500).end(JSON.stringify({ detail: `no${ESCAPE}` }));
    });
    try {
      const machine = new BridgeMachine(front.url);
      machines.push(machine);
      const { code } = await gatehouse.create(`/users/${person.id}/bridge-codes`, {});
      const { stdout } = await machine.run(['login', '--code', '-'], code as string);
      expect(stdout).toContain('acts for you');
      expect(stdout).not.toMatch(CONTROL);
      machine.alter({ token: null });
      const { stderr } = await machine.run(['token']);
      expect(stderr).toContain('says: no');
      expect(stderr).not.toMatch(CONTROL);
    } finally {
      front.forget('/api/v1/bridge/whoami');
      front.forget('/api/v1/bridge/renew');
    }
  });
});

describe('the address that is opened to log in, which everybody on the machine can read', () => {
  const CONNECT = '/account/devices/connect';
  afterEach(() => front.forget(CONNECT));

  /** What the program hands to the one that opens a browser, as a list of processes shows it. */
  async function begun(): Promise<{ program: RunningBridge; opened: string }> {
    const machine = new BridgeMachine(front.url);
    machines.push(machine);
    const [bin, seen] = [join(machine.home, 'bin'), join(machine.home, 'opened')];
    mkdirSync(bin);
    writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\necho "$*" > '${seen}.new' && /bin/mv '${seen}.new' '${seen}'\n`);
    chmodSync(join(bin, 'xdg-open'), 0o755);
    const program = machine.start(['login'], '', bin);
    await expect.poll(() => existsSync(seen), { timeout: 20_000 }).toBe(true);
    return { program, opened: readFileSync(seen, 'utf8').trim() };
  }

  /** Somebody says yes at once, as who they are. */
  function allowing(who: () => TestPerson): void {
    front.answer(CONNECT, async (_request, response, { searchParams }) => {
      const wishes = { userId: who().id, deviceName: null, challenge: searchParams.get('code_challenge') };
      const event = { kind: 'bridge_code.issued', decision: 'done', sub: who().id } as const;
      const { code } = await gatehouse.app.get(BridgeCodes).issue(wishes, event);
      const told = new URLSearchParams({ code, state: searchParams.get('state') ?? '', iss: front.url });
      response.writeHead(303, { location: `${searchParams.get('redirect_uri')}?${told.toString()}` }).end();
    });
  }

  it('holds nothing by which a request could be answered', async () => {
    const { program, opened } = await begun();
    expect(opened).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}$/);
    allowing(() => person);
    expect((await new CookieBrowser().open(opened)).status).toBe(200);
    expect(await program.ended).toMatchObject({ code: 0, stdout: expect.stringContaining(person.email) });
  });

  it('is good for the first who opens it: somebody else ends the login, and learns nothing', async () => {
    const { program, opened } = await begun();
    allowing(() => person);
    const browser = new CookieBrowser();
    const first = await browser.open(opened, 0);
    const late = await new CookieBrowser().open(opened, 0);
    expect([late.status, late.headers.get('location'), late.headers.getSetCookie()]).toEqual([403, null, []]);
    expect(await late.text()).not.toContain('state');
    expect(await program.ended).toMatchObject({ code: 1, stderr: expect.stringContaining('opened twice') });
    expect(first.headers.get('location')).toContain(`${front.url}${CONNECT}?`);
  });

  it('does not make the machine somebody else’s device when they come first', async () => {
    const { program, opened } = await begun();
    const other = await createPerson(gatehouse);
    allowing(() => other);
    const stranger = new CookieBrowser();
    // They look at it, and wait until the person has opened it, too.
    await stranger.open(opened, 0);
    const { status } = await new CookieBrowser().open(opened);
    expect(status).toBe(403);
    expect(await program.ended).toMatchObject({ code: 1 });
    expect((await gatehouse.adminCall('GET', `/devices?user_id=${other.id}`)).body.items).toEqual([]);
  });

  it('may be opened again by the same browser, and says nothing more', async () => {
    const { program, opened } = await begun();
    allowing(() => person);
    const browser = new CookieBrowser();
    const sent = (await browser.open(opened, 0)).headers.get('location') ?? '';
    const again = await browser.open(opened, 0);
    expect([again.status, again.headers.get('location')]).toEqual([409, null]);
    expect((await browser.open(sent)).status).toBe(200);
    expect(await program.ended).toMatchObject({ code: 0 });
  });

  it.skipIf(process.getuid?.() !== 0)('opens for no other user of the machine', async () => {
    const { program, opened } = await begun();
    allowing(() => person);
    const script = `fetch(${JSON.stringify(opened)}, { redirect: 'manual' }).then((a) => console.log(a.status, a.headers.has('location')))`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
      uid: 65534,
      gid: 65534,
      cwd: '/',
    });
    expect(stdout.trim()).toBe('403 false');
    expect((await new CookieBrowser().open(opened)).status).toBe(200);
    expect(await program.ended).toMatchObject({ code: 0 });
  });

  it('is answered by the browser that opened it alone', async () => {
    const { program, opened } = await begun();
    allowing(() => person);
    const browser = new CookieBrowser();
    const sent = (await browser.open(opened, 0)).headers.get('location') ?? '';
    expect((await new CookieBrowser().open(sent)).status).toBe(400);
    expect((await browser.open(sent)).status).toBe(200);
    expect(await program.ended).toMatchObject({ code: 0 });
  });
});

describe('the secret of the proxy', () => {
  const squatters: { server: Server; sockets: Set<Socket> }[] = [];
  async function squat(port: number): Promise<void> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
    squatters.push({ server, sockets });
    await once(server.listen(port, '127.0.0.1'), 'listening');
  }
  afterEach(async () => {
    for (const { server, sockets } of squatters.splice(0)) {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('is good no longer once another program had its port, which may have been shown it', async () => {
    const machine = await loggedIn();
    const { proxy, program } = await machine.proxy();
    await program.stop();
    await squat(proxy.port);
    const refused = await machine.run(['proxy']);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/another secret[^]*another program has/)]);
    expect(machine.state.proxy.secret).not.toBe(proxy.secret);
  });

  it('is another one at another port: the one before is left to whoever takes it', async () => {
    const machine = await loggedIn();
    const { proxy, program } = await machine.proxy();
    await program.stop();
    await squat(proxy.port);
    const free = createServer();
    await once(free.listen(0, '127.0.0.1'), 'listening');
    const { port } = free.address() as { port: number };
    await new Promise((resolve) => free.close(resolve));
    const moved = await machine.proxy('--port', String(port));
    expect(moved.proxy.port).toBe(port);
    expect(moved.proxy.secret).not.toBe(proxy.secret);
    expect((await ping({ ...moved.proxy, secret: proxy.secret })).statusCode).toBe(403);
    expect((await ping(moved.proxy)).statusCode).toBe(200);
  });
});

it('a lock that was left behind before the clock was set back locks nobody out', async () => {
  const machine = await loggedIn();
  const later = Date.now() / 1000 + 86_400;
  writeFileSync(`${machine.file}.lock`, '');
  utimesSync(`${machine.file}.lock`, later, later);
  machine.alter({ token: null });
  expect(await machine.run(['token'])).toMatchObject({ code: 0 });
});
