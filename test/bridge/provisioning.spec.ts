import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExpiredRowsJob } from '../../src/database/expired-rows.job.js';
import { evidenceOf, problemOf } from '../admin/problems.js';
import { deviceToken, hookToken, provision } from '../support/devices.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, type TestPerson } from '../support/people.js';

const HOUR = 3_600_000;

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ BRIDGE_DEVICES: '100', BRIDGE_TOKEN_SECONDS: '86400' });
});
afterAll(() => gatehouse.stop());

/** A person of their own, and a device that acts for them. */
async function newcomer(): Promise<{ person: TestPerson; device: string; id: string; ask: () => Promise<Answer> }> {
  const person = await createPerson(gatehouse);
  const device = await deviceToken(gatehouse, person);
  return { person, device, id: `bridge:${person.id}`, ask: () => provision(gatehouse, device) };
}
const path = (id: string, more = ''): string => `/clients/${encodeURIComponent(id)}${more}`;
const works = async (client: { client_id: string; client_secret: string }): Promise<number> =>
  (await hookToken(gatehouse, client)).status;

describe('a device that asks for a client', () => {
  it('gets one for its person’s hooks, with the secret once, never cached', async () => {
    const { person, id, ask } = await newcomer();
    const answer = await ask();
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store']);
    expect(answer.body).toEqual({
      client_id: id,
      client_secret: expect.stringMatching(/^[\w-]{43}$/),
      client_secret_expires_at: 0,
      previous_secret_expires_at: null,
      token_endpoint: `${gatehouse.url}/oauth/token`,
      scope: 'hook:govern hook:track',
      audience: 'hook',
      plugin_ids: ['bridge'],
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'client_secret_post',
      application_type: 'web',
    });
    const stored = JSON.stringify(await gatehouse.sql('SELECT * FROM client_secrets'));
    expect(stored + gatehouse.logLines.join('')).not.toContain(answer.body.client_secret);
    expect((await gatehouse.adminCall('GET', path(id))).body).toMatchObject({
      kind: 'agent',
      owner_id: person.id,
      scope: 'hook:govern hook:track',
      resources: [],
      audiences: ['hook'],
      default_audience: 'hook',
      plugin_ids: ['bridge'],
      redirect_uris: [],
      status: 'active',
    });
    expect(await evidenceOf(gatehouse, id)).toMatchObject([
      { kind: 'client.created', decision: 'done', sub: person.id, client_id: 'bridge' },
    ]);
  });

  it('gets tokens with it that are for hooks alone, in the name of its person', async () => {
    const { person, id, ask } = await newcomer();
    const { body } = await ask();
    const token = await hookToken(gatehouse, body);
    expect(claimsOf(token.body.access_token as string)).toMatchObject({
      sub: person.id,
      client_id: id,
      act: { sub: id },
      aud: 'hook',
      scope: 'hook:govern hook:track',
      plugin_id: 'bridge',
    });
    await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/' });
    for (const form of [{ resource: `${gatehouse.url}/api/v1/mcp/tools` }, { resource: gatehouse.url }])
      expect((await hookToken(gatehouse, body, form)).body.error).toBe('invalid_target');
    expect((await hookToken(gatehouse, body, { scope: 'mcp' })).body.error).toBe('invalid_scope');
    expect((await hookToken(gatehouse, body, { plugin_id: 'other' })).body.error).toBe('invalid_request');
  });

  it('is told where it dialled, if that is a name of ours', async () => {
    const { device } = await newcomer();
    const alias = gatehouse.url.replace('localhost', '127.0.0.1');
    expect((await provision(gatehouse, device, alias)).body.token_endpoint).toBe(`${alias}/oauth/token`);
    const foreign = await gatehouse.request('POST', '/api/v1/bridge/oauth-client', {
      headers: { authorization: `Bearer ${device}`, 'x-forwarded-host': 'evil.example' },
    });
    expect(foreign.body.token_endpoint).toBe(`${gatehouse.url}/oauth/token`);
  });

  it('must be a device', async () => {
    problemOf(await gatehouse.request('POST', '/api/v1/bridge/oauth-client'), 401);
    problemOf(await provision(gatehouse, await gatehouse.admin()), 401);
    const { ask } = await newcomer();
    const { body } = await hookToken(gatehouse, (await ask()).body);
    problemOf(await provision(gatehouse, body.access_token as string), 401);
  });

  it('gets its own person’s client, whatever its body says', async () => {
    const other = await createPerson(gatehouse);
    const { device, id } = await newcomer();
    const answer = await gatehouse.request('POST', '/api/v1/bridge/oauth-client', {
      headers: { authorization: `Bearer ${device}`, 'content-type': 'application/json' },
      body: JSON.stringify({ user_id: other.id, client_id: `bridge:${other.id}`, scope: 'admin' }),
    });
    expect([answer.status, answer.body.client_id, answer.body.scope]).toEqual([201, id, 'hook:govern hook:track']);
  });

  it('gets no more secrets than LIMIT_BRIDGE_SECRETS', async () => {
    // Without Redis each process counts for itself.
    const few = await TestGatehouse.start({ LIMIT_BRIDGE_SECRETS: '2/60' }, undefined, 1);
    try {
      const device = await deviceToken(few, await createPerson(few));
      const statuses = [];
      for (let turn = 0; turn < 3; turn++) statuses.push((await provision(few, device)).status);
      expect(statuses).toEqual([201, 200, 429]);
    } finally {
      await few.stop();
    }
  });
});

