/*
 * OAuth 2.1 (draft -16), rows O21-01 … O21-22. Not here, and why:
 *   O21-04, a verifier for a code without a challenge: no such code can be had (O21-03).
 *   O21-06 and O21-15 with twenty at once over two instances: test/races/sign-in.spec.ts.
 *   O21-10, registration and device responses: there are no such endpoints.
 *   O21-16, the gate's own tokens in a form: test/proxy/challenge.spec.ts.
 */
import { request as dial } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { createPerson, createRelyingParty, PASSWORD, REDIRECT, type RelyingParty } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';
import { expectErrorPage, expectOAuthError, expectSentBack, Scene, sentBack } from './scene.js';

let scene: Scene;
let gatehouse: TestGatehouse;
let native: RelyingParty;
beforeAll(async () => {
  scene = await Scene.open();
  gatehouse = scene.gatehouse;
  native = await createRelyingParty(gatehouse, {
    client_name: 'Native app',
    token_endpoint_auth_method: 'none',
    first_party: true,
    redirect_uris: ['http://127.0.0.1:7777/cb', 'http://[::1]:7777/cb', 'http://localhost:7777/cb', REDIRECT],
  });
});
afterAll(() => scene.close());

/** Endpoints at which clients authenticate, and a form that each would take. */
const endpoints: [string, string][] = [
  ['/oauth/token', 'grant_type=authorization_code&code=x'],
  ['/oauth/revoke', 'token=x'],
  ['/oauth/introspect', 'token=x'],
  ['/oauth/par', 'response_type=code'],
];
const query = (changes: Record<string, string | undefined>) =>
  new URLSearchParams(scene.flow().parameters(changes)).toString();

describe('O21-01 redirect URIs are compared as strings (OAuth 2.1 §2.3.1)', () => {
  it.each([
    'http://127.0.0.1:7777/cb',
    'http://127.0.0.1:1/cb',
    'http://127.0.0.1:65535/cb',
    'http://127.0.0.1/cb',
    'http://[::1]:9/cb',
    'http://localhost:7777/cb',
  ])('O21-01 %s is the registered one: of a loopback address the port is free (§8.4.2)', async (redirect_uri) => {
    expectSentBack(await scene.ask({ redirect_uri, prompt: 'none login' }, native), redirect_uri, 'invalid_request');
  });

  it.each([
    'http://localhost:7778/cb',
    'http://localhost/cb',
    'http://127.0.0.1:7777/cb/',
    'http://127.0.0.1:7777/CB',
    'http://127.0.0.1:7777/cb?x=1',
    'http://127.0.0.1:65536/cb',
    'http://127.0.0.1:07777/cb',
    'http://127.0.0.2:7777/cb',
    'http://127.1:7777/cb',
    'http://2130706433:7777/cb',
    'https://127.0.0.1:7777/cb',
    'http://user@127.0.0.1:7777/cb',
    'http://127.0.0.1:7777@evil.example/cb',
    'http://[::2]:7777/cb',
    'http://[0:0:0:0:0:0:0:1]:7777/cb',
    `${REDIRECT}/`,
    `${REDIRECT}?`,
    `${REDIRECT}#`,
    `${REDIRECT}#fragment`,
    `${REDIRECT}?next=https://evil.example`,
    `${REDIRECT}/../callback`,
    `${REDIRECT}%20`,
    ` ${REDIRECT}`,
    `${REDIRECT}\u0000`,
    `${REDIRECT}\r\nX: y`,
    REDIRECT.toUpperCase(),
    REDIRECT.replace('https', 'http'),
    REDIRECT.replace('.test/', '.test:443/'),
    REDIRECT.replace('.test/', '.test./'),
    REDIRECT.replace('client', 'evil.client'),
    REDIRECT.replace('/callback', '/%63allback'),
    REDIRECT.replace('https:/', 'https:'),
    `https://evil.example/${REDIRECT}`,
    'javascript:alert(1)',
    'data:text/html,x',
    '//client.example.test/callback',
    '/callback',
  ])('O21-01 %j is not the registered one: a page says so', async (redirect_uri) => {
    expectErrorPage(await scene.ask({ redirect_uri }, native));
    const pushed = await scene.push(scene.flow(native), { redirect_uri });
    expectOAuthError(pushed, 400, 'invalid_request');
  });
});

