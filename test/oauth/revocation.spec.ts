import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';

let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let other: Awaited<ReturnType<TestGatehouse['agent']>>;
let resource: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/' }))
    .resource;
  [agent, other] = [await gatehouse.agent(), await gatehouse.agent()];
});
afterAll(() => gatehouse.stop());

const mint = () => gatehouse.accessToken(agent.id, agent.secret, { resource });
const sidOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()).sid as string;
const gate = async (token: string) =>
  (await gatehouse.request('GET', '/api/v1/mcp/tools', { headers: { authorization: `Bearer ${token}` } })).status;
const revoke = (body: string, client: { id: string; secret: string } | null = agent) =>
  gatehouse.request('POST', '/oauth/revoke', {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(client ? { authorization: basicHeader(client.id, client.secret) } : {}),
    },
    body,
  });

describe('revocation (RFC 7009)', () => {
  it('a client ends its own token, and what was opened from its session; it is on record', async () => {
    const [token, child] = [await mint(), await mint()];
    await gatehouse.sql('UPDATE sessions SET parent_id = $1 WHERE id = $2', [sidOf(token), sidOf(child)]);
    expect([await gate(token), await gate(child)]).toEqual([502, 502]);
    const answer = await revoke(`token=${token}`);
    expect([answer.status, answer.text, answer.headers.get('cache-control')]).toEqual([200, '', 'no-store']);
    expect([await gate(token), await gate(child)]).toEqual([401, 401]);
    const events = await gatehouse.sql(
      `SELECT client_id, detail FROM audit_events WHERE kind = 'token.revoked' AND sid = $1`,
      [sidOf(token)],
    );
    expect(events).toEqual([{ client_id: agent.id, detail: { closed: 2 } }]);
  });

  it('another client’s token has no effect and the same answer (7009-03)', async () => {
    const token = await mint();
    const answer = await revoke(`token=${token}`, other);
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(await gate(token)).toBe(502);
  });

  it.each([
    ['unknown', 'abc'],
    ['malformed', '%00%01'],
    ['an empty signature', 'eyJhbGciOiJub25lIn0.e30.'],
    ['very long', 'a'.repeat(20_000)],
  ])('a token that is %s is 200, empty (7009-01)', async (_name, token) => {
    const answer = await revoke(`token=${token}`);
    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  it('twice is the same, and a wrong hint is only a hint (7009-05)', async () => {
    const token = await mint();
    for (let count = 0; count < 2; count++)
      expect((await revoke(`token=${token}&token_type_hint=refresh_token`)).status).toBe(200);
    expect(await gate(token)).toBe(401);
  });

  it('without client authentication it is 401 and nothing is revoked (7009-02)', async () => {
    const token = await mint();
    const none = await revoke(`token=${token}`, null);
    const wrong = await revoke(`token=${token}`, { id: agent.id, secret: 'wrong' });
    expect([none.status, none.body.error, wrong.status, wrong.body.error]).toEqual([
      401,
      'invalid_client',
      401,
      'invalid_client',
    ]);
    expect(await gate(token)).toBe(502);
  });

  it.each([
    ['no token', ''],
    ['an empty token', 'token='],
    ['two tokens', 'token=a&token=b'],
    ['bad encoding', 'token=%zz'],
  ])('%s is invalid_request', async (_name, body) => {
    const answer = await revoke(body);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });

  it('GET is not a method of it', async () => {
    const answer = await gatehouse.request('GET', `/oauth/revoke?token=${await mint()}`);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });
});
