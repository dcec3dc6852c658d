import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../demo/agent.js';
import { startModernMcpServer } from '../../demo/servers/modern-mcp.js';
import type { RunningUpstream } from '../../demo/servers/upstream-http.js';
import { CertifiedSettings, type TestCertificate } from '../support/certificates.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, type TestPerson } from '../support/people.js';
import { PersonAtBrowser } from './person-at-browser.js';
import { type Fetch, TlsConnections, type Way, WAYS } from './ways-to-authenticate.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const CALLBACK = 'http://127.0.0.1:61234/callback';
const GRANTS = ['client_credentials', EXCHANGE, 'authorization_code', 'refresh_token'];
const CODE_CLIENT = { redirect_uris: [CALLBACK], scope: 'openid offline_access user mcp' };

let tls: TlsConnections;
let gatehouse: TestGatehouse;
let person: TestPerson;
let as: oauth.AuthorizationServer;
let endpoint: string;
let server: RunningUpstream;
type Agent = Awaited<ReturnType<TestGatehouse['agent']>>;
let orchestrator: Agent;
beforeAll(async () => {
  tls = new TlsConnections(await CertifiedSettings.make());
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', ...tls.settings.environment });
  person = await createPerson(gatehouse);
  orchestrator = await gatehouse.agent({ client_name: 'Orchestrator' });
  endpoint = `${gatehouse.url}/api/v1/mcp/tools`;
  const trusting = { issuer: gatehouse.url, jwksUrl: `${gatehouse.url}/oauth/jwks` };
  server = await startModernMcpServer({ ...trusting, audience: endpoint });
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: server.url });
  const issuer = new URL(gatehouse.url);
  as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
});
afterAll(async () => {
  await tls.close();
  await server.close();
  await gatehouse.stop();
});

/** Plain http, which the library takes on request alone. */
const insecure = { [oauth.allowInsecureRequests]: true };

/** What the library makes of a refusal, in the body or by a challenge. */
const refusal = (error: string) => expect.objectContaining({ name: 'ResponseBodyError', error });

/** A client as the library knows it, and how it authenticates. */
class Peer {
  readonly client: oauth.Client;
  private readonly options: { [oauth.allowInsecureRequests]: boolean; [oauth.customFetch]?: Fetch };

  constructor(
    id: string,
    private readonly auth: oauth.ClientAuth,
    fetch?: Fetch,
  ) {
    // Whoever has a certificate finds the listener for it by the aliases of the metadata (RFC 8705 §5).
    const certified = fetch === undefined ? {} : { use_mtls_endpoint_aliases: true };
    this.client = { client_id: id, introspection_signed_response_alg: 'ES256', ...certified };
    this.options = { ...insecure, ...(fetch === undefined ? {} : { [oauth.customFetch]: fetch }) };
  }

  async credentials(parameters: Record<string, string> = {}): Promise<oauth.TokenEndpointResponse> {
    const { client, auth, options } = this;
    const response = await oauth.clientCredentialsGrantRequest(
      as,
      client,
      auth,
      new URLSearchParams(parameters),
      options,
    );
    return oauth.processClientCredentialsResponse(as, client, response);
  }

  /** @throws unless the answer says what kind of token it is (RFC 8693 §2.2.1) */
  async exchange(subject: string, parameters: Record<string, string> = {}): Promise<oauth.TokenEndpointResponse> {
    const { client, auth, options } = this;
    const form = { subject_token: subject, subject_token_type: ACCESS_TOKEN, ...parameters };
    const response = await oauth.genericTokenEndpointRequest(as, client, auth, EXCHANGE, form, options);
    const bearer = (_response: Response, answer: oauth.TokenEndpointResponse): void => {
      expect(answer['issued_token_type']).toBe(ACCESS_TOKEN);
    };
    return oauth.processGenericTokenEndpointResponse(as, client, response, { recognizedTokenTypes: { bearer } });
  }

  /** Asks for a signed answer, and checks its signature (RFC 9701). */
  async introspect(token: string): Promise<oauth.IntrospectionResponse> {
    const { client, auth, options } = this;
    const asked = { ...options, requestJwtResponse: true };
    const response = await oauth.introspectionRequest(as, client, auth, token, asked);
    const answer = await oauth.processIntrospectionResponse(as, client, response);
    await oauth.validateApplicationLevelSignature(as, response, options);
    return answer;
  }