describe('O21-02 nobody is redirected to a place that is not the client’s (RFC 6749 §4.1.2.1, OAuth 2.1 §4.1.2.1)', () => {
  it.each([
    ['an unknown client', { client_id: 'nobody' }],
    ['no client', { client_id: undefined }],
    ['an empty client_id', { client_id: '' }],
    ['a client_id beyond ASCII', { client_id: 'ü' }],
    ['a client_id with NUL', { client_id: 'a\u0000b' }],
    ['a foreign redirect_uri', { redirect_uri: 'https://evil.example/' }],
    [
      'a foreign redirect_uri beside other mistakes',
      { redirect_uri: 'https://evil.example/', response_type: 'token', scope: '"' },
    ],
    ['a foreign redirect_uri and prompt=none', { redirect_uri: 'https://evil.example/', prompt: 'none' }],
    ['a foreign redirect_uri and form_post', { redirect_uri: 'https://evil.example/', response_mode: 'form_post' }],
  ])('O21-02 %s is answered by a page, by GET and by POST', async (_name, changes) => {
    expectErrorPage(await scene.ask(changes));
    expectErrorPage(await scene.post('/oauth/authorize', query(changes)));
  });

  it.each(['client_id', 'redirect_uri'])('O21-02 a repeated %s is answered by a page', async (name) => {
    const value = name === 'client_id' ? scene.client.id : REDIRECT;
    const twice = `${query({})}&${name}=${encodeURIComponent(value)}`;
    expectErrorPage(await gatehouse.request('GET', `/oauth/authorize?${twice}`));
    expectErrorPage(await scene.post('/oauth/authorize', twice));
  });

  it('O21-02 with several registered, leaving redirect_uri out is answered by a page (§4.1.1)', async () => {
    expectErrorPage(await scene.ask({ redirect_uri: undefined }, native));
  });

  it('O21-02 an inactive client is answered by a page', async () => {
    const gone = await createRelyingParty(gatehouse);
    await gatehouse.sql(`UPDATE clients SET status = 'inactive' WHERE client_id = $1`, [gone.id]);
    expectErrorPage(await scene.ask({}, gone));
  });

  it('O21-02 every other mistake of a known client is told to it, with state and iss', async () => {
    const sent = expectSentBack(await scene.ask({ response_type: 'token' }), REDIRECT, 'unsupported_response_type');
    expect([sent.get('state'), sent.get('iss')]).toEqual(['some state', gatehouse.url]);
  });
});

describe('O21-03 every client needs a challenge (OAuth 2.1 §4.1.1, §7.5.1)', () => {
  it.each(['public', 'confidential'])(
    'O21-03 a %s client without code_challenge gets invalid_request',
    async (kind) => {
      const client = kind === 'public' ? scene.app : scene.client;
      for (const changes of [{ code_challenge: undefined, code_challenge_method: undefined }, { code_challenge: '' }]) {
        expectSentBack(await scene.ask(changes, client), REDIRECT, 'invalid_request');
      }
    },
  );

  it('O21-03 pushing one without a challenge gets invalid_request as well', async () => {
    for (const client of [scene.app, scene.client]) {
      expectOAuthError(await scene.push(scene.flow(client), { code_challenge: undefined }), 400, 'invalid_request');
    }
  });
});

describe('O21-04 PKCE cannot be left out half way (RFC 9700 §4.8.2)', () => {
  it.each([undefined, ''])('O21-04 a code with a challenge is not redeemed with verifier %j', async (code_verifier) => {
    const { flow, code } = await scene.code();
    expectOAuthError(await flow.redeem(code, { code_verifier }), 400, 'invalid_grant');
    expect((await flow.redeem(code)).status).toBe(200);
  });
});

describe('O21-05 S256 alone, and verifiers of the right form (RFC 7636 §4.1, §4.2)', () => {
  it.each(['plain', undefined, '', 's256', 'S512', 'S256 plain'])(
    'O21-05 code_challenge_method %j is refused',
    async (code_challenge_method) => {
      expectSentBack(await scene.ask({ code_challenge_method }), REDIRECT, 'invalid_request');
    },
  );

  it.each([
    ['too short', 'a'.repeat(42)],
    ['too long', 'a'.repeat(129)],
    ['8 KiB', 'a'.repeat(8192)],
    ['with a space', `${'a'.repeat(42)} `],
    ['with a plus', `${'a'.repeat(42)}+`],
    ['padded', `${'a'.repeat(43)}=`],
    ['with NUL', `${'a'.repeat(42)}\u0000`],
    ['beyond ASCII', 'ü'.repeat(43)],
    ['another one', 'a'.repeat(43)],
  ])('O21-05 a verifier that is %s gets invalid_grant, and the code stays good', async (_name, code_verifier) => {
    const { flow, code } = await scene.code();
    expectOAuthError(await flow.redeem(code, { code_verifier }), 400, 'invalid_grant');
    expect((await flow.redeem(code)).status).toBe(200);
  });

  it('O21-05 the challenge itself is no verifier', async () => {
    const { flow, code } = await scene.code();
    expectOAuthError(await flow.redeem(code, { code_verifier: flow.challenge }), 400, 'invalid_grant');
  });
});

