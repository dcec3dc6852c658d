import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyRing } from '../../src/keys/key-ring.contract.js';
import { Replica } from '../keys/replicas.js';
import { selfSigned } from '../support/certificates.js';
import { beginDevice, bridgeCall, expectStranger } from '../support/devices.js';
import { DpopKey } from '../support/dpop.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, type TestPerson } from '../support/people.js';
import { testSecrets } from '../support/test-secrets.js';

const MOST = 3;

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({
    LIMIT_BRIDGE: '6000/60',
    BRIDGE_DEVICES: String(MOST),
    TRUSTED_PROXIES: '127.0.0.1,::1',
    CLIENT_CERT_HEADER: 'Client-Cert',
  });
});
afterAll(() => gatehouse.stop());

/** What a device shows; the certificate as a TLS terminator tells of it. */
interface Shown {
  readonly key?: DpopKey;
  readonly certificate?: string;
}
async function call(name: string, { key, certificate }: Shown, body?: object): Promise<Answer> {
  const claims = { iat: gatehouse.clock.seconds() };
  const headers: Record<string, string> = certificate === undefined ? {} : { 'client-cert': certificate };
  if (key !== undefined) {
    headers['dpop'] = await key.proof('POST', `${gatehouse.url}/api/v1/bridge/${name}`, { claims });
  }
  return bridgeCall(gatehouse, 'POST', name, { headers, ...(body === undefined ? {} : { body }) });
}
async function exchange(person: TestPerson, shown: Shown): Promise<Answer> {
  const { code } = await gatehouse.create(`/users/${person.id}/bridge-codes`, {});
  return call('exchange', shown, { code });
}
const renew = (shown: Shown): Promise<Answer> => call('renew', shown);
const deviceIn = ({ status, text, body }: Answer): string => {
  expect({ status, text }).toMatchObject({ status: 200 });
  return claimsOf(body.token as string).act.sub as string;
};
const certificate = async (): Promise<string> => (await selfSigned()).byteSequence;

describe('a device that began with a key and a certificate', () => {
  it('renews with both alone: whoever has one of them is not the device', async () => {
    const person = await createPerson(gatehouse);
    const both = { key: await DpopKey.make(), certificate: await certificate() };
    const device = deviceIn(await exchange(person, both));
    expect(deviceIn(await renew(both))).toBe(device);
    const others = [
      { key: both.key },
      { certificate: both.certificate },
      { ...both, certificate: await certificate() },
    ];
    for (const shown of [...others, { ...both, key: await DpopKey.make() }]) {
      expect((await renew(shown)).status).toBe(401);
    }
  });

  it('has another certificate, or none, once its person vouches for it anew', async () => {
    const person = await createPerson(gatehouse);
    const [key, first, second] = [await DpopKey.make(), await certificate(), await certificate()];
    const device = deviceIn(await exchange(person, { key, certificate: first }));
    expect(deviceIn(await exchange(person, { key, certificate: second }))).toBe(device);
    expect([
      (await renew({ key, certificate: first })).status,
      deviceIn(await renew({ key, certificate: second })),
    ]).toEqual([401, device]);
    expect(deviceIn(await exchange(person, { key }))).toBe(device);
    expect(deviceIn(await renew({ key }))).toBe(device);
  });

  it('keeps no other program out that comes with the same certificate', async () => {
    const [person, other] = [await createPerson(gatehouse), await createPerson(gatehouse)];
    const shared = await certificate();
    const keys = [await DpopKey.make(), await DpopKey.make(), await DpopKey.make()] as const;
    const devices = [
      deviceIn(await exchange(person, { key: keys[0], certificate: shared })),
      deviceIn(await exchange(person, { key: keys[1], certificate: shared })),
      deviceIn(await exchange(other, { key: keys[2], certificate: shared })),
      deviceIn(await exchange(other, { certificate: shared })),
    ];
    expect(new Set(devices).size).toBe(4);
    const shown: Shown[] = [...keys.map((key) => ({ key, certificate: shared })), { certificate: shared }];
    for (const [index, one] of shown.entries()) expect(deviceIn(await renew(one))).toBe(devices[index]);
  });
});

