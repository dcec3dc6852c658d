import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse, type Answer } from '../support/gatehouse.js';

let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let resource: string;
let token: string;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ PUBLIC_URL_ALIASES: 'https://gate.example.test' });
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/mcp' }))
    .resource;
  await gatehouse.create('/upstreams', { name: 'helper', kind: 'a2a', url: 'http://127.0.0.1:9/' });
  agent = await gatehouse.agent({ scope: 'mcp a2a user' });
  token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
});
afterAll(() => gatehouse.stop());

const ping = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });
const call = (path: string, headers: Record<string, string> = {}, method = 'POST'): Promise<Answer> =>
  gatehouse.request(method, path, {
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    ...(method === 'POST' ? { body: ping } : {}),
  });
const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
const challengeOf = (answer: Answer) => answer.headers.get('www-authenticate');
const claimsOf = (value: string) => JSON.parse(Buffer.from(value.split('.')[1]!, 'base64url').toString());

describe.each([
  ['an MCP server', '/api/v1/mcp/tools', 'tools'],
  ['an unknown MCP server', '/api/v1/mcp/nobody', 'nobody'],
  ['an agent', '/api/v1/agents/helper', 'helper'],
  ['an unknown agent', '/api/v1/agents/nobody', 'nobody'],
])('without credentials, %s', (_name, path, realm) => {
  it.each(['POST', 'GET', 'DELETE', 'PUT'])(
    'answers %s with a challenge without error, body {} (6750-01, 9728-05)',
    async (method) => {
      const answer = await call(path, {}, method);
      expect(answer.status).toBe(401);
      expect(challengeOf(answer)).toBe(
        `Bearer realm="${realm}", resource_metadata="${gatehouse.url}/.well-known/oauth-protected-resource${path}"`,
      );
      expect(answer.text).toBe('{}');
    },
  );

  it.each([
    ['a session id', { 'mcp-session-id': 'a-session-of-somebody' }],
    ['a cookie', { cookie: 'access_token=x; session=y' }],
    [
      'the proxy’s own headers of the reference',
      { 'x-mcp-proxy-auth': 'Bearer x', 'x-proxy-verified': 'true', 'x-user-id': '1' },
    ],
    ['Basic', { authorization: 'Basic YTpi' }],
    ['another scheme', { authorization: 'Digest abc' }],
  ])('%s admits nobody', async (_what, headers) => {
    const answer = await call(path, headers);
    expect([answer.status, answer.text]).toEqual([401, '{}']);
    expect(challengeOf(answer)).not.toContain('error');
  });

  it('a token in the query is no credential (O21-16, R7)', async () => {
    const answer = await call(`${path}?access_token=${token}`);
    expect([answer.status, answer.text]).toEqual([401, '{}']);
  });
});