describe('O21-06 a code is bound, and good once (OAuth 2.1 §4.1.3, RFC 6749 §10.5)', () => {
  it('O21-06 another client cannot redeem it, nor spoil it', async () => {
    const { flow, code } = await scene.code();
    const thief = scene.flow(scene.app);
    expectOAuthError(await thief.redeem(code, { code_verifier: flow.verifier }), 400, 'invalid_grant');
    expect((await flow.redeem(code)).status).toBe(200);
  });

  it.each([undefined, '', `${REDIRECT}/`, 'https://evil.example/'])(
    'O21-06 redirect_uri %j is not the one that was asked with: invalid_grant, and the code stays good',
    async (redirect_uri) => {
      const { flow, code } = await scene.code();
      expectOAuthError(await flow.redeem(code, { redirect_uri }), 400, 'invalid_grant');
      expect((await flow.redeem(code)).status).toBe(200);
    },
  );

  it('O21-06 the verifier of another request does not open it', async () => {
    const { flow, code } = await scene.code();
    const other = scene.flow();
    expectOAuthError(await flow.redeem(code, { code_verifier: other.verifier }), 400, 'invalid_grant');
  });

  it('O21-06 a second use is refused, and revokes what the first one gave', async () => {
    const { flow, code } = await scene.code();
    const { body } = await flow.redeem(code);
    expect(await scene.works(body.access_token)).toBe(true);
    expectOAuthError(await flow.redeem(code), 400, 'invalid_grant');
    expect(await scene.works(body.access_token)).toBe(false);
    expectOAuthError(await flow.refresh(body.refresh_token), 400, 'invalid_grant');
  });

  it('O21-06 a code of another client, a second time, revokes nothing: knowing a code is not enough', async () => {
    const { flow, code } = await scene.code();
    const { body } = await flow.redeem(code);
    expectOAuthError(await scene.flow(scene.app).redeem(code, { code_verifier: flow.verifier }), 400, 'invalid_grant');
    expect(await scene.works(body.access_token)).toBe(true);
  });
});

describe('O21-07 there is no implicit and no password grant (RFC 9700 §2.1.2, §2.4)', () => {
  it.each(['token', 'id_token', 'code token', 'code id_token', 'id_token token', 'none', 'CODE', 'code code'])(
    'O21-07 response_type %j gets unsupported_response_type',
    async (response_type) => {
      expectSentBack(await scene.ask({ response_type }), REDIRECT, 'unsupported_response_type');
    },
  );

  it.each(['password', 'implicit', 'PASSWORD', 'authorization_code ', 'nonsense'])(
    'O21-07 grant_type %j gets unsupported_grant_type',
    async (grant_type) => {
      const form = { grant_type, username: scene.person.email, password: 'x' };
      expectOAuthError(await scene.flow().token(form), 400, 'unsupported_grant_type');
    },
  );

  it('O21-07 the metadata speaks of neither', async () => {
    const { body } = await gatehouse.request('GET', '/.well-known/openid-configuration');
    expect(body.response_types_supported).toEqual(['code']);
    expect(body.grant_types_supported).toEqual([
      'client_credentials',
      'authorization_code',
      'refresh_token',
      'urn:ietf:params:oauth:grant-type:token-exchange',
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
      'urn:ietf:params:oauth:grant-type:device_code',
    ]);
  });
});

