import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectOAuthError } from '../conformance/scene.js';
import {
  ACCESS_TOKEN,
  createIdentityClient,
  exchange,
  ID_JAG,
  ID_TOKEN,
  JWT,
  REFRESH_TOKEN,
  type SignIn,
  signIn,
  TXN_TOKEN,
} from '../support/exchange.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, createRelyingParty, type RelyingParty } from '../support/people.js';

let gatehouse: TestGatehouse;
let resource: string;
let client: RelyingParty;
let signedIn: SignIn;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' });
  const upstream = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/' });
  resource = upstream.resource;
  client = await createIdentityClient(gatehouse);
  signedIn = await signIn(gatehouse, client);
});
afterAll(() => gatehouse.stop());

const ask = (token: string, fields: Record<string, string | undefined> = {}, by = client) =>
  exchange(gatehouse, by, { subject_token: token, subject_token_type: ID_TOKEN, resource, ...fields });
const atTheGate = (token: string) =>
  gatehouse.request('POST', '/api/v1/mcp/tools', {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
  });

describe('an access token for an ID token', () => {
  it('is for the person, by the client, and no more than both may do', async () => {
    const answer = await ask(signedIn.idToken);
    // What the client learns of the person stays what the person allowed: no openid, profile or email.
    expect(answer.body).toMatchObject({ token_type: 'Bearer', issued_token_type: ACCESS_TOKEN, scope: 'user mcp' });
    expect(answer.body).not.toHaveProperty('refresh_token');
    const [said, claims] = [claimsOf(signedIn.idToken), claimsOf(answer.body.access_token)];
    expect(claims).toMatchObject({
      sub: signedIn.person.id,
      aud: resource,
      client_id: client.id,
      act: { sub: client.id },
      auth_time: said.auth_time,
      acr: said.acr,
      amr: said.amr,
    });
    expect(claims.exp).toBeLessThanOrEqual(said.exp);
    const session = await gatehouse.adminCall('GET', `/sessions/${claims.sid}`);
    expect(session.body).toMatchObject({ parent_id: said.sid, user_id: signedIn.person.id });
  });

  it('ends with the person’s sign-in', async () => {
    const own = await signIn(gatehouse, client);
    const { access_token: token } = (await ask(own.idToken)).body;
    expect((await atTheGate(token)).status).toBe(502);
    await gatehouse.adminCall('DELETE', `/sessions/${claimsOf(own.idToken).sid}`);
    expect((await atTheGate(token)).status).toBe(401);
  });

  it('is had once more by its own client for less, not for more', async () => {
    const { access_token: token } = (await ask(signedIn.idToken, { scope: 'mcp' })).body;
    const again = (scope: string) =>
      exchange(gatehouse, client, { subject_token: token, subject_token_type: ACCESS_TOKEN, scope });
    expect((await again('mcp')).body.scope).toBe('mcp');
    expectOAuthError(await again('user'), 400, 'invalid_scope');
  });

  it.each([['admin'], ['email'], ['openid'], ['offline_access'], ['a2a'], ['nothing-that-is']])(
    'never has scope %s that the client or the person lacks, or that only a consent gives',
    async (scope) => {
      expectOAuthError(await ask(signedIn.idToken, { scope }), 400, 'invalid_scope');
    },
  );

  it('is for resources that the client may name', async () => {
    const narrow = await createIdentityClient(gatehouse, { resources: [gatehouse.url] });
    const own = await signIn(gatehouse, narrow);
    expectOAuthError(await ask(own.idToken, {}, narrow), 400, 'invalid_target');
    expect((await ask(own.idToken, { resource: undefined }, narrow)).status).toBe(200);
  });

  it('ends with the token of the actor, if there is one', async () => {
    const actor = { actor_token: signedIn.accessToken, actor_token_type: ACCESS_TOKEN };
    expectOAuthError(await ask(signedIn.idToken, { ...actor, actor_token: signedIn.idToken }), 400, 'invalid_request');
    const answer = await ask(signedIn.idToken, actor);
    expect(claimsOf(answer.body.access_token).exp).toBeLessThanOrEqual(claimsOf(signedIn.accessToken).exp);
  });
});

