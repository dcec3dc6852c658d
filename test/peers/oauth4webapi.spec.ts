import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson, type RelyingParty, type TestPerson } from '../support/people.js';
import { PersonAtBrowser } from './person-at-browser.js';
import { type Kind, KINDS, registerClient, registerResourceServer, type ResourceServer } from './relying-parties.js';

let gatehouse: TestGatehouse;
let person: TestPerson;
let server: ResourceServer;
let as: oauth.AuthorizationServer;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' });
  person = await createPerson(gatehouse);
  server = await registerResourceServer(gatehouse);
  const issuer = new URL(gatehouse.url);
  as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
});
afterAll(() => gatehouse.stop());

/** Plain http, which the library takes on request alone. */
const insecure = { [oauth.allowInsecureRequests]: true };
const SCOPE = 'openid email offline_access user mcp';
const LOOPBACK = 'http://127.0.0.1:61234/callback';
const WEB = 'https://client.example.test/callback?kept=1';

function authentication(method: Kind['method'], secret = ''): oauth.ClientAuth {
  if (method === 'none') return oauth.None();
  return method === 'client_secret_basic' ? oauth.ClientSecretBasic(secret) : oauth.ClientSecretPost(secret);
}

const refusal = (error: string) => expect.objectContaining({ name: 'ResponseBodyError', error });

/** One client's calls, each checked as the library checks it, with the signatures of everything that is signed. */
class Peer {
  readonly client: oauth.Client;
  private readonly auth: oauth.ClientAuth;
  private verifier = '';
  private nonce = '';
  private state = '';

  constructor(party: RelyingParty, { method, algorithm }: Kind) {
    const { userinfo_signed_response_alg: userinfo } = party.client;
    this.client = {
      client_id: party.id,
      id_token_signed_response_alg: algorithm,
      introspection_signed_response_alg: algorithm,
      ...(userinfo ? { userinfo_signed_response_alg: userinfo } : {}),
    };
    this.auth = authentication(method, party.secret);
  }

  /** Parameters of a new authorization request. */
  async prepare(changes: Record<string, string>): Promise<URLSearchParams> {
    this.verifier = oauth.generateRandomCodeVerifier();
    [this.nonce, this.state] = [oauth.generateRandomNonce(), oauth.generateRandomState()];
    return new URLSearchParams({
      response_type: 'code',
      client_id: this.client.client_id,
      scope: SCOPE,
      nonce: this.nonce,
      state: this.state,
      code_challenge: await oauth.calculatePKCECodeChallenge(this.verifier),
      code_challenge_method: 'S256',
      ...changes,
    });
  }

  url(parameters: URLSearchParams): URL {
    return new URL(`${as.authorization_endpoint}?${parameters.toString()}`);
  }

  async push(parameters: URLSearchParams): Promise<URL> {
    const response = await oauth.pushedAuthorizationRequest(as, this.client, this.auth, parameters, insecure);
    const pushed = await oauth.processPushedAuthorizationResponse(as, this.client, response);
    return this.url(new URLSearchParams({ client_id: this.client.client_id, request_uri: pushed.request_uri }));
  }

  async redeem(answer: Request, redirectUri: string): Promise<oauth.TokenEndpointResponse> {
    const brought = answer.method === 'POST' ? await formOf(answer) : new URL(answer.url);
    const checked = oauth.validateAuthResponse(as, this.client, brought, this.state);
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      this.client,
      this.auth,
      checked,
      redirectUri,
      this.verifier,
      insecure,
    );
    const options = { expectedNonce: this.nonce, requireIdToken: true };
    const tokens = await oauth.processAuthorizationCodeResponse(as, this.client, response, options);
    await oauth.validateApplicationLevelSignature(as, response, insecure);
    return tokens;
  }

  async refresh(token: string): Promise<oauth.TokenEndpointResponse> {
    const response = await oauth.refreshTokenGrantRequest(as, this.client, this.auth, token, insecure);
    const tokens = await oauth.processRefreshTokenResponse(as, this.client, response);
    await oauth.validateApplicationLevelSignature(as, response, insecure);
    return tokens;
  }

  async revoke(token: string): Promise<void> {
    const response = await oauth.revocationRequest(as, this.client, this.auth, token, insecure);
    await oauth.processRevocationResponse(response);
  }

  async introspect(token: string, requestJwtResponse: boolean): Promise<oauth.IntrospectionResponse> {
    const options = { ...insecure, requestJwtResponse };
    const response = await oauth.introspectionRequest(as, this.client, this.auth, token, options);
    const answer = await oauth.processIntrospectionResponse(as, this.client, response);
    if (requestJwtResponse) await oauth.validateApplicationLevelSignature(as, response, insecure);
    return answer;
  }

  async userinfo(token: string): Promise<oauth.UserInfoResponse> {
    const response = await oauth.userInfoRequest(as, this.client, token, insecure);
    const answer = await oauth.processUserInfoResponse(as, this.client, person.id, response);
    if (this.client.userinfo_signed_response_alg !== undefined) {
      await oauth.validateApplicationLevelSignature(as, response, insecure);
    }
    return answer;
  }
}