describe('O21-08 empty is absent, repeated is wrong, unknown is ignored (OAuth 2.1 §3.1, §3.2)', () => {
  it.each([
    'response_mode',
    'prompt',
    'nonce',
    'max_age',
    'resource',
    'claims',
    'login_hint',
    'id_token_hint',
    'request',
    'request_uri',
    'acr_values',
    'display',
  ])('O21-08 an empty %s of an authorization request is as if it were not there', async (name) => {
    expect(sentBack(await scene.ask({ [name]: '' }), REDIRECT).get('code')).not.toBeNull();
  });

  it.each([
    ['response_type', 'invalid_request'],
    ['code_challenge', 'invalid_request'],
    ['code_challenge_method', 'invalid_request'],
  ])('O21-08 an empty %s is a missing one: %s', async (name, error) => {
    expectSentBack(await scene.ask({ [name]: '' }), REDIRECT, error);
  });

  it.each([
    'response_type',
    'scope',
    'state',
    'nonce',
    'code_challenge',
    'code_challenge_method',
    'prompt',
    'max_age',
    'response_mode',
    'login_hint',
    'claims',
    'id_token_hint',
    'request',
    'acr_values',
    'unheard_of',
  ])('O21-08 a repeated %s of an authorization request gets invalid_request', async (name) => {
    const given = new URLSearchParams(query({})).get(name) ?? '1';
    const twice = `${query({ [name]: given })}&${name}=${encodeURIComponent(given)}`;
    expectSentBack(await gatehouse.request('GET', `/oauth/authorize?${twice}`), REDIRECT, 'invalid_request');
  });

  it.each(['grant_type', 'code', 'redirect_uri', 'code_verifier', 'client_id', 'unheard_of'])(
    'O21-08 a repeated %s of a token request gets invalid_request, and the code stays good',
    async (name) => {
      const { flow, code } = await scene.code({}, scene.app);
      const form = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: REDIRECT,
        code_verifier: flow.verifier,
        client_id: scene.app.id,
      };
      const all = new URLSearchParams({ ...form, ...(name in form ? {} : { [name]: 'x' }) });
      all.append(name, all.get(name)!);
      expectOAuthError(await scene.post('/oauth/token', all.toString()), 400, 'invalid_request');
      expect((await flow.redeem(code)).status).toBe(200);
    },
  );

  it('O21-08 empty parameters of a token request are as if they were not there', async () => {
    const { flow, tokens } = await scene.tokens();
    const again = await flow.refresh(tokens.refresh_token, { scope: '', resource: '', code: '' });
    expect([again.status, again.body.scope]).toEqual([200, tokens.scope]);
    expectOAuthError(await flow.token({ grant_type: '' }), 400, 'invalid_request');
    expectOAuthError(await flow.token({ grant_type: 'refresh_token', refresh_token: '' }), 400, 'invalid_request');
  });

  it('O21-08 unknown parameters are ignored at both endpoints', async () => {
    const { flow, code } = await scene.code({ unheard_of: 'x', 'a b': '' });
    expect((await flow.redeem(code, { unheard_of: 'x' })).status).toBe(200);
  });
});

describe('O21-09 the token endpoint takes POST, and secrets in the body or header alone (OAuth 2.1 §3.2, §2.4.1)', () => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD'])('O21-09 %s is refused with 405', async (method) => {
    const answer = await gatehouse.request(
      method,
      `/oauth/token?grant_type=client_credentials&client_id=${scene.client.id}`,
    );
    expect([answer.status, answer.headers.get('allow'), answer.headers.get('cache-control')]).toEqual([
      405,
      'POST',
      'no-store',
    ]);
  });

  it('O21-09 client_id and client_secret in the query authenticate nobody', async () => {
    const poster = await createRelyingParty(gatehouse, { token_endpoint_auth_method: 'client_secret_post' });
    const inQuery = `?client_id=${poster.id}&client_secret=${encodeURIComponent(poster.secret!)}`;
    for (const [path, form] of endpoints)
      expectOAuthError(await scene.post(path + inQuery, form), 401, 'invalid_client');
  });

  it('O21-09 a code in the query is not looked at', async () => {
    const { flow, code } = await scene.code();
    const answer = await flow.post(`/oauth/token?code=${code}`, {
      grant_type: 'authorization_code',
      redirect_uri: REDIRECT,
      code_verifier: flow.verifier,
    });
    expectOAuthError(answer, 400, 'invalid_request');
  });
});

