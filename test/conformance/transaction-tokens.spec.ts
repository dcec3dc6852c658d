/*
 * Transaction Tokens (draft-ietf-oauth-transaction-tokens): what is asked of the service that issues them, and of everybody
 * who must not take one for something else. TXN-01 the request, TXN-02 the answer, TXN-03 the token, TXN-04 it only
 * shrinks, TXN-05 replacement, TXN-06 it is no access token, TXN-07 it is written down nowhere. Not here, and why:
 *   request_context, request_details: nothing in a token is what its requester says (both optional).
 *   self-signed and unsigned subject tokens: an access token of ours is where a transaction begins (both optional).
 */
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DpopKey } from '../support/dpop.js';
import {
  ACCESS_TOKEN,
  createIdentityClient,
  EXCHANGE,
  exchange,
  ID_TOKEN,
  JWT,
  REFRESH_TOKEN,
  signIn,
  TXN_TOKEN,
} from '../support/exchange.js';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';
import { expectOAuthError } from './scene.js';

const DOMAIN = 'trust-domain.example';

type Agent = Awaited<ReturnType<TestGatehouse['agent']>>;
let gatehouse: TestGatehouse;
let resource: string;
let agent: Agent;
let workload: Agent;
let token: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ TRUST_DOMAIN: DOMAIN });
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/' }))
    .resource;
  agent = await gatehouse.agent({ scope: 'mcp a2a user', grant_types: ['client_credentials', EXCHANGE] });
  workload = await sibling();
  token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
});
afterAll(() => gatehouse.stop());

/** A workload of the same owner. */
async function sibling(fields: Record<string, unknown> = {}): Promise<Agent> {
  const { client } = await gatehouse.agent({
    owner_id: agent.owner.id,
    scope: 'mcp a2a user',
    grant_types: ['client_credentials', EXCHANGE],
    ...fields,
  });
  return { owner: agent.owner, client, id: client.client_id, secret: client.client_secret };
}

type Fields = Record<string, string | readonly string[] | undefined>;
const ask = (fields: Fields = {}, by = workload) =>
  exchange(gatehouse, by, {
    requested_token_type: TXN_TOKEN,
    subject_token: token,
    subject_token_type: ACCESS_TOKEN,
    audience: DOMAIN,
    scope: 'mcp',
    ...fields,
  });
const issued = async (fields: Fields = {}, by = workload): Promise<string> => {
  const answer = await ask(fields, by);
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  return answer.body.access_token as string;
};
const replace = (subject: string, fields: Fields = {}, by = workload) =>
  ask({ subject_token: subject, subject_token_type: TXN_TOKEN, ...fields }, by);
const refused = async (answer: ReturnType<typeof ask>, error = 'invalid_request') =>
  expectOAuthError(await answer, 400, error);

describe('TXN-01 the request (Txn-Token Request)', () => {
  it('TXN-01 names the trust domain, or nothing at all', async () => {
    for (const audience of [DOMAIN, undefined]) expect((await ask({ audience })).status).toBe(200);
    for (const audience of ['other.example', gatehouse.url, resource, [DOMAIN, 'other.example']]) {
      await refused(ask({ audience }), 'invalid_target');
    }
  });

  it('TXN-01 names no resource', async () => {
    await refused(ask({ resource }), 'invalid_target');
  });

  it('TXN-01 says what it is for', async () => {
    await refused(ask({ scope: undefined }));
  });

  it('TXN-01 comes from a client that authenticates, has the grant, and may exchange tokens of that client', async () => {
    expectOAuthError(await ask({}, { ...workload, secret: 'wrong' }), 401, 'invalid_client');
    await refused(ask({}, await sibling({ grant_types: ['client_credentials'] })), 'unauthorized_client');
    const stranger = await gatehouse.agent({ scope: 'mcp', grant_types: ['client_credentials', EXCHANGE] });
    await refused(ask({}, stranger));
    const open = await gatehouse.agent({ exchange_from: [stranger.id] });
    const subject_token = await gatehouse.accessToken(open.id, open.secret);
    expect((await ask({ subject_token }, stranger)).status).toBe(200);
  });

  it('TXN-01 a refresh token is no subject, whatever it is called; neither is an ID token', async () => {
    const client = await createIdentityClient(gatehouse);
    const own = await signIn(gatehouse, client, { scope: 'openid user mcp' });
    const by = { ...workload, id: client.id, secret: client.secret ?? '' };
    for (const subject_token_type of [REFRESH_TOKEN, ACCESS_TOKEN, ID_TOKEN, JWT, TXN_TOKEN]) {
      await refused(ask({ subject_token: own.refreshToken, subject_token_type }, by));
      await refused(ask({ subject_token: own.idToken, subject_token_type }, by));
    }
    expect((await ask({ subject_token: own.accessToken }, by)).status).toBe(200);
  });
});

