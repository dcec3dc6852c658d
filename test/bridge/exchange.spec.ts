import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../src/kernel/uuid-v7.js';
import { KeyRing } from '../../src/keys/key-ring.contract.js';
import { DpopKey } from '../support/dpop.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, type TestPerson } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

let gatehouse: TestGatehouse;
let person: TestPerson;
let upstream: RecordingUpstream;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_BRIDGE: '6000/60', BRIDGE_DEVICES: '100' });
  person = await createPerson(gatehouse);
  upstream = await RecordingUpstream.start();
  const { url } = upstream;
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url });
  await gatehouse.create('/upstreams', { name: 'helper', kind: 'a2a', url, required_scopes: ['mcp'] });
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

const issue = async (who: { id: string } = person, fields: object = {}): Promise<string> =>
  (await gatehouse.create(`/users/${who.id}/bridge-codes`, fields)).code as string;
const exchange = (body: object, headers: Record<string, string> = {}): Promise<Answer> =>
  gatehouse.request('POST', '/api/v1/bridge/exchange', {
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const begin = async (headers: Record<string, string> = {}, who: { id: string } = person): Promise<Answer> =>
  exchange({ code: await issue(who) }, headers);
const withKey = async (key: DpopKey, path: string, headers: Record<string, string> = {}) => ({
  ...headers,
  dpop: await key.proof('POST', gatehouse.url + path, { claims: { iat: gatehouse.clock.seconds() } }),
});
const renew = async (key: DpopKey, headers: Record<string, string> = {}): Promise<Answer> =>
  gatehouse.request('POST', '/api/v1/bridge/renew', { headers: await withKey(key, '/api/v1/bridge/renew', headers) });
const call = (path: string, token: string): Promise<Answer> =>
  gatehouse.request('POST', path, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
  });
const devicesOf = async (who: { id: string }) =>
  (await gatehouse.adminCall('GET', `/devices?user_id=${who.id}&limit=200`)).body.items as Record<string, unknown>[];
const granted = (answer: Answer) => {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return { ...answer.body, claims: claimsOf(answer.body.token as string) };
};

describe('a code', () => {
  it('is 256 bits in hexadecimal digits, shown once and stored by keyed hash', async () => {
    const answer = await gatehouse.adminCall('POST', `/users/${person.id}/bridge-codes`, { device_name: 'Laptop' });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store']);
    expect(answer.body.code).toMatch(/^[0-9a-f]{64}$/);
    expect(Date.parse(answer.body.expires_at) - gatehouse.clock.now()).toBeLessThanOrEqual(120_000);
    const rows = await gatehouse.sql('SELECT * FROM bridge_codes');
    expect(JSON.stringify(rows) + gatehouse.logLines.join('')).not.toContain(answer.body.code);
  });

  it('is for a person who is there and active', async () => {
    expect((await gatehouse.adminCall('POST', `/users/${randomUUID()}/bridge-codes`, {})).status).toBe(404);
    const gone = await createPerson(gatehouse);
    await gatehouse.adminCall('PATCH', `/users/${gone.id}`, { status: 'inactive' });
    expect((await gatehouse.adminCall('POST', `/users/${gone.id}/bridge-codes`, {})).status).toBe(409);
  });

  it('can wait with nine others, and no more', async () => {
    const busy = await createPerson(gatehouse);
    for (let count = 0; count < 10; count++) await issue(busy);
    expect((await gatehouse.adminCall('POST', `/users/${busy.id}/bridge-codes`, {})).status).toBe(409);
    gatehouse.clock.advance(121_000);
    expect((await gatehouse.adminCall('POST', `/users/${busy.id}/bridge-codes`, {})).status).toBe(201);
  });
});

describe('an exchange', () => {
  it('gives a token for the bridge and for MCP servers, with what a host sends along', async () => {
    const answer = await begin();
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { ttl, headers, claims } = granted(answer);
    const [device] = (await devicesOf(person)).slice(-1);
    expect(ttl).toBe(3600);
    expect(claims).toMatchObject({
      sub: person.id,
      aud: [`${gatehouse.url}/api/v1/bridge`, `${gatehouse.url}/api/v1/mcp`],
      client_id: 'bridge',
      act: { sub: device?.['id'] },
      scope: expect.stringContaining('mcp'),
    });
    expect(claims.exp - claims.iat).toBe(3600);
    expect(headers).toEqual({
      'x-user-id': person.id,
      'x-session-id': claims.sid,
      'x-trace-id': expect.stringMatching(/^[0-9a-f]{32}$/),
      'x-client-id': 'bridge',
      'x-policy-version': '0',
      'x-call-source': 'bridge',
    });
    const session = await gatehouse.adminCall('GET', `/sessions/${claims.sid}`);
    expect(session.body).toMatchObject({ source: 'bridge', client_id: 'bridge', user_id: person.id, closed_at: null });
  });

  it('is on record with device and person before it is answered', async () => {
    const { claims } = granted(await begin());
    const [row] = await gatehouse.sql<{ detail: object; act: object }>(
      "SELECT detail, act FROM audit_events WHERE kind = 'token.issued' AND sid = $1",
      [claims.sid],
    );
    expect(row).toMatchObject({ act: claims.act, detail: { grounds: { device: claims.act.sub, added: true } } });
  });

  it.each<[string, () => string | Promise<string>]>([
    ['nobody made', () => 'a'.repeat(64)],
    [
      'was used',
      async () => {
        const code = await issue();
        await exchange({ code });
        return code;
      },
    ],
    [
      'has expired',
      async () => {
        const code = await issue();
        gatehouse.clock.advance(121_000);
        return code;
      },
    ],
    [
      'is for somebody who was deactivated meanwhile',
      async () => {
        const gone = await createPerson(gatehouse);
        const code = await issue(gone);
        await gatehouse.adminCall('PATCH', `/users/${gone.id}`, { status: 'inactive' });
        return code;
      },
    ],
  ])('of a code that %s is refused, in the same words', async (_, code) => {
    const answer = await exchange({ code: await code() });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      401,
      'application/problem+json; charset=utf-8',
    ]);
    expect(answer.body.detail ?? answer.body.title).toBe('The code is not accepted.');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
  });

  it.each([[{}], [{ code: 'A'.repeat(64) }], [{ code: 5 }], [{ code: ['a'] }], [{ code: 'a'.repeat(63) }]])(
    'of %j is 400, and names what is wrong',
    async (body) => {
      const answer = await exchange(body);
      expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, '/code']);
    },
  );

  it('never gives what administers, whoever the person is', async () => {
    const admin = await createPerson(gatehouse, { roles: ['admin'] });
    const { token, claims } = granted(await begin({}, admin));
    expect(claims.scope.split(' ')).not.toContain('admin');
    const answer = await gatehouse.request('GET', '/api/v1/admin/users', {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(401);
  });
});

