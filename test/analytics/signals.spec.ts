import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RollupsJob } from '../../src/analytics/rollups/rollups.job.js';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { mmdb } from '../support/mmdb.js';

const HASH = /^[0-9a-f]{32}$/;
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-places-'));
const file = join(folder, 'places.mmdb');
writeFileSync(
  file,
  mmdb({
    '203.0.113.0/24': {
      country: { iso_code: 'CH' },
      subdivisions: [{ iso_code: 'ZH' }],
      city: { names: { en: 'Zurich', de: 'Zürich' } },
    },
    '198.51.100.0/25': { country: { iso_code: 'FR' } },
  }),
);

afterAll(() => rmSync(folder, { recursive: true }));

let gatehouse: TestGatehouse;

async function factOf(headers: Record<string, string>, path = '/oauth/token') {
  const agent = await gatehouse.agent();
  const answer = await gatehouse.request('POST', path, {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: basicHeader(agent.id, agent.secret),
      ...headers,
    },
    body: 'grant_type=client_credentials',
  });
  expect(answer.status).toBe(200);
  await gatehouse.adminCall('GET', '/reports/sessions');
  const [fact] = await gatehouse.sql('SELECT * FROM session_facts WHERE client_id = $1', [agent.id]);
  return { agent, fact: fact as Record<string, unknown> };
}

describe('signals of a request', () => {
  beforeAll(async () => {
    gatehouse = await TestGatehouse.start({
      ROLLUP_SECONDS: '86400',
      GEOIP_FILE: file,
      TRUSTED_PROXIES: '127.0.0.0/8,::1',
    });
  });

  afterAll(() => gatehouse.stop());

  it.each([
    ['203.0.113.9', 'CH', 'ZH', 'Zurich'],
    ['::ffff:203.0.113.9', 'CH', 'ZH', 'Zurich'],
    ['198.51.100.7', 'FR', null, null],
    ['198.51.100.200', null, null, null],
    ['2001:db8::1', null, null, null],
  ])('tell where %s is, by the file', async (address, country, region, city) => {
    const { fact } = await factOf({ 'x-forwarded-for': address });
    expect(fact).toMatchObject({ country, region, city });
  });

  it('tell grant, link and fingerprint, which is kept as a hash and changes nothing else', async () => {
    const { agent, fact } = await factOf(
      { 'x-fingerprint': 'tell-tale device' },
      '/oauth/token?utm_source=news&utm_campaign=spring+sale&utm_term=ada%40example.com',
    );
    expect(fact).toMatchObject({
      grant_type: 'client_credentials',
      utm_source: 'news',
      utm_campaign: 'spring sale',
      utm_medium: null,
      utm_term: null,
    });
    expect(fact['fingerprint']).toMatch(HASH);
    expect(JSON.stringify(fact)).not.toContain('tell-tale');
    const again = await factOf({ 'x-fingerprint': 'tell-tale device' });
    expect(again.fact['fingerprint']).toBe(fact['fingerprint']);
    // Two clients with one fingerprint stay two: their sessions are their own.
    const sessions = await gatehouse.sql<{ client_id: string; subject: string }>(
      'SELECT client_id, subject FROM sessions WHERE client_id = ANY($1)',
      [[agent.id, again.agent.id]],
    );
    expect(new Set(sessions.map(({ subject }) => subject)).size).toBe(2);
  });

  it('tell a network of the /64 of an IPv6 address, and of the whole IPv4 address', async () => {
    const networks = async (...addresses: string[]): Promise<Set<unknown>> => {
      const facts = await Promise.all(addresses.map((address) => factOf({ 'x-forwarded-for': address })));
      expect(new Set(facts.map(({ fact }) => fact['address'])).size).toBe(addresses.length);
      return new Set(facts.map(({ fact }) => fact['network']));
    };
    expect((await networks('2001:db8:1:2::3', '2001:db8:1:2:ffff::4')).size).toBe(1);
    expect((await networks('2001:db8:1:2::3', '2001:db8:1:3::3')).size).toBe(2);
    expect((await networks('203.0.113.1', '203.0.113.2')).size).toBe(2);
  });

  it('flag a scanner by its own account', async () => {
    expect((await factOf({ 'user-agent': 'sqlmap/1.8' })).fact).toMatchObject({ is_scanner: true, is_bot: true });
  });
});

describe('GEOIP_FILE', () => {
  it.each([
    ['is not there', (): string => join(folder, 'none.mmdb')],
    ['is a folder', (): string => folder],
    ['is something else', (): string => written('text.mmdb', Buffer.from('no database'.repeat(100)))],
    ['is empty', (): string => written('empty.mmdb', Buffer.alloc(0))],
    ['tells of something else', (): string => written('asn.mmdb', mmdb({ '8.8.8.0/24': 'x' }, 'GeoLite2-ASN'))],
  ])('fails the start when it %s', async (_, name) => {
    await expect(TestGatehouse.start({ GEOIP_FILE: name() })).rejects.toThrow(/GEOIP_FILE/);
  });
});

