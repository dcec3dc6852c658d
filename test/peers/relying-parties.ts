import type { TestGatehouse } from '../support/gatehouse.js';
import { createRelyingParty, type RelyingParty } from '../support/people.js';

/** An MCP server behind the gate; nothing answers there, its tokens are what counts. */
export const UPSTREAM = 'peers-files';

/** Where the tests' clients have people sent: more than one address, so that each request must name its own. */
export const CALLBACKS = [
  'http://127.0.0.1/callback',
  'https://client.example.test/callback',
  'https://client.example.test/callback?kept=1',
];

/** One way to be a client, and the algorithms that go with it. */
export const KINDS = [
  { method: 'client_secret_basic', algorithm: 'RS256' },
  { method: 'client_secret_post', algorithm: 'ES256' },
  { method: 'none', algorithm: 'EdDSA' },
] as const;
export type Kind = (typeof KINDS)[number];

/** A client of one kind that may have people in, with everything signed by the algorithm of its kind. */
export function registerClient(gatehouse: TestGatehouse, { method, algorithm }: Kind): Promise<RelyingParty> {
  return createRelyingParty(gatehouse, {
    client_name: `Peer by ${method}`,
    token_endpoint_auth_method: method,
    redirect_uris: CALLBACKS,
    post_logout_redirect_uris: ['https://client.example.test/signed-out'],
    id_token_signed_response_alg: algorithm,
    userinfo_signed_response_alg: method === 'client_secret_basic' ? null : algorithm,
    introspection_signed_response_alg: algorithm,
  });
}

/** The MCP server's own client, by which it asks what a token is worth. */
export async function registerResourceServer(gatehouse: TestGatehouse) {
  const upstream = await gatehouse.create('/upstreams', { name: UPSTREAM, kind: 'mcp', url: 'http://127.0.0.1:9/mcp' });
  const { id, secret } = await gatehouse.agent({
    client_name: 'Files server',
    kind: 'service',
    introspects: [upstream.resource],
    introspection_signed_response_alg: 'ES256',
  });
  return { id, secret, resource: upstream.resource as string };
}
export type ResourceServer = Awaited<ReturnType<typeof registerResourceServer>>;
