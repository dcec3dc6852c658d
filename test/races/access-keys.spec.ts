import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { createAccessKey, exchange, type TestAccessKey } from '../support/access-keys.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { testSecrets } from '../support/test-secrets.js';

const ROUNDS = 8;

let gatehouse: TestGatehouse;
let second: Replica;
let upstream: RecordingUpstream;
let resource: string;
let owner: { id: string };
let key: TestAccessKey;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  second = await Replica.start(gatehouse.serviceUrl, { ...testSecrets, PUBLIC_URL: gatehouse.url }, gatehouse.clock);
  upstream = await RecordingUpstream.start();
  const { url } = upstream;
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url })).resource;
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
  await upstream.stop();
});
beforeEach(async () => {
  owner = (await gatehouse.agent()).owner;
  key = await createAccessKey(gatehouse, owner.id);
});

const base = (turn: number) => (turn % 2 === 0 ? gatehouse.url : second.url);
const use = async (credential: string, turn: number): Promise<number> => {
  const response = await fetch(`${base(turn)}/api/v1/mcp/tools`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
    body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
  });
  await response.text();
  return response.status;
};
const everyTurn = <T>(count: number, work: (turn: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, turn) => work(turn)));
const stillOpen = () =>
  gatehouse.sql(`SELECT id FROM sessions WHERE client_id = $1 AND closed_at IS NULL`, [`access_key:${key.id}`]);

const ends: [string, () => Promise<unknown>][] = [
  ['revoked', () => gatehouse.adminCall('DELETE', `/access-keys/${key.id}`)],
  ['orphaned', () => gatehouse.adminCall('PATCH', `/users/${owner.id}`, { status: 'inactive' })],
];

it.each(ends)('no token outlives a key that is %s while it is exchanged at two instances', async (_what, end) => {
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) {
      owner = (await gatehouse.agent()).owner;
      key = await createAccessKey(gatehouse, owner.id);
    }
    const [answers] = await Promise.all([
      everyTurn(20, (turn) => exchange(gatehouse, key.text, { resource }, { base: base(turn) })),
      end(),
    ]);
    expect(await stillOpen()).toEqual([]);
    for (const { status, body } of answers) {
      expect([200, 401]).toContain(status);
      if (status === 200) expect(await use(body.access_token, round)).toBe(401);
      else expect(body.detail).toBe('The access key is not accepted.');
    }
  }
});

it.each(ends)('a key that is %s while it is used is refused from then on by both instances', async (_what, end) => {
  const [during] = await Promise.all([everyTurn(20, (turn) => use(key.text, turn)), end()]);
  for (const status of during) expect([200, 401]).toContain(status);
  expect(await everyTurn(4, (turn) => use(key.text, turn))).toEqual([401, 401, 401, 401]);
});

it('a key made while its owner is deactivated is never good', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    owner = (await gatehouse.agent()).owner;
    const body = { name: 'Job', scope: 'mcp', expires_at: new Date(gatehouse.clock.now() + 60_000).toISOString() };
    const [made] = await Promise.all([
      everyTurn(4, () => gatehouse.adminCall('POST', `/users/${owner.id}/access-keys`, body)),
      gatehouse.adminCall('PATCH', `/users/${owner.id}`, { status: 'inactive' }),
    ]);
    for (const { status, body } of made) {
      expect([201, 409]).toContain(status);
      if (status === 201) expect(await use(body.access_key, round)).toBe(401);
    }
    const open = await gatehouse.sql('SELECT 1 FROM sessions WHERE user_id = $1 AND closed_at IS NULL', [owner.id]);
    expect(open).toEqual([]);
  }
});

it('many uses at once at both instances note one time', async () => {
  await everyTurn(20, (turn) => use(key.text, turn));
  const times = new Set<string | null>();
  for (let look = 0; look < 10; look++) {
    await use(key.text, look);
    times.add((await gatehouse.adminCall('GET', `/access-keys/${key.id}`)).body.last_used_at);
  }
  times.delete(null);
  expect(times.size).toBe(1);
});