describe('the id of the session', () => {
  it('is the host’s, when it is fresh', async () => {
    const id = uuidv7(gatehouse.clock.now());
    expect(granted(await begin({ 'x-session-id': id })).claims.sid).toBe(id);
  });

  it('is kept when it is the device’s own already', async () => {
    const id = uuidv7(gatehouse.clock.now());
    const first = granted(await begin({ 'x-session-id': id })).claims;
    gatehouse.clock.advance(3_700_000);
    const again = granted(await begin({ 'x-session-id': id }));
    expect(again.claims).toMatchObject({ sid: id, act: first.act });
    expect((await call('/api/v1/mcp/tools', again.token)).status).toBe(200);
  });

  it.each<[string, () => string | Promise<string>]>([
    ['is no UUID', () => 'session-1'],
    ['is a UUID by chance', () => randomUUID()],
    ['is of long ago', () => uuidv7(gatehouse.clock.now() - 2 * 86_400_000)],
    ['is of tomorrow', () => uuidv7(gatehouse.clock.now() + 86_400_000)],
    ['is somebody else’s', async () => granted(await begin({}, await createPerson(gatehouse))).claims.sid as string],
    [
      'was closed',
      async () => {
        const { claims } = granted(await begin());
        await gatehouse.adminCall('DELETE', `/sessions/${claims.sid}`);
        return claims.sid as string;
      },
    ],
    [
      'is of a device that has a key',
      async () =>
        granted(await begin(await withKey(await DpopKey.make(), '/api/v1/bridge/exchange'))).claims.sid as string,
    ],
  ])('is a fresh one when the host’s %s', async (_, id) => {
    const asked = await id();
    expect(granted(await begin({ 'x-session-id': asked })).claims.sid).not.toBe(asked);
  });
});

