import { afterAll, beforeAll, expect, it } from 'vitest';
import { RollupsJob } from '../../src/analytics/rollups/rollups.job.js';
import { BehaviorJob } from '../../src/analytics/behavior/behavior.job.js';
import { createAccessKey, exchange } from '../support/access-keys.js';
import { beginDevice, bridgeCall, hookToken, provision } from '../support/devices.js';
import { CodeReader, createDeviceClient, DeviceFlow } from '../support/device-flow.js';
import { callsOf } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { type ColumnName, columnsHolding, columnsOf, goneByKeys } from '../support/holding-columns.js';
import { uuidv7 } from '../../src/kernel/uuid-v7.js';
import { AuthorizationFlow, createPerson, createRelyingParty, type TestPerson } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

/** What proves itself stays as it was written; it knows people by an id that is nobody's any more. */
const EVIDENCE = /^audit_events\./;

/** What a column is called that may name a person. */
const NAMING =
  /(^|_)(user|owner|person|people|subject|sub|holder|claimed_by|created_by|principal|e?mail|actor|act|login)(_id|_by)?$/;

/** Columns that are called so, and why nobody is in them who is gone. */
const NOBODY: Readonly<Record<ColumnName, string>> = {
  'clients.subject': 'one of two words',
  'policy_rules.subject': 'names of tools, prompts and resources',
  'upstream_tokens.holder': 'a hash, of a session that is closed',
  'shown_lists.holder': 'a hash, of a session that is closed',
  'logout_deliveries.user_id': 'until the client was told, which is tried for three quarters of an hour',
};

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ ROLLUP_SECONDS: '86400' });
  upstream = await RecordingUpstream.start();
});
afterAll(async () => {
  await upstream.stop();
  await gatehouse.stop();
});

let count = 0;
/** A rule of an upstream that names somebody. @returns the upstream's view */
async function rule(person: TestPerson): Promise<{ id: string; resource: string; policy_version: number }> {
  const made = await gatehouse.create('/upstreams', {
    ...{ name: `behind-${++count}`, kind: 'mcp', url: upstream.url, default: 'allow' },
  });
  await gatehouse.create('/policies', {
    ...{ upstream: made.name as string, effect: 'deny', principal: { type: 'user', id: person.id } },
    ...{ tool: 'b', justification: 'Not this one.' },
  });
  const [row] = await gatehouse.sql<{ v: string }>('SELECT policy_version AS v FROM upstreams WHERE id = $1', [
    made.id,
  ]);
  return { ...made, policy_version: Number(row?.v) };
}

/** By access key and device. */
async function acted(person: TestPerson): Promise<void> {
  const { resource } = await rule(person);
  const key = await createAccessKey(gatehouse, person.id);
  expect((await exchange(gatehouse, key.text, { resource })).status).toBe(200);
  const device = await beginDevice(gatehouse, person, { name: 'Laptop' });
  const client = await provision(gatehouse, device.token);
  expect((await hookToken(gatehouse, client.body as never)).status).toBe(200);
  await bridgeCall(gatehouse, 'GET', 'manifest', { token: device.token });
}

/** Everything of somebody that leaves an id behind. */
async function lived(): Promise<TestPerson> {
  const person = await createPerson(gatehouse);
  const party = await createRelyingParty(gatehouse, { first_party: true });
  const flow = new AuthorizationFlow(gatehouse, party);
  const wrong = await flow.open({ scope: 'openid user' });
  await flow.signIn(wrong.path, wrong.answer, person, 'wrong');
  const tokens = await flow.tokens(person, { scope: 'openid email offline_access user', login_hint: person.email });
  expect((await flow.refresh(tokens.refresh_token as string)).status).toBe(200);
  // A code that nobody redeemed, and a request that nobody answered.
  await flow.code(person, { scope: 'openid user' });
  await new AuthorizationFlow(gatehouse, party).open({ login_hint: person.email });

  const agent = await gatehouse.create('/clients', {
    ...{ client_name: 'Their agent', kind: 'agent', owner_id: person.id, grant_types: ['client_credentials'] },
    ...{ scope: 'mcp user', token_endpoint_auth_method: 'client_secret_basic' },
  });
  const credentials = { id: agent.client_id as string, secret: agent.client_secret as string };
  const behind = await callsOf(gatehouse, credentials, await rule(person));
  expect((await behind.send()).status).toBe(200);

  await acted(person);
  const television = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse));
  const { user_code } = await television.started();
  await (await CodeReader.arrive(gatehouse, person)).decide(user_code, 'allow');
  await gatehouse.adminCall('PATCH', `/users/${person.id}`, { groups: ['staff'] });
  await gatehouse.adminCall('GET', '/reports/sessions');
  return person;
}

