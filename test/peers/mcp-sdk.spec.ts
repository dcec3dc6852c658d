import * as modern from '@modelcontextprotocol/client';
import * as legacyProviders from '@modelcontextprotocol/sdk/client/auth-extensions.js';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../demo/agent.js';
import { startLegacyMcpServer } from '../../demo/servers/legacy-mcp.js';
import { startModernMcpServer } from '../../demo/servers/modern-mcp.js';
import type { RunningUpstream } from '../../demo/servers/upstream-http.js';
import { clientClaims, Signer } from '../support/assertions.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { claimsOf, createPerson, type TestPerson } from '../support/people.js';
import { EmployersIdp } from './employers-idp.js';

const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

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

/** What tests need of the client of either line. */
interface Connected {
  readonly call: (tool: string, args: Record<string, unknown>) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** A provider of either line, with the token that it holds. */
interface Provider {
  readonly tokens: () => { access_token: string } | undefined;
}

async function connectModern(endpoint: string, authProvider: modern.OAuthClientProvider): Promise<Connected> {
  const client = new modern.Client(
    { name: 'peer', version: '1.0.0' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  await client.connect(new modern.StreamableHTTPClientTransport(new URL(endpoint), { authProvider }));
  return {
    call: async (name, args) => textOf(await client.callTool({ name, arguments: args })),
    close: () => client.close(),
  };
}

type LegacyProvider = legacyProviders.ClientCredentialsProvider | legacyProviders.PrivateKeyJwtProvider;

async function connectLegacy(endpoint: string, authProvider: LegacyProvider): Promise<Connected> {
  const client = new LegacyClient({ name: 'peer', version: '1.0.0' });
  await client.connect(new LegacyTransport(new URL(endpoint), { authProvider }));
  return {
    call: async (name, args) => textOf(await client.callTool({ name, arguments: args })),
    close: () => client.close(),
  };
}

const LINES = [
  ['client 2.4', startModernMcpServer, modern, connectModern],
  ['sdk 1.32', startLegacyMcpServer, legacyProviders, connectLegacy],
] as const;

/** A real server that takes only tokens made out to it, behind the gate. */
async function behindTheGate(name: string, start: typeof startModernMcpServer) {
  const endpoint = `${gatehouse.url}/api/v1/mcp/${name}`;
  const server = await start({ issuer: gatehouse.url, jwksUrl: `${gatehouse.url}/oauth/jwks`, audience: endpoint });
  await gatehouse.create('/upstreams', { name, kind: 'mcp', url: server.url });
  return { endpoint, server };
}

describe.each(LINES)('a machine with @modelcontextprotocol/%s, told nothing but the URL of a server', (...line) => {
  const [name, startServer, providers, connect] = line;
  let endpoint: string;
  let server: RunningUpstream;
  beforeAll(async () => {
    ({ endpoint, server } = await behindTheGate(name.replace(/\W/g, '-'), startServer));
  });
  afterAll(() => server.close());

  /** Connects, calls a tool twice, and shows whose token did it. */
  async function use(provider: Provider): Promise<Record<string, unknown>> {
    const before = server.received.length;
    const client = await (connect as (endpoint: string, provider: Provider) => Promise<Connected>)(endpoint, provider);
    try {
      expect(await client.call('add', { a: 19, b: 23 })).toContain('42');
      expect(server.received.length).toBeGreaterThan(before);
      const seen = JSON.parse(await client.call('whoami', {})) as Record<string, unknown>;
      const own = claimsOf(provider.tokens()?.access_token ?? '');
      expect(seen).toMatchObject({ sub: own.sub, act: own.act, aud: endpoint, iss: gatehouse.url });
      return seen;
    } finally {
      await client.close();
    }
  }

  const expected = () => ({ expectedIssuer: gatehouse.url });

  it('calls a tool by its secret', async () => {
    const { id, secret, owner } = await gatehouse.agent();
    const seen = await use(
      new providers.ClientCredentialsProvider({ clientId: id, clientSecret: secret, ...expected() }),
    );
    expect(seen).toMatchObject({ sub: owner.id, act: { sub: id } });
  });

  it.each(['ES256', 'ES384', 'RS256', 'PS256', 'EdDSA'])('calls a tool by its key, with %s', async (algorithm) => {
    const signer = await Signer.create(algorithm);
    const agent = await keyed(signer, { token_endpoint_auth_signing_alg: algorithm });
    const privateKey = { ...(await signer.privateJwk()) };
    const seen = await use(
      new providers.PrivateKeyJwtProvider({ clientId: agent.id, privateKey, algorithm, ...expected() }),
    );
    expect(seen).toMatchObject({ sub: agent.owner.id, act: { sub: agent.id } });
  });

  it('calls a tool by an assertion that was made for it, and gets no second token by it', async () => {
    const signer = await Signer.create();
    const { id } = await keyed(signer);
    const jwtBearerAssertion = await signer.sign(clientClaims(id, gatehouse.url));
    const make = () => new providers.StaticPrivateKeyJwtProvider({ clientId: id, jwtBearerAssertion, ...expected() });
    await use(make());
    await expect(use(make())).rejects.toThrow(/already/);
  });

  it('is refused with another key than its own, and reaches no server', async () => {
    const { id } = await keyed(await Signer.create());
    const privateKey = { ...(await (await Signer.create()).privateJwk()) };
    const before = server.received.length;
    const provider = new providers.PrivateKeyJwtProvider({
      clientId: id,
      privateKey,
      algorithm: 'ES256',
      ...expected(),
    });
    await expect(use(provider)).rejects.toThrow(/client authentication failed/);
    expect(server.received.length).toBe(before);
  });

  it('gets a new token by itself when its session was closed', async () => {
    const signer = await Signer.create();
    const { id } = await keyed(signer);
    const privateKey = { ...(await signer.privateJwk()) };
    const provider = new providers.PrivateKeyJwtProvider({
      clientId: id,
      privateKey,
      algorithm: 'ES256',
      ...expected(),
    });
    const client = await (connect as (endpoint: string, provider: Provider) => Promise<Connected>)(endpoint, provider);
    try {
      const first = provider.tokens()?.access_token ?? '';
      await gatehouse.adminCall('DELETE', `/sessions/${claimsOf(first).sid}`);
      expect(await client.call('echo', { message: 'again' })).toContain('again');
      expect(provider.tokens()?.access_token).not.toBe(first);
    } finally {
      await client.close();
    }
  });
});

/** An agent that has no secret, but a key. */
function keyed(signer: Signer, fields: Record<string, unknown> = {}) {
  const jwks = { keys: [signer.publicJwk] };
  return gatehouse.agent({ token_endpoint_auth_method: 'private_key_jwt', jwks, ...fields });
}

describe('Enterprise-Managed Authorization with @modelcontextprotocol/client', () => {
  let idp: EmployersIdp;
  let person: TestPerson;
  let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
  let endpoint: string;
  let server: RunningUpstream;
  beforeAll(async () => {
    ({ endpoint, server } = await behindTheGate('employer', startModernMcpServer));
    idp = await EmployersIdp.open(gatehouse, host);
    person = await createPerson(gatehouse);
    agent = await gatehouse.agent({ scope: 'mcp user', grant_types: [ASSERTION] });
    idp.clients.set('app-at-idp', { secret: 'idp secret', knownAs: agent.id });
    const link = { issuer: idp.issuer.name, subject: 'employee-7' };
    await gatehouse.create(`/users/${person.id}/identities`, link);
  });
  afterAll(() => server.close());

  /** @param employee subject of the ID token of their sign-in */
  const provider = (employee: string, changes: Partial<modern.CrossAppAccessProviderOptions> = {}) =>
    new modern.CrossAppAccessProvider({
      assertion: async ({ authorizationServerUrl, resourceUrl, scope }) => {
        const { jwtAuthGrant } = await modern.discoverAndRequestJwtAuthGrant({
          idpUrl: idp.issuer.name,
          audience: authorizationServerUrl,
          resource: resourceUrl,
          idToken: await idp.idToken(employee),
          clientId: 'app-at-idp',
          clientSecret: 'idp secret',
          ...(scope === undefined ? {} : { scope }),
          fetchFn: idp.fetch,
        });
        return jwtAuthGrant;
      },
      clientId: agent.id,
      clientSecret: agent.secret,
      expectedIssuer: gatehouse.url,
      ...changes,
    });

  it('walks from the URL of the server to a tool, as the employee, without asking them', async () => {
    const own = provider('employee-7');
    const client = await connectModern(endpoint, own);
    try {
      expect(await client.call('add', { a: 19, b: 23 })).toContain('42');
      const seen = JSON.parse(await client.call('whoami', {})) as object;
      expect(seen).toMatchObject({ sub: person.id, act: { sub: agent.id }, aud: endpoint, iss: gatehouse.url });
      expect(idp.granted).toMatchObject([{ aud: gatehouse.url, resource: endpoint, client_id: agent.id }]);
      expect(own.tokens()).toMatchObject({ token_type: 'Bearer', expires_in: 300 });
      expect(own.tokens()?.refresh_token).toBeUndefined();
    } finally {
      await client.close();
    }
  });

  it.each(['client_secret_basic', 'client_secret_post'] as const)(
    'is exchanged by the function for it alone, by %s',
    async (authMethod) => {
      const own = { scope: 'mcp', grant_types: [ASSERTION], token_endpoint_auth_method: authMethod };
      const { id, secret } = await gatehouse.agent(own);
      const jwtAuthGrant = await idp.idJag('employee-7', { aud: gatehouse.url, resource: endpoint, client_id: id });
      const tokens = await modern.exchangeJwtAuthGrant({
        tokenEndpoint: `${gatehouse.url}/oauth/token`,
        jwtAuthGrant,
        clientId: id,
        clientSecret: secret,
        authMethod,
      });
      expect(claimsOf(tokens.access_token)).toMatchObject({ sub: person.id, act: { sub: id }, aud: endpoint });
    },
  );

  it('gets another assertion from the employer when its session was closed', async () => {
    const own = provider('employee-7');
    const client = await connectModern(endpoint, own);
    try {
      const [first, granted] = [own.tokens()?.access_token ?? '', idp.granted.length];
      await gatehouse.adminCall('DELETE', `/sessions/${claimsOf(first).sid}`);
      expect(await client.call('echo', { message: 'again' })).toContain('again');
      expect(idp.granted.length).toBe(granted + 1);
    } finally {
      await client.close();
    }
  });

  it('is out when the employer does not let it, when nobody is linked, and with an assertion that was used', async () => {
    const before = server.received.length;
    await expect(connectModern(endpoint, provider('fired'))).rejects.toThrow(/access_denied/);
    await expect(connectModern(endpoint, provider('employee-8'))).rejects.toThrow(/not accepted/);
    const stale = await idp.idJag('employee-7', { aud: gatehouse.url, resource: endpoint, client_id: agent.id });
    await (await connectModern(endpoint, provider('employee-7', { assertion: () => Promise.resolve(stale) }))).close();
    const reached = server.received.length;
    const again = provider('employee-7', { assertion: () => Promise.resolve(stale) });
    await expect(connectModern(endpoint, again)).rejects.toThrow(/not accepted/);
    expect(server.received.length).toBe(reached);
    expect(reached).toBeGreaterThan(before);
  });

  it.each([
    ['another server', (own: object) => ({ ...own, resource: `${gatehouse.url}/api/v1/mcp/elsewhere` })],
    ['another client', (own: object) => ({ ...own, client_id: 'root-cli' })],
    ['another authorization server', (own: object) => ({ ...own, aud: 'https://other.example' })],
  ])('is out with an assertion for %s', async (_whom, change) => {
    const claims = change({ aud: gatehouse.url, resource: endpoint, client_id: agent.id });
    const assertion = () => idp.idJag('employee-7', claims);
    const before = server.received.length;
    await expect(connectModern(endpoint, provider('employee-7', { assertion }))).rejects.toThrow(/not accepted/);
    expect(server.received.length).toBe(before);
  });
});
