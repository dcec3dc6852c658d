/*
 * RFC 9126 (pushed authorization requests), rows 9126-01 … 9126-08. Not here, and why:
 *   9101-01 … 9101-05 (request objects): not read; the answer is request_not_supported, OIDC-12 in oidc.spec.ts.
 *   9126-07, 429: O21-22 in oauth21.spec.ts.
 *   FAPI's limits on expires_in: 60 s is below all of them.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createRelyingParty, REDIRECT, type RelyingParty } from '../support/people.js';
import { expectErrorPage, expectOAuthError, expectSentBack, Scene, sentBack } from './scene.js';

let scene: Scene;
let gatehouse: TestGatehouse;
beforeAll(async () => {
  scene = await Scene.open();
  gatehouse = scene.gatehouse;
});
afterAll(() => scene.close());

const push = (flow: AuthorizationFlow, changes: Record<string, string | undefined> = {}): Promise<Answer> =>
  scene.push(flow, changes);
const start = (flow: AuthorizationFlow, request_uri: string, more: Record<string, string> = {}): Promise<Answer> =>
  flow.browser.get(
    `/oauth/authorize?${new URLSearchParams({ client_id: flow.client.id, request_uri, ...more }).toString()}`,
  );
/** The answer to a pushed request of a person who has agreed before. */
async function finish(
  flow: AuthorizationFlow,
  request_uri: string,
  more: Record<string, string> = {},
): Promise<Answer> {
  const begun = await start(flow, request_uri, more);
  return begun.headers.has('location') ? flow.browser.get(begun.headers.get('location')!) : begun;
}

describe('9126-01 pushing (RFC 9126 §2.1, §2.2)', () => {
  it.each(['confidential', 'public'])(
    '9126-01 a %s client gets 201, a request_uri and its seconds, and then a code',
    async (kind) => {
      const flow = scene.flow(kind === 'public' ? scene.app : scene.client);
      if (kind === 'public') await flow.code(scene.person);
      const pushed = await push(flow);
      expect(pushed.status).toBe(201);
      expect(pushed.body).toEqual({ request_uri: expect.any(String), expires_in: expect.any(Number) });
      expect(pushed.body.expires_in).toBeGreaterThanOrEqual(5);
      expect(pushed.body.expires_in).toBeLessThan(600);
      expect(pushed.headers.get('content-type')).toMatch(/^application\/json/);
      const code = sentBack(await finish(flow, pushed.body.request_uri), REDIRECT).get('code')!;
      expect((await flow.redeem(code)).status).toBe(200);
    },
  );

  it('9126-01 a client that does not authenticate as it is registered gets invalid_client', async () => {
    const form = new URLSearchParams(scene.flow().parameters()).toString();
    expectOAuthError(await scene.post('/oauth/par', form), 401, 'invalid_client');
    expectOAuthError(await scene.post('/oauth/par', `${form}&client_secret=wrong`), 401, 'invalid_client');
    expectOAuthError(await scene.post('/oauth/par', ''), 401, 'invalid_client');
  });

  it('9126-01 a client that is not registered for codes cannot push', async () => {
    const { client, id, secret } = await gatehouse.agent();
    const flow = new AuthorizationFlow(gatehouse, { client, id, secret });
    expectOAuthError(await push(flow), 400, 'invalid_request');
  });
});

describe('9126-02 what cannot be pushed (RFC 9126 §2.1)', () => {
  it('9126-02 a request_uri in the body gets invalid_request, even one that was pushed', async () => {
    const flow = scene.flow();
    const { request_uri } = (await push(flow)).body;
    for (const uri of [request_uri as string, 'https://client.example.test/object', 'x']) {
      expectOAuthError(await push(flow, { request_uri: uri }), 400, 'invalid_request');
    }
    expect(sentBack(await finish(flow, request_uri), REDIRECT).get('code')).not.toBeNull();
  });

  it('9126-02 a request object gets request_not_supported', async () => {
    expectOAuthError(await push(scene.flow(), { request: 'e30.e30.' }), 400, 'request_not_supported');
  });
});