describe('O21-10 no answer with a token or about one is ever cached (OAuth 2.1 §3.2.3)', () => {
  it('O21-10 good answers carry Cache-Control: no-store', async () => {
    const { flow, code } = await scene.code();
    const redeemed = await flow.redeem(code);
    const token = redeemed.body.access_token as string;
    const answers = [
      redeemed,
      await flow.refresh(redeemed.body.refresh_token),
      await flow.post('/oauth/introspect', { token }),
      await flow.post('/oauth/introspect', { token }, { accept: 'application/token-introspection+jwt' }),
      await scene.userinfo(token),
      await scene.push(flow),
      await flow.post('/oauth/revoke', { token }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 201, 200]);
    for (const { headers } of answers) expect(headers.get('cache-control')).toBe('no-store');
  });

  it.each(endpoints)('O21-10 errors of %s carry it as well', async (path, form) => {
    const answers = [
      await scene.post(path, form),
      await scene.post(path, `${form}&client_id=${scene.client.id}&client_secret=wrong`),
      await scene.post(path, '%zz'),
      await scene.post(path, '', { 'content-type': 'text/plain' }),
      await scene.post(path, 'a'.repeat(70_000)),
      await gatehouse.request('GET', path),
    ];
    for (const answer of answers) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('O21-10 the redirect with the code, and the form_post page, carry it too', async () => {
    for (const response_mode of ['query', 'form_post']) {
      expect((await scene.ask({ response_mode })).headers.get('cache-control')).toBe('no-store');
    }
  });
});

describe('O21-11 one way of client authentication in one request (OAuth 2.1 §2.4)', () => {
  const two: [string, (id: string, secret: string) => [string, Record<string, string>]][] = [
    [
      'a header and a secret in the form',
      (id, secret) => [`&client_secret=${secret}`, { authorization: basicHeader(id, secret) }],
    ],
    ['a header and an assertion', (id, secret) => ['&client_assertion=x', { authorization: basicHeader(id, secret) }]],
    ['a secret and an assertion', (id, secret) => [`&client_id=${id}&client_secret=${secret}&client_assertion=x`, {}]],
    [
      'a header and another client_id',
      (id, secret) => ['&client_id=other', { authorization: basicHeader(id, secret) }],
    ],
  ];
  it.each(endpoints.flatMap(([path, form]) => two.map(([name, make]) => ({ path, name, form, make }))))(
    'O21-11 $path with $name gets invalid_request',
    async ({ path, form, make }) => {
      const [more, headers] = make(scene.client.id, encodeURIComponent(scene.client.secret!));
      expectOAuthError(await scene.post(path, form + more, headers), 400, 'invalid_request');
    },
  );

  it('O21-11 two Authorization headers get invalid_request, even when both are right', async () => {
    const { id, secret } = scene.client;
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = dial(`${gatehouse.url}/oauth/revoke`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: [basicHeader(id, secret!), basicHeader(id, secret!)] as unknown as string,
        },
      });
      sent.on('response', (answer) => resolve(answer.resume().statusCode)).on('error', reject);
      sent.end('token=x');
    });
    expect(status).toBe(400);
  });
});

describe('O21-12 client_credentials is for clients that authenticate (OAuth 2.1 §4.2)', () => {
  it('O21-12 a public client cannot be registered for it', async () => {
    const { client } = scene.app;
    const answer = await gatehouse.adminCall('POST', '/clients', {
      client_name: 'Public machine',
      kind: 'agent',
      owner_id: client.owner_id,
      grant_types: ['client_credentials'],
      scope: 'mcp',
      token_endpoint_auth_method: 'none',
    });
    expect([answer.status, answer.body.errors]).toEqual([400, [expect.objectContaining({ pointer: '/grant_types' })]]);
  });

  it('O21-12 a client that is not registered for it gets unauthorized_client', async () => {
    for (const client of [scene.app, scene.client]) {
      expectOAuthError(
        await scene.flow(client).token({ grant_type: 'client_credentials' }),
        400,
        'unauthorized_client',
      );
    }
  });

  it('O21-12 it gives no refresh token, nor an ID token', async () => {
    const both = await createRelyingParty(gatehouse, {
      grant_types: ['client_credentials', 'authorization_code', 'refresh_token'],
    });
    const { status, body } = await scene.flow(both).token({ grant_type: 'client_credentials' });
    expect([status, body.refresh_token, body.id_token, body.scope]).toEqual([200, undefined, undefined, 'user mcp']);
  });
});

describe('O21-13 invalid_client answers in the scheme that was tried (OAuth 2.1 §3.2.4, RFC 6749 §5.2)', () => {
  it.each(endpoints)('O21-13 %s: by header it is 401 with a Basic challenge', async (path, form) => {
    for (const [id, secret] of [
      [scene.client.id, 'wrong'],
      ['nobody', 'x'],
      [scene.app.id, 'x'],
    ] as const) {
      const answer = await scene.post(path, form, { authorization: basicHeader(id, secret) });
      expectOAuthError(answer, 401, 'invalid_client');
      expect(answer.headers.get('www-authenticate')).toBe('Basic realm="gatehouse", charset="UTF-8"');
    }
  });

  it.each(endpoints)(
    'O21-13 %s: by form, or by nothing, it is 401 without a challenge that cannot help',
    async (path, form) => {
      for (const more of ['', `&client_id=${scene.client.id}`, `&client_id=${scene.client.id}&client_secret=wrong`]) {
        const answer = await scene.post(path, form + more);
        expectOAuthError(answer, 401, 'invalid_client');
        expect(answer.headers.get('www-authenticate')).toBeNull();
      }
    },
  );
});

