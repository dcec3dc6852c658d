import { Controller, Get, type INestApplication, Module, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Request } from 'express';
import { request as httpRequest, type Server } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Anyone } from '../../src/http/access.js';
import { listenForCertificates } from '../../src/http/certificate-listener.js';
import { ClientCertificates } from '../../src/http/client-certificates.js';
import { Draining } from '../../src/http/draining.js';
import { FastExpressAdapter } from '../../src/http/fast-express.adapter.js';
import { PublicBases } from '../../src/http/public-bases.js';
import { readSettings, Settings } from '../../src/settings/settings.js';
import {
  CertifiedSettings,
  selfSigned,
  type TestCertificate,
  type TlsQuestion,
  tlsRequest,
} from '../support/certificates.js';
import { type Answer, basicHeader, freePort, TestGatehouse } from '../support/gatehouse.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const HEADER = { CLIENT_CERT_HEADER: 'Client-Cert' };
const BEHIND_PROXY = { ...HEADER, TRUSTED_PROXIES: '127.0.0.1' };
const BEHIND_ANOTHER = { ...HEADER, TRUSTED_PROXIES: '192.0.2.1' };

let certified: CertifiedSettings;
let issued: TestCertificate;
let own: TestCertificate;
beforeAll(async () => {
  certified = await CertifiedSettings.make();
  [issued, own] = [await certified.authority.issue(), await selfSigned()];
});
afterAll(() => certified.remove());

/** A request with header lines as they are given, repeated ones too. */
function lines(url: string, headers: Record<string, string | string[]>, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const answered = new Headers(response.headers as Record<string, string>);
        const json = /json/.test(response.headers['content-type'] ?? '');
        const parsed: unknown = json ? JSON.parse(text) : undefined;
        resolve({ status: response.statusCode ?? 0, headers: answered, text, body: parsed });
      });
    });
    sent.once('error', reject).end(body);
  });
}

