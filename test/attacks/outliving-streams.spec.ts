/* Streams that outlive what let them in. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccessKey, exchange as exchangeKey } from '../support/access-keys.js';
import { ACCESS_TOKEN, exchange, EXCHANGE } from '../support/exchange.js';
import { TestGatehouse } from '../support/gatehouse.js';

let gatehouse: TestGatehouse;
let upstream: Server;
let resource: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  upstream = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/mcp`;
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url })).resource;
});
afterAll(async () => {
  await gatehouse.stop();
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
});

/** Whether an open stream ends within some seconds. */
async function ends(stream: Response, seconds = 5): Promise<boolean> {
  const reader = stream.body!.getReader();
  const over = (async () => {
    for (;;) if ((await reader.read()).done) return true;
  })().catch(() => true);
  const still = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), seconds * 1000));
  const ended = await Promise.race([over, still]);
  if (!ended) await reader.cancel();
  return ended;
}

const open = (token: string) =>
  fetch(`${gatehouse.url}/api/v1/mcp/tools`, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
  });
const inSeconds = (seconds: number) => new Date(gatehouse.clock.now() + seconds * 1000).toISOString();

/** A client that may act until a time, and a token of its own. */
async function temporary(fields: Record<string, unknown>) {
  const client = await gatehouse.agent(fields);
  return { ...client, token: await gatehouse.accessToken(client.id, client.secret, { resource }) };
}

describe('an open stream of a client that may act until a time', () => {
  it('is cut when the client has expired, as its calls are refused', async () => {
    const { token } = await temporary({ expires_at: inSeconds(60) });
    const stream = await open(token);
    expect(stream.status).toBe(200);
    gatehouse.clock.advance(61_000);
    expect((await open(token)).status).toBe(401);
    expect(await ends(stream)).toBe(true);
  });

  it('is cut when an administrator lets the client end now', async () => {
    const { id, token } = await temporary({});
    const stream = await open(token);
    expect(stream.status).toBe(200);
    const { status } = await gatehouse.adminCall('PATCH', `/clients/${id}`, { expires_at: inSeconds(60) });
    expect(status).toBe(200);
    gatehouse.clock.advance(61_000);
    expect((await open(token)).status).toBe(401);
    expect(await ends(stream)).toBe(true);
  });
});

describe('an open stream of somebody who acts for others', () => {
  it('is cut at the end of the access key that it all began with', async () => {
    const agent = await gatehouse.agent({ grant_types: [EXCHANGE] });
    const key = await createAccessKey(gatehouse, agent.owner.id, {}, 60);
    const first = (await exchangeKey(gatehouse, key.text, { resource })).body.access_token as string;
    const passedOn = await exchange(gatehouse, agent, { subject_token: first, subject_token_type: ACCESS_TOKEN });
    expect(passedOn.status).toBe(200);
    const stream = await open(passedOn.body.access_token as string);
    expect(stream.status).toBe(200);
    gatehouse.clock.advance(61_000);
    expect((await open(key.text)).status).toBe(401);
    expect(await ends(stream)).toBe(true);
  });
});
