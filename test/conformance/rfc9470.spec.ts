/*
 * RFC 9470 (step-up authentication), as far as the authorization server goes. Tested elsewhere: prompt, max_age and an
 * essential acr as OpenID Connect has them (oidc.spec.ts, OIDC-02, OIDC-03, OIDC-05); that what an employer says of a
 * sign-in is passed on as it was said (id-jag.spec.ts). Not here, and why:
 *   The challenge `insufficient_user_authentication` (§3), and a gate that does not loop: the gate has no rule for how
 *     somebody must have signed in, so that it never asks for more.
 * Decision: `acr_values` must be met by a request for an access token alone (§5), and is a wish in one for an ID token
 *   (scope openid), which OpenID Connect forbids to fail over it (Core §15.1). There, `claims` says what is essential.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS_TOKEN, EXCHANGE, exchange } from '../support/exchange.js';
import { type TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createRelyingParty, REDIRECT, type RelyingParty } from '../support/people.js';
import { TestBrowser } from '../support/test-browser.js';
import { expectSentBack, Scene, sentBack } from './scene.js';

const PASSWORD_ACR = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
const UNMET = 'unmet_authentication_requirements';
/** Nobody here has a passkey, by which it would be met (test/people/passkeys.spec.ts). */
const STRONGER = 'phr';
const MULTI_FACTOR_ACR = 'http://schemas.openid.net/pape/policies/2007/06/multi-factor';
const OAUTH = 'user mcp';

let scene: Scene;
let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let client: RelyingParty;
beforeAll(async () => {
  scene = await Scene.open();
  gatehouse = scene.gatehouse;
  agent = await gatehouse.agent({ grant_types: ['client_credentials', EXCHANGE] });
  client = await createRelyingParty(gatehouse, { first_party: true, exchange_from: [agent.id] });
});
afterAll(() => scene.close());

const essential = (acr: object): string => JSON.stringify({ id_token: { acr: { essential: true, ...acr } } });
/** A browser of its own, where the person signed in just now, and a client's way there. */
async function signedIn() {
  const flow = scene.flow(client, new TestBrowser(gatehouse.url));
  return { flow, tokens: await flow.tokens(scene.person, { scope: OAUTH }) };
}
const signInOf = (token: string) => {
  const { auth_time, acr, amr } = claimsOf(token);
  return { auth_time, acr, amr };
};

describe('9470 a sign-in that is older than max_age is repeated (RFC 9470 §4, §5)', () => {
  it.each([OAUTH, 'openid user'])('9470 for scope %j, and the access token says when', async (scope) => {
    const { flow, tokens } = await signedIn();
    gatehouse.clock.advance(10_000);
    const { answer } = await flow.open({ scope, max_age: '5' });
    expect(answer.text).toContain('Confirm it is you');
    const again = (await flow.tokens(scene.person, { scope, max_age: '5' })).access_token as string;
    expect(signInOf(again).auth_time - signInOf(tokens.access_token).auth_time).toBeGreaterThanOrEqual(10);
    expect(claimsOf(again).iat - signInOf(again).auth_time).toBeLessThanOrEqual(5);
  });

  it('9470 a pushed request as well', async () => {
    const { flow } = await signedIn();
    gatehouse.clock.advance(10_000);
    const { request_uri } = (await scene.push(flow, { scope: OAUTH, max_age: '5' })).body;
    const query = new URLSearchParams({ client_id: client.id, request_uri }).toString();
    const begun = await flow.browser.get(`/oauth/authorize?${query}`);
    expect((await flow.browser.get(begun.headers.get('location') ?? '')).text).toContain('Confirm it is you');
  });

  it('9470 one that is young enough is not, and its time is told, not now', async () => {
    const { flow, tokens } = await signedIn();
    gatehouse.clock.advance(10_000);
    const later = await flow.tokens(scene.person, { scope: OAUTH, max_age: '60' });
    expect(signInOf(later.access_token)).toEqual(signInOf(tokens.access_token));
  });

  it('9470 where nothing may be shown the request fails: no token of less', async () => {
    const { flow } = await signedIn();
    gatehouse.clock.advance(10_000);
    const { answer } = await flow.open({ scope: OAUTH, max_age: '5', prompt: 'none' });
    expectSentBack(answer, REDIRECT, 'login_required');
  });
});

