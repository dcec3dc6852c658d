import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BehaviorJob } from '../../src/analytics/behavior/behavior.job.js';
import { TrafficCounters } from '../../src/analytics/behavior/traffic-counters.js';
import { Replica } from '../keys/replicas.js';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, claimsOf, createPerson, createRelyingParty, REDIRECT } from '../support/people.js';
import { testSecrets } from '../support/test-secrets.js';

const behindProxy = { TRUSTED_PROXIES: '127.0.0.0/8,::1' };
const chrome =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

function get(url: string, address: string, path: string, fingerprint?: string): Promise<Response> {
  const headers = { 'x-forwarded-for': address, 'user-agent': chrome };
  return fetch(url + path, {
    headers: fingerprint === undefined ? headers : { ...headers, 'x-fingerprint': fingerprint },
  });
}

async function token(
  gatehouse: TestGatehouse,
  address: string,
  agent: { id: string; secret: string },
): Promise<string> {
  const answer = await gatehouse.request('POST', '/oauth/token', {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: basicHeader(agent.id, agent.secret),
      'x-forwarded-for': address,
      'user-agent': chrome,
    },
    body: 'grant_type=client_credentials',
  });
  expect(answer.status).toBe(200);
  return answer.body.access_token as string;
}

/** What the job does every ten minutes, now. */
async function look(gatehouse: TestGatehouse): Promise<void> {
  await gatehouse.adminCall('GET', '/reports/sessions');
  await gatehouse.app.get(TrafficCounters).flush();
  await gatehouse.app.get(BehaviorJob).run();
  expect(gatehouse.logLines.filter((line) => line.includes('behavior.failed'))).toEqual([]);
}

async function probe(url: string, address: string, times: number): Promise<void> {
  for (let left = times; left > 0; left--) await get(url, address, '/.env');
}