it('who is deleted is named by no column of the schema but those of evidence, whatever is counted afterwards', async () => {
  const person = await lived();
  await gatehouse.app.get(RollupsJob).count();
  const before = [...(await columnsHolding(gatehouse, person.id)), ...(await columnsHolding(gatehouse, person.email))];
  // Receipts and facts that are not counted yet.
  await acted(person);
  await gatehouse.adminCall('GET', '/reports/sessions');
  expect((await gatehouse.adminCall('DELETE', `/users/${person.id}`)).status).toBe(204);
  const left = async () =>
    [...(await columnsHolding(gatehouse, person.id)), ...(await columnsHolding(gatehouse, person.email))].filter(
      (name) => !EVIDENCE.test(name),
    );
  expect(await left()).toEqual([]);
  expect(await gatehouse.app.get(RollupsJob).count()).toBeGreaterThan(5);
  expect(await left()).toEqual([]);
  expect(await columnsHolding(gatehouse, person.id)).toContain('audit_events.sub');

  // A column that says by its name that it is about somebody was looked at with somebody in it.
  const known = [...before, ...(await goneByKeys(gatehouse)), ...Object.keys(NOBODY)];
  const unknown = (await columnsOf(gatehouse))
    .filter(({ type, column }) => NAMING.test(column) && /uuid|text|json|ARRAY|bytea|char/.test(type))
    .map(({ table, column }): ColumnName => `${table}.${column}`)
    .filter((name) => !known.includes(name));
  expect(unknown, 'make a person leave a trace there, and see to it that it goes').toEqual([]);
});

it('what was still to be written when somebody was deleted is cleared by the job that comes by', async () => {
  const person = await lived();
  expect((await gatehouse.adminCall('DELETE', `/users/${person.id}`)).status).toBe(204);
  const id = uuidv7(gatehouse.clock.now());
  await gatehouse.sql(
    `INSERT INTO sessions (id, source, client_id, user_id, as_owner, subject, scope, audience, origin, created_at, expires_at)
     VALUES ($1, 'oauth', 'late', $2::uuid, false, $2::text, '{}', '{}', 'hash', now(), now() + interval '1 hour')`,
    [id, person.id],
  );
  await gatehouse.sql(
    `INSERT INTO session_facts (id, at, source, outcome, user_id, network, is_bot, is_ai_crawler)
     VALUES ($1, now(), 'oauth', 'issued', $2, 'hash', false, false)`,
    [id, person.id],
  );
  await gatehouse.app.get(BehaviorJob).run();
  expect((await columnsHolding(gatehouse, person.id)).filter((name) => !EVIDENCE.test(name))).toEqual([]);
  // Nobody acts by it, although it was open.
  const closed = await gatehouse.sql(
    'SELECT close_reason, origin FROM sessions WHERE id = $1 AND closed_at IS NOT NULL',
    [id],
  );
  expect(closed).toEqual([{ close_reason: 'user deleted', origin: null }]);
});

it('a rule that named somebody who is deleted goes, and counts as a change of the rules', async () => {
  const person = await createPerson(gatehouse);
  const { id, policy_version: before } = await rule(person);
  const version = () => gatehouse.sql<{ v: string }>('SELECT policy_version AS v FROM upstreams WHERE id = $1', [id]);
  expect((await gatehouse.adminCall('DELETE', `/users/${person.id}`)).status).toBe(204);
  expect(await gatehouse.sql('SELECT 1 FROM policy_rules WHERE principal_id = $1', [person.id])).toEqual([]);
  const [after] = await version();
  expect(Number(after?.v)).toBeGreaterThan(Number(before));
  expect(
    await gatehouse.sql(`SELECT 1 AS told FROM outbox WHERE topic = 'upstreams' AND $1 = ANY (ids)`, [id]),
  ).not.toEqual([]);
});
