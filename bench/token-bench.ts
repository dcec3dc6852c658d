import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Server, sibling, startServer } from './children.js';
import type { BenchDatabase } from './database.js';
import { type Agent, fetchToken, tokenRequest, verifyTokens } from './gatehouse.js';
import { CONNECTIONS, type Plan } from './plan.js';
import { compare, type Result } from './results.js';
import { type Bench, inRounds, measure, type Sample, variant, type Variant, warm } from './rounds.js';
import { fitting, type Outcome, sampleTable } from './table.js';

const SAMPLED = 5;

/** What one token costs: Gatehouse beside oidc-provider, with a row for each token and without. */
export async function benchTokens(
  bench: Bench,
  database: BenchDatabase,
  gatehouse: { server: Server; agent: Agent },
  plan: Plan,
): Promise<Outcome> {
  const { server, agent } = gatehouse;
  const request = tokenRequest(`${server.url}/oauth/token`, agent, { scope: 'mcp' });
  const ours = variant('Gatehouse: ES256 JWT, session + evidence + fact rows', server, request, { usesDatabase: true });
  const opaque = await oidcProvider('opaque', 'oidc-provider: opaque token, one row', database);
  const jwt = await oidcProvider('jwt', 'oidc-provider: EdDSA JWT, no row', database);
  const variants = [ours, opaque, jwt];

  const load = { connections: CONNECTIONS, seconds: Math.min(plan.busy, 3) };
  for (const one of variants) {
    // One by one at first: a refusal says why.
    await fetchToken(one.request);
    one.answers += 1;
    await warm(bench, one, { ...load, atMost: plan.warm });
  }
  const tokens = new Map<Variant, string[]>(variants.map((one) => [one, []]));
  const meanwhile = async (one: Variant): Promise<number> => {
    for (let count = 0; count < SAMPLED; count += 1) {
      await sleep((plan.busy * 1000) / (SAMPLED + 2));
      tokens.get(one)?.push(await fetchToken(one.request));
    }
    return SAMPLED;
  };
  const busy = { connections: CONNECTIONS, seconds: plan.busy, meanwhile };
  const samples = await inRounds(variants, plan.rounds, (one) => measure(bench, one, busy));

  const checks = [
    await genuine(database, gatehouse, tokens.get(ours) ?? []),
    ...(await rowsOf(database, ours, agent)),
    fitting('oidc-provider: token rows', await peerRows(database), opaque),
  ];
  await Promise.all([opaque, jwt].map((one) => one.server.stop()));
  return {
    title: `Tokens by client_credentials, ${CONNECTIONS} connections, ${plan.rounds} rounds of ${plan.busy} s`,
    tables: [sampleTable('tokens/s', variants, samples)],
    results: comparisons(variants, samples),
    checks,
  };
}

function comparisons([ours, opaque, jwt]: Variant[], samples: Map<Variant, Sample[]>): Result[] {
  if (ours === undefined || opaque === undefined || jwt === undefined) return [];
  const measured = (one: Variant) => ({ name: one.name, errors: one.errors, samples: samples.get(one) ?? [] });
  const both = { ours: measured(ours), peer: measured(opaque) };
  return [
    compare({ path: 'token: CPU', key: 'total', ...both, of: 'peer / gatehouse', laterBar: '>= 2.0' }),
    compare({
      path: 'token: CPU',
      key: 'total',
      ...both,
      peer: measured(jwt),
      of: 'peer / gatehouse',
      laterBar: '>= 2.0',
    }),
    compare({ path: 'token: p99 at saturation', key: 'p99', ...both, of: 'gatehouse / peer', laterBar: '<= 0.5' }),
  ];
}

async function oidcProvider(format: 'opaque' | 'jwt', name: string, database: BenchDatabase): Promise<Variant> {
  const agent = { clientId: `bench-${format}`, clientSecret: randomBytes(32).toString('base64url') };
  const server = await startServer({
    script: sibling('peer-oidc-provider.js'),
    cpu: 'server',
    health: '/.well-known/openid-configuration',
    environment: {
      DATABASE_URL: database.peerUrl,
      FORMAT: format,
      CLIENT_ID: agent.clientId,
      CLIENT_SECRET: agent.clientSecret,
      PEPPER: randomBytes(32).toString('base64url'),
    },
  });
  return variant(name, server, tokenRequest(`${server.url}/token`, agent, { scope: 'mcp' }), { usesDatabase: true });
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

async function rowsOf(database: BenchDatabase, ours: Variant, { clientId }: Agent) {
  const count = (sql: string) => database.count('gatehouse', sql, [clientId]);
  const sessions = await count('SELECT count(*) FROM sessions WHERE client_id = $1');
  const evidence = await count(`SELECT count(*) FROM audit_events WHERE kind = 'token.issued' AND client_id = $1`);
  return [fitting('Gatehouse: session rows', sessions, ours), fitting('Gatehouse: evidence rows', evidence, ours)];
}

function peerRows(database: BenchDatabase): Promise<number> {
  return database.count('peer', `SELECT count(*) FROM oidc_payloads WHERE kind = 'ClientCredentials'`);
}
