/*
 * RFC 9728 (protected resource metadata) at the gate. Tested elsewhere: that a challenge says nothing else to strangers
 * (test/proxy/challenge.spec.ts); that independent clients find their way by it (test/peers/). Not here, and why:
 *   9728-01, a query: no identifier of ours has one; what follows a path changes no document.
 *   9728-03, jwks_uri and resource_signing_alg_values_supported: the gate signs no answer. Zero scopes (9728-04): an
 *     upstream cannot be without.
 *   9728-05, the admin API and userinfo: the document at the root is for the issuer as a whole. A challenge that named it
 *     would be refused by every client that compares it with the URL it called (§3.3); it is found by its well-known path.
 *   9728-05, Forwarded (RFC 7239): read from nobody; X-Forwarded-Host is, from trusted proxies.
 *   9728-06, signed_metadata: not offered.
 */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';

const ALIAS = 'https://gate.example.test';
const WELL_KNOWN = '/.well-known/oauth-protected-resource';
const TOOLS = '/api/v1/mcp/tools';
const HELPER = '/api/v1/agents/helper';

let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ PUBLIC_URL_ALIASES: ALIAS });
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/mcp' });
  await gatehouse.create('/upstreams', { name: 'helper', kind: 'a2a', url: 'http://127.0.0.1:9/' });
  agent = await gatehouse.agent({ scope: 'mcp a2a user' });
});
afterAll(() => gatehouse.stop());

const document = (path: string, of = gatehouse): Promise<Answer> => of.request('GET', WELL_KNOWN + path);
const call = (path: string, headers: Record<string, string> = {}, of = gatehouse): Promise<Answer> =>
  of.request('POST', path, {
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
  });
const metadataUrl = (header: string | null): string => /resource_metadata="([^"]*)"/.exec(header ?? '')?.[1] ?? 'none';

/** A request under a name of the test's choosing. */
function dialled(
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<{ header: string; body: string }> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(gatehouse.url);
    request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      answer.on('end', () => resolve({ header: String(answer.headers['www-authenticate']), body }));
    })
      .on('error', reject)
      .end();
  });
}

describe('9728-01 the well-known path stands before that of the resource (RFC 9728 §3.1)', () => {
  it.each([TOOLS, HELPER])('9728-01 of %s', async (path) => {
    expect((await document(path)).body.resource).toBe(gatehouse.url + path);
  });

  it.each([
    [TOOLS, 404],
    // Everything below an agent is for its callers.
    [HELPER, 401],
  ])('9728-01 behind %s, or on its own host, there is no document', async (path, status) => {
    const behind = await gatehouse.request('GET', path + WELL_KNOWN);
    expect([behind.status, behind.body?.resource]).toEqual([status, undefined]);
    expect((await gatehouse.request('GET', WELL_KNOWN)).body.resource).toBe(gatehouse.url);
  });

  it('9728-01 a query makes no other resource', async () => {
    for (const query of ['?', '?tenant=1', '?resource=https://evil.example/']) {
      expect((await document(TOOLS + query)).body).toEqual((await document(TOOLS)).body);
    }
  });
});

