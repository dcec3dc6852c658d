import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExpiredRowsJob } from '../../src/database/expired-rows.job.js';
import { uuidv7 } from '../../src/kernel/uuid-v7.js';
import { KeyRing } from '../../src/keys/key-ring.contract.js';
import { expectWrong, problemOf } from '../admin/problems.js';
import { beginDevice, bridgeCall, expectStranger, strangers, type TestDevice } from '../support/devices.js';
import { DpopKey } from '../support/dpop.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, type TestPerson } from '../support/people.js';

let gatehouse: TestGatehouse;
let person: TestPerson;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ BRIDGE_DEVICES: '100' });
  person = await createPerson(gatehouse);
});
afterAll(() => gatehouse.stop());

const said = (session_id: string, fields: object = {}) => ({
  session_id,
  bridge_version: '1.2.3',
  os: 'linux 6.8',
  hostname: 'ada-laptop',
  ...fields,
});
const beat = ({ token, sid }: TestDevice, fields: object = {}) =>
  bridgeCall(gatehouse, 'POST', 'heartbeat', { token, body: said(sid, fields) });
const rowsOf = (sessionId: string) =>
  gatehouse.sql<Record<string, unknown>>('SELECT * FROM device_heartbeats WHERE session_id = $1', [sessionId]);
const deviceOf = async (id: string) => (await gatehouse.adminCall('GET', `/devices/${id}`)).body;