describe('whose certificate it is', () => {
  @Controller()
  @Anyone()
  class Mirror {
    constructor(private readonly certificates: ClientCertificates) {}

    @Get('certificate')
    show(@Req() request: Request): object {
      try {
        const found = this.certificates.of(request);
        const trusted = found === null ? null : this.certificates.isTrusted(found, Date.now());
        return { thumbprint: found?.thumbprint ?? null, trusted };
      } catch (error) {
        return { error: (error as Error).message };
      }
    }
  }

  const apps: INestApplication[] = [];
  const servers: Server[] = [];
  afterAll(async () => {
    for (const server of servers) server.closeAllConnections();
    for (const server of servers) await new Promise((resolve) => server.close(resolve));
    for (const app of apps) await app.close();
  });

  /** The edge alone, with a route that shows what it found. @returns its URLs, the plain one first */
  async function mirror(environment: Record<string, string>): Promise<{ plain: string; tls: string }> {
    const port = await freePort();
    const tlsPort = await freePort();
    const settings = readSettings({
      PORT: String(port),
      ...certified.environment,
      MTLS_PORT: String(tlsPort),
      ...environment,
    });
    @Module({
      controllers: [Mirror],
      providers: [{ provide: Settings, useValue: settings }, PublicBases, ClientCertificates, Draining],
    })
    class Edge {}
    const app = await NestFactory.create(Edge, new FastExpressAdapter(), { logger: false });
    await app.listen(port, '127.0.0.1');
    apps.push(app);
    servers.push((await listenForCertificates(app, settings))!);
    return { plain: `http://127.0.0.1:${port}/certificate`, tls: `https://localhost:${tlsPort}/certificate` };
  }

  let proxied: { plain: string; tls: string };
  let direct: { plain: string; tls: string };
  beforeAll(async () => {
    [proxied, direct] = [await mirror(BEHIND_PROXY), await mirror(BEHIND_ANOTHER)];
  });

  const shown = async (url: string, question: Partial<TlsQuestion> = {}): Promise<unknown> =>
    (await tlsRequest(url, { ca: certified.serverAuthority, ...question })).body;
  const told = async (url: string, header: string | string[], name = 'client-cert'): Promise<unknown> =>
    (await lines(url, { [name]: header })).body;
  const nobody = { thumbprint: null, trusted: null };

  it('on our listener it is the one that the handshake showed, whoever issued it', async () => {
    for (const { tls } of [proxied, direct]) {
      expect(await shown(tls, { certificate: issued })).toEqual({
        thumbprint: issued.presented.thumbprint,
        trusted: true,
      });
      expect(await shown(tls, { certificate: own })).toEqual({ thumbprint: own.presented.thumbprint, trusted: false });
      expect(await shown(tls)).toEqual(nobody);
    }
  });

  it('one that is over is shown too, and is not trusted', async () => {
    const over = await certified.authority.issue({ notAfter: new Date(Date.now() - 1000) });
    expect(await shown(direct.tls, { certificate: over })).toEqual({
      thumbprint: over.presented.thumbprint,
      trusted: false,
    });
  });

  it('without its key nobody can show it', async () => {
    const stolen = { cert: issued.cert, key: own.key };
    await expect(shown(direct.tls, { certificate: stolen })).rejects.toThrow();
  });

  it('from a trusted proxy it is the one in the header, in both forms', async () => {
    for (const text of [issued.byteSequence, issued.escapedPem]) {
      expect(await told(proxied.plain, text)).toEqual({ thumbprint: issued.presented.thumbprint, trusted: true });
    }
    expect(await told(proxied.plain, own.escapedPem)).toEqual({
      thumbprint: own.presented.thumbprint,
      trusted: false,
    });
    expect((await lines(proxied.plain, {})).body).toEqual(nobody);
  });

  it('what a trusted proxy tells and cannot be read is not nothing', async () => {
    for (const text of ['', '-', 'x', `${issued.byteSequence}, ${own.byteSequence}`]) {
      expect(await told(proxied.plain, text)).toEqual({ error: 'it could not be read' });
    }
    for (const twice of [
      [issued.byteSequence, issued.byteSequence],
      ['', issued.byteSequence],
      [issued.byteSequence, ''],
    ]) {
      expect(await told(proxied.plain, twice)).toEqual({ error: 'it came twice' });
    }
  });

  it('anybody else’s header is as if it were not there', async () => {
    for (const text of [issued.byteSequence, issued.escapedPem, 'x', [issued.byteSequence, 'x']]) {
      expect(await told(direct.plain, text)).toEqual(nobody);
    }
    const headers = { 'client-cert': issued.byteSequence, 'x-forwarded-for': '192.0.2.1' };
    expect((await lines(direct.plain, headers)).body).toEqual(nobody);
  });

  it('no other spelling of the header is the header (CVE-2025-64484)', async () => {
    for (const name of ['client_cert', 'Client_Cert', 'client-cert-', 'x-client-cert', 'client.cert']) {
      expect([name, await told(proxied.plain, issued.byteSequence, name)]).toEqual([name, nobody]);
    }
    expect(await told(proxied.plain, own.byteSequence, 'CLIENT-CERT')).toMatchObject({
      thumbprint: own.presented.thumbprint,
    });
  });

  it('on our listener nobody’s header is believed, though what came through a proxy is refused', async () => {
    const headers = { 'client-cert': issued.byteSequence };
    expect(await shown(direct.tls, { headers })).toEqual(nobody);
    expect(await shown(direct.tls, { headers, certificate: own })).toMatchObject({
      thumbprint: own.presented.thumbprint,
    });
    expect(await shown(proxied.tls, { headers })).toHaveProperty('error');
    expect(await shown(proxied.tls, { headers, certificate: own })).toHaveProperty('error');
  });

  it('where no header is named, none is read', async () => {
    const { plain } = await mirror({ TRUSTED_PROXIES: '127.0.0.1' });
    expect(await told(plain, issued.byteSequence)).toEqual(nobody);
    expect(await told(plain, 'x')).toEqual(nobody);
  });
});