describe('9126-03 it is bound to its client (RFC 9126 §2.2, §4)', () => {
  it.each(['another client', 'nobody'])('9126-03 %s cannot use it, nor spoil it', async (who) => {
    const flow = scene.flow();
    const { request_uri } = (await push(flow)).body;
    expectErrorPage(await start(flow, request_uri, { client_id: who === 'nobody' ? 'nobody' : scene.app.id }));
    expectErrorPage(await gatehouse.request('GET', `/oauth/authorize?request_uri=${encodeURIComponent(request_uri)}`));
    expect(sentBack(await finish(flow, request_uri), REDIRECT).get('code')).not.toBeNull();
  });

  it('9126-03 what the browser adds does not count: only what was pushed does (§4)', async () => {
    const flow = scene.flow();
    const { request_uri } = (await push(flow, { state: 'pushed' })).body;
    const evil = {
      redirect_uri: 'https://evil.example/',
      state: 'evil',
      scope: 'mcp',
      response_mode: 'form_post',
      prompt: 'none',
    };
    expect(sentBack(await finish(flow, request_uri, evil), REDIRECT).get('state')).toBe('pushed');
  });
});

describe('9126-04 once, and not for long (RFC 9126 §4, §7.3; consumed when it is answered)', () => {
  it('9126-04 looking at it twice is fine, answering it twice is not', async () => {
    const flow = scene.flow();
    const { request_uri } = (await push(flow, { prompt: 'consent' })).body;
    const [first, second] = [await start(flow, request_uri), await start(flow, request_uri)];
    expect(first.headers.get('location')).toBe(second.headers.get('location'));
    const path = first.headers.get('location')!;
    await flow.decide(path, await flow.browser.get(path), 'allow');
    expect(sentBack(await flow.browser.get(path), REDIRECT).get('code')).not.toBeNull();
    const again = await start(flow, request_uri);
    expectErrorPage(again);
    expect(again.text).toContain('invalid_request_uri');
    expectErrorPage(await flow.browser.get(path));
  });

  it('9126-04 after its seconds it is invalid_request_uri', async () => {
    const flow = scene.flow();
    const { request_uri, expires_in } = (await push(flow)).body;
    gatehouse.clock.advance((expires_in + 1) * 1000);
    const answer = await start(flow, request_uri);
    expectErrorPage(answer);
    expect(answer.text).toContain('invalid_request_uri');
  });

  it.each(['', 'x', 'A'.repeat(43), `${'A'.repeat(43)}%00`, 'A'.repeat(5000)])(
    '9126-04 an unknown one ending in %j is invalid_request_uri',
    async (end) => {
      const answer = await gatehouse.request(
        'GET',
        `/oauth/authorize?client_id=${scene.client.id}&request_uri=urn:ietf:params:oauth:request_uri:${end}`,
      );
      expectErrorPage(answer);
      expect(answer.text).toContain('invalid_request_uri');
    },
  );

  it('9126-04 whoever began before it ran out has the time of a sign-in', async () => {
    const flow = scene.flow();
    const { request_uri, expires_in } = (await push(flow, { prompt: 'consent' })).body;
    const path = (await start(flow, request_uri)).headers.get('location')!;
    const page = await flow.browser.get(path);
    gatehouse.clock.advance((expires_in + 60) * 1000);
    await flow.decide(path, page, 'allow');
    expect(sentBack(await flow.browser.get(path), REDIRECT).get('code')).not.toBeNull();
  });
});

describe('9126-05 request_uris cannot be guessed (RFC 9126 §2.2, §7.1)', () => {
  it('9126-05 each has 256 bits, and none is like another', async () => {
    const flow = scene.flow();
    const uris = await Promise.all(
      Array.from({ length: 10 }, async () => (await push(flow)).body.request_uri as string),
    );
    for (const uri of uris) expect(uri).toMatch(/^urn:ietf:params:oauth:request_uri:[A-Za-z0-9_-]{43}$/);
    expect(new Set(uris).size).toBe(10);
  });
});