describe('a bad token', () => {
  const changed = (part: 0 | 1, change: (value: Record<string, unknown>) => void): string => {
    const parts = token.split('.');
    const value = JSON.parse(Buffer.from(parts[part]!, 'base64url').toString());
    change(value);
    parts[part] = Buffer.from(JSON.stringify(value)).toString('base64url');
    return parts.join('.');
  };
  it.each([
    ['no JWT', () => 'abc'],
    ['an empty signature', () => `${token.split('.').slice(0, 2).join('.')}.`],
    ['alg none', () => changed(0, (header) => (header['alg'] = 'none')).replace(/[^.]*$/, 'AA')],
    ['alg HS256', () => changed(0, (header) => (header['alg'] = 'HS256'))],
    ['another alg of the ring', () => changed(0, (header) => (header['alg'] = 'RS256'))],
    ['an unknown kid', () => changed(0, (header) => (header['kid'] = 'unknown'))],
    ['a kid that is a path', () => changed(0, (header) => (header['kid'] = '../../etc/passwd'))],
    ['a jwk of its own', () => changed(0, (header) => (header['jwk'] = { kty: 'EC' }))],
    ['a critical extension', () => changed(0, (header) => (header['crit'] = ['exp']))],
    ['typ JWT', () => changed(0, (header) => (header['typ'] = 'JWT'))],
    ['another subject', () => changed(1, (claims) => (claims['sub'] = 'somebody'))],
    ['a longer life', () => changed(1, (claims) => (claims['exp'] = 4102444800))],
    ['a changed signature', () => token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['a huge text', () => 'a'.repeat(10_000)],
  ])('%s is 401 invalid_token with the body that says so', async (_name, make) => {
    const answer = await call('/api/v1/mcp/tools', bearer(make()));
    expect(answer.status).toBe(401);
    expect(challengeOf(answer)).toMatch(
      /^Bearer realm="tools", resource_metadata="http:\/\/localhost:\d+\/\.well-known\/oauth-protected-resource\/api\/v1\/mcp\/tools", error="invalid_token", error_description="[^"]+"$/,
    );
    expect(answer.body).toEqual({ error: 'invalid_token', error_description: expect.any(String), server: 'tools' });
  });

  it('an expired one is 401 invalid_token', async () => {
    const other = await TestGatehouse.start();
    const made = await other.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/mcp' });
    const { id, secret } = await other.agent();
    const old = await other.accessToken(id, secret, { resource: made.resource });
    other.clock.advance(331_000);
    const answer = await other.request('POST', '/api/v1/mcp/tools', { headers: bearer(old) });
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_token']);
    await other.stop();
  });

  it('one of another Gatehouse is 401 invalid_token', async () => {
    const other = await TestGatehouse.start();
    const answer = await call('/api/v1/mcp/tools', bearer(await other.admin()));
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_token']);
    await other.stop();
  });

  it('the scheme is compared without case (O21-16)', async () => {
    const answer = await call('/api/v1/mcp/tools', { authorization: 'bEaReR abc' });
    expect(answer.body.error).toBe('invalid_token');
  });

  it.each([['Bearer'], ['Bearer '], ['Bearer a b'], ['Bearer "a"'], ['Bearer ä']])(
    '%j is malformed: 400 invalid_request',
    async (value) => {
      const answer = await call('/api/v1/mcp/tools', { authorization: value });
      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
      expect(challengeOf(answer)).toContain('error="invalid_request"');
    },
  );
});

describe('audience confusion (R5, 8707-03)', () => {
  it.each([
    ['the issuer', ''],
    ['another upstream', '/api/v1/agents/helper'],
  ])('a token for %s is 401, not 403', async (_name, path) => {
    const wrong = await gatehouse.accessToken(agent.id, agent.secret, { resource: gatehouse.url + path });
    const answer = await call('/api/v1/mcp/tools', bearer(wrong));
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_token']);
  });

  it('a server of the same name and another kind is another resource', async () => {
    await gatehouse.create('/upstreams', { name: 'tools', kind: 'a2a', url: 'http://127.0.0.1:9/' });
    expect((await call('/api/v1/agents/tools', bearer(token))).status).toBe(401);
  });

  it('an alias of the gate is a second audience of the same upstream', async () => {
    const other = await gatehouse.accessToken(agent.id, agent.secret, {
      resource: 'https://gate.example.test/api/v1/mcp/tools',
    });
    expect((await call('/api/v1/mcp/tools', bearer(other))).status).toBe(502);
  });
});

it('authenticated, an unknown server is 404 in the gate’s shape', async () => {
  const answer = await call('/api/v1/mcp/nobody', bearer(token));
  expect([answer.status, answer.body]).toEqual([
    404,
    { error: 'not_found', error_description: 'No such MCP server.', server: 'nobody' },
  ]);
  const unknown = await call('/api/v1/agents/nobody', bearer(token));
  expect(unknown.status).toBe(404);
});

it.each(['%00', 'a%00b', '%ff', 'A', '-', 'a'.repeat(200), '%2e%2e', '..%2ftools', 'tools%20'])(
  'authenticated, the name %s is 4xx',
  async (name) => {
    const answer = await call(`/api/v1/mcp/${name}`, bearer(token));
    expect([400, 404]).toContain(answer.status);
    expect([400, 404]).toContain(
      (await gatehouse.request('GET', `/.well-known/oauth-protected-resource/api/v1/mcp/${name}`)).status,
    );
  },
);

