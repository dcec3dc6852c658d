/*
 * RFC 9449 (DPoP), at the token endpoint and at each resource: the gate, the admin API, userinfo. Each family of wrong
 * proofs is tried at all of them. Not here, and why:
 *   9449-04 across replicas: test/races/dpop.spec.ts. Decision: a jti counts once for a key, whatever its URL.
 *   9449-09 Decision: one setting, DPOP_PROOF_SECONDS, to either side: 300 for MCP, 60 for FAPI 2.0.
 */
import { createHash, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DpopKey, type ProofChanges } from '../support/dpop.js';
import { type Answer, basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, createRelyingParty, REDIRECT } from '../support/people.js';
import { expectOAuthError, expectSentBack, Scene } from './scene.js';

const FORM = 'application/x-www-form-urlencoded';
const ALIAS = 'https://gate.example.test';

let scene: Scene;
let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let key: DpopKey;
let other: DpopKey;
beforeAll(async () => {
  scene = await Scene.open({ PUBLIC_URL_ALIASES: ALIAS });
  gatehouse = scene.gatehouse;
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: await scene.behind() });
  agent = await gatehouse.agent({ scope: 'mcp admin' }, { roles: ['admin'] });
  [key, other] = [await DpopKey.make(), await DpopKey.make()];
});
afterAll(() => scene.close());

/** A place where proofs are looked at. */
interface Place {
  readonly method: string;
  readonly path: string;
  /** A token for this place, bound to the key; none where proofs stand alone. */
  readonly token: () => Promise<string | undefined>;
  readonly send: (headers: Record<string, string>, token: string | undefined) => Promise<Answer>;
  /** What a good proof gets. */
  readonly good: number;
}

const held = new Map<string, Promise<string>>();
/** Bound to the key, and used by all tests. */
function bound(name: string, get: () => Promise<Answer>): Promise<string> {
  const token = held.get(name) ?? get().then(({ body }) => body.access_token as string);
  held.set(name, token);
  return token;
}

async function tokenFor(form: Record<string, string>, by: DpopKey | null = key): Promise<Answer> {
  return gatehouse.request('POST', '/oauth/token', {
    headers: {
      'content-type': FORM,
      authorization: basicHeader(agent.id, agent.secret),
      ...(by === null ? {} : { dpop: await by.proof('POST', `${gatehouse.url}/oauth/token`) }),
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
  });
}
const toolsForm = () => ({ scope: 'mcp', resource: `${gatehouse.url}/api/v1/mcp/tools` });

/** A person's tokens, bound to the key. */
async function personTokens(client = scene.client): Promise<Answer> {
  const { flow, code } = await scene.code({}, client);
  const dpop = await key.proof('POST', `${gatehouse.url}/oauth/token`);
  const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: flow.verifier };
  return flow.post('/oauth/token', form, { dpop });
}

