import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../src/kernel/uuid-v7.js';
import { Replica } from '../keys/replicas.js';
import { DpopKey } from '../support/dpop.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson, type TestPerson } from '../support/people.js';
import { testSecrets } from '../support/test-secrets.js';

const PATH = '/api/v1/bridge/exchange';
const MOST = 5;

let gatehouse: TestGatehouse;
let second: Replica;
let person: TestPerson;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ BRIDGE_DEVICES: String(MOST) });
  const shared = { ...testSecrets, PUBLIC_URL: gatehouse.url, BRIDGE_DEVICES: String(MOST) };
  second = await Replica.start(gatehouse.serviceUrl, shared, gatehouse.clock);
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
});

const issue = async (): Promise<string> =>
  (await gatehouse.create(`/users/${person.id}/bridge-codes`, {})).code as string;
async function exchange(turn: number, code: string, headers: Record<string, string> = {}) {
  const url = (turn % 2 === 0 ? gatehouse.url : second.url) + PATH;
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
  const response = await fetch(url, { ...init, body: JSON.stringify({ code }) });
  const body = (await response.json()) as { token?: string; headers?: Record<string, string> };
  return { status: response.status, sid: body.headers?.['x-session-id'] };
}
const sessions = () => gatehouse.sql('SELECT id, parent_id FROM sessions WHERE user_id = $1', [person.id]);
const devices = () => gatehouse.sql('SELECT id FROM devices WHERE user_id = $1', [person.id]);

describe('at two instances on one database', () => {
  it('of 50 exchanges of one code one opens a session, and evidence of it is there', async () => {
    person = await createPerson(gatehouse);
    const code = await issue();
    const told = await Promise.all(Array.from({ length: 50 }, (_, turn) => exchange(turn, code)));
    expect(told.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(49).fill(401)]);
    // The device's own session, and the one of its host.
    expect([await sessions(), await devices()].map(({ length }) => length)).toEqual([2, 1]);
    const evidence = await gatehouse.sql("SELECT sid FROM audit_events WHERE kind = 'token.issued' AND sub = $1", [
      person.id,
    ]);
    expect(evidence.map(({ sid }) => sid as string)).toEqual([told.find(({ status }) => status === 200)?.sid]);
  });

  it('of ten devices at once as many begin as there may be, and the codes of the others are good still', async () => {
    person = await createPerson(gatehouse);
    const codes = await Promise.all(Array.from({ length: 10 }, issue));
    const told = await Promise.all(codes.map((code, turn) => exchange(turn, code)));
    expect(told.map(({ status }) => status).sort()).toEqual([
      ...Array<number>(MOST).fill(200),
      ...Array<number>(5).fill(409),
    ]);
    expect(await devices()).toHaveLength(MOST);
    // One by one: who revokes all at once ends the codes, too.
    for (const { id } of await devices()) await gatehouse.adminCall('DELETE', `/devices/${id as string}`);
    const left = codes.filter((_, turn) => told[turn]?.status === 409);
    expect((await Promise.all(left.map((code, turn) => exchange(turn, code)))).map(({ status }) => status)).toEqual(
      Array<number>(5).fill(200),
    );
  });

  it('one key is one device, however many codes come with it at once', async () => {
    person = await createPerson(gatehouse);
    const key = await DpopKey.make();
    const codes = await Promise.all(Array.from({ length: 6 }, issue));
    const iat = gatehouse.clock.seconds();
    const told = await Promise.all(
      codes.map(async (code, turn) =>
        exchange(turn, code, { dpop: await key.proof('POST', gatehouse.url + PATH, { claims: { iat } }) }),
      ),
    );
    expect(told.map(({ status }) => status)).toEqual(Array<number>(6).fill(200));
    expect(new Set(told.map(({ sid }) => sid)).size).toBe(6);
    expect(await devices()).toHaveLength(1);
  });

  it('an id that two hosts want at once is one host’s', async () => {
    person = await createPerson(gatehouse);
    const codes = await Promise.all([issue(), issue()]);
    const wish = uuidv7(gatehouse.clock.now());
    const told = await Promise.all(codes.map((code, turn) => exchange(turn, code, { 'x-session-id': wish })));
    expect(told.map(({ status }) => status)).toEqual([200, 200]);
    // Without a key, whoever comes second with the id of the first is the first device, come again.
    const parents = (await sessions()).filter(({ id }) => id === wish);
    expect(parents).toHaveLength(1);
  });
});
