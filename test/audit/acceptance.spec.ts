/* What an audit record of agents must hold (AI agent authentication and authorization: audit), and what it must never hold. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS_TOKEN, EXCHANGE, exchange } from '../support/exchange.js';
import { eventually, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import {
  AuthorizationFlow,
  claimsOf,
  createPerson,
  createRelyingParty,
  PASSWORD,
  type TestPerson,
} from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

type Receipt = Readonly<Record<string, unknown>> & { readonly kind: string; readonly detail: Record<string, unknown> };

const ARGUMENT = 'argument-4711-that-is-nobodys-business';
const KEY = 'key-of-the-upstream-0815-that-nobody-may-read';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let person: TestPerson;
let near: Awaited<ReturnType<typeof createRelyingParty>>;
let far: Awaited<ReturnType<TestGatehouse['agent']>>;
let rules: { allow: string; deny: string };
/** Everything that opens something, as it was used on the way. */
let secrets: string[];
let receipts: Receipt[];
let resource: string;

const found = async (query: string): Promise<Receipt[]> => {
  const answer = await gatehouse.adminCall('GET', `/audit?limit=200&${query}`);
  expect(answer.status, answer.text).toBe(200);
  return (answer.body.items as Receipt[]).toReversed();
};
const one = (kind: string, tool?: string) => {
  const all = receipts.filter((receipt) => receipt.kind === kind && (tool === undefined || receipt['tool'] === tool));
  expect(all, `${kind} ${tool ?? ''}`).toHaveLength(1);
  return all[0]!;
};

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LOG_LEVEL: 'debug' });
  upstream = await RecordingUpstream.start();
  const credential = { mode: 'static', header: 'x-api-key', value: KEY };
  const made = await gatehouse.create('/upstreams', { name: 'bank', kind: 'mcp', url: upstream.url, credential });
  resource = made.resource as string;
  const rule = async (fields: object): Promise<string> =>
    (await gatehouse.create('/policies', { principal: { type: 'any' }, upstream: 'bank', ...fields })).id as string;
  rules = {
    allow: await rule({ effect: 'allow', tool: 'look', justification: 'Everybody may look.' }),
    deny: await rule({ effect: 'deny', tool: 'pay', justification: 'Agents pay nothing.' }),
  };
  person = await createPerson(gatehouse);
  far = await gatehouse.agent({ grant_types: [EXCHANGE], scope: 'mcp' });
  near = await createRelyingParty(gatehouse, { exchange_from: [far.id] });
  const flow = new AuthorizationFlow(gatehouse, near);
  const code = await flow.code(person, { resource, scope: 'openid mcp' });
  const tokens = (await flow.redeem(code)).body as Record<string, string>;
  const again = (await flow.refresh(tokens['refresh_token'] ?? '')).body as Record<string, string>;
  const fields = { subject_token: again['access_token'], subject_token_type: ACCESS_TOKEN, resource };
  const hop = (await exchange(gatehouse, far, fields)).body as Record<string, string>;
  const call = (name: string) =>
    gatehouse.request('POST', new URL(resource).pathname, {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${hop['access_token']}` },
      body: rpc('tools/call', { name, arguments: { text: ARGUMENT } }),
    });
  expect((await call('look')).body).toHaveProperty('result');
  expect((await call('pay')).body).toHaveProperty('error');
  expect((await exchange(gatehouse, far, { ...fields, scope: 'admin' })).status).toBe(400);
  expect((await flow.post('/oauth/revoke', { token: tokens['refresh_token'] })).status).toBe(200);
  // What was allowed before is decided anew: the revocation holds for the next call.
  expect((await call('look')).status).toBe(401);

  const txn = (await found(`sid=${(claimsOf(hop['access_token'] ?? '') as { sid: string }).sid}`))[0]?.['txn'];
  await eventually(async () => {
    receipts = await found(`txn=${String(txn)}`);
    return receipts.some(({ kind }) => kind === 'gate.answered');
  }, 'the receipt of the answer');
  const issued = [tokens, again, hop].flatMap((each) =>
    ['access_token', 'refresh_token', 'id_token'].map((name) => each[name]),
  );
  secrets = [...issued, code, flow.verifier, near.secret, far.secret, PASSWORD, KEY, ARGUMENT, await gatehouse.admin()]
    .filter((text) => text !== undefined)
    // A signature is enough to know a token by.
    .map((text) => text.split('.').at(-1) ?? text);
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

describe('evidence of what an agent does for a person', () => {
  it('is everything from the sign-in to the revocation, in one transaction', () => {
    expect(
      receipts.map(({ kind, decision }) => `${kind} ${String(decision)}`).filter((text) => !/answered/.test(text)),
    ).toEqual([
      'sign_in.succeeded allow',
      'consent.given allow',
      'authorization.granted allow',
      'token.issued allow',
      'token.issued allow',
      'token.issued allow',
      'gate.call allow',
      'gate.call deny',
      'token.refused deny',
      'token.revoked done',
    ]);
  });

  it('has of each when, what, in whose name, from where, and by which request', () => {
    for (const receipt of receipts) {
      expect(receipt, receipt.kind).toMatchObject({
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
        sub: person.id,
        sid: expect.any(String) as string,
        request_id: expect.any(String) as string,
        origin: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      });
      // A browser's sign-in is at no client's; everything else is.
      if (receipt.kind !== 'sign_in.succeeded') expect(receipt['client_id'], receipt.kind).toBeTypeOf('string');
      if (/^(token\.(issued|revoked)|gate\.)/.test(receipt.kind)) expect(receipt['act'], receipt.kind).toBeTruthy();
      if (/issued|given|granted|^gate/.test(receipt.kind)) expect(receipt['resource'], receipt.kind).toBe(resource);
    }
  });

  it('has of a call the tool, the agents, the rule with the state of all rules, its reason, and whose credential was used', () => {
    const act = { sub: far.id, act: { sub: near.id } };
    const [looked, paid] = [one('gate.call', 'look'), one('gate.call', 'pay')];
    expect(looked).toMatchObject({ decision: 'allow', rule: rules.allow, reason: 'Everybody may look.', act });
    expect(looked.detail).toMatchObject({ credential: 'static', arguments_sha256: expect.any(String) as string });
    expect(paid).toMatchObject({ decision: 'deny', rule: rules.deny, reason: 'Agents pay nothing.', act });
    // Nothing was sent, so that no credential was used.
    expect(paid.detail).not.toHaveProperty('credential');
    for (const { policy_version: version } of [looked, paid]) expect(version).toMatch(/^[1-9]\d*$/);
    expect(one('gate.answered').detail).toMatchObject({
      result_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  it('finds the same by person, by agent, by rule and by tool', async () => {
    for (const [query, count] of [
      [`rule=${rules.deny}`, 1],
      [`tool=look&kind=gate.call`, 1],
      [`agent=${far.id}&kind=token.issued`, 1],
      [`sub=${person.id}&decision=deny`, 2],
    ] as const) {
      expect(await found(query), query).toHaveLength(count);
    }
  });

  it('has no secret, no argument and no token, nor have exports, reports and the log', async () => {
    const read = async (path: string) => (await gatehouse.adminCall('GET', path)).text;
    const texts = {
      export: await read('/audit/export'),
      ndjson: await read('/audit/search.ndjson'),
      csv: await read('/audit/search.csv'),
      events: await read('/reports/events'),
      sessions: await read('/reports/sessions'),
      story: await read(`/sessions/${String(one('token.revoked')['sid'])}/story`),
      log: gatehouse.logLines.join(''),
    };
    expect(secrets.length).toBeGreaterThan(12);
    for (const [name, text] of Object.entries(texts)) {
      expect(text.length, name).toBeGreaterThan(50);
      expect(
        secrets.filter((secret) => text.includes(secret)),
        name,
      ).toEqual([]);
    }
  });
});