describe('O21-14 a refresh cannot widen what was granted (OAuth 2.1 §4.3.1, §4.3.2)', () => {
  it.each(['openid user mcp', 'mcp', 'admin', 'openid nonsense'])(
    'O21-14 asking for %j gets invalid_scope, and the token stays good',
    async (scope) => {
      const { flow, tokens } = await scene.tokens({ scope: 'openid user' });
      expectOAuthError(await flow.refresh(tokens.refresh_token, { scope }), 400, 'invalid_scope');
      expect((await flow.refresh(tokens.refresh_token)).body.scope).toBe('user openid');
    },
  );

  it.each(['public', 'confidential'])(
    'O21-14 a %s client that asks for less keeps a refresh token for all of it',
    async (kind) => {
      const { flow, tokens } = await scene.tokens(
        { scope: 'openid user' },
        kind === 'public' ? scene.app : scene.client,
      );
      const less = (await flow.refresh(tokens.refresh_token, { scope: 'openid' })).body;
      expect(less.scope).toBe('openid');
      expect((await flow.refresh(less.refresh_token ?? tokens.refresh_token)).body.scope).toBe('user openid');
    },
  );

  it('O21-14 it is bound to its client: another one cannot use it, nor spoil it', async () => {
    const { flow, tokens } = await scene.tokens({}, scene.app);
    const other = await createRelyingParty(gatehouse, { token_endpoint_auth_method: 'none' });
    for (const thief of [other, scene.client]) {
      expectOAuthError(await scene.flow(thief).refresh(tokens.refresh_token), 400, 'invalid_grant');
    }
    expect((await flow.refresh(tokens.refresh_token)).status).toBe(200);
  });
});

describe('O21-15 a public client’s refresh token is used once (OAuth 2.1 §4.3.1, RFC 9700 §4.14)', () => {
  it('O21-15 every use gives a new one', async () => {
    const { flow, tokens } = await scene.tokens({}, scene.app);
    const seen = new Set<string>([tokens.refresh_token]);
    let current = tokens.refresh_token as string;
    for (let use = 0; use < 3; use++) seen.add((current = (await flow.refresh(current)).body.refresh_token));
    expect(seen.size).toBe(4);
  });

  it('O21-15 a lost answer can be asked for again, and is the same', async () => {
    const { flow, tokens } = await scene.tokens({}, scene.app);
    const first = await flow.refresh(tokens.refresh_token);
    gatehouse.clock.advance(9_000);
    const again = await flow.refresh(tokens.refresh_token);
    expect([again.status, again.body.refresh_token]).toEqual([200, first.body.refresh_token]);
    expect((await flow.refresh(again.body.refresh_token)).status).toBe(200);
  });

  it('O21-15 reuse once its successor was used ends the whole family', async () => {
    const { flow, tokens } = await scene.tokens({}, scene.app);
    const second = (await flow.refresh(tokens.refresh_token)).body;
    const third = (await flow.refresh(second.refresh_token)).body;
    expect(await scene.works(third.access_token)).toBe(true);
    expectOAuthError(await flow.refresh(tokens.refresh_token), 400, 'invalid_grant');
    expectOAuthError(await flow.refresh(third.refresh_token), 400, 'invalid_grant');
    expect(await scene.works(third.access_token)).toBe(false);
  });

  it('O21-15 reuse after ten seconds ends the whole family', async () => {
    const { flow, tokens } = await scene.tokens({}, scene.app);
    const second = (await flow.refresh(tokens.refresh_token)).body;
    gatehouse.clock.advance(11_000);
    expectOAuthError(await flow.refresh(tokens.refresh_token), 400, 'invalid_grant');
    expectOAuthError(await flow.refresh(second.refresh_token), 400, 'invalid_grant');
    expect(await scene.works(second.access_token)).toBe(false);
  });
});

