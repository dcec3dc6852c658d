/*
 * OpenID Connect Core and RP-Initiated Logout, rows OIDC-01 … OIDC-15 and RPL. Not here, and why:
 *   OIDC-01, azp: an ID token has one audience. OIDC-02, interaction_required: what cannot be asked has a name of its own.
 *   OIDC-06, address and phone: nobody's is known; the scopes are not advertised.
 *   OIDC-10, rotation: test/keys/rotation.spec.ts and test/keys/schedule.spec.ts; here, what is published.
 *   OIDC-11, pairwise sub: oidc-pairwise.spec.ts.
 *   OIDC-14, address: as OIDC-06.
 *   BCL (back-channel logout): oidc-backchannel-logout.spec.ts.
 */
import { createHash } from 'node:crypto';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify, SignJWT, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, createRelyingParty, REDIRECT, type TestPerson } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';
import { expectErrorPage, expectOAuthError, expectSentBack, Scene, sentBack } from './scene.js';

const AFTER_LOGOUT = 'https://client.example.test/bye?from=gatehouse';

let scene: Scene;
let gatehouse: TestGatehouse;
let other: TestPerson;
beforeAll(async () => {
  scene = await Scene.open({ LIMIT_TOKEN: '60000/60', LIMIT_PUBLIC: '60000/60' });
  gatehouse = scene.gatehouse;
  other = await createPerson(gatehouse);
});
afterAll(() => scene.close());

/** Another browser, at which a person has signed in just now. */
async function elsewhere(person = scene.person): Promise<TestBrowser> {
  const browser = new TestBrowser(gatehouse.url);
  const hidden = hiddenFields(await browser.get('/sign-in'));
  const answer = await browser.post('/sign-in', {
    ...hidden,
    email: person.email,
    password: 'correct horse battery staple',
  });
  expect(answer.status).toBe(303);
  return browser;
}

describe('OIDC-01 ID tokens (OpenID Connect Core §2, §3.1.3.3, §3.1.3.6)', () => {
  it.each(['RS256', 'ES256', 'EdDSA'])(
    'OIDC-01 signed by %s, with every claim that it needs and at_hash',
    async (alg) => {
      const client = await createRelyingParty(gatehouse, { id_token_signed_response_alg: alg, first_party: true });
      const { tokens } = await scene.tokens({ nonce: 'n-0S6' }, client);
      const keys = createRemoteJWKSet(new URL(`${gatehouse.url}/oauth/jwks`));
      const { payload, protectedHeader } = await jwtVerify(tokens.id_token as string, keys, {
        issuer: gatehouse.url,
        audience: client.id,
        algorithms: [alg],
      });
      expect(protectedHeader).toEqual({ alg, typ: 'JWT', kid: expect.any(String) });
      const half = createHash(alg === 'EdDSA' ? 'sha512' : 'sha256')
        .update(tokens.access_token as string)
        .digest();
      expect(payload).toEqual({
        iss: gatehouse.url,
        sub: scene.person.id,
        aud: client.id,
        exp: expect.any(Number),
        iat: expect.any(Number),
        auth_time: expect.any(Number),
        nonce: 'n-0S6',
        acr: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
        amr: ['pwd'],
        at_hash: half.subarray(0, half.length / 2).toString('base64url'),
        sid: expect.any(String),
      });
      expect(payload.exp).toBeGreaterThan(payload.iat!);
      expect(payload['auth_time']).toBeLessThanOrEqual(payload.iat!);
    },
  );

  it('OIDC-01 RS256 is what a client gets that asks for nothing (Discovery §3); none cannot be had', async () => {
    expect(decodeProtectedHeader((await scene.tokens()).tokens.id_token as string).alg).toBe('RS256');
    for (const alg of ['none', 'HS256']) {
      await expect(createRelyingParty(gatehouse, { id_token_signed_response_alg: alg })).rejects.toThrow(
        'not created: 400',
      );
    }
  });

  it('OIDC-01 a refresh keeps sub, auth_time and audience, has a new at_hash and no nonce (§12.2)', async () => {
    const { flow, tokens } = await scene.tokens({ nonce: 'once' });
    gatehouse.clock.advance(2_000);
    const refreshed = (await flow.refresh(tokens.refresh_token)).body;
    const [before, after] = [claimsOf(tokens.id_token), claimsOf(refreshed.id_token)];
    for (const name of ['iss', 'sub', 'aud', 'auth_time', 'acr', 'amr', 'sid'])
      expect(after[name]).toEqual(before[name]);
    expect([after.nonce, after.iat > before.iat, after.at_hash === before.at_hash]).toEqual([undefined, true, false]);
  });

  it('OIDC-01 without scope openid there is none', async () => {
    expect((await scene.tokens({ scope: 'user' })).tokens).not.toHaveProperty('id_token');
  });

  it('OIDC-01 it is no access token', async () => {
    expect((await scene.userinfo((await scene.tokens()).tokens.id_token)).status).toBe(401);
  });
});

