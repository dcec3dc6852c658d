import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Signals } from '../../src/analytics/analytics.contract.js';
import { BehaviorJob } from '../../src/analytics/behavior/behavior.job.js';
import { TrafficCounters } from '../../src/analytics/behavior/traffic-counters.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { until } from '../support/logout-listener.js';

const behindProxy = { TRUSTED_PROXIES: '127.0.0.0/8,::1', AUTOMATIC_BANS: 'on' };

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start(behindProxy);
});
afterAll(() => gatehouse.stop());

const get = (address: string, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(gatehouse.url + path, { headers: { ...headers, 'x-forwarded-for': address } });

async function probe(address: string, times: number, path = '/.env', headers: Record<string, string> = {}) {
  for (let left = times; left > 0; left--) await get(address, path, headers);
}

async function look(): Promise<void> {
  await gatehouse.app.get(TrafficCounters).flush();
  await gatehouse.app.get(BehaviorJob).run();
  expect(gatehouse.logLines.filter((line) => line.includes('behavior.failed'))).toEqual([]);
}

const automatic = async () =>
  (await gatehouse.adminCall('GET', '/bans?source=automatic&limit=200')).body.items as { id: string }[];

/** Bans that somebody with many networks has brought about; how long they last yet. */
const filled = (count: number, lasting: string, source = 'automatic') =>
  gatehouse.sql(
    `INSERT INTO address_bans (id, network, reason, source, expires_at, created_at, updated_at)
     SELECT gen_random_uuid(), 'filling ' || gen_random_uuid(), 'filling', $3, now() + $2::interval, now(), now()
       FROM generate_series(1, $1::int)`,
    [count, lasting, source],
  );

beforeEach(async () => {
  await gatehouse.sql('DELETE FROM address_bans');
  await gatehouse.app.get(TrafficCounters).flush();
  await gatehouse.sql('DELETE FROM traffic_counters');
});

describe('whoever has many networks', () => {
  it('cannot fill the list with bans that have run out, so that no administrator can ban any more', async () => {
    await filled(10_000, '-1 hour');
    const made = await gatehouse.adminCall('POST', '/bans', { range: '198.51.100.1', reason: 'abuse' });
    expect(made.status, made.text).toBe(201);
  });

  it('cannot fill it with bans that are in force: there is room left for those of administrators', async () => {
    await filled(5_000, '1 hour');
    await probe('203.0.113.1', 10);
    await look();
    expect(await gatehouse.sql(`SELECT count(*)::int AS n FROM address_bans WHERE source = 'automatic'`)).toEqual([
      { n: 5_000 },
    ]);
    const made = await gatehouse.adminCall('POST', '/bans', { range: '198.51.100.1', reason: 'abuse' });
    expect(made.status).toBe(201);
  });

  it('cannot keep others from being banned by networks that are banned already', async () => {
    await gatehouse.sql(
      `INSERT INTO traffic_counters SELECT date_trunc('hour', now()), 'decoy ' || n, '', 1000, 0, 0, 1000, 0, 0, 0, 0, 1
         FROM generate_series(1, 100) n`,
    );
    await gatehouse.sql(
      `INSERT INTO address_bans (id, network, reason, source, expires_at, created_at, updated_at)
       SELECT gen_random_uuid(), 'decoy ' || n, 'decoy', 'automatic', now() + interval '1 day', now(), now()
         FROM generate_series(1, 100) n`,
    );
    await probe('203.0.113.2', 10);
    await look();
    await until(async () => (await get('203.0.113.2', '/oauth/jwks')).status === 403, 'the scanner is banned');
  });
});

describe('a ban', () => {
  it('that an administrator lifts is not made anew of what was counted before', async () => {
    await probe('203.0.113.3', 12);
    await look();
    const [made] = await automatic();
    expect((await gatehouse.adminCall('DELETE', `/bans/${made?.id}`)).status).toBe(204);
    await look();
    expect(await automatic()).toEqual([]);
    await probe('203.0.113.3', 10);
    await look();
    expect(await automatic()).toHaveLength(1);
  });

  it('that has run out does not keep its range from being banned again', async () => {
    const range = '198.51.100.0/24';
    const expires_at = new Date(gatehouse.clock.now() + 60_000).toISOString();
    await gatehouse.create('/bans', { range, reason: 'abuse', expires_at });
    gatehouse.clock.advance(120_000);
    const again = await gatehouse.adminCall('POST', '/bans', { range, reason: 'abuse' });
    expect(again.status, again.text).toBe(201);
    expect((await get('198.51.100.9', '/oauth/jwks')).status).toBe(403);
  });

  it('is not brought about by pages of somebody else, which have visitors’ browsers ask', async () => {
    const bySite = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    await probe('203.0.113.4', 12, '/wp-login.php', bySite);
    await look();
    expect(await automatic()).toEqual([]);
    await probe('203.0.113.4', 12, '/wp-login.php', { 'sec-fetch-site': 'none' });
    await look();
    expect(await automatic()).toHaveLength(1);
  });

  it('is not brought about by calls of a server whose name scanners look for', async () => {
    for (const path of ['/api/v1/mcp/solr', '/api/v1/agents/actuator', '/API/v1/mcp/owa/sse']) {
      await probe('203.0.113.5', 4, path);
      await probe('203.0.113.5', 4, `/.well-known/oauth-protected-resource${path}`);
    }
    await look();
    expect(await automatic()).toEqual([]);
    await probe('203.0.113.5', 10, '/api/v1/.env');
    await look();
    expect(await automatic()).toHaveLength(1);
  });
});

describe('requests', () => {
  const counted = (address: string) =>
    gatehouse.sql<{ fingerprints: number; requests: number }>(
      `SELECT count(*)::int AS fingerprints, sum(requests)::int AS requests FROM traffic_counters WHERE network = $1`,
      [gatehouse.app.get(Signals).network(address)],
    );

  it('that make up fingerprints make no rows without end', async () => {
    for (let n = 0; n < 100; n++) await get('203.0.113.6', '/oauth/jwks', { 'x-fingerprint': `made up ${n}` });
    await gatehouse.app.get(TrafficCounters).flush();
    for (let n = 100; n < 150; n++) await get('203.0.113.6', '/oauth/jwks', { 'x-fingerprint': `made up ${n}` });
    await look();
    const [row] = await counted('203.0.113.6');
    expect(row?.requests).toBe(150);
    // Those that are told apart, and all others together.
    expect(row?.fingerprints).toBe(33);
    expect(await gatehouse.sql('SELECT signals FROM origin_scores WHERE score > 0')).toEqual([
      { signals: { many_fingerprints: 20 } },
    ]);
  });

  it('that are broken off are counted as well', async () => {
    const { hostname, port } = new URL(gatehouse.url);
    const socket = connect({ host: hostname, port: Number(port) });
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(
      'POST /oauth/token HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.7\r\nContent-Length: 100\r\n' +
        'Content-Type: application/x-www-form-urlencoded\r\n\r\ngrant_type=',
    );
    setTimeout(() => socket.destroy(), 100);
    await until(async () => {
      await gatehouse.app.get(TrafficCounters).flush();
      return (await counted('203.0.113.7'))[0]?.requests === 1;
    }, 'it is counted');
  });
});
