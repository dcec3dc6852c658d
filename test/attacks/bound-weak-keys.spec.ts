import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';

let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ REQUIRED_TOKEN_BINDING: 'none' });
  agent = await gatehouse.agent({ dpop_bound_access_tokens: true });
});
afterAll(() => gatehouse.stop());

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');
/** PKCS #1 v1.5 padding (RFC 8017 §9.2): with an exponent of 1 it is the signature. */
const padded = (text: string): Buffer => {
  const tail = Buffer.concat([DIGEST_INFO, createHash('sha256').update(text).digest()]);
  return Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(256 - 3 - tail.length, 0xff), Buffer.from([0]), tail]);
};
const modulus = randomBytes(256);
modulus[0] = 0xff;
modulus[255] = 0xfd;
const neutral = Buffer.from([1, ...Array<number>(31).fill(0)]);

const weak: [string, string, object, (text: string) => Buffer][] = [
  ['RSA with the exponent 1', 'RS256', { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQ' }, padded],
  [
    'the neutral element of Ed25519',
    'EdDSA',
    { kty: 'OKP', crv: 'Ed25519', x: neutral.toString('base64url') },
    () => Buffer.concat([neutral, Buffer.alloc(32)]),
  ],
];

it.each(weak)('a key for which anybody can sign binds no token: %s', async (_what, alg, jwk, sign) => {
  const claims = {
    jti: randomUUID(),
    htm: 'POST',
    htu: `${gatehouse.url}/oauth/token`,
    iat: Math.floor(Date.now() / 1000),
  };
  const text = `${part({ typ: 'dpop+jwt', alg, jwk })}.${part(claims)}`;
  const answer = await gatehouse.request('POST', '/oauth/token', {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: basicHeader(agent.id, agent.secret),
      dpop: `${text}.${sign(text).toString('base64url')}`,
    },
    body: 'grant_type=client_credentials',
  });
  expect([answer.status, answer.body.error]).toEqual([400, 'invalid_dpop_proof']);
});
