/* Rules about who acts, and actors of another issuer that have the name of one of ours. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectWrong } from '../admin/problems.js';
import { ForeignIssuer } from '../support/foreign-issuer.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const TYPE = 'urn:ietf:params:oauth:token-type:';

type Agent = Awaited<ReturnType<TestGatehouse['agent']>>;
let gatehouse: TestGatehouse;
let server: RecordingUpstream;
let issuer: ForeignIssuer;
/** Exchanges what another issuer says. */
let relay: Agent;
/** Acts by itself; an actor of the other issuer has its name. */
let local: Agent;
let upstream: { name: string; resource: string };
let count = 0;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  server = await RecordingUpstream.start();
  relay = await gatehouse.agent({ grant_types: [EXCHANGE] });
  local = await gatehouse.agent();
  issuer = await ForeignIssuer.register(gatehouse, { uses: ['subject_token'], scope: 'mcp', clients: [relay.id] });
  const person = await createPerson(gatehouse);
  await gatehouse.create(`/users/${person.id}/identities`, { issuer: issuer.name, subject: 'grace' });
});
afterAll(async () => {
  await gatehouse.stop();
  await server.stop();
});
beforeEach(async () => {
  const name = `tools-${++count}`;
  upstream = await gatehouse.create('/upstreams', { name, kind: 'mcp', url: server.url });
});

const ruleWith = (effect: string, chain: object) => ({
  effect,
  principal: { type: 'any' },
  upstream: upstream.name,
  tool: 'pay',
  conditions: { chain },
  justification: 'because',
});
const rule = (effect: string, chain: object) => gatehouse.create('/policies', ruleWith(effect, chain));

/** A token for which an actor of the other issuer acted, under the name of one of ours. */
async function named(): Promise<string> {
  const subject = await issuer.token({ sub: 'grace', act: { sub: local.id } });
  const form = { grant_type: EXCHANGE, subject_token: subject, subject_token_type: `${TYPE}access_token` };
  const answer = await gatehouse.token({ ...form, resource: upstream.resource }, relay);
  expect(claimsOf(answer.body.access_token as string)['act']).toEqual({
    sub: relay.id,
    act: { sub: local.id, iss: issuer.name },
  });
  return answer.body.access_token as string;
}
const own = () => gatehouse.accessToken(local.id, local.secret, { resource: upstream.resource });

async function isDenied(token: string): Promise<boolean> {
  const answer = await gatehouse.request('POST', new URL(upstream.resource).pathname, {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'pay' } }),
  });
  expect(answer.status).toBe(200);
  return answer.body.error !== undefined;
}
const denied = async () => ({ own: await isDenied(await own()), foreign: await isDenied(await named()) });

describe('a rule about an agent of ours', () => {
  it('does not allow another issuer’s actor of that name', async () => {
    await rule('allow', { any_of: [local.id] });
    expect(await denied()).toEqual({ own: false, foreign: true });
  });

  it('does not deny it, either', async () => {
    await rule('deny', { any_of: [local.id] });
    expect(await denied()).toEqual({ own: true, foreign: false });
  });

  it('does not shut it out', async () => {
    await rule('allow', { none_of: [local.id] });
    expect(await denied()).toEqual({ own: true, foreign: false });
  });

  it('is the same when it says our issuer', async () => {
    await rule('deny', { any_of: [local.id], issuer: gatehouse.url });
    expect(await denied()).toEqual({ own: true, foreign: false });
  });
});

describe('a rule about another issuer’s actor', () => {
  it.each<[string, (chain: object) => unknown]>([
    ['denies it', (chain) => rule('deny', { any_of: [local.id], ...chain })],
    ['shuts it out', (chain) => rule('allow', { none_of: [local.id], ...chain })],
  ])('%s, and no agent of ours that has its name', async (_, make) => {
    await make({ issuer: issuer.name });
    expect(await denied()).toEqual({ own: false, foreign: true });
  });

  it('allows it alone', async () => {
    await rule('allow', { any_of: [local.id], issuer: issuer.name });
    expect(await denied()).toEqual({ own: true, foreign: false });
  });

  it('is about that issuer as it is written', async () => {
    await rule('deny', { any_of: [local.id], issuer: `${issuer.name}/` });
    expect(await denied()).toEqual({ own: false, foreign: false });
  });
});

it('the length of a chain counts everybody', async () => {
  await rule('allow', { most: 1 });
  expect(await denied()).toEqual({ own: false, foreign: true });
});

it('an explanation takes actors of other issuers', async () => {
  const { id } = await rule('deny', { any_of: [local.id], issuer: issuer.name });
  const explain = (actors: unknown) =>
    gatehouse.adminCall('POST', '/policy/explain', { upstream: upstream.name, tool: 'pay', actors });
  expect((await explain([relay.id, { sub: local.id, iss: issuer.name }])).body).toMatchObject({
    decision: 'deny',
    rule: id,
  });
  for (const actors of [[local.id], [{ sub: local.id }], [{ sub: local.id, iss: gatehouse.url }]]) {
    expect((await explain(actors)).body).toMatchObject({
      decision: 'allow',
      steps: [{ outcome: 'condition not met: chain' }],
    });
  }
  for (const wrong of [[7], [null], [{}], [{ sub: 'a', act: { sub: 'b' } }], [{ sub: 'a', iss: 7 }], 'a', ['ä']]) {
    expectWrong(await explain(wrong), '/actors');
  }
});

it.each<[string, object, string]>([
  ['no URL', { any_of: ['a'], issuer: 'company' }, '/conditions/chain/issuer'],
  ['nobody’s', { most: 2, issuer: 'https://company.example' }, '/conditions/chain/issuer'],
  ['none', { any_of: ['a'], issuer: null }, '/conditions/chain/issuer'],
])('an issuer of actors that is %s is refused', async (_, chain, pointer) => {
  expectWrong(await gatehouse.adminCall('POST', '/policies', ruleWith('deny', chain)), pointer);
});