describe('9728-02 resource is the identifier, character by character (RFC 9728 §3.3)', () => {
  it.each([TOOLS, HELPER])('9728-02 whoever knows only the URL %s finds a token for it', async (path) => {
    const url = gatehouse.url + path;
    const found = metadataUrl((await call(path)).headers.get('www-authenticate'));
    const { resource, authorization_servers } = (await (await fetch(found)).json()) as Record<string, string[]>;
    expect(resource).toBe(url);
    const issuer = authorization_servers![0]!;
    const server = (await (await fetch(`${issuer}/.well-known/oauth-authorization-server`)).json()) as {
      issuer: string;
    };
    expect(server.issuer).toBe(issuer);
    const token = await gatehouse.accessToken(agent.id, agent.secret, { resource: url });
    // 502: admitted, with nothing behind.
    expect((await call(path, { authorization: `Bearer ${token}` })).status).toBe(502);
  });

  it.each([
    ['our first name', () => new URL(gatehouse.url).host, () => gatehouse.url],
    ['an alias', () => 'gate.example.test', () => ALIAS],
    ['an alias with its port', () => 'GATE.example.test:443', () => ALIAS],
  ])('9728-02 by %s it is what was dialled', async (_name, host, base) => {
    const { header } = await dialled('POST', TOOLS, { host: host() });
    expect(metadataUrl(header)).toBe(base() + WELL_KNOWN + TOOLS);
    const { body } = await dialled('GET', WELL_KNOWN + TOOLS, { host: host() });
    expect(JSON.parse(body)).toMatchObject({ resource: base() + TOOLS, authorization_servers: [gatehouse.url] });
  });

  it.each([
    '/api/v1/mcp/nobody',
    '/api/v1/mcp/helper',
    '/api/v1/agents/tools',
    '/api/v1/mcp/',
    '/api/v1/mcp',
    '/api/v1/mcp/*',
    '/api/v1',
    '/anything',
    '/api/v1/mcp/tools/',
    '/api/v1/mcp//tools',
    '/api/v1/mcp/tools/x',
    '/api/v1/mcp/Tools',
    '/API/v1/mcp/tools',
    '/api/v1/admin',
  ])('9728-02 none is for %s, which is no identifier', async (path) => {
    const { status, body } = await document(path);
    expect([status, body.resource]).toEqual([404, undefined]);
  });

  it('9728-02 a server that is gone has none any more', async () => {
    const { id } = await gatehouse.create('/upstreams', { name: 'going', kind: 'mcp', url: 'http://127.0.0.1:9/' });
    expect((await document('/api/v1/mcp/going')).status).toBe(200);
    await gatehouse.adminCall('DELETE', `/upstreams/${id}`);
    expect((await document('/api/v1/mcp/going')).status).toBe(404);
  });
});

describe('9728-03 what a document says (RFC 9728 §2)', () => {
  const expected = (path: string, scope: string, resource_name: string) => ({
    resource: gatehouse.url + path,
    authorization_servers: [gatehouse.url],
    scopes_supported: scope.split(' '),
    bearer_methods_supported: ['header'],
    dpop_signing_alg_values_supported: expect.arrayContaining(['ES256', 'EdDSA']),
    resource_name,
  });

  it('9728-03 of a server, an agent, and the issuer: this and no more; no offline_access (R4)', async () => {
    expect((await document(TOOLS)).body).toEqual(expected(TOOLS, 'mcp', 'tools'));
    expect((await document(HELPER)).body).toEqual(expected(HELPER, 'a2a', 'helper'));
    expect((await document('')).body).toEqual(
      expected('', 'owner admin security_operator auditor help_desk agent_owner', 'Gatehouse'),
    );
  });

  it('9728-03 neither none nor an algorithm of shared secrets is among its algorithms', async () => {
    const algorithms = (await document(TOOLS)).body.dpop_signing_alg_values_supported as string[];
    expect(algorithms.filter((alg) => /^(none|HS\d+)$/i.test(alg))).toEqual([]);
  });

  it('9728-03 the scopes are all that a call needs, and enough', async () => {
    const url = 'http://127.0.0.1:9/';
    await gatehouse.create('/upstreams', { name: 'both', kind: 'mcp', url, required_scopes: ['user', 'mcp'] });
    const { resource, scopes_supported } = (await document('/api/v1/mcp/both')).body;
    expect(scopes_supported).toEqual(['user', 'mcp']);
    const statusWith = async (scope: string) => {
      const token = await gatehouse.accessToken(agent.id, agent.secret, { resource, scope });
      return (await call('/api/v1/mcp/both', { authorization: `Bearer ${token}` })).status;
    };
    expect([await statusWith('user'), await statusWith('mcp'), await statusWith('user mcp')]).toEqual([403, 403, 502]);
  });

  it('9728-03 a server that asks for bound tokens says so, and no other', async () => {
    for (const [binding, said] of [
      ['none', undefined],
      ['any', undefined],
      ['mtls', undefined],
      ['dpop', true],
    ] as const) {
      const name = `asks-${binding}`;
      const fields = { name, kind: 'mcp', url: 'http://127.0.0.1:9/', required_token_binding: binding };
      await gatehouse.create('/upstreams', fields);
      const { body } = await document(`/api/v1/mcp/${name}`);
      expect([binding, body.dpop_bound_access_tokens_required]).toEqual([binding, said]);
    }
  });

  it('9728-03 where all tokens must be bound, and certificates are believed, every document says that', async () => {
    const strict = await TestGatehouse.start({
      REQUIRED_TOKEN_BINDING: 'dpop',
      CLIENT_CERT_HEADER: 'Client-Cert',
      TRUSTED_PROXIES: '192.0.2.1',
    });
    const { body } = await document('', strict);
    await strict.stop();
    expect([body.dpop_bound_access_tokens_required, body.tls_client_certificate_bound_access_tokens]).toEqual([
      true,
      true,
    ]);
  });
});