describe('devices of a person', () => {
  it('are no more because some of them had ended, and come again', async () => {
    const person = await createPerson(gatehouse);
    const ended = await Promise.all(Array.from({ length: MOST }, () => beginDevice(gatehouse, person)));
    gatehouse.clock.advance(3_700_000);
    const [again] = ended;
    const comeAgain = async (sid = ''): Promise<Answer> => {
      const { code } = await gatehouse.create(`/users/${person.id}/bridge-codes`, {});
      return bridgeCall(gatehouse, 'POST', 'exchange', { headers: { 'x-session-id': sid }, body: { code } });
    };
    expect(deviceIn(await comeAgain(again?.sid))).toBe(again?.id);
    for (let count = 1; count < MOST; count++) await beginDevice(gatehouse, person);
    expect((await comeAgain(ended[1]?.sid)).status).toBe(409);
    // The one that is among them comes as often as it likes.
    expect(deviceIn(await comeAgain(again?.sid))).toBe(again?.id);
    const { items } = (await gatehouse.adminCall('GET', `/devices?user_id=${person.id}&active=true`)).body;
    expect(items).toHaveLength(MOST);
  });
});

it('a device without a key does not come again where devices are let in by hand since', async () => {
  const person = await createPerson(gatehouse);
  const { sid } = await beginDevice(gatehouse, person);
  const strict = { ...testSecrets, PUBLIC_URL: gatehouse.url, BRIDGE_APPROVAL: 'true' };
  const careful = await Replica.start(gatehouse.serviceUrl, strict, gatehouse.clock);
  try {
    const { code } = await gatehouse.create(`/users/${person.id}/bridge-codes`, {});
    const answer = await fetch(`${careful.url}/api/v1/bridge/exchange`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-session-id': sid },
      body: JSON.stringify({ code }),
    });
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('a key of its own')]);
  } finally {
    await careful.app.close();
  }
});

it.each([
  ['POST', 'oauth-client'],
  ['DELETE', 'device'],
])('%s %s is not for what another was given for a device’s token', async (method, path) => {
  const person = await createPerson(gatehouse);
  const device = await beginDevice(gatehouse, person);
  const agent = await gatehouse.agent({ owner_id: person.id });
  const own = claimsOf(await gatehouse.accessToken(agent.id, agent.secret));
  const act = { sub: agent.id, act: { sub: device.id } };
  const token = await gatehouse.app.get(KeyRing).sign('at+jwt', { ...own, act, aud: claimsOf(device.token).aud });
  expectStranger(await bridgeCall(gatehouse, method, path, { token }));
  expect((await bridgeCall(gatehouse, 'GET', 'whoami', { token: device.token })).status).toBe(200);
});

describe('proofs of whoever is nobody yet', () => {
  const spent = async (): Promise<number> => (await gatehouse.sql('SELECT 1 FROM spent_ids')).length;
  const send = (name: string, dpop: string, body?: object): Promise<Answer> =>
    bridgeCall(gatehouse, 'POST', name, { headers: { dpop }, ...(body === undefined ? {} : { body }) });
  const proofFor = (name: string, key: DpopKey): Promise<string> =>
    key.proof('POST', `${gatehouse.url}/api/v1/bridge/${name}`, { claims: { iat: gatehouse.clock.seconds() } });

  it('are checked and not kept, so that they fill nothing', async () => {
    const key = await DpopKey.make();
    const program = (await call('device-authorization', {}, {})).body as { device_code: string };
    const before = await spent();
    for (const body of [{ code: '0'.repeat(64) }, { device_code: '0'.repeat(64) }, program]) {
      const { status } = await send('exchange', await proofFor('exchange', key), body);
      expect([400, 401]).toContain(status);
    }
    expect((await send('renew', await proofFor('renew', key))).status).toBe(401);
    expect(await spent()).toBe(before);
    const foreign = await proofFor('renew', key);
    expect((await send('exchange', foreign, { code: '0'.repeat(64) })).body.error).toBe('invalid_dpop_proof');
  });

  it('are good once as soon as code or device is known', async () => {
    const person = await createPerson(gatehouse);
    const code = async (): Promise<object> => ({
      code: (await gatehouse.create(`/users/${person.id}/bridge-codes`, {})).code as string,
    });
    const key = await DpopKey.make();
    const first = await proofFor('exchange', key);
    // Whoever sees it cannot use it up, either.
    expect((await send('exchange', first, { code: '0'.repeat(64) })).status).toBe(401);
    const device = deviceIn(await send('exchange', first, await code()));
    const next = await code();
    const replayed = await send('exchange', first, next);
    expect([replayed.status, replayed.body.error]).toEqual([400, 'invalid_dpop_proof']);
    expect(deviceIn(await send('exchange', await proofFor('exchange', key), next))).toBe(device);
    const second = await proofFor('renew', key);
    const answers = await Promise.all(Array.from({ length: 10 }, () => send('renew', second)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.error as string | undefined))).toEqual(
      new Set([undefined, 'invalid_dpop_proof']),
    );
  });
});