describe('OIDC-02 prompt (OpenID Connect Core §3.1.2.1, §3.1.2.6)', () => {
  it('OIDC-02 none without a sign-in is login_required', async () => {
    const { answer } = await scene.flow(scene.client, new TestBrowser(gatehouse.url)).open({ prompt: 'none' });
    expectSentBack(answer, REDIRECT, 'login_required');
  });

  it('OIDC-02 none without a consent is consent_required', async () => {
    const stranger = await createRelyingParty(gatehouse);
    expectSentBack(await scene.ask({ prompt: 'none' }, stranger), REDIRECT, 'consent_required');
  });

  it('OIDC-02 none with both is a code, and no page on the way', async () => {
    expect(sentBack(await scene.ask({ prompt: 'none' }), REDIRECT).get('code')).not.toBeNull();
  });

  it('OIDC-02 none with a sign-in that is too old is login_required', async () => {
    gatehouse.clock.advance(2_000);
    expectSentBack(await scene.ask({ prompt: 'none', max_age: '1' }), REDIRECT, 'login_required');
  });

  it.each(['none login', 'login none', 'none consent', 'none select_account', 'none none'])(
    'OIDC-02 %j is invalid_request',
    async (prompt) => {
      expectSentBack(await scene.ask({ prompt }), REDIRECT, 'invalid_request');
    },
  );

  it('OIDC-02 login asks for the password although somebody is signed in, and auth_time is new', async () => {
    const browser = await elsewhere();
    const flow = scene.flow(scene.client, browser);
    const before = claimsOf((await flow.tokens(scene.person)).id_token).auth_time as number;
    gatehouse.clock.advance(5_000);
    const { path, answer } = await flow.open({ prompt: 'login' });
    expect(answer.text).toContain('Confirm it is you');
    // Opening it again, or posting a consent, is no way around it.
    expect((await browser.get(path)).text).toContain('Confirm it is you');
    await flow.signIn(path, answer, scene.person);
    const code = sentBack(await browser.get(path), REDIRECT).get('code')!;
    expect(claimsOf((await flow.redeem(code)).body.id_token).auth_time).toBeGreaterThanOrEqual(before + 5);
  });

  it('OIDC-02 consent asks again although the person agreed before', async () => {
    expect((await scene.ask({ prompt: 'consent' })).text).toContain('to act for you?');
  });

  it('OIDC-02 select_account lets another person sign in', async () => {
    const browser = await elsewhere();
    const flow = scene.flow(scene.client, browser);
    gatehouse.clock.advance(1_000);
    const { path, answer } = await flow.open({ prompt: 'select_account' });
    expect(answer.text).toContain('name="password"');
    await flow.signIn(path, answer, other);
    await flow.decide(path, await browser.get(path), 'allow');
    const code = sentBack(await browser.get(path), REDIRECT).get('code')!;
    expect(claimsOf((await flow.redeem(code)).body.id_token).sub).toBe(other.id);
  });
});

