import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basicHeader, type Answer, TestGatehouse } from '../support/gatehouse.js';
import { DpopKey, type ProofChanges } from '../support/dpop.js';
import { claimsOf } from '../support/people.js';

const FORM = 'application/x-www-form-urlencoded';

let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let key: DpopKey;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  agent = await gatehouse.agent();
  key = await DpopKey.make();
});
afterAll(() => gatehouse.stop());

const tokenUrl = () => `${gatehouse.url}/oauth/token`;

/** A token request of the agent, with whatever is given as its proof. */
function ask(dpop?: string, who: { id: string; secret: string } = agent): Promise<Answer> {
  return gatehouse.request('POST', '/oauth/token', {
    headers: {
      'content-type': FORM,
      authorization: basicHeader(who.id, who.secret),
      ...(dpop === undefined ? {} : { dpop }),
    },
    body: 'grant_type=client_credentials',
  });
}
const asked = async (changes?: ProofChanges, by = key) => ask(await by.proof('POST', tokenUrl(), changes));

describe('a token that is asked for with a proof', () => {
  it('is bound to its key, and so is its session', async () => {
    const { status, body } = await asked();
    expect([status, body.token_type]).toEqual([200, 'DPoP']);
    const { cnf, sid } = claimsOf(body.access_token);
    expect(cnf).toEqual({ jkt: key.jkt });
    expect((await gatehouse.adminCall('GET', `/sessions/${sid}`)).body.cnf).toEqual({ jkt: key.jkt });
  });

  it('without one it is a bearer token as ever', async () => {
    const { body } = await ask();
    expect(body.token_type).toBe('Bearer');
    const { cnf, sid } = claimsOf(body.access_token);
    expect(cnf).toBeUndefined();
    expect((await gatehouse.adminCall('GET', `/sessions/${sid}`)).body.cnf).toBeNull();
  });

  it('a client that is registered for bound tokens gets no other', async () => {
    const bound = await gatehouse.agent({ dpop_bound_access_tokens: true });
    const { status, body } = await ask(undefined, bound);
    expect([status, body.error]).toEqual([400, 'invalid_dpop_proof']);
    expect((await ask(await key.proof('POST', tokenUrl()), bound)).body.token_type).toBe('DPoP');
  });

  it('a refusal is recorded like any other', async () => {
    expect((await asked({ claims: { htm: 'GET' } })).body.error).toBe('invalid_dpop_proof');
    const [row] = await gatehouse.sql<{ reason: string }>(
      `SELECT reason FROM audit_events WHERE kind = 'token.refused' AND client_id = $1 ORDER BY id DESC LIMIT 1`,
      [agent.id],
    );
    expect(row?.reason).toBe('invalid_dpop_proof');
  });

  it('a proof is neither looked at nor spent before the client is known', async () => {
    const proof = await key.proof('POST', tokenUrl());
    expect((await ask(proof, { id: agent.id, secret: 'wrong' })).body.error).toBe('invalid_client');
    expect((await ask('no proof at all', { id: agent.id, secret: 'wrong' })).body.error).toBe('invalid_client');
    expect((await ask(proof)).status).toBe(200);
    expect((await ask(proof)).body.error).toBe('invalid_dpop_proof');
  });
});

it('introspection tells to which key a token is bound', async () => {
  const { access_token: token } = (await asked()).body;
  const answer = await gatehouse.request('POST', '/oauth/introspect', {
    headers: { 'content-type': FORM, authorization: basicHeader(agent.id, agent.secret) },
    body: new URLSearchParams({ token }).toString(),
  });
  expect(answer.body).toMatchObject({ active: true, token_type: 'DPoP', cnf: { jkt: key.jkt } });
});

it('a bound token is given up without a proof (RFC 7009)', async () => {
  const { access_token: token } = (await asked()).body;
  const revoked = await gatehouse.request('POST', '/oauth/revoke', {
    headers: { 'content-type': FORM, authorization: basicHeader(agent.id, agent.secret) },
    body: new URLSearchParams({ token }).toString(),
  });
  expect(revoked.status).toBe(200);
  const [session] = await gatehouse.sql<{ closed: boolean }>(
    'SELECT closed_at IS NOT NULL AS closed FROM sessions WHERE id = $1',
    [claimsOf(token).sid],
  );
  expect(session?.closed).toBe(true);
});

describe('a bound token that is to be exchanged (RFC 8693)', () => {
  const exchange = async (subject_token: string, by: DpopKey | null, who: { id: string; secret: string }) =>
    gatehouse.request('POST', '/oauth/token', {
      headers: {
        'content-type': FORM,
        authorization: basicHeader(who.id, who.secret),
        ...(by === null ? {} : { dpop: await by.proof('POST', tokenUrl()) }),
      },
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      }).toString(),
    });

  it('needs a proof by its key: it is not turned into a bearer token', async () => {
    const grants = ['client_credentials', 'urn:ietf:params:oauth:grant-type:token-exchange'];
    const exchanger = await gatehouse.agent({ grant_types: grants });
    const { access_token: token } = (await ask(await key.proof('POST', tokenUrl()), exchanger)).body;
    for (const by of [null, await DpopKey.make()]) {
      const refused = await exchange(token, by, exchanger);
      expect([refused.status, refused.body.error]).toEqual([400, 'invalid_request']);
    }
    const { status, body } = await exchange(token, key, exchanger);
    expect([status, body.token_type, claimsOf(body.access_token ?? 'x.e30').cnf]).toEqual([
      200,
      'DPoP',
      { jkt: key.jkt },
    ]);
  });
});

it('nothing of a proof is kept but a hash of its id, for as long as it could be used', async () => {
  await asked({ claims: { jti: 'an id that nobody else has' } });
  const spent = await gatehouse.sql<{ hash: string; expires_at: Date }>('SELECT hash, expires_at FROM spent_ids');
  expect(spent.length).toBeGreaterThan(0);
  expect(JSON.stringify(spent)).not.toContain('an id that nobody else has');
  for (const { expires_at } of spent) {
    expect(expires_at.getTime()).toBeGreaterThan(Date.now() + 300_000);
    expect(expires_at.getTime()).toBeLessThan(Date.now() + 720_000);
  }
});
