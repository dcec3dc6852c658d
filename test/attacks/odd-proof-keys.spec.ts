/* Keys that a proof brings along: whatever a stranger writes there is no mistake of ours. */
import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { createRelyingParty } from '../support/people.js';

let gatehouse: TestGatehouse;
let name: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  name = (await createRelyingParty(gatehouse, { token_endpoint_auth_method: 'none' })).id;
});
afterAll(() => gatehouse.stop());

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A stranger says the name of a public client, and brings a proof by a key that is written in their own way. */
async function sent(path: string, alg: string, jwk: JWK) {
  const htu = gatehouse.url + path;
  const claims = { jti: randomUUID(), htm: 'POST', htu, iat: gatehouse.clock.seconds() };
  const signature = createHash('sha512').update('no signature').digest('base64url');
  return gatehouse.request('POST', path, {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      dpop: `${part({ typ: 'dpop+jwt', alg, jwk })}.${part(claims)}.${signature}`,
    },
    body: new URLSearchParams({
      client_id: name,
      ...(path === '/oauth/token' ? { grant_type: 'refresh_token', refresh_token: 'none' } : {}),
      ...(path === '/oauth/par' ? { redirect_uri: 'https://client.example.test/callback' } : {}),
    }).toString(),
  });
}

describe.each(['/oauth/token', '/oauth/par'])('at %s a proof whose key has', (path) => {
  it.each([
    ['ES256', 'x'],
    ['ES256', 'y'],
    ['EdDSA', 'x'],
    ['RS256', 'n'],
    ['RS256', 'e'],
  ])('a letter beyond ASCII is refused as a bad proof (%s, %s)', async (alg, member) => {
    const jwk = await exportJWK((await generateKeyPair(alg, { extractable: true })).publicKey);
    const answer = await sent(path, alg, { ...jwk, [member]: `${jwk[member as 'x']}é` });
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_dpop_proof']);
  });
});
