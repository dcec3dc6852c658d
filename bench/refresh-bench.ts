import type { Server } from './children.js';
import { contest, measured } from './contest.js';
import { BARS } from './bars.js';
import type { BenchDatabase } from './database.js';
import { answer, formRequest, verifyTokens } from './gatehouse.js';
import { CARD } from './load.js';
import { startOidcProvider } from './oidc-provider.js';
import { SignedIn } from './people.js';
import { CONNECTIONS, type Plan } from './plan.js';
import { compare } from './results.js';
import { type Bench, variant } from './rounds.js';
import { fitting, type Outcome, sampleTable } from './table.js';

/** Each connection holds one; some are spare. */
const TOKENS = CONNECTIONS + 8;

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** What it costs to spend a refresh token of a public client for the next one and an access token. */
export async function benchRefresh(
  bench: Bench,
  database: BenchDatabase,
  server: Server,
  plan: Plan,
): Promise<Outcome> {
  const person = await SignedIn.at(server);
  const clientId = 'bench-refresh';
  const peerServer = await startOidcProvider(database, {
    format: 'jwt',
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: ['https://client.example.com/callback'],
      },
    ],
  });
  const fresh = async (): Promise<string[]> =>
    answer(await fetch(`${peerServer.url}/bench/refresh-tokens?client_id=${clientId}&count=${TOKENS}`));
  const request = (url: string, id: string) =>
    formRequest(url, { grant_type: 'refresh_token', client_id: id, refresh_token: CARD });

  const ours = variant(
    'Gatehouse: ES256 JWT, rotation + evidence + fact rows',
    server,
    request(`${server.url}/oauth/token`, person.clientId),
    { usesDatabase: true, dealer: { kind: 'chain', deal: () => person.refreshTokens(TOKENS) } },
  );
  const peer = variant('oidc-provider: EdDSA JWT, rotation', peerServer, request(`${peerServer.url}/token`, clientId), {
    usesDatabase: true,
    dealer: { kind: 'chain', deal: fresh },
  });
  const { samples, first } = await contest<Tokens>(bench, [ours, peer], plan);

  const spent = (sql: string) => database.count('gatehouse', sql, [person.clientId]);
  const checks = [
    await genuine(server, first.get(ours)?.access_token ?? '', person.clientId),
    fitting(
      'Gatehouse: refresh tokens spent',
      await spent('SELECT count(*) FROM refresh_tokens WHERE client_id = $1 AND used_at IS NOT NULL'),
      ours,
    ),
    fitting(
      'Gatehouse: successors of them',
      await spent(`SELECT count(*) FROM refresh_tokens n JOIN refresh_tokens r ON r.successor_id = n.id
                    WHERE r.client_id = $1 AND n.session_id = r.session_id`),
      ours,
    ),
    fitting(
      'Gatehouse: evidence of refreshed tokens',
      await spent(`SELECT count(*) FROM audit_events
                    WHERE kind = 'token.issued' AND client_id = $1 AND detail->>'grant_type' = 'refresh_token'`),
      ours,
    ),
    fitting(
      'oidc-provider: refresh tokens spent',
      await database.count(
        'peer',
        `SELECT count(*) FROM oidc_payloads WHERE kind = 'RefreshToken' AND payload ? 'consumed'`,
      ),
      peer,
    ),
  ];
  await peerServer.stop();
  const pair = { ours: measured(samples, ours), peer: measured(samples, peer) };
  return {
    title: `Refresh with rotation, public client, ${CONNECTIONS} connections, ${plan.rounds} rounds of ${plan.busy} s`,
    tables: [sampleTable('tokens/s', [ours, peer], samples)],
    results: [compare({ path: 'refresh: CPU', key: 'total', ...pair, of: 'peer / gatehouse', bar: BARS.refresh })],
    checks,
  };
}

async function genuine(server: Server, token: string, clientId: string) {
  const [claims] = await verifyTokens(server, [token]);
  return { text: 'a refreshed token is genuine, and its client’s', good: claims?.client_id === clientId };
}
