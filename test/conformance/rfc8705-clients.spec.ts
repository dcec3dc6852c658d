/*
 * RFC 8705 §2 and §5: clients that authenticate by a certificate, over real TLS and from a terminator's header. What the
 * names and the authorities are compared by is tried one by one beside the rules (src/kernel/certificate-*.spec.ts).
 * Not here, and why:
 *   8705-02, self-signed certificates at a jwks_uri: not offered, the certificate is registered inline.
 *   8705-07, revocation by CRL or OCSP: not looked at. An operator takes the authority out of MTLS_CA_FILE, the name or
 *   the certificate out of the client, or deactivates the client; each counts from the next request on.
 */
import type { JsonGeneralNames } from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientClaims, JWT_BEARER, Signer } from '../support/assertions.js';
import {
  CertifiedSettings,
  type CertificateWish,
  selfSigned,
  testAuthority,
  type TestCertificate,
  tlsRequest,
} from '../support/certificates.js';
import { type Answer, basicHeader, freePort, TestGatehouse } from '../support/gatehouse.js';
import { expectOAuthError } from './scene.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const HOUR = 3_600_000;
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

let certified: CertifiedSettings;
let gatehouse: TestGatehouse;
beforeAll(async () => {
  certified = await CertifiedSettings.make();
  gatehouse = await TestGatehouse.start({
    ...certified.environment,
    CLIENT_CERT_HEADER: 'Client-Cert',
    TRUSTED_PROXIES: '192.0.2.1',
  });
});
afterAll(async () => {
  await gatehouse.stop();
  certified.remove();
});

interface Sent {
  readonly path?: string;
  readonly form?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

const bodyOf = (clientId: string, form: Record<string, string> = {}) =>
  new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, ...form }).toString();

/** A token request of a client on the listener for certificates, with one or without. */
function over(certificate: TestCertificate | null, clientId: string, sent: Sent = {}): Promise<Answer> {
  return tlsRequest(`${gatehouse.settings.MTLS_PUBLIC_URL}${sent.path ?? '/oauth/token'}`, {
    method: 'POST',
    headers: { ...FORM, ...sent.headers },
    body: bodyOf(clientId, sent.form),
    ca: certified.serverAuthority,
    ...(certificate === null ? {} : { certificate }),
  });
}

/** The same where no certificate can be shown. */
function plain(clientId: string, headers: Record<string, string> = {}, on = gatehouse): Promise<Answer> {
  return on.request('POST', '/oauth/token', { headers: { ...FORM, ...headers }, body: bodyOf(clientId) });
}

/** A client that is known by a name in its certificate. */
async function named(name: Record<string, string>, on = gatehouse): Promise<string> {
  return (await on.agent({ token_endpoint_auth_method: 'tls_client_auth', ...name })).id;
}

/** A client that is known by its certificates themselves. */
async function pinned(...certificates: TestCertificate[]): Promise<string> {
  const keys = await Promise.all(certificates.map((one) => one.jwk()));
  const own = { token_endpoint_auth_method: 'self_signed_tls_client_auth', jwks: { keys } };
  return (await gatehouse.agent(own)).id;
}

const DN = { tls_client_auth_subject_dn: 'CN=agent,OU=Robots,O=Example' };
const SUBJECT = 'O=Example, OU=Robots, CN=agent';

