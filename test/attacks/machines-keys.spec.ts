/* Keys that others publish: what a host says of its own keys is no mistake of ours. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientClaims, JWT_BEARER, Signer } from '../support/assertions.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';

let host: HttpsHost;
let gatehouse: TestGatehouse;
beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start(host.settings);
});
afterAll(async () => {
  await gatehouse.stop();
  await host.stop();
});

const point = Buffer.alloc(32, 1).toString('base64url');
it.each<[string, (good: object) => object[]]>([
  ['a point beside its curve', () => [{ kty: 'EC', crv: 'P-256', x: point, y: point }]],
  ['coordinates that are short', () => [{ kty: 'EC', crv: 'P-256', x: 'eA', y: 'eQ' }]],
  ['a bad key beside the right one', (good) => [{ kty: 'EC', crv: 'P-256', x: point, y: point }, good]],
])('a key set that has %s is no error of ours', async (name, keys) => {
  const signer = await Signer.create('ES256', null);
  const path = `/${name.replaceAll(' ', '-')}`;
  const { client } = await gatehouse.agent({
    token_endpoint_auth_method: 'private_key_jwt',
    jwks_uri: host.route(path, { keys: keys(signer.publicJwk) }),
  });
  const answer = await gatehouse.token({
    grant_type: 'client_credentials',
    client_assertion_type: JWT_BEARER,
    client_assertion: await signer.sign(clientClaims(client.client_id as string, gatehouse.url)),
  });
  expect(answer.status).toBeLessThan(500);
});