describe('OIDC-03 max_age (OpenID Connect Core §3.1.2.1)', () => {
  it.each(['0', '1'])(
    'OIDC-03 max_age=%s asks for the password of whoever signed in before, and auth_time is new',
    async (max_age) => {
      const browser = await elsewhere();
      const flow = scene.flow(scene.client, browser);
      const before = claimsOf((await flow.tokens(scene.person)).id_token).auth_time as number;
      gatehouse.clock.advance(2_000);
      const { path, answer } = await flow.open({ max_age });
      expect(answer.text).toContain('Confirm it is you');
      await flow.signIn(path, answer, scene.person);
      const code = sentBack(await browser.get(path), REDIRECT).get('code')!;
      expect(claimsOf((await flow.redeem(code)).body.id_token).auth_time).toBeGreaterThanOrEqual(before + 2);
    },
  );

  it('OIDC-03 a sign-in that is young enough is taken, and auth_time is the old one', async () => {
    const before = claimsOf((await scene.tokens()).tokens.id_token).auth_time as number;
    gatehouse.clock.advance(2_000);
    expect(claimsOf((await scene.tokens({ max_age: '100000' })).tokens.id_token).auth_time).toBe(before);
  });

  it.each(['-1', '1.5', 'x', '1e3', '9999999999', '٣'])('OIDC-03 max_age=%s is invalid_request', async (max_age) => {
    expectSentBack(await scene.ask({ max_age }), REDIRECT, 'invalid_request');
  });
});

describe('OIDC-04 id_token_hint (OpenID Connect Core §3.1.2.1, §3.1.2.2)', () => {
  it('OIDC-04 of the person who is signed in: a code, also with prompt=none', async () => {
    const id_token_hint = (await scene.tokens()).tokens.id_token as string;
    expect(sentBack(await scene.ask({ id_token_hint, prompt: 'none' }), REDIRECT).has('code')).toBe(true);
  });

  it('OIDC-04 of somebody else: login_required, at once with prompt=none, else when the wrong one has signed in', async () => {
    const browser = await elsewhere(other);
    const id_token_hint = (await scene.flow(scene.client, browser).tokens(other)).id_token as string;
    expectSentBack(await scene.ask({ id_token_hint, prompt: 'none' }), REDIRECT, 'login_required');
    const flow = scene.flow(scene.client, await elsewhere());
    const { path, answer } = await flow.open({ id_token_hint });
    expect(answer.text).toContain('name="password"');
    gatehouse.clock.advance(1_000);
    await flow.signIn(path, answer, scene.person);
    expectSentBack(await flow.browser.get(path), REDIRECT, 'login_required');
  });

  it('OIDC-04 an expired one is as good', async () => {
    const id_token_hint = (await scene.tokens()).tokens.id_token as string;
    gatehouse.clock.advance(3_600_000);
    expect(claimsOf(id_token_hint).exp).toBeLessThan(gatehouse.clock.seconds());
    expect(sentBack(await scene.ask({ id_token_hint, prompt: 'none' }), REDIRECT).has('code')).toBe(true);
  });

  it('OIDC-04 what is no ID token of ours is invalid_request', async () => {
    const { tokens } = await scene.tokens();
    const [head, payload] = (tokens.id_token as string).split('.') as [string, string];
    const { kid } = decodeProtectedHeader(tokens.id_token as string);
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT(claimsOf(tokens.id_token))
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: kid! })
      .sign(privateKey);
    for (const id_token_hint of [
      'x',
      'a.b.c',
      `${head}.${payload}.AAAA`,
      `${head}.${payload}.`,
      tokens.access_token as string,
      forged,
    ]) {
      expectSentBack(await scene.ask({ id_token_hint }), REDIRECT, 'invalid_request');
    }
  });
});