describe('8705-02 tls_client_auth: one registered name, and an authority of ours (§2.1)', () => {
  it.each<[string, Record<string, string>, CertificateWish]>([
    ['subject', DN, { subject: SUBJECT }],
    [
      'subject, written otherwise',
      { tls_client_auth_subject_dn: 'cn=agent, OU = Robots,2.5.4.10=Example' },
      { subject: SUBJECT },
    ],
    ['DNS name', { tls_client_auth_san_dns: 'agent.example' }, sans({ type: 'dns', value: 'Agent.Example' })],
    ['URI', { tls_client_auth_san_uri: 'spiffe://a.example/x' }, sans({ type: 'url', value: 'spiffe://a.example/x' })],
    ['address', { tls_client_auth_san_ip: '2001:db8::1' }, sans({ type: 'ip', value: '2001:db8:0:0::1' })],
    ['e-mail', { tls_client_auth_san_email: 'a@b.example' }, sans({ type: 'email', value: 'a@B.example' })],
  ])('8705-02 a client known by its %s is the one who shows it', async (_kind, name, wish) => {
    const answer = await over(await certified.authority.issue(wish), await named(name));
    expect([answer.status, answer.body.token_type]).toEqual([200, 'Bearer']);
  });

  it.each<[string, Record<string, string>, CertificateWish]>([
    ['another subject', DN, { subject: 'O=Example, OU=Robots, CN=agent2' }],
    ['the subject’s parts in the other order', DN, { subject: 'CN=agent, OU=Robots, O=Example' }],
    ['another case', DN, { subject: 'O=example, OU=Robots, CN=agent' }],
    ['a part less', DN, { subject: 'O=Example, CN=agent' }],
    ['a part more', DN, { subject: 'C=DE, O=Example, OU=Robots, CN=agent' }],
    ['a part twice', DN, { subject: 'O=Example, OU=Robots, CN=agent, CN=agent' }],
    ['the whole name in one part', DN, { subject: [{ CN: ['agent,OU=Robots,O=Example'] }] }],
    ['a wildcard', { tls_client_auth_san_dns: 'agent.example' }, sans({ type: 'dns', value: '*.example' })],
    ['the DNS name as a subject', { tls_client_auth_san_dns: 'agent.example' }, { subject: 'CN=agent.example' }],
    ['the DNS name as a URI', { tls_client_auth_san_dns: 'a.example' }, sans({ type: 'url', value: 'a.example' })],
    [
      'a URI below',
      { tls_client_auth_san_uri: 'spiffe://a.example/x' },
      sans({ type: 'url', value: 'spiffe://a.example/x/y' }),
    ],
    [
      'two SPIFFE ids',
      { tls_client_auth_san_uri: 'spiffe://a.example/x' },
      sans({ type: 'url', value: 'spiffe://a.example/x' }, { type: 'url', value: 'spiffe://a.example/y' }),
    ],
    ['the address mapped', { tls_client_auth_san_ip: '192.0.2.7' }, sans({ type: 'ip', value: '::ffff:192.0.2.7' })],
    ['another mailbox', { tls_client_auth_san_email: 'a@b.example' }, sans({ type: 'email', value: 'A@b.example' })],
  ])('8705-02 %s is not it', async (_what, name, wish) => {
    expectOAuthError(await over(await certified.authority.issue(wish), await named(name)), 401, 'invalid_client');
  });

  const right = { subject: SUBJECT };
  it.each<[string, () => Promise<TestCertificate | null>]>([
    ['no certificate', () => Promise.resolve(null)],
    ['one that nobody issued', () => selfSigned(right)],
    ['one of another authority', async () => (await testAuthority({ subject: 'CN=Other' })).issue(right)],
    ['one of another authority of that name', async () => (await testAuthority()).issue(right)],
    ['one that is over', () => certified.authority.issue({ ...right, notAfter: new Date(Date.now() - 1000) })],
    ['one that has not begun', () => certified.authority.issue({ ...right, notBefore: new Date(Date.now() + HOUR) })],
    ['one for servers', () => certified.authority.issue({ ...right, purposes: [SERVER_AUTH] })],
    ['one of an authority', () => certified.authority.issue({ ...right, ca: true })],
    ['one that a client issued', async () => (await certified.authority.issue(right)).issue(right)],
    [
      'one with a key of 1,024 bits',
      async () =>
        certified.authority.issue({
          ...right,
          algorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 1024 },
        }),
    ],
  ])('8705-02 the right name in %s is worth nothing', async (_what, certificate) => {
    const id = await named(DN);
    expectOAuthError(await over(await certificate(), id), 401, 'invalid_client');
    expect((await over(await certified.authority.issue(right), id)).status).toBe(200);
  });

  it('8705-02 the name decides for the client that says its id, and for no other', async () => {
    const [id, other] = [await named(DN), await named({ tls_client_auth_subject_dn: 'CN=other' })];
    const certificate = await certified.authority.issue(right);
    expect((await over(certificate, id)).status).toBe(200);
    expectOAuthError(await over(certificate, other), 401, 'invalid_client');
    expectOAuthError(await over(certificate, 'nobody'), 401, 'invalid_client');
  });

  it('8705-02 exactly one name is registered', async () => {
    const { body } = await gatehouse.adminCall('GET', `/clients/${await named(DN)}`);
    const both = { ...DN, tls_client_auth_san_dns: 'agent.example' };
    for (const names of [{ tls_client_auth_subject_dn: null }, both]) {
      expect((await gatehouse.adminCall('PATCH', `/clients/${body.client_id}`, names)).status).toBe(400);
    }
  });
});

function sans(...names: JsonGeneralNames): CertificateWish {
  return { names };
}

