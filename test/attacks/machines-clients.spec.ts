/* How machines prove who they are: ways by which less than the proof that is asked for is enough. */
import { createHash, createPublicKey } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientClaims, JWT_BEARER } from '../support/assertions.js';
import { ForeignIssuer } from '../support/foreign-issuer.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';

const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
});
afterAll(() => gatehouse.stop());

const post = (path: string, form: Record<string, string>): Promise<Answer> =>
  gatehouse.request('POST', path, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });

async function workload(fields: Record<string, unknown> = {}, rule: Record<string, unknown> = {}, of = {}) {
  const agent = await gatehouse.agent({ token_endpoint_auth_method: 'workload_identity', ...fields });
  const issuer = await ForeignIssuer.register(gatehouse, of);
  await issuer.rule({ sub: 'machine' }, agent.id, rule);
  return { ...agent, issuer };
}

describe('a workload’s token that is the grant', () => {
  it.each(['/oauth/introspect', '/oauth/revoke'])(
    'is no client authentication at %s, where nothing is granted',
    async (path) => {
      const { issuer } = await workload({}, {}, { audiences: ['gatehouse-and-others', 'other'] });
      const token = await issuer.token({ aud: ['https://other.example', 'gatehouse-and-others'] });
      const refused = await post(path, { client_assertion_type: JWT_BEARER, client_assertion: token, token: 'x' });
      expect(refused.status).toBe(401);
      const answer = await post(path, { grant_type: ASSERTION, assertion: token, token: 'x' });
      expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 401 });
    },
  );

  it('is refused when it is bound to a key that nobody proves to hold', async () => {
    const { issuer } = await workload({ grant_types: [ASSERTION] });
    const assertion = await issuer.token({ cnf: { jkt: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs' } });
    const answer = await gatehouse.token({ grant_type: ASSERTION, assertion });
    expect({ status: answer.status, error: answer.body.error }).toEqual({ status: 400, error: 'invalid_grant' });
  });
});

describe('a rule for workloads', () => {
  it('that names resources keeps its workload from the hook audience also where a token brings it along', async () => {
    const bound = await workload(
      { grant_types: [EXCHANGE], scope: 'mcp hook:govern', audiences: ['hook'] },
      { resources: [gatehouse.url] },
    );
    const first = await gatehouse.create('/clients', {
      client_name: 'Whose token is exchanged',
      kind: 'agent',
      owner_id: bound.owner.id,
      grant_types: ['client_credentials'],
      scope: 'mcp hook:govern',
      audiences: ['hook'],
    });
    const subject = await gatehouse.accessToken(first.client_id, first.client_secret, { audience: 'hook' });
    const exchange = async (more: Record<string, string>) =>
      post('/oauth/token', {
        grant_type: EXCHANGE,
        subject_token: subject,
        subject_token_type: ACCESS_TOKEN,
        client_assertion_type: JWT_BEARER,
        client_assertion: await bound.issuer.token(),
        ...more,
      });
    expect((await exchange({ audience: 'hook' })).status).toBe(400);
    const answer = await exchange({});
    expect({ status: answer.status, scope: answer.body.scope }).toMatchObject({ status: 400 });
  });

  it.each([[{ '/aud/0': '*://**' }], [{ '/iss': '**', '/aud/0': '**:**' }]])(
    'is not written when all that it asks for is what every token has: %j',
    async (claims) => {
      const { issuer, id } = await workload();
      const answer = await gatehouse.adminCall('POST', `/issuers/${issuer.view.id}/rules`, {
        name: 'Everybody',
        claims,
        client_id: id,
      });
      expect(answer.status).toBe(400);
    },
  );
});

describe('whoever proves nothing', () => {
  it.each(['client_secret_basic', 'workload_identity'])('is not told whether a client exists (%s)', async (method) => {
    const { id } = await gatehouse.agent({ token_endpoint_auth_method: method });
    const said = async (name: string) => {
      const { status, body } = await gatehouse.token({ grant_type: 'client_credentials', client_id: name });
      return { status, body };
    };
    expect(await said(id)).toEqual(await said('nobody-of-this-name'));
  });

  it('cannot forge the signature of an RSA key whose exponent is one, for no such key is registered', async () => {
    const { publicKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
    const weak = { ...(await exportJWK(publicKey)), e: 'AQ', kid: 'weak' } as { kty: string };
    expect(createPublicKey({ key: weak, format: 'jwk' }).type).toBe('public');
    const { owner } = await gatehouse.agent();
    const made = await gatehouse.adminCall('POST', '/clients', {
      client_name: 'Weak',
      kind: 'agent',
      owner_id: owner.id,
      grant_types: ['client_credentials'],
      scope: 'mcp',
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [weak] },
    });
    if (made.status === 201) {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const claims = clientClaims(made.body.client_id as string, gatehouse.url);
      const input = `${part({ alg: 'RS256', kid: 'weak' })}.${part(claims)}`;
      const digest = createHash('sha256').update(input).digest();
      const info = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), digest]);
      const padded = Buffer.concat([
        Buffer.from([0, 1]),
        Buffer.alloc(256 - 3 - info.length, 0xff),
        Buffer.from([0]),
        info,
      ]);
      const answer = await gatehouse.token({
        grant_type: 'client_credentials',
        client_assertion_type: JWT_BEARER,
        client_assertion: `${input}.${padded.toString('base64url')}`,
      });
      expect({ registered: made.status, forged: answer.status }).toEqual({ registered: 400, forged: 401 });
    }
    expect(made.status).toBe(400);
  });
});