describe('9126-06 everything is checked when it is pushed (RFC 9126 §2.1, §2.3)', () => {
  it.each([
    ['a foreign redirect_uri', { redirect_uri: 'https://evil.example/' }, 'invalid_request'],
    ['no response_type', { response_type: undefined }, 'invalid_request'],
    ['response_type=token', { response_type: 'token' }, 'unsupported_response_type'],
    ['no challenge', { code_challenge: undefined }, 'invalid_request'],
    ['plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['an unknown scope', { scope: 'nonsense' }, 'invalid_scope'],
    ['a malformed scope', { scope: 'a"b' }, 'invalid_scope'],
    ['an unknown resource', { resource: 'https://nobody.example/' }, 'invalid_target'],
    ['a relative resource', { resource: '/mcp' }, 'invalid_target'],
    ['an unknown response_mode', { response_mode: 'fragment' }, 'invalid_request'],
    ['prompt=none with another', { prompt: 'none login' }, 'invalid_request'],
    ['a negative max_age', { max_age: '-1' }, 'invalid_request'],
    ['claims that are no JSON', { claims: '{' }, 'invalid_request'],
    ['a hint that is no ID token', { id_token_hint: 'x' }, 'invalid_request'],
    ['a state with a line feed', { state: 'a\nb' }, 'invalid_request'],
  ])('9126-06 %s', async (_name, changes, error) => {
    const before = await gatehouse.sql('SELECT count(*) FROM authorization_requests');
    expectOAuthError(await push(scene.flow(), changes), 400, error);
    expect(await gatehouse.sql('SELECT count(*) FROM authorization_requests')).toEqual(before);
  });
});

describe('9126-07 methods and sizes (RFC 9126 §2.3)', () => {
  it.each(['GET', 'PUT', 'DELETE', 'HEAD'])('9126-07 %s is refused with 405', async (method) => {
    const answer = await gatehouse.request(method, '/oauth/par');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('9126-07 more than 64 KiB are refused with 413', async () => {
    expectOAuthError(await push(scene.flow(), { nonce: 'a'.repeat(65_536) }), 413, 'invalid_request');
  });
});

describe('9126-08 who must push (RFC 9126 §5, §6)', () => {
  let strict: RelyingParty;
  beforeAll(async () => {
    strict = await createRelyingParty(gatehouse, { require_pushed_authorization_requests: true, first_party: true });
  });

  it('9126-08 a client that is registered so cannot leave it out', async () => {
    expectSentBack(await scene.ask({}, strict), REDIRECT, 'invalid_request');
    const flow = scene.flow(strict);
    expect(sentBack(await finish(flow, (await push(flow)).body.request_uri), REDIRECT).get('code')).not.toBeNull();
  });

  it('9126-08 a Gatehouse that is set so says it in the metadata, and asks it of everybody', async () => {
    const { body } = await gatehouse.request('GET', '/.well-known/oauth-authorization-server');
    expect([body.pushed_authorization_request_endpoint, body.require_pushed_authorization_requests]).toEqual([
      `${gatehouse.url}/oauth/par`,
      false,
    ]);
    const other = await TestGatehouse.start({ REQUIRE_PUSHED_AUTHORIZATION_REQUESTS: 'true' });
    try {
      const metadata = await other.request('GET', '/.well-known/oauth-authorization-server');
      expect(metadata.body.require_pushed_authorization_requests).toBe(true);
      const flow = new AuthorizationFlow(other, await createRelyingParty(other));
      expectSentBack(await flow.begin(), REDIRECT, 'invalid_request');
      expect((await push(flow)).status).toBe(201);
    } finally {
      await other.stop();
    }
  });
});
