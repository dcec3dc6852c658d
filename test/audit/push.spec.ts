import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { testAuthority } from '../support/certificates.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { until } from '../support/logout-listener.js';
import { SyslogServer } from '../support/syslog-server.js';
import { testSecrets } from '../support/test-secrets.js';
import { faultsOf } from './ocsf.js';

interface Event {
  metadata: { uid: string; event_code: string };
  unmapped: { checkpoint: number; receipt: Record<string, unknown> };
  [name: string]: unknown;
}

interface Heard {
  headers: Record<string, unknown>;
  body: string;
  events: Event[];
}

let host: HttpsHost;
let gatehouse: TestGatehouse;
let second: Replica;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  host = await HttpsHost.start();
  const shared = {
    CHECKPOINT_SECONDS: '1',
    LIMIT_TOKEN: '60000/60',
    METRICS_TOKEN: 'metrics-token-of-the-tests-0123456789',
    ...host.settings,
  };
  gatehouse = await TestGatehouse.start(shared);
  second = await Replica.start(
    gatehouse.serviceUrl,
    { ...testSecrets, ...shared, PUBLIC_URL: gatehouse.url },
    gatehouse.clock,
  );
  agent = await gatehouse.agent();
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
  await host.stop();
});

let places = 0;
/** A place of the host that keeps what it hears. */
function webhook(
  answer: (response: ServerResponse, heard: readonly Heard[]) => void = (response) =>
    void response.writeHead(204).end(),
) {
  const heard: Heard[] = [];
  const url = host.route(`/collector-${places++}`, (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      heard.push({ headers: request.headers, body, events: JSON.parse(body) as Event[] });
      answer(response, heard);
    });
  });
  return { url, heard, events: () => heard.flatMap(({ events }) => events) };
}

async function metrics(): Promise<string> {
  const headers = { authorization: 'Bearer metrics-token-of-the-tests-0123456789' };
  return (await gatehouse.request('GET', '/metrics', { headers })).text;
}

let names = 0;
const register = (fields: object) =>
  gatehouse.create('/evidence-receivers', { name: `receiver ${names++}`, ...fields });
const look = async (id: string) => (await gatehouse.adminCall('GET', `/evidence-receivers/${id}`)).body;
const drop = (id: string) => gatehouse.adminCall('DELETE', `/evidence-receivers/${id}`);
const tokens = (count: number) =>
  Promise.all(Array.from({ length: count }, () => gatehouse.accessToken(agent.id, agent.secret)));

/** Waits until everything that was recorded before is with a receiver. */
async function caughtUp(id: string): Promise<void> {
  await gatehouse.adminCall('GET', '/audit/export');
  const last = async () =>
    (await gatehouse.sql<{ last: number }>('SELECT max(number)::int AS last FROM audit_checkpoints'))[0]?.last ?? 0;
  const goal = await last();
  await until(async () => (await look(id)).checkpoint >= goal, `receiver ${id} has checkpoint ${goal}`);
}

/** Ids of all receipts from the first of those that were sent on, in the order in which they are signed. */
async function signed(from: number, to: number): Promise<string[]> {
  const { text } = await gatehouse.adminCall('GET', '/audit/export');
  const ids: string[] = [];
  let block: string[] = [];
  for (const line of text
    .trimEnd()
    .split('\n')
    .map((one) => JSON.parse(one) as { receipt?: { id: string }; checkpoint?: string })) {
    if (line.receipt !== undefined) block.push(line.receipt.id);
    if (line.checkpoint === undefined) continue;
    const { number } = JSON.parse(Buffer.from(line.checkpoint.split('.')[1] ?? '', 'base64url').toString()) as {
      number: number;
    };
    if (number > from && number <= to) ids.push(...block.sort());
    block = [];
  }
  return ids;
}

