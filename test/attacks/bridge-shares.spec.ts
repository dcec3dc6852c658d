import { type ClientRequest, request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beginDevice } from '../support/devices.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

const PATH = '/api/v1/mcp/tools';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_GATE_CLIENT: '100/60' });
  upstream = await RecordingUpstream.start();
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

const device = async () => (await beginDevice(gatehouse, await createPerson(gatehouse))).token;
const headersOf = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
const call = async (token: string, body: unknown): Promise<number> =>
  (await gatehouse.request('POST', PATH, { headers: headersOf(token), body: JSON.stringify(body) })).status;
const ping = (id: number) => ({ jsonrpc: '2.0', id, method: 'ping' });
const large = (bytes: number) => ({ ...ping(1), params: { text: 'x'.repeat(bytes) } });

it('a device that sends large requests slowly shuts no other device out', async () => {
  const [slow, other] = [await device(), await device()];
  const held: ClientRequest[] = [];
  try {
    const hold = (): void => {
      const headers = { ...headersOf(slow), 'content-length': String(4 * 1024 * 1024) };
      const request = httpRequest(gatehouse.url + PATH, { method: 'POST', headers });
      // One that came just while another was looked at has no room, and comes again.
      request
        .on('error', () => undefined)
        .on('response', (answer) => {
          answer.resume();
          hold();
        });
      request.write('{"jsonrpc":"2.0",');
      held.push(request);
    };
    for (let count = 0; count < 4; count++) hold();
    // Its own share is used up once all four have come.
    await expect.poll(() => call(slow, large(100_000)), { timeout: 10_000, interval: 250 }).toBe(503);
    expect(await call(other, large(100_000))).toBe(200);
  } finally {
    for (const request of held) request.destroy();
  }
});

it('the calls of a batch count for the device that sends it', async () => {
  const [one, other] = [await device(), await device()];
  const batch = Array.from({ length: 60 }, (_, index) => ping(index));
  expect(await call(one, batch)).toBe(200);
  expect(await call(other, batch)).toBe(200);
  expect(await call(one, batch)).toBe(429);
});