describe('the listener with client certificates', () => {
  let gatehouse: TestGatehouse;
  let url: string;
  let upstream: RecordingUpstream;
  beforeAll(async () => {
    gatehouse = await TestGatehouse.start({ ...certified.environment, ...BEHIND_ANOTHER });
    url = gatehouse.settings.MTLS_PUBLIC_URL!;
    upstream = await RecordingUpstream.start();
    await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
  });
  afterAll(async () => {
    await gatehouse.stop();
    await upstream.stop();
  });

  const ask = (path: string, question: Partial<TlsQuestion> = {}) =>
    tlsRequest(url + path, { ca: certified.serverAuthority, certificate: issued, ...question });

  /** A handshake as a client of its own kind does it. @returns the socket when it is done */
  const handshake = (options: ConnectionOptions): Promise<TLSSocket> =>
    new Promise((resolve, reject) => {
      const socket = connect({
        host: 'localhost',
        port: gatehouse.settings.MTLS_PORT!,
        ca: certified.serverAuthority,
        cert: issued.cert,
        key: issued.key,
        ...options,
      });
      socket.once('error', reject).once('secureConnect', () => resolve(socket));
    });

  it.each([
    ['GET', '/health/live'],
    ['GET', '/health/ready'],
    ['HEAD', '/health/live'],
    ['GET', '/.well-known/oauth-authorization-server'],
    ['GET', '/.well-known/openid-configuration/api/v1/mcp/tools'],
    ['OPTIONS', '/oauth/token'],
    ['GET', '/oauth/jwks'],
    ['POST', '/oauth/token'],
    ['POST', '/oauth/revoke'],
    ['POST', '/oauth/introspect'],
    ['POST', '/oauth/par'],
    ['GET', '/oauth/userinfo'],
    ['GET', '/oauth/authorize'],
    ['GET', '/sign-in'],
    ['GET', '/api/v1/admin/users'],
    ['GET', '/nowhere'],
    ['GET', '/Health/live'],
    ['GET', '/%'],
  ])('%s %s is served as by the other one', async (method, path) => {
    const init = method === 'POST' ? { headers: FORM, body: 'client_id=x&client_secret=y&token=z' } : {};
    const [plain, tls] = [await gatehouse.request(method, path, init), await ask(path, { method, ...init })];
    const comparable = ({ status, headers, text }: Answer) => ({
      status,
      type: headers.get('content-type'),
      policy: headers.get('content-security-policy'),
      cors: headers.get('access-control-allow-origin'),
      cache: headers.get('cache-control'),
      challenge: headers.get('www-authenticate'),
      text: text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|name="form_token" value="[^"]+"/g, ''),
    });
    expect(comparable(tls)).toEqual(comparable(plain));
    expect(tls.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('gives tokens, and takes them', async () => {
    const { id, secret } = await gatehouse.agent();
    const headers = { ...FORM, authorization: basicHeader(id, secret) };
    const answer = await ask('/oauth/token', { method: 'POST', headers, body: 'grant_type=client_credentials' });
    expect(answer.status).toBe(200);
    const authorization = `Bearer ${await gatehouse.admin()}`;
    expect((await ask('/api/v1/admin/users', { headers: { authorization } })).status).toBe(200);
  });

  it('is one of the names under which the gate is dialled, and its resources have that name', async () => {
    const challenge = (await ask('/api/v1/mcp/tools', { method: 'POST' })).headers.get('www-authenticate');
    const document = `${url}/.well-known/oauth-protected-resource/api/v1/mcp/tools`;
    expect(challenge).toContain(`resource_metadata="${document}"`);
    expect((await ask(document.slice(url.length))).body).toMatchObject({
      resource: `${url}/api/v1/mcp/tools`,
      authorization_servers: [gatehouse.url],
    });
  });

  it('hands no certificate on to an upstream, from whomever and however spelt', async () => {
    const { id, secret } = await gatehouse.agent();
    const token = await gatehouse.accessToken(id, secret, { resource: `${url}/api/v1/mcp/tools` });
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'client-cert': issued.byteSequence,
      client_cert: issued.byteSequence,
      'client-cert-chain': own.byteSequence,
      'x-forwarded-client-cert': 'Hash=00',
      'x-ssl-client-cert': issued.escapedPem,
    };
    const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
    const answer = await ask('/api/v1/mcp/tools', { method: 'POST', headers, body });
    expect([answer.status, answer.text]).toEqual([200, '{"jsonrpc":"2.0","id":1,"result":{}}']);
    const { headers: arrived } = upstream.last();
    expect(Object.keys(arrived)).toContain('authorization');
    expect(Object.keys(arrived).filter((name) => /cert/.test(name))).toEqual([]);
    expect(Object.values(arrived).join()).not.toContain(issued.der.toString('base64').slice(0, 40));
  });

  it('is found by the endpoints’ aliases (RFC 8705 §5)', async () => {
    for (const path of ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration']) {
      const { body } = await gatehouse.request('GET', path);
      expect(body.issuer).toBe(gatehouse.url);
      expect(body.mtls_endpoint_aliases).toEqual({
        token_endpoint: `${url}/oauth/token`,
        revocation_endpoint: `${url}/oauth/revoke`,
        introspection_endpoint: `${url}/oauth/introspect`,
        pushed_authorization_request_endpoint: `${url}/oauth/par`,
        device_authorization_endpoint: `${url}/oauth/device_authorization`,
        userinfo_endpoint: `${url}/oauth/userinfo`,
      });
    }
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'speaks %s, and every connection proves its certificate anew',
    async (version) => {
      const options = { minVersion: version, maxVersion: version } as const;
      const first = await handshake(options);
      let session: Buffer | undefined = first.getSession();
      first.on('session', (fresh) => (session = fresh));
      first.write('GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
      await new Promise((resolve) => first.on('close', resolve).resume());
      expect(first.getProtocol() ?? version).toBe(version);
      const second = await handshake(session === undefined ? options : { ...options, session });
      expect(second.isSessionReused()).toBe(false);
      second.destroy();
    },
  );

  it('speaks no cipher without forward secrecy and authentication', async () => {
    const of = (ciphers: string) => handshake({ ciphers, maxVersion: 'TLSv1.2' });
    (await of('ECDHE-ECDSA-AES128-GCM-SHA256')).destroy();
    await expect(of('ECDHE-ECDSA-AES128-SHA')).rejects.toThrow(/handshake failure/);
    await expect(of('ECDHE-ECDSA-AES128-SHA256')).rejects.toThrow(/handshake failure/);
  });

  it('begins no second handshake on a connection', async () => {
    const socket = await handshake({ maxVersion: 'TLSv1.2' });
    socket.on('error', () => socket.destroy());
    const refused = await new Promise<boolean>((resolve) => {
      socket.once('close', () => resolve(true));
      socket.renegotiate({}, (error) => resolve(error !== null));
    });
    socket.destroy();
    expect(refused).toBe(true);
  });

  it('speaks no http', async () => {
    const plain = url.replace('https:', 'http:');
    await expect(lines(`${plain}/health/live`, {})).rejects.toThrow();
    expect((await ask('/health/live')).status).toBe(200);
  });

  it('stops with the other one, whatever hangs on it', async () => {
    const environment = { ...certified.environment, MTLS_PORT: String(await freePort()) };
    const other = await TestGatehouse.start(environment);
    const port = other.settings.MTLS_PORT!;
    const silent = connectTcp(port, '127.0.0.1');
    const idle = connect({ host: 'localhost', port, ca: certified.serverAuthority });
    const ended = Promise.all([silent, idle].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    for (const socket of [silent, idle]) socket.on('error', () => socket.destroy());
    await new Promise((resolve) => idle.once('secureConnect', resolve));
    await other.stop();
    await ended;
    await expect(
      tlsRequest(`https://localhost:${port}/health/live`, { ca: certified.serverAuthority }),
    ).rejects.toThrow();
  });
});

describe('a proxy that tells of a certificate what cannot be read', () => {
  let gatehouse: TestGatehouse;
  beforeAll(async () => {
    gatehouse = await TestGatehouse.start(BEHIND_PROXY);
  });
  afterAll(() => gatehouse.stop());

  const bad = ['', 'no certificate', ':AAAA:'];

  it.each(bad)('%j: the request is refused, in the shape that its caller reads', async (text) => {
    const at = (path: string, method = 'GET') =>
      lines(gatehouse.url.replace('localhost', '127.0.0.1') + path, { 'client-cert': text, ...FORM }, method);
    const detail = 'A proxy told of a client certificate, but it could not be read.';
    const oauth = await at('/oauth/token', 'POST');
    expect([oauth.status, oauth.body]).toEqual([400, { error: 'invalid_request', error_description: detail }]);
    const admin = await at('/api/v1/admin/users');
    expect([admin.status, admin.body]).toMatchObject([400, { status: 400, detail }]);
    const gate = await at('/api/v1/mcp/tools', 'POST');
    expect([gate.status, gate.body]).toMatchObject([400, { error: 'invalid_request', server: 'tools' }]);
    const page = await at('/oauth/authorize');
    expect([page.status, page.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    expect((await at('/health/live')).status).toBe(400);
  });

  it('says it once: two are none', async () => {
    const url = `${gatehouse.url.replace('localhost', '127.0.0.1')}/health/live`;
    expect((await lines(url, { 'client-cert': [issued.byteSequence, issued.byteSequence] })).status).toBe(400);
    expect((await lines(url, { 'client-cert': `${issued.byteSequence}, ${own.byteSequence}` })).status).toBe(400);
    expect((await lines(url, { 'client-cert': issued.byteSequence })).status).toBe(200);
    expect((await lines(url, { 'client-cert': issued.escapedPem })).status).toBe(200);
  });

  it('the log tells the operator why, and nothing of the certificate', () => {
    const log = gatehouse.logLines.join('');
    expect(log).toContain('"event":"certificate.unreadable"');
    expect(log).toContain('it came twice');
    expect(log).not.toContain(issued.der.toString('base64').slice(0, 40));
    expect(log).not.toContain('no certificate');
    expect(gatehouse.errors()).toBe('');
  });

  it('without a listener there are no aliases and no second port', async () => {
    expect(gatehouse.settings.MTLS_PUBLIC_URL).toBeUndefined();
    const { body } = await gatehouse.request('GET', '/.well-known/oauth-authorization-server');
    expect(body).not.toHaveProperty('mtls_endpoint_aliases');
    expect(await listenForCertificates(gatehouse.app, gatehouse.settings)).toBeNull();
  });
});