describe('OIDC-05 further parameters (OpenID Connect Core §3.1.2.1, §5.2, §5.5)', () => {
  it.each([
    ['display', 'popup'],
    ['display', 'unheard_of'],
    ['ui_locales', 'de fr-CA'],
    ['ui_locales', '??'],
    ['claims_locales', 'ja'],
    ['login_hint', 'somebody@example.test'],
    ['acr_values', 'urn:mace:incommon:iap:silver unheard_of'],
    ['registration', '{}'],
    ['unheard_of', 'x'],
    ['claims', '{}'],
    ['claims', '{"unheard_of":1,"id_token":{"unheard_of":null,"email":{"unheard_of":1}}}'],
    ['claims', '{"userinfo":{"__proto__":null,"constructor":{"essential":true},"name":null}}'],
    ['claims', '{"id_token":null,"userinfo":null}'],
    ['claims', '{"id_token":{"auth_time":{"essential":true},"acr":{"values":["unheard_of"]}}}'],
  ])('OIDC-05 %s=%s leads to tokens', async (name, value) => {
    const { flow, code } = await scene.code({ [name]: value });
    expect((await flow.redeem(code)).status).toBe(200);
  });

  it('OIDC-05 login_hint is in the form already', async () => {
    const { answer } = await scene
      .flow(scene.client, new TestBrowser(gatehouse.url))
      .open({ login_hint: 'ada@example.test' });
    expect(answer.text).toContain('value="ada@example.test"');
  });

  it('OIDC-05 claims asked for by name come in the ID token, but only those of scopes that people allowed', async () => {
    const claims = JSON.stringify({
      id_token: { email: { essential: true }, unknown: null },
      userinfo: { name: null },
    });
    const { tokens } = await scene.tokens({ claims, scope: 'openid email' });
    expect(claimsOf(tokens.id_token)).toMatchObject({ email: scene.person.email });
    expect(claimsOf(tokens.id_token)).not.toHaveProperty('unknown');
    const bare = (await scene.tokens({ claims, scope: 'openid' })).tokens;
    expect(claimsOf(bare.id_token)).not.toHaveProperty('email');
    expect((await scene.userinfo(bare.access_token)).body).toEqual({ sub: scene.person.id });
  });

  it.each(['iss', 'sub', 'aud', 'exp', 'iat', 'nonce', 'acr', 'sid'])(
    'OIDC-05 asking for %s by name changes nothing of it',
    async (name) => {
      const claims = JSON.stringify({ id_token: { [name]: null }, userinfo: { [name]: null } });
      const { tokens } = await scene.tokens({ claims, nonce: 'n' });
      expect(claimsOf(tokens.id_token)).toMatchObject({
        iss: gatehouse.url,
        sub: scene.person.id,
        aud: scene.client.id,
        nonce: 'n',
        exp: expect.any(Number),
      });
      expect((await scene.userinfo(tokens.access_token)).body).toEqual({ sub: scene.person.id });
    },
  );

  it.each([
    ['value', { essential: true, value: 'urn:mfa' }],
    ['values', { essential: true, values: ['urn:mfa', 'urn:other'] }],
  ])(
    'OIDC-05 an essential acr that nobody meets, by %s, is unmet_authentication_requirements (§5.5.1.1)',
    async (_name, acr) => {
      const claims = JSON.stringify({ id_token: { acr } });
      expectSentBack(await scene.ask({ claims }), REDIRECT, 'unmet_authentication_requirements');
    },
  );

  it('OIDC-05 acr_values are voluntary: the token says what was done', async () => {
    const { tokens } = await scene.tokens({ acr_values: 'urn:mfa' });
    expect(claimsOf(tokens.id_token).acr).toBe('urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport');
  });

  it('OIDC-05 a sub asked for with a value is that person’s or nobody’s (§3.1.2.2, §5.5.1)', async () => {
    const claims = (sub: string) => JSON.stringify({ id_token: { sub: { value: sub } } });
    expect(sentBack(await scene.ask({ claims: claims(scene.person.id), prompt: 'none' }), REDIRECT).has('code')).toBe(
      true,
    );
    expectSentBack(await scene.ask({ claims: claims(other.id), prompt: 'none' }), REDIRECT, 'login_required');
  });

  it.each([
    '{',
    '[]',
    '"x"',
    '1',
    'null',
    '{"id_token":1}',
    '{"id_token":[]}',
    '{"userinfo":{"name":1}}',
    '{"id_token":{"acr":[]}}',
    '{"a":1,"a":2}',
    `{"id_token":${'{"a":'.repeat(80)}1${'}'.repeat(80)}}`,
  ])('OIDC-05 claims=%s is invalid_request', async (claims) => {
    expectSentBack(await scene.ask({ claims }), REDIRECT, 'invalid_request');
  });

  it.each([
    '{"id_token":{"acr":{"essential":true,"values":5}}}',
    '{"id_token":{"acr":{"essential":true,"values":"x"}}}',
    '{"id_token":{"acr":{"essential":true,"values":{}}}}',
    '{"id_token":{"email":{"value":"\\u0000"}}}',
    '{"id_token":{"\\u0000":null}}',
  ])('OIDC-05 claims=%s is an error for the client, or ignored, but no failure of ours', async (claims) => {
    const sent = sentBack(await scene.ask({ claims }), REDIRECT);
    expect(['invalid_request', 'unmet_authentication_requirements', null]).toContain(sent.get('error'));
  });
});

