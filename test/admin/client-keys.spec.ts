import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { expectWrong } from './problems.js';

/** What a client proves itself with, apart from secrets (RFC 7591 §2, RFC 8705 §2.1.2). */
let gatehouse: TestGatehouse;
let ownerId: string;
const keys: Record<string, JWK> = {};
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  ownerId = (await gatehouse.agent()).owner.id as string;
  for (const [name, alg, options] of [
    ['ec', 'ES256', {}],
    ['rsa', 'RS256', {}],
    ['ed', 'EdDSA', {}],
  ] as const) {
    const pair = await generateKeyPair(alg, { extractable: true, ...options });
    keys[name] = await exportJWK(pair.publicKey);
    keys[`${name} private`] = await exportJWK(pair.privateKey);
  }
  // A number of 1,024 bits: the size is looked at, not the factors.
  keys['short rsa'] = { kty: 'RSA', e: 'AQAB', n: Buffer.alloc(128, 0xa7).toString('base64url') };
});
afterAll(() => gatehouse.stop());

const create = (fields: Record<string, unknown>) =>
  gatehouse.adminCall('POST', '/clients', {
    client_name: 'Machine',
    kind: 'agent',
    owner_id: ownerId,
    grant_types: ['client_credentials'],
    scope: 'mcp',
    ...fields,
  });

const signs = { token_endpoint_auth_method: 'private_key_jwt' };

