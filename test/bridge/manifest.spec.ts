import {
  compactVerify,
  createLocalJWKSet,
  decodeProtectedHeader,
  errors,
  type JSONWebKeySet,
  jwtVerify,
  type JWTVerifyOptions,
} from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyRing } from '../../src/keys/key-ring.contract.js';
import { beginDevice, bridgeCall, expectStranger, type TestDevice } from '../support/devices.js';
import {
  ACCESS_TOKEN,
  createIdentityClient,
  EXCHANGE,
  exchange,
  ID_JAG,
  ID_TOKEN,
  JWT,
  signIn,
  TXN_TOKEN,
} from '../support/exchange.js';
import { type Answer, basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, type TestPerson } from '../support/people.js';

const TYP = 'gatehouse-manifest+jwt';
const url = 'http://127.0.0.1:9/';

let gatehouse: TestGatehouse;
let person: TestPerson;
let device: TestDevice;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ BRIDGE_DEVICES: '100', BRIDGE_MINIMUM_VERSION: '1.2.0' });
  await gatehouse.create('/scopes', { name: 'payroll', tier: 'service', description: 'Pay people' });
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url, required_scopes: ['mcp'] });
  await gatehouse.create('/upstreams', { name: 'bound', kind: 'mcp', url, required_token_binding: 'dpop' });
  await gatehouse.create('/upstreams', { name: 'denied', kind: 'mcp', url, default: 'deny' });
  await gatehouse.create('/upstreams', { name: 'payroll', kind: 'mcp', url, required_scopes: ['mcp', 'payroll'] });
  await gatehouse.create('/upstreams', { name: 'helper', kind: 'a2a', url, required_scopes: ['mcp'] });
  person = await createPerson(gatehouse);
  device = await beginDevice(gatehouse, person, { name: 'Laptop' });
});
afterAll(() => gatehouse.stop());

const read = (token = device.token, headers: Record<string, string> = {}): Promise<Answer> =>
  bridgeCall(gatehouse, 'GET', 'manifest', { token, headers });
const manifest = async (token?: string): Promise<string> => {
  const answer = await read(token);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return answer.text;
};
const keySet = async () => createLocalJWKSet((await bridgeCall(gatehouse, 'GET', 'pubkey')).body as JSONWebKeySet);
/** As a host does that knows the issuer, its own id, and nothing else. */
const verified = async (jws: string, changes: JWTVerifyOptions = {}) =>
  jwtVerify(jws, await keySet(), {
    issuer: gatehouse.url,
    audience: device.id,
    typ: TYP,
    requiredClaims: ['iat', 'nbf', 'exp'],
    currentDate: new Date(gatehouse.clock.now()),
    ...changes,
  });
const serversOf = async (token?: string) =>
  claimsOf(await manifest(token)).mcp_servers as { name: string; endpoint: string }[];