describe('OIDC-06 userinfo (OpenID Connect Core §5.3, §5.4)', () => {
  it.each([
    ['openid', ['sub']],
    ['openid profile', ['sub', 'name', 'preferred_username', 'updated_at']],
    ['openid email', ['sub', 'email', 'email_verified']],
  ])('OIDC-06 scope %j tells %j', async (scope, names) => {
    const { tokens } = await scene.tokens({ scope });
    const { body } = await scene.userinfo(tokens.access_token);
    expect(Object.keys(body as object).sort()).toEqual([...names].sort());
    expect(body.sub).toBe(claimsOf(tokens.id_token).sub);
  });

  it('OIDC-06 by GET and POST, with the token in the header or in the form, it is the same', async () => {
    const { tokens } = await scene.tokens({ scope: 'openid profile' });
    const authorization = { authorization: `Bearer ${tokens.access_token}` };
    const answers = [
      await scene.userinfo(tokens.access_token),
      await gatehouse.request('POST', '/oauth/userinfo', { headers: authorization }),
      await scene.post('/oauth/userinfo', '', authorization),
      await scene.post('/oauth/userinfo', `access_token=${tokens.access_token}`),
    ];
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([200, answers[0]!.body]);
  });

  it.each(['RS256', 'ES256', 'EdDSA'])(
    'OIDC-06 a client registered for %s gets a JWT with iss and aud (§5.3.2)',
    async (alg) => {
      const client = await createRelyingParty(gatehouse, { userinfo_signed_response_alg: alg, first_party: true });
      const { tokens } = await scene.tokens({ scope: 'openid email' }, client);
      const answer = await scene.userinfo(tokens.access_token);
      expect(answer.headers.get('content-type')).toMatch(/^application\/jwt/);
      const { payload } = await jwtVerify(answer.text, createRemoteJWKSet(new URL(`${gatehouse.url}/oauth/jwks`)), {
        algorithms: [alg],
      });
      expect(payload).toEqual({
        sub: scene.person.id,
        email: scene.person.email,
        email_verified: false,
        iss: gatehouse.url,
        aud: client.id,
      });
    },
  );

  it('OIDC-06 a token for another resource is not taken', async () => {
    const { resource } = await gatehouse.create('/upstreams', {
      name: 'elsewhere',
      kind: 'mcp',
      url: 'http://127.0.0.1:9/',
    });
    const client = await createRelyingParty(gatehouse, { first_party: true });
    const { tokens } = await scene.tokens({ resource }, client);
    expectOAuthError(await scene.userinfo(tokens.access_token), 401, 'invalid_token');
  });
});

