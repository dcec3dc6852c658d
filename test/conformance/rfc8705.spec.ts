/*
 * RFC 8705 §3 and §4: tokens that are bound to a client certificate. Rows of client authentication (8705-02), of the
 * terminator's header (8705-04), of the aliases (8705-05) and of the time (8705-07): rfc8705-clients.spec.ts.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CertifiedSettings, selfSigned, type TestCertificate, tlsRequest } from '../support/certificates.js';
import { DpopKey } from '../support/dpop.js';
import { type Answer, basicHeader, type TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createRelyingParty, REDIRECT, type RelyingParty } from '../support/people.js';
import { expectOAuthError, Scene } from './scene.js';

const FORM = 'application/x-www-form-urlencoded';

let certified: CertifiedSettings;
let scene: Scene;
let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let own: TestCertificate;
let foreign: TestCertificate;
beforeAll(async () => {
  certified = await CertifiedSettings.make();
  scene = await Scene.open({
    ...certified.environment,
    CLIENT_CERT_HEADER: 'Client-Cert',
    TRUSTED_PROXIES: '192.0.2.1',
  });
  gatehouse = scene.gatehouse;
  for (const name of ['tools', 'certified']) {
    await gatehouse.create('/upstreams', {
      name,
      kind: 'mcp',
      url: 'http://127.0.0.1:9/mcp',
      required_token_binding: name === 'tools' ? 'none' : 'mtls',
    });
  }
  agent = await gatehouse.agent(
    { scope: 'mcp admin', tls_client_certificate_bound_access_tokens: true },
    { roles: ['admin'] },
  );
  [own, foreign] = [await selfSigned(), await certified.authority.issue()];
});
afterAll(async () => {
  await scene.close();
  certified.remove();
});

const base = () => gatehouse.settings.MTLS_PUBLIC_URL ?? '';
const thumbprint = (certificate: TestCertificate) => createHash('sha256').update(certificate.der).digest('base64url');

type Sent = { method?: string; headers?: Record<string, string>; body?: string };
/** At the listener for certificates, with one or without. */
const over = (certificate: TestCertificate | null, path: string, sent: Sent): Promise<Answer> =>
  tlsRequest(base() + path, {
    ...sent,
    ca: certified.serverAuthority,
    ...(certificate === null ? {} : { certificate }),
  });

