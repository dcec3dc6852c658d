import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Gated, gated, metric, METRICS_TOKEN, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

let gatehouse: TestGatehouse;
let server: RecordingUpstream;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ METRICS_TOKEN });
  server = await RecordingUpstream.start();
});
afterAll(async () => {
  await gatehouse.stop();
  await server.stop();
});
afterEach(() => expect(gatehouse.errors()).toBe(''));

/** A call whose last byte comes two seconds later, when something has been done. @returns its status */
async function meanwhile({ path, headers }: Gated, work: () => Promise<unknown>): Promise<number> {
  const text = rpc('tools/call', { name: 'pay' });
  const known = await admitted();
  const length = Buffer.byteLength(text);
  const slow = request(gatehouse.url + path, { method: 'POST', headers: { ...headers, 'content-length': length } });
  const answered = new Promise<number>((resolve, reject) => {
    slow.on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    slow.on('error', reject);
  });
  slow.write(text.slice(0, -1));
  await eventually(async () => (await admitted()) > known, 'the guard let it through');
  await work();
  gatehouse.clock.advance(2_000);
  slow.end(text.slice(-1));
  return answered;
}

/** How many calls the guard has let through. */
const admitted = async () => (await metric(gatehouse, 'gatehouse_gate_calls_total{binding="bearer"}')) ?? 0;

describe('a call that comes slowly', () => {
  const ruleAgainst = (calls: Gated) =>
    gatehouse.create('/policies', {
      effect: 'deny',
      principal: { type: 'any' },
      upstream: calls.path.split('/').at(-1),
      tool: 'pay',
      justification: 'stop',
    });

  it('is not decided by the rules, the server or the person that there were when it began', async () => {
    const changes: ((calls: Gated) => Promise<unknown>)[] = [
      ruleAgainst,
      ({ id }) => gatehouse.adminCall('PATCH', `/upstreams/${id}`, { default: 'deny' }),
      ({ id }) => gatehouse.adminCall('PATCH', `/upstreams/${id}`, { status: 'inactive' }),
      ({ id }) => gatehouse.adminCall('DELETE', `/upstreams/${id}`),
      () => gatehouse.adminCall('PATCH', `/users/${agent.owner.id}`, { groups: ['Suspended'] }),
    ];
    for (const change of changes) {
      agent = await gatehouse.agent();
      const calls = await gated(gatehouse, agent, { url: server.url });
      const before = server.received.length;
      expect([await meanwhile(calls, () => change(calls)), server.received.length - before]).toEqual([503, 0]);
    }
  });

  it('goes through when nothing has changed', async () => {
    agent = await gatehouse.agent();
    const calls = await gated(gatehouse, agent, { url: server.url });
    expect(await meanwhile(calls, () => Promise.resolve())).toBe(200);
  });
});
