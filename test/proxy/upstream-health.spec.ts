import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callsOf, eventually, type Gated, gated, metric, METRICS_TOKEN, rpc } from '../support/gated.js';
import { type Answer, freePort, TestGatehouse } from '../support/gatehouse.js';
import { message, RawUpstream } from '../support/raw-upstream.js';

let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let other: Awaited<ReturnType<TestGatehouse['agent']>>;
let upstream: RawUpstream;
beforeAll(async () => {
  // Health, places and connections are of each process for itself.
  gatehouse = await TestGatehouse.start({ METRICS_TOKEN }, undefined, 1);
  [agent, other] = [await gatehouse.agent(), await gatehouse.agent()];
  upstream = await RawUpstream.start();
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

const health = async ({ id }: Gated) => (await gatehouse.adminCall('GET', `/upstreams/${id}`)).body.health;
const labels = ({ path }: Gated) => `{kind="mcp",server="${path.split('/').at(-1)}"}`;
const tooMuch = (answer: Answer) => [answer.status, answer.body.error, answer.headers.get('retry-after')];
/** Holds every call until the test lets them go. */
function holding(): { sockets: Socket[]; release: () => void } {
  const sockets: Socket[] = [];
  upstream.answer = (socket) => void sockets.push(socket);
  return { sockets, release: () => sockets.splice(0).forEach((socket) => socket.write(message('{}'))) };
}
const stream = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: 1\n\n';

describe('a server that is down', () => {
  it('is not called after five failures, but for one attempt after a while; then it is up again', async () => {
    const url = `http://127.0.0.1:${await freePort()}/mcp`;
    const server = await gated(gatehouse, agent, { url });
    expect(await health(server)).toEqual({ status: 'unknown', since: null, last_error: null });
    for (let count = 0; count < 5; count++) expect((await server.send()).status).toBe(502);
    const refused = await server.send();
    expect(tooMuch(refused)).toEqual([503, 'temporarily_unavailable', '1']);
    expect(await health(server)).toEqual({ status: 'down', since: expect.any(String), last_error: 'ECONNREFUSED' });
    expect(await metric(gatehouse, `gatehouse_upstream_up${labels(server)}`)).toBe(0);
    const counted = `gatehouse_upstream_refused_total{kind="mcp",server="${labels(server).split('"')[3]}",reason="down"}`;
    expect(await metric(gatehouse, counted)).toBe(1);

    gatehouse.clock.advance(1_001);
    expect((await server.send()).status).toBe(502);
    expect((await server.send()).status).toBe(503);
    gatehouse.clock.advance(2_001);
    const live = await RawUpstream.start(Number(new URL(url).port));
    expect((await server.send()).status).toBe(200);
    expect((await server.send()).status).toBe(200);
    expect(await health(server)).toMatchObject({ status: 'up', last_error: 'ECONNREFUSED' });
    expect(await metric(gatehouse, `gatehouse_upstream_up${labels(server)}`)).toBe(1);
    await live.stop();
  });

  it('is another one at another origin, and the same at another path', async () => {
    const origin = `http://127.0.0.1:${await freePort()}`;
    const server = await gated(gatehouse, agent, { url: `${origin}/mcp` });
    for (let count = 0; count < 6; count++) await server.send();
    for (const url of [`${origin}/v2`, `${origin}?v=2`, origin]) {
      await gatehouse.adminCall('PATCH', `/upstreams/${server.id}`, { url });
      expect((await server.send()).status).toBe(503);
    }
    await gatehouse.adminCall('PATCH', `/upstreams/${server.id}`, { url: upstream.url });
    upstream.answer = (socket) => socket.write(message('{}'));
    expect((await server.send()).status).toBe(200);
  });

  it('is not what one person’s calls kill or hang; when two meet it, it is', async () => {
    upstream.answer = (socket) => socket.destroy();
    const made = await gatehouse.create('/upstreams', { name: 'fragile', kind: 'mcp', url: upstream.url });
    const [mine, theirs] = [await callsOf(gatehouse, agent, made), await callsOf(gatehouse, other, made)];
    for (let count = 0; count < 12; count++) expect((await mine.send()).status).toBe(502);
    expect((await theirs.send()).status).toBe(502);
    expect((await mine.send()).status).toBe(503);
    expect(await health(mine)).toMatchObject({ status: 'down', last_error: 'UND_ERR_SOCKET' });
  });

  it.each([500, 503, 404, 401, 302])('is not one that answers %i', async (status) => {
    const server = await gated(gatehouse, agent, { url: upstream.url });
    upstream.answer = (socket) => socket.write(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    for (let count = 0; count < 12; count++) expect((await server.send()).status).not.toBe(200);
    expect(await health(server)).toMatchObject({ status: 'up', last_error: null });
  });

  it('is not one whose callers hang up', async () => {
    const server = await gated(gatehouse, agent, { url: upstream.url });
    const held = holding();
    for (let count = 0; count < 8; count++) {
      const leaving = new AbortController();
      const call = server.open({ method: 'POST', body: rpc('ping'), signal: leaving.signal });
      await eventually(() => held.sockets.length > count, 'the call arrived');
      leaving.abort();
      await expect(call).rejects.toThrow();
    }
    expect(await health(server)).toMatchObject({ status: 'unknown', last_error: null });
  });
});

describe('what is under way', () => {
  it('is no more calls than limits.concurrent: the next is told to come back, and one client has no more than its part', async () => {
    const made = await gatehouse.create('/upstreams', {
      name: 'narrow',
      kind: 'mcp',
      url: upstream.url,
      limits: { concurrent: 4 },
    });
    const [mine, theirs] = [await callsOf(gatehouse, agent, made), await callsOf(gatehouse, other, made)];
    const held = holding();
    const pending = [mine.send(), mine.send(), mine.send()];
    await eventually(() => held.sockets.length === 3, 'three arrived');
    expect(tooMuch(await mine.send())).toEqual([503, 'temporarily_unavailable', '1']);
    pending.push(theirs.send());
    await eventually(() => held.sockets.length === 4, 'four arrived');
    expect((await theirs.send()).body.error_description).toBe('The server has too many calls under way.');
    expect(await metric(gatehouse, 'gatehouse_upstream_calls{kind="mcp",server="narrow"}')).toBe(4);
    held.release();
    expect((await Promise.all(pending)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await eventually(
      async () => (await metric(gatehouse, 'gatehouse_upstream_calls{kind="mcp",server="narrow"}')) === 0,
      '0',
    );
    upstream.answer = (socket) => socket.write(message('{}'));
    expect((await mine.send()).status).toBe(200);
  });

  it('is event streams apart from them, up to limits.streams', async () => {
    const server = await gated(gatehouse, agent, { url: upstream.url, limits: { concurrent: 1, streams: 2 } });
    upstream.answer = (socket) => socket.write(stream);
    const first = await server.open();
    const second = await server.open({ method: 'POST', body: rpc('tools/call', { name: 'a' }) });
    expect(await metric(gatehouse, `gatehouse_upstream_streams${labels(server)}`)).toBe(2);
    expect(await metric(gatehouse, `gatehouse_upstream_calls${labels(server)}`)).toBe(0);
    expect(tooMuch(await server.send())).toEqual([503, 'temporarily_unavailable', '1']);
    await first.body!.cancel();
    await eventually(async () => (await metric(gatehouse, `gatehouse_upstream_streams${labels(server)}`)) === 1, 'one');
    upstream.answer = (socket) => socket.write(message('{}'));
    expect((await server.send()).status).toBe(200);
    await second.body!.cancel();
  });

  it('is no call any longer that was refused, failed or given up', async () => {
    const server = await gated(gatehouse, agent, { url: upstream.url, limits: { concurrent: 1 } });
    for (const status of [401, 302, 200]) {
      upstream.answer = (socket) => socket.write(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      await server.send();
    }
    upstream.answer = (socket) => socket.destroy();
    await server.send();
    upstream.answer = (socket) => socket.write(message('{}'));
    expect((await server.send()).status).toBe(200);
  });
});

describe('a call that takes long', () => {
  it('is 504 when it has no answer within timeouts.total', async () => {
    const server = await gated(gatehouse, agent, { url: upstream.url, timeouts: { total: 200 } });
    holding();
    const answer = await server.send();
    expect([answer.status, answer.body.error]).toEqual([504, 'gateway_timeout']);
  });

  it('is cut off at timeouts.total, streams too, however busy they are', async () => {
    const server = await gated(gatehouse, agent, { url: upstream.url, timeouts: { total: 400 } });
    upstream.answer = (socket) => {
      socket.write(stream);
      const timer = setInterval(() => socket.write('data: more\n\n'), 20);
      socket.on('close', () => clearInterval(timer));
    };
    const answer = await server.open();
    await expect(answer.text()).rejects.toThrow();
    expect(gatehouse.logLines.join('')).toContain('total_timeout');
  });
});

describe('a server that closes kept connections', () => {
  /** It answers the first request of a connection, and hangs up at the second. */
  const closing = () => {
    const answered = new WeakSet<Socket>();
    upstream.received.length = 0;
    upstream.answer = (socket) => {
      if (answered.has(socket)) return void socket.destroy();
      answered.add(socket);
      socket.write(message('{"jsonrpc":"2.0","id":1,"result":{}}'));
    };
  };

  const repeated = (line: string, { path }: Gated) =>
    line.includes('gate.upstream_repeated') && line.includes(`"${path.split('/').at(-1)}"`);

  it.each(['tools/list', 'resources/read', 'prompts/list', 'ping', 'server/discover'])(
    '%s is sent once more',
    async (method) => {
      const server = await gated(gatehouse, agent, { url: upstream.url });
      closing();
      const body = rpc(method, method === 'resources/read' ? { uri: 'a:b' } : {});
      expect([(await server.send(body)).status, (await server.send(body)).status]).toEqual([200, 200]);
      expect(upstream.received).toHaveLength(3);
    },
  );

  it.each([
    ['tools/call', rpc('tools/call', { name: 'a' })],
    ['initialize', rpc('initialize', {})],
    ['tasks/cancel', rpc('tasks/cancel', {})],
    ['a notification', '{"jsonrpc":"2.0","method":"ping"}'],
    ['a batch with a call', `[${rpc('tools/list', {}, 1)},${rpc('tools/call', { name: 'a' }, 2)}]`],
  ])('%s is not: it may have been done', async (_, body) => {
    const server = await gated(gatehouse, agent, { url: upstream.url });
    closing();
    expect([(await server.send(body)).status, (await server.send(body)).status]).toEqual([200, 502]);
    expect(upstream.received).toHaveLength(2);
  });

  it('whatever it is, it is sent once more to a server that refused the connection', async () => {
    const port = await freePort();
    const server = await gated(gatehouse, agent, { url: `http://127.0.0.1:${port}/mcp` });
    const pending = server.send();
    await eventually(() => gatehouse.logLines.some((line) => repeated(line, server)), 'the first attempt was refused');
    const late = await RawUpstream.start(port);
    expect((await pending).status).toBe(200);
    expect(late.received).toHaveLength(1);
    await late.stop();
  });
});