describe('TXN-02 the answer (Txn-Token Response)', () => {
  it('TXN-02 is N_A, has no refresh token, and is never cached', async () => {
    const answer = await ask();
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      issued_token_type: TXN_TOKEN,
      token_type: 'N_A',
      expires_in: expect.any(Number),
      scope: 'mcp',
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('TXN-02 opens no session', async () => {
    const count = async () =>
      (await gatehouse.sql<{ count: number }>('SELECT count(*)::int AS count FROM sessions'))[0]!.count;
    const before = await count();
    await issued();
    expect(await count()).toBe(before);
  });
});

describe('TXN-03 the token (Txn-Token Format)', () => {
  it('TXN-03 verifies by our published keys, and says who, for whom, what for and in which transaction', async () => {
    const text = await issued();
    const jwks = (await gatehouse.request('GET', '/oauth/jwks')).body;
    const { payload } = await jwtVerify(text, createLocalJWKSet(jwks), {
      issuer: gatehouse.url,
      audience: DOMAIN,
      typ: 'txntoken+jwt',
    });
    expect(payload).toEqual({
      iss: gatehouse.url,
      sub: agent.owner.id,
      aud: DOMAIN,
      jti: expect.any(String),
      iat: expect.any(Number),
      exp: expect.any(Number),
      scope: 'mcp',
      txn: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      req_wl: workload.id,
      tctx: { resource },
      rctx: { sid: claimsOf(token).sid },
      act: { sub: workload.id, act: { sub: agent.id } },
    });
    expect(payload.exp! - payload.iat!).toBe(60);
  });

  it('TXN-03 is of the transaction of the token that it is for, by which its evidence is found', async () => {
    const [one, other] = [decodeJwt(await issued()), decodeJwt(await issued())];
    expect(one['txn']).toBe(other['txn']);
    const [began] = await gatehouse.sql(`SELECT txn FROM audit_events WHERE kind = 'token.issued' AND sid = $1`, [
      claimsOf(token).sid,
    ]);
    expect(began).toEqual({ txn: one['txn'] });
    const evidence = await gatehouse.sql(
      `SELECT kind, sub, client_id, sid, detail FROM audit_events WHERE txn = $1 AND detail->>'jti' = $2`,
      [one['txn'], one.jti],
    );
    expect(evidence).toEqual([
      {
        kind: 'txn_token.issued',
        sub: agent.owner.id,
        client_id: workload.id,
        sid: claimsOf(token).sid,
        detail: { jti: one.jti, aud: DOMAIN, exp: one.exp, scope: 'mcp', grant_type: EXCHANGE },
      },
    ]);
  });

  it('TXN-03 the trust domain is the host of the issuer unless another is set', async () => {
    const plain = await TestGatehouse.start();
    try {
      const own = await plain.agent({ grant_types: ['client_credentials', EXCHANGE] });
      const subject_token = await plain.accessToken(own.id, own.secret);
      const wish = { requested_token_type: TXN_TOKEN, subject_token, subject_token_type: ACCESS_TOKEN, scope: 'mcp' };
      const answer = await exchange(plain, own, { ...wish, audience: 'localhost' });
      expect(decodeJwt(answer.body.access_token).aud).toBe('localhost');
    } finally {
      await plain.stop();
    }
  });
});

describe('TXN-04 it only shrinks (Scope Processing)', () => {
  it.each([['admin'], ['service'], ['openid'], ['mcp admin'], ['hook:track'], ['nothing-that-is']])(
    'TXN-04 scope %s is more than the subject has',
    async (scope) => {
      await refused(ask({ scope }), 'invalid_scope');
    },
  );

  it('TXN-04 has no scope that its requester lacks, and ends with the roles of the person', async () => {
    const narrow = await sibling({ scope: 'a2a' });
    await refused(ask({ scope: 'mcp' }, narrow), 'invalid_scope');
    expect((await ask({ scope: 'a2a' }, narrow)).body.scope).toBe('a2a');
    const own = await gatehouse.agent({ grant_types: ['client_credentials', EXCHANGE], scope: 'mcp user' });
    const subject = await gatehouse.accessToken(own.id, own.secret);
    expect((await ask({ subject_token: subject, scope: 'user' }, own)).status).toBe(200);
    await gatehouse.adminCall('PATCH', `/users/${own.owner.id}`, { roles: ['anonymous'] });
    const answer = await ask({ subject_token: subject, scope: 'user' }, own);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });

  it('TXN-04 never outlives the access token, and is not had for one that is over', async () => {
    const subject = await gatehouse.accessToken(agent.id, agent.secret, { resource });
    const end = claimsOf(subject).exp as number;
    gatehouse.clock.advance((end - 20) * 1000 - gatehouse.clock.now());
    const late = decodeJwt(await issued({ subject_token: subject }));
    expect(late.exp).toBe(end);
    // In the moment of grace in which the access token itself is still taken, too.
    gatehouse.clock.advance(21_000);
    await refused(ask({ subject_token: subject }));
    token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
  });

  it('TXN-04 ends no later than the token of the actor', async () => {
    const actor_token = await gatehouse.accessToken(workload.id, workload.secret);
    gatehouse.clock.advance((claimsOf(actor_token).exp - 10) * 1000 - gatehouse.clock.now());
    token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
    const claims = decodeJwt(await issued({ actor_token, actor_token_type: ACCESS_TOKEN }));
    expect(claims.exp).toBe(claimsOf(actor_token).exp);
    await refused(ask({ actor_token: token, actor_token_type: ACCESS_TOKEN }));
  });

  it('TXN-04 is not had for a bound access token by whoever does not hold its key (8693-07)', async () => {
    const key = await DpopKey.make();
    const proof = (by = key) =>
      by.proof('POST', `${gatehouse.url}/oauth/token`, { claims: { iat: Math.floor(gatehouse.clock.now() / 1000) } });
    const post = async (form: Record<string, string>, dpop?: string) =>
      gatehouse.request('POST', '/oauth/token', {
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: basicHeader(agent.id, agent.secret),
          ...(dpop === undefined ? {} : { dpop }),
        },
        body: new URLSearchParams(form).toString(),
      });
    const bound = await post({ grant_type: 'client_credentials' }, await proof());
    expect(bound.body.token_type).toBe('DPoP');
    const form = {
      grant_type: EXCHANGE,
      requested_token_type: TXN_TOKEN,
      subject_token: bound.body.access_token as string,
      subject_token_type: ACCESS_TOKEN,
      scope: 'mcp',
    };
    await refused(post(form));
    await refused(post(form, await proof(await DpopKey.make())));
    expect((await post(form, await proof())).body.token_type).toBe('N_A');
  });

  it('TXN-04 is not had in a session that was closed', async () => {
    const subject = await gatehouse.accessToken(agent.id, agent.secret, { resource });
    await gatehouse.adminCall('DELETE', `/sessions/${claimsOf(subject).sid}`);
    await refused(ask({ subject_token: subject }));
  });
});

describe('TXN-05 replacement (Txn-Token as a subject_token)', () => {
  it('TXN-05 keeps txn, sub and aud, adds its requester, and may have less', async () => {
    const first = await issued({ scope: 'mcp a2a' });
    const third = await sibling();
    gatehouse.clock.advance(2000);
    const answer = await replace(first, { scope: 'a2a' }, third);
    expect(answer.body).toMatchObject({ token_type: 'N_A', issued_token_type: TXN_TOKEN, scope: 'a2a' });
    const [before, after] = [decodeJwt(first), decodeJwt(answer.body.access_token)];
    for (const name of ['txn', 'sub', 'aud', 'tctx', 'rctx', 'exp'])
      expect([name, after[name]]).toEqual([name, before[name]]);
    expect(after['req_wl']).toBe(`${workload.id},${third.id}`);
    expect(after['act']).toEqual({ sub: third.id, act: before['act'] });
    expect(after.jti).not.toBe(before.jti);
    expect(answer.body.expires_in).toBe(58);
  });

  it('TXN-05 never has more, not even what the first one might have had', async () => {
    const first = await issued({ scope: 'mcp' });
    await refused(replace(first, { scope: 'a2a' }), 'invalid_scope');
    await refused(replace(first, { scope: 'mcp a2a' }), 'invalid_scope');
  });

  it('TXN-05 is not had for one that has expired, without a moment of grace', async () => {
    const first = await issued();
    gatehouse.clock.advance(59_000);
    const second = await replace(first);
    expect(second.body.expires_in).toBeLessThanOrEqual(1);
    gatehouse.clock.advance(decodeJwt(first).exp! * 1000 - gatehouse.clock.now());
    await refused(replace(first));
    await refused(replace(second.body.access_token));
    token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
  });

  it('TXN-05 ends with the session in which it began, and with who is behind it', async () => {
    const own = await gatehouse.agent({ grant_types: ['client_credentials', EXCHANGE] });
    for (const end of [
      (sid: string) => gatehouse.adminCall('DELETE', `/sessions/${sid}`),
      () => gatehouse.adminCall('PATCH', `/users/${own.owner.id}`, { status: 'inactive' }),
    ]) {
      const subject = await gatehouse.accessToken(own.id, own.secret);
      const first = await issued({ subject_token: subject }, own);
      expect((await replace(first, {}, own)).status).toBe(200);
      await end(claimsOf(subject).sid);
      const answer = await replace(first, {}, own);
      expect([400, 401]).toContain(answer.status);
      expect(answer.body).not.toHaveProperty('access_token');
    }
  });

  it('TXN-05 is for those who may exchange tokens of the client with which it began', async () => {
    const first = await issued();
    const stranger = await gatehouse.agent({ scope: 'mcp', grant_types: ['client_credentials', EXCHANGE] });
    await refused(replace(first, {}, stranger));
  });

  it('TXN-05 happens a bounded number of times', async () => {
    let current = await issued();
    for (let times = 0; times < 7; times++) {
      const answer = await replace(current);
      expect(answer.status).toBe(200);
      current = answer.body.access_token as string;
    }
    expect((decodeJwt(current)['req_wl'] as string).split(',')).toHaveLength(8);
    await refused(replace(current));
  });

  it('TXN-05 is had for a transaction token alone, under its own name and signature (attack 30)', async () => {
    const first = await issued();
    for (const type of [ACCESS_TOKEN, ID_TOKEN, JWT])
      await refused(ask({ subject_token: first, subject_token_type: type }));
    await refused(replace(token));
    const [head, payload, signature] = first.split('.');
    const header = JSON.parse(Buffer.from(head!, 'base64url').toString());
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString());
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    await refused(replace(`${head}.${encoded({ ...claims, scope: 'mcp a2a' })}.${signature}`));
    for (const changes of [
      { alg: 'none' },
      { alg: 'HS256' },
      { kid: 'x' },
      { kid: 7 },
      { typ: 'at+jwt' },
      { crit: ['a'] },
    ]) {
      await refused(replace(`${encoded({ ...header, ...changes })}.${payload}.${signature}`));
    }
    await refused(replace('a.b.c'));
    await refused(replace(`${head}.${payload}.`));
  });

  it('TXN-05 gives no access token back', async () => {
    const first = await issued();
    const answer = await replace(first, { requested_token_type: ACCESS_TOKEN, audience: undefined, scope: undefined });
    expectOAuthError(answer, 400, 'invalid_request');
  });
});