describe('a webhook', () => {
  it('is sent everything, once and in order, in the shape of OCSF, signed so that it can tell (Standard Webhooks)', async () => {
    const place = webhook();
    const { id, secret, checkpoint } = await register({ kind: 'webhook', url: place.url });
    for (let turn = 0; turn < 3; turn++) {
      await tokens(30);
      await caughtUp(id);
    }
    await gatehouse.adminCall('PATCH', `/evidence-receivers/${id}`, { status: 'inactive' });
    const now = await look(id);
    const sent = place.events().map(({ metadata }) => metadata.uid);
    expect(sent.length).toBeGreaterThanOrEqual(90);
    expect(sent).toEqual(await signed(checkpoint, now.checkpoint));
    expect(now).toMatchObject({ delivered: sent.length, missing: 0, attempts: 0, last_error: null });
    for (const event of place.events()) expect(faultsOf(event), JSON.stringify(event)).toEqual([]);
    for (const { headers, body } of place.heard) {
      const key = Buffer.from((secret as string).slice('whsec_'.length), 'base64');
      const said = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
      expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(said).digest('base64')}`);
      expect(Math.abs(Number(headers['webhook-timestamp']) - gatehouse.clock.now() / 1000)).toBeLessThan(60);
    }
    const [first] = place.events();
    const { body } = await gatehouse.adminCall('GET', `/audit/${first?.metadata.uid}`);
    expect(body).toMatchObject(first?.unmapped.receipt ?? {});
  });

  it('is sent what it wants alone, and from when it wants it', async () => {
    await gatehouse.adminCall('GET', '/audit/export');
    const since = new Date(gatehouse.clock.now()).toISOString();
    await tokens(2);
    await gatehouse.token({ grant_type: 'client_credentials', scope: 'admin' }, { id: agent.id, secret: agent.secret });
    await gatehouse.adminCall('GET', '/audit/export');
    const place = webhook();
    const wanted = { kinds: ['token.*'], decisions: ['deny'], from: since };
    const { id } = await register({ kind: 'webhook', url: place.url, ...wanted });
    await caughtUp(id);
    const kinds = place.events().map(({ metadata, status }) => `${metadata.event_code} ${String(status)}`);
    expect(kinds).toEqual(['token.refused Failure']);
    await drop(id);
  });

  it('that fails is sent the same again, later and later, and then no more, until an administrator says so', async () => {
    let status = 503;
    const place = webhook((response) => void response.writeHead(status).end());
    const { id } = await register({ kind: 'webhook', url: place.url, kinds: ['token.*'] });
    await tokens(3);
    await until(() => place.heard.length === 1, 'it was tried');
    await until(async () => (await look(id)).attempts === 1, 'it is known to have failed');
    expect(await look(id)).toMatchObject({ status: 'active', delivered: 0, last_error: 'the answer was 503' });
    for (let tries = 2; (await look(id)).status === 'active'; tries++) {
      expect(tries).toBeLessThan(20);
      gatehouse.clock.advance(Date.parse((await look(id)).next_try_at) - gatehouse.clock.now() + 1);
      await until(async () => (await look(id)).attempts === tries, `try ${tries}`);
    }
    const { attempts } = await look(id);
    expect(await look(id)).toMatchObject({ status: 'suspended', next_try_at: null, delivered: 0 });
    expect(place.heard).toHaveLength(attempts);
    const first = place.heard[0]?.events.map(({ metadata }) => metadata.uid) ?? [];
    for (const { events } of place.heard) expect(events[0]?.metadata.uid).toBe(first[0]);
    const { body } = await gatehouse.adminCall('GET', '/audit?kind=evidence_receiver.suspended');
    expect(body.items).toMatchObject([{ reason: 'the answer was 503', detail: { id, attempts } }]);
    expect((await gatehouse.adminCall('GET', '/evidence-receivers?status=suspended')).body.items).toMatchObject([
      { id },
    ]);
    const suspended = `gatehouse_evidence_receiver_suspended{receiver="${id}"} 1`;
    await until(async () => (await metrics()).includes(suspended), 'metrics tell it');

    status = 204;
    const before = place.heard.length;
    await gatehouse.adminCall('PATCH', `/evidence-receivers/${id}`, { status: 'active' });
    await caughtUp(id);
    const sent = place.heard.slice(before).flatMap(({ events }) => events.map(({ metadata }) => metadata.uid));
    expect(sent.slice(0, first.length)).toEqual(first);
    expect(new Set(sent).size).toBe(sent.length);
    expect(await look(id)).toMatchObject({ status: 'active', attempts: 0, last_error: null, delivered: sent.length });
    await drop(id);
  }, 60_000);

  it('that says that it is gone is suspended at once (RFC 9110 §15.5.11)', async () => {
    const place = webhook((response) => void response.writeHead(410).end());
    const { id } = await register({ kind: 'webhook', url: place.url });
    await until(async () => (await look(id)).status === 'suspended', 'it is suspended');
    expect(place.heard).toHaveLength(1);
    await drop(id);
  });

  it('whose answer was lost is sent the same under the same id', async () => {
    const place = webhook((response, heard) => {
      if (heard.length === 1) response.socket?.destroy();
      else response.writeHead(200).end();
    });
    const { id } = await register({ kind: 'webhook', url: place.url });
    await until(async () => (await look(id)).attempts === 1, 'it failed once');
    gatehouse.clock.advance(2_000);
    await until(() => place.heard.length > 1, 'it was tried again');
    const [first, again] = place.heard;
    expect(again?.events.slice(0, first?.events.length)).toEqual(first?.events);
    if (again?.events.length === first?.events.length)
      expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    await drop(id);
  });

  it('has a secret that is shown once, sealed, and replaced by another', async () => {
    const place = webhook();
    const { id, secret } = await register({ kind: 'webhook', url: place.url });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const texts = [
      (await gatehouse.adminCall('GET', `/evidence-receivers/${id}`)).text,
      (await gatehouse.adminCall('GET', '/evidence-receivers')).text,
      JSON.stringify(await gatehouse.sql('SELECT * FROM evidence_receivers')),
      gatehouse.logLines.join(''),
    ];
    for (const text of texts) expect(text).not.toContain(secret);
    const renewed = await gatehouse.adminCall('POST', `/evidence-receivers/${id}/secret`);
    expect(renewed.body.secret).toMatch(/^whsec_/);
    expect(renewed.body.secret).not.toBe(secret);
    const before = place.heard.length;
    await tokens(1);
    await until(() => place.heard.length > before, 'something is sent');
    const { headers, body } = place.heard.at(-1) as Heard;
    const key = Buffer.from((renewed.body.secret as string).slice('whsec_'.length), 'base64');
    const said = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(said).digest('base64')}`);
    await drop(id);
  });

  it('in a network that is not admitted is never asked', async () => {
    const { id } = await register({ kind: 'webhook', url: 'https://169.254.169.254/latest' });
    await until(async () => (await look(id)).attempts > 0, 'it was refused');
    expect((await look(id)).last_error).toContain('169.254.169.254');
    await drop(id);
  });
});

