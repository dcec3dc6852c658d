import {
  Client,
  ClientCredentialsProvider,
  DpopSession,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../demo/agent.js';
import { startModernMcpServer } from '../../demo/servers/modern-mcp.js';
import type { RunningUpstream } from '../../demo/servers/upstream-http.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';

/** Plain http, which the library takes on request alone. */
const insecure = { [oauth.allowInsecureRequests]: true };

describe.each(['true', 'false'])('with DPoP, and nonces required: %s', (REQUIRE_DPOP_NONCE) => {
  let gatehouse: TestGatehouse;
  let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
  let server: RunningUpstream;
  let endpoint: string;
  beforeAll(async () => {
    gatehouse = await TestGatehouse.start({ REQUIRE_DPOP_NONCE });
    agent = await gatehouse.agent({ scope: 'mcp', dpop_bound_access_tokens: true });
    endpoint = `${gatehouse.url}/api/v1/mcp/bound`;
    server = await startModernMcpServer({
      issuer: gatehouse.url,
      jwksUrl: `${gatehouse.url}/oauth/jwks`,
      audience: endpoint,
    });
    await gatehouse.create('/upstreams', {
      name: 'bound',
      kind: 'mcp',
      url: server.url,
      required_token_binding: 'dpop',
    });
  });
  afterAll(async () => {
    await server.close();
    await gatehouse.stop();
  });

  it.each(['ES256', 'PS256', 'RS256', 'Ed25519'])('oauth4webapi gets a token and calls with it, by %s', async (alg) => {
    const issuer = new URL(gatehouse.url);
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
    expect(as.dpop_signing_alg_values_supported).toContain(alg);
    const client: oauth.Client = { client_id: agent.id };
    const DPoP = oauth.DPoP(client, await oauth.generateKeyPair(alg));
    let retries = 0;
    /** Once more when the answer asks for a nonce, as the library's users do. */
    const patiently = async <T>(send: () => Promise<T>): Promise<T> => {
      try {
        return await send();
      } catch (error) {
        if (!oauth.isDPoPNonceError(error)) throw error;
        retries++;
        return send();
      }
    };
    const tokens = await patiently(async () => {
      const parameters = new URLSearchParams({ resource: endpoint });
      const auth = oauth.ClientSecretBasic(agent.secret);
      const options = { ...insecure, DPoP };
      const response = await oauth.clientCredentialsGrantRequest(as, client, auth, parameters, options);
      return oauth.processClientCredentialsResponse(as, client, response);
    });
    expect(tokens.token_type).toBe('dpop');
    expect(claimsOf(tokens.access_token).cnf).toEqual({ jkt: await DPoP.calculateThumbprint() });
    const headers = new Headers({ 'content-type': 'application/json', accept: 'application/json, text/event-stream' });
    const ping = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });
    const call = () =>
      oauth.protectedResourceRequest(tokens.access_token, 'POST', new URL(endpoint), headers, ping, {
        ...insecure,
        DPoP,
      });
    const before = server.received.length;
    await patiently(call);
    await patiently(call);
    expect(server.received.length).toBe(before + 2);
    // The nonce of the token endpoint is good at the gate as well: one origin.
    expect(retries).toBe(REQUIRE_DPOP_NONCE === 'true' ? 1 : 0);
  });

  it('the official MCP client discovers, gets a bound token and calls tools of a real server', async () => {
    const session = await DpopSession.create();
    const provider = Object.assign(
      new ClientCredentialsProvider({
        clientId: agent.id,
        clientSecret: agent.secret,
        expectedIssuer: gatehouse.url,
      }),
      { dpop: () => session },
    );
    const client = new Client(
      { name: 'peer', version: '1.0.0' },
      { versionNegotiation: { mode: { pin: '2026-07-28' } } },
    );
    try {
      await client.connect(new StreamableHTTPClientTransport(new URL(endpoint), { authProvider: provider }));
      expect((await client.listTools()).tools.map(({ name }) => name)).toContain('add');
      expect(textOf(await client.callTool({ name: 'add', arguments: { a: 19, b: 23 } }))).toContain('42');
      const { access_token = '', token_type } = provider.tokens() ?? {};
      expect(token_type).toBe('DPoP');
      expect(claimsOf(access_token).cnf.jkt).toHaveLength(43);
      const stolen = await fetch(endpoint, { method: 'POST', headers: { authorization: `Bearer ${access_token}` } });
      expect(stolen.status).toBe(401);
    } finally {
      await client.close();
    }
  });
});