function written(name: string, bytes: Buffer): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

describe('traffic classes', () => {
  beforeAll(async () => {
    gatehouse = await TestGatehouse.start();
  });

  afterAll(() => gatehouse.stop());

  it('partition all facts, whatever their flags: human, ghost and bot always sum', async () => {
    const flags = [null, true, false];
    const combinations = flags.flatMap((a) =>
      flags.flatMap((b) => flags.flatMap((c) => flags.flatMap((d) => flags.map((e) => [a, b, c, d, e])))),
    );
    expect(combinations).toHaveLength(243);
    for (const combination of combinations) {
      const [row] = await gatehouse.sql<{ traffic: string }>(
        `SELECT traffic_class($1, $2, $3, $4, $5) AS traffic`,
        combination,
      );
      const isBot = combination.slice(0, 4).includes(true);
      expect(row?.traffic, String(combination)).toBe(isBot ? 'bot' : combination[4] === true ? 'human' : 'ghost');
    }
  });

  it('count random facts into three that sum to all, each flag in one of them alone', async () => {
    await gatehouse.sql(
      `INSERT INTO session_facts (id, at, source, outcome, is_bot, is_ai_crawler, is_scanner, is_behavioral_bot, engaged_at)
       SELECT gen_random_uuid(), now(), 'oauth', 'issued', random() < 0.2, random() < 0.2, random() < 0.2, random() < 0.2,
              CASE WHEN random() < 0.5 THEN now() END FROM generate_series(1, 2000)`,
    );
    const [sums] = await gatehouse.sql<Record<string, number>>(
      `SELECT (SELECT count(*) FROM session_facts)::int AS facts, count(*)::int AS seen,
              count(*) FILTER (WHERE traffic = 'human')::int AS human, count(*) FILTER (WHERE traffic = 'ghost')::int AS ghost,
              count(*) FILTER (WHERE traffic = 'bot')::int AS bot,
              count(*) FILTER (WHERE is_bot OR is_ai_crawler OR is_scanner OR is_behavioral_bot)::int AS flagged
         FROM session_traffic`,
    );
    const { facts = 0, seen, human = 0, ghost = 0, bot = 0, flagged } = sums ?? {};
    expect(seen).toBe(facts);
    expect(human + ghost + bot).toBe(facts);
    expect(bot).toBe(flagged);
    expect(Math.min(human, ghost, bot)).toBeGreaterThan(0);
  });
});

it('countries are told apart by reports, and there is an anomaly of one from which somebody never came before', async () => {
  gatehouse = await TestGatehouse.start({
    ...{ ROLLUP_SECONDS: '86400', GEOIP_FILE: file, TRUSTED_PROXIES: '127.0.0.0/8,::1' },
  });
  const ago = 9 * 86_400_000;
  gatehouse.clock.advance(-ago);
  const agent = await gatehouse.agent();
  const token = async (address: string): Promise<void> => {
    const answer = await gatehouse.request('POST', '/oauth/token', {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: basicHeader(agent.id, agent.secret),
        'x-forwarded-for': address,
      },
      body: 'grant_type=client_credentials',
    });
    expect(answer.status).toBe(200);
  };
  await token('203.0.113.9');
  gatehouse.clock.advance(ago);
  await token('203.0.113.10');
  await token('198.51.100.7');
  const { body } = await gatehouse.adminCall('GET', '/reports/sessions?group_by=day');
  expect(body.items).not.toEqual([]);
  await gatehouse.app.get(RollupsJob).count();
  const by = async (path: string) => (await gatehouse.adminCall('GET', `/reports/${path}`)).body.items as unknown;
  const counted = { grant_type: 'client_credentials', client_id: agent.id };
  expect(await by(`traffic?client_id=${agent.id}&group_by=grant_type,client_id,country`)).toEqual([
    { ...counted, country: 'CH', count: 2 },
    { ...counted, country: 'FR', count: 1 },
  ]);
  expect(await by(`traffic?client_id=${agent.id}&country=FR&group_by=outcome`)).toEqual([
    { outcome: 'allow', count: 1 },
  ]);
  const owner = agent.owner.id as string;
  for (const [type, subject] of [
    ['client', agent.id],
    ['person', owner],
  ]) {
    const found = await by(`anomalies?metric=new_country&subject_type=${type}&subject=${subject}`);
    expect(found).toEqual([expect.objectContaining({ subject, name: 'FR', metric: 'new_country', known_before: 1 })]);
  }
  expect(await gatehouse.sql('SELECT DISTINCT user_id FROM session_facts WHERE client_id = $1', [agent.id])).toEqual([
    { user_id: owner },
  ]);
  await gatehouse.stop();
});
