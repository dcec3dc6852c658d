import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidv7 } from '../../src/kernel/uuid-v7.js';
import { Scene } from '../conformance/scene.js';
import { ACCESS_TOKEN, EXCHANGE, exchange } from '../support/exchange.js';
import type { TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, claimsOf, createRelyingParty, type RelyingParty } from '../support/people.js';

interface Receipt {
  id: string;
  kind: string;
  tool: string | null;
}

interface Node {
  session: { id: string; parent_id: string | null };
  person: { id: string } | null;
  client: { client_id: string } | null;
  consent: { given: Receipt | null; standing: { resource: string }[] } | null;
  receipts: Receipt[];
  calls: Receipt[];
  receipts_left_out: number;
  sessions: Node[];
}

let scene: Scene;
let gatehouse: TestGatehouse;
let app: RelyingParty;
let agents: [Hop, Hop];
let resource: string;
beforeAll(async () => {
  scene = await Scene.open();
  gatehouse = scene.gatehouse;
  resource = (await gatehouse.create('/upstreams', { name: 'bank', kind: 'mcp', url: await scene.behind() })).resource;
  const first = await agent();
  agents = [first, await agent(first.owner)];
  app = await createRelyingParty(gatehouse, { scope: 'openid user mcp', exchange_from: [first.id] });
});
afterAll(() => scene.close());

interface Hop {
  id: string;
  secret: string;
  owner: string;
}

async function agent(owner?: string): Promise<Hop> {
  const fields = { grant_types: ['client_credentials', EXCHANGE], scope: 'mcp user' };
  if (owner === undefined) {
    const made = await gatehouse.agent(fields);
    return { id: made.id, secret: made.secret, owner: made.owner.id as string };
  }
  const more = { client_name: 'Second agent', kind: 'agent', owner_id: owner };
  const client = await gatehouse.create('/clients', { ...fields, ...more });
  return { id: client.client_id as string, secret: client.client_secret as string, owner };
}

async function hop(by: Hop, subject: string): Promise<string> {
  const form = { subject_token: subject, subject_token_type: ACCESS_TOKEN, resource };
  const answer = await exchange(gatehouse, by, form);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return answer.body.access_token as string;
}

const call = (token: string, tool: string) =>
  gatehouse.request('POST', '/api/v1/mcp/bank', {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: tool } }),
  });
const story = (id: string) => gatehouse.adminCall('GET', `/sessions/${id}/story`);
const kinds = (receipts: Receipt[]) => receipts.map(({ kind }) => kind);

it('is the chain from consent to effect, whichever session of it one asks for the effect of', async () => {
  const flow = new AuthorizationFlow(gatehouse, app, scene.browser);
  const tokens = await flow.tokens(scene.person, { scope: 'openid user mcp', resource });
  const begun = tokens.access_token as string;
  const once = await hop(agents[0], begun);
  const twice = await hop(agents[1], once);
  expect((await call(twice, 'pay')).status).toBe(200);
  const [top, middle, leaf] = [begun, once, twice].map((token) => claimsOf(token).sid as string);

  const { status, body } = await story(leaf ?? '');
  expect(status, gatehouse.errors()).toBe(200);
  expect(body).toMatchObject({ session_id: leaf, sessions_left_out: 0, sessions_and_more: false });
  const line: Node[] = [];
  for (let node: Node | undefined = body.root; node !== undefined; node = node.sessions[0]) {
    expect(node.sessions.length).toBeLessThanOrEqual(1);
    line.push(node);
  }
  expect(line.map(({ session }) => session.id).slice(-3)).toEqual([top, middle, leaf]);
  const [app_, one, two] = line.slice(-3) as [Node, Node, Node];
  expect(app_.client).toMatchObject({ client_id: app.id });
  expect(app_.person).toMatchObject({ id: scene.person.id });
  expect(app_.consent?.given).toMatchObject({ kind: 'consent.given', client_id: app.id, sub: scene.person.id });
  expect(app_.consent?.standing).toMatchObject([{ resource }]);
  for (const node of [app_, one, two]) expect(kinds(node.receipts)).toContain('token.issued');
  expect([one, two].map(({ client }) => client?.client_id)).toEqual(agents.map(({ id }) => id));
  expect([one, two].map(({ consent }) => consent)).toEqual([null, null]);
  expect([app_, one].map(({ calls }) => calls)).toEqual([[], []]);
  expect(two.calls).toMatchObject([{ kind: 'gate.call', tool: 'pay', upstream: 'bank', decision: 'allow' }]);
  for (const node of line) expect(node.receipts.map(({ id }) => id)).toEqual(node.receipts.map(({ id }) => id).sort());

  const all = await story(top ?? '');
  const below = all.body.root as Node;
  const shown = (node: Node): string[] => [node.session.id, ...node.sessions.flatMap(shown)];
  expect(shown(below).slice(-3)).toEqual([top, middle, leaf]);
});