describe('a client that proves itself by keys', () => {
  it.each([
    ['private_key_jwt', () => ({ ...signs, jwks: { keys: [keys['ec'], keys['rsa'], keys['ed']] } })],
    ['keys elsewhere', () => ({ ...signs, jwks_uri: 'https://client.example/jwks' })],
    ['one algorithm', () => ({ ...signs, jwks: { keys: [keys['ec']] }, token_endpoint_auth_signing_alg: 'ES256' })],
    [
      'tls_client_auth',
      () => ({ token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_san_dns: 'a.example' }),
    ],
    [
      'self_signed_tls_client_auth',
      () => ({
        token_endpoint_auth_method: 'self_signed_tls_client_auth',
        jwks: { keys: [{ ...keys['ec'], x5c: ['QQ=='] }] },
      }),
    ],
    ['workload_identity', () => ({ token_endpoint_auth_method: 'workload_identity' })],
  ])('is registered by %s, and gets no secret', async (_name, fields) => {
    const answer = await create(fields());
    expect([answer.status, answer.body.client_secret]).toEqual([201, undefined]);
    expect(answer.body).toMatchObject(fields());
    const secrets = await gatehouse.adminCall('GET', `/clients/${answer.body.client_id}/secrets`);
    expect(secrets.body.items).toEqual([]);
    expect((await gatehouse.adminCall('POST', `/clients/${answer.body.client_id}/secrets`)).status).toBe(409);
  });

  it('keeps its keys when something else is changed, and loses them when told so', async () => {
    const { body } = await create({ ...signs, jwks: { keys: [keys['ec']] } });
    const path = `/clients/${body.client_id}`;
    expect((await gatehouse.adminCall('PATCH', path, { client_name: 'Other' })).body.jwks).toEqual(body.jwks);
    expectWrong(await gatehouse.adminCall('PATCH', path, { jwks: null }), '/jwks');
    const moved = await gatehouse.adminCall('PATCH', path, { jwks: null, jwks_uri: 'https://client.example/jwks' });
    expect([moved.status, moved.body.jwks, moved.body.jwks_uri]).toEqual([200, null, 'https://client.example/jwks']);
  });

  const set = (...list: unknown[]) => ({ ...signs, jwks: { keys: list } });
  it.each<[string, () => Record<string, unknown>, string[]]>([
    ['without any key', () => signs, ['/jwks']],
    ['with both places of keys', () => ({ ...set(keys['ec']), jwks_uri: 'https://a.example/' }), ['/jwks_uri']],
    ['with keys at an http URL', () => ({ ...signs, jwks_uri: 'http://client.example/jwks' }), ['/jwks_uri']],
    ['with an empty set', () => set(), ['/jwks']],
    ['with 21 keys', () => set(...Array.from({ length: 21 }, () => keys['ec'])), ['/jwks']],
    ['with a list of keys that is none', () => ({ ...signs, jwks: { keys: 'x' } }), ['/jwks']],
    ['with a text for a set', () => ({ ...signs, jwks: 'x' }), ['/jwks']],
    ['with a null key', () => set(null), ['/jwks']],
    ['with a private EC key', () => set(keys['ec private']), ['/jwks']],
    ['with a private RSA key', () => set(keys['rsa private']), ['/jwks']],
    ['with a private Ed25519 key', () => set(keys['ed private']), ['/jwks']],
    ['with a symmetric key', () => set({ kty: 'oct', k: 'AAAA' }), ['/jwks']],
    ['with an RSA key of 1,024 bits', () => set(keys['short rsa']), ['/jwks']],
    ['with a point off its curve', () => set({ ...keys['ec'], y: keys['ec']?.x }), ['/jwks']],
    ['with a curve of no use', () => set({ ...keys['ec'], crv: 'secp256k1' }), ['/jwks']],
    ['with an encryption key', () => set({ ...keys['ec'], use: 'enc' }), ['/jwks']],
    ['with a kid twice', () => set({ ...keys['ec'], kid: 'a' }, { ...keys['rsa'], kid: 'a' }), ['/jwks']],
    ['with a kid that is no text', () => set({ ...keys['ec'], kid: 7 }), ['/jwks']],
    ['with certificates that are none', () => set({ ...keys['ec'], x5c: ['%%'] }), ['/jwks']],
    [
      'with a symmetric algorithm',
      () => ({ ...set(keys['ec']), token_endpoint_auth_signing_alg: 'HS256' }),
      ['/token_endpoint_auth_signing_alg'],
    ],
    [
      'with an algorithm but a secret',
      () => ({ token_endpoint_auth_signing_alg: 'ES256' }),
      ['/token_endpoint_auth_signing_alg'],
    ],
    [
      'tls_client_auth without a name',
      () => ({ token_endpoint_auth_method: 'tls_client_auth' }),
      ['/token_endpoint_auth_method'],
    ],
    [
      'tls_client_auth with two names',
      () => ({
        token_endpoint_auth_method: 'tls_client_auth',
        tls_client_auth_san_dns: 'a.example',
        tls_client_auth_san_ip: '::1',
      }),
      ['/token_endpoint_auth_method'],
    ],
    ['a name without tls_client_auth', () => ({ tls_client_auth_subject_dn: 'CN=a' }), ['/tls_client_auth_subject_dn']],
    [
      'a wildcard for a name',
      () => ({ token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_san_dns: '*.example' }),
      ['/tls_client_auth_san_dns'],
    ],
    [
      'an address that is none',
      () => ({ token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_san_ip: '10.0.0' }),
      ['/tls_client_auth_san_ip'],
    ],
    ...(
      [
        ['subject_dn', 'agent'],
        ['subject_dn', 'CN=a\\00'],
        ['san_dns', 'a..example'],
        ['san_dns', 'a.example.'],
        ['san_uri', 'https://['],
        ['san_ip', 'fe80::1%1'],
        ['san_email', 'ada@b@c.example'],
      ] as const
    ).map(([kind, name]): [string, () => Record<string, unknown>, string[]] => [
      `a ${kind} that no certificate has: ${name}`,
      () => ({ token_endpoint_auth_method: 'tls_client_auth', [`tls_client_auth_${kind}`]: name }),
      [`/tls_client_auth_${kind}`],
    ]),
    [
      'a number for a name',
      () => ({ token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_san_ip: 7 }),
      ['/tls_client_auth_san_ip'],
    ],
    [
      'a key without its certificate, self-signed',
      () => ({ token_endpoint_auth_method: 'self_signed_tls_client_auth', jwks: { keys: [keys['ec']] } }),
      ['/jwks'],
    ],
    [
      'a public one for exchange',
      () => ({
        token_endpoint_auth_method: 'none',
        grant_types: ['urn:ietf:params:oauth:grant-type:token-exchange'],
      }),
      ['/grant_types'],
    ],
  ])('is refused %s', async (_name, fields, pointers) => {
    expectWrong(await create(fields()), ...pointers);
  });
});