describe('a heartbeat', () => {
  it('is 204 without a body, and shows at the device', async () => {
    const device = await beginDevice(gatehouse, person);
    expect(await deviceOf(device.id)).toMatchObject({ online: false, last_heartbeat: null });
    const last_activity_at = new Date(gatehouse.clock.now() - 5_000).toISOString();
    const totals = { forwarded_total: 7, tokens_in_total: Number.MAX_SAFE_INTEGER, tokens_out_total: 0 };
    const answer = await beat(device, { last_activity_at, ...totals });
    expect([answer.status, answer.text]).toEqual([204, '']);
    const shown = await deviceOf(device.id);
    expect(shown).toMatchObject({
      online: true,
      last_heartbeat: {
        session_id: device.sid,
        bridge_version: '1.2.3',
        os: 'linux 6.8',
        hostname: 'ada-laptop',
        last_activity_at,
        ...totals,
      },
    });
    expect(shown.sessions).toMatchObject([{ id: device.sid, active: true, online: true, closed_at: null }]);
    expect(shown.sessions[0].last_heartbeat).toEqual(shown.last_heartbeat);
    const listed = (await gatehouse.adminCall('GET', `/devices?user_id=${person.id}&limit=200`)).body.items;
    const inList = listed.find(({ id }: TestDevice) => id === device.id);
    expect({ ...inList, sessions: shown.sessions }).toEqual(shown);
  });

  it('keeps its place by keyed hash, or the address itself where that is wanted', async () => {
    const device = await beginDevice(gatehouse, person);
    await beat(device);
    const { origin, last_heartbeat } = await deviceOf(device.id);
    expect(last_heartbeat.origin).toBe(origin);
    expect(origin).toMatch(/^[0-9a-f]{32}$/);
    const raw = await TestGatehouse.start({ ANALYTICS_ORIGIN: 'raw' });
    try {
      const { token, sid } = await beginDevice(raw, await createPerson(raw));
      await bridgeCall(raw, 'POST', 'heartbeat', { token, body: said(sid) });
      const [row] = await raw.sql<{ address: string }>('SELECT address FROM device_heartbeats');
      expect(row?.address).toMatch(/^(127\.0\.0\.1|::1)$/);
    } finally {
      await raw.stop();
    }
  });

  it('is one row for each session, however often it comes, and changes what it names alone', async () => {
    const device = await beginDevice(gatehouse, person);
    await beat(device, { forwarded_total: 5, tokens_in_total: 10, last_activity_at: '2020-01-31t12:00:00.5+05:30' });
    const [first] = await rowsOf(device.sid);
    gatehouse.clock.advance(30_000);
    await Promise.all(Array.from({ length: 20 }, () => beat(device, { tokens_in_total: 11, hostname: 'renamed' })));
    const rows = await rowsOf(device.sid);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      started_at: first?.['started_at'],
      last_activity_at: new Date('2020-01-31T06:30:00.500Z'),
      hostname: 'renamed',
      forwarded_total: '5',
      tokens_in_total: '11',
      tokens_out_total: '0',
    });
    expect(Number(rows[0]?.['last_heartbeat_at'])).toBeGreaterThan(Number(first?.['last_heartbeat_at']));
  });

  it('may lie in the past as far as times go, and never in a time to come', async () => {
    const device = await beginDevice(gatehouse, person);
    expect((await beat(device, { last_activity_at: '0001-01-01T00:00:00+10:00' })).status).toBe(204);
    expect((await deviceOf(device.id)).last_heartbeat.last_activity_at).toBe('0000-12-31T14:00:00.000Z');
    expect((await beat(device, { last_activity_at: '9999-12-31T00:00:00Z' })).status).toBe(204);
    const { at, last_activity_at } = (await deviceOf(device.id)).last_heartbeat;
    expect(Date.parse(last_activity_at)).toBeLessThanOrEqual(Date.parse(at));
  });

  it('may be of another open session of the same device', async () => {
    const key = await DpopKey.make();
    const proof = async (method: string, path: string, token?: string) =>
      key.proof(method, `${gatehouse.url}/api/v1/bridge/${path}`, {
        claims: { iat: gatehouse.clock.seconds() },
        ...(token === undefined ? {} : { token }),
      });
    const first = await beginDevice(gatehouse, person, { headers: { dpop: await proof('POST', 'exchange') } });
    const renewed = await bridgeCall(gatehouse, 'POST', 'renew', { headers: { dpop: await proof('POST', 'renew') } });
    const token = renewed.body.token as string;
    const second = claimsOf(token).sid as string;
    expect(second).not.toBe(first.sid);
    const beatOf = async (sid: string) => {
      const headers = { authorization: `DPoP ${token}`, dpop: await proof('POST', 'heartbeat', token) };
      return bridgeCall(gatehouse, 'POST', 'heartbeat', { body: said(sid), headers });
    };
    expect((await beatOf(first.sid)).status).toBe(204);
    gatehouse.clock.advance(1_000);
    expect((await beatOf(second)).status).toBe(204);
    const shown = await deviceOf(first.id);
    expect(shown.last_heartbeat.session_id).toBe(second);
    expect(shown.sessions.map(({ id }: { id: string }) => id)).toEqual([second, first.sid]);
    await gatehouse.adminCall('DELETE', `/sessions/${first.sid}`);
    const before = await rowsOf(first.sid);
    problemOf(await beatOf(first.sid), 404);
    expect(await rowsOf(first.sid)).toEqual(before);
  });

  it('that is overdue four times, or whose device was revoked, makes nobody online', async () => {
    const [late, revoked] = [await beginDevice(gatehouse, person), await beginDevice(gatehouse, person)];
    await beat(late);
    gatehouse.clock.advance(119_000);
    expect((await deviceOf(late.id)).online).toBe(true);
    gatehouse.clock.advance(2_000);
    expect((await deviceOf(late.id)).online).toBe(false);
    expect((await deviceOf(late.id)).sessions[0]).toMatchObject({ active: true, online: false });
    await beat(revoked);
    expect((await deviceOf(revoked.id)).online).toBe(true);
    await gatehouse.adminCall('DELETE', `/devices/${revoked.id}`);
    const shown = await deviceOf(revoked.id);
    expect(shown).toMatchObject({ status: 'ended', online: false, last_heartbeat: { hostname: 'ada-laptop' } });
    expect(shown.sessions[0]).toMatchObject({ active: false, online: false });
  });

  it('is forgotten with its session, a month later, and with its person at once', async () => {
    const device = await beginDevice(gatehouse, person);
    await beat(device);
    const gone = await createPerson(gatehouse);
    const theirs = await beginDevice(gatehouse, gone);
    await beat(theirs);
    await gatehouse.adminCall('DELETE', `/users/${gone.id}`);
    expect(await rowsOf(theirs.sid)).toEqual([]);
    await gatehouse.app.get(ExpiredRowsJob).run();
    expect(await rowsOf(device.sid)).toHaveLength(1);
    gatehouse.clock.advance(31 * 86_400_000);
    await gatehouse.app.get(ExpiredRowsJob).run();
    expect(await rowsOf(device.sid)).toEqual([]);
  });
});