describe('O21-16 tokens travel in the Authorization header (OAuth 2.1 §5.1, RFC 6750 §2.3)', () => {
  it.each(['/oauth/userinfo', '/api/v1/admin/users', '/api/v1/mcp/any'])(
    'O21-16 %s takes none from the query',
    async (path) => {
      const token = path === '/oauth/userinfo' ? (await scene.tokens()).tokens.access_token : await gatehouse.admin();
      const answer = await gatehouse.request('GET', `${path}?access_token=${token}`);
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Bearer /)]);
    },
  );

  it.each(['Bearer', 'bearer', 'BEARER', 'bEaReR'])('O21-16 the scheme may be written %s', async (scheme) => {
    const { tokens } = await scene.tokens();
    expect((await scene.userinfo('', { authorization: `${scheme} ${tokens.access_token}` })).status).toBe(200);
    const admin = { authorization: `${scheme} ${await gatehouse.admin()}` };
    expect((await gatehouse.request('GET', '/api/v1/admin/users', { headers: admin })).status).toBe(200);
  });
});

describe('O21-17 pages are framed by nobody, tell nobody where they were, and load nothing foreign (RFC 9700 §4.16)', () => {
  const shown: [string, () => Promise<Answer>][] = [
    ['sign-in of a client', async () => (await scene.flow(scene.client, new TestBrowser(gatehouse.url)).open()).answer],
    ['consent', async () => (await scene.flow().open({ prompt: 'consent' })).answer],
    ['form_post', () => scene.ask({ response_mode: 'form_post' })],
    ['error', () => scene.ask({ client_id: 'nobody' })],
    ['sign-in', () => scene.browser.get('/sign-in')],
    ['account', () => scene.browser.get('/account')],
    ['logout', () => scene.browser.get('/oauth/logout')],
    ['setup', () => scene.browser.get('/setup?token=x')],
  ];
  it.each(shown)('O21-17 the %s page', async (_name, open) => {
    const { headers, text } = await open();
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    for (const [, from] of text.matchAll(/<(?:img|script|link|iframe)[^>]* (?:src|href)="([^"]*)"/g))
      expect(from).toMatch(/^\/(?!\/)/);
  });
});