describe('counters and scores', () => {
  let gatehouse: TestGatehouse;

  beforeAll(async () => {
    gatehouse = await TestGatehouse.start(behindProxy);
  });

  afterAll(() => gatehouse.stop());

  it('count the requests of two instances for a network and a fingerprint into one row', async () => {
    gatehouse.clock.freeze();
    const other = await Replica.start(gatehouse.serviceUrl, { ...testSecrets, ...behindProxy }, gatehouse.clock);
    try {
      for (const url of [gatehouse.url, other.url]) {
        await get(url, '203.0.113.1', '/oauth/jwks', 'browser one');
        await get(url, '203.0.113.1', '/wp-login.php', 'browser one');
      }
      await Promise.all([gatehouse.app.get(TrafficCounters).flush(), other.app.get(TrafficCounters).flush()]);
      const rows = await gatehouse.sql<Record<string, unknown>>(
        `SELECT * FROM traffic_counters WHERE fingerprint <> '' AND network <> ''`,
      );
      expect(rows).toMatchObject([{ requests: 4, refused: 2, failed: 0, probes: 2, bots: 0, gaps: 2 }]);
      expect(JSON.stringify(rows)).not.toMatch(/203\.0\.113|browser one/);
    } finally {
      await other.app.close();
    }
  });

  it('mark the facts of a network that probes, and leave those of others alone', async () => {
    const [scanner, honest] = [await gatehouse.agent(), await gatehouse.agent()];
    await token(gatehouse, '203.0.113.2', scanner);
    await token(gatehouse, '203.0.113.3', honest);
    await probe(gatehouse.url, '203.0.113.2', 3);
    const marked = (id: string) =>
      gatehouse.sql(
        'SELECT is_bot, is_behavioral_bot, behavior_score, traffic FROM session_traffic WHERE client_id = $1',
        [id],
      );
    await gatehouse.adminCall('GET', '/reports/sessions');
    // Nothing is scored on the way of a request.
    expect(await marked(scanner.id)).toMatchObject([
      { behavior_score: null, is_behavioral_bot: false, traffic: 'ghost' },
    ]);
    await look(gatehouse);
    expect(await marked(scanner.id)).toMatchObject([{ is_bot: false, is_behavioral_bot: true, traffic: 'bot' }]);
    expect(await marked(honest.id)).toMatchObject([{ is_behavioral_bot: false, behavior_score: 0, traffic: 'ghost' }]);
    expect(await gatehouse.sql(`SELECT signals FROM origin_scores WHERE score > 0`)).toContainEqual({
      signals: { probes: 50 },
    });
  });

  it('call a session human when something came of its token', async () => {
    const headers = { 'user-agent': chrome, 'x-forwarded-for': '203.0.113.4' };
    const flow = new AuthorizationFlow(gatehouse, await createRelyingParty(gatehouse));
    const code = await flow.code(await createPerson(gatehouse), { scope: 'openid offline_access user' });
    const redeemed = await flow.post(
      '/oauth/token',
      { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: flow.verifier },
      headers,
    );
    const { sid } = claimsOf(redeemed.body.access_token as string) as { sid: string };
    const traffic = () => gatehouse.sql('SELECT traffic FROM session_traffic WHERE sid = $1 ORDER BY id', [sid]);
    await look(gatehouse);
    expect(await traffic()).toEqual([{ traffic: 'ghost' }]);
    gatehouse.clock.advance(2_000);
    const refreshed = { grant_type: 'refresh_token', refresh_token: redeemed.body.refresh_token as string };
    expect((await flow.post('/oauth/token', refreshed, headers)).status).toBe(200);
    await look(gatehouse);
    // The token that came later is still waiting for something to come of it.
    expect(await traffic()).toEqual([{ traffic: 'human' }, { traffic: 'ghost' }]);
  });

  it('do not look at evidence of long ago, of which there is ever more', async () => {
    const agent = await gatehouse.agent();
    const { sid } = claimsOf(await token(gatehouse, '203.0.113.5', agent)) as { sid: string };
    await gatehouse.sql(
      `INSERT INTO audit_events (id, at, kind, decision, sid, writer, seq, prev, hash)
       SELECT uuidv7_floor(long), long, 'gate.call', 'allow', $1, gen_random_uuid(), 7, '\\x00', '\\x00'
         FROM (VALUES (now() - interval '10 days')) ago (long)`,
      [sid],
    );
    await look(gatehouse);
    expect(await gatehouse.sql('SELECT traffic FROM session_traffic WHERE sid = $1', [sid])).toEqual([
      { traffic: 'ghost' },
    ]);
  });

  it('know a fingerprint by its networks, and decide nothing by it', async () => {
    for (let n = 1; n <= 21; n++) await get(gatehouse.url, `198.51.100.${n}`, '/oauth/jwks', 'shared');
    await look(gatehouse);
    const rows = await gatehouse.sql('SELECT score, signals, networks FROM fingerprint_reputation WHERE networks > 20');
    expect(rows).toEqual([{ score: 30, signals: { many_networks: -20 }, networks: 21 }]);
    expect((await get(gatehouse.url, '198.51.100.1', '/oauth/jwks', 'shared')).status).toBe(200);
  });

  it('tell of an hour that is out of the ordinary, once', async () => {
    const hour = new Date(Math.floor(gatehouse.clock.now() / 3_600_000) * 3_600_000 - 3_600_000);
    await gatehouse.sql(
      `INSERT INTO traffic_counters SELECT $1::timestamptz - n * interval '1 hour', 'usual', '', CASE n WHEN 0 THEN 350 ELSE 100 END,
         CASE n WHEN 0 THEN 70 ELSE 0 END, 0, 0, 0, 0, 0, 0, 1 FROM generate_series(0, 30) n`,
      [hour],
    );
    for (let left = 2; left > 0; left--) await look(gatehouse);
    const found = await gatehouse.sql(
      'SELECT metric, level, value, baseline FROM traffic_alarms WHERE hour = $1 ORDER BY metric',
      [hour],
    );
    expect(found).toEqual([
      { metric: 'refused_share', level: 'warning', value: 0.2, baseline: null },
      { metric: 'requests_over_baseline', level: 'critical', value: 3.5, baseline: 100 },
    ]);
    expect(gatehouse.logLines.filter((line) => line.includes('traffic.alarm'))).toHaveLength(2);
    const alarms = async (query: string) => (await gatehouse.adminCall('GET', `/traffic/alarms?${query}`)).body;
    const range = `from=${hour.toISOString()}&to=${new Date(+hour + 1).toISOString()}`;
    const { items, next } = await alarms(`${range}&limit=1`);
    const rest = await alarms(`${range}&limit=1&after=${next}`);
    expect([...items, ...rest.items].map(({ metric }) => metric as string).sort()).toEqual([
      'refused_share',
      'requests_over_baseline',
    ]);
    expect(rest.next).toBeNull();
    expect((await alarms(`${range}&level=critical`)).items).toEqual([
      expect.objectContaining({
        metric: 'requests_over_baseline',
        hour: hour.toISOString(),
        value: 3.5,
        baseline: 100,
      }),
    ]);
    expect((await alarms(`from=${new Date(+hour + 1).toISOString()}&metric=refused_share`)).items).toEqual([]);
  });

  it('are for administrators to read, request by request, with what spoke for a program', async () => {
    const [scanner, honest] = [await gatehouse.agent(), await gatehouse.agent()];
    for (let left = 3; left > 0; left--) await token(gatehouse, '203.0.113.22', scanner);
    await token(gatehouse, '203.0.113.23', honest);
    await probe(gatehouse.url, '203.0.113.22', 3);
    await look(gatehouse);
    const requests = async (query: string) => (await gatehouse.adminCall('GET', `/traffic/requests?${query}`)).body;
    const first = await requests(`client_id=${scanner.id}&limit=2`);
    const second = await requests(`client_id=${scanner.id}&limit=2&after=${first.next}`);
    const ids = [...first.items, ...second.items].map(({ id }) => id as string);
    expect(ids).toHaveLength(3);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    expect(second).toMatchObject({ next: null, items: [{ traffic: 'bot', network_signals: { probes: 50 } }] });
    const { network } = second.items[0];
    const judged = await requests(`network=${network}&traffic=bot&min_score=50&outcome=issued`);
    expect(judged.items).toHaveLength(3);
    expect((await requests(`client_id=${honest.id}&min_score=1`)).items).toEqual([]);
    expect((await requests(`client_id=${honest.id}&user_id=${honest.owner.id}`)).items).toMatchObject([
      { traffic: 'ghost', behavior_score: 0, is_behavioral_bot: false, grant_type: 'client_credentials' },
    ]);
    expect(JSON.stringify([first, second])).not.toContain('203.0.113');
  });

  it('are judged by thresholds that administrators can read', async () => {
    const { status, body } = await gatehouse.adminCall('GET', '/traffic/thresholds');
    expect(status).toBe(200);
    expect(body.behavior_threshold).toBe(gatehouse.settings.BEHAVIOR_THRESHOLD);
    expect(body.network_signals).toContainEqual({ name: 'probes', points: 50, means: expect.any(String) as string });
    expect(body.fingerprint_signals).toContainEqual(expect.objectContaining({ name: 'engaged', points: 20 }));
    expect(body.alarms).toContainEqual(
      expect.objectContaining({ metric: 'refused_share', warning: 0.1, critical: 0.25 }),
    );
  });

  it.each(['alarms', 'requests', 'thresholds'])(
    '%s are for administrators alone, and not to be changed',
    async (name) => {
      const path = `/api/v1/admin/traffic/${name}`;
      expect((await gatehouse.request('GET', path)).status).toBe(401);
      const agent = await gatehouse.agent();
      const headers = {
        authorization: `Bearer ${await gatehouse.accessToken(agent.id, agent.secret, { scope: 'user' })}`,
      };
      expect((await gatehouse.request('GET', path, { headers })).status).toBe(403);
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        expect((await gatehouse.adminCall(method, `/traffic/${name}`, {})).status).toBe(404);
      }
    },
  );

  it.each([
    ['requests?traffic=robot&min_score=-1&sid=x', ['min_score', 'sid', 'traffic']],
    ['requests?from=2026-01-01&to=2026-03-01', ['from']],
    ['alarms?level=bad&since=x', ['level', 'since']],
  ])('refuse %s, naming %j', async (query, pointers) => {
    const { status, body } = await gatehouse.adminCall('GET', `/traffic/${query}`);
    expect(status).toBe(400);
    expect((body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual(pointers);
  });
});

describe.each([
  ['off', 0, 0],
  ['count', 0, 1],
  ['on', 1, 0],
])('AUTOMATIC_BANS=%s', (setting, made, counted) => {
  it(`makes ${made} bans of a network that probes, and tells of ${counted} that it would`, async () => {
    const gatehouse = await TestGatehouse.start({ ...behindProxy, AUTOMATIC_BANS: setting });
    try {
      await probe(gatehouse.url, '2001:db8:1:2::3', 10);
      await probe(gatehouse.url, '203.0.113.9', 9);
      for (let left = 2; left > 0; left--) await look(gatehouse);
      const { body } = await gatehouse.adminCall('GET', '/bans?source=automatic');
      expect(body.items).toHaveLength(made);
      expect(new Set(gatehouse.logLines.filter((line) => line.includes('bans.would_be_made'))).size >= counted).toBe(
        true,
      );
      expect(gatehouse.logLines.some((line) => line.includes('bans.would_be_made'))).toBe(counted > 0);
      const status = async (address: string): Promise<number> =>
        (await get(gatehouse.url, address, '/oauth/jwks')).status;
      expect(await status('203.0.113.9')).toBe(200);
      if (made === 0) return expect(await status('2001:db8:1:2::3')).toBe(200);
      // The whole network, which is known by its hash alone.
      while ((await status('2001:db8:1:2:ffff::4')) !== 403) await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await status('2001:db8:1:3::3')).toBe(200);
      expect(JSON.stringify(body)).not.toContain('2001');
      const receipts = await gatehouse.sql(
        `SELECT detail->>'source' AS source FROM audit_events WHERE kind = 'ban.created'`,
      );
      expect(receipts).toEqual([{ source: 'automatic' }]);
      gatehouse.clock.advance(86_400_000);
      expect(await status('2001:db8:1:2::3')).toBe(200);
    } finally {
      await gatehouse.stop();
    }
  });
});

describe('a day of very many networks', () => {
  it('is looked at in the time that a statement has: none is put beside all others', async () => {
    const gatehouse = await TestGatehouse.start();
    try {
      await gatehouse.sql(`INSERT INTO traffic_counters
        SELECT date_trunc('hour', now()), 'network ' || n, '', 9, 0, 0, 0, 0, 0, 0, 0, 1 FROM generate_series(1, 20000) n`);
      await gatehouse.sql(`INSERT INTO session_facts (id, at, source, outcome, network, is_bot, is_ai_crawler)
        SELECT (left(uuidv7_floor(now())::text, 13) || substring(gen_random_uuid()::text FROM 14))::uuid, now(), 'oauth', 'issued',
               'network ' || n, false, false FROM generate_series(1, 100000) n`);
      await look(gatehouse);
      const [scores] = await gatehouse.sql('SELECT count(*)::int AS networks FROM origin_scores');
      expect(scores).toEqual({ networks: 20_000 });
    } finally {
      await gatehouse.stop();
    }
  }, 120_000);
});