describe('a rotation', () => {
  it('leaves the secret before it good until the time that it tells', async () => {
    const { id, ask } = await newcomer();
    const first = (await ask()).body;
    expect(await works(first)).toBe(200);
    const answer = await ask();
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const second = answer.body;
    expect(second.client_secret).not.toBe(first.client_secret);
    const end = Date.parse(second.previous_secret_expires_at as string);
    expect(Math.abs(end - gatehouse.clock.now() - HOUR)).toBeLessThan(60_000);
    const listed = await gatehouse.adminCall('GET', path(id, '/secrets'));
    expect(listed.body.items.map((one: { expires_at: string | null }) => one.expires_at)).toEqual([
      second.previous_secret_expires_at,
      null,
    ]);
    expect([await works(first), await works(second)]).toEqual([200, 200]);
    gatehouse.clock.advance(end - gatehouse.clock.now() - 30_000);
    expect(await works(first)).toBe(200);
    // Remembered as right a moment ago; that is no reason any more.
    gatehouse.clock.advance(30_001);
    expect([await works(first), await works(second)]).toEqual([401, 200]);
    expect((await gatehouse.adminCall('GET', path(id, '/secrets'))).body.items).toHaveLength(1);
    await gatehouse.app.get(ExpiredRowsJob).run();
    expect(await gatehouse.sql('SELECT 1 FROM client_secrets WHERE client_id = $1', [id])).toHaveLength(1);
    expect(await works(second)).toBe(200);
  });

  it('within the overlap of another ends the oldest secret: two at most are good', async () => {
    const { id, ask } = await newcomer();
    const [first, second, third] = [(await ask()).body, (await ask()).body, (await ask()).body];
    expect([await works(first), await works(second), await works(third)]).toEqual([401, 200, 200]);
    expect((await evidenceOf(gatehouse, id)).map(({ kind }) => kind)).toEqual([
      'client.created',
      'client.secret_rotated',
      'client.secret_rotated',
    ]);
    // What an administrator could add would be a third; what was deleted already cannot be deleted again.
    problemOf(await gatehouse.adminCall('POST', path(id, '/secrets')), 409);
  });

  it('is possible when an administrator has added a secret, which then is the one before', async () => {
    const { id, ask } = await newcomer();
    const first = (await ask()).body;
    gatehouse.clock.advance(1000);
    const added = (await gatehouse.adminCall('POST', path(id, '/secrets'))).body;
    const third = (await ask()).body;
    const second = { client_id: id, client_secret: added.client_secret as string };
    expect([await works(first), await works(second), await works(third)]).toEqual([401, 200, 200]);
    const { items } = (await gatehouse.adminCall('GET', path(id, '/secrets'))).body;
    // The one that ends by itself can go; the other is the last, although one is left beside it.
    const ids = items.map((one: { id: string }) => one.id) as string[];
    problemOf(await gatehouse.adminCall('DELETE', path(id, `/secrets/${ids[1]}`)), 409);
    expect((await gatehouse.adminCall('DELETE', path(id, `/secrets/${ids[0]}`))).status).toBe(204);
    expect([await works(second), await works(third)]).toEqual([401, 200]);
  });

  it('changes nothing else of what an administrator decided', async () => {
    const { id, ask } = await newcomer();
    await ask();
    await gatehouse.adminCall('PATCH', path(id), { scope: 'hook:track', plugin_ids: ['mine'] });
    expect((await ask()).body).toMatchObject({ scope: 'hook:track', plugin_ids: ['mine'] });
    expect((await gatehouse.adminCall('GET', path(id))).body.scope).toBe('hook:track');
  });

  it.each<[string, (other: TestPerson) => object]>([
    ['was deactivated', () => ({ status: 'inactive' })],
    ['was given to somebody else', (other) => ({ owner_id: other.id })],
    ['has another way of authentication', () => ({ token_endpoint_auth_method: 'workload_identity' })],
  ])('is refused when the client %s', async (_, change) => {
    const { id, ask } = await newcomer();
    const first = (await ask()).body;
    const changed = await gatehouse.adminCall('PATCH', path(id), change(await createPerson(gatehouse)));
    expect({ status: changed.status, text: changed.text }).toMatchObject({ status: 200 });
    const before = (await gatehouse.adminCall('GET', path(id))).body;
    problemOf(await ask(), 409);
    expect((await gatehouse.adminCall('GET', path(id))).body).toEqual(before);
    if (before.status === 'inactive') expect(await works(first)).toBe(401);
  });

  it('is told to ask an administrator when the client has expired, who gives it another year', async () => {
    const { id, ask } = await newcomer();
    expect((await ask()).status).toBe(201);
    const soon = new Date(gatehouse.clock.now() + 60_000).toISOString();
    expect((await gatehouse.adminCall('PATCH', path(id), { expires_at: soon })).status).toBe(200);
    gatehouse.clock.advance(61_000);
    const refused = await ask();
    problemOf(refused, 409);
    expect(refused.body.detail).toBe('The client has expired: ask an administrator.');
    expect((await gatehouse.adminCall('PATCH', path(id), { expires_at: null })).status).toBe(200);
    expect(await works((await ask()).body)).toBe(200);
  });

  it('begins anew when an administrator has deleted the client', async () => {
    const { id, ask } = await newcomer();
    const first = (await ask()).body;
    expect((await gatehouse.adminCall('DELETE', path(id))).status).toBe(204);
    expect(await works(first)).toBe(401);
    expect([(await ask()).status, await works(first)]).toEqual([201, 401]);
  });
});

