/*
 * RFC 6749 and RFC 6750. Not here, and why:
 *   6749-05, token_type DPoP: DPoP is not offered.
 *   6750-03, several challenges in one answer: there is one scheme, Bearer; Basic at the client endpoints is O21-13.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, basicHeader, type TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createRelyingParty, REDIRECT } from '../support/people.js';
import { DESCRIPTION, expectOAuthError, expectSentBack, Scene, sentBack } from './scene.js';

let scene: Scene;
let gatehouse: TestGatehouse;
beforeAll(async () => {
  scene = await Scene.open();
  gatehouse = scene.gatehouse;
});
afterAll(() => scene.close());

describe('6749-01 Basic carries form-encoded parts (RFC 6749 §2.3.1)', () => {
  // The administrator's client: colon, plus, percent, ampersand, blanks and a letter beyond ASCII.
  const [id, secret] = ['root-cli', 'root secret: with +%& and ünicode'];
  const form = 'grant_type=client_credentials&scope=admin';
  const basic = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString('base64')}` });

  it.each([
    ['blanks as plus', basicHeader(id, secret)],
    ['blanks as %20', basic(`${id}:${encodeURIComponent(secret)}`).authorization],
    ['an id whose letters are encoded as well', basic(`%72oot-cli:${encodeURIComponent(secret)}`).authorization],
    ['the scheme in lower case', basicHeader(id, secret).replace('Basic', 'basic')],
  ])('6749-01 %s is the right secret', async (_name, authorization) => {
    expect((await scene.post('/oauth/token', form, { authorization })).status).toBe(200);
  });

  it.each([
    ['encoded twice', `${id}:${encodeURIComponent(encodeURIComponent(secret))}`, 401],
    ['with a literal plus where a plus is meant', `${id}:${encodeURIComponent(secret).replace('%2B', '+')}`, 401],
    ['cut off at the colon', `${id}:root secret`, 401],
    ['not encoded at all', `${id}:${secret}`, 400],
  ])('6749-01 a secret that is %s is not', async (_name, pair, status) => {
    const answer = await scene.post('/oauth/token', form, basic(pair));
    expectOAuthError(answer, status, status === 401 ? 'invalid_client' : 'invalid_request');
  });
});

describe('6749-02 every endpoint has its own set of errors, and says them in plain ASCII (RFC 6749 §4.1.2.1, §5.2)', () => {
  const nasty = ['"', '\\', '\r\nX-Evil: y', '\t', 'ü', '\u0000', '\u2028', '<script>', 'a'.repeat(3000)];
  const tokenErrors = [
    'invalid_request',
    'invalid_client',
    'invalid_grant',
    'unauthorized_client',
    'unsupported_grant_type',
    'invalid_scope',
    'invalid_target',
  ];
  const authorizationErrors = [
    'invalid_request',
    'unauthorized_client',
    'access_denied',
    'unsupported_response_type',
    'invalid_scope',
    'server_error',
    'temporarily_unavailable',
    'invalid_target',
    'request_not_supported',
    'request_uri_not_supported',
    'login_required',
  ];

  it.each(['grant_type', 'scope', 'resource', 'audience', 'plugin_id', 'client_id'])(
    '6749-02 the token endpoint, with anything in %s',
    async (name) => {
      const machine = await gatehouse.agent();
      for (const value of nasty) {
        const answer = await gatehouse.token({ grant_type: 'client_credentials', [name]: value }, machine);
        expect([name, value, answer.status]).toEqual([name, value, 400]);
        expect(tokenErrors).toContain(answer.body.error);
        expect(answer.body.error_description).toMatch(DESCRIPTION);
      }
    },
  );

  it.each(['code', 'redirect_uri', 'code_verifier', 'resource', 'refresh_token', 'scope'])(
    '6749-02 codes and refresh tokens, with anything in %s',
    async (name) => {
      const grant_type = ['refresh_token', 'scope'].includes(name) ? 'refresh_token' : 'authorization_code';
      for (const value of nasty) {
        const answer = await scene.flow().token({ grant_type, code: 'x', refresh_token: 'x', [name]: value });
        expect([name, value, answer.status]).toEqual([name, value, 400]);
        expect(tokenErrors).toContain(answer.body.error);
        expect(answer.body.error_description).toMatch(DESCRIPTION);
      }
    },
  );

  it.each([
    'response_type',
    'scope',
    'resource',
    'prompt',
    'max_age',
    'response_mode',
    'claims',
    'code_challenge',
    'code_challenge_method',
    'id_token_hint',
    'request',
    'request_uri',
  ])('6749-02 the authorization endpoint, with anything in %s', async (name) => {
    for (const value of nasty) {
      // Unknown prompts are ignored; with none beside them they are an error.
      const answer = await scene.ask({ [name]: name === 'prompt' ? `none ${value}` : value });
      const sent = sentBack(answer, REDIRECT);
      expect(authorizationErrors).toContain(sent.get('error'));
      expect(sent.get('error_description')).toMatch(DESCRIPTION);
    }
  });
});

describe('6749-03 state comes back byte for byte (RFC 6749 §4.1.2, §4.1.2.1)', () => {
  const states: [string, string][] = [
    ['words', 'some state'],
    ['a query of its own', 'a=b&c=d;e?f#g'],
    ['plus, percent and blanks', '+%20%2B + %'],
    ['quotes and tags', `"'<script>alert(1)</script>\\`],
    ['letters beyond ASCII', 'zürich 東京 🗼'],
    ['an entity', '&amp;&lt;&#x41;'],
    ['JSON', '{"return":"https://client.example.test/?a=b"}'],
    ['1,001 characters', 'a'.repeat(1001)],
    ['8,192 characters', 'b'.repeat(8192)],
  ];

  it.each(states)('6749-03 %s, with a code and with an error', async (_name, state) => {
    expect(sentBack(await scene.ask({ state }), REDIRECT).get('state')).toBe(state);
    expect(expectSentBack(await scene.ask({ state, scope: 'nonsense' }), REDIRECT, 'invalid_scope').get('state')).toBe(
      state,
    );
  });

  it.each(states)('6749-03 %s, by form_post and when the person denies', async (_name, state) => {
    const page = await scene.ask({ state, response_mode: 'form_post' });
    expect(unescaped(/ name="state" value="([^"]*)"/.exec(page.text)?.[1])).toBe(state);
    const flow = scene.flow();
    const { path, answer } = await flow.open({ state, prompt: 'consent' });
    const denied = await flow.decide(path, answer, 'deny');
    expect(expectSentBack(denied, REDIRECT, 'access_denied').get('state')).toBe(state);
  });

  it('6749-03 no state is no state', async () => {
    expect(sentBack(await scene.ask({ state: undefined }), REDIRECT).has('state')).toBe(false);
    expect(sentBack(await scene.ask({ state: '' }), REDIRECT).has('state')).toBe(false);
  });

  it('6749-03 a long nonce comes back in the ID token', async () => {
    const nonce = 'n'.repeat(1500);
    const { tokens } = await scene.tokens({ nonce });
    expect(claimsOf(tokens.id_token).nonce).toBe(nonce);
  });

  it('6749-03 the query of a redirect URI is kept (§3.1.2)', async () => {
    const own = `${REDIRECT}?tenant=a%20b&x=1`;
    const client = await createRelyingParty(gatehouse, { redirect_uris: [own], first_party: true });
    const location = (await scene.ask({ redirect_uri: own }, client)).headers.get('location')!;
    expect(location.startsWith(`${own}&code=`)).toBe(true);
    expect(new URL(location).searchParams.get('state')).toBe('some state');
  });
});

describe('6749-04 the answer says which scope was granted (RFC 6749 §3.3, §5.1)', () => {
  it.each([
    ['openid user', 'user openid'],
    ['user openid', 'user openid'],
    ['user  openid user', 'user openid'],
    ['openid nonsense', 'openid'],
    ['openid OpenID USER', 'openid'],
    ['openid a2a admin', 'openid'],
    [undefined, 'user mcp openid profile email'],
  ])('6749-04 of %j it is %j', async (scope, granted) => {
    const { tokens } = await scene.tokens({ scope });
    expect([tokens.scope, claimsOf(tokens.access_token).scope]).toEqual([granted, granted]);
  });

  it('6749-04 client_credentials says it, too', async () => {
    const machine = await gatehouse.agent();
    const { body } = await gatehouse.token({ grant_type: 'client_credentials', scope: 'mcp admin' }, machine);
    expect(body.scope).toBe('mcp');
  });

  it.each(['nonsense', 'OPENID', 'a"b', 'a\\b', 'ü'])(
    '6749-04 with nothing left of %j it is invalid_scope',
    async (scope) => {
      expectSentBack(await scene.ask({ scope }), REDIRECT, 'invalid_scope');
    },
  );
});

describe('6749-05 the type of every token is Bearer (RFC 6749 §7.1)', () => {
  it('6749-05 in codes, refreshes and client_credentials', async () => {
    const { flow, tokens } = await scene.tokens();
    const machine = await gatehouse.agent();
    const refreshed = await flow.refresh(tokens.refresh_token);
    const own = await gatehouse.token({ grant_type: 'client_credentials' }, machine);
    expect([tokens, refreshed.body, own.body].map(({ token_type }) => token_type)).toEqual([
      'Bearer',
      'Bearer',
      'Bearer',
    ]);
    for (const body of [tokens, refreshed.body, own.body]) expect(body.expires_in).toBe(300);
  });
});

describe('6749-06 a redirect_uri that was asked with is repeated, and one that was not need not be (RFC 6749 §4.1.3)', () => {
  it.each([
    ['asked with, repeated', REDIRECT, REDIRECT, 200],
    ['asked with, left out', REDIRECT, undefined, 400],
    ['asked with, another', REDIRECT, 'https://client.example.test/other', 400],
    ['left out, left out', undefined, undefined, 200],
    ['left out, the registered one', undefined, REDIRECT, 200],
    ['left out, another', undefined, 'https://client.example.test/other', 400],
  ])('6749-06 %s', async (_name, asked, redirect_uri, status) => {
    const { flow, code } = await scene.code({ redirect_uri: asked });
    const answer = await flow.redeem(code, { redirect_uri });
    expect([answer.status, answer.body.error]).toEqual([status, status === 200 ? undefined : 'invalid_grant']);
  });

  it('6749-06 another one of the registered is another one', async () => {
    const second = 'https://client.example.test/second';
    const client = await createRelyingParty(gatehouse, { redirect_uris: [REDIRECT, second], first_party: true });
    const { flow, code } = await scene.code({}, client);
    expectOAuthError(await flow.redeem(code, { redirect_uri: second }), 400, 'invalid_grant');
    expect((await flow.redeem(code)).status).toBe(200);
  });
});

/** What is protected, the scope that it needs, and a token that has it. */
const resources: [string, string, () => Promise<string>][] = [
  ['/oauth/userinfo', 'openid', async () => (await scene.tokens()).tokens.access_token as string],
  // Of the roles that would do, the least.
  ['/api/v1/admin/users', 'auditor', () => gatehouse.admin()],
];
const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  gatehouse.request('GET', path, { headers });

