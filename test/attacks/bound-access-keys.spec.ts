import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccessKey, exchange } from '../support/access-keys.js';
import { TestGatehouse } from '../support/gatehouse.js';

const METRICS = 'Zk3vQ8rTn5Wc1Xs7Yp2Lm9Jd4Hb6Gf0Ae';

let gatehouse: TestGatehouse;
let upstream: Server;
let resource: string;
let owner: { id: string };
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ METRICS_TOKEN: METRICS });
  upstream = createServer((request, response) => {
    request.resume();
    if (request.method === 'GET') {
      return void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
    }
    response.setHeader('content-type', 'application/json');
    response.end('{"jsonrpc":"2.0","id":1,"result":{}}');
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/mcp`;
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url })).resource;
  owner = (await gatehouse.agent()).owner;
});
afterAll(async () => {
  await gatehouse.stop();
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
});

/** Whether an open stream ends within some seconds. */
async function ends(stream: Response, seconds: number): Promise<boolean> {
  const reader = stream.body!.getReader();
  const over = (async () => {
    for (;;) if ((await reader.read()).done) return true;
  })().catch(() => true);
  const still = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), seconds * 1000));
  const ended = await Promise.race([over, still]);
  if (!ended) await reader.cancel();
  return ended;
}
const open = (credential: string) =>
  fetch(`${gatehouse.url}/api/v1/mcp/tools`, {
    headers: { authorization: `Bearer ${credential}`, accept: 'text/event-stream' },
  });

describe('an open stream of an access key', () => {
  it('is cut when the key is revoked', async () => {
    const key = await createAccessKey(gatehouse, owner.id);
    const stream = await open(key.text);
    expect(stream.status).toBe(200);
    await gatehouse.adminCall('DELETE', `/access-keys/${key.id}`);
    expect(await ends(stream, 5)).toBe(true);
  });

  it('is cut when the key has reached its end', async () => {
    const key = await createAccessKey(gatehouse, owner.id, {}, 60);
    const stream = await open(key.text);
    expect(stream.status).toBe(200);
    gatehouse.clock.advance(61_000);
    expect((await open(key.text)).status).toBe(401);
    expect(await ends(stream, 5)).toBe(true);
  });

  it('is cut at that end as well when it was opened with a token of the key', async () => {
    const key = await createAccessKey(gatehouse, owner.id, {}, 60);
    const stream = await open((await exchange(gatehouse, key.text, { resource })).body.access_token);
    expect(stream.status).toBe(200);
    gatehouse.clock.advance(61_000);
    expect(await ends(stream, 5)).toBe(true);
  });

  it('goes on when the token with which it was opened ends before the key', async () => {
    const key = await createAccessKey(gatehouse, owner.id);
    const stream = await open((await exchange(gatehouse, key.text, { resource })).body.access_token);
    gatehouse.clock.advance(400_000);
    expect(await ends(stream, 4)).toBe(false);
  });
});

describe('an access key', () => {
  it('has its tokens counted among those issued, which decide whether bound ones can be required', async () => {
    const issued = async () => {
      const { text } = await gatehouse.request('GET', '/metrics', { headers: { authorization: `Bearer ${METRICS}` } });
      const lines = text.split('\n').filter((line) => line.startsWith('gatehouse_tokens_issued_total{'));
      return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    };
    const key = await createAccessKey(gatehouse, owner.id);
    await gatehouse.admin();
    const before = await issued();
    expect((await exchange(gatehouse, key.text, { resource })).status).toBe(200);
    expect(await issued()).toBe(before + 1);
  });
});