describe('9470 an acr that is not met fails the request, rather than getting less (RFC 9470 §5)', () => {
  const asked: [string, Record<string, string>][] = [
    ['acr_values', { scope: OAUTH, acr_values: STRONGER }],
    ['several acr_values', { scope: OAUTH, acr_values: `${STRONGER}  phrh` }],
    ['a part of ours as acr_values', { scope: OAUTH, acr_values: PASSWORD_ACR.slice(0, -1) }],
    ['an essential acr', { scope: 'openid user', claims: essential({ value: STRONGER }) }],
    ['essential acrs', { scope: 'openid user', claims: essential({ values: [STRONGER, 'phrh'] }) }],
    ['an essential acr without openid', { scope: OAUTH, claims: essential({ value: STRONGER }) }],
    [
      'an essential acr beside a wish',
      { scope: 'openid', claims: essential({ value: STRONGER }), acr_values: PASSWORD_ACR },
    ],
    [
      'acr_values beside an essential acr',
      { scope: OAUTH, claims: essential({ value: PASSWORD_ACR }), acr_values: STRONGER },
    ],
  ];

  it.each(asked)('9470 %s, where somebody is signed in', async (_name, changes) => {
    expectSentBack(await scene.ask(changes, client), REDIRECT, UNMET);
    expectSentBack(await scene.ask({ ...changes, prompt: 'none' }, client), REDIRECT, UNMET);
  });

  it.each(asked)('9470 %s, after a sign-in for just this request', async (_name, changes) => {
    const flow = scene.flow(client, new TestBrowser(gatehouse.url));
    const sent = await flow.answer(scene.person, changes);
    expect([sent.get('error'), sent.get('code'), sent.get('state')]).toEqual([UNMET, null, 'some state']);
  });

  it.each(asked)('9470 %s, when it was pushed', async (_name, changes) => {
    const flow = scene.flow(client);
    const { request_uri } = (await scene.push(flow, changes)).body;
    const query = new URLSearchParams({ client_id: client.id, request_uri }).toString();
    const begun = await flow.browser.get(`/oauth/authorize?${query}`);
    expectSentBack(await flow.browser.get(begun.headers.get('location') ?? ''), REDIRECT, UNMET);
  });

  it.each<[string, Record<string, string>]>([
    ['ours', { scope: OAUTH, acr_values: PASSWORD_ACR }],
    ['ours among others', { scope: OAUTH, acr_values: `${STRONGER} ${PASSWORD_ACR}` }],
    ['none', { scope: OAUTH, acr_values: ' ' }],
    ['ours, essential', { scope: 'openid', claims: essential({ values: [STRONGER, PASSWORD_ACR] }) }],
    ['a wish, in a request for an ID token', { scope: 'openid', acr_values: STRONGER }],
  ])('9470 %s is met, and the access token says by what', async (_name, changes) => {
    const { tokens } = await scene.tokens(changes, client);
    expect(claimsOf(tokens.access_token).acr).toBe(PASSWORD_ACR);
  });

  it('9470 what can be met is advertised to every client (RFC 9470 §7)', async () => {
    for (const path of ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration']) {
      expect((await gatehouse.request('GET', path)).body.acr_values_supported).toEqual([
        PASSWORD_ACR,
        MULTI_FACTOR_ACR,
        STRONGER,
      ]);
    }
  });

  it('9470 acr_values that are too long, or sent twice, are invalid_request', async () => {
    expectSentBack(
      await scene.ask({ scope: OAUTH, acr_values: 'x'.repeat(3000) }, client),
      REDIRECT,
      'invalid_request',
    );
    const query = new URLSearchParams(scene.flow(client).parameters({ scope: OAUTH, acr_values: PASSWORD_ACR }));
    query.append('acr_values', STRONGER);
    expectSentBack(await scene.browser.get(`/oauth/authorize?${query.toString()}`), REDIRECT, 'invalid_request');
  });
});