describe('a device’s token', () => {
  it('opens MCP servers, and neither agents nor anything else', async () => {
    const { token } = granted(await begin());
    expect((await call('/api/v1/mcp/tools', token)).status).toBe(200);
    expect((await call('/api/v1/agents/helper', token)).status).toBe(401);
    for (const path of ['/oauth/userinfo', '/api/v1/admin/users']) {
      const answer = await gatehouse.request('GET', path, { headers: { authorization: `Bearer ${token}` } });
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });

  it('is the only one that is good for all servers at once', async () => {
    const agent = await gatehouse.agent();
    const all = `${gatehouse.url}/api/v1/mcp`;
    for (const wish of ['resource', 'audience'])
      expect((await gatehouse.token({ grant_type: 'client_credentials', [wish]: all }, agent)).body.error).toBe(
        'invalid_target',
      );
    const own = claimsOf(await gatehouse.accessToken(agent.id, agent.secret));
    const made = await gatehouse.app.get(KeyRing).sign('at+jwt', { ...own, aud: all });
    expect((await call('/api/v1/mcp/tools', made)).status).toBe(401);
    const right = await gatehouse.app.get(KeyRing).sign('at+jwt', { ...own, aud: `${all}/tools` });
    expect((await call('/api/v1/mcp/tools', right)).status).toBe(200);
  });

  it('ends with its device, and a device with its person', async () => {
    const first = granted(await begin());
    await gatehouse.adminCall('DELETE', `/devices/${first.claims.act.sub}`);
    expect((await call('/api/v1/mcp/tools', first.token)).status).toBe(401);
    const gone = await createPerson(gatehouse);
    const second = granted(await begin({}, gone));
    await gatehouse.adminCall('PATCH', `/users/${gone.id}`, { status: 'inactive' });
    expect((await call('/api/v1/mcp/tools', second.token)).status).toBe(401);
    expect((await devicesOf(gone)).map(({ status }) => status)).toEqual(['ended']);
  });
});

describe('a device with a key', () => {
  const path = '/api/v1/bridge/exchange';

  it('gets tokens bound to it, and renews them without a code', async () => {
    const key = await DpopKey.make();
    const first = granted(await begin(await withKey(key, path)));
    expect(first.claims.cnf).toEqual({ jkt: key.jkt });
    expect((await call('/api/v1/mcp/tools', first.token)).status).toBe(401);
    gatehouse.clock.advance(7 * 86_400_000);
    const later = granted(await renew(key, { 'x-session-id': first.claims.sid }));
    expect(later.claims).toMatchObject({ sid: first.claims.sid, act: first.claims.act, cnf: { jkt: key.jkt } });
    const resource = `${gatehouse.url}/api/v1/mcp/tools`;
    const proof = { token: later.token as string, claims: { iat: gatehouse.clock.seconds() } };
    const answer = await gatehouse.request('POST', '/api/v1/mcp/tools', {
      headers: {
        authorization: `DPoP ${later.token}`,
        dpop: await key.proof('POST', resource, proof),
        'content-type': 'application/json',
      },
      body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
    });
    expect(answer.status).toBe(200);
  });

  it('is the same device when it comes with another code', async () => {
    const key = await DpopKey.make();
    const first = granted(await begin(await withKey(key, path)));
    const second = granted(await begin(await withKey(key, path)));
    expect(second.claims.act).toEqual(first.claims.act);
    expect(second.claims.sid).not.toBe(first.claims.sid);
  });

  it('renews nothing once it is revoked, nor without its key', async () => {
    const key = await DpopKey.make();
    const { claims } = granted(await begin(await withKey(key, path)));
    expect((await renew(await DpopKey.make())).status).toBe(401);
    expect((await gatehouse.request('POST', '/api/v1/bridge/renew')).status).toBe(401);
    await gatehouse.adminCall('DELETE', `/devices/${claims.act.sub}`);
    expect((await renew(key)).status).toBe(401);
    expect(granted(await begin(await withKey(key, path))).claims.act).not.toEqual(claims.act);
  });

  it('cannot be somebody else’s device, too', async () => {
    const key = await DpopKey.make();
    granted(await begin(await withKey(key, path)));
    const other = await createPerson(gatehouse);
    const code = await issue(other);
    expect((await exchange({ code }, await withKey(key, path))).status).toBe(409);
    // Nothing is burned by it.
    expect((await exchange({ code })).status).toBe(200);
  });

  it('ends after BRIDGE_DEVICE_DAYS', async () => {
    const key = await DpopKey.make();
    granted(await begin(await withKey(key, path)));
    gatehouse.clock.advance(89 * 86_400_000);
    expect((await renew(key)).status).toBe(200);
    gatehouse.clock.advance(2 * 86_400_000);
    expect((await renew(key)).status).toBe(401);
  });
});

describe('devices of one person', () => {
  it('are at most as many as there may be', async () => {
    const few = await TestGatehouse.start({ BRIDGE_DEVICES: '2' });
    try {
      const { id } = await createPerson(few);
      const statuses = [];
      for (let count = 0; count < 3; count++) {
        const { code } = await few.create(`/users/${id}/bridge-codes`, {});
        const answer = await few.request('POST', '/api/v1/bridge/exchange', {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ code }),
        });
        statuses.push(answer.status);
      }
      expect(statuses).toEqual([200, 200, 409]);
      const all = await few.adminCall('DELETE', `/users/${id}/devices`);
      expect([all.status, all.body]).toEqual([200, { revoked: 2 }]);
    } finally {
      await few.stop();
    }
  });
});
