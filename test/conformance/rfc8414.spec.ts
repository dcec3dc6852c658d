/*
 * RFC 8414 (metadata) and OpenID Connect Discovery, rows 8414-01 … 8414-09. Not here, and why:
 *   8414-02, issuers with a path: the issuer has none; what clients derive from a resource's path is served.
 *   8414-04, the default of token_endpoint_auth_methods_supported: it is always stated.
 *   8414-08, members of features that are not offered (CIMD, RAR, back-channel logout) or switched off (mTLS, whose methods
 *   are tried in rfc8705.spec.ts): their absence is tested.
 */
import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientClaims, JWT_BEARER, Signer } from '../support/assertions.js';
import {
  ACCESS_TOKEN,
  createIdentityClient,
  exchange,
  foreignServer,
  ID_JAG,
  ID_TOKEN,
  JWT,
  REFRESH_TOKEN,
  signIn,
} from '../support/exchange.js';
import { ForeignIssuer } from '../support/foreign-issuer.js';
import { type Answer, basicHeader, type TestGatehouse } from '../support/gatehouse.js';
import {
  AuthorizationFlow,
  claimsOf,
  createPerson,
  createRelyingParty,
  REDIRECT,
  type RelyingParty,
} from '../support/people.js';
import { PasskeyUser } from '../support/passkeys.js';
import { beforeCode, enrol, enterCode } from '../support/second-factor.js';
import { TestBrowser } from '../support/test-browser.js';
import { expectSentBack, Scene, sentBack } from './scene.js';

const documents = ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'];

let scene: Scene;
let gatehouse: TestGatehouse;
let signer: Signer;
let platform: ForeignIssuer;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a document is read as it came
let metadata: any;
beforeAll(async () => {
  scene = await Scene.open();
  gatehouse = scene.gatehouse;
  signer = await Signer.create();
  platform = await ForeignIssuer.register(gatehouse);
  metadata = (await gatehouse.request('GET', '/.well-known/openid-configuration')).body;
});
afterAll(() => scene.close());