describe('a heartbeat is refused', () => {
  it.each<[string, (device: TestDevice) => Promise<string> | string]>([
    ['of nobody', () => uuidv7(gatehouse.clock.now())],
    ['of another device of the same person', async () => (await beginDevice(gatehouse, person)).sid],
    [
      'of somebody else, who told of it already',
      async () => {
        const other = await beginDevice(gatehouse, await createPerson(gatehouse));
        await beat(other, { hostname: 'theirs' });
        return other.sid;
      },
    ],
    [
      'that is the device’s own, and no host’s',
      async ({ id }) => {
        const [row] = await gatehouse.sql<{ session_id: string }>('SELECT session_id FROM devices WHERE id = $1', [id]);
        return row?.session_id ?? '';
      },
    ],
    [
      'of an agent',
      async () => {
        const agent = await gatehouse.agent();
        return claimsOf(await gatehouse.accessToken(agent.id, agent.secret)).sid as string;
      },
    ],
  ])('for a session %s, in the same words, and nothing is written', async (_, session) => {
    const device = await beginDevice(gatehouse, person);
    const sid = await session(device);
    const before = await rowsOf(sid);
    const answer = await bridgeCall(gatehouse, 'POST', 'heartbeat', { token: device.token, body: said(sid) });
    problemOf(answer, 404);
    expect(answer.body.detail).toBe('No such session.');
    expect(await rowsOf(sid)).toEqual(before);
  });

  it.each(strangers)('with %s', async (_, token) => {
    const device = await beginDevice(gatehouse, person);
    const presented = await token(gatehouse, person);
    const answer = await bridgeCall(gatehouse, 'POST', 'heartbeat', { token: presented, body: said(device.sid) });
    expectStranger(answer);
    expect(await rowsOf(device.sid)).toEqual([]);
  });

  it('without a token, and with what another was given for one', async () => {
    const device = await beginDevice(gatehouse, person);
    problemOf(await bridgeCall(gatehouse, 'POST', 'heartbeat', { body: said(device.sid) }), 401);
    const agent = await gatehouse.agent({ owner_id: person.id });
    const own = claimsOf(await gatehouse.accessToken(agent.id, agent.secret));
    const act = { sub: agent.id, act: { sub: device.id } };
    const made = await gatehouse.app.get(KeyRing).sign('at+jwt', { ...own, act, aud: claimsOf(device.token).aud });
    expectStranger(await bridgeCall(gatehouse, 'POST', 'heartbeat', { token: made, body: said(device.sid) }));
    expect(await rowsOf(device.sid)).toEqual([]);
  });

  it.each<[string, object]>([
    ['session_id', { session_id: 'x' }],
    ['session_id', { session_id: randomUUID().toUpperCase() }],
    ['session_id', { session_id: null }],
    ['bridge_version', { bridge_version: '' }],
    ['bridge_version', { bridge_version: 'x'.repeat(65) }],
    ['os', { os: 'x'.repeat(65) }],
    ['os', { os: 5 }],
    ['hostname', { hostname: 'x'.repeat(256) }],
    ['hostname', { hostname: 'a\u0000b' }],
    ['hostname', { hostname: undefined }],
    ['last_activity_at', { last_activity_at: 'yesterday' }],
    ['last_activity_at', { last_activity_at: '2026-02-30T00:00:00Z' }],
    ['last_activity_at', { last_activity_at: 1_700_000_000 }],
    ['forwarded_total', { forwarded_total: -1 }],
    ['forwarded_total', { forwarded_total: 1.5 }],
    ['tokens_in_total', { tokens_in_total: '5' }],
    ['tokens_out_total', { tokens_out_total: Number.MAX_SAFE_INTEGER + 1 }],
    ['user_id', { user_id: randomUUID() }],
    ['device_id', { device_id: randomUUID() }],
  ])('with a wrong %s: %j', async (name, fields) => {
    const device = await beginDevice(gatehouse, person);
    expectWrong(await beat(device, fields), `/${name}`);
    expect(await rowsOf(device.sid)).toEqual([]);
  });

  it('with all that is wrong named at once', async () => {
    const { token } = await beginDevice(gatehouse, person);
    const answer = await bridgeCall(gatehouse, 'POST', 'heartbeat', { token, body: {} });
    expectWrong(answer, '/session_id', '/bridge_version', '/os', '/hostname');
  });
});