describe('TXN-06 it is no access token, and nobody’s authentication (Security Considerations)', () => {
  it('TXN-06 gate, admin API, userinfo and introspection do not take it', async () => {
    const headers = { authorization: `Bearer ${await issued()}` };
    const rpc = { ...headers, 'content-type': 'application/json' };
    const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
    const gate = await gatehouse.request('POST', '/api/v1/mcp/tools', { headers: rpc, body });
    expect([gate.status, gate.body.error]).toEqual([401, 'invalid_token']);
    for (const path of ['/api/v1/admin/users', '/oauth/userinfo']) {
      expect([path, (await gatehouse.request('GET', path, { headers })).status]).toEqual([path, 401]);
    }
    for (const by of [agent, workload]) {
      const seen = await gatehouse.request('POST', '/oauth/introspect', {
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: basicHeader(by.id, by.secret),
        },
        body: new URLSearchParams({ token: headers.authorization.slice(7) }).toString(),
      });
      expect(seen.body).toEqual({ active: false });
    }
  });

  it('TXN-06 it proves no client and no actor', async () => {
    const first = await issued();
    const asSecret = await gatehouse.token({ grant_type: 'client_credentials' }, { id: workload.id, secret: first });
    expectOAuthError(asSecret, 401, 'invalid_client');
    await refused(ask({ actor_token: first, actor_token_type: ACCESS_TOKEN }));
    await refused(ask({ actor_token: first, actor_token_type: TXN_TOKEN }));
  });
});

describe('TXN-07 it is written down nowhere (Logging)', () => {
  it('TXN-07 neither whole nor in part', async () => {
    const first = await issued();
    await replace(first);
    await refused(replace(`${first.slice(0, -6)}AAAAAA`));
    const written = gatehouse.logLines.join('') + JSON.stringify(await gatehouse.sql('SELECT * FROM audit_events'));
    for (const part of first.split('.').slice(1)) expect(written).not.toContain(part);
    expect(written).toContain(decodeJwt(first)['txn']);
  });
});
