import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { type Answer, basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { testSecrets } from '../support/test-secrets.js';

const behindProxy = { TRUSTED_PROXIES: '127.0.0.0/8,::1' };
const TOKEN = { 'content-type': 'application/x-www-form-urlencoded' };
const soon = (gatehouse: TestGatehouse, milliseconds: number): string =>
  new Date(gatehouse.clock.now() + milliseconds).toISOString();

interface Door {
  request: TestGatehouse['request'];
}

/** A request that the proxy says is from an address. */
function from(door: Door, address: string, path = '/oauth/jwks', method = 'GET', body?: string): Promise<Answer> {
  const headers = { 'x-forwarded-for': address, ...(body === undefined ? {} : TOKEN) };
  return door.request(method, path, { headers, ...(body === undefined ? {} : { body }) });
}

function doorOf(url: string): Door {
  return {
    request: async (method, path, init = {}) => {
      const response = await fetch(url + path, { method, redirect: 'manual', ...init });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, body: undefined };
    },
  };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function ban(gatehouse: TestGatehouse, range: string, fields: Record<string, unknown> = {}) {
  return gatehouse.create('/bans', { range, reason: 'abuse', ...fields }) as Promise<{ id: string; range: string }>;
}

async function receipts(gatehouse: TestGatehouse, id: string) {
  return gatehouse.sql<{ kind: string; decision: string; sub: string | null; detail: Record<string, unknown> }>(
    `SELECT kind, decision, sub, detail FROM audit_events WHERE detail->>'id' = $1 ORDER BY id`,
    [id],
  );
}

describe('bans of addresses', () => {
  let gatehouse: TestGatehouse;

  beforeAll(async () => {
    gatehouse = await TestGatehouse.start(behindProxy);
  });

  afterAll(() => gatehouse.stop());

  it('refuse every address of an IPv4 range, also as IPv4-mapped IPv6, and nobody beyond it', async () => {
    await ban(gatehouse, '203.0.113.0/24');
    for (const address of ['203.0.113.0', '203.0.113.255', '::ffff:203.0.113.7', '::ffff:cb00:7107']) {
      expect((await from(gatehouse, address)).status, address).toBe(403);
    }
    for (const address of ['203.0.112.255', '203.0.114.0', '2001:db8::1']) {
      expect((await from(gatehouse, address)).status, address).toBe(200);
    }
  });

  it('refuse a range that was written as IPv4-mapped IPv6 when it comes as IPv4', async () => {
    expect((await ban(gatehouse, '::ffff:192.0.2.64/122')).range).toBe('192.0.2.64/26');
    expect((await from(gatehouse, '192.0.2.127')).status).toBe(403);
    expect((await from(gatehouse, '192.0.2.128')).status).toBe(200);
  });

  it('refuse every address of an IPv6 range, however it is spelt', async () => {
    await ban(gatehouse, '2001:DB8:1::/48');
    expect((await from(gatehouse, '2001:0db8:0001:ffff::9')).status).toBe(403);
    expect((await from(gatehouse, '2001:db8:2::9')).status).toBe(200);
  });

  it('answer in the shape that each caller reads', async () => {
    await ban(gatehouse, '198.18.1.1');
    const at = (path: string, method?: string, body?: string): Promise<Answer> =>
      from(gatehouse, '198.18.1.1', path, method, body);
    const token = await at('/oauth/token', 'POST', 'grant_type=client_credentials');
    expect([token.status, token.body.error]).toEqual([403, 'access_denied']);
    const page = await at('/sign-in');
    expect([page.status, page.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
    const call = await at('/api/v1/mcp/none', 'POST', '{}');
    expect([call.status, call.body.error]).toEqual([403, 'access_denied']);
    const admin = await at('/api/v1/admin/users');
    expect([admin.status, admin.body.title]).toEqual([403, 'Forbidden']);
  });

  it('are enforced before the request is read: what is wrong with it is not told', async () => {
    await ban(gatehouse, '198.18.1.2');
    const junk = await from(gatehouse, '198.18.1.2', '/oauth/token', 'POST', '%%%');
    expect(junk.status).toBe(403);
    expect((await from(gatehouse, '198.18.1.2', '/no/such/path')).status).toBe(403);
    expect((await from(gatehouse, '198.18.1.3', '/no/such/path')).status).toBe(404);
  });

  it('let probes of health through', async () => {
    await ban(gatehouse, '198.18.1.4');
    for (const path of ['/health/live', '/health/ready']) {
      expect((await from(gatehouse, '198.18.1.4', path)).status).toBe(200);
    }
  });

  it('do not believe an address that no trusted proxy tells', async () => {
    const direct = await TestGatehouse.start();
    try {
      await ban(direct, '203.0.113.7');
      expect((await from(direct, '203.0.113.7')).status).toBe(200);
    } finally {
      await direct.stop();
    }
  });

  it('end at their time, and when they are lifted', async () => {
    const timed = await ban(gatehouse, '198.18.2.1', { expires_at: soon(gatehouse, 60_000) });
    const lasting = await ban(gatehouse, '198.18.2.2');
    for (const address of ['198.18.2.1', '198.18.2.2']) expect((await from(gatehouse, address)).status).toBe(403);
    gatehouse.clock.advance(60_000);
    expect((await from(gatehouse, '198.18.2.1')).status).toBe(200);
    expect((await gatehouse.adminCall('DELETE', `/bans/${lasting.id}`)).status).toBe(204);
    expect((await from(gatehouse, '198.18.2.2')).status).toBe(200);
    expect((await gatehouse.adminCall('GET', `/bans/${lasting.id}`)).status).toBe(404);
    expect((await gatehouse.adminCall('DELETE', `/bans/${lasting.id}`)).status).toBe(404);
    expect((await gatehouse.adminCall('GET', `/bans/${timed.id}`)).status).toBe(200);
  });

  it('are listed, read and changed; whom they are about stays', async () => {
    const made = await ban(gatehouse, '198.18.3.0/24', { expires_at: soon(gatehouse, 60_000) });
    const found = await gatehouse.adminCall('GET', '/bans?range=198.18.3.0/24');
    expect(found.body.items).toEqual([made]);
    const changed = await gatehouse.adminCall('PATCH', `/bans/${made.id}`, { reason: 'more abuse', expires_at: null });
    expect(changed.body).toMatchObject({ id: made.id, range: made.range, reason: 'more abuse', expires_at: null });
    gatehouse.clock.advance(120_000);
    expect((await from(gatehouse, '198.18.3.9')).status).toBe(403);
    const moved = await gatehouse.adminCall('PATCH', `/bans/${made.id}`, { range: '198.18.4.0/24' });
    expect([moved.status, moved.body.errors?.[0]?.pointer]).toEqual([400, '/range']);
  });

  it('name every wrong field at once, and one ban is enough for a range', async () => {
    const wrong = await gatehouse.adminCall('POST', '/bans', {
      range: '10.0.0.1/8',
      reason: '',
      expires_at: '2001-01-01T00:00:00Z',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/expires_at',
      '/range',
      '/reason',
    ]);
    await ban(gatehouse, '198.18.5.0/24');
    const twice = await gatehouse.adminCall('POST', '/bans', { range: '::ffff:198.18.5.0/120', reason: 'again' });
    expect(twice.status).toBe(409);
  });

  it('are not for those who are no administrators', async () => {
    const agent = await gatehouse.agent();
    const token = await gatehouse.accessToken(agent.id, agent.secret);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['DELETE', '/00000000-0000-7000-8000-000000000000'],
    ] as const) {
      const init = method === 'POST' ? { headers, body: '{}' } : { headers };
      expect((await gatehouse.request(method, `/api/v1/admin/bans${path}`, init)).status).toBe(403);
    }
  });

  it('two changes at once both take effect: neither overwrites what it has not seen', async () => {
    const made = await ban(gatehouse, '198.18.6.0/24');
    const expires_at = soon(gatehouse, 3_600_000);
    const answers = await Promise.all([
      gatehouse.adminCall('PATCH', `/bans/${made.id}`, { reason: 'changed' }),
      gatehouse.adminCall('PATCH', `/bans/${made.id}`, { expires_at }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await gatehouse.adminCall('GET', `/bans/${made.id}`)).body).toMatchObject({
      reason: 'changed',
      expires_at,
    });
  });

  it('refuse the address that the administrator calls from only when forced', async () => {
    const authorization = `Bearer ${await gatehouse.admin()}`;
    const own = { authorization, 'content-type': 'application/json', 'x-forwarded-for': '198.18.7.7' };
    const post = (path: string, range: string): Promise<Answer> =>
      gatehouse.request('POST', `/api/v1/admin/bans${path}`, {
        headers: own,
        body: JSON.stringify({ range, reason: 'own' }),
      });
    expect((await post('', '198.18.7.0/24')).status).toBe(409);
    expect((await post('?force=false', '::ffff:198.18.7.7')).status).toBe(409);
    expect((await from(gatehouse, '198.18.7.7')).status).toBe(200);
    const made = await post('?force=true', '198.18.7.0/24');
    expect(made.status).toBe(201);
    expect((await from(gatehouse, '198.18.7.7')).status).toBe(403);
    // From another address it is lifted again.
    expect((await gatehouse.adminCall('DELETE', `/bans/${made.body.id}`)).status).toBe(204);
    expect((await from(gatehouse, '198.18.7.7')).status).toBe(200);
    expect((await receipts(gatehouse, made.body.id))[0]?.detail).toMatchObject({ forced: true });
  });

  it('leave evidence of who made and lifted them, by id alone', async () => {
    const made = await ban(gatehouse, '198.18.8.0/24');
    await gatehouse.adminCall('PATCH', `/bans/${made.id}`, { reason: 'a reason that names somebody' });
    await gatehouse.adminCall('DELETE', `/bans/${made.id}`);
    const found = await receipts(gatehouse, made.id);
    expect(found.map(({ kind, decision }) => `${kind} ${decision}`)).toEqual([
      'ban.created done',
      'ban.updated done',
      'ban.lifted done',
    ]);
    expect(found.every(({ sub }) => sub !== null)).toBe(true);
    expect(found[0]?.detail).toMatchObject({ family: 4, prefix: 24, source: 'administrator' });
    expect(JSON.stringify(found)).not.toMatch(/198\.18|somebody/);
  });

  it('leave one receipt a minute of what they refuse, which counts', async () => {
    const made = await ban(gatehouse, '198.18.9.1');
    const refused = async (): Promise<unknown[]> =>
      (await receipts(gatehouse, made.id))
        .filter(({ kind }) => kind === 'ban.refused')
        .map(({ detail }) => detail['refused']);
    for (let left = 5; left > 0; left--) await from(gatehouse, '198.18.9.1');
    await until(async () => (await refused()).length > 0);
    expect(await refused()).toEqual([1]);
    gatehouse.clock.advance(60_000);
    await from(gatehouse, '198.18.9.1');
    await until(async () => (await refused()).length > 1);
    expect(await refused()).toEqual([1, 5]);
  });
});

describe('bans on two instances', () => {
  it('hold on the other one too, end there too, and one of several at once is made', async () => {
    const gatehouse = await TestGatehouse.start(behindProxy);
    const other = await Replica.start(gatehouse.serviceUrl, { ...testSecrets, ...behindProxy }, gatehouse.clock);
    try {
      const door = doorOf(other.url);
      expect((await from(door, '203.0.113.7')).status).toBe(200);
      const made = await ban(gatehouse, '203.0.113.0/24');
      await until(async () => (await from(door, '203.0.113.7')).status === 403);
      await gatehouse.adminCall('DELETE', `/bans/${made.id}`);
      await until(async () => (await from(door, '203.0.113.7')).status === 200);
      const many = await Promise.all(
        ['203.0.113.1', '203.0.113.2', '::ffff:203.0.113.1'].map((range) =>
          gatehouse.adminCall('POST', '/bans', { range, reason: 'at once' }),
        ),
      );
      expect(many.map(({ status }) => status).sort()).toEqual([201, 201, 409]);
    } finally {
      await other.app.close();
      await gatehouse.stop();
    }
  });
});

describe('bans that exempt addresses', () => {
  it('refuse those never', async () => {
    const gatehouse = await TestGatehouse.start({ ...behindProxy, BANS_EXEMPT: '203.0.113.8/30, 2001:db8::/32' });
    try {
      await ban(gatehouse, '203.0.113.0/24');
      expect((await from(gatehouse, '203.0.113.9')).status).toBe(200);
      expect((await from(gatehouse, '203.0.113.7')).status).toBe(403);
    } finally {
      await gatehouse.stop();
    }
  });
});

describe.each([
  ['entry', 503, 200],
  ['all', 503, 503],
  ['none', 200, 200],
])('bans that cannot be read, with BANS_UNREADABLE=%s', (policy, tokens, documents) => {
  it(`answer tokens by ${tokens}, documents by ${documents}, and known bans by 403`, async () => {
    const gatehouse = await TestGatehouse.start({ ...behindProxy, BANS_UNREADABLE: policy });
    try {
      const agent = await gatehouse.agent();
      await ban(gatehouse, '203.0.113.7');
      await gatehouse.sql('ALTER TABLE address_bans RENAME TO address_bans_away');
      // Somebody changes a ban, which every instance is told of and none can read.
      await gatehouse.sql(
        `INSERT INTO outbox (id, xid, topic, at) VALUES (gen_random_uuid(), pg_current_xact_id()::text::bigint, 'bans', now())
         RETURNING pg_notify('gatehouse_changes', '')`,
      );
      await until(() => Promise.resolve(gatehouse.logLines.filter((line) => line.includes('bans.unread')).length > 6));
      const headers = { ...TOKEN, authorization: basicHeader(agent.id, agent.secret) };
      const ask = (): Promise<Answer> =>
        gatehouse.request('POST', '/oauth/token', { headers, body: 'grant_type=client_credentials' });
      expect((await ask()).status).toBe(tokens);
      expect((await from(gatehouse, '198.51.100.1', '/OAUTH/Token', 'POST', 'x=y')).status === 503).toBe(
        tokens === 503,
      );
      expect((await from(gatehouse, '198.51.100.1')).status).toBe(documents);
      expect((await from(gatehouse, '203.0.113.7')).status).toBe(403);
      expect((await from(gatehouse, '198.51.100.1', '/health/ready')).status).toBe(200);
      // It heals by itself.
      await gatehouse.sql('ALTER TABLE address_bans_away RENAME TO address_bans');
      await until(async () => (await ask()).status === 200);
    } finally {
      await gatehouse.stop();
    }
  }, 30_000);
});
