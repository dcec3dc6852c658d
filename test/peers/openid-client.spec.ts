import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson, type RelyingParty, type TestPerson } from '../support/people.js';
import { PersonAtBrowser } from './person-at-browser.js';
import { type Kind, KINDS, registerClient, registerResourceServer, type ResourceServer } from './relying-parties.js';

let gatehouse: TestGatehouse;
let person: TestPerson;
let server: ResourceServer;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' });
  person = await createPerson(gatehouse);
  server = await registerResourceServer(gatehouse);
});
afterAll(() => gatehouse.stop());

const SCOPE = 'openid profile email offline_access user mcp';
// Registered without a port: of a loopback address the port is free.
const LOOPBACK = 'http://127.0.0.1:51789/callback';
const WEB = 'https://client.example.test/callback';
const SIGNED_OUT = 'https://client.example.test/signed-out';

function authentication(method: Kind['method'], secret: string | undefined): openid.ClientAuth {
  if (method === 'none') return openid.None();
  return method === 'client_secret_basic' ? openid.ClientSecretBasic(secret) : openid.ClientSecretPost(secret);
}

/** A client that knows the issuer, its own id and what it has registered; every signature is checked. */
function discovered(id: string, metadata: Partial<openid.ClientMetadata>, auth: openid.ClientAuth) {
  return openid.discovery(new URL(gatehouse.url), id, metadata, auth, {
    execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks],
  });
}

/** Parameters of an authorization request, and what the client remembers of them. */
async function prepared(changes: Record<string, string>) {
  const [verifier, nonce] = [openid.randomPKCECodeVerifier(), openid.randomNonce()];
  const sent = {
    redirect_uri: LOOPBACK,
    scope: SCOPE,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    nonce,
    state: openid.randomState(),
    max_age: '600',
    ...changes,
  };
  const checks = { pkceCodeVerifier: verifier, expectedNonce: nonce, expectedState: sent.state, maxAge: 600 };
  return { sent, checks };
}

async function begin(config: openid.Configuration, changes: Record<string, string> = {}) {
  const { sent, checks } = await prepared(changes);
  return { url: openid.buildAuthorizationUrl(config, sent), checks };
}

/** Tokens of a fresh authorization by whoever sits at the browser. */
async function tokens(config: openid.Configuration, browser: PersonAtBrowser, changes: Record<string, string> = {}) {
  const { url, checks } = await begin(config, changes);
  return openid.authorizationCodeGrant(config, await browser.follow(url), checks);
}

/** What the library makes of a refusal by an endpoint. */
const refusal = (error: string) =>
  expect.objectContaining({ name: 'ResponseBodyError', error, error_description: expect.any(String) });

/** What it makes of one that the browser brought. */
const answered = (error: string) => expect.objectContaining({ name: 'AuthorizationResponseError', error });

