import { exportJWK, type JWK } from 'jose';
import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { claimsOf } from '../support/people.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

type Agent = Awaited<ReturnType<TestGatehouse['agent']>>;

/** A client's key with the name under which it is published. */
interface NamedKey {
  readonly key: CryptoKey;
  readonly kid: string;
  readonly jwk: JWK;
}

let host: HttpsHost;
let gatehouse: TestGatehouse;
let orchestrator: Agent;
let resource: string;
let delegated: string;
beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start(host.settings);
  ({ resource } = await gatehouse.create('/upstreams', { name: 'files', kind: 'mcp', url: 'http://127.0.0.1:9/mcp' }));
  orchestrator = await gatehouse.agent({ client_name: 'Orchestrator' });
  delegated = await gatehouse.accessToken(orchestrator.id, orchestrator.secret, { resource });
});
afterAll(async () => {
  await gatehouse.stop();
  await host.stop();
});

async function newKey(alg: string, kid: string): Promise<NamedKey> {
  const { privateKey, publicKey } = await openid.randomDPoPKeyPair(alg);
  return { key: privateKey, kid, jwk: { ...(await exportJWK(publicKey)), kid } };
}

/** An agent whose keys stand at a path of the host. */
function publishing(path: string, fields: Record<string, unknown> = {}): Promise<Agent> {
  return gatehouse.agent({
    owner_id: orchestrator.owner.id,
    token_endpoint_auth_method: 'private_key_jwt',
    jwks_uri: host.url + path,
    grant_types: ['client_credentials', EXCHANGE],
    introspection_signed_response_alg: 'ES256',
    ...fields,
  });
}

/** The library, which knows the issuer, the client's id and its key. */
function as({ id }: Agent, { key, kid }: NamedKey): Promise<openid.Configuration> {
  const metadata = { introspection_signed_response_alg: 'ES256' };
  return openid.discovery(new URL(gatehouse.url), id, metadata, openid.PrivateKeyJwt({ key, kid }), {
    execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks],
  });
}

const refusal = (error: string) => expect.objectContaining({ name: 'ResponseBodyError', error });
const exchange = (config: openid.Configuration, form: Record<string, string> = {}) =>
  openid.genericGrantRequest(config, EXCHANGE, {
    subject_token: delegated,
    subject_token_type: ACCESS_TOKEN,
    ...form,
  });

describe.each(['ES256', 'ES384', 'ES512', 'RS256', 'PS256', 'Ed25519'])(
  'openid-client by a key that it publishes, with %s',
  (alg) => {
    let agent: Agent;
    let config: openid.Configuration;
    let other: openid.Configuration;
    beforeAll(async () => {
      const [own, stranger] = [await newKey(alg, 'own'), await newKey(alg, 'own')];
      host.route(`/${alg}`, { keys: [own.jwk] });
      agent = await publishing(`/${alg}`, { token_endpoint_auth_signing_alg: alg });
      [config, other] = [await as(agent, own), await as(agent, stranger)];
    });

    it('is told that it can', () => {
      expect(config.serverMetadata()).toMatchObject({
        token_endpoint_auth_methods_supported: expect.arrayContaining(['private_key_jwt']),
        token_endpoint_auth_signing_alg_values_supported: expect.arrayContaining([alg]),
        grant_types_supported: expect.arrayContaining([EXCHANGE]),
      });
    });

    it('acts as itself', async () => {
      const { access_token: token } = await openid.clientCredentialsGrant(config, { resource, scope: 'mcp' });
      expect(claimsOf(token)).toMatchObject({ client_id: agent.id, aud: resource, scope: 'mcp' });
    });

    it('acts for others, whose token it exchanges, and gives up what it got', async () => {
      const answer = await exchange(config, { scope: 'mcp' });
      expect(answer).toMatchObject({ token_type: 'bearer', issued_token_type: ACCESS_TOKEN, scope: 'mcp' });
      const act = { sub: agent.id, act: { sub: orchestrator.id } };
      expect(await openid.tokenIntrospection(config, answer.access_token)).toMatchObject({
        active: true,
        sub: orchestrator.owner.id,
        act,
      });
      await openid.tokenRevocation(config, answer.access_token);
      expect(await openid.tokenIntrospection(config, answer.access_token)).toEqual({ active: false });
      await expect(exchange(config, { scope: 'admin' })).rejects.toEqual(refusal('invalid_scope'));
    });

    it('is nobody with the key of another, whatever name it has', async () => {
      await expect(openid.clientCredentialsGrant(other)).rejects.toEqual(refusal('invalid_client'));
      await expect(exchange(other)).rejects.toEqual(refusal('invalid_client'));
    });
  },
);

describe('openid-client when the keys that it publishes change', () => {
  it('goes on with a new key, and the old one is out when Gatehouse has seen that it is gone', async () => {
    const [old, fresh] = [await newKey('ES256', 'old'), await newKey('ES256', 'fresh')];
    let published = [old.jwk];
    host.route('/changing', (_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
    });
    const agent = await publishing('/changing');
    const [before, after] = [await as(agent, old), await as(agent, fresh)];
    await openid.clientCredentialsGrant(before);
    await openid.clientCredentialsGrant(before);
    expect(host.hits('/changing')).toBe(1);
    await expect(openid.clientCredentialsGrant(after)).rejects.toEqual(refusal('invalid_client'));
    published = [fresh.jwk];
    // jose has a clock of its own: within its pause nobody can make us fetch again.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    onTestFinished(() => void vi.useRealTimers());
    expect((await openid.clientCredentialsGrant(after)).token_type).toBe('bearer');
    await expect(openid.clientCredentialsGrant(before)).rejects.toEqual(refusal('invalid_client'));
  });

  it('is nobody while they cannot be had, and itself when they can', async () => {
    const own = await newKey('ES256', 'own');
    const config = await as(await publishing('/late'), own);
    await expect(openid.clientCredentialsGrant(config)).rejects.toEqual(refusal('invalid_client'));
    host.route('/late', { keys: [own.jwk] });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    onTestFinished(() => void vi.useRealTimers());
    expect((await openid.clientCredentialsGrant(config)).token_type).toBe('bearer');
  });
});