describe('O21-18 what was posted is never posted on (RFC 9700 §4.12)', () => {
  it('O21-18 sign-in, consent, sign-out and the authorization endpoint answer a POST with 303', async () => {
    const flow = scene.flow(await createRelyingParty(gatehouse), new TestBrowser(gatehouse.url));
    const begun = await scene.post('/oauth/authorize', new URLSearchParams(flow.parameters()).toString());
    const path = begun.headers.get('location')!;
    const signedIn = await flow.signIn(path, await flow.browser.get(path), scene.person);
    const allowed = await flow.decide(path, await flow.browser.get(path), 'allow');
    const denied = await flow.open({ prompt: 'consent' });
    const refused = await flow.decide(denied.path, denied.answer, 'deny');
    const out = await flow.browser.post('/sign-out', hiddenFields(await flow.browser.get('/account')));
    expect([begun, signedIn, allowed, refused, out].map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
  });
});

describe('O21-19 other origins may read the endpoints of clients, never the authorization endpoint (OAuth 2.1 §3.1, §3.2)', () => {
  const origin = 'https://spa.example';
  const preflight = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization',
  };

  it.each([
    '/oauth/token',
    '/oauth/revoke',
    '/oauth/par',
    '/oauth/userinfo',
    '/oauth/jwks',
    '/.well-known/openid-configuration',
    '/.well-known/oauth-authorization-server',
  ])('O21-19 %s is open to any origin, without cookies', async (path) => {
    for (const [method, headers] of [
      ['OPTIONS', preflight],
      ['GET', { origin }],
    ] as const) {
      const answer = await gatehouse.request(method, path, { headers });
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it.each([
    '/oauth/authorize',
    '/oauth/authorize/x',
    '/oauth/authorize/x/sign-in',
    '/oauth/logout',
    '/sign-in',
    '/account',
  ])('O21-19 %s is closed to every origin', async (path) => {
    for (const [method, headers] of [
      ['OPTIONS', preflight],
      ['GET', { origin }],
      ['POST', { origin }],
    ] as const) {
      const answer = await gatehouse.request(method, path, { headers });
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('O21-20 nothing can be guessed, and nothing is stored as it is (RFC 6749 §10.10)', () => {
  it('O21-20 codes, refresh tokens and request ids have 256 random bits in base64url', async () => {
    const { flow, code } = await scene.code();
    const { body } = await flow.redeem(code);
    const id = (await flow.begin()).headers.get('location')!.split('/').at(-1)!;
    const pushed = (await scene.push(flow)).body.request_uri as string;
    expect(code).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(id).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(pushed.split(':').at(-1)).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(body.refresh_token).toMatch(/^[A-Za-z0-9_-]{64}$/);
  });

  it('O21-20 only hashes of them are in the database', async () => {
    const { flow, code } = await scene.code();
    const { body } = await flow.redeem(code);
    const id = (await flow.begin()).headers.get('location')!.split('/').at(-1)!;
    const secrets = [code, id, body.refresh_token, body.access_token, scene.client.secret!];
    const tables = await gatehouse.sql<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    expect(tables.map(({ name }) => name)).toContain('authorization_codes');
    for (const { name } of tables) {
      const found = await gatehouse.sql(
        `SELECT 1 FROM ${name} t WHERE EXISTS (SELECT 1 FROM unnest($1::text[]) AS s WHERE position(s IN t::text) > 0)`,
        [secrets],
      );
      expect([name, found.length]).toEqual([name, 0]);
    }
  });
});

describe('O21-21 the consent page says who asks, who answers for it, and where one is sent (RFC 6749 §10.11, RFC 9700 §4.11)', () => {
  it('O21-21 host of the client, its owner, its purpose, the host of the redirect', async () => {
    const asking = await createRelyingParty(gatehouse, {
      client_name: 'Totally <b>Official</b>',
      client_uri: 'https://publisher.example/about',
      purpose: 'Writes the weekly report',
    });
    const { text } = (await scene.flow(asking).open()).answer;
    for (const words of [
      'Totally &lt;b>Official&lt;/b>',
      'publisher.example',
      'Ada Owner',
      'Writes the weekly report',
      'client.example.test',
      'Know who you are',
      scene.person.email,
    ]) {
      expect(text).toContain(words);
    }
  });

  it('O21-21 a program on the person’s own computer is named as that', async () => {
    const asking = await createRelyingParty(gatehouse, {
      redirect_uris: ['http://127.0.0.1:5000/cb'],
      token_endpoint_auth_method: 'none',
    });
    const page = (await scene.flow(asking).open({ redirect_uri: 'http://127.0.0.1:5123/cb' })).answer;
    for (const words of ['127.0.0.1:5123', 'a program on this computer']) expect(page.text).toContain(words);
  });
});

describe('O21-22 guessing is limited wherever a secret is taken (RFC 6749 §2.3.1, §10.10)', () => {
  let limited: TestGatehouse;
  beforeAll(async () => {
    limited = await TestGatehouse.start({ LIMIT_TOKEN: '4/60', LIMIT_AUTHORIZE: '4/60', LIMIT_SIGN_IN: '4/60' });
  });
  afterAll(() => limited.stop());

  it.each([
    ['/oauth/token', 'grant_type=authorization_code&code=x&client_id=x&client_secret=x', 'oauth'],
    ['/oauth/token', 'grant_type=nonsense&client_id=x&client_secret=x', 'oauth'],
    ['/oauth/revoke', 'token=x&client_id=x&client_secret=x', 'oauth'],
    ['/oauth/introspect', 'token=x&client_id=x&client_secret=x', 'oauth'],
    ['/oauth/par', 'client_id=x&client_secret=x', 'oauth'],
    ['/oauth/userinfo', 'access_token=x', 'oauth'],
    ['/sign-in', 'email=x&password=x', 'page'],
    ['/oauth/authorize/x/sign-in', 'email=x&password=x', 'page'],
    ['/account/password', 'current_password=x', 'page'],
    ['/setup', 'token=x&password=x', 'page'],
  ])('O21-22 %s with %s is refused with 429 from the fifth time on', async (path, form, shape) => {
    limited.clock.advance(61_000);
    const statuses: number[] = [];
    let last: Answer | undefined;
    for (let time = 0; time < 5; time++) {
      last = await limited.request('POST', path, {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form,
      });
      statuses.push(last.status);
    }
    expect(statuses.slice(0, 4)).not.toContain(429);
    expect(last!.status).toBe(429);
    expect(Number(last!.headers.get('retry-after'))).toBeGreaterThan(0);
    if (shape === 'oauth') expectOAuthError(last!, 429, 'temporarily_unavailable');
    else expectErrorPage(last!, 429);
  });

  it('O21-22 after five wrong passwords the right one is refused as well, for a while', async () => {
    const [victim, browser] = [await createPerson(gatehouse), new TestBrowser(gatehouse.url)];
    const form = { ...hiddenFields(await browser.get('/sign-in')), email: victim.email };
    const wrong = Array.from({ length: 5 }, () => browser.post('/sign-in', { ...form, password: 'wrong' }));
    expect((await Promise.all(wrong)).map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    const locked = await browser.post('/sign-in', { ...form, password: PASSWORD });
    expect([locked.status, Number(locked.headers.get('retry-after')) > 0]).toEqual([429, true]);
  });
});
