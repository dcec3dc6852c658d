import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../admin/problems.js';
import { beginDevice, bridgeCall, expectStranger, strangers, type TestDevice } from '../support/devices.js';
import { DpopKey } from '../support/dpop.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson, type TestPerson } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

const DAY = 86_400_000;

let gatehouse: TestGatehouse;
let person: TestPerson;
let upstream: RecordingUpstream;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ BRIDGE_DEVICES: '100', BRIDGE_MINIMUM_VERSION: '1.4.0-rc.1' });
  person = await createPerson(gatehouse);
  upstream = await RecordingUpstream.start();
  const { url } = upstream;
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url });
  await gatehouse.create('/upstreams', { name: 'closed', kind: 'mcp', url, default: 'deny' });
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

const get = (path: string, token?: string) => bridgeCall(gatehouse, 'GET', path, token === undefined ? {} : { token });

describe.each(['whoami', 'usage', 'manifest'])('GET /api/v1/bridge/%s', (path) => {
  it.each(strangers)('is 401 for %s', async (_, token) => {
    expectStranger(await get(path, await token(gatehouse, person)));
  });

  it('is 401 without a token, and admits a device', async () => {
    problemOf(await get(path), 401);
    const answer = await get(path, (await beginDevice(gatehouse, person)).token);
    expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  });

  it('is 401 for a device whose person was deactivated', async () => {
    const gone = await createPerson(gatehouse);
    const { token } = await beginDevice(gatehouse, gone);
    await gatehouse.adminCall('PATCH', `/users/${gone.id}`, { status: 'inactive' });
    expectStranger(await get(path, token));
  });
});

describe('whoami', () => {
  it('tells for whom the device acts, and as which', async () => {
    const device = await beginDevice(gatehouse, person, { name: 'Laptop' });
    const answer = await get('whoami', device.token);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toEqual({
      user_id: person.id,
      email: person.email,
      name: person.name,
      roles: ['user'],
      device: { id: device.id, name: 'Laptop', status: 'active', expires_at: expect.stringMatching(/Z$/) },
      session_id: device.sid,
    });
  });

  it('tells the roles of now, not those of the token', async () => {
    const promoted = await createPerson(gatehouse);
    const { token } = await beginDevice(gatehouse, promoted);
    await gatehouse.adminCall('PATCH', `/users/${promoted.id}`, { name: 'Renamed', roles: ['user', 'admin'] });
    expect((await get('whoami', token)).body).toMatchObject({ name: 'Renamed', roles: ['user', 'admin'] });
  });
});

describe('capabilities', () => {
  it('are for anyone, and may be kept for a while', async () => {
    const answer = await get('capabilities');
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
    expect(answer.body).toMatchObject({
      issuer: gatehouse.url,
      begin: ['code', 'loopback', 'device_code'],
      renew: ['dpop'],
      key_required: false,
      token_seconds: 3600,
      code_seconds: 120,
      device_days: 90,
      versions: { minimum: '1.4.0-rc.1', manifest_schema: 1 },
    });
    expect(answer.body.mtls_endpoint_aliases).toBeUndefined();
  });

  it('name the routes that there are, at the base that was dialled', async () => {
    const { endpoints } = (await get('capabilities')).body as { endpoints: Record<string, string> };
    const names = 'capabilities device exchange heartbeat manifest oauth_client pubkey renew usage whoami'.split(' ');
    expect(Object.keys(endpoints)).toEqual(expect.arrayContaining(names));
    for (const url of Object.values(endpoints)) {
      const statuses = await Promise.all(
        ['GET', 'POST', 'DELETE'].map(async (method) => (await fetch(url, { method })).status),
      );
      expect([url, statuses.every((status) => status === 404)]).toEqual([url, false]);
    }
    const alias = gatehouse.url.replace('localhost', '127.0.0.1');
    const dialled = (await (await fetch(`${alias}/api/v1/bridge/capabilities`)).json()) as {
      issuer: string;
      endpoints: Record<string, string>;
    };
    expect([dialled.issuer, dialled.endpoints['exchange']]).toEqual([gatehouse.url, `${alias}/api/v1/bridge/exchange`]);
  });

  it.each<[Record<string, string>, object]>([
    [
      { CLIENT_CERT_HEADER: 'client-cert', TRUSTED_PROXIES: '127.0.0.1' },
      { renew: ['dpop', 'certificate'], key_required: false },
    ],
    [{ REQUIRED_TOKEN_BINDING: 'dpop' }, { renew: ['dpop'], key_required: true }],
    [
      {
        REQUIRED_TOKEN_BINDING: 'mtls',
        CLIENT_CERT_HEADER: 'client-cert',
        TRUSTED_PROXIES: '127.0.0.1',
        MTLS_PUBLIC_URL: 'https://mtls.example.test',
      },
      {
        renew: ['certificate'],
        key_required: true,
        mtls_endpoint_aliases: { exchange: 'https://mtls.example.test/api/v1/bridge/exchange' },
      },
    ],
    [{ BRIDGE_APPROVAL: 'true' }, { renew: ['dpop'], key_required: true }],
  ])('with %j are %j', async (environment, told) => {
    const other = await TestGatehouse.start(environment);
    try {
      expect((await bridgeCall(other, 'GET', 'capabilities')).body).toMatchObject(told);
    } finally {
      await other.stop();
    }
  });
});