describe('an ID token is refused', () => {
  const refused = async (token: string, fields: Record<string, string | undefined> = {}, by = client) => {
    const answer = await ask(token, fields, by);
    expectOAuthError(answer, 400, 'invalid_request');
    return answer.body.error_description as string;
  };

  it('from a client that is not registered for it', async () => {
    const other = await createIdentityClient(gatehouse, { exchange_id_tokens: false });
    const own = await signIn(gatehouse, other);
    expect(await refused(own.idToken, {}, other)).toBe('the client is not registered to exchange ID tokens');
  });

  it('when it was made for another client, also of the same owner (attack 27)', async () => {
    const other = await createIdentityClient(gatehouse, { owner_id: client.client.owner_id });
    await refused((await signIn(gatehouse, other)).idToken);
  });

  it.each<[string, (own: SignIn) => string, string]>([
    ['as an access token', ({ idToken }) => idToken, ACCESS_TOKEN],
    ['as any JWT', ({ idToken }) => idToken, JWT],
    ['as a transaction token', ({ idToken }) => idToken, TXN_TOKEN],
    ['as what it is, being an access token', ({ accessToken }) => accessToken, ID_TOKEN],
    ['as what it is, being a refresh token', ({ refreshToken }) => refreshToken, ID_TOKEN],
    ['as a refresh token', ({ refreshToken }) => refreshToken, REFRESH_TOKEN],
    ['as an ID-JAG', ({ idToken }) => idToken, ID_JAG],
    ['with another signature', ({ idToken }) => `${idToken.slice(0, -6)}AAAAAA`, ID_TOKEN],
    ['without a signature', ({ idToken }) => idToken.replace(/[^.]+$/, ''), ID_TOKEN],
    ['as rubbish', () => 'a.b.c', ID_TOKEN],
    ['with a NUL', () => '\u0000', ID_TOKEN],
  ])('when it comes %s (attack 26)', async (_name, token, type) => {
    await refused(token(signedIn), { subject_token_type: type });
  });

  it('when its header says none or brings a key (attacks 30, 31)', async () => {
    const [, payload, signature] = signedIn.idToken.split('.');
    const header = JSON.parse(Buffer.from(signedIn.idToken.split('.')[0]!, 'base64url').toString());
    for (const changes of [
      { alg: 'none' },
      { alg: 'HS256' },
      { kid: 'unknown' },
      { typ: 'at+jwt' },
      { crit: ['exp'] },
    ]) {
      const head = Buffer.from(JSON.stringify({ ...header, ...changes })).toString('base64url');
      await refused(`${head}.${payload}.${signature}`);
    }
  });

  it('when it is a signed answer of userinfo', async () => {
    const signing = await createIdentityClient(gatehouse, { userinfo_signed_response_alg: 'ES256' });
    const own = await signIn(gatehouse, signing);
    const answer = await gatehouse.request('GET', '/oauth/userinfo', {
      headers: { authorization: `Bearer ${own.accessToken}` },
    });
    expect(answer.text.split('.')).toHaveLength(3);
    await refused(answer.text, {}, signing);
  });

  it('when the sign-in, the person or all that the client had from them was ended', async () => {
    const ends: [string, (own: SignIn) => Promise<{ status: number }>][] = [
      ['sign-in', ({ idToken }) => gatehouse.adminCall('DELETE', `/sessions/${claimsOf(idToken).sid}`)],
      ['person', ({ person }) => gatehouse.adminCall('PATCH', `/users/${person.id}`, { status: 'inactive' })],
      ['deletion', ({ person }) => gatehouse.adminCall('DELETE', `/users/${person.id}`)],
      [
        'client’s session',
        ({ accessToken }) => gatehouse.adminCall('DELETE', `/sessions/${claimsOf(accessToken).sid}`),
      ],
      ['revocation', ({ flow, refreshToken }) => flow.post('/oauth/revoke', { token: refreshToken })],
    ];
    for (const [name, end] of ends) {
      const own = await signIn(gatehouse, client);
      // What is opened by the exchange does not stand for what the person allowed.
      gatehouse.clock.advance(1000);
      expect([name, (await ask(own.idToken)).status]).toEqual([name, 200]);
      expect([name, Math.floor((await end(own)).status / 100)]).toEqual([name, 2]);
      await refused(own.idToken);
    }
  });

  it('when it belongs to no sign-in any more, because the client acts offline', async () => {
    const own = await signIn(gatehouse, client, { scope: 'openid offline_access user' });
    const renewed = await own.flow.refresh(own.refreshToken);
    expect(claimsOf(renewed.body.id_token)).not.toHaveProperty('sid');
    await refused(renewed.body.id_token);
  });

  it('when it has expired: without the moment of grace that others’ clocks get', async () => {
    const own = await signIn(gatehouse, client);
    const left = claimsOf(own.idToken).exp * 1000 - gatehouse.clock.now();
    gatehouse.clock.advance(left + 1);
    await refused(own.idToken);
  });

  it('in the same words whatever is wrong with it', async () => {
    const other = await createIdentityClient(gatehouse);
    const own = await signIn(gatehouse, client);
    const words = new Set([
      await refused((await signIn(gatehouse, other)).idToken),
      await refused(`${own.idToken.slice(0, -6)}AAAAAA`),
      await refused(own.idToken.replace(/[^.]+$/, 'AAAA')),
    ]);
    expect([...words]).toEqual(['the subject_token is not an ID token that is accepted']);
  });

  it('and a person’s token does not come about for a client without the grant', async () => {
    const plain = await createRelyingParty(gatehouse, { exchange_id_tokens: true });
    const person = await createPerson(gatehouse);
    const own = await signIn(gatehouse, plain, {}, person);
    expectOAuthError(await ask(own.idToken, {}, plain), 400, 'unauthorized_client');
  });
});