describe('OIDC-07 and OIDC-08 the request (OpenID Connect Core §3.1.2.1)', () => {
  it('OIDC-07 it may be posted', async () => {
    const flow = scene.flow();
    const begun = await flow.browser.post('/oauth/authorize', Object.fromEntries(flow.parameters()));
    const code = sentBack(await flow.browser.get(begun.headers.get('location')!), REDIRECT).get('code')!;
    expect((await flow.redeem(code)).status).toBe(200);
  });

  it('OIDC-08 it needs no nonce, and the ID token has none then', async () => {
    expect(claimsOf((await scene.tokens({ nonce: undefined })).tokens.id_token)).not.toHaveProperty('nonce');
  });

  it('OIDC-08 without response_type it is invalid_request', async () => {
    expectSentBack(await scene.ask({ response_type: undefined }), REDIRECT, 'invalid_request');
  });
});

describe('OIDC-09 a code is good once (OpenID Connect Core §3.1.3.2)', () => {
  it.each([0, 30, 3600])(
    'OIDC-09 a second time, %d seconds later, it is invalid_grant and the first token is worth nothing',
    async (seconds) => {
      const { flow, code } = await scene.code();
      const { body } = await flow.redeem(code);
      gatehouse.clock.advance(seconds * 1000);
      expectOAuthError(await flow.redeem(code), 400, 'invalid_grant');
      expect((await flow.post('/oauth/introspect', { token: body.access_token })).body).toEqual({ active: false });
      expectOAuthError(await flow.refresh(body.refresh_token), 400, 'invalid_grant');
    },
  );

  it('OIDC-09 after a minute it is not even good once (RFC 6749 §4.1.2)', async () => {
    const { flow, code } = await scene.code();
    gatehouse.clock.advance(61_000);
    expectOAuthError(await flow.redeem(code), 400, 'invalid_grant');
  });
});

describe('OIDC-10 keys (OpenID Connect Core §10.1)', () => {
  it('OIDC-10 the next ones are published already, each kid once, and nothing private', async () => {
    const { body } = await gatehouse.request('GET', '/oauth/jwks');
    const keys = body.keys as Record<string, string>[];
    for (const alg of ['RS256', 'ES256', 'EdDSA'])
      expect(keys.filter((key) => key['alg'] === alg).length).toBeGreaterThanOrEqual(2);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
    for (const key of keys) {
      expect(key['use']).toBe('sig');
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']) expect(key).not.toHaveProperty(secret);
    }
  });
});

describe('OIDC-12 request objects are not read, and are not passed over (OpenID Connect Core §6.1, §6.2)', () => {
  it.each([
    ['request', 'eyJhbGciOiJub25lIn0.e30.', 'request_not_supported'],
    ['request_uri', 'https://client.example.test/object', 'request_uri_not_supported'],
    ['request_uri', 'http://169.254.169.254/', 'request_uri_not_supported'],
    ['request_uri', 'urn:other:x', 'request_uri_not_supported'],
  ])('OIDC-12 %s=%s is %s', async (name, value, error) => {
    expectSentBack(await scene.ask({ [name]: value }), REDIRECT, error);
  });
});