describe('syslog', () => {
  it('gets the same over TCP, counted in octets (RFC 6587 §3.4.1, RFC 5424)', async () => {
    const server = await SyslogServer.start();
    const { id, secret, checkpoint } = await register({ kind: 'syslog', url: server.url });
    expect(secret).toBeUndefined();
    await tokens(10);
    await gatehouse.create('/users', {
      email: `u${names}@example.test`,
      name: 'Grace \u20ac \u{1F600}',
      roles: ['user'],
    });
    await caughtUp(id);
    await gatehouse.adminCall('PATCH', `/evidence-receivers/${id}`, { status: 'inactive' });
    const events = server.messages.map(({ text }) => JSON.parse(text) as Event);
    expect(events.map(({ metadata }) => metadata.uid)).toEqual(await signed(checkpoint, (await look(id)).checkpoint));
    for (const [at, message] of server.messages.entries()) {
      const event = events[at] as Event;
      expect(faultsOf(event)).toEqual([]);
      expect(message).toMatchObject({ host: 'localhost', app: 'gatehouse', at: event.unmapped.receipt['at'] });
      expect(message.priority).toBe(event['status'] === 'Failure' ? 108 : 110);
      expect(event.metadata.event_code.startsWith(message.name)).toBe(true);
    }
    await drop(id);
    await server.stop();
  });

  it('gets it again when the connection ended before everything was read', async () => {
    const server = await SyslogServer.start();
    server.meets = (socket) => socket.resetAndDestroy();
    const { id } = await register({ kind: 'syslog', url: server.url });
    await until(async () => (await look(id)).attempts > 0, 'it failed');
    expect(await look(id)).toMatchObject({ delivered: 0 });
    server.meets = null;
    gatehouse.clock.advance(60_000);
    await until(async () => (await look(id)).delivered > 0, 'it was sent again');
    expect(server.messages.length).toBeGreaterThan(0);
    await drop(id);
    await server.stop();
  });

  it('gets it over TLS from whoever trusts its certificate, and nothing otherwise (RFC 5425)', async () => {
    const authority = await testAuthority({ subject: 'CN=Nobody trusts it' });
    const { cert, key } = await authority.issue({
      subject: 'CN=Collector',
      purposes: ['1.3.6.1.5.5.7.3.1'],
      names: [{ type: 'dns', value: 'localhost' }],
    });
    const stranger = await SyslogServer.start({ cert, key });
    const { id } = await register({ kind: 'syslog', url: stranger.url });
    await until(async () => (await look(id)).attempts > 0, 'it was refused');
    expect(stranger.messages).toEqual([]);
    expect((await look(id)).last_error).toMatch(/CERT|VERIFY|SIGNED/);
    await drop(id);
    await stranger.stop();
    const trusted = await SyslogServer.start(host.certificate);
    const known = await register({ kind: 'syslog', url: trusted.url });
    await tokens(1);
    await until(() => trusted.messages.length > 0, 'it got something');
    await drop(known.id);
    await trusted.stop();
  });

  it('without TLS is for your own network alone', async () => {
    const { id } = await register({ kind: 'syslog', url: 'tcp://8.8.8.8:601' });
    await until(async () => (await look(id)).attempts > 0, 'it was refused');
    expect((await look(id)).last_error).toContain('not TLS');
    await drop(id);
  });
});