describe('6750-01 a resource says what is wrong with a token (RFC 6750 §3, §3.1)', () => {
  it.each(resources)('6750-01 %s without a token is 401 with a challenge that names no error', async (path) => {
    for (const headers of [{}, { authorization: 'Basic eDp5' }] as Record<string, string>[]) {
      const answer = await get(path, headers);
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="gatehouse"']);
      expect(answer.body.error).toBeUndefined();
    }
  });

  it.each(resources)(
    '6750-01 %s with a token that is junk, expired or another’s is 401 invalid_token',
    async (path, _scope, mint) => {
      const good = await mint();
      const [head, payload] = good.split('.');
      const { tokens } = await scene.tokens();
      for (const token of ['x', 'a.b.c', `${head}.${payload}.AAAA`, `${head}.${payload}.`, tokens.id_token as string]) {
        const answer = await get(path, { authorization: `Bearer ${token}` });
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toMatch(
          /^Bearer realm="gatehouse", error="invalid_token", error_description="[^"]+"$/,
        );
      }
    },
  );

  it.each(resources)('6750-01 %s with too little scope is 403 and says which', async (path, scope) => {
    const token = (await scene.tokens({ scope: scope === 'openid' ? 'user' : 'openid' })).tokens.access_token as string;
    const answer = await get(path, { authorization: `Bearer ${token}` });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      403,
      `Bearer realm="gatehouse", error="insufficient_scope", scope="${scope}"`,
    ]);
  });

  it.each(resources)('6750-01 %s with a malformed header is 400 invalid_request', async (path) => {
    for (const authorization of ['Bearer', 'Bearer ', 'Bearer a b', 'Bearer a, Bearer b', 'Bearer "x"', 'Bearer =x']) {
      const answer = await get(path, { authorization });
      expect([authorization, answer.status]).toEqual([authorization, 400]);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="gatehouse", error="invalid_request"/);
    }
  });

  it('6750-01 two tokens, or one in two ways, are 400 invalid_request', async () => {
    const { tokens } = await scene.tokens();
    const token = tokens.access_token as string;
    const both = await scene.post('/oauth/userinfo', `access_token=${token}`, { authorization: `Bearer ${token}` });
    expectOAuthError(both, 400, 'invalid_request');
    expectOAuthError(
      await scene.post('/oauth/userinfo', `access_token=${token}&access_token=${token}`),
      400,
      'invalid_request',
    );
  });
});