describe('OIDC-13 and OIDC-14 the form of claims (OpenID Connect Core §2, §5.1)', () => {
  it('OIDC-13 sub is at most 255 ASCII characters, the same at every client, and another person’s is another', async () => {
    const mine = claimsOf((await scene.tokens()).tokens.id_token).sub as string;
    const client = await createRelyingParty(gatehouse, { first_party: true });
    expect(mine).toMatch(/^[\x21-\x7e]{1,255}$/);
    expect(claimsOf((await scene.tokens({}, client)).tokens.id_token).sub).toBe(mine);
    expect(mine).not.toBe(other.id);
  });

  it('OIDC-14 email_verified is a boolean, updated_at a number of seconds', async () => {
    const { body } = await scene.userinfo((await scene.tokens({ scope: 'openid profile email' })).tokens.access_token);
    expect([body.email_verified, Number.isInteger(body.updated_at), body.updated_at < 1e11]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe('OIDC-15 the discovery document (OpenID Connect Discovery §3)', () => {
  it('OIDC-15 states what has a default that would be wrong', async () => {
    const { body } = await gatehouse.request('GET', '/.well-known/openid-configuration');
    expect(body.subject_types_supported).toEqual(['public', 'pairwise']);
    expect(body.id_token_signing_alg_values_supported).toContain('RS256');
    expect(body.id_token_signing_alg_values_supported).not.toContain('none');
    expect(body.claims_supported).toEqual(expect.arrayContaining(['sub', 'iss', 'auth_time', 'acr', 'name', 'email']));
    expect([
      body.request_uri_parameter_supported,
      body.request_parameter_supported,
      body.claims_parameter_supported,
    ]).toEqual([false, false, true]);
    expect(body.scopes_supported).toEqual(expect.arrayContaining(['openid', 'profile', 'email', 'offline_access']));
  });
});

describe('RPL a client wants a person signed out (OpenID Connect RP-Initiated Logout §2, §3, §4, §6)', () => {
  const signedIn = async (browser: TestBrowser) => (await browser.get('/account')).status === 200;
  const logout = (browser: TestBrowser, parameters: Record<string, string>, method = 'GET'): Promise<Answer> =>
    method === 'GET'
      ? browser.get(`/oauth/logout?${new URLSearchParams(parameters).toString()}`)
      : browser.post('/oauth/logout', parameters);

  /** A person at a browser of their own, a client with a place to go to afterwards, and its ID token. */
  async function visit() {
    const browser = await elsewhere();
    const client = await createRelyingParty(gatehouse, {
      first_party: true,
      post_logout_redirect_uris: [AFTER_LOGOUT],
    });
    const { id_token, access_token } = await scene.flow(client, browser).tokens(scene.person);
    return {
      browser,
      client,
      access_token: access_token as string,
      hint: { id_token_hint: id_token as string },
      back: { post_logout_redirect_uri: AFTER_LOGOUT },
    };
  }

  /** One visit for all that must leave the person signed in. */
  let lasting: Awaited<ReturnType<typeof visit>>;
  beforeAll(async () => {
    lasting = await visit();
  });

  it.each(['GET', 'POST'])(
    'RPL by %s with the ID token of this sign-in: signed out, and sent back with state',
    async (method) => {
      const { browser, hint, back, access_token } = await visit();
      expect(await signedIn(browser)).toBe(true);
      const answer = await logout(browser, { ...hint, ...back, state: 'a b&c=ü' }, method);
      expect([answer.status, answer.headers.get('location')]).toEqual([
        303,
        `${AFTER_LOGOUT}&state=a%20b%26c%3D%C3%BC`,
      ]);
      expect(await signedIn(browser)).toBe(false);
      expect(await scene.works(access_token)).toBe(false);
    },
  );

  it('RPL an expired ID token is as good', async () => {
    const { browser, hint, back } = await visit();
    gatehouse.clock.advance(3_600_000);
    expect((await logout(browser, { ...hint, ...back })).headers.get('location')).toBe(AFTER_LOGOUT);
    expect(await signedIn(browser)).toBe(false);
  });

  it('RPL with a hint and nowhere to go, a page says that it is done', async () => {
    const { browser, hint } = await visit();
    const answer = await logout(browser, hint);
    expect([answer.status, answer.text.includes('You are signed out')]).toEqual([200, true]);
    expect(await signedIn(browser)).toBe(false);
  });

  it.each([
    `${AFTER_LOGOUT}&x=1`,
    AFTER_LOGOUT.replace('?from=gatehouse', ''),
    `${AFTER_LOGOUT}/`,
    AFTER_LOGOUT.toUpperCase(),
    REDIRECT,
    'https://evil.example/',
    'javascript:alert(1)',
    'x',
  ])(
    'RPL %s is not registered: an error page, nobody is sent anywhere, and nobody is signed out',
    async (post_logout_redirect_uri) => {
      const { browser, hint } = lasting;
      expectErrorPage(await logout(browser, { ...hint, post_logout_redirect_uri }));
      expect(await signedIn(browser)).toBe(true);
    },
  );

  it('RPL a redirect without hint and client is an error page', async () => {
    const { browser, back } = lasting;
    expectErrorPage(await logout(browser, back));
    expect(await signedIn(browser)).toBe(true);
  });

  it('RPL without any parameter the person is asked, and signed out when they agree', async () => {
    const { browser } = await visit();
    const page = await logout(browser, {});
    expect([page.status, page.text.includes('Sign out of')]).toEqual([200, true]);
    expect(await signedIn(browser)).toBe(true);
    const done = await browser.post('/oauth/logout/confirm', hiddenFields(page));
    expect([done.status, done.text.includes('You are signed out')]).toEqual([200, true]);
    expect(await signedIn(browser)).toBe(false);
  });

  it('RPL without a hint but with client_id the person is asked, and then sent back with state', async () => {
    const { browser, client, back } = await visit();
    const page = await logout(browser, { client_id: client.id, ...back, state: 's' });
    expect(page.text).toContain('Reporter');
    expect(await signedIn(browser)).toBe(true);
    const done = await browser.post('/oauth/logout/confirm', hiddenFields(page));
    expect([done.status, done.headers.get('location')]).toEqual([303, `${AFTER_LOGOUT}&state=s`]);
    expect(await signedIn(browser)).toBe(false);
  });

  it('RPL the hint of another sign-in proves nothing: the person is asked', async () => {
    const [mine, theirs] = [lasting, await visit()];
    const page = await logout(mine.browser, { ...theirs.hint, ...theirs.back });
    expect([page.status, page.text.includes('Sign out of')]).toEqual([200, true]);
    expect([await signedIn(mine.browser), await signedIn(theirs.browser)]).toEqual([true, true]);
  });

  it('RPL a hint that was changed, or is none, is an error page', async () => {
    const { browser, hint, access_token, back } = lasting;
    const [head, payload] = hint.id_token_hint.split('.');
    for (const id_token_hint of ['x', `${head}.${payload}.AAAA`, `${head}.${payload}.`, access_token]) {
      expectErrorPage(await logout(browser, { id_token_hint, ...back }));
    }
    expect(await signedIn(browser)).toBe(true);
  });

  it('RPL client_id must be the one of the hint (§2)', async () => {
    const { browser, hint, back } = lasting;
    expectErrorPage(await logout(browser, { ...hint, ...back, client_id: scene.client.id }));
    expect(await signedIn(browser)).toBe(true);
  });

  it('RPL another site cannot send the confirmation', async () => {
    const { browser } = lasting;
    const page = await logout(browser, {});
    expectErrorPage(await browser.post('/oauth/logout/confirm', {}), 403);
    expectErrorPage(
      await browser.post('/oauth/logout/confirm', hiddenFields(page), { 'sec-fetch-site': 'cross-site' }),
      403,
    );
    expectErrorPage(await new TestBrowser(gatehouse.url).post('/oauth/logout/confirm', hiddenFields(page)), 403);
    expect(await signedIn(browser)).toBe(true);
  });

  it('RPL with nobody signed in a good request still leads back', async () => {
    const { browser, hint, back } = await visit();
    await logout(browser, hint);
    expect((await logout(browser, { ...hint, ...back })).headers.get('location')).toBe(AFTER_LOGOUT);
  });

  it('RPL what was granted for offline use goes on', async () => {
    const { browser, client, hint } = await visit();
    const flow = scene.flow(client, browser);
    const offline = await flow.tokens(scene.person, { scope: 'openid offline_access', prompt: 'consent' });
    await logout(browser, hint);
    expect(await scene.works(offline.access_token as string)).toBe(true);
    expect((await flow.refresh(offline.refresh_token)).status).toBe(200);
  });
});