describe('two replicas', () => {
  it('what one took up and never finished is another’s after a while, not before', async () => {
    const place = webhook();
    const { id } = await register({ kind: 'webhook', url: place.url, status: 'inactive' });
    await gatehouse.sql(
      `UPDATE evidence_receivers SET status = 'active', lease = gen_random_uuid(), leased_until = $2 WHERE id = $1`,
      [id, new Date(gatehouse.clock.now() + 60_000)],
    );
    const marker = webhook();
    const other = await register({ kind: 'webhook', url: marker.url });
    await tokens(2);
    await caughtUp(other.id);
    expect(place.heard).toEqual([]);
    gatehouse.clock.advance(61_000);
    await caughtUp(id);
    expect(place.events().length).toBeGreaterThan(0);
    await drop(id);
    await drop(other.id);
  });

  it('whoever lost its turn moves nothing: the one who has it does', async () => {
    const place = webhook((response) => void setTimeout(() => response.writeHead(204).end(), 300));
    const { id } = await register({ kind: 'webhook', url: place.url });
    await until(() => place.heard.length === 1, 'it is being sent to');
    const other = '01a2015e-397f-714a-9f56-6a5a41759ee9';
    await gatehouse.sql('UPDATE evidence_receivers SET lease = $2, leased_until = $3 WHERE id = $1', [
      id,
      other,
      new Date(gatehouse.clock.now() + 60_000),
    ]);
    await tokens(1);
    await until(async () => (await look(id)).behind > 1, 'there is more to send');
    expect(await look(id)).toMatchObject({ delivered: 0 });
    expect(place.heard).toHaveLength(1);
    gatehouse.clock.advance(61_000);
    await caughtUp(id);
    expect(place.events()[0]?.metadata.uid).toBe(place.heard[1]?.events[0]?.metadata.uid);
    await drop(id);
  });
});

