import { setTimeout as sleep } from 'node:timers/promises';
import { BARS } from './bars.js';
import type { Server } from './children.js';
import { contest, measured } from './contest.js';
import type { BenchDatabase } from './database.js';
import { type Agent, basic, fetchToken, tokenRequest, verifyTokens } from './gatehouse.js';
import { CARD, withCard } from './load.js';
import { tokensOf } from './many-agents.js';
import { peerAgent, startOidcProvider } from './oidc-provider.js';
import { CONNECTIONS, type Plan } from './plan.js';
import { compare, type Result } from './results.js';
import { type Bench, type Sample, variant, type Variant } from './rounds.js';
import { fitting, inText, type Outcome, sampleTable } from './table.js';

const SAMPLED = 5;
const WISHES = { scope: 'mcp' };

/** What one token costs: Gatehouse beside oidc-provider, with a row for each token and without. */
export async function benchTokens(
  bench: Bench,
  database: BenchDatabase,
  gatehouse: { server: Server; agent: Agent; many: readonly Agent[] },
  plan: Plan,
): Promise<Outcome> {
  const { server, agent, many } = gatehouse;
  const url = `${server.url}/oauth/token`;
  const usesDatabase = true;
  const ours = variant(
    'Gatehouse: ES256 JWT, session + evidence + fact rows',
    server,
    tokenRequest(url, agent, WISHES),
    { usesDatabase },
  );
  const request = { ...ours.request, headers: { ...ours.request.headers, authorization: `Basic ${CARD}` } };
  const inTurns = variant(`Gatehouse: the same, ${inText(many.length)} agents in turns`, server, request, {
    usesDatabase,
    dealer: { kind: 'turns', deal: () => many.map(basic) },
  });
  const opaque = await oidcProvider('opaque', 'oidc-provider: opaque token, one row', database);
  const jwt = await oidcProvider('jwt', 'oidc-provider: EdDSA JWT, no row', database);
  const variants = [ours, inTurns, opaque, jwt];

  // Each secret is compared by bcrypt once, and remembered.
  inTurns.answers += (await tokensOf(server, many, WISHES)).length;
  const tokens = new Map<Variant, string[]>(variants.map((one) => [one, []]));
  const meanwhile = async (one: Variant): Promise<number> => {
    for (let count = 0; count < SAMPLED; count += 1) {
      await sleep((plan.busy * 1000) / (SAMPLED + 2));
      const [card = ''] = (await one.dealer?.deal(1)) ?? [];
      tokens.get(one)?.push(await fetchToken(withCard(one.request, card)));
    }
    return SAMPLED;
  };
  const { samples } = await contest(bench, variants, plan, meanwhile);

  const checks = [
    await genuine(database, gatehouse, tokens.get(ours) ?? []),
    ...(await rowsOf(database, ours, [agent])),
    ...(await rowsOf(database, inTurns, many)),
    fitting('oidc-provider: token rows', await peerRows(database), opaque),
  ];
  await Promise.all([opaque, jwt].map((one) => one.server.stop()));
  return {
    title: `Tokens by client_credentials, ${CONNECTIONS} connections, ${plan.rounds} rounds of ${plan.busy} s`,
    tables: [sampleTable('tokens/s', variants, samples)],
    results: comparisons({ ours, inTurns, opaque, jwt }, samples),
    checks,
  };
}

function comparisons(
  { ours, inTurns, opaque, jwt }: Record<'ours' | 'inTurns' | 'opaque' | 'jwt', Variant>,
  samples: Map<Variant, Sample[]>,
): Result[] {
  const both = { ours: measured(samples, ours), peer: measured(samples, opaque) };
  const cpu = { path: 'token: CPU', key: 'total', of: 'peer / gatehouse' } as const;
  return [
    compare({ ...cpu, ...both, bar: BARS.tokenBesideRow }),
    compare({ ...cpu, ...both, peer: measured(samples, jwt), bar: BARS.tokenBesideNoRow }),
    compare({ ...cpu, ...both, path: 'token, agents in turns: CPU', ours: measured(samples, inTurns) }),
    compare({ path: 'token: p99 at saturation', key: 'p99', ...both, of: 'gatehouse / peer', bar: BARS.tokenP99 }),
  ];
}

async function oidcProvider(format: 'opaque' | 'jwt', name: string, database: BenchDatabase): Promise<Variant> {
  const { agent, client } = peerAgent();
  const server = await startOidcProvider(database, { format, clients: [client] });
  return variant(name, server, tokenRequest(`${server.url}/token`, agent, WISHES), { usesDatabase: true });
}

/** Tokens that were fetched in the middle of the load are genuine, and each has its session. */
async function genuine(
  database: BenchDatabase,
  { server, agent }: { server: Server; agent: Agent },
  tokens: readonly string[],
) {
  const claims = await verifyTokens(server, tokens);
  const sids = claims.filter(({ client_id }) => client_id === agent.clientId).map(({ sid }) => sid);
  const found = await database.count('gatehouse', 'SELECT count(*) FROM sessions WHERE id = ANY($1::uuid[])', [sids]);
  const text = `${found} of ${tokens.length} sampled tokens are genuine and have their session`;
  return { text, good: found === tokens.length && new Set(sids).size === tokens.length };
}

async function rowsOf(database: BenchDatabase, ours: Variant, agents: readonly Agent[]) {
  const ids = agents.map(({ clientId }) => clientId);
  const count = (sql: string) => database.count('gatehouse', sql, [ids]);
  const sessions = await count('SELECT count(*) FROM sessions WHERE client_id = ANY($1)');
  const evidence = await count(`SELECT count(*) FROM audit_events WHERE kind = 'token.issued' AND client_id = ANY($1)`);
  const whose = agents.length === 1 ? 'Gatehouse' : `Gatehouse, ${inText(agents.length)} agents`;
  return [fitting(`${whose}: session rows`, sessions, ours), fitting(`${whose}: evidence rows`, evidence, ours)];
}

function peerRows(database: BenchDatabase): Promise<number> {
  return database.count('peer', `SELECT count(*) FROM oidc_payloads WHERE kind = 'ClientCredentials'`);
}
