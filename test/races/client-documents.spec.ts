import { afterAll, beforeAll, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { testSecrets } from '../support/test-secrets.js';

let host: HttpsHost;
let gatehouse: TestGatehouse;
let second: Replica;
beforeAll(async () => {
  host = await HttpsHost.start();
  const shared = { ...host.settings, CLIENT_METADATA_HOSTS: 'localhost', LIMIT_AUTHORIZE: '60000/60' };
  gatehouse = await TestGatehouse.start(shared);
  second = await Replica.start(
    gatehouse.serviceUrl,
    { ...shared, ...testSecrets, PUBLIC_URL: gatehouse.url },
    gatehouse.clock,
  );
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
  await host.stop();
});

const REDIRECT = 'https://client.example.test/callback';
const begin = async (turn: number, id: string): Promise<number> => {
  const query = new URLSearchParams({
    ...{ response_type: 'code', client_id: id, redirect_uri: REDIRECT, code_challenge_method: 'S256' },
    code_challenge: 'a'.repeat(43),
  });
  const url = `${turn % 2 === 0 ? gatehouse.url : second.url}/oauth/authorize?${query.toString()}`;
  return (await fetch(url, { redirect: 'manual' })).status;
};
const both = (id: string) => Promise.all(Array.from({ length: 20 }, (_, turn) => begin(turn, id)));

it('a client whom two instances meet for the first time is registered once, and all who came go on', async () => {
  const id = `${host.url}/client.json`;
  const says = { client_id: id, redirect_uris: [REDIRECT], client_name: 'One' };
  host.route('/client.json', says);
  expect(new Set(await both(id))).toEqual(new Set([303]));
  expect(host.hits('/client.json')).toBe(2);
  expect(await gatehouse.sql('SELECT client_name FROM clients WHERE client_id = $1', [id])).toEqual([
    { client_name: 'One' },
  ]);
  // Changed at both at once, it is what the document says afterwards.
  says.client_name = 'Two';
  gatehouse.clock.advance(3_601_000);
  expect(new Set(await both(id))).toEqual(new Set([303]));
  expect(await gatehouse.sql('SELECT client_name FROM clients WHERE client_id = $1', [id])).toEqual([
    { client_name: 'Two' },
  ]);
});