describe('what is gone', () => {
  it('before it could be sent is counted, and what comes after it is sent', async () => {
    const place = webhook();
    const { id, checkpoint } = await register({ kind: 'webhook', url: place.url, status: 'inactive' });
    await tokens(5);
    await gatehouse.adminCall('GET', '/audit/export');
    const [gone = ''] = await signed(checkpoint, Infinity);
    await gatehouse.sql('ALTER TABLE audit_events DISABLE TRIGGER USER');
    await gatehouse.sql('DELETE FROM audit_events WHERE id = $1', [gone]);
    await gatehouse.sql('ALTER TABLE audit_events ENABLE TRIGGER USER');
    await gatehouse.adminCall('PATCH', `/evidence-receivers/${id}`, { status: 'active' });
    await caughtUp(id);
    expect(await look(id)).toMatchObject({ missing: 1 });
    expect(place.events().length).toBeGreaterThanOrEqual(4);
    expect(place.events().map(({ metadata }) => metadata.uid)).not.toContain(gone);
    await drop(id);
  });
});

describe('administrators', () => {
  it('are told everything that is wrong with a receiver', async () => {
    const wrong = {
      name: '',
      kind: 'pigeon',
      url: 1,
      kinds: ['A b'],
      decisions: ['maybe'],
      status: 'suspended',
      from: 'now',
      more: 1,
    };
    const { status, body } = await gatehouse.adminCall('POST', '/evidence-receivers', wrong);
    expect(status).toBe(400);
    const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer.slice(1));
    expect(pointers.sort()).toEqual(Object.keys(wrong).sort());
  });

  it.each([
    ['webhook', 'http://collector.example.com/'],
    ['webhook', 'https://user@collector.example.com/'],
    ['webhook', 'tls://collector.example.com:6514'],
    ['syslog', 'https://collector.example.com/'],
    ['syslog', 'udp://collector.example.com:514'],
    ['syslog', 'tls://collector.example.com'],
    ['syslog', 'tls://collector.example.com:99999'],
    ['syslog', 'tls://collector example.com:1'],
  ])('a %s is not at %s', async (kind, url) => {
    const { status, body } = await gatehouse.adminCall('POST', '/evidence-receivers', { name: 'x', kind, url });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ pointer: '/url' }]);
  });

  it('change a receiver but for its kind and its beginning, and every change is evidence', async () => {
    const place = webhook();
    const one = await register({ kind: 'webhook', url: place.url, status: 'inactive' });
    const path = `/evidence-receivers/${one.id}`;
    const { body } = await gatehouse.adminCall('PATCH', path, { kind: 'syslog', from: '2026-01-01T00:00:00Z' });
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(['/from', '/kind', '/url']);
    expect((await gatehouse.adminCall('PATCH', path, { name: 'renamed', kinds: ['gate.*'] })).body).toMatchObject({
      name: 'renamed',
      kinds: ['gate.*'],
      status: 'inactive',
    });
    const taken = await gatehouse.adminCall('POST', '/evidence-receivers', {
      name: 'renamed',
      kind: 'syslog',
      url: 'tls://a:1',
    });
    expect(taken.status).toBe(409);
    expect((await drop(one.id)).status).toBe(204);
    expect((await drop(one.id)).status).toBe(404);
    const told = await gatehouse.sql<{ kind: string }>(
      `SELECT kind FROM audit_events WHERE kind LIKE 'evidence_receiver.%' AND detail ->> 'id' = $1 ORDER BY id`,
      [one.id],
    );
    expect(told.map(({ kind }) => kind)).toEqual(
      ['created', 'updated', 'deleted'].map((what) => `evidence_receiver.${what}`),
    );
  });

  it('are the only ones', async () => {
    const headers = { authorization: `Bearer ${await gatehouse.accessToken(agent.id, agent.secret)}` };
    expect((await gatehouse.request('GET', '/api/v1/admin/evidence-receivers')).status).toBe(401);
    expect((await gatehouse.request('GET', '/api/v1/admin/evidence-receivers', { headers })).status).toBe(403);
  });
});
