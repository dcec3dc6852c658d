import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { whileHeld } from '../support/held-lock.js';
import { until } from '../support/logout-listener.js';

let host: HttpsHost;
let gatehouse: TestGatehouse;
beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start({ CHECKPOINT_SECONDS: '3600', ...host.settings });
});
afterAll(async () => {
  await gatehouse.stop();
  await host.stop();
});

let places = 0;
function webhook(answer: (response: ServerResponse) => void = (response) => void response.writeHead(204).end()) {
  const heard: { id: string; uids: string[] }[] = [];
  const url = host.route(`/collector-${places++}`, (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const events = JSON.parse(body) as { metadata: { uid: string } }[];
      heard.push({ id: String(request.headers['webhook-id']), uids: events.map(({ metadata }) => metadata.uid) });
      answer(response);
    });
  });
  return { url, heard };
}

const register = (fields: object) =>
  gatehouse.create('/evidence-receivers', { name: `receiver ${places++}`, kind: 'webhook', ...fields }) as Promise<{
    id: string;
  }>;
const sign = () => gatehouse.adminCall('GET', '/audit/export');
const look = async (id: string) =>
  (await gatehouse.adminCall('GET', `/evidence-receivers/${id}`)).body as Record<string, unknown>;

describe('a receiver', () => {
  it('that takes its time, and has much to come, leaves turns to others', async () => {
    const since = new Date(gatehouse.clock.now() - 3_600_000).toISOString();
    for (let n = 0; n < 80; n++) {
      await gatehouse.adminCall('POST', '/users', { email: `n${n}@example.test`, name: 'N', roles: ['user'] });
      await sign();
    }
    const slow = Array.from({ length: 4 }, () =>
      webhook((response) => void setTimeout(() => response.writeHead(204).end(), 150)),
    );
    const registered = await Promise.all(slow.map(({ url }) => register({ url, from: since })));
    await until(() => slow.every(({ heard }) => heard.length > 0), 'they are sent to');
    const quick = webhook();
    const { id } = await register({ url: quick.url });
    await sign();
    await until(() => quick.heard.length > 0, 'the other one has its turn');
    for (const { heard } of slow) expect(heard.length).toBeLessThan(80);
    for (const one of [...registered, { id }]) await gatehouse.adminCall('DELETE', `/evidence-receivers/${one.id}`);
  }, 60_000);

  it('is never sent something else under an id that it has seen, nor an id that could end early', async () => {
    let status = 503;
    const place = webhook((response) => void response.writeHead(status).end());
    const { id } = await register({ url: place.url, kinds: ['ban.created', 'ban.updated'] });
    const ban = await gatehouse.create('/bans', { range: '198.51.100.1', reason: 'abuse' });
    await gatehouse.adminCall('PATCH', `/bans/${ban.id}`, { reason: 'more abuse' });
    await gatehouse.adminCall('DELETE', `/bans/${ban.id}`);
    await sign();
    await until(async () => (await look(id))['attempts'] === 1, 'it was tried');
    status = 204;
    const { status: changed, text } = await gatehouse.adminCall('PATCH', `/evidence-receivers/${id}`, {
      kinds: ['ban.created', 'ban.lifted'],
    });
    expect(changed, text).toBe(200);
    await until(() => place.heard.length === 2, 'it was tried again');
    const [before, after] = place.heard;
    expect(after?.uids).toHaveLength(before?.uids.length ?? 0);
    expect(after?.uids[0]).toBe(before?.uids[0]);
    expect(after?.uids).not.toEqual(before?.uids);
    expect(after?.id).not.toBe(before?.id);
    // What is signed is told apart by full stops (Standard Webhooks 1.0.0).
    expect(`${before?.id}${after?.id}`).not.toContain('.');
  });
});

it('many who export at once leave connections to everybody else', async () => {
  const { id, secret } = await gatehouse.agent();
  const locking = `SELECT pg_advisory_xact_lock(hashtext('gatehouse.checkpoints'))`;
  await whileHeld(gatehouse, [locking], async (lock) => {
    const exports = Array.from({ length: 40 }, () => sign());
    await lock.waitedFor(40, delay(1_000));
    expect(await gatehouse.accessToken(id, secret)).toBeTypeOf('string');
    await lock.release();
    const answers = await Promise.all(exports);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    // Each of them has what was recorded before it was asked for.
    for (const { text } of answers) expect(text).toContain(id);
  });
});