describe('9728-04 how a document is answered (RFC 9728 §3.2)', () => {
  it.each(['', TOOLS, HELPER])('9728-04 %j: 200, JSON, for any origin, no empty list and no null', async (path) => {
    const { status, headers, body } = await document(path);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect(headers.get('content-type')).toMatch(/^application\/json(;|$)/);
    expect(headers.get('cache-control')).toBe('public, max-age=60');
    expect(headers.get('set-cookie')).toBeNull();
    for (const [name, value] of Object.entries(body as object)) {
      expect([name, value]).not.toEqual([name, null]);
      expect([name, value]).not.toEqual([name, []]);
    }
  });

  it('9728-04 an unknown one is 404, which pages of any origin may read as well', async () => {
    const { status, headers } = await document('/api/v1/mcp/nobody');
    expect([status, headers.get('access-control-allow-origin')]).toEqual([404, '*']);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});

describe('9728-05 a challenge says where the document is, under our own name (RFC 9728 §5.1)', () => {
  it('9728-05 with 401, 400 and 403 alike', async () => {
    const poor = await gatehouse.accessToken(agent.id, agent.secret, {
      resource: gatehouse.url + TOOLS,
      scope: 'user',
    });
    for (const [headers, status] of [
      [{}, 401],
      [{ authorization: 'Bearer abc' }, 401],
      [{ authorization: 'Bearer a b' }, 400],
      [{ authorization: `Bearer ${poor}` }, 403],
    ] as [Record<string, string>, number][]) {
      const answer = await call(TOOLS, headers);
      expect(answer.status).toBe(status);
      expect(metadataUrl(answer.headers.get('www-authenticate'))).toBe(gatehouse.url + WELL_KNOWN + TOOLS);
    }
  });

  it('9728-05 in one challenge, as a quoted URL, once', async () => {
    const header = (await call(TOOLS)).headers.get('www-authenticate') ?? '';
    expect(header.match(/resource_metadata="/g)).toHaveLength(1);
    expect(header.match(/\b(Bearer|DPoP) /g)).toHaveLength(1);
  });

  it.each([
    ['evil.example'],
    ['gate.example.test.evil.example'],
    ['gate.example.test@evil.example'],
    ['evil.example:443'],
  ])('9728-05 the foreign host %j is in neither challenge nor document', async (host) => {
    const { header } = await dialled('POST', TOOLS, { host });
    expect(metadataUrl(header)).toBe(gatehouse.url + WELL_KNOWN + TOOLS);
    expect(header).not.toContain('evil');
    const { body } = await dialled('GET', WELL_KNOWN + TOOLS, { host });
    expect(JSON.parse(body).resource).toBe(gatehouse.url + TOOLS);
  });

  it.each<[string, Record<string, string>]>([
    ['X-Forwarded-Host', { 'x-forwarded-host': 'gate.example.test' }],
    ['Forwarded', { forwarded: 'host=gate.example.test;proto=https' }],
    ['X-Forwarded-Proto and -Port', { 'x-forwarded-proto': 'https', 'x-forwarded-port': '8443' }],
    ['X-Forwarded-Prefix', { 'x-forwarded-prefix': '/evil' }],
  ])('9728-05 %s of an untrusted peer is not believed', async (_name, headers) => {
    const host = new URL(gatehouse.url).host;
    const { header } = await dialled('POST', TOOLS, { host, ...headers });
    expect(metadataUrl(header)).toBe(gatehouse.url + WELL_KNOWN + TOOLS);
  });

  it('9728-05 behind a proxy that ends TLS it is https, and the name is the one that a trusted one tells', async () => {
    const behind = await TestGatehouse.start({
      PUBLIC_URL: 'https://id.example.test',
      PUBLIC_URL_ALIASES: ALIAS,
      TRUSTED_PROXIES: '127.0.0.1,::1',
      BOOTSTRAP_CLIENT_SECRET: 'x'.repeat(32),
    });
    const toldBy = async (headers: Record<string, string>) =>
      metadataUrl((await call(TOOLS, headers, behind)).headers.get('www-authenticate'));
    const told = [
      await toldBy({}),
      await toldBy({ 'x-forwarded-host': 'gate.example.test' }),
      await toldBy({ 'x-forwarded-host': 'evil.example' }),
      await toldBy({ forwarded: 'host=gate.example.test' }),
      await toldBy({ 'x-forwarded-proto': 'http' }),
    ];
    await behind.stop();
    const [first, alias] = [`https://id.example.test${WELL_KNOWN}${TOOLS}`, ALIAS + WELL_KNOWN + TOOLS];
    expect(told).toEqual([first, alias, first, first, first]);
  });
});

describe('9728-06 there is no signed_metadata (RFC 9728 §2.2)', () => {
  it.each(['', TOOLS, HELPER])('9728-06 %j has none, whatever is asked for', async (path) => {
    for (const accept of ['application/json', 'application/jwt', '*/*']) {
      const { body, headers } = await gatehouse.request('GET', WELL_KNOWN + path, { headers: { accept } });
      expect(body).toMatchObject({ resource: gatehouse.url + path });
      expect(body).not.toHaveProperty('signed_metadata');
      expect(headers.get('content-type')).toMatch(/^application\/json/);
    }
  });
});

describe('9728-07 anybody may ask, from anywhere (RFC 9728 §3.1)', () => {
  it.each(['', TOOLS, HELPER])('9728-07 %j by HEAD, and beforehand by OPTIONS', async (path) => {
    const [got, head] = [await document(path), await gatehouse.request('HEAD', WELL_KNOWN + path)];
    expect([head.status, head.text]).toEqual([200, '']);
    for (const name of ['content-type', 'cache-control', 'access-control-allow-origin']) {
      expect([name, head.headers.get(name)]).toEqual([name, got.headers.get(name)]);
    }
    const asked = await gatehouse.request('OPTIONS', WELL_KNOWN + path, {
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'mcp-protocol-version',
      },
    });
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(asked.headers.get('access-control-allow-methods')).toContain('GET');
    expect(asked.headers.get('access-control-allow-headers')).toContain('mcp-protocol-version');
  });

  it('9728-07 credentials, good or bad, and a foreign origin change nothing', async () => {
    const { text } = await document(TOOLS);
    for (const headers of [
      { authorization: 'Bearer abc' },
      { authorization: 'Bearer a b' },
      { authorization: `Bearer ${await gatehouse.admin()}` },
      { cookie: 'gatehouse-session=x' },
      { origin: 'https://evil.example' },
    ] as Record<string, string>[]) {
      const answer = await gatehouse.request('GET', WELL_KNOWN + TOOLS, { headers });
      expect([answer.status, answer.text]).toEqual([200, text]);
    }
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('9728-07 by %s there is no document', async (method) => {
    const answer = await gatehouse.request(method, WELL_KNOWN + TOOLS);
    expect([404, 405]).toContain(answer.status);
    expect(answer.body?.resource).toBeUndefined();
  });
});