const resource = (method: string, path: string, good: number, token: () => Promise<string>, body?: string): Place => ({
  method,
  path,
  good,
  token,
  send: (headers, value) =>
    gatehouse.request(method, path, {
      headers: {
        ...(value === undefined ? {} : { authorization: `DPoP ${value}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    }),
});

const PLACES: Record<string, Place> = {
  'the token endpoint': {
    method: 'POST',
    path: '/oauth/token',
    good: 200,
    token: () => Promise.resolve(undefined),
    send: (headers) =>
      gatehouse.request('POST', '/oauth/token', {
        headers: { 'content-type': FORM, authorization: basicHeader(agent.id, agent.secret), ...headers },
        body: 'grant_type=client_credentials&scope=mcp',
      }),
  },
  'the gate': resource(
    'POST',
    '/api/v1/mcp/tools',
    200,
    () => bound('tools', () => tokenFor(toolsForm())),
    JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
  ),
  'the admin API': resource('GET', '/api/v1/admin/users?limit=1', 200, () =>
    bound('admin', () => tokenFor({ scope: 'admin' })),
  ),
  userinfo: resource('GET', '/oauth/userinfo', 200, () => bound('userinfo', () => personTokens())),
};

/** A request with one proof that is right but for what is changed. */
async function present(place: Place, changes: ProofChanges = {}, by = key): Promise<Answer> {
  const token = await place.token();
  const withToken = token === undefined ? {} : { token };
  const dpop = await by.proof(place.method, gatehouse.url + place.path, { ...withToken, ...changes });
  return place.send({ dpop }, token);
}

/** How each place says that a proof is not good. */
function expectRefused(answer: Answer, error = 'invalid_dpop_proof', path = ''): void {
  const challenge = answer.headers.get('www-authenticate');
  if (path === '/oauth/token') {
    expectOAuthError(answer, 400, error);
    expect(challenge).toBeNull();
    return;
  }
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 401 });
  expect(challenge).toMatch(/^DPoP realm="/);
  expect(challenge).toContain(`error="${error}"`);
  expect(challenge).toMatch(/algs="[^"]*\bES256\b[^"]*"/);
}

const now = () => Math.floor(gatehouse.clock.now() / 1000);
const b64 = (text: string) => Buffer.from(text).toString('base64url');

describe.each(Object.entries(PLACES))('a proof at %s', (_name, place) => {
  it.each(['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'])(
    '9449-01 signed with %s is understood',
    async (alg) => {
      const by = await DpopKey.make(alg);
      if (place.path === '/oauth/token') return expect((await present(place, {}, by)).status).toBe(place.good);
      // Good in itself, and of another key than the token's.
      expectRefused(await present(place, {}, by), 'invalid_token');
    },
  );

  it('9449-01 and 9449-10 is good for the URL by which Gatehouse is known, however it is written', async () => {
    const { host, port } = new URL(gatehouse.url);
    const path = place.path.replace(/\?.*/, '');
    for (const htu of [
      gatehouse.url + path,
      gatehouse.url + path + '?a=b#c',
      `HTTP://LOCALHOST:${port}${path}`,
      `http://${host}/x/..${path}`,
      gatehouse.url + path.replace('o', '%6f'),
      `${ALIAS}${path}`,
      `${ALIAS}:443${path}`,
    ]) {
      expect([htu, (await present(place, { claims: { htu } })).status]).toEqual([htu, place.good]);
    }
  });

  it.each<[string, () => ProofChanges]>([
    ['typ JWT', () => ({ header: { typ: 'JWT' } })],
    ['typ in capitals', () => ({ header: { typ: 'DPOP+JWT' } })],
    ['no typ', () => ({ header: { typ: undefined } })],
    ['no key', () => ({ header: { jwk: undefined } })],
    ['a key that is a text', () => ({ header: { jwk: 'x' } })],
    ['a list of keys', () => ({ header: { jwk: [key.jwk] } })],
    ['a key whose alg is another', () => ({ header: { jwk: { ...key.jwk, alg: 'ES384' } } })],
    ['a key for encryption', () => ({ header: { jwk: { ...key.jwk, use: 'enc' } } })],
    ['a point that is not on its curve', () => ({ header: { jwk: { ...key.jwk, y: key.jwk.x } } })],
    ['a key by URL', () => ({ header: { jku: 'https://attacker.example/jwks' } })],
    ['a certificate by URL', () => ({ header: { x5u: 'https://attacker.example/x5c' } })],
    ['another method', () => ({ claims: { htm: 'PATCH' } })],
    ['the method in small letters', () => ({ claims: { htm: place.method.toLowerCase() } })],
    ['no method', () => ({ claims: { htm: undefined } })],
    ['no URL', () => ({ claims: { htu: undefined } })],
    ['a URL that is none', () => ({ claims: { htu: place.path } })],
    ['a list of URLs', () => ({ claims: { htu: [gatehouse.url + place.path] } })],
    ['another path', () => ({ claims: { htu: `${gatehouse.url}/oauth/revoke` } })],
    ['a path with a slash more', () => ({ claims: { htu: `${gatehouse.url + place.path.replace(/\?.*/, '')}/` } })],
    ['another case of the path', () => ({ claims: { htu: gatehouse.url + place.path.toUpperCase() } })],
    ['another host', () => ({ claims: { htu: `https://attacker.example${place.path}` } })],
    ['another port', () => ({ claims: { htu: `http://localhost:1${place.path}` } })],
    ['another scheme', () => ({ claims: { htu: (gatehouse.url + place.path).replace('http:', 'https:') } })],
    ['a user in the URL', () => ({ claims: { htu: (gatehouse.url + place.path).replace('//', '//u:p@') } })],
    ['no jti', () => ({ claims: { jti: undefined } })],
    ['an empty jti', () => ({ claims: { jti: '' } })],
    ['a jti of 257 characters', () => ({ claims: { jti: 'x'.repeat(257) } })],
    ['a number for a jti', () => ({ claims: { jti: 7 } })],
    ['no time', () => ({ claims: { iat: undefined } })],
    ['a time as text', () => ({ claims: { iat: String(now()) } })],
    ['a nonce that nobody gave', () => ({ nonce: 7 as never })],
  ])('9449-01 with %s is refused', async (_what, changes) => {
    expectRefused(await present(place, changes()), undefined, place.path);
  });

  it('9449-01 with the key of somebody else is refused', async () => {
    const answer = await present(place, { header: { jwk: other.jwk } });
    expectRefused(answer, place.path === '/oauth/token' ? undefined : 'invalid_token', place.path);
  });

  it('9449-01 with crit is refused: nothing is known that it could ask for (RFC 7515 §4.1.11)', async () => {
    const token = await place.token();
    const proof = (await key.proof('POST', gatehouse.url)).split('.');
    const header = { ...JSON.parse(Buffer.from(proof[0]!, 'base64url').toString()), crit: ['exp'], exp: 1 };
    const dpop = [b64(JSON.stringify(header)), proof[1], proof[2]].join('.');
    expectRefused(await place.send({ dpop }, token), undefined, place.path);
  });

  it('9449-01 with a private key in it is refused, in whichever member', async () => {
    const { d } = await key.privateJwk();
    for (const part of [{ d }, { k: 'c2VjcmV0' }, { p: 'AQ' }]) {
      expectRefused(await present(place, { header: { jwk: { ...key.jwk, ...part } } }), undefined, place.path);
    }
  });

  it('9449-01 with a symmetric or no algorithm, or one of another key, is refused', async () => {
    const token = await place.token();
    const [, payload, signature] = (await key.proof(place.method, gatehouse.url + place.path, { token })).split('.');
    for (const alg of ['none', 'HS256', 'ES384', 'RS256', 'EdDSA', 'es256', '', undefined]) {
      const head = b64(JSON.stringify({ typ: 'dpop+jwt', alg, jwk: key.jwk }));
      expectRefused(await place.send({ dpop: `${head}.${payload}.${signature}` }, token), undefined, place.path);
    }
    const mac = new SignJWT({ jti: randomUUID(), htm: place.method, htu: gatehouse.url + place.path, iat: now() })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'HS256', jwk: { kty: 'oct', k: b64('x'.repeat(32)) } as never })
      .sign(Buffer.from('x'.repeat(32)));
    expectRefused(await place.send({ dpop: await mac }, token), undefined, place.path);
  });

  it('9449-01 with a signature that is not its own is refused', async () => {
    const token = await place.token();
    const url = gatehouse.url + place.path;
    const [mine, foreign] = [
      await key.proof(place.method, url, { token }),
      await other.proof(place.method, url, { token }),
    ];
    const swapped = [...mine.split('.').slice(0, 2), foreign.split('.')[2]].join('.');
    expectRefused(await place.send({ dpop: swapped }, token), undefined, place.path);
  });

  it('9449-01 that is no compact JWS of strict JSON is refused', async () => {
    const token = await place.token();
    const proof = await key.proof(place.method, gatehouse.url + place.path, token === undefined ? {} : { token });
    const [head, payload, signature] = proof.split('.') as [string, string, string];
    const header = Buffer.from(head, 'base64url').toString();
    for (const dpop of [
      '',
      'x',
      '..',
      `${head}.${payload}.`,
      `${proof}.x`,
      `${head}=.${payload}.${signature}`,
      `${b64(header.replace('{', '{"typ":"JWT",'))}.${payload}.${signature}`,
      `${b64('[]')}.${payload}.${signature}`,
      `${head}.${b64('null')}.${signature}`,
      `${proof}, ${proof}`,
      JSON.stringify({ payload, signatures: [] }),
      'x'.repeat(9000),
    ]) {
      expectRefused(await place.send({ dpop }, token), undefined, place.path);
    }
    // None of that has spent it.
    expect((await place.send({ dpop: proof }, token)).status).toBe(place.good);
  });

  it('9449-01 beside a second one is refused', async () => {
    const token = await place.token();
    const [one, two] = await Promise.all(
      [1, 2].map(() => key.proof(place.method, gatehouse.url + place.path, { token })),
    );
    const headers =
      place.path === '/oauth/token'
        ? { authorization: basicHeader(agent.id, agent.secret), 'content-type': FORM }
        : { authorization: `DPoP ${token}`, 'content-type': 'application/json' };
    const status = await new Promise((resolve, reject) => {
      const call = request(gatehouse.url + place.path, {
        method: place.method,
        headers: { ...headers, dpop: [one!, two!] as never },
      });
      call
        .on('response', (response) => resolve([response.resume().statusCode, response.headers['www-authenticate']]))
        .on('error', reject);
      call.end(place.path === '/oauth/token' ? 'grant_type=client_credentials' : undefined);
    });
    expect(status).toEqual(
      place.path === '/oauth/token' ? [400, undefined] : [401, expect.stringContaining('more than one DPoP header')],
    );
  });

  it('9449-04 is good once', async () => {
    const token = await place.token();
    const dpop = await key.proof(place.method, gatehouse.url + place.path, token === undefined ? {} : { token });
    expect((await place.send({ dpop }, token)).status).toBe(place.good);
    expectRefused(await place.send({ dpop }, token), undefined, place.path);
  });

  it.each([
    [0, true],
    [-290, true],
    [290, true],
    [-310, false],
    [310, false],
  ])('9449-09 made %i s from now is taken or refused by the window: %s', async (seconds, good) => {
    const answer = await present(place, { claims: { iat: now() + seconds } });
    if (good) expect(answer.status).toBe(place.good);
    else expectRefused(answer, undefined, place.path);
  });

  it('9449-11 may have nbf, exp and whatever else', async () => {
    const claims = { nbf: now() - 10, exp: now() + 60, iss: 'somebody', aud: ['x'], sub: 'y' };
    expect((await present(place, { claims })).status).toBe(place.good);
  });
});