describe.each(KINDS)('openid-client as a relying party by $method, with $algorithm', (kind) => {
  const { method, algorithm } = kind;
  const confidential = method !== 'none';
  let party: RelyingParty;
  let config: openid.Configuration;
  let browser: PersonAtBrowser;

  beforeAll(async () => {
    party = await registerClient(gatehouse, kind);
    const metadata = {
      id_token_signed_response_alg: algorithm,
      ...(party.client.userinfo_signed_response_alg ? { userinfo_signed_response_alg: algorithm } : {}),
    };
    config = await discovered(party.id, metadata, authentication(method, party.secret));
    browser = new PersonAtBrowser(gatehouse, person);
  });

  it('finds the issuer, and what it can do', () => {
    expect(config.serverMetadata().supportsPKCE()).toBe(true);
    expect(config.serverMetadata()).toMatchObject({
      issuer: gatehouse.url,
      token_endpoint_auth_methods_supported: expect.arrayContaining([method]),
      id_token_signing_alg_values_supported: expect.arrayContaining([algorithm]),
    });
  });

  it('redeems a code, with state, nonce, PKCE and the age of the sign-in checked', async () => {
    const answer = await tokens(config, browser);
    expect(answer).toMatchObject({ token_type: 'bearer', refresh_token: expect.any(String), expires_in: 300 });
    expect(answer.scope?.split(' ').sort()).toEqual(SCOPE.split(' ').sort());
    expect(answer.claims()).toMatchObject({ iss: gatehouse.url, aud: party.id, sub: person.id, amr: ['pwd'] });
    expect(headerOf(answer.id_token)).toMatchObject({ alg: algorithm });
  });

  it('takes a form that the browser posts, whatever the state', async () => {
    const state = `"quoted" & <b>?=+%20 '${'ü€'.repeat(40)}`;
    const { url, checks } = await begin(config, { response_mode: 'form_post', state });
    const request = await browser.follow(url);
    expect([request.method, request.url]).toEqual(['POST', LOOPBACK]);
    const answer = await openid.authorizationCodeGrant(config, request, checks);
    expect(answer.claims()?.sub).toBe(person.id);
  });

  it('pushes its request', async () => {
    const { sent, checks } = await prepared({ redirect_uri: WEB });
    const url = await openid.buildAuthorizationUrlWithPAR(config, sent);
    expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    const answer = await openid.authorizationCodeGrant(config, await browser.follow(url), checks);
    expect(answer.claims()).toMatchObject({ sub: person.id, nonce: sent.nonce });
    const wrong = openid.buildAuthorizationUrlWithPAR(config, { ...sent, redirect_uri: 'https://elsewhere.example/' });
    await expect(wrong).rejects.toEqual(refusal('invalid_request'));
  });

  it('gets tokens for an MCP server, and hears from userinfo only with its own', async () => {
    const { url, checks } = await begin(config, { resource: server.resource });
    const { resource } = server;
    const answer = await openid.authorizationCodeGrant(config, await browser.follow(url), checks, { resource });
    await expect(openid.fetchUserInfo(config, answer.access_token, person.id)).rejects.toMatchObject({
      name: 'WWWAuthenticateChallengeError',
      status: 401,
    });
    const own = await tokens(config, browser);
    const { name, email } = person;
    const about = await openid.fetchUserInfo(config, own.access_token, person.id);
    expect(about).toMatchObject({ sub: person.id, name, email, email_verified: false });
    expect([about['iss'], about['aud']]).toEqual(
      party.client.userinfo_signed_response_alg ? [gatehouse.url, party.id] : [undefined, undefined],
    );
  });

  it(`refreshes: ${confidential ? 'the token stays' : 'the token is rotated, and reuse ends everything'}`, async () => {
    const { refresh_token: first = '' } = await tokens(config, browser);
    const second = await openid.refreshTokenGrant(config, first, { scope: 'openid user' });
    expect([second.scope, second.claims()?.sub]).toEqual(['user openid', person.id]);
    if (confidential) {
      expect(second.refresh_token).toBeUndefined();
      expect((await openid.refreshTokenGrant(config, first)).scope?.split(' ')).toHaveLength(6);
      return;
    }
    const third = await openid.refreshTokenGrant(config, second.refresh_token ?? '');
    expect(third.scope?.split(' ')).toHaveLength(6);
    for (const dead of [first, third.refresh_token ?? '']) {
      await expect(openid.refreshTokenGrant(config, dead)).rejects.toEqual(refusal('invalid_grant'));
    }
  });

  it('revokes: both tokens are worth nothing afterwards', async () => {
    const { access_token: access, refresh_token: refresh = '' } = await tokens(config, browser);
    await openid.tokenRevocation(config, refresh, { token_type_hint: 'refresh_token' });
    await expect(openid.refreshTokenGrant(config, refresh)).rejects.toEqual(refusal('invalid_grant'));
    await expect(openid.fetchUserInfo(config, access, person.id)).rejects.toMatchObject({ status: 401 });
    await openid.tokenRevocation(config, 'of nobody');
  });

  it('introspects, as itself and as the server that the token is for', async () => {
    const { url, checks } = await begin(config, { resource: server.resource });
    const { access_token: token } = await openid.authorizationCodeGrant(config, await browser.follow(url), checks);
    const live = { active: true, iss: gatehouse.url, aud: server.resource, sub: person.id, client_id: party.id };
    const plain = await discovered(server.id, {}, openid.ClientSecretBasic(server.secret));
    const signed = await discovered(
      server.id,
      { introspection_signed_response_alg: 'ES256' },
      openid.ClientSecretBasic(server.secret),
    );
    for (const asking of [plain, signed]) expect(await openid.tokenIntrospection(asking, token)).toMatchObject(live);
    const own = openid.tokenIntrospection(config, token);
    if (confidential) expect(await own).toMatchObject(live);
    else await expect(own).rejects.toEqual(refusal('invalid_client'));
    await openid.tokenRevocation(config, token);
    for (const asking of [plain, signed]) {
      expect(await openid.tokenIntrospection(asking, token)).toEqual({ active: false });
    }
  });

  it('hears that the person refused, and from whom', async () => {
    const { url, checks } = await begin(config, { prompt: 'consent' });
    const { url: answer } = await browser.follow(url, 'deny');
    const redeem = (changed: URL) => openid.authorizationCodeGrant(config, changed, checks);
    await expect(redeem(new URL(answer))).rejects.toEqual(answered('access_denied'));
    for (const [name, value] of [
      ['iss', 'https://other.example.test'],
      ['iss', undefined],
      ['state', 'of another'],
    ] as const) {
      const forged = new URL(answer);
      if (value === undefined) forged.searchParams.delete(name);
      else forged.searchParams.set(name, value);
      await expect(redeem(forged)).rejects.toMatchObject({ code: 'OAUTH_INVALID_RESPONSE' });
    }
  });

  it('has the person signed out', async () => {
    const { refresh_token: bound = '' } = await tokens(config, browser, { scope: 'openid user' });
    const { id_token = '', refresh_token = '' } = await tokens(config, browser);
    const url = openid.buildEndSessionUrl(config, {
      id_token_hint: id_token,
      post_logout_redirect_uri: SIGNED_OUT,
      state: 'back & out',
    });
    const back = new URL((await browser.follow(url)).url);
    expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual([SIGNED_OUT, 'back & out']);
    const { url: silent, checks } = await begin(config, { prompt: 'none' });
    const redeeming = openid.authorizationCodeGrant(config, await browser.follow(silent), checks);
    await expect(redeeming).rejects.toEqual(answered('login_required'));
    await expect(openid.refreshTokenGrant(config, bound)).rejects.toEqual(refusal('invalid_grant'));
    // What was granted with offline_access goes on without the person (OpenID Connect Core §11).
    expect((await openid.refreshTokenGrant(config, refresh_token)).claims()?.sub).toBe(person.id);
  });

  it('has the person asked before, when it cannot prove that it is the one they signed in to', async () => {
    await tokens(config, browser);
    const url = openid.buildEndSessionUrl(config, { post_logout_redirect_uri: SIGNED_OUT });
    expect((await browser.follow(url)).url).toBe(SIGNED_OUT);
    const { url: silent, checks } = await begin(config, { prompt: 'none' });
    const redeeming = openid.authorizationCodeGrant(config, await browser.follow(silent), checks);
    await expect(redeeming).rejects.toEqual(answered('login_required'));
  });
});

describe('openid-client as an agent of its own', () => {
  it('authenticates by a secret that has to be encoded', async () => {
    const { BOOTSTRAP_CLIENT_ID: id, BOOTSTRAP_CLIENT_SECRET: secret = '' } = gatehouse.settings;
    const config = await discovered(id, {}, openid.ClientSecretBasic(secret));
    const answer = await openid.clientCredentialsGrant(config, { scope: 'admin' });
    expect(answer).toMatchObject({ scope: 'admin', token_type: 'bearer' });
    const wrong = await discovered(id, {}, openid.ClientSecretBasic(`${secret}x`));
    await expect(openid.clientCredentialsGrant(wrong)).rejects.toMatchObject({
      name: 'WWWAuthenticateChallengeError',
      status: 401,
      cause: [{ scheme: 'basic', parameters: { realm: 'gatehouse' } }],
    });
  });
});

function headerOf(jwt: string | undefined): unknown {
  return JSON.parse(Buffer.from(jwt?.split('.')[0] ?? '', 'base64url').toString());
}