describe('8705-02 self_signed_tls_client_auth: the registered certificate and no other (§2.2)', () => {
  it('8705-02 whoever shows it is the client, whoever signed it', async () => {
    const [own, issued] = [await selfSigned(), await certified.authority.issue()];
    const id = await pinned(own, issued);
    for (const certificate of [own, issued]) expect((await over(certificate, id)).status).toBe(200);
  });

  it.each<[string, (own: TestCertificate) => Promise<TestCertificate | null>]>([
    ['none', () => Promise.resolve(null)],
    ['another one of the same name', () => selfSigned()],
    ['one of an authority of ours', () => certified.authority.issue()],
    ['one that it signed', (own) => own.issue()],
  ])('8705-02 with %s it is nobody', async (_what, other) => {
    const own = await selfSigned();
    const id = await pinned(own);
    expectOAuthError(await over(await other(own), id), 401, 'invalid_client');
    expect((await over(own, id)).status).toBe(200);
  });

  it('8705-02 a certificate is the client’s that registered it, and one that was taken away is nobody’s', async () => {
    const [old, fresh] = [await selfSigned(), await selfSigned()];
    const [id, other] = [await pinned(old), await pinned(fresh)];
    expectOAuthError(await over(old, other), 401, 'invalid_client');
    expect((await over(old, id)).status).toBe(200);
    const changed = await gatehouse.adminCall('PATCH', `/clients/${id}`, { jwks: { keys: [await fresh.jwk()] } });
    expect(changed.status).toBe(200);
    expectOAuthError(await over(old, id), 401, 'invalid_client');
    expect((await over(fresh, id)).status).toBe(200);
  });
});

describe('8705-02 a certificate is one way, and the registered one (RFC 6749 §2.3)', () => {
  it('8705-02 no other client becomes known by it', async () => {
    const certificate = await certified.authority.issue({ subject: SUBJECT });
    const signer = await Signer.create();
    const keyed = { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [signer.publicJwk] } };
    for (const fields of [{}, { token_endpoint_auth_method: 'client_secret_post' }, keyed]) {
      expectOAuthError(await over(certificate, (await gatehouse.agent(fields)).id), 401, 'invalid_client');
    }
  });

  it('8705-02 its client cannot bring a secret or an assertion instead, nor beside it', async () => {
    const certificate = await certified.authority.issue({ subject: SUBJECT });
    const id = await named(DN);
    const assertion = await (await Signer.create()).sign(clientClaims(id, gatehouse.url));
    const ways: Sent[] = [
      { form: { client_secret: 'x' } },
      { headers: { authorization: basicHeader(id, 'x') } },
      { form: { client_assertion_type: JWT_BEARER, client_assertion: assertion } },
    ];
    for (const way of ways) {
      for (const shown of [certificate, null]) expectOAuthError(await over(shown, id, way), 401, 'invalid_client');
    }
    expect((await over(certificate, id)).status).toBe(200);
  });

  it.each(['/oauth/introspect', '/oauth/revoke', '/oauth/par'])('8705-02 %s asks for it as well', async (path) => {
    const id = await named(DN);
    const form = { token: 'x' };
    const refused = await over(await certified.authority.issue({ subject: 'CN=other' }), id, { path, form });
    expectOAuthError(refused, 401, 'invalid_client');
    const known = await over(await certified.authority.issue({ subject: SUBJECT }), id, { path, form });
    expect(known.body?.error).not.toBe('invalid_client');
  });

  it.each(['inactive client', 'inactive owner'])('8705-02 an %s gets nothing', async (kind) => {
    const { id, owner } = await gatehouse.agent({ token_endpoint_auth_method: 'tls_client_auth', ...DN });
    const path = kind === 'inactive client' ? `/clients/${id}` : `/users/${owner.id}`;
    await gatehouse.adminCall('PATCH', path, { status: 'inactive' });
    expectOAuthError(await over(await certified.authority.issue({ subject: SUBJECT }), id), 401, 'invalid_client');
  });
});

