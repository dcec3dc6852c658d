/*
 * Pairwise subject identifiers, row OIDC-11 (OpenID Connect Core §8, §8.1; Dynamic Registration §2, §5).
 * Not here: addresses that nobody fetches a sector_identifier_uri from, test/attacks/logout-calls.spec.ts; that discovery says
 * what is so, rfc8414.spec.ts.
 */
import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectWrong } from '../admin/problems.js';
import { KeyRotation } from '../../src/keys/key-rotation.js';
import { Replica } from '../keys/replicas.js';
import { PersonAtBrowser } from '../peers/person-at-browser.js';
import type { TestGatehouse } from '../support/gatehouse.js';
import { LogoutListener, readLogoutToken, Visit } from '../support/logout-listener.js';
import {
  AuthorizationFlow,
  claimsOf,
  createPerson,
  createRelyingParty,
  REDIRECT,
  type RelyingParty,
  type TestPerson,
} from '../support/people.js';
import { testSecrets } from '../support/test-secrets.js';
import { expectSentBack, Scene, sentBack } from './scene.js';

let listener: LogoutListener;
let scene: Scene;
let gatehouse: TestGatehouse;
let person: TestPerson;
let other: TestPerson;
/** Two clients of one host, and one of another sector. */
let one: RelyingParty;
let sibling: RelyingParty;
let elsewhere: RelyingParty;
beforeAll(async () => {
  listener = await LogoutListener.start();
  scene = await Scene.open({ LIMIT_TOKEN: '60000/60', LIMIT_PUBLIC: '60000/60', ...listener.host.settings });
  gatehouse = scene.gatehouse;
  ({ person } = scene);
  other = await createPerson(gatehouse);
  one = await pairwise();
  sibling = await pairwise({ redirect_uris: [`${REDIRECT}/of/another`, REDIRECT] });
  elsewhere = await pairwise({ sector_identifier_uri: sector('elsewhere', [REDIRECT]) });
});
afterAll(async () => {
  await scene.close();
  await listener.stop();
});

function pairwise(fields: Record<string, unknown> = {}): Promise<RelyingParty> {
  return createRelyingParty(gatehouse, { subject_type: 'pairwise', first_party: true, ...fields });
}

/** URL of a document that lists redirect URIs. */
function sector(name: string, document: object): string {
  return listener.host.route(`/sectors/${name}`, document);
}

const idTokenOf = async (client: RelyingParty, changes = {}) =>
  claimsOf((await scene.tokens(changes, client)).tokens.id_token as string);

