import { randomBytes } from 'node:crypto';
import { type Server, sibling, startServer } from './children.js';
import type { BenchDatabase } from './database.js';
import type { Agent } from './gatehouse.js';

/** What one oidc-provider is to be. */
interface Peer {
  /** Of its access tokens: opaque ones have a row each. */
  readonly format: 'opaque' | 'jwt';
  /** In the words of RFC 7591 §2, beyond what every client of the peer is. */
  readonly clients: readonly object[];
}

export function startOidcProvider(database: BenchDatabase, { format, clients }: Peer): Promise<Server> {
  return startServer({
    script: sibling('peer-oidc-provider.js'),
    cpu: 'server',
    health: '/.well-known/openid-configuration',
    environment: {
      DATABASE_URL: database.peerUrl,
      FORMAT: format,
      CLIENTS: JSON.stringify(clients),
      PEPPER: randomBytes(32).toString('base64url'),
    },
  });
}

/** A client with a secret: for us, and as the peer is told. */
export function peerAgent(): { agent: Agent; client: object } {
  const agent = {
    clientId: `bench-${randomBytes(6).toString('hex')}`,
    clientSecret: randomBytes(32).toString('base64url'),
  };
  return { agent, client: { client_id: agent.clientId, client_secret: agent.clientSecret } };
}
