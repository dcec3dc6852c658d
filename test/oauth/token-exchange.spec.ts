import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

type Agent = Awaited<ReturnType<TestGatehouse['agent']>>;
let gatehouse: TestGatehouse;
let resources: string[];
let first: Agent;
let second: Agent;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  resources = [];
  for (const name of ['one', 'two', 'three']) {
    const upstream = await gatehouse.create('/upstreams', { name, kind: 'mcp', url: 'http://127.0.0.1:9/' });
    resources.push(upstream.resource);
  }
  first = await gatehouse.agent({ scope: 'mcp a2a user' });
  second = await sibling(first);
});
afterAll(() => gatehouse.stop());

/** Another agent of the same owner. */
async function sibling(agent: Agent, fields: Record<string, unknown> = {}): Promise<Agent> {
  const client = await gatehouse.create('/clients', {
    client_name: 'Second agent',
    kind: 'agent',
    owner_id: agent.owner.id,
    grant_types: ['client_credentials', EXCHANGE],
    scope: 'mcp a2a user',
    ...fields,
  });
  return { owner: agent.owner, client, id: client.client_id, secret: client.client_secret };
}

const tokenOf = (agent: Agent, form: Record<string, string> = {}) =>
  gatehouse.accessToken(agent.id, agent.secret, { resource: resources[0] ?? '', ...form });
const exchange = (agent: Agent, subject: string, form: Record<string, string> | [string, string][] = {}) =>
  gatehouse.token(
    [
      ['grant_type', EXCHANGE],
      ['subject_token', subject],
      ['subject_token_type', ACCESS_TOKEN],
      ...(Array.isArray(form) ? form : Object.entries(form)),
    ],
    { id: agent.id, secret: agent.secret },
  );

describe('passing authority on', () => {
  it('keeps the subject, records the actor, and is a child of the session', async () => {
    const subject = await tokenOf(first);
    const answer = await exchange(second, subject);
    expect(answer.body).toMatchObject({ token_type: 'Bearer', issued_token_type: ACCESS_TOKEN, scope: 'user a2a mcp' });
    const [parent, child] = [claimsOf(subject), claimsOf(answer.body.access_token)];
    expect(child).toMatchObject({
      sub: parent['sub'],
      aud: parent['aud'],
      client_id: second.id,
      act: { sub: second.id, act: { sub: first.id } },
    });
    expect(child['exp']).toBeLessThanOrEqual(parent['exp'] as number);
    const session = await gatehouse.adminCall('GET', `/sessions/${String(child['sid'])}`);
    expect(session.body.parent_id).toBe(parent['sid']);
  });

  it('ends with the session that it came from', async () => {
    const subject = await tokenOf(first);
    const { access_token: token } = (await exchange(second, subject)).body;
    const call = () =>
      gatehouse.request('POST', '/api/v1/mcp/one', {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
      });
    expect((await call()).status).toBe(502);
    await gatehouse.adminCall('DELETE', `/sessions/${String(claimsOf(subject)['sid'])}`);
    expect((await call()).status).toBe(401);
  });

  it('reaches the resources that the subject’s session covers, and no others', async () => {
    const basic = { id: first.id, secret: first.secret };
    const several = await gatehouse.token(
      [
        ['grant_type', 'client_credentials'],
        ...resources.slice(0, 2).map((one): [string, string] => ['resource', one]),
      ],
      basic,
    );
    expect(claimsOf(several.body.access_token)['aud']).toBe(resources[0]);
    const reached = await exchange(second, several.body.access_token, { resource: resources[1] ?? '' });
    expect(claimsOf(reached.body.access_token)['aud']).toBe(resources[1]);
    const beyond = await exchange(second, several.body.access_token, { resource: resources[2] ?? '' });
    expect([beyond.status, beyond.body.error]).toEqual([400, 'invalid_target']);
  });
});