const tokenForm = (form: Record<string, string>, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { 'content-type': FORM, ...headers },
  body: new URLSearchParams(form).toString(),
});
const asAgent = (form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  tokenForm(
    { grant_type: 'client_credentials', ...form },
    { authorization: basicHeader(agent.id, agent.secret), ...headers },
  );

describe('8705-01 the token', () => {
  it('8705-01 names the SHA-256 of the certificate, and stays of type Bearer (§3.1)', async () => {
    const { status, body } = await over(own, '/oauth/token', asAgent());
    expect([status, body.token_type]).toEqual([200, 'Bearer']);
    expect(claimsOf(body.access_token).cnf).toEqual({ 'x5t#S256': thumbprint(own) });
  });

  it('8705-01 is not issued without a certificate to a client that is registered for it', async () => {
    expectOAuthError(await over(null, '/oauth/token', asAgent()), 400, 'invalid_request');
    expectOAuthError(await gatehouse.request('POST', '/oauth/token', asAgent()), 400, 'invalid_request');
  });

  it('8705-01 of a client that is not registered for it is not bound by a certificate that happens to be there', async () => {
    const loose = await gatehouse.agent();
    const headers = { authorization: basicHeader(loose.id, loose.secret) };
    const { body } = await over(own, '/oauth/token', tokenForm({ grant_type: 'client_credentials' }, headers));
    expect(claimsOf(body.access_token).cnf).toBeUndefined();
  });

  it('8705-01 introspection tells of it (§3.2), and discovery that it is offered (§3.3)', async () => {
    const { access_token: token } = (await over(own, '/oauth/token', asAgent())).body;
    const headers = { authorization: basicHeader(agent.id, agent.secret) };
    const told = await over(null, '/oauth/introspect', tokenForm({ token }, headers));
    expect(told.body).toMatchObject({ active: true, token_type: 'Bearer', cnf: { 'x5t#S256': thumbprint(own) } });
    for (const path of ['oauth-authorization-server', 'oauth-protected-resource/api/v1/mcp/tools']) {
      const { body } = await gatehouse.request('GET', `/.well-known/${path}`);
      expect(body.tls_client_certificate_bound_access_tokens).toBe(true);
    }
  });
});

describe.each([
  ['the gate', '/api/v1/mcp/tools', 502],
  ['a server that asks for certificates', '/api/v1/mcp/certified', 502],
  ['the admin API', '/api/v1/admin/users', 200],
])('8705-03 at %s', (_name, path, good) => {
  let token: string;
  beforeAll(async () => {
    const form = { scope: path.includes('admin') ? 'admin' : 'mcp' };
    const resource = { resource: gatehouse.url + path };
    token = (await over(own, '/oauth/token', asAgent(path.includes('admin') ? form : { ...form, ...resource }))).body
      .access_token;
  });

  it('8705-03 a bound token is good on a connection with its certificate', async () => {
    expect((await over(own, path, { headers: { authorization: `Bearer ${token}` } })).status).toBe(good);
  });

  it.each<[string, () => Promise<Answer>]>([
    ['another certificate', () => over(foreign, path, { headers: { authorization: `Bearer ${token}` } })],
    ['no certificate', () => over(null, path, { headers: { authorization: `Bearer ${token}` } })],
    ['the plain listener', () => gatehouse.request('GET', path, { headers: { authorization: `Bearer ${token}` } })],
    [
      'a header of a terminator that nobody trusts',
      () =>
        gatehouse.request('GET', path, {
          headers: { authorization: `Bearer ${token}`, 'client-cert': own.byteSequence },
        }),
    ],
  ])('8705-03 with %s it is 401 invalid_token', async (_what, send) => {
    const answer = await send();
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm=".*error="invalid_token"/);
  });
});

describe('8705-06 refresh tokens of public clients (§4)', () => {
  let app: RelyingParty;
  beforeAll(async () => {
    app = await createRelyingParty(gatehouse, {
      token_endpoint_auth_method: 'none',
      client_name: 'Certified app',
      tls_client_certificate_bound_access_tokens: true,
    });
  });

  it('8705-06 are bound to the certificate as well, and spent by nobody else', async () => {
    const flow = scene.flow(app);
    const code = await flow.code(scene.person);
    const redeeming = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT,
      code_verifier: flow.verifier,
      client_id: app.id,
    };
    const first = (await over(own, '/oauth/token', tokenForm(redeeming))).body;
    expect(claimsOf(first.access_token).cnf).toEqual({ 'x5t#S256': thumbprint(own) });
    const form = tokenForm({ grant_type: 'refresh_token', refresh_token: first.refresh_token, client_id: app.id });
    expectOAuthError(await over(foreign, '/oauth/token', form), 400, 'invalid_grant');
    expectOAuthError(await over(null, '/oauth/token', form), 400, 'invalid_request');
    const again = await over(own, '/oauth/token', form);
    expect([again.status, again.body.refresh_token]).toEqual([200, undefined]);
    expect(claimsOf(again.body.access_token).cnf).toEqual({ 'x5t#S256': thumbprint(own) });
  });
});

it('a token that is bound to a key and to a certificate needs both', async () => {
  const key = await DpopKey.make();
  const form = { resource: `${gatehouse.url}/api/v1/mcp/tools` };
  const dpop = await key.proof('POST', `${base()}/oauth/token`);
  const { access_token: token, token_type } = (await over(own, '/oauth/token', asAgent(form, { dpop }))).body;
  expect([token_type, claimsOf(token).cnf]).toEqual(['DPoP', { jkt: key.jkt, 'x5t#S256': thumbprint(own) }]);
  const url = `${base()}/api/v1/mcp/tools`;
  const call = async (certificate: TestCertificate | null) => {
    const proof = await key.proof('GET', url, { token });
    return over(certificate, '/api/v1/mcp/tools', { headers: { authorization: `DPoP ${token}`, dpop: proof } });
  };
  expect((await call(own)).status).toBe(502);
  for (const certificate of [foreign, null]) expect((await call(certificate)).status).toBe(401);
  const bearer = await over(own, '/api/v1/mcp/tools', { headers: { authorization: `Bearer ${token}` } });
  expect(bearer.status).toBe(401);
});
