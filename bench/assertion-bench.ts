import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import type { Server } from './children.js';
import { contest, measured } from './contest.js';
import { BARS } from './bars.js';
import type { BenchDatabase } from './database.js';
import { formRequest, type OwnedAgent, registerClient } from './gatehouse.js';
import { CARD } from './load.js';
import { startOidcProvider } from './oidc-provider.js';
import { CONNECTIONS, type Plan } from './plan.js';
import { compare } from './results.js';
import { type Bench, variant } from './rounds.js';
import { fitting, type Outcome, sampleTable } from './table.js';

const KEY_ID = 'bench';
const LIFETIME = 280;

/** What a token costs when its client proves itself by a JWT that is good once (RFC 7523 §2.2). */
export async function benchAssertion(
  bench: Bench,
  database: BenchDatabase,
  { server, agent }: { server: Server; agent: OwnedAgent },
  plan: Plan,
): Promise<Outcome> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'ES256', use: 'sig' }] };
  const proof = { token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256', jwks };
  const { clientId } = await registerClient(server, agent.ownerId, proof);
  const peerServer = await startOidcProvider(database, {
    format: 'opaque',
    clients: [{ client_id: 'bench-assertion', ...proof }],
  });
  const spentBefore = await spentIds(database);
  const dealer = (id: string, audience: string) => ({
    kind: 'once' as const,
    deal: (count: number) => assertions(privateKey, { id, audience, count }),
  });
  const ours = variant(
    'Gatehouse: ES256 JWT, session + evidence + fact rows',
    server,
    request(`${server.url}/oauth/token`),
    {
      usesDatabase: true,
      dealer: dealer(clientId, server.url),
    },
  );
  const peer = variant('oidc-provider: opaque token, one row', peerServer, request(`${peerServer.url}/token`), {
    usesDatabase: true,
    dealer: dealer('bench-assertion', peerServer.url),
  });
  const { samples } = await contest(bench, [ours, peer], plan);

  const count = (sql: string) => database.count('gatehouse', sql, [clientId]);
  const checks = [
    fitting('Gatehouse: spent ids', (await spentIds(database)) - spentBefore, ours),
    fitting('Gatehouse: session rows', await count('SELECT count(*) FROM sessions WHERE client_id = $1'), ours),
    fitting(
      'oidc-provider: spent ids',
      await database.count('peer', `SELECT count(*) FROM oidc_payloads WHERE kind = 'ReplayDetection'`),
      peer,
    ),
  ];
  await peerServer.stop();
  const pair = { ours: measured(samples, ours), peer: measured(samples, peer) };
  return {
    title: `Tokens by private_key_jwt, ${CONNECTIONS} connections, ${plan.rounds} rounds of ${plan.busy} s`,
    tables: [sampleTable('tokens/s', [ours, peer], samples)],
    results: [
      compare({ path: 'private_key_jwt: CPU', key: 'total', ...pair, of: 'peer / gatehouse', bar: BARS.assertion }),
    ],
    checks,
  };
}

function request(url: string) {
  return formRequest(url, {
    grant_type: 'client_credentials',
    scope: 'mcp',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: CARD,
  });
}

/** Signed ahead of a run, so that it is not the load's CPU that is short. */
function assertions(
  key: KeyObject,
  { id, audience, count }: { id: string; audience: string; count: number },
): string[] {
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = encoded({ alg: 'ES256', kid: KEY_ID });
  const iat = Math.floor(Date.now() / 1000);
  return Array.from({ length: count }, () => {
    const claims = { iss: id, sub: id, aud: audience, iat, exp: iat + LIFETIME, jti: randomUUID() };
    const said = `${head}.${encoded(claims)}`;
    const signature = sign('sha256', Buffer.from(said), { key, dsaEncoding: 'ieee-p1363' });
    return `${said}.${signature.toString('base64url')}`;
  });
}

function spentIds(database: BenchDatabase): Promise<number> {
  return database.count('gatehouse', 'SELECT count(*) FROM spent_ids');
}