describe('9470 a token says how its person signed in, and nothing raises that (RFC 9470 §6.1)', () => {
  it('9470 with openid and without', async () => {
    for (const scope of [OAUTH, 'openid user']) {
      const before = gatehouse.clock.seconds();
      const flow = scene.flow(client, new TestBrowser(gatehouse.url));
      const { access_token } = await flow.tokens(scene.person, { scope });
      expect(signInOf(access_token)).toEqual({ auth_time: expect.any(Number), acr: PASSWORD_ACR, amr: ['pwd'] });
      const { auth_time } = signInOf(access_token);
      expect([auth_time >= before, auth_time <= gatehouse.clock.seconds()]).toEqual([true, true]);
    }
  });

  /** A session of before, and its person, who has signed in again since, at the same browser and for the same client. */
  async function steppedUp() {
    const { flow, tokens } = await signedIn();
    const before = signInOf(tokens.access_token);
    gatehouse.clock.advance(10_000);
    const after = await flow.tokens(scene.person, { scope: OAUTH, max_age: '0' });
    expect(signInOf(after.access_token).auth_time).toBeGreaterThanOrEqual(before.auth_time + 10);
    return { flow, tokens, before };
  }

  it('9470 no refresh, whatever it asks for, also after the person has signed in anew', async () => {
    const { flow, tokens, before } = await steppedUp();
    const first = (await flow.refresh(tokens.refresh_token)).body;
    expect(signInOf(first.access_token)).toEqual(before);
    const asked = { acr_values: STRONGER, max_age: '0', claims: essential({ value: STRONGER }) };
    const second = (await flow.refresh(first.refresh_token ?? tokens.refresh_token, asked)).body;
    expect(signInOf(second.access_token)).toEqual(before);
  });

  it('9470 no exchange, whatever it asks for', async () => {
    const { tokens, before } = await steppedUp();
    const fields = { subject_token: tokens.access_token as string, subject_token_type: ACCESS_TOKEN };
    for (const asked of [{}, { acr_values: STRONGER, max_age: '0', claims: essential({ value: STRONGER }) }]) {
      const { status, body } = await exchange(gatehouse, agent, { ...fields, ...asked });
      expect([status, signInOf(body.access_token)]).toEqual([200, before]);
    }
  });

  it('9470 nobody signed in for a client’s own token, and it says nothing of it', async () => {
    const form = { acr_values: PASSWORD_ACR, max_age: '0' };
    const claims = claimsOf(await gatehouse.accessToken(agent.id, agent.secret, form));
    for (const name of ['auth_time', 'acr', 'amr']) expect(claims).not.toHaveProperty(name);
  });

  it('9470 no redemption of a code, whatever it asks for', async () => {
    const { flow } = await signedIn();
    gatehouse.clock.advance(10_000);
    const code = sentBack((await flow.open({ scope: OAUTH })).answer, REDIRECT).get('code') ?? '';
    const { body } = await flow.redeem(code, { acr_values: STRONGER, max_age: '0' });
    expect(signInOf(body.access_token).acr).toBe(PASSWORD_ACR);
    expect(claimsOf(body.access_token).iat - signInOf(body.access_token).auth_time).toBeGreaterThanOrEqual(10);
  });
});

describe('9470 introspection shows it (RFC 9470 §6.2)', () => {
  const shown = async (token: string, accept = 'application/json') => {
    const answer = await scene.flow(client).post('/oauth/introspect', { token }, { accept });
    const signed = accept === 'application/json' ? undefined : claimsOf(answer.text).token_introspection;
    const { active, auth_time, acr, amr } = signed ?? answer.body;
    expect(active).toBe(true);
    return { auth_time, acr, amr };
  };

  it('9470 as the token has it, in JSON and signed; of the session of before it is what it was', async () => {
    const { flow, tokens } = await signedIn();
    gatehouse.clock.advance(10_000);
    const after = await flow.tokens(scene.person, { scope: OAUTH, max_age: '0' });
    for (const token of [tokens.access_token, after.access_token] as string[]) {
      expect(await shown(token)).toEqual(signInOf(token));
      expect(await shown(token, 'application/token-introspection+jwt')).toEqual(signInOf(token));
    }
    expect(await shown(after.access_token)).not.toEqual(await shown(tokens.access_token));
  });

  it('9470 of one that was refreshed, too', async () => {
    const { flow, tokens } = await signedIn();
    gatehouse.clock.advance(10_000);
    const { access_token } = (await flow.refresh(tokens.refresh_token)).body;
    expect(await shown(access_token)).toEqual(signInOf(tokens.access_token));
  });
});