  async revoke(token: string): Promise<void> {
    const response = await oauth.revocationRequest(as, this.client, this.auth, token, this.options);
    await oauth.processRevocationResponse(response);
  }

  async refresh(token: string): Promise<oauth.TokenEndpointResponse> {
    const response = await oauth.refreshTokenGrantRequest(as, this.client, this.auth, token, this.options);
    return oauth.processRefreshTokenResponse(as, this.client, response);
  }

  /** Pushes a request. @returns what the browser is sent to, and the verifier of its PKCE challenge */
  async push(): Promise<{ url: URL; verifier: string }> {
    const { client, auth, options } = this;
    const verifier = oauth.generateRandomCodeVerifier();
    const parameters = new URLSearchParams({
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: CODE_CLIENT.scope,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const response = await oauth.pushedAuthorizationRequest(as, client, auth, parameters, options);
    const { request_uri } = await oauth.processPushedAuthorizationResponse(as, client, response);
    const query = new URLSearchParams({ client_id: client.client_id, request_uri });
    return { url: new URL(`${as.authorization_endpoint}?${query.toString()}`), verifier };
  }

  /** A pushed request, the person at the browser, and the code redeemed. */
  async authorize(): Promise<oauth.TokenEndpointResponse> {
    const { client, auth, options } = this;
    const { url, verifier } = await this.push();
    const answer = await new PersonAtBrowser(gatehouse, person).follow(url);
    const checked = oauth.validateAuthResponse(as, client, new URL(answer.url), oauth.expectNoState);
    const response = await oauth.authorizationCodeGrantRequest(as, client, auth, checked, CALLBACK, verifier, options);
    return oauth.processAuthorizationCodeResponse(as, client, response, { requireIdToken: true });
  }

  /** @throws when the answer is a challenge, with what it says */
  call(token: string, url: string | URL, { method = 'GET', headers, body }: RequestInit = {}): Promise<Response> {
    const text = body as string | undefined;
    return oauth.protectedResourceRequest(token, method, new URL(url), new Headers(headers), text, this.options);
  }

  /** Has the MCP server at the other side of the gate say who it sees, by the official client. */
  async whoami(token: string, url = endpoint): Promise<Record<string, unknown>> {
    const send = (to: string | URL, init: RequestInit = {}) => this.call(token, to, init);
    const client = new Client(
      { name: 'peer', version: '1.0.0' },
      { versionNegotiation: { mode: { pin: '2026-07-28' } } },
    );
    await client.connect(new StreamableHTTPClientTransport(new URL(url), { fetch: send }));
    const answer = await client.callTool({ name: 'whoami', arguments: {} });
    await client.close();
    return JSON.parse(textOf(answer)) as Record<string, unknown>;
  }
}

describe.each(WAYS)('oauth4webapi as a client by %s', (name, prepare) => {
  let way: Way;
  let agent: Agent;
  let peer: Peer;
  let impostor: Peer;
  let delegated: string;
  beforeAll(async () => {
    way = await prepare(tls);
    agent = await gatehouse.agent({
      client_name: `Peer by ${name}`,
      owner_id: orchestrator.owner.id,
      grant_types: GRANTS,
      introspection_signed_response_alg: 'ES256',
      ...CODE_CLIENT,
      ...way.registration,
    });
    peer = new Peer(agent.id, way.auth(agent.secret), way.fetch);
    impostor = new Peer(agent.id, way.impostor, way.impostorFetch);
    delegated = await gatehouse.accessToken(orchestrator.id, orchestrator.secret, { resource: endpoint });
  });

  it('finds in the metadata what it needs', () => {
    const method = way.registration['token_endpoint_auth_method'];
    for (const at of ['token', 'revocation', 'introspection'] as const) {
      expect(as[`${at}_endpoint_auth_methods_supported`]).toContain(method);
      const alg = way.registration['token_endpoint_auth_signing_alg'];
      if (alg !== undefined) expect(as[`${at}_endpoint_auth_signing_alg_values_supported`]).toContain(alg);
    }
    for (const grant of GRANTS) expect(as.grant_types_supported).toContain(grant);
    if (way.fetch === undefined) return;
    const aliases = Object.values(as.mtls_endpoint_aliases ?? {});
    expect(aliases.length).toBe(6);
    for (const url of aliases) expect(url?.startsWith(gatehouse.settings.MTLS_PUBLIC_URL ?? 'none')).toBe(true);
  });

  it('gets a token as itself', async () => {
    const { access_token: token, token_type } = await peer.credentials({ resource: endpoint });
    expect(token_type).toBe('bearer');
    expect(claimsOf(token)).toMatchObject({ client_id: agent.id, aud: endpoint, act: { sub: agent.id } });
  });

  it('exchanges a token, calls with it, introspects it and gives it up, and what it came from lives on', async () => {
    const { access_token: token } = await peer.exchange(delegated, { resource: endpoint, scope: 'mcp' });
    const call = new Request(endpoint, { headers: { authorization: `Bearer ${token}` } });
    const claims = await oauth.validateJwtAccessToken(as, call, endpoint, insecure);
    const act = { sub: agent.id, act: { sub: orchestrator.id } };
    expect(claims).toMatchObject({ sub: orchestrator.owner.id, client_id: agent.id, scope: 'mcp', act });
    expect(await peer.whoami(token)).toMatchObject({ sub: orchestrator.owner.id, act, aud: endpoint });
    expect(await peer.introspect(token)).toMatchObject({ active: true, sub: orchestrator.owner.id, act });
    await peer.revoke(token);
    expect(await peer.introspect(token)).toEqual({ active: false });
    const reached = server.received.length;
    await expect(peer.whoami(token)).rejects.toThrow(/WWW-Authenticate/i);
    expect(server.received.length).toBe(reached);
    const { access_token: another } = await peer.exchange(delegated);
    expect(claimsOf(another)).toMatchObject({ sub: orchestrator.owner.id, aud: endpoint });
  });

  it('cannot exchange what is none of ours, nor for more', async () => {
    await expect(peer.exchange('of nobody')).rejects.toEqual(refusal('invalid_request'));
    await expect(peer.exchange(delegated, { scope: 'admin' })).rejects.toEqual(refusal('invalid_scope'));
    await expect(peer.exchange(delegated, { resource: 'https://elsewhere.example' })).rejects.toEqual(
      refusal('invalid_target'),
    );
    const jag = { requested_token_type: 'urn:ietf:params:oauth:token-type:unheard-of' };
    await expect(peer.exchange(delegated, jag)).rejects.toEqual(refusal('invalid_request'));
  });

  it('pushes a request, redeems what the person allowed, and refreshes', async () => {
    const tokens = await peer.authorize();
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({ sub: person.id, iss: gatehouse.url });
    const { refresh_token: refresh = '' } = tokens;
    const refreshed = await peer.refresh(refresh);
    expect(claimsOf(refreshed.access_token)).toMatchObject({ sub: person.id, act: { sub: agent.id } });
    await expect(impostor.refresh(refresh)).rejects.toThrow();
    await peer.revoke(refresh);
    await expect(peer.refresh(refresh)).rejects.toEqual(refusal('invalid_grant'));
  });

  it('an impostor is nobody, wherever clients come', async () => {
    const nobody =
      name === 'client_secret_basic'
        ? expect.objectContaining({ name: 'WWWAuthenticateChallengeError', status: 401 })
        : refusal('invalid_client');
    const { access_token: token } = await peer.credentials();
    await expect(impostor.credentials()).rejects.toEqual(nobody);
    await expect(impostor.exchange(delegated)).rejects.toEqual(nobody);
    await expect(impostor.push()).rejects.toEqual(nobody);
    await expect(impostor.introspect(token)).rejects.toEqual(nobody);
    await expect(impostor.revoke(token)).rejects.toEqual(nobody);
    const nameOnly = new Peer(agent.id, oauth.None(), way.fetch && tls.with());
    await expect(nameOnly.credentials()).rejects.toEqual(refusal('invalid_client'));
    expect(await peer.introspect(token)).toMatchObject({ active: true });
  });
});

describe('oauth4webapi as a client by none', () => {
  let peer: Peer;
  let bare: Peer;
  beforeAll(async () => {
    const registration = { token_endpoint_auth_method: 'none', ...CODE_CLIENT };
    const { id } = await gatehouse.agent({
      ...registration,
      kind: 'application',
      grant_types: ['authorization_code', 'refresh_token'],
    });
    peer = new Peer(id, oauth.None());
    bare = new Peer(orchestrator.id, oauth.None());
  });

  it('pushes a request, redeems, refreshes with rotation, and gives it up', async () => {
    const { refresh_token: first = '' } = await peer.authorize();
    const { refresh_token: second = '', access_token } = await peer.refresh(first);
    expect(second).not.toBe('');
    expect(second).not.toBe(first);
    expect(claimsOf(access_token)).toMatchObject({ sub: person.id, client_id: peer.client.client_id });
    await peer.revoke(second);
    await expect(peer.refresh(second)).rejects.toEqual(refusal('invalid_grant'));
  });

  it('can neither act as itself, nor for others, nor ask what a token is worth', async () => {
    const { access_token: token } = await peer.authorize();
    await expect(peer.credentials()).rejects.toEqual(refusal('unauthorized_client'));
    await expect(peer.exchange(token)).rejects.toEqual(refusal('unauthorized_client'));
    await expect(peer.introspect(token)).rejects.toEqual(refusal('invalid_client'));
    await expect(bare.credentials()).rejects.toEqual(refusal('invalid_client'));
  });
});

describe('oauth4webapi with a token that is bound to a certificate (RFC 8705 §3)', () => {
  let own: TestCertificate;
  let agent: Agent;
  let resource: string;
  let secure: RunningUpstream;
  let token: string;
  beforeAll(async () => {
    own = await tls.settings.authority.issue({ names: [{ type: 'url', value: 'spiffe://example.org/agent' }] });
    agent = await gatehouse.agent({
      token_endpoint_auth_method: 'tls_client_auth',
      tls_client_auth_san_uri: 'spiffe://example.org/agent',
      tls_client_certificate_bound_access_tokens: true,
      grant_types: ['client_credentials', EXCHANGE],
      introspection_signed_response_alg: 'ES256',
    });
    resource = `${gatehouse.settings.MTLS_PUBLIC_URL}/api/v1/mcp/bound`;
    const trusting = { issuer: gatehouse.url, jwksUrl: `${gatehouse.url}/oauth/jwks` };
    // The server is one, by whatever name the gate is dialled.
    secure = await startModernMcpServer({ ...trusting, audience: `${gatehouse.url}/api/v1/mcp/bound` });
    const upstream = { name: 'bound', kind: 'mcp', url: secure.url, required_token_binding: 'mtls' };
    await gatehouse.create('/upstreams', upstream);
    ({ access_token: token } = await on(own).credentials({ resource }));
  });
  afterAll(() => secure.close());

  /** The client on connections with this certificate, or with none. */
  const on = (certificate?: TestCertificate) => new Peer(agent.id, oauth.TlsClientAuth(), tls.with(certificate));

  it('finds that the server wants it, calls with its certificate, and is told to what the token is bound', async () => {
    const options = { [oauth.customFetch]: tls.with() };
    const found = await oauth.resourceDiscoveryRequest(new URL(resource), options);
    const metadata = await oauth.processResourceDiscoveryResponse(new URL(resource), found);
    expect(metadata).toMatchObject({ tls_client_certificate_bound_access_tokens: true });
    const seen = await on(own).whoami(token, resource);
    expect(seen).toMatchObject({ sub: agent.owner.id, act: { sub: agent.id } });
    expect(seen).not.toHaveProperty('cnf');
    const cnf = { 'x5t#S256': own.presented.thumbprint };
    expect(await on(own).introspect(token)).toMatchObject({ active: true, cnf });
  });

  it('is refused with another certificate of the same authority, and with none', async () => {
    const twin = await tls.settings.authority.issue({ names: [{ type: 'url', value: 'spiffe://example.org/agent' }] });
    const before = secure.received.length;
    for (const certificate of [twin, undefined]) {
      await expect(on(certificate).call(token, resource, { method: 'POST' })).rejects.toMatchObject({
        name: 'WWWAuthenticateChallengeError',
        cause: [{ scheme: 'bearer', parameters: { error: 'invalid_token' } }],
      });
    }
    expect(secure.received.length).toBe(before);
  });

  it('exchanges it with its certificate alone, and what comes of it is bound as well', async () => {
    const { access_token: child } = await on(own).exchange(token, { resource });
    expect(claimsOf(child).cnf).toEqual({ 'x5t#S256': own.presented.thumbprint });
    // The twin is the same client: it authenticates, and holds another key.
    const twin = await tls.settings.authority.issue({ names: [{ type: 'url', value: 'spiffe://example.org/agent' }] });
    expect(claimsOf((await on(twin).credentials({ resource })).access_token).client_id).toBe(agent.id);
    await expect(on(twin).exchange(token, { resource })).rejects.toEqual(refusal('invalid_request'));
  });
});