describe('usage', () => {
  const call = (server: string, token: string) =>
    gatehouse.request('POST', `/api/v1/mcp/${server}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
    });
  const beat = ({ token, sid }: TestDevice, totals: object) =>
    bridgeCall(gatehouse, 'POST', 'heartbeat', {
      token,
      body: { session_id: sid, bridge_version: '1', os: 'linux', hostname: 'h', ...totals },
    });
  const nothing = {
    sessions: 0,
    forwarded_total: 0,
    tokens_in_total: 0,
    tokens_out_total: 0,
    calls: { allow: 0, deny: 0 },
  };
  const periods = (...told: object[]) => [1, 7, 30].map((days, at) => ({ days, ...nothing, ...told[at] }));

  it('is nothing at first', async () => {
    const { token } = await beginDevice(gatehouse, await createPerson(gatehouse));
    const answer = await get('usage', token);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toEqual({ as_of: expect.stringMatching(/Z$/), device: periods(), person: periods() });
  });

  it('is what the hosts told and what the gate decided: of the device, of its person, and of nobody else', async () => {
    const someone = await createPerson(gatehouse);
    const [one, two] = [await beginDevice(gatehouse, someone), await beginDevice(gatehouse, someone)];
    const stranger = await beginDevice(gatehouse, await createPerson(gatehouse));
    for (const { token } of [one, one, two, stranger]) expect((await call('tools', token)).status).toBe(200);
    for (const { token } of [one, two, two]) expect((await call('closed', token)).status).toBe(200);
    await beat(one, { forwarded_total: 1, tokens_in_total: Number.MAX_SAFE_INTEGER });
    await beat(one, { forwarded_total: 3 });
    await beat(two, { forwarded_total: 40, tokens_out_total: 5 });
    await beat(stranger, { forwarded_total: 1000 });
    const { device, person: all } = (await get('usage', one.token)).body;
    const own = { sessions: 1, forwarded_total: 3, tokens_in_total: Number.MAX_SAFE_INTEGER };
    const ofDevice = { ...own, calls: { allow: 2, deny: 1 } };
    expect(device).toEqual(periods(ofDevice, ofDevice, ofDevice));
    const sums = { ...own, sessions: 2, forwarded_total: 43, tokens_out_total: 5, calls: { allow: 3, deny: 3 } };
    expect(all).toEqual(periods(sums, sums, sums));
  });

  it('is of the last day, week and month', async () => {
    const someone = await createPerson(gatehouse);
    const key = await DpopKey.make();
    const proof = (path: string, token?: string) =>
      key.proof(path.endsWith('usage') ? 'GET' : 'POST', gatehouse.url + path, {
        claims: { iat: gatehouse.clock.seconds() },
        ...(token === undefined ? {} : { token }),
      });
    const headers = { dpop: await proof('/api/v1/bridge/exchange') };
    const { id } = await beginDevice(gatehouse, someone, { headers });
    const renewed = async () => {
      const path = '/api/v1/bridge/renew';
      return (await gatehouse.request('POST', path, { headers: { dpop: await proof(path) } })).body.token as string;
    };
    const used = async () => {
      const token = await renewed();
      const resource = '/api/v1/mcp/tools';
      const answer = await gatehouse.request('POST', resource, {
        headers: {
          authorization: `DPoP ${token}`,
          dpop: await proof(resource, token),
          'content-type': 'application/json',
        },
        body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
      });
      expect(answer.status).toBe(200);
    };
    const counted = async () => {
      const [token, path] = [await renewed(), '/api/v1/bridge/usage'];
      const authorization = `DPoP ${token}`;
      const answer = await gatehouse.request('GET', path, {
        headers: { authorization, dpop: await proof(path, token) },
      });
      expect(answer.body.person).toEqual(answer.body.device);
      return answer.body.device.map(({ calls }: { calls: { allow: number } }) => calls.allow) as number[];
    };
    await used();
    expect(await counted()).toEqual([1, 1, 1]);
    gatehouse.clock.advance(2 * DAY);
    await used();
    await used();
    expect(await counted()).toEqual([2, 3, 3]);
    gatehouse.clock.advance(6 * DAY);
    expect(await counted()).toEqual([0, 2, 3]);
    gatehouse.clock.advance(23 * DAY);
    expect(await counted()).toEqual([0, 0, 2]);
    expect((await gatehouse.adminCall('GET', `/devices/${id}`)).body.status).toBe('active');
  });

  it('is counted again after half a minute, not before', async () => {
    const { token } = await beginDevice(gatehouse, await createPerson(gatehouse));
    gatehouse.clock.freeze();
    const first = (await get('usage', token)).body;
    await call('tools', token);
    gatehouse.clock.advance(29_000);
    expect((await get('usage', token)).body).toEqual(first);
    gatehouse.clock.advance(1_000);
    const later = (await get('usage', token)).body;
    expect(later.device[0].calls).toEqual({ allow: 1, deny: 0 });
    expect(Date.parse(later.as_of) - Date.parse(first.as_of)).toBe(30_000);
  });
});