describe('8705-04 a certificate in a header is believed from the terminator alone (§6.3)', () => {
  let proxied: TestGatehouse;
  let id: string;
  let certificate: TestCertificate;
  beforeAll(async () => {
    const environment = { ...certified.environment, MTLS_PORT: String(await freePort()) };
    const terminator = { CLIENT_CERT_HEADER: 'Client-Cert', TRUSTED_PROXIES: '127.0.0.1,::1' };
    proxied = await TestGatehouse.start({ ...environment, ...terminator });
    id = await named(DN, proxied);
    certificate = await certified.authority.issue({ subject: SUBJECT });
  });
  afterAll(() => proxied.stop());

  it('8705-04 from the terminator it is the client, as RFC 9440 and as nginx write it', async () => {
    for (const text of [certificate.byteSequence, certificate.escapedPem]) {
      expect((await plain(id, { 'client-cert': text }, proxied)).status).toBe(200);
    }
    const other = await certified.authority.issue({ subject: 'CN=other' });
    expectOAuthError(await plain(id, { 'client-cert': other.byteSequence }, proxied), 401, 'invalid_client');
    expectOAuthError(await plain(id, {}, proxied), 401, 'invalid_client');
  });

  it('8705-04 from anybody else it is nothing, on either listener', async () => {
    const own = await named(DN);
    for (const text of [certificate.byteSequence, certificate.escapedPem]) {
      const headers = { 'client-cert': text, 'x-forwarded-for': '192.0.2.1' };
      expectOAuthError(await plain(own, headers), 401, 'invalid_client');
      expectOAuthError(await over(null, own, { headers }), 401, 'invalid_client');
      const shown = await certified.authority.issue({ subject: 'CN=other' });
      expectOAuthError(await over(shown, own, { headers }), 401, 'invalid_client');
    }
    expect((await over(certificate, own)).status).toBe(200);
  });

  it.each(['client_cert', 'x-client-cert', 'x-forwarded-client-cert', 'ssl-client-cert', 'client-cert-chain'])(
    '8705-04 %s is not the header',
    async (name) => {
      expectOAuthError(await plain(id, { [name]: certificate.byteSequence }, proxied), 401, 'invalid_client');
    },
  );

  it.each([
    ['that is no certificate', () => ':AAAA:'],
    ['that is empty', () => ''],
    ['of two certificates', () => `${certificate.byteSequence}, ${certificate.byteSequence}`],
    ['with its key missing its end', () => certificate.byteSequence.slice(0, -40)],
  ])('8705-04 a header %s is refused, and is not the absence of one', async (_what, text) => {
    expectOAuthError(await plain(id, { 'client-cert': text() }, proxied), 400, 'invalid_request');
  });
});

describe('8705-05 the endpoints where certificates are shown are told by aliases (§5)', () => {
  it('8705-05 the issuer stays, and each alias is the endpoint', async () => {
    const { body } = await gatehouse.request('GET', '/.well-known/oauth-authorization-server');
    expect(body.issuer).toBe(gatehouse.url);
    const [id, certificate] = [await named(DN), await certified.authority.issue({ subject: SUBJECT })];
    for (const [name, url] of Object.entries(body.mtls_endpoint_aliases as Record<string, string>)) {
      expect(body[name] ?? `${gatehouse.url}/oauth/userinfo`).toBe(gatehouse.url + new URL(url).pathname);
      if (name === 'userinfo_endpoint') continue;
      const answer = await over(certificate, id, { path: new URL(url).pathname, form: { token: 'x' } });
      expect([name, answer.body?.error]).not.toEqual([name, 'invalid_client']);
      expect(answer.status).toBeLessThan(401);
    }
  });

  it('8705-05 where there is no such listener there are none, and no certificate can be shown', async () => {
    const bare = await TestGatehouse.start();
    try {
      const { body } = await bare.request('GET', '/.well-known/oauth-authorization-server');
      expect(body).not.toHaveProperty('mtls_endpoint_aliases');
      const certificate = await certified.authority.issue({ subject: SUBJECT });
      const headers = { 'client-cert': certificate.byteSequence };
      expectOAuthError(await plain(await named(DN, bare), headers, bare), 401, 'invalid_client');
    } finally {
      await bare.stop();
    }
  });
});

describe('8705-07 the time of a certificate is looked at each time', () => {
  it('8705-07 one that was good a moment ago is nobody’s after its end, whichever way it is known', async () => {
    const soon = { notAfter: new Date(gatehouse.clock.now() + HOUR) };
    const [issued, own] = [await certified.authority.issue({ subject: SUBJECT, ...soon }), await selfSigned(soon)];
    const [byName, byItself] = [await named(DN), await pinned(own)];
    expect((await over(issued, byName)).status).toBe(200);
    expect((await over(own, byItself)).status).toBe(200);
    gatehouse.clock.advance(HOUR + 1000);
    expectOAuthError(await over(issued, byName), 401, 'invalid_client');
    expectOAuthError(await over(own, byItself), 401, 'invalid_client');
    expect((await over(await certified.authority.issue({ subject: SUBJECT }), byName)).status).toBe(200);
  });
});