describe.each(KINDS)('oauth4webapi as a relying party by $method, with $algorithm', (kind) => {
  const confidential = kind.method !== 'none';
  let peer: Peer;
  let browser: PersonAtBrowser;
  beforeAll(async () => {
    peer = new Peer(await registerClient(gatehouse, kind), kind);
    browser = new PersonAtBrowser(gatehouse, person);
  });

  /** Tokens of a fresh authorization. */
  const tokens = async (changes: Record<string, string> = {}) =>
    peer.redeem(
      await browser.follow(peer.url(await peer.prepare({ redirect_uri: LOOPBACK, ...changes }))),
      changes['redirect_uri'] ?? LOOPBACK,
    );

  it('has a code redeemed, from the query and from a form', async () => {
    for (const response_mode of ['query', 'form_post']) {
      const answer = await tokens({ response_mode, redirect_uri: WEB });
      expect(oauth.getValidatedIdTokenClaims(answer)).toMatchObject({ sub: person.id, iss: gatehouse.url });
      expect(answer).toMatchObject({ token_type: 'bearer', expires_in: 300, refresh_token: expect.any(String) });
    }
  });

  it('pushes a request, refreshes what came of it, reads userinfo, and gives it up', async () => {
    const url = await peer.push(await peer.prepare({ redirect_uri: WEB }));
    const { refresh_token: first = '' } = await peer.redeem(await browser.follow(url), WEB);
    const refreshed = await peer.refresh(first);
    expect(refreshed.refresh_token === undefined).toBe(confidential);
    expect(await peer.userinfo(refreshed.access_token)).toMatchObject({ sub: person.id, email: person.email });
    const latest = refreshed.refresh_token ?? first;
    await peer.revoke(latest);
    await expect(peer.refresh(latest)).rejects.toEqual(refusal('invalid_grant'));
    await expect(peer.userinfo(refreshed.access_token)).rejects.toMatchObject({ status: 401 });
  });

  it('is told what its tokens are worth, signed and plain, if it can prove who it is', async () => {
    const { access_token: access, refresh_token: refresh = '' } = await tokens();
    const live = { active: true, client_id: peer.client.client_id, sub: person.id };
    for (const signed of [false, true]) {
      for (const [token, said] of [
        [access, { ...live, token_type: 'Bearer' }],
        [refresh, live],
      ] as const) {
        const asked = peer.introspect(token, signed);
        if (confidential) expect(await asked).toMatchObject(said);
        else await expect(asked).rejects.toEqual(refusal('invalid_client'));
      }
    }
    await peer.revoke(access);
    if (!confidential) return;
    expect(await peer.introspect(refresh, true)).toEqual({ active: false });
  });

  it('gets access tokens that an MCP server can read by itself (RFC 9068)', async () => {
    const { access_token: token } = await tokens({ resource: server.resource });
    const headers = { authorization: `Bearer ${token}` };
    const call = new Request(server.resource, { method: 'POST', headers });
    const claims = await oauth.validateJwtAccessToken(as, call, server.resource, insecure);
    expect(claims).toMatchObject({ sub: person.id, client_id: peer.client.client_id, aud: server.resource });
    await expect(oauth.validateJwtAccessToken(as, call, gatehouse.url, insecure)).rejects.toThrow(/"aud"/);
  });

  it('hears what is wrong with a request, from whom it asked', async () => {
    const unknown = await browser.follow(
      peer.url(await peer.prepare({ redirect_uri: LOOPBACK, scope: 'nothing-known' })),
    );
    await expect(peer.redeem(unknown, LOOPBACK)).rejects.toMatchObject({
      name: 'AuthorizationResponseError',
      error: 'invalid_scope',
    });
    const refused = await browser.follow(
      peer.url(await peer.prepare({ redirect_uri: LOOPBACK, prompt: 'consent', response_mode: 'form_post' })),
      'deny',
    );
    await expect(peer.redeem(refused, LOOPBACK)).rejects.toMatchObject({ error: 'access_denied' });
  });

  it('cannot redeem a code twice, and loses what the first time brought', async () => {
    const answer = await browser.follow(peer.url(await peer.prepare({ redirect_uri: LOOPBACK })));
    const { refresh_token: token = '' } = await peer.redeem(answer, LOOPBACK);
    await expect(peer.redeem(answer, LOOPBACK)).rejects.toEqual(refusal('invalid_grant'));
    await expect(peer.refresh(token)).rejects.toEqual(refusal('invalid_grant'));
  });
});

describe('oauth4webapi finds', () => {
  it('the same issuer by the metadata of RFC 8414', async () => {
    const issuer = new URL(gatehouse.url);
    const response = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
    const found = await oauth.processDiscoveryResponse(issuer, response);
    expect(as).toMatchObject(found);
    expect(found.authorization_response_iss_parameter_supported).toBe(true);
  });

  it('the issuer of an MCP server by that server’s own metadata (RFC 9728)', async () => {
    const resource = new URL(server.resource);
    const response = await oauth.resourceDiscoveryRequest(resource, insecure);
    const { authorization_servers: issuers } = await oauth.processResourceDiscoveryResponse(resource, response);
    expect(issuers).toEqual([as.issuer]);
  });
});

async function formOf(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams(await request.text());
}
