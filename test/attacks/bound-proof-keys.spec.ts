import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientClaims, JWT_BEARER, Signer } from '../support/assertions.js';
import { DpopKey } from '../support/dpop.js';
import { type Answer, basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { createRelyingParty } from '../support/people.js';

const FORM = 'application/x-www-form-urlencoded';

let gatehouse: TestGatehouse;
let key: DpopKey;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  key = await DpopKey.make();
  agent = await gatehouse.agent({ scope: 'mcp' });
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/mcp' });
});
afterAll(() => gatehouse.stop());

/** Members of a JWK that say something about its use (RFC 7517 §4.3), and one of Web Cryptography. */
const odd: [string, Record<string, unknown>][] = [
  ['key_ops without verify', { key_ops: ['sign'] }],
  ['key_ops with the same twice', { key_ops: ['verify', 'verify'] }],
  ['key_ops that is a text', { key_ops: 'verify' }],
  ['key_ops that is a number', { key_ops: 5 }],
];

const post = (headers: Record<string, string>, body: Record<string, string>): Promise<Answer> =>
  gatehouse.request('POST', '/oauth/token', {
    headers: { 'content-type': FORM, ...headers },
    body: new URLSearchParams(body).toString(),
  });

describe('a proof whose jwk has', () => {
  it.each(odd)('%s is refused at the token endpoint, not a fault of ours', async (_what, members) => {
    const dpop = await key.proof('POST', `${gatehouse.url}/oauth/token`, {
      header: { jwk: { ...key.jwk, ...members } },
    });
    const answer = await post(
      { authorization: basicHeader(agent.id, agent.secret), dpop },
      { grant_type: 'client_credentials' },
    );
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_dpop_proof']);
  });

  it('key_ops without verify is refused to a stranger who only says the name of a public client', async () => {
    const app = await createRelyingParty(gatehouse, { token_endpoint_auth_method: 'none' });
    const header = { jwk: { ...key.jwk, key_ops: ['sign'] } };
    const dpop = await key.proof('POST', `${gatehouse.url}/oauth/token`, { header });
    const answer = await post({ dpop }, { grant_type: 'authorization_code', client_id: app.id, code: 'x' });
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_dpop_proof']);
  });

  it('key_ops without verify is refused at the gate with a challenge', async () => {
    const dpop = await key.proof('POST', `${gatehouse.url}/oauth/token`);
    const resource = `${gatehouse.url}/api/v1/mcp/tools`;
    const basic = { authorization: basicHeader(agent.id, agent.secret) };
    const { body } = await post({ ...basic, dpop }, { grant_type: 'client_credentials', resource });
    const token = body.access_token as string;
    const proof = await key.proof('POST', resource, { token, header: { jwk: { ...key.jwk, key_ops: ['sign'] } } });
    const answer = await gatehouse.request('POST', '/api/v1/mcp/tools', {
      headers: { authorization: `DPoP ${token}`, dpop: proof, 'content-type': 'application/json' },
      body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
    });
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_dpop_proof']);
  });
});

it('a proof with ext that is a text is judged by its key alone, as all members that say nothing to us', async () => {
  const header = { jwk: { ...key.jwk, ext: 'no' } };
  const dpop = await key.proof('POST', `${gatehouse.url}/oauth/token`, { header });
  const answer = await post(
    { authorization: basicHeader(agent.id, agent.secret), dpop },
    { grant_type: 'client_credentials' },
  );
  expect([answer.status, answer.body.token_type]).toEqual([200, 'DPoP']);
});

it('a key is not registered with key_ops that are not for us, and one with an odd ext authenticates nobody', async () => {
  const signer = await Signer.create();
  const by = (members: object) => ({
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [{ ...signer.publicJwk, ...members }] },
  });
  await expect(gatehouse.agent(by({ key_ops: ['verify', 'encrypt'] }))).rejects.toThrow('key_ops are not verify');
  const { id } = await gatehouse.agent(by({ ext: 'no' }));
  const form = { grant_type: 'client_credentials', client_assertion_type: JWT_BEARER };
  const answer = await post({}, { ...form, client_assertion: await signer.sign(clientClaims(id, gatehouse.url)) });
  expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
});