it('says that the person takes their word back, and what the consent was all the same', async () => {
  const flow = new AuthorizationFlow(gatehouse, app, scene.browser);
  const tokens = await flow.tokens(scene.person, { scope: 'openid user mcp', resource });
  const sid = claimsOf(tokens.access_token as string).sid as string;
  const { body: consents } = await gatehouse.adminCall('GET', `/consents?client_id=${app.id}`);
  expect((await gatehouse.adminCall('DELETE', `/consents/${consents.items[0].id}`)).status).toBe(204);
  const { body } = await story(sid);
  const find = (node: Node): Node | undefined =>
    node.session.id === sid ? node : node.sessions.map(find).find((one) => one !== undefined);
  const told = find(body.root as Node);
  expect(told?.session).toMatchObject({ close_reason: 'consent was withdrawn', active: false });
  expect(told?.consent).toMatchObject({ given: { kind: 'consent.given' }, standing: [] });
});

it('is bounded, and says how much is left out', async () => {
  const root = uuidv7(gatehouse.clock.now());
  const insert = (ids: string[], parent: string | null) =>
    gatehouse.sql(
      `INSERT INTO sessions (id, parent_id, source, as_owner, subject, scope, audience, created_at, expires_at)
        SELECT id, $2, 'oauth', true, 's', '{}', '{}', now(), now() FROM unnest($1::uuid[]) AS v (id)`,
      [ids, parent],
    );
  await insert([root], null);
  const children = Array.from({ length: 60 }, () => uuidv7(gatehouse.clock.now()));
  await insert(children, root);
  await gatehouse.sql(
    `INSERT INTO audit_events (id, at, kind, decision, sid, writer, seq, prev, hash)
      SELECT id, now(), 'test.noted', 'done', $2, gen_random_uuid(), n, '\\x00', '\\x00'
        FROM unnest($1::uuid[]) WITH ORDINALITY AS v (id, n)`,
    [Array.from({ length: 100 }, () => uuidv7(gatehouse.clock.now())), root],
  );
  const { body } = await story(root);
  expect(body).toMatchObject({ sessions_shown: 51, sessions_left_out: 10, sessions_and_more: false });
  const { receipts, receipts_left_out, sessions } = body.root as Node;
  expect(receipts).toHaveLength(40);
  expect(receipts_left_out).toBe(60);
  expect(sessions.map(({ session }) => session.id)).toEqual(children.slice(0, 50));
  const far = await story(children[59] ?? '');
  expect(far.body).toMatchObject({ sessions_shown: 2, root: { session: { id: root } } });
});

it('there is none of a session that there is not, and it is for administrators', async () => {
  expect((await story(uuidv7(0))).status).toBe(404);
  expect((await story('nothing')).status).toBe(404);
  expect((await gatehouse.request('GET', `/api/v1/admin/sessions/${uuidv7(0)}/story`)).status).toBe(401);
});
