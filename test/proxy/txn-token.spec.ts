import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectWrong } from '../admin/problems.js';
import { EXCHANGE, exchange, TXN_TOKEN } from '../support/exchange.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

let gatehouse: TestGatehouse;
let server: RecordingUpstream;
let resource: string;
let upstreamId: string;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let workload: Awaited<ReturnType<TestGatehouse['agent']>>;
let token: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ TRUST_DOMAIN: 'trust-domain.example' });
  server = await RecordingUpstream.start();
  const view = await gatehouse.create('/upstreams', {
    name: 'tools',
    kind: 'mcp',
    url: server.url,
    credential: { mode: 'minted', txn_token: true },
  });
  [resource, upstreamId] = [view.resource, view.id];
  await gatehouse.create('/upstreams', { name: 'plain', kind: 'mcp', url: server.url });
  workload = await gatehouse.agent({ grant_types: ['client_credentials', EXCHANGE] });
  agent = await gatehouse.agent({ scope: 'mcp a2a', exchange_from: [workload.id] });
  token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
});
afterAll(async () => {
  await gatehouse.stop();
  await server.stop();
});

const send = (extra: Record<string, string> = {}, name = 'tools', bearer = token) =>
  gatehouse.request('POST', `/api/v1/mcp/${name}`, {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}`, ...extra },
    body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
  });
/** Values of the header as they came over the wire. */
const sent = () => {
  const { rawHeaders } = server.last();
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === 'txn-token');
};

describe('the transaction token that goes with a call', () => {
  it('is one header, about this call: its person, its agent and the transaction that its evidence has', async () => {
    expect((await send()).status).toBe(200);
    const [text, ...more] = sent();
    expect(more).toEqual([]);
    const jwks = (await gatehouse.request('GET', '/oauth/jwks')).body;
    const { payload } = await jwtVerify(text ?? '', createLocalJWKSet(jwks), {
      issuer: gatehouse.url,
      audience: 'trust-domain.example',
      typ: 'txntoken+jwt',
    });
    const minted = claimsOf(/^Bearer (.+)$/.exec(server.last().headers.authorization ?? '')?.[1] ?? '');
    expect(payload).toMatchObject({
      sub: agent.owner.id,
      act: { sub: agent.id },
      scope: 'mcp',
      req_wl: agent.id,
      tctx: { resource },
      txn: minted.txn,
    });
    expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(60);
    const evidence = await gatehouse.sql(
      `SELECT kind, upstream FROM audit_events WHERE txn = $1 AND kind <> 'gate.answered' ORDER BY id`,
      [payload['txn']],
    );
    expect(evidence).toEqual([
      { kind: 'token.issued', upstream: null },
      { kind: 'gate.call', upstream: 'tools' },
    ]);
  });

  it('is another one with every call, of one transaction', async () => {
    const tokens = new Set<string>();
    const transactions = new Set<string>();
    for (let times = 0; times < 3; times++) {
      await send();
      const { jti, txn } = claimsOf(sent()[0] ?? '');
      tokens.add(jti as string);
      transactions.add(txn as string);
    }
    expect([tokens.size, transactions.size]).toEqual([3, 1]);
  });

  it('is never the caller’s, in any spelling', async () => {
    for (const name of ['Txn-Token', 'txn-token', 'TXN-TOKEN', 'txn_token', 'x-txn-token']) {
      await send({ [name]: 'forged' });
      expect(sent()).toHaveLength(1);
      expect(server.last().rawHeaders.join(' ')).not.toContain('forged');
      const other = await gatehouse.accessToken(agent.id, agent.secret, {
        resource: `${gatehouse.url}/api/v1/mcp/plain`,
      });
      expect((await send({ [name]: 'forged' }, 'plain', other)).status).toBe(200);
      expect(server.last().rawHeaders.join(' ')).not.toContain('forged');
      expect(sent()).toEqual([]);
    }
  });

  it('opens no door at the gate: an upstream cannot call back with it', async () => {
    await send();
    const answer = await send({}, 'tools', sent()[0]);
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_token']);
  });

  it('can be replaced by a smaller one, by a workload that may exchange the agent’s tokens', async () => {
    await send();
    const received = sent()[0] ?? '';
    const wish = {
      requested_token_type: TXN_TOKEN,
      subject_token: received,
      subject_token_type: TXN_TOKEN,
      scope: 'mcp',
    };
    const stranger = await gatehouse.agent({ grant_types: ['client_credentials', EXCHANGE] });
    expect((await exchange(gatehouse, stranger, wish)).body.error).toBe('invalid_request');
    const answer = await exchange(gatehouse, workload, wish);
    expect(answer.status).toBe(200);
    expect(claimsOf(answer.body.access_token)).toMatchObject({
      txn: claimsOf(received).txn,
      req_wl: `${agent.id},${workload.id}`,
      tctx: { resource },
    });
  });
});

describe('whether an upstream gets one', () => {
  it('is its administrator’s choice, which is shown and can be changed', async () => {
    const path = `/upstreams/${upstreamId}`;
    expect((await gatehouse.adminCall('GET', path)).body.credential).toEqual({ mode: 'minted', txn_token: true });
    const off = await gatehouse.adminCall('PATCH', path, { credential: { mode: 'minted', txn_token: false } });
    expect(off.body.credential).toEqual({ mode: 'minted' });
    await send();
    expect(sent()).toEqual([]);
    await gatehouse.adminCall('PATCH', path, { credential: { mode: 'minted', txn_token: true } });
    await send();
    expect(sent()).toHaveLength(1);
  });

  it('is a word about minted credentials, true or false', async () => {
    const create = (credential: object) =>
      gatehouse.adminCall('POST', '/upstreams', { name: 'wrong', kind: 'mcp', url: server.url, credential });
    expectWrong(await create({ mode: 'none', txn_token: true }), '/credential');
    expectWrong(await create({ mode: 'minted', txn_token: 'yes' }), '/credential/txn_token');
  });
});
