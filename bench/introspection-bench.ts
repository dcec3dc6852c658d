import type { Server } from './children.js';
import { contest, measured } from './contest.js';
import { BARS } from './bars.js';
import type { BenchDatabase } from './database.js';
import {
  type Agent,
  answer,
  basic,
  change,
  type Claims,
  decoded,
  formRequest,
  fetchToken,
  type OwnedAgent,
  registerClient,
  tokenRequest,
} from './gatehouse.js';
import { CARD, type LoadRequest } from './load.js';
import { tokensOf } from './many-agents.js';
import { peerAgent, startOidcProvider } from './oidc-provider.js';
import { CONNECTIONS, type Plan } from './plan.js';
import { compare } from './results.js';
import { type Bench, variant } from './rounds.js';
import { type Check, type Outcome, inText, sampleTable } from './table.js';

const ACTIVE = '"active":true';

/** What it costs to tell a resource server that a token is good now. */
export async function benchIntrospection(
  bench: Bench,
  database: BenchDatabase,
  { server, agent, many }: { server: Server; agent: OwnedAgent; many: readonly Agent[] },
  plan: Plan,
): Promise<Outcome> {
  const audience = server.url;
  const asking = await registerClient(server, agent.ownerId, { kind: 'service', introspects: [audience] });
  const wishes = { scope: 'mcp' };
  const token = await fetchToken(tokenRequest(`${server.url}/oauth/token`, agent, wishes));
  const tokens = await tokensOf(server, many, wishes);
  const { agent: peerAsking, client } = peerAgent();
  const peerServer = await startOidcProvider(database, { format: 'opaque', clients: [client] });
  const peerToken = await fetchToken(tokenRequest(`${peerServer.url}/token`, peerAsking, wishes));

  const ofOurs = (one: string) => question(`${server.url}/oauth/introspect`, asking, one);
  const ours = variant('Gatehouse: JWT, session asked for', server, ofOurs(token), { usesDatabase: true });
  const inTurns = variant(`Gatehouse: tokens of ${inText(many.length)} agents in turns`, server, ofOurs(CARD), {
    usesDatabase: true,
    dealer: { kind: 'turns', deal: () => tokens },
  });
  const peer = variant(
    'oidc-provider: opaque token',
    peerServer,
    question(`${peerServer.url}/token/introspection`, peerAsking, peerToken),
    { usesDatabase: true },
  );
  const variants = [ours, inTurns, peer];
  const { samples } = await contest(bench, variants, plan);
  const check = await ended(server, ours.request, token);
  await peerServer.stop();
  const pair = { ours: measured(samples, ours), peer: measured(samples, peer) };
  return {
    title: `Introspection by a resource server, ${CONNECTIONS} connections, ${plan.rounds} rounds of ${plan.busy} s`,
    tables: [sampleTable('answers/s', variants, samples)],
    results: [
      compare({ path: 'introspection: CPU', key: 'total', ...pair, of: 'peer / gatehouse', bar: BARS.introspection }),
      compare({
        path: `introspection, ${inText(many.length)} agents: CPU`,
        key: 'total',
        ours: measured(samples, inTurns),
        peer: pair.peer,
        of: 'peer / gatehouse',
      }),
    ],
    checks: [check],
  };
}

/** The hint spares the peer a look among its refresh tokens. */
function question(url: string, asking: Agent, token: string): LoadRequest {
  const fields = { token, token_type_hint: 'access_token' };
  return { ...formRequest(url, fields, basic(asking)), expected: ACTIVE };
}

/** Who answers "active" of everything would be fast as well. */
async function ended({ url }: Server, request: LoadRequest, token: string): Promise<Check> {
  const { sid } = decoded<Claims>(token.split('.')[1] ?? '');
  const ask = async () => (await answer<{ active: boolean }>(await fetch(request.url, request))).active;
  const before = await ask();
  await change('DELETE', url, `sessions/${sid}`);
  const after = await ask();
  return { text: `a token is active: ${before}; once its session is closed: ${after}`, good: before && !after };
}