describe('the client', () => {
  it('outlives the device that asked for it while there is another, and not the last one', async () => {
    const { person, device, ask } = await newcomer();
    const client = (await ask()).body;
    const second = await deviceToken(gatehouse, person);
    await gatehouse.adminCall('DELETE', `/devices/${claimsOf(device).act.sub}`);
    problemOf(await ask(), 401);
    expect(await works(client)).toBe(200);
    await gatehouse.adminCall('DELETE', `/devices/${claimsOf(second).act.sub}`);
    expect(await works(client)).toBe(401);
  });

  it('ends with all devices of its person, and with them what it has a token for', async () => {
    const { person, ask } = await newcomer();
    const client = (await ask()).body;
    const token = (await hookToken(gatehouse, client)).body.access_token as string;
    const govern = () =>
      gatehouse.request('POST', '/api/v1/hooks/govern', {
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ call_id: 'a-call', plugin_id: 'bridge', upstream: null, tool: 'shell' }),
      });
    expect((await govern()).status).toBe(200);
    await gatehouse.adminCall('DELETE', `/users/${person.id}/devices`);
    expect(await works(client)).toBe(401);
    expect((await govern()).status).toBe(401);
  });

  it('does not outlive its person', async () => {
    const { person, ask } = await newcomer();
    const client = (await ask()).body;
    await gatehouse.adminCall('PATCH', `/users/${person.id}`, { status: 'inactive' });
    expect(await works(client)).toBe(401);
  });
});