describe.each(Object.entries(PLACES).filter(([, { path }]) => path !== '/oauth/token'))(
  '9449-02 a token at %s',
  (_name, place) => {
    it('that is bound is refused without a proof', async () => {
      expectRefused(await place.send({}, await place.token()));
    });

    it('that is bound is refused as a bearer token, with or without a proof', async () => {
      const token = await place.token();
      const authorization = `Bearer ${token}`;
      expectRefused(await place.send({ authorization }, token), 'invalid_token');
      const dpop = await key.proof(place.method, gatehouse.url + place.path, { token: token! });
      expectRefused(await place.send({ authorization, dpop }, token), 'invalid_token');
    });

    it('that is bound is refused with the proof of another key, which is not spent', async () => {
      const token = await place.token();
      const dpop = await other.proof(place.method, gatehouse.url + place.path, { token: token! });
      expectRefused(await place.send({ dpop }, token), 'invalid_token');
      expectRefused(await place.send({ dpop }, token), 'invalid_token');
    });

    it.each<[string, (token: string) => unknown]>([
      ['no ath', () => undefined],
      ['an ath of another token', () => createHash('sha256').update('other').digest('base64url')],
      ['an ath in hex', (token) => createHash('sha256').update(token).digest('hex')],
      ['the token itself as ath', (token) => token],
      ['a number as ath', () => 1],
    ])('that is bound is refused when the proof has %s', async (_what, ath) => {
      const token = await place.token();
      expectRefused(await present(place, { claims: { ath: ath(token!) } }));
    });

    it('that is not bound is refused with DPoP, however good the proof', async () => {
      const token =
        place.path === '/oauth/userinfo'
          ? (await scene.tokens()).tokens.access_token
          : (await tokenFor(place.path.includes('admin') ? { scope: 'admin' } : toolsForm(), null)).body.access_token;
      const dpop = await key.proof(place.method, gatehouse.url + place.path, { token });
      expectRefused(await place.send({ dpop }, token), 'invalid_token');
      const bearer = await place.send({ authorization: `Bearer ${token}` }, token);
      expect(bearer.status).toBe(place.good);
    });

    it.each(['dpop', 'DPOP', 'DPoP '])('is taken by the scheme in any case: %s', async (scheme) => {
      const token = await place.token();
      const dpop = await key.proof(place.method, gatehouse.url + place.path, { token: token! });
      const authorization = `${scheme} ${token}`;
      expect((await place.send({ authorization, dpop }, token)).status).toBe(place.good);
    });

    it('that is malformed is a bad request, in the words of the scheme', async () => {
      const answer = await place.send({ authorization: 'DPoP a b' }, 'x');
      expect(answer.status).toBe(400);
      expect(answer.headers.get('www-authenticate')).toMatch(/^DPoP realm=".*error="invalid_request"/);
    });
  },
);

it('9449-04 a jti is its key’s own: another key’s proof with the same one has nothing to do with it', async () => {
  const claims = { jti: randomUUID() };
  const place = PLACES['the token endpoint']!;
  expect((await present(place, { claims })).status).toBe(200);
  expect((await present(place, { claims }, other)).status).toBe(200);
  expectRefused(await present(place, { claims }), undefined, place.path);
});

describe('9449-03 the answer of the token endpoint', () => {
  it('9449-03 names the type DPoP, and the token its key (RFC 9449 §5, §6.1)', async () => {
    const { body } = await tokenFor({ scope: 'mcp' });
    expect(body.token_type).toBe('DPoP');
    expect(claimsOf(body.access_token).cnf).toEqual({ jkt: key.jkt });
  });

  it('9449-03 names Bearer when nothing was proved', async () => {
    expect((await tokenFor({ scope: 'mcp' }, null)).body.token_type).toBe('Bearer');
  });
});

it('9449-02 userinfo takes no bound token from a form, where no proof could be', async () => {
  const token = await PLACES['userinfo']!.token();
  const dpop = await key.proof('POST', `${gatehouse.url}/oauth/userinfo`, { token: token! });
  expectRefused(
    await scene.post('/oauth/userinfo', new URLSearchParams({ access_token: token! }).toString(), { dpop }),
    'invalid_token',
  );
});

it('9449-10 a scope that is lacking is said in the words of the scheme', async () => {
  const token = (await tokenFor({ scope: 'mcp' })).body.access_token;
  const dpop = await key.proof('GET', `${gatehouse.url}/api/v1/admin/users`, { token });
  const answer = await gatehouse.request('GET', '/api/v1/admin/users', {
    headers: { authorization: `DPoP ${token}`, dpop },
  });
  expect(answer.status).toBe(403);
  expect(answer.headers.get('www-authenticate')).toMatch(
    /^DPoP realm="gatehouse", error="insufficient_scope", scope="admin", algs="/,
  );
});

describe('9449-05 nonces, when they are required (RFC 9449 §8, §9)', () => {
  let strict: TestGatehouse;
  let robot: Awaited<ReturnType<TestGatehouse['agent']>>;
  beforeAll(async () => {
    strict = await TestGatehouse.start({ REQUIRE_DPOP_NONCE: 'true' });
    robot = await strict.agent();
    await strict.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/mcp' });
  });
  afterAll(() => strict.stop());

  const iat = () => strict.clock.seconds();
  const ask = async (nonce?: string, secret = robot.secret) =>
    strict.request('POST', '/oauth/token', {
      headers: {
        'content-type': FORM,
        authorization: basicHeader(robot.id, secret),
        dpop: await key.proof('POST', `${strict.url}/oauth/token`, {
          claims: { iat: iat() },
          ...(nonce === undefined ? {} : { nonce }),
        }),
      },
      body: `grant_type=client_credentials&scope=mcp&resource=${encodeURIComponent(`${strict.url}/api/v1/mcp/tools`)}`,
    });
  const call = async (token: string, nonce?: string) =>
    strict.request('GET', '/api/v1/mcp/tools', {
      headers: {
        authorization: `DPoP ${token}`,
        dpop: await key.proof('GET', `${strict.url}/api/v1/mcp/tools`, {
          token,
          claims: { iat: iat() },
          ...(nonce === undefined ? {} : { nonce }),
        }),
      },
    });
  const nonceOf = (answer: Answer) => answer.headers.get('dpop-nonce') ?? '';

  it('9449-05 the token endpoint answers 400 use_dpop_nonce, gives one, and takes it', async () => {
    const refused = await ask();
    expectOAuthError(refused, 400, 'use_dpop_nonce');
    const nonce = nonceOf(refused);
    expect(nonce).toMatch(/^[\x21\x23-\x5b\x5d-\x7e]+$/);
    const answer = await ask(nonce);
    expect([answer.status, answer.body.token_type]).toEqual([200, 'DPoP']);
    expect(nonceOf(answer)).not.toBe('');
  });

  it('9449-05 the gate answers 401 use_dpop_nonce, gives one, and takes it', async () => {
    const token = (await ask(nonceOf(await ask()))).body.access_token;
    const refused = await call(token);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toMatch(/^DPoP realm="tools".*error="use_dpop_nonce".*algs="/);
    const answer = await call(token, nonceOf(refused));
    expect([answer.status, nonceOf(answer) !== '']).toEqual([502, true]);
  });

  it('9449-05 one of the slot before is still good, an older one is not, and neither is one that was made up', async () => {
    const nonce = nonceOf(await ask());
    strict.clock.advance(120_000);
    expect((await ask(nonce)).status).toBe(200);
    strict.clock.advance(120_000);
    const stale = await ask(nonce);
    expectOAuthError(stale, 400, 'use_dpop_nonce');
    expect(nonceOf(stale)).not.toBe(nonce);
    for (const made of ['', 'x', 'a'.repeat(43), `${nonceOf(stale).slice(1)}A`]) {
      expectOAuthError(await ask(made), 400, 'use_dpop_nonce');
    }
  });

  it('9449-05 whatever is wrong with a request that has a proof, its answer brings the next one', async () => {
    const answer = await ask(undefined, 'wrong');
    expect([answer.body.error, nonceOf(answer) !== '']).toEqual(['invalid_client', true]);
    expect((await strict.request('GET', '/api/v1/mcp/tools')).headers.get('dpop-nonce')).toBeNull();
  });

  it('9449-05 pages of other origins may read it, and send proofs', async () => {
    const answer = await ask();
    expect(answer.headers.get('access-control-expose-headers')).toContain('dpop-nonce');
    const allowed = await strict.request('OPTIONS', '/oauth/token', { headers: { origin: 'https://app.example' } });
    expect(allowed.headers.get('access-control-allow-headers')).toContain('dpop');
  });

  it('9449-05 where none is required, none is given; one that is sent all the same must be good', async () => {
    const free = await present(PLACES['the token endpoint']!);
    expect([free.status, free.headers.get('dpop-nonce')]).toEqual([200, null]);
    const refused = await present(PLACES['the token endpoint']!, { nonce: 'made up' });
    expectOAuthError(refused, 400, 'use_dpop_nonce');
    expect((await present(PLACES['the token endpoint']!, { nonce: nonceOf(refused) })).status).toBe(200);
  });
});

describe('9449-06 a code that is bound to a key (RFC 9449 §10)', () => {
  const tokenUrl = () => `${gatehouse.url}/oauth/token`;
  const redeem = async (
    flow: ReturnType<Scene['flow']>,
    code: string,
    by: DpopKey | null,
    changes: Record<string, string> = {},
  ) =>
    flow.post(
      '/oauth/token',
      { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: flow.verifier, ...changes },
      by === null ? {} : { dpop: await by.proof('POST', tokenUrl()) },
    );
  const pushedCode = async (flow: ReturnType<Scene['flow']>, answer: Answer) => {
    const opened = await flow.browser.get(
      `/oauth/authorize?${new URLSearchParams({ client_id: flow.client.id, request_uri: answer.body.request_uri }).toString()}`,
    );
    const last = await flow.browser.get(opened.headers.get('location') ?? '');
    return new URL(last.headers.get('location') ?? '').searchParams.get('code') ?? '';
  };
  const push = async (flow: ReturnType<Scene['flow']>, dpop?: string, changes: Record<string, string> = {}) => {
    const ownName = flow.client.secret === undefined ? undefined : flow.client.id;
    const form = Object.fromEntries(flow.parameters({ client_id: ownName, ...changes }));
    return flow.post('/oauth/par', form, dpop === undefined ? {} : { dpop });
  };
  const parProof = (by = key, changes: ProofChanges = {}) => by.proof('POST', `${gatehouse.url}/oauth/par`, changes);

  it.each(['confidential', 'public'])('9449-06 dpop_jkt: a %s client redeems it by that key alone', async (kind) => {
    const { flow, code } = await scene.code({ dpop_jkt: key.jkt }, kind === 'public' ? scene.app : scene.client);
    expectOAuthError(await redeem(flow, code, null), 400, 'invalid_grant');
    expectOAuthError(await redeem(flow, code, other), 400, 'invalid_grant');
    const { status, body } = await redeem(flow, code, key);
    expect([status, body.token_type, claimsOf(body.access_token).cnf]).toEqual([200, 'DPoP', { jkt: key.jkt }]);
  });

  it('9449-06 a wrong key does not burn the code, nor count as a wrong verifier', async () => {
    const { flow, code } = await scene.code({ dpop_jkt: key.jkt });
    for (let tries = 0; tries < 7; tries++) {
      expectOAuthError(await redeem(flow, code, other, { code_verifier: 'a'.repeat(43) }), 400, 'invalid_grant');
    }
    expect((await redeem(flow, code, key)).status).toBe(200);
  });

  it.each([
    ['too short', 'a'.repeat(42)],
    ['too long', 'a'.repeat(44)],
    ['in base64', `${'a'.repeat(42)}+`],
    ['padded', `${'a'.repeat(42)}=`],
    ['empty', ''],
  ])('9449-06 a dpop_jkt that is %s is an invalid_request', async (_what, dpop_jkt) => {
    if (dpop_jkt !== '') expectSentBack(await scene.ask({ dpop_jkt }), REDIRECT, 'invalid_request');
    // An empty parameter counts as left out (RFC 6749 §3.1).
    else expect((await scene.ask({ dpop_jkt })).headers.get('location')).toContain('code=');
  });

  it('9449-06 a pushed request is bound by its parameter', async () => {
    const flow = scene.flow();
    const code = await pushedCode(flow, await push(flow, undefined, { dpop_jkt: key.jkt }));
    expectOAuthError(await redeem(flow, code, other), 400, 'invalid_grant');
    expect((await redeem(flow, code, key)).status).toBe(200);
  });

  it.each(['confidential', 'public'])('9449-06 a proof binds what a %s client pushes with it (§10.1)', async (kind) => {
    const flow = scene.flow(kind === 'public' ? scene.app : scene.client);
    const pushed = await push(flow, await parProof());
    expect(pushed.status).toBe(201);
    const code = await pushedCode(flow, pushed);
    expectOAuthError(await redeem(flow, code, null), 400, 'invalid_grant');
    expectOAuthError(await redeem(flow, code, other), 400, 'invalid_grant');
    expect((await redeem(flow, code, key)).status).toBe(200);
  });

  it('9449-06 a proof and a parameter that are pushed together must agree', async () => {
    const flow = scene.flow();
    expectOAuthError(await push(flow, await parProof(), { dpop_jkt: other.jkt }), 400, 'invalid_dpop_proof');
    expect((await push(flow, await parProof(), { dpop_jkt: key.jkt })).status).toBe(201);
  });

  it('9449-06 a pushed proof that is wrong, or was used already, is refused', async () => {
    const flow = scene.flow();
    expectOAuthError(await push(flow, await key.proof('POST', tokenUrl())), 400, 'invalid_dpop_proof');
    const dpop = await parProof();
    expect((await push(flow, dpop)).status).toBe(201);
    expectOAuthError(await push(flow, dpop), 400, 'invalid_dpop_proof');
  });

  it('9449-06 a code that nobody bound may be redeemed by any key', async () => {
    const { flow, code } = await scene.code();
    expect((await redeem(flow, code, other)).body.token_type).toBe('DPoP');
  });
});

describe('9449-07 refresh tokens (RFC 9449 §5)', () => {
  const refresh = async (flow: ReturnType<Scene['flow']>, refresh_token: string, by: DpopKey | null) =>
    flow.post(
      '/oauth/token',
      { grant_type: 'refresh_token', refresh_token },
      by === null ? {} : { dpop: await by.proof('POST', `${gatehouse.url}/oauth/token`) },
    );
  /** Tokens of a client, bound to the key or not. */
  const tokens = async (client: Scene['client'], by: DpopKey | null) => {
    const { flow, code } = await scene.code({}, client);
    const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: flow.verifier };
    const answer =
      by === null
        ? await flow.token(form)
        : await flow.post('/oauth/token', form, { dpop: await by.proof('POST', `${gatehouse.url}/oauth/token`) });
    return { flow, first: answer.body };
  };
  const usedOf = (sid: string) =>
    gatehouse.sql<{ used: boolean }>(
      'SELECT used_at IS NOT NULL AS used FROM refresh_tokens WHERE session_id = $1 ORDER BY id',
      [sid],
    );

  it('9449-07 a public client’s is bound to its key, and nobody else’s use of it spends anything', async () => {
    const { flow, first } = await tokens(scene.app, key);
    for (const by of [null, other]) {
      expectOAuthError(await refresh(flow, first.refresh_token, by), 400, 'invalid_grant');
    }
    const again = await refresh(flow, first.refresh_token, key);
    expect([again.status, again.body.token_type, claimsOf(again.body.access_token).cnf]).toEqual([
      200,
      'DPoP',
      { jkt: key.jkt },
    ]);
  });

  it('9449-07 one that is bound is not rotated: it stays what it is', async () => {
    const { flow, first } = await tokens(scene.app, key);
    for (let turn = 0; turn < 3; turn++) {
      const { status, body } = await refresh(flow, first.refresh_token, key);
      expect([status, body.refresh_token]).toEqual([200, undefined]);
    }
    expect(await usedOf(claimsOf(first.access_token).sid)).toEqual([{ used: false }]);
  });

  it('9449-07 a public client that proves its key later is bound from then on', async () => {
    const { flow, first } = await tokens(scene.app, null);
    const second = await refresh(flow, first.refresh_token, key);
    expect([second.status, second.body.token_type]).toEqual([200, 'DPoP']);
    const next = second.body.refresh_token;
    expect(next).toBeTypeOf('string');
    // An answer that was lost is given again.
    expect((await refresh(flow, first.refresh_token, key)).body.refresh_token).toBe(next);
    for (const by of [null, other]) expectOAuthError(await refresh(flow, next, by), 400, 'invalid_grant');
    const third = await refresh(flow, next, key);
    expect([third.status, third.body.refresh_token]).toEqual([200, undefined]);
  });

  it.each(['no key', 'another key'])(
    '9449-07 its answer is given again to nobody with %s: that is reuse',
    async (which) => {
      const { flow, first } = await tokens(scene.app, null);
      const { body } = await refresh(flow, first.refresh_token, key);
      const by = which === 'no key' ? null : other;
      expectOAuthError(await refresh(flow, first.refresh_token, by), 400, 'invalid_grant');
      expectOAuthError(await refresh(flow, body.refresh_token, key), 400, 'invalid_grant');
    },
  );

  it('9449-07 without any proof a public client’s is rotated as ever', async () => {
    const { flow, first } = await tokens(scene.app, null);
    const { body } = await refresh(flow, first.refresh_token, null);
    expect([body.token_type, typeof body.refresh_token]).toEqual(['Bearer', 'string']);
  });

  it('9449-07 a confidential client’s is not bound: the access token follows the key of the request', async () => {
    const { flow, first } = await tokens(scene.client, key);
    const { body } = await refresh(flow, first.refresh_token, other);
    expect([body.token_type, claimsOf(body.access_token).cnf]).toEqual(['DPoP', { jkt: other.jkt }]);
  });

  it('9449-07 a session that was bound yields no token that is not', async () => {
    const { flow, first } = await tokens(scene.client, key);
    expectOAuthError(await refresh(flow, first.refresh_token, null), 400, 'invalid_dpop_proof');
    expect((await refresh(flow, first.refresh_token, key)).status).toBe(200);
  });
});

describe('9449-08 dpop_bound_access_tokens (RFC 9449 §5.2)', () => {
  it('9449-08 a client that is registered so gets nothing without a proof, by whichever grant', async () => {
    const client = await createRelyingParty(gatehouse, {
      dpop_bound_access_tokens: true,
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    });
    const flow = scene.flow(client);
    const code = await flow.code(scene.person, { scope: 'openid user' });
    for (const form of [
      { grant_type: 'client_credentials' },
      { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: flow.verifier },
      { grant_type: 'refresh_token', refresh_token: 'x' },
    ]) {
      expectOAuthError(await flow.token(form), 400, 'invalid_dpop_proof');
    }
    const dpop = await key.proof('POST', `${gatehouse.url}/oauth/token`);
    const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: flow.verifier };
    expect((await flow.post('/oauth/token', form, { dpop })).body.token_type).toBe('DPoP');
  });
});

describe('9449-09 the window of FAPI 2.0, by DPOP_PROOF_SECONDS=60', () => {
  let strict: TestGatehouse;
  beforeAll(async () => {
    strict = await TestGatehouse.start({ DPOP_PROOF_SECONDS: '60' });
    strict.clock.freeze();
    await createPerson(strict);
  });
  afterAll(() => strict.stop());

  it.each([
    [10, 200],
    [60, 200],
    [61, 400],
    [300, 400],
    [-60, 200],
    [-61, 400],
  ])('9449-09 a proof made %i s from now gets %i', async (seconds, status) => {
    const { id, secret } = await strict.agent();
    const dpop = await key.proof('POST', `${strict.url}/oauth/token`, {
      claims: { iat: strict.clock.now() / 1000 + seconds },
    });
    const answer = await strict.request('POST', '/oauth/token', {
      headers: { 'content-type': FORM, authorization: basicHeader(id, secret), dpop },
      body: 'grant_type=client_credentials',
    });
    expect([answer.status, answer.body.error]).toEqual([status, status === 200 ? undefined : 'invalid_dpop_proof']);
  });
});