describe('a manifest', () => {
  it('can be verified by a stranger, with the published keys alone', async () => {
    const answer = await read();
    expect(answer.headers.get('content-type')).toBe('application/jose');
    const { payload, protectedHeader } = await verified(answer.text);
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: expect.any(String), typ: TYP });
    const rfc3339 = (seconds = NaN) => new Date(seconds * 1000).toISOString();
    expect(payload).toEqual({
      iss: gatehouse.url,
      aud: device.id,
      sub: person.id,
      iat: expect.any(Number),
      nbf: payload.iat! - 60,
      exp: payload.iat! + 3600,
      issued_at: rfc3339(payload.iat),
      not_before: rfc3339(payload.nbf),
      expires_at: rfc3339(payload.exp),
      schema_version: 1,
      minimum_version: '1.2.0',
      policy_version: '0',
      user: { id: person.id, email: person.email, name: person.name, roles: ['user'] },
      device: { id: device.id, name: 'Laptop' },
      mcp_servers: ['tools', 'bound'].map((name) => ({
        name,
        resource: `${gatehouse.url}/api/v1/mcp/${name}`,
        endpoint: `${gatehouse.url}/api/v1/mcp/${name}`,
        required_scopes: ['mcp'],
        binding: name === 'bound' ? 'dpop' : 'none',
      })),
      agents: [],
    });
  });

  it('is no longer one when a byte of it is changed', async () => {
    const [head, body, tail] = (await manifest()).split('.') as [string, string, string];
    const other = Buffer.from(JSON.stringify({ ...claimsOf(`.${body}.`), mcp_servers: [] })).toString('base64url');
    await expect(verified(`${head}.${other}.${tail}`)).rejects.toThrow(errors.JWSSignatureVerificationFailed);
  });

  it('is for one device, and for one hour', async () => {
    const jws = await manifest();
    const sibling = await beginDevice(gatehouse, person);
    await expect(verified(jws, { audience: sibling.id })).rejects.toThrow(errors.JWTClaimValidationFailed);
    const at = (seconds: number) => ({ currentDate: new Date(gatehouse.clock.now() + seconds * 1000) });
    await expect(verified(jws, at(3_601))).rejects.toThrow(errors.JWTExpired);
    await expect(verified(jws, at(-120))).rejects.toThrow(errors.JWTClaimValidationFailed);
    await expect(verified(jws, at(-30))).resolves.toBeDefined();
  });

  it('names servers by the base that was dialled, and resources by the issuer', async () => {
    const alias = gatehouse.url.replace('localhost', '127.0.0.1');
    const response = await fetch(`${alias}/api/v1/bridge/manifest`, {
      headers: { authorization: `Bearer ${device.token}` },
    });
    const [server] = claimsOf(await response.text()).mcp_servers;
    expect(server).toMatchObject({
      resource: `${gatehouse.url}/api/v1/mcp/tools`,
      endpoint: `${alias}/api/v1/mcp/tools`,
    });
  });

  it('names exactly what the gate then admits', async () => {
    const named = (await serversOf()).map(({ name }) => name);
    for (const name of ['tools', 'denied', 'payroll']) {
      const answer = await gatehouse.request('GET', `/api/v1/mcp/${name}`, {
        headers: { authorization: `Bearer ${device.token}`, accept: 'text/event-stream' },
      });
      // Nobody listens there: 502 is from beyond policy.
      expect([name, answer.status]).toEqual([name, named.includes(name) ? 502 : 403]);
    }
  });

  it('leaves out what is switched off, and names it again', async () => {
    const { id } = await gatehouse.create('/upstreams', { name: 'sometimes', kind: 'mcp', url });
    const names = async () => (await serversOf()).map(({ name }) => name);
    expect(await names()).toContain('sometimes');
    await gatehouse.adminCall('PATCH', `/upstreams/${id}`, { status: 'inactive' });
    expect(await names()).not.toContain('sometimes');
    await gatehouse.adminCall('PATCH', `/upstreams/${id}`, { status: 'active' });
    expect(await names()).toContain('sometimes');
    await gatehouse.adminCall('DELETE', `/upstreams/${id}`);
    expect(await names()).not.toContain('sometimes');
  });

  it('names servers however many there are', async () => {
    const many = await TestGatehouse.start();
    try {
      await many.sql(
        `INSERT INTO upstreams (id, name, kind, url, required_scopes, required_token_binding, credential,
                policy_default, timeouts, limits, status, created_at, updated_at)
         SELECT gen_random_uuid(), 'server-' || n, 'mcp', $1, '{mcp}', 'none', '{"mode":"none"}', 'allow', '{}', '{}',
                'active', now(), now() FROM generate_series(1, 450) AS n`,
        [url],
      );
      const { token } = await beginDevice(many, await createPerson(many));
      const { mcp_servers } = claimsOf((await bridgeCall(many, 'GET', 'manifest', { token })).text);
      expect(new Set(mcp_servers.map(({ name }: { name: string }) => name)).size).toBe(450);
    } finally {
      await many.stop();
    }
  });
});

describe('a manifest that a host has already', () => {
  it('is 304, and sent again when something in it changes', async () => {
    gatehouse.clock.advance(3_600_000 - (gatehouse.clock.now() % 3_600_000));
    const mine = await beginDevice(gatehouse, person);
    const first = await read(mine.token);
    const etag = first.headers.get('etag') ?? '';
    expect([etag, first.headers.get('cache-control')]).toEqual([
      expect.stringMatching(/^W\/"[^"]+"$/),
      'private, no-cache',
    ]);
    const again = await read(mine.token, { 'if-none-match': `"other", ${etag}` });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await read(mine.token, { 'if-none-match': '"other"' })).status).toBe(200);
    const { id } = await gatehouse.create('/upstreams', { name: 'new', kind: 'mcp', url });
    const changed = await read(mine.token, { 'if-none-match': etag });
    expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false]);
    await gatehouse.adminCall('DELETE', `/upstreams/${id}`);
    expect((await read(mine.token, { 'if-none-match': etag })).status).toBe(304);
  });

  it('is never confirmed once it has expired', async () => {
    const mine = await beginDevice(gatehouse, person);
    const first = await read(mine.token);
    const { exp } = claimsOf(first.text);
    gatehouse.clock.advance(exp * 1000 - gatehouse.clock.now() - 1_000);
    const still = await beginDevice(gatehouse, person, { headers: { 'x-session-id': mine.sid } });
    expect(still.id).toBe(mine.id);
    gatehouse.clock.advance(1_000);
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    expect((await read(still.token, headers)).status).toBe(200);
  });

  it('is not told of to who may not read it', async () => {
    const mine = await beginDevice(gatehouse, person);
    const etag = (await read(mine.token)).headers.get('etag') ?? '';
    await gatehouse.adminCall('DELETE', `/devices/${mine.id}`);
    const refused = await read(mine.token, { 'if-none-match': etag });
    expectStranger(refused);
    expect(refused.headers.get('etag')).toBeNull();
  });
});