describe('6750-02 tokens in a form (RFC 6750 §2.2)', () => {
  it('6750-02 userinfo takes one from a POST, as OpenID Connect Core §5.3.1 asks', async () => {
    const { tokens } = await scene.tokens();
    expect((await scene.post('/oauth/userinfo', `access_token=${tokens.access_token}`)).status).toBe(200);
  });

  it('6750-02 not when the body is no form, and not from anything else', async () => {
    const { tokens } = await scene.tokens();
    const body = JSON.stringify({ access_token: tokens.access_token });
    expect((await scene.post('/oauth/userinfo', body, { 'content-type': 'application/json' })).status).toBe(400);
    expect(
      (await scene.post('/oauth/userinfo', `access_token=${tokens.access_token}`, { 'content-type': 'text/plain' }))
        .status,
    ).toBe(400);
    const admin = await scene.post('/api/v1/admin/users', `access_token=${await gatehouse.admin()}`);
    expect(admin.status).toBe(401);
  });
});

describe('6750-03 challenges can be parsed (RFC 6750 §3, RFC 9110 §11.2)', () => {
  it.each(['Bearer "; evil="x', 'Bearer \\"', 'Bearer a.b.c', 'Bearer ,error="none"'])(
    '6750-03 the answer to %j is one scheme with quoted strings',
    async (authorization) => {
      for (const path of ['/oauth/userinfo', '/api/v1/admin/users', '/api/v1/mcp/any']) {
        const challenge = (await get(path, { authorization })).headers.get('www-authenticate');
        expect(challenge).toMatch(/^Bearer [a-z_]+="[^"\\]*"(, [a-z_]+="[^"\\]*")*$/);
      }
    },
  );
});

describe('6750-01 tokens end (RFC 6750 §3.1)', () => {
  it('6750-01 an expired one is 401 invalid_token, half a minute of skew later', async () => {
    const { tokens } = await scene.tokens();
    gatehouse.clock.advance(310_000);
    expect(await scene.works(tokens.access_token)).toBe(true);
    gatehouse.clock.advance(21_000);
    expectOAuthError(await scene.userinfo(tokens.access_token), 401, 'invalid_token');
  });
});

/** What a browser reads in an attribute. */
function unescaped(text = ''): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