it('a token without the scope is 403 with scope and resource_metadata (R9)', async () => {
  const poor = await gatehouse.accessToken(agent.id, agent.secret, { resource, scope: 'user' });
  const answer = await call('/api/v1/mcp/tools', bearer(poor));
  expect(answer.status).toBe(403);
  expect(challengeOf(answer)).toBe(
    `Bearer realm="tools", resource_metadata="${gatehouse.url}/.well-known/oauth-protected-resource/api/v1/mcp/tools", error="insufficient_scope", error_description="the token lacks scope mcp", scope="mcp"`,
  );
  expect(answer.body).toEqual({
    error: 'insufficient_scope',
    error_description: 'the token lacks scope mcp',
    server: 'tools',
  });
});

describe('liveness', () => {
  const fresh = async () => {
    const other = await gatehouse.agent();
    return { ...other, token: await gatehouse.accessToken(other.id, other.secret, { resource }) };
  };
  const status = async (value: string) => (await call('/api/v1/mcp/tools', bearer(value))).status;

  it('a revoked session makes its token useless at once', async () => {
    const one = await fresh();
    expect(await status(one.token)).toBe(502);
    expect((await gatehouse.adminCall('DELETE', `/sessions/${claimsOf(one.token).sid}`)).status).toBe(204);
    const answer = await call('/api/v1/mcp/tools', bearer(one.token));
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_token']);
  });

  it('closing a session closes those opened from it', async () => {
    const [parent, child] = [await fresh(), await fresh()];
    await gatehouse.sql('UPDATE sessions SET parent_id = $1 WHERE id = $2', [
      claimsOf(parent.token).sid,
      claimsOf(child.token).sid,
    ]);
    await gatehouse.adminCall('DELETE', `/sessions/${claimsOf(parent.token).sid}`);
    expect(await status(child.token)).toBe(401);
  });

  it('a deactivated or deleted client, or owner, loses the tokens at once', async () => {
    const [a, b, c, d] = [await fresh(), await fresh(), await fresh(), await fresh()];
    await gatehouse.adminCall('PATCH', `/clients/${a.id}`, { status: 'inactive' });
    await gatehouse.adminCall('DELETE', `/clients/${b.id}`);
    await gatehouse.adminCall('PATCH', `/users/${c.owner.id}`, { status: 'inactive' });
    await gatehouse.adminCall('DELETE', `/users/${d.owner.id}`);
    for (const one of [a, b, c, d]) expect(await status(one.token)).toBe(401);
  });

  it('does not come back when the client is activated again: its sessions are closed', async () => {
    const one = await fresh();
    await gatehouse.adminCall('PATCH', `/clients/${one.id}`, { status: 'inactive' });
    await gatehouse.adminCall('PATCH', `/clients/${one.id}`, { status: 'active' });
    expect(await status(one.token)).toBe(401);
  });

  it('a token whose session row is gone is refused', async () => {
    const one = await fresh();
    await gatehouse.sql('DELETE FROM sessions WHERE id = $1', [claimsOf(one.token).sid]);
    expect(await status(one.token)).toBe(401);
  });
});

describe('Origin (R11)', () => {
  it.each(['https://evil.example', 'null', 'http://localhost.evil.example'])(
    'a page of %s is refused, even with a token',
    async (origin) => {
      expect((await call('/api/v1/mcp/tools', { origin, ...bearer(token) })).status).toBe(403);
      expect((await call('/api/v1/mcp/tools', { origin })).status).toBe(403);
    },
  );

  it('our own origin is admitted', async () => {
    expect((await call('/api/v1/mcp/tools', { origin: gatehouse.url })).status).toBe(401);
  });
});

it('paths have one spelling', async () => {
  for (const path of [
    '/API/v1/mcp/tools',
    '/api/v1/MCP/tools',
    '/api/v1/mcp/tools/',
    '/api/v1/mcp//tools',
    '/api/v1/mcp/tools/x',
  ]) {
    expect((await call(path)).status).toBe(404);
  }
});