describe('8414-01 the issuer is the string that the URL was made of (RFC 8414 §3.3)', () => {
  it.each(documents)('8414-01 %s', async (path) => {
    const { issuer } = (await gatehouse.request('GET', path)).body;
    expect(`${issuer}${path}`).toBe(gatehouse.url + path);
    expect(issuer).not.toMatch(/[?#]|\/$/);
  });

  it('8414-01 whoever dials an alias, or says another host, reads the same issuer', async () => {
    for (const headers of [
      { host: 'evil.example' },
      { 'x-forwarded-host': 'evil.example' },
      { forwarded: 'host=evil.example' },
    ] as Record<string, string>[]) {
      const { body } = await gatehouse.request('GET', documents[0]!, { headers });
      expect(body.issuer).toBe(gatehouse.url);
    }
  });
});

describe('8414-02 clients find it by each of their ways (RFC 8414 §3.1, MCP authorization)', () => {
  it.each(documents.flatMap((path) => ['', '/api/v1/mcp/tools', '/tenant1'].map((more) => path + more)))(
    '8414-02 %s',
    async (path) => {
      const answer = await gatehouse.request('GET', path);
      expect([answer.status, answer.body.issuer]).toEqual([200, gatehouse.url]);
    },
  );
});

describe('8414-03 and 8414-09 the form of the documents (RFC 8414 §2, §3.2)', () => {
  it.each(documents)('8414-03 %s has no empty list and no null', async (path) => {
    const { body } = await gatehouse.request('GET', path);
    for (const [name, value] of Object.entries(body as object)) expect([name, value]).not.toEqual([name, []]);
    expect(JSON.stringify(body)).not.toContain('null');
  });

  it.each(documents)(
    '8414-09 %s is JSON that pages of any origin may read, and caches may keep for a while',
    async (path) => {
      for (const method of ['GET', 'HEAD']) {
        const { status, headers } = await gatehouse.request(method, path);
        expect([status, headers.get('content-type')]).toEqual([200, expect.stringMatching(/^application\/json/)]);
        expect(headers.get('access-control-allow-origin')).toBe('*');
        expect(headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
      }
    },
  );

  it('8414-09 what both documents say is the same', async () => {
    const { body } = await gatehouse.request('GET', documents[0]!);
    expect(metadata).toMatchObject(body);
  });
});

describe('8414-06, 8414-07 and 8414-08 single members', () => {
  it('8414-06 code_challenge_methods_supported is S256 alone', () =>
    expect(metadata.code_challenge_methods_supported).toEqual(['S256']));

  it('8414-07 authorization_response_iss_parameter_supported is true', () => {
    expect(metadata.authorization_response_iss_parameter_supported).toBe(true);
  });

  it('8414-08 pushed requests are advertised, and whether they are required', () => {
    expect(metadata.pushed_authorization_request_endpoint).toBe(`${gatehouse.url}/oauth/par`);
    expect(metadata.require_pushed_authorization_requests).toBe(false);
  });

  it('8414-08 9449-01 algorithms of proofs are advertised, asymmetric ones alone (RFC 9449 §5.1)', () => {
    const algorithms: string[] = metadata.dpop_signing_alg_values_supported;
    expect(algorithms).toEqual(expect.arrayContaining(['ES256', 'EdDSA', 'PS256']));
    expect(algorithms.filter((name) => /^(HS|none)/.test(name))).toEqual([]);
  });

  it('8414-08 ID-JAGs are, and the algorithms of assertions', () => {
    expect(metadata.authorization_grant_profiles_supported).toEqual(['urn:ietf:params:oauth:grant-profile:id-jag']);
    for (const endpoint of ['token', 'revocation', 'introspection']) {
      const algorithms: string[] = metadata[`${endpoint}_endpoint_auth_signing_alg_values_supported`];
      expect(algorithms).toEqual(expect.arrayContaining(['ES256', 'EdDSA', 'PS256', 'RS256']));
      expect(algorithms.filter((name) => /^(HS|none)/.test(name))).toEqual([]);
    }
  });

  it('8414-08 clients can be told of sign-outs, and of which sign-in (Back-Channel Logout §2.1)', () => {
    expect([metadata.backchannel_logout_supported, metadata.backchannel_logout_session_supported]).toEqual([
      true,
      true,
    ]);
  });

  it.each([
    'backchannel_authentication_endpoint',
    'client_id_metadata_document_supported',
    'authorization_details_types_supported',
    'mtls_endpoint_aliases',
    'tls_client_certificate_bound_access_tokens',
    'frontchannel_logout_supported',
    'check_session_iframe',
    'request_object_signing_alg_values_supported',
    'id_token_encryption_alg_values_supported',
  ])('8414-08 %s is not advertised while it is not offered', (name) => expect(metadata).not.toHaveProperty(name));
});

/** Everything that a client might try, advertised or not. */
const candidates = {
  response_types_supported: [
    'code',
    'token',
    'id_token',
    'code token',
    'code id_token',
    'id_token token',
    'code id_token token',
    'none',
  ],
  response_modes_supported: ['query', 'form_post', 'fragment', 'jwt', 'query.jwt', 'form_post.jwt', 'web_message'],
  grant_types_supported: [
    'client_credentials',
    'authorization_code',
    'refresh_token',
    'implicit',
    'password',
    'urn:ietf:params:oauth:grant-type:device_code',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
    'urn:ietf:params:oauth:grant-type:saml2-bearer',
    'urn:ietf:params:oauth:grant-type:token-exchange',
    'urn:openid:params:grant-type:ciba',
    'urn:ietf:params:oauth:grant-type:token-exchange ',
  ],
  auth_methods: [
    'client_secret_basic',
    'client_secret_post',
    'none',
    'client_secret_jwt',
    'private_key_jwt',
    'tls_client_auth',
    'self_signed_tls_client_auth',
    'workload_identity',
  ],
  code_challenge_methods_supported: ['S256', 'plain', 'S512'],
  algorithms: ['RS256', 'ES256', 'EdDSA', 'PS256', 'ES384', 'HS256', 'none'],
};

async function authenticates(path: string, method: string): Promise<boolean> {
  const certificate = { tls_client_auth_san_dns: 'client.example' };
  const client = await registered({
    token_endpoint_auth_method: method,
    ...(method === 'private_key_jwt' ? { jwks: { keys: [signer.publicJwk] } } : {}),
    ...(method === 'tls_client_auth' ? certificate : {}),
  });
  if (client === null) return false;
  const ids = { client_id: client.id, ...(await proofOf(method, client)) };
  const form = new URLSearchParams({ token: 'x', grant_type: 'refresh_token', refresh_token: 'x', ...ids }).toString();
  const headers: Record<string, string> =
    method === 'client_secret_basic' ? { authorization: basicHeader(client.id, client.secret!) } : {};
  const { body, status } = await scene.post(path, form, headers);
  return !(status === 401 && body.error === 'invalid_client');
}

/** What a client of the method sends in its form. */
async function proofOf(method: string, { id, secret }: RelyingParty): Promise<Record<string, string>> {
  if (method === 'client_secret_post') return { client_secret: secret! };
  const assertion = (text: string) => ({ client_assertion_type: JWT_BEARER, client_assertion: text });
  if (method === 'private_key_jwt') return assertion(await signer.sign(clientClaims(id, gatehouse.url)));
  if (method !== 'workload_identity') return {};
  await platform.rule({ sub: id }, id);
  return assertion(await platform.token({ sub: id }));
}

/** A client registered so, or null when none can be. */
async function registered(fields: Record<string, unknown>): Promise<RelyingParty | null> {
  try {
    return await createRelyingParty(gatehouse, { first_party: true, ...fields });
  } catch (error) {
    expect(String(error)).toContain('not created: 400');
    return null;
  }
}

/** Whether a client gets a token of the type for another domain's authorization server. */
async function isIssuedForOthers(type: string): Promise<boolean> {
  const client = await createIdentityClient(gatehouse);
  const there = await gatehouse.create('/authorization-servers', foreignServer({ clients: { [client.id]: 'there' } }));
  const { idToken } = await signIn(gatehouse, client);
  const asked = { subject_token: idToken, subject_token_type: ID_TOKEN, audience: there.issuer };
  const { body } = await exchange(gatehouse, client, { requested_token_type: type, ...asked });
  return body.issued_token_type === type && claimsOf(body.access_token).aud === there.issuer;
}

/** For each member of the document: what it says, and whether a value is really taken. */
const members: Record<string, [readonly string[], (value: string) => Promise<boolean>]> = {
  response_types_supported: [
    candidates.response_types_supported,
    async (response_type) => sentBack(await scene.ask({ response_type }), REDIRECT).has('code'),
  ],
  response_modes_supported: [
    candidates.response_modes_supported,
    async (response_mode) => {
      const answer = await scene.ask({ response_mode });
      if (answer.status === 200) return answer.text.includes('name="code"');
      return sentBack(answer, REDIRECT).has('code');
    },
  ],
  grant_types_supported: [
    candidates.grant_types_supported,
    async (grant_type) => {
      const client = await registered({ grant_types: ['authorization_code', 'refresh_token', 'client_credentials'] });
      const answer = await new AuthorizationFlow(gatehouse, client!).token({
        grant_type,
        code: 'x',
        refresh_token: 'x',
      });
      return answer.body.error !== 'unsupported_grant_type';
    },
  ],
  token_endpoint_auth_methods_supported: [candidates.auth_methods, (method) => authenticates('/oauth/token', method)],
  revocation_endpoint_auth_methods_supported: [
    candidates.auth_methods,
    (method) => authenticates('/oauth/revoke', method),
  ],
  introspection_endpoint_auth_methods_supported: [
    candidates.auth_methods,
    (method) => authenticates('/oauth/introspect', method),
  ],
  subject_types_supported: [
    ['public', 'pairwise', 'ephemeral'],
    async (subject_type) => {
      const client = await registered({ subject_type });
      if (client === null) return false;
      const { sub } = claimsOf((await scene.tokens({}, client)).tokens.id_token as string);
      return (sub === scene.person.id) === (subject_type === 'public');
    },
  ],
  code_challenge_methods_supported: [
    candidates.code_challenge_methods_supported,
    async (code_challenge_method) => sentBack(await scene.ask({ code_challenge_method }), REDIRECT).has('code'),
  ],
  id_token_signing_alg_values_supported: [
    candidates.algorithms,
    async (alg) => {
      const client = await registered({ id_token_signed_response_alg: alg });
      if (client === null) return false;
      return decodeProtectedHeader((await scene.tokens({}, client)).tokens.id_token as string).alg === alg;
    },
  ],
  userinfo_signing_alg_values_supported: [
    candidates.algorithms,
    async (alg) => {
      const client = await registered({ userinfo_signed_response_alg: alg });
      if (client === null) return false;
      const answer = await scene.userinfo((await scene.tokens({}, client)).tokens.access_token as string);
      return (
        answer.headers.get('content-type')?.startsWith('application/jwt') === true &&
        decodeProtectedHeader(answer.text).alg === alg
      );
    },
  ],
  identity_chaining_requested_token_types_supported: [
    [ID_JAG, ACCESS_TOKEN, ID_TOKEN, JWT, REFRESH_TOKEN, 'urn:ietf:params:oauth:token-type:saml2'],
    isIssuedForOthers,
  ],
  introspection_signing_alg_values_supported: [
    candidates.algorithms,
    async (alg) => {
      const client = await registered({ introspection_signed_response_alg: alg });
      if (client === null) return false;
      const answer = await new AuthorizationFlow(gatehouse, client).post(
        '/oauth/introspect',
        { token: 'x' },
        { accept: 'application/token-introspection+jwt' },
      );
      return decodeProtectedHeader(answer.text).alg === alg;
    },
  ],
};

describe('8414-05 everything advertised is accepted, and everything accepted is advertised (RFC 8414 §2)', () => {
  it.each(
    Object.entries(members).flatMap(([member, [values, accepts]]) =>
      values.map((value) => ({ member, value, accepts })),
    ),
  )('8414-05 $member: $value', async ({ member, value, accepts }) => {
    expect(await accepts(value)).toBe((metadata[member] as string[]).includes(value));
  });

  it('8414-05 nothing is advertised that is not among those tried', () => {
    for (const [member, [values]] of Object.entries(members))
      expect(values).toEqual(expect.arrayContaining(metadata[member] as string[]));
    const others = [
      'dpop_signing_alg_values_supported',
      'authorization_grant_profiles_supported',
      'token_endpoint_auth_signing_alg_values_supported',
      'revocation_endpoint_auth_signing_alg_values_supported',
      'introspection_endpoint_auth_signing_alg_values_supported',
      'prompt_values_supported',
      'acr_values_supported',
      'scopes_supported',
      'claims_supported',
      'claim_types_supported',
    ];
    const lists = Object.keys(metadata as object).filter((name) => Array.isArray(metadata[name]));
    expect(lists.sort()).toEqual([...Object.keys(members), ...others].sort());
  });

  /** What each endpoint says to a request that is no more than its method; none of it means "there is nothing here". */
  const endpoints: [string, string, (answer: Answer) => void][] = [
    ['authorization_endpoint', 'GET', (answer) => expect(answer.text).toContain('names no application')],
    ['token_endpoint', 'POST', (answer) => expect(answer.body.error).toBe('invalid_request')],
    ['revocation_endpoint', 'POST', (answer) => expect(answer.body.error).toBe('invalid_client')],
    ['introspection_endpoint', 'POST', (answer) => expect(answer.body.error).toBe('invalid_client')],
    ['pushed_authorization_request_endpoint', 'POST', (answer) => expect(answer.body.error).toBe('invalid_client')],
    ['device_authorization_endpoint', 'POST', (answer) => expect(answer.body.error).toBe('invalid_client')],
    ['userinfo_endpoint', 'GET', (answer) => expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)],
    ['end_session_endpoint', 'GET', (answer) => expect(answer.text).toContain('Sign out')],
    ['registration_endpoint', 'POST', (answer) => expect(answer.body.error).toBe('invalid_token')],
    ['jwks_uri', 'GET', (answer) => expect(answer.body.keys.length).toBeGreaterThan(0)],
  ];
  it.each(endpoints)('8414-05 the %s answers', async (name, method, check) => {
    const path = (metadata[name] as string).slice(gatehouse.url.length);
    check(await (method === 'GET' ? gatehouse.request('GET', path) : scene.post(path, '')));
  });

  it('8414-05 no endpoint is advertised but those', () => {
    const named = Object.keys(metadata as object).filter((name) => /_(endpoint|uri)$/.test(name));
    expect(named.sort()).toEqual(endpoints.map(([name]) => name).sort());
  });

  it.each(['none', 'login', 'consent', 'select_account'])(
    '8414-05 prompt_values_supported: %s has its effect',
    async (prompt) => {
      expect(metadata.prompt_values_supported).toContain(prompt);
      const answer = await scene.ask({ prompt });
      if (prompt === 'none') return expect(sentBack(answer, REDIRECT).has('code')).toBe(true);
      const heading = { login: 'Confirm it is you', consent: 'to act for you?', select_account: 'Sign in' }[prompt];
      expect([answer.status, answer.text.includes(heading!)]).toEqual([200, true]);
    },
  );

  it('8414-05 prompt_values_supported: no other word has an effect', async () => {
    expect(metadata.prompt_values_supported).toHaveLength(4);
    expect(sentBack(await scene.ask({ prompt: 'create unheard_of' }), REDIRECT).has('code')).toBe(true);
  });

  it('8414-05 acr_values_supported: what it names is met, what it does not name is not', async () => {
    const careful = await createPerson(gatehouse);
    const { app } = await enrol(gatehouse, careful);
    const strong = await beforeCode(gatehouse, careful);
    expect((await enterCode(strong.browser, strong.page, app.code(1))).status).toBe(303);
    const at = { phr: await signedInByPasskey() };
    const agreed = scene.flow(scene.client, strong.browser);
    await agreed.code(careful, { scope: undefined });
    for (const [acr, met] of [
      ...(metadata.acr_values_supported as string[]).map((one) => [one, true] as const),
      ['urn:other', false] as const,
    ]) {
      const claims = JSON.stringify({ id_token: { acr: { essential: true, value: acr } } });
      const byOne = scene.flow(scene.client, at[acr as keyof typeof at] ?? scene.browser);
      const answers = [(await byOne.open({ claims })).answer, (await agreed.open({ claims, scope: undefined })).answer];
      expect(answers.some((answer) => sentBack(answer, REDIRECT).has('code'))).toBe(met);
    }
  });

  /** Another browser of the person, where they signed in by a passkey. */
  async function signedInByPasskey(): Promise<TestBrowser> {
    const user = await PasskeyUser.signedIn(gatehouse, scene.person);
    await user.signIn(await user.make());
    return user.browser;
  }

  it('8414-05 scopes_supported: each can be granted to somebody, and no other', async () => {
    const names = metadata.scopes_supported as string[];
    const { body } = await gatehouse.adminCall('GET', '/scopes?limit=100');
    expect([...names].sort()).toEqual((body.items as { name: string }[]).map(({ name }) => name).sort());
    expect(await registered({ scope: names.join(' ') })).not.toBeNull();
    expect(await registered({ scope: 'unheard_of' })).toBeNull();
  });

  it('C5 offline_access is listed here; a resource does not ask for it (9728-03)', () => {
    expect(metadata.scopes_supported).toContain('offline_access');
  });

  it('8414-05 claims_supported: each is in an ID token or at userinfo when it is asked for', async () => {
    const names = metadata.claims_supported as string[];
    const wanted = Object.fromEntries(names.map((name) => [name, null]));
    const { tokens } = await scene.tokens({
      scope: 'openid profile email',
      nonce: 'n',
      claims: JSON.stringify({ id_token: wanted }),
    });
    const claims = JSON.parse(
      Buffer.from((tokens.id_token as string).split('.')[1]!, 'base64url').toString(),
    ) as object;
    expect(Object.keys(claims).sort()).toEqual([...names].sort());
  });

  it('8414-05 claims_parameter_supported, request_parameter_supported and request_uri_parameter_supported say what is so', async () => {
    expect([
      metadata.claims_parameter_supported,
      metadata.request_parameter_supported,
      metadata.request_uri_parameter_supported,
    ]).toEqual([true, false, false]);
    expectSentBack(await scene.ask({ request: 'e30.e30.' }), REDIRECT, 'request_not_supported');
    expectSentBack(
      await scene.ask({ request_uri: 'https://client.example.test/object' }),
      REDIRECT,
      'request_uri_not_supported',
    );
  });

  it('8414-05 the sign-in behind it all is there', async () => {
    const { answer } = await scene.flow(scene.client, new TestBrowser(gatehouse.url)).open();
    expect([answer.status, answer.text.includes('name="password"')]).toEqual([200, true]);
  });
});