describe('OIDC-11 the names (OpenID Connect Core §8.1)', () => {
  it('OIDC-11 a person has one name in a sector, others in others, and none of them is what everybody knows', async () => {
    const [a, b, c, d] = await Promise.all([one, sibling, elsewhere, scene.client].map((client) => idTokenOf(client)));
    expect(a.sub).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(b.sub).toBe(a.sub);
    expect(new Set([a.sub, c.sub, d.sub]).size).toBe(3);
    expect(d.sub).toBe(person.id);
  });

  it('OIDC-11 another person has another name', async () => {
    const visit = await Visit.begin(gatehouse, other);
    const { tokens } = await visit.tokens(one);
    expect(claimsOf(tokens.id_token as string).sub).not.toBe((await idTokenOf(one)).sub);
  });

  it('OIDC-11 the name of the sign-in tells two sectors as little: sid differs as sub does', async () => {
    const [a, b, c, d] = await Promise.all([one, sibling, elsewhere, scene.client].map((client) => idTokenOf(client)));
    expect(b.sid).toBe(a.sid);
    expect(new Set([a.sid, c.sid, d.sid, a.sub]).size).toBe(4);
  });

  it('OIDC-11 every way in which a client learns who somebody is says the same name, and the id is in none of it', async () => {
    const client = await pairwise({ introspects: [], userinfo_signed_response_alg: null });
    const { flow, tokens } = await scene.tokens({ scope: 'openid user' }, client);
    const { sub } = claimsOf(tokens.id_token as string);
    const refreshed = (await flow.refresh(tokens.refresh_token as string)).body;
    const introspected = (await flow.post('/oauth/introspect', { token: tokens.access_token as string })).body;
    const ofRefresh = (await flow.post('/oauth/introspect', { token: refreshed.refresh_token ?? tokens.refresh_token }))
      .body;
    const signed = await flow.post(
      '/oauth/introspect',
      { token: tokens.access_token as string },
      { accept: 'application/token-introspection+jwt' },
    );
    const told = {
      'access token': claimsOf(tokens.access_token as string),
      'refreshed ID token': claimsOf(refreshed.id_token as string),
      'refreshed access token': claimsOf(refreshed.access_token as string),
      userinfo: (await scene.userinfo(tokens.access_token as string)).body,
      introspection: introspected,
      'introspection of the refresh token': ofRefresh,
      'signed introspection': claimsOf(signed.text).token_introspection,
    };
    for (const [where, claims] of Object.entries(told)) {
      expect([where, claims.sub]).toEqual([where, sub]);
      expect([where, JSON.stringify(claims).includes(person.id)]).toEqual([where, false]);
    }
    expect(introspected.active).toBe(true);
    expect(claimsOf(refreshed.id_token as string).sid).toBe(claimsOf(tokens.id_token as string).sid);
  });

  it('OIDC-11 signed userinfo and logout tokens say it, too, and a logout token the same sid', async () => {
    const uri = listener.place();
    const client = await pairwise({ userinfo_signed_response_alg: 'ES256', backchannel_logout_uri: uri });
    const visit = await Visit.begin(gatehouse, person);
    const { tokens } = await visit.tokens(client);
    const { sub, sid } = claimsOf(tokens.id_token as string);
    expect(claimsOf((await scene.userinfo(tokens.access_token as string)).text)).toMatchObject({ sub, aud: client.id });
    await visit.signOut();
    const [token] = await listener.tokens(uri);
    const { claims } = await readLogoutToken(gatehouse, client.id, token!);
    expect([claims.sub, claims['sid']]).toEqual([sub, sid]);
    expect(JSON.stringify(claims)).not.toContain(person.id);
  });

  it('OIDC-11 the names are the same at every replica, after new keys, and whatever the client is called', async () => {
    const before = await idTokenOf(one);
    await gatehouse.app.get(KeyRotation).rotate('test', { force: true });
    await gatehouse.adminCall('PATCH', `/clients/${one.id}`, { client_name: 'Renamed' });
    const second = await Replica.start(
      gatehouse.serviceUrl,
      { ...testSecrets, ...listener.host.settings, PUBLIC_URL: gatehouse.url, LIMIT_AUTHORIZE: '60000/60' },
      gatehouse.clock,
    );
    try {
      const flow = new AuthorizationFlow(gatehouse, one, scene.browser);
      const code = await flow.code(person);
      const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: flow.verifier };
      const response = await fetch(`${second.url}/oauth/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${one.id}:${one.secret}`).toString('base64')}` },
        body: new URLSearchParams(form),
      });
      const { id_token, access_token } = (await response.json()) as Record<string, string>;
      const after = claimsOf(id_token!);
      expect([after.sub, after.sid]).toEqual([before.sub, before.sid]);
      const headers = { authorization: `Bearer ${access_token}` };
      for (const url of [gatehouse.url, second.url]) {
        expect(((await (await fetch(`${url}/oauth/userinfo`, { headers })).json()) as { sub: string }).sub).toBe(
          before.sub,
        );
      }
    } finally {
      await second.app.close();
    }
  });
});

describe('OIDC-11 what is ours stays by our own names', () => {
  it('OIDC-11 evidence, sessions and log speak of the person', async () => {
    const { tokens } = await scene.tokens({}, one);
    const { sid, jti, sub } = claimsOf(tokens.access_token as string);
    const rows = await gatehouse.sql<{ sub: string }>(
      `SELECT sub FROM audit_events WHERE sid = $1 AND detail ->> 'jti' = $2`,
      [sid, jti],
    );
    const sessions = await gatehouse.sql<{ subject: string }>('SELECT subject FROM sessions WHERE id = $1', [sid]);
    expect([rows, sessions]).toEqual([[{ sub: person.id }], [{ subject: person.id }]]);
    expect(gatehouse.logLines.some((line) => line.includes(sub as string))).toBe(false);
  });

  it('OIDC-11 a resource server is told whom a token is about: it serves the person, whichever client comes', async () => {
    const upstream = await gatehouse.create('/upstreams', { name: 'pairwise', kind: 'mcp', url: await scene.behind() });
    const server = await gatehouse.agent({ kind: 'service', introspects: [upstream.resource] });
    const asking = new AuthorizationFlow(gatehouse, server);
    const { tokens } = await scene.tokens({ scope: 'openid mcp', resource: upstream.resource as string }, one);
    const { body } = await asking.post('/oauth/introspect', { token: tokens.access_token as string });
    expect([body.active, body.sub]).toEqual([true, person.id]);
    expect(claimsOf(tokens.access_token as string).sub).not.toBe(person.id);
  });

  it('OIDC-11 the token is good where it is for, and names nobody else: with another client’s name it is none of ours', async () => {
    const { tokens } = await scene.tokens({}, one);
    expect((await scene.userinfo(tokens.access_token as string)).status).toBe(200);
    const { sid } = claimsOf(tokens.access_token as string);
    await gatehouse.sql('UPDATE sessions SET subject = $2, user_id = $3 WHERE id = $1', [sid, other.id, other.id]);
    expect((await scene.userinfo(tokens.access_token as string)).status).toBe(401);
  });
});

describe('OIDC-11 names that come back are read (§3.1.2.1, §3.1.2.2, RP-Initiated Logout §2)', () => {
  const silent = (client: RelyingParty, changes: Record<string, string>) =>
    scene.ask({ prompt: 'none', ...changes }, client);
  const wanted = (sub: string) => ({ claims: JSON.stringify({ id_token: { sub: { value: sub } } }) });

  it('OIDC-11 as id_token_hint of the person, and of somebody else', async () => {
    const mine = (await scene.tokens({}, one)).tokens.id_token as string;
    const theirs = (await (await Visit.begin(gatehouse, other)).tokens(one)).tokens.id_token as string;
    expect(sentBack(await silent(one, { id_token_hint: mine }), REDIRECT).has('code')).toBe(true);
    expectSentBack(await silent(one, { id_token_hint: theirs }), REDIRECT, 'login_required');
    gatehouse.clock.advance(3_600_000);
    expect(sentBack(await silent(one, { id_token_hint: mine }), REDIRECT).has('code')).toBe(true);
  });

  it('OIDC-11 as the sub that claims ask for; the id and the name in another sector are nobody’s', async () => {
    const { sub } = await idTokenOf(one);
    expect(sentBack(await silent(one, wanted(sub as string)), REDIRECT).has('code')).toBe(true);
    const foreign = (await idTokenOf(elsewhere)).sub as string;
    for (const name of [person.id, foreign, `${sub}=`, `${(sub as string).slice(0, 21)}B`, 'x', '']) {
      expectSentBack(await silent(one, wanted(name)), REDIRECT, 'login_required');
    }
    expectSentBack(await silent(scene.client, wanted(sub as string)), REDIRECT, 'login_required');
  });

  it('OIDC-11 an ID token of another sector is no hint: nobody can ask whether two names are one person’s', async () => {
    const hints = await Promise.all(
      [one, elsewhere, scene.client].map(async (client) => (await scene.tokens({}, client)).tokens.id_token as string),
    );
    const [ofOne, ofElsewhere, ofPublic] = hints as [string, string, string];
    for (const [client, hint] of [
      [one, ofElsewhere],
      [one, ofPublic],
      [elsewhere, ofOne],
      [scene.client, ofOne],
    ] as const) {
      expectSentBack(await silent(client, { id_token_hint: hint }), REDIRECT, 'invalid_request');
    }
    expect(sentBack(await silent(sibling, { id_token_hint: ofOne }), REDIRECT).has('code')).toBe(true);
  });

  it('OIDC-11 a logout request with the ID token of the sign-in is proven, with another’s it is not', async () => {
    const visit = await Visit.begin(gatehouse, person);
    const foreign = (await (await Visit.begin(gatehouse, person)).tokens(one)).tokens.id_token as string;
    const own = (await visit.tokens(one)).tokens.id_token as string;
    const ask = (hint: string) => visit.browser.get(`/oauth/logout?id_token_hint=${hint}`);
    expect((await ask(foreign)).text).toContain('Sign out of');
    expect((await visit.browser.get('/account')).status).toBe(200);
    expect((await ask(own)).text).toContain('You are signed out');
    expect((await visit.browser.get('/account')).status).toBe(303);
  });

  it('OIDC-11 a token that was made while the client knew people by other names still says who it was', async () => {
    const client = await createRelyingParty(gatehouse, { first_party: true });
    const hint = (await scene.tokens({}, client)).tokens.id_token as string;
    await gatehouse.adminCall('PATCH', `/clients/${client.id}`, { subject_type: 'pairwise' });
    expect(sentBack(await silent(client, { id_token_hint: hint }), REDIRECT).has('code')).toBe(true);
    const later = (await scene.tokens({}, client)).tokens.id_token as string;
    await gatehouse.adminCall('PATCH', `/clients/${client.id}`, { subject_type: 'public' });
    // Nobody can tell any more whom it names: it is no hint.
    expect(sentBack(await silent(client, { id_token_hint: later }), REDIRECT).has('code')).toBe(true);
  });
});

describe('OIDC-11 registration and the sector_identifier_uri (§8.1, Dynamic Registration §5)', () => {
  const post = (fields: object) =>
    gatehouse.adminCall('POST', '/clients', {
      client_name: 'Reporter',
      kind: 'application',
      owner_id: person.id,
      grant_types: ['authorization_code'],
      redirect_uris: [REDIRECT],
      scope: 'openid',
      subject_type: 'pairwise',
      ...fields,
    });
  const text = (type: string, body: string, status = 200) =>
    listener.host.route(`/sectors/${Math.random()}`, (_request, response) =>
      response.writeHead(status, { 'content-type': type, location: sector('listed', [REDIRECT]) }).end(body),
    );

  it.each([
    ['several hosts', { redirect_uris: [REDIRECT, 'https://other.example.test/cb'] }],
    ['a loopback address, which all programs share', { redirect_uris: ['http://127.0.0.1/cb'] }],
    ['a private scheme, which anybody claims', { redirect_uris: ['com.example.app:/cb'] }],
    ['no redirect URI', { grant_types: ['client_credentials'], redirect_uris: [] }],
    ['token exchange', { grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:token-exchange'] }],
  ])('OIDC-11 pairwise goes not with %s', async (_what, fields) => {
    expectWrong(await post(fields), '/subject_type');
  });

  it('OIDC-11 with a list that has all redirect URIs the sector is its host, whatever they are', async () => {
    const redirect_uris = [REDIRECT, 'https://other.example.test/cb', 'http://127.0.0.1/cb', 'com.example.app:/cb'];
    const uri = sector('many', [...redirect_uris, 'https://further.example.test/cb']);
    const client = await pairwise({ redirect_uris, sector_identifier_uri: uri });
    expect(client.client).toMatchObject({ subject_type: 'pairwise', sector_identifier_uri: uri });
    const { sub } = await idTokenOf(client, { redirect_uri: REDIRECT });
    // The same host in both documents' addresses is the same sector.
    expect(sub).toBe((await idTokenOf(elsewhere)).sub);
  });

  it.each<[string, () => string]>([
    ['a list without one of them', () => sector('short', ['https://other.example.test/cb'])],
    ['a list with something like it', () => sector('like', [`${REDIRECT}/`, REDIRECT.toUpperCase()])],
    ['an empty list', () => sector('empty', [])],
    ['an object', () => sector('object', { redirect_uris: [REDIRECT] })],
    ['a list with something that is no text', () => sector('mixed', [REDIRECT, 7])],
    ['a list of a list', () => sector('nested', [[REDIRECT]])],
    ['no JSON', () => text('application/json', `["${REDIRECT}"`)],
    ['another media type', () => text('text/plain', JSON.stringify([REDIRECT]))],
    ['a redirection', () => text('application/json', '', 302)],
    ['nothing', () => text('application/json', '', 404)],
    ['an error with the right document', () => text('application/json', JSON.stringify([REDIRECT]), 500)],
    ['more than anybody needs', () => text('application/json', JSON.stringify([REDIRECT, 'a'.repeat(10_000_000)]))],
    ['a host that is away', () => 'https://127.0.0.1:9/list'],
  ])('OIDC-11 %s is refused', async (_what, uri) => {
    expectWrong(await post({ sector_identifier_uri: uri() }), '/sector_identifier_uri');
  });

  it('OIDC-11 a list is checked for a client with public names, too, and when redirect URIs change', async () => {
    const uri = sector('checked', [REDIRECT]);
    expectWrong(
      await post({ subject_type: 'public', sector_identifier_uri: sector('none', []) }),
      '/sector_identifier_uri',
    );
    const client = await pairwise({ sector_identifier_uri: uri });
    const hits = listener.host.hits('/sectors/checked');
    await gatehouse.adminCall('PATCH', `/clients/${client.id}`, { client_name: 'Renamed' });
    expect(listener.host.hits('/sectors/checked')).toBe(hits);
    const redirect_uris = [REDIRECT, 'https://client.example.test/second'];
    expectWrong(
      await gatehouse.adminCall('PATCH', `/clients/${client.id}`, { redirect_uris }),
      '/sector_identifier_uri',
    );
    sector('checked', redirect_uris);
    expect((await gatehouse.adminCall('PATCH', `/clients/${client.id}`, { redirect_uris })).status).toBe(200);
  });

  it('OIDC-11 whoever gets other names loses what they had by the old ones', async () => {
    const client = await createRelyingParty(gatehouse, { first_party: true });
    const { flow, tokens } = await scene.tokens({}, client);
    await gatehouse.adminCall('PATCH', `/clients/${client.id}`, { subject_type: 'pairwise' });
    expect(await scene.works(tokens.access_token as string)).toBe(false);
    expect((await flow.refresh(tokens.refresh_token as string)).body.error).toBe('invalid_grant');
    expect((await idTokenOf(client)).sub).not.toBe(person.id);
  });
});

describe('OIDC-11 openid-client as a relying party with names of its own', () => {
  it('OIDC-11 takes ID token, userinfo, refresh and introspection for one person’s', async () => {
    const client = await pairwise({ id_token_signed_response_alg: 'ES256' });
    const config = await openid.discovery(
      new URL(gatehouse.url),
      client.id,
      { id_token_signed_response_alg: 'ES256' },
      openid.ClientSecretBasic(client.secret),
      { execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks] },
    );
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT,
      scope: 'openid email user',
      code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    const browser = new PersonAtBrowser(gatehouse, person);
    const tokens = await openid.authorizationCodeGrant(config, await browser.follow(url), { pkceCodeVerifier });
    const { sub } = tokens.claims()!;
    expect(sub).not.toBe(person.id);
    // Both throw when the subject is another one.
    const userinfo = await openid.fetchUserInfo(config, tokens.access_token, sub);
    expect([userinfo.sub, userinfo.email]).toEqual([sub, person.email]);
    const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token!);
    expect(refreshed.claims()!.sub).toBe(sub);
    expect((await openid.tokenIntrospection(config, tokens.access_token)).sub).toBe(sub);
  });
});
