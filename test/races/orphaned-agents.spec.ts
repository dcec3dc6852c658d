import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { ends, streaming } from '../support/event-streams.js';
import { ACCESS_TOKEN, exchange, EXCHANGE } from '../support/exchange.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { testSecrets } from '../support/test-secrets.js';

let gatehouse: TestGatehouse;
let second: Replica;
let upstream: RecordingUpstream;
let resource: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  const shared = { ...testSecrets, PUBLIC_URL: gatehouse.url };
  second = await Replica.start(gatehouse.serviceUrl, shared, gatehouse.clock);
  upstream = await RecordingUpstream.start();
  upstream.answer = streaming;
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url })).resource;
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
  await upstream.stop();
});

const both = () => [gatehouse.url, second.url];
const open = (url: string, token: string) =>
  fetch(`${url}/api/v1/mcp/tools`, { headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' } });

/** An agent with a token of its own, and another agent's token that was exchanged for that. */
async function acting() {
  const agent = await gatehouse.agent({ grant_types: ['client_credentials', EXCHANGE] });
  const token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
  const heir = await gatehouse.agent({ grant_types: [EXCHANGE] });
  await gatehouse.adminCall('PATCH', `/clients/${agent.id}`, { exchange_from: [heir.id] });
  const own = await gatehouse.accessToken(agent.id, agent.secret, { resource });
  const passed = await exchange(gatehouse, heir, { subject_token: own, subject_token_type: ACCESS_TOKEN });
  expect(passed.status).toBe(200);
  return { agent, earlier: token, tokens: [own, passed.body.access_token as string] };
}
type Owner = { readonly id: string };
const leaving: readonly [string, (owner: Owner) => Promise<{ status: number }>][] = [
  ['is deactivated', ({ id }) => gatehouse.adminCall('PATCH', `/users/${id}`, { status: 'inactive' })],
  ['is deleted', ({ id }) => gatehouse.adminCall('DELETE', `/users/${id}`)],
];

describe('agents of an owner who %s, at two instances on one database', () => {
  it.each(leaving)('%s: every token and open stream of theirs ends at both, and none begins', async (_, leave) => {
    const { agent, tokens } = await acting();
    const streams = await Promise.all(both().flatMap((url) => tokens.map((token) => open(url, token))));
    expect(streams.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await leave(agent.owner)).status).toBeLessThan(300);
    for (const url of both()) for (const token of tokens) expect((await open(url, token)).status).toBe(401);
    for (const stream of streams) expect(await ends(stream)).toBe(true);
    const answers = await Promise.all(
      both().map((url) =>
        fetch(`${url}/oauth/token`, {
          method: 'POST',
          body: new URLSearchParams({ grant_type: 'client_credentials' }),
          headers: { authorization: `Basic ${Buffer.from(`${agent.id}:${agent.secret}`).toString('base64')}` },
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    const { body } = await gatehouse.adminCall('GET', `/sessions?client_id=${agent.id}&active=true`);
    expect(body.items).toEqual([]);
    expect((await gatehouse.adminCall('GET', '/clients?orphaned=true')).text).toContain(agent.id);
  });

  it.each(leaving)('%s: what agents ask for at that moment is good for nothing afterwards', async (_, leave) => {
    const { agent } = await acting();
    const asking = Array.from({ length: 20 }, (_, turn) =>
      fetch(`${both()[turn % 2]}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials', resource }),
        headers: { authorization: `Basic ${Buffer.from(`${agent.id}:${agent.secret}`).toString('base64')}` },
      }).then(async (answer) => (await answer.json()) as { access_token?: string }),
    );
    const [answers, left] = await Promise.all([Promise.all(asking), leave(agent.owner)]);
    expect(left.status).toBeLessThan(300);
    const late = answers.flatMap(({ access_token }) => access_token ?? []);
    for (const token of late) for (const url of both()) expect((await open(url, token)).status).toBe(401);
  });

  it('an agent that acts for somebody else ends with its owner too, even if no statement closed its sessions', async () => {
    const agent = await createRelyingParty(gatehouse, { kind: 'agent' });
    const flow = new AuthorizationFlow(gatehouse, agent);
    const { access_token: token } = await flow.tokens(await createPerson(gatehouse), { scope: 'openid mcp', resource });
    const tried = () => Promise.all(both().map(async (url) => (await open(url, token)).status));
    expect(await tried()).toEqual([200, 200]);
    const stream = await open(second.url, token);
    await gatehouse.sql(`UPDATE users SET status = 'inactive' WHERE id = $1`, [agent.client.owner_id]);
    expect(await tried()).toEqual([401, 401]);
    // What makes every replica look again at what it holds.
    expect((await gatehouse.agent().then(({ id }) => gatehouse.adminCall('DELETE', `/clients/${id}`))).status).toBe(
      204,
    );
    expect(await ends(stream)).toBe(true);
  });
});
