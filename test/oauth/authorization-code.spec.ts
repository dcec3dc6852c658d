import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import {
  AuthorizationFlow,
  claimsOf,
  createPerson,
  createRelyingParty,
  REDIRECT,
  type RelyingParty,
  type TestPerson,
} from '../support/people.js';

let gatehouse: TestGatehouse;
let person: TestPerson;
let client: RelyingParty;
let app: RelyingParty;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' });
  person = await createPerson(gatehouse);
  client = await createRelyingParty(gatehouse);
  app = await createRelyingParty(gatehouse, { token_endpoint_auth_method: 'none', client_name: 'Desktop app' });
});
afterAll(() => gatehouse.stop());

describe('a person signs in, agrees, and the client gets tokens', () => {
  it('walks from the request to an access token that userinfo takes', async () => {
    const flow = new AuthorizationFlow(gatehouse, client);
    const tokens = await flow.tokens(person, { scope: 'openid profile email user', nonce: 'n-0S6_WzA2Mj' });
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 300, scope: 'user openid profile email' });
    expect(claimsOf(tokens.access_token)).toMatchObject({
      iss: gatehouse.url,
      aud: gatehouse.url,
      sub: person.id,
      act: { sub: client.id },
      client_id: client.id,
      amr: ['pwd'],
    });
    const idToken = claimsOf(tokens.id_token);
    expect(idToken).toMatchObject({ iss: gatehouse.url, aud: client.id, sub: person.id, nonce: 'n-0S6_WzA2Mj' });
    const userinfo = await gatehouse.request('GET', '/oauth/userinfo', {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(userinfo.body).toEqual({
      sub: person.id,
      name: person.name,
      preferred_username: person.email,
      updated_at: expect.any(Number),
      email: person.email,
      email_verified: false,
    });
  });

  it('remembers the consent, and asks again for more', async () => {
    const flow = new AuthorizationFlow(gatehouse, client);
    await flow.code(person, { scope: 'openid user' });
    const again = await flow.open({ scope: 'openid' });
    expect([again.answer.status, again.answer.headers.get('location')?.startsWith(REDIRECT)]).toEqual([303, true]);
    const more = await flow.open({ scope: 'openid user mcp' });
    expect([more.answer.status, more.answer.text.includes('Call MCP servers')]).toEqual([200, true]);
  });

  it('lets a public client rotate its refresh token, and a confidential one keep its own', async () => {
    const [pub, conf] = [new AuthorizationFlow(gatehouse, app), new AuthorizationFlow(gatehouse, client)];
    const first = await pub.tokens(person);
    const second = (await pub.refresh(first.refresh_token)).body;
    expect([second.refresh_token.length, second.refresh_token === first.refresh_token]).toEqual([64, false]);
    const kept = await conf.tokens(person);
    const refreshed = await conf.refresh(kept.refresh_token);
    expect([refreshed.status, refreshed.body.refresh_token]).toEqual([200, undefined]);
    expect((await conf.refresh(kept.refresh_token)).status).toBe(200);
  });

  it('takes a client that proves itself by a secret in the form, and does not say its name', async () => {
    const post = await createRelyingParty(gatehouse, { token_endpoint_auth_method: 'client_secret_post' });
    const flow = new AuthorizationFlow(gatehouse, post);
    const code = await flow.code(person);
    const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: flow.verifier };
    const refused = await gatehouse.token({ ...form, client_secret: client.secret! });
    expect([refused.status, refused.body.error]).toEqual([401, 'invalid_client']);
    expect((await gatehouse.token({ ...form, client_secret: post.secret!, code: 'unknown' })).status).toBe(401);
    const answer = await gatehouse.token({ ...form, client_secret: post.secret! });
    expect(answer.status).toBe(200);
    const { refresh_token } = answer.body;
    const refresh = { grant_type: 'refresh_token', refresh_token, client_secret: post.secret! };
    expect((await gatehouse.token(refresh)).status).toBe(200);
  });
});
