import type { Server } from './children.js';
import { contest, measured } from './contest.js';
import type { BenchDatabase } from './database.js';
import { basic, formRequest, type OwnedAgent, registerClient, verifyTokens } from './gatehouse.js';
import { CARD } from './load.js';
import { tokensOf } from './many-agents.js';
import { CONNECTIONS, type Plan } from './plan.js';
import { alone } from './results.js';
import { type Bench, variant } from './rounds.js';
import { fitting, type Outcome, sampleTable } from './table.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
/** Tokens that are passed on in turns: each has a session of its own, which an exchange holds open. */
const SUBJECTS = 100;

/** What it costs an agent to act for whom another agent's token speaks. oidc-provider has no such thing. */
export async function benchExchange(
  bench: Bench,
  database: BenchDatabase,
  { server, agent }: { server: Server; agent: OwnedAgent },
  plan: Plan,
): Promise<Outcome> {
  const next = await registerClient(server, agent.ownerId, { grant_types: [EXCHANGE] });
  const subjects = await tokensOf(server, Array<OwnedAgent>(SUBJECTS).fill(agent), { scope: 'mcp' });
  const fields = { grant_type: EXCHANGE, subject_token: CARD, subject_token_type: ACCESS_TOKEN, scope: 'mcp' };
  const ours = variant(
    'Gatehouse: ES256 JWT, child session + evidence + fact rows',
    server,
    formRequest(`${server.url}/oauth/token`, fields, basic(next)),
    { usesDatabase: true, dealer: { kind: 'turns', deal: () => subjects } },
  );
  const { samples, first } = await contest<{ access_token: string }>(bench, [ours], plan);
  const [claims] = await verifyTokens(server, [first.get(ours)?.access_token ?? '']);
  const count = (sql: string) => database.count('gatehouse', sql, [next.clientId]);
  return {
    title: `Token exchange, ${CONNECTIONS} connections, ${plan.rounds} rounds of ${plan.busy} s`,
    tables: [sampleTable('tokens/s', [ours], samples)],
    results: [alone('token exchange: CPU', measured(samples, ours))],
    checks: [
      { text: 'an exchanged token is genuine, and the second agent’s', good: claims?.client_id === next.clientId },
      fitting(
        'Gatehouse: child sessions',
        await count('SELECT count(*) FROM sessions WHERE client_id = $1 AND parent_id IS NOT NULL AND exchanged'),
        ours,
      ),
      fitting(
        'Gatehouse: evidence of exchanged tokens',
        await count(`SELECT count(*) FROM audit_events WHERE kind = 'token.issued' AND client_id = $1`),
        ours,
      ),
    ],
  };
}