describe('the keys of manifests', () => {
  it('are those of the issuer, for anyone, and may be kept for a while', async () => {
    const answer = await bridgeCall(gatehouse, 'GET', 'pubkey');
    const issuers = await gatehouse.request('GET', '/oauth/jwks');
    expect(answer.body).toEqual(issuers.body);
    for (const name of ['content-type', 'cache-control', 'access-control-allow-origin']) {
      expect([name, answer.headers.get(name)]).toEqual([name, issuers.headers.get(name)]);
    }
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    expect(answer.text).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
  });
});

describe('a manifest passes for nothing else', () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  let mine: TestDevice;
  let jws: string;
  beforeAll(async () => {
    mine = await beginDevice(gatehouse, person);
    jws = await manifest(mine.token);
  });

  it.each([
    ['GET', '/api/v1/bridge/whoami'],
    ['GET', '/api/v1/bridge/manifest'],
    ['GET', '/api/v1/bridge/usage'],
    ['POST', '/api/v1/mcp/tools'],
    ['POST', '/api/v1/agents/helper'],
    ['GET', '/api/v1/admin/users'],
    ['GET', '/oauth/userinfo'],
    ['POST', '/api/v1/access-keys/token'],
  ])('at %s %s', async (method, path) => {
    const answer = await gatehouse.request(method, path, {
      headers: { ...bearer(jws), 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: '{}' } : {}),
    });
    expect(answer.status).toBe(401);
  });

  it.each([ACCESS_TOKEN, ID_TOKEN, JWT, ID_JAG, TXN_TOKEN])(
    'as the subject of an exchange, by type %s',
    async (type) => {
      const agent = await gatehouse.agent({ owner_id: person.id, grant_types: [EXCHANGE] });
      const answer = await exchange(gatehouse, agent, { subject_token: jws, subject_token_type: type });
      expect([answer.status, answer.body.error]).toEqual([400, expect.stringMatching(/^invalid_(request|grant)$/)]);
    },
  );

  it('as an assertion, of a client or of an employer', async () => {
    const agent = await gatehouse.agent();
    const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
    const granted = await gatehouse.token({ grant_type: jwtBearer, assertion: jws }, agent);
    expect(granted.status).not.toBe(200);
    const authenticated = await gatehouse.token({
      grant_type: 'client_credentials',
      client_id: agent.id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: jws,
    });
    expect([authenticated.status, authenticated.body.error]).toEqual([401, 'invalid_client']);
  });

  it('at introspection', async () => {
    const agent = await gatehouse.agent();
    const introspect = (token: string) =>
      gatehouse.request('POST', '/oauth/introspect', {
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: basicHeader(agent.id, agent.secret),
        },
        body: new URLSearchParams({ token }).toString(),
      });
    expect((await introspect(await gatehouse.accessToken(agent.id, agent.secret))).body.active).toBe(true);
    expect((await introspect(jws)).body).toEqual({ active: false });
  });

  it('for verifiers of others that do not look at types: its audience is nobody else’s', async () => {
    const { payload } = await compactVerify(jws, await keySet());
    const { aud, client_id, scope, sid } = JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>;
    expect({ aud, client_id, scope, sid }).toEqual({ aud: mine.id });
  });
});

describe('a manifest whose key was retired a moment later', () => {
  it('can be verified as long as it is good', async () => {
    const mine = await beginDevice(gatehouse, person);
    const jws = await manifest(mine.token);
    const { kid } = decodeProtectedHeader(jws);
    const rotate = async () => expect((await gatehouse.adminCall('POST', '/keys/rotate?force=true')).status).toBe(200);
    await rotate();
    expect((await gatehouse.adminCall('GET', `/keys/${kid}`)).body.state).toBe('retired');
    gatehouse.clock.advance(3_590_000);
    await rotate();
    await expect(verified(jws, { audience: mine.id })).resolves.toBeDefined();
  });
});

describe('nothing else passes for a manifest', () => {
  it.each<[string, () => Promise<string>]>([
    ['a device’s own token', async () => (await beginDevice(gatehouse, person)).token],
    ['an administrator’s token', () => gatehouse.admin()],
    [
      'an ID token',
      async () => {
        const client = await createIdentityClient(gatehouse);
        return (await signIn(gatehouse, client, {}, person)).idToken;
      },
    ],
    [
      'another type of ours that says the same',
      async () =>
        gatehouse.app
          .get(KeyRing)
          .sign('at+jwt', claimsOf(await manifest((await beginDevice(gatehouse, person)).token))),
    ],
  ])('not %s', async (_, make) => {
    const jws = await make();
    const { aud } = claimsOf(jws) as { aud: string | string[] };
    // Signed by the same keys: the type alone, and the audience, tell them apart.
    await expect(compactVerify(jws, await keySet())).resolves.toBeDefined();
    await expect(verified(jws, { audience: aud })).rejects.toThrow(/"typ"/);
  });
});
