import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';

let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let resource: string;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/mcp' }))
    .resource;
  agent = await gatehouse.agent({
    scope: 'mcp user a2a hook:govern',
    audiences: ['hook'],
    plugin_ids: ['plugin-1'],
  });
});
afterAll(() => gatehouse.stop());

const grant = (form: Record<string, string> = {}) =>
  gatehouse.token({ grant_type: 'client_credentials', ...form }, { id: agent.id, secret: agent.secret });

describe('a token', () => {
  it('is answered as RFC 6749 §5.1 says, never cached, without a refresh token (§4.4.3)', async () => {
    const answer = await grant({ resource });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(Object.keys(answer.body).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type']);
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 300, scope: 'user a2a mcp' });
  });

  it('is an RFC 9068 access token that the published keys verify: for the owner, by the agent', async () => {
    const { body } = await grant({ resource });
    const jwks = await gatehouse.request('GET', '/oauth/jwks');
    const { payload, protectedHeader } = await jwtVerify(body.access_token, createLocalJWKSet(jwks.body), {
      issuer: gatehouse.url,
      audience: resource,
      typ: 'at+jwt',
    });
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: expect.any(String), typ: 'at+jwt' });
    expect(payload).toMatchObject({
      sub: agent.owner.id,
      act: { sub: agent.id },
      client_id: agent.id,
      scope: 'user a2a mcp',
      aud: resource,
    });
    expect(payload.exp! - payload.iat!).toBe(300);
    expect(payload.sid).toMatch(/^[0-9a-f-]{36}$/);
    expect(payload.jti).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('has its session row and its evidence when it is answered', async () => {
    const { body } = await grant({ resource, scope: 'mcp' });
    const claims = JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url').toString());
    const [session] = await gatehouse.sql(`SELECT * FROM sessions WHERE id = $1`, [claims.sid]);
    expect(session).toMatchObject({ source: 'oauth', client_id: agent.id, user_id: agent.owner.id, closed_at: null });
    expect(session).toMatchObject({
      subject: agent.owner.id,
      scope: ['mcp'],
      audience: [resource],
      origin: expect.any(String),
    });
    const evidence = await gatehouse.sql(`SELECT kind, decision, client_id FROM audit_events WHERE sid = $1`, [
      claims.sid,
    ]);
    expect(evidence).toEqual([{ kind: 'token.issued', decision: 'allow', client_id: agent.id }]);
  });

  it('names the client as subject and the person as owner when the client is switched to that', async () => {
    const other = await gatehouse.agent({ subject: 'client', scope: 'mcp' });
    const token = await gatehouse.accessToken(other.id, other.secret, { resource });
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
    expect(claims).toMatchObject({ sub: other.id, owner: other.owner.id });
    expect(claims).not.toHaveProperty('act');
  });

  it('carries plugin_id only as allowed for the client', async () => {
    const allowed = await grant({ plugin_id: 'plugin-1', scope: 'hook:govern', audience: 'hook' });
    expect(JSON.parse(Buffer.from(allowed.body.access_token.split('.')[1], 'base64url').toString())).toMatchObject({
      plugin_id: 'plugin-1',
      aud: 'hook',
      scope: 'hook:govern',
    });
    const foreign = await grant({ plugin_id: 'plugin-2' });
    expect([foreign.status, foreign.body.error]).toEqual([400, 'invalid_request']);
  });

  it('can be signed by each algorithm', async () => {
    for (const algorithm of ['EdDSA', 'RS256']) {
      const other = await TestGatehouse.start({ SIGNING_ALG: algorithm });
      const token = await other.admin();
      expect(decodeProtectedHeader(token).alg).toBe(algorithm);
      expect((await other.adminCall('GET', '/users')).status).toBe(200);
      await other.stop();
    }
  });
});

describe('client authentication (RFC 6749 §2.3.1)', () => {
  it('takes client_secret_basic with form-encoded parts: the first secret has : + % & and ü (6749-01)', async () => {
    expect(await gatehouse.admin()).toMatch(/^ey/);
  });

  it('takes client_secret_post from a client registered for it, and refuses it to others', async () => {
    const poster = await gatehouse.agent({ token_endpoint_auth_method: 'client_secret_post' });
    const form = { grant_type: 'client_credentials', client_id: poster.id, client_secret: poster.secret };
    expect((await gatehouse.token(form)).status).toBe(200);
    const basic = await gatehouse.token({ grant_type: 'client_credentials' }, poster);
    expect([basic.status, basic.body.error]).toEqual([401, 'invalid_client']);
    const wrong = await gatehouse.token({ ...form, client_id: agent.id, client_secret: agent.secret });
    expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_client']);
  });

  it('refuses an unknown client and a wrong secret with the same answer', async () => {
    const unknown = await gatehouse.token({ grant_type: 'client_credentials' }, { id: 'nobody', secret: agent.secret });
    const wrong = await gatehouse.token({ grant_type: 'client_credentials' }, { id: agent.id, secret: 'wrong' });
    expect(unknown.status).toBe(401);
    expect(unknown.text).toBe(wrong.text);
    expect(unknown.body).toEqual({ error: 'invalid_client', error_description: 'client authentication failed' });
    expect(unknown.headers.get('www-authenticate')).toBe(wrong.headers.get('www-authenticate'));
    expect(unknown.headers.get('www-authenticate')).toMatch(/^Basic realm="gatehouse"/);
  });

  const form = (text: string) => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: text });
  const post = (text: string, headers: Record<string, string> = {}) =>
    gatehouse.request('POST', '/oauth/token', { headers: { ...form('').headers, ...headers }, body: text });

  it.each([
    ['nothing', 'grant_type=client_credentials', {}, 401, 'invalid_client'],
    ['an id alone', 'grant_type=client_credentials&client_id=x', {}, 401, 'invalid_client'],
    ['an empty secret', 'grant_type=client_credentials&client_id=x&client_secret=', {}, 401, 'invalid_client'],
    ['an id with NUL', 'grant_type=client_credentials&client_id=a%00b&client_secret=x', {}, 401, 'invalid_client'],
    ['an id beyond ASCII', 'grant_type=client_credentials&client_id=%C3%BC&client_secret=x', {}, 401, 'invalid_client'],
    [
      'a huge id',
      `grant_type=client_credentials&client_id=${'a'.repeat(5000)}&client_secret=x`,
      {},
      401,
      'invalid_client',
    ],
    ['a bearer token', 'grant_type=client_credentials', { authorization: 'Bearer x' }, 401, 'invalid_client'],
    ['junk in Basic', 'grant_type=client_credentials', { authorization: 'Basic !!!' }, 401, 'invalid_client'],
    ['Basic without a colon', 'grant_type=client_credentials', { authorization: 'Basic YWJj' }, 401, 'invalid_client'],
    ['an assertion', 'grant_type=client_credentials&client_assertion=x', {}, 401, 'invalid_client'],
    [
      'two methods',
      'grant_type=client_credentials&client_secret=x',
      { authorization: 'Basic YTpi' },
      400,
      'invalid_request',
    ],
    [
      'two ids',
      'grant_type=client_credentials&client_id=other',
      { authorization: 'Basic YTpi' },
      400,
      'invalid_request',
    ],
    ['bad percent-encoding', 'grant_type=client_credentials&client_id=%ZZ&client_secret=x', {}, 400, 'invalid_request'],
    ['bad UTF-8', 'grant_type=client_credentials&client_id=%FF&client_secret=x', {}, 400, 'invalid_request'],
    ['raw bytes', 'grant_type=client_credentials&client_id=ü&client_secret=x', {}, 400, 'invalid_request'],
  ])('%s is refused as a client’s mistake', async (_name, text, headers, status, error) => {
    const answer = await post(text, headers);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  });

  it('accepts either of two secrets, and no longer the one that was deleted', async () => {
    const rotating = await gatehouse.agent();
    const second = await gatehouse.create(`/clients/${rotating.id}/secrets`, undefined);
    const attempt = async (secret: string) =>
      (await gatehouse.token({ grant_type: 'client_credentials' }, { id: rotating.id, secret })).status;
    expect([await attempt(rotating.secret), await attempt(second.client_secret)]).toEqual([200, 200]);
    const { body } = await gatehouse.adminCall('GET', `/clients/${rotating.id}/secrets`);
    const first = body.items.find(({ id }: { id: string }) => id !== second.id);
    expect((await gatehouse.adminCall('DELETE', `/clients/${rotating.id}/secrets/${first.id}`)).status).toBe(204);
    // The right secret was remembered: deleting it must be noticed all the same.
    expect([await attempt(rotating.secret), await attempt(second.client_secret)]).toEqual([401, 200]);
  });
});

describe('who may have a token', () => {
  it.each([
    ['inactive', `UPDATE clients SET status = 'inactive' WHERE client_id = $1`, 'the client is inactive'],
    [
      'expired',
      `UPDATE clients SET expires_at = now() - interval '1 s' WHERE client_id = $1`,
      'the client has expired',
    ],
    [
      'without an owner',
      `UPDATE clients SET owner_id = NULL WHERE client_id = $1`,
      'the owner of the client does not exist',
    ],
    [
      'of an inactive owner',
      `UPDATE users SET status = 'inactive' WHERE id = (SELECT owner_id FROM clients WHERE client_id = $1)`,
      'the owner of the client is inactive',
    ],
  ])('a client that is %s is refused with invalid_client', async (_name, change, text) => {
    const other = await gatehouse.agent();
    await gatehouse.sql(change, [other.id]);
    const answer = await gatehouse.token({ grant_type: 'client_credentials' }, other);
    expect([answer.status, answer.body]).toEqual([401, { error: 'invalid_client', error_description: text }]);
  });

  it('a client that is not registered for the grant is refused with unauthorized_client', async () => {
    const other = await gatehouse.agent();
    await gatehouse.sql(`UPDATE clients SET grant_types = '{}' WHERE client_id = $1`, [other.id]);
    const answer = await gatehouse.token({ grant_type: 'client_credentials' }, other);
    expect([answer.status, answer.body.error]).toEqual([400, 'unauthorized_client']);
  });
});

describe('scope (reference 1.6, RFC 6749 §3.3)', () => {
  it.each([
    ['absent', undefined, 'user a2a mcp'],
    ['empty', '', 'user a2a mcp'],
    ['one', 'mcp', 'mcp'],
    ['repeated and unsorted', 'mcp a2a mcp user', 'user a2a mcp'],
    ['implied within the user tier', 'anonymous', 'anonymous'],
    ['partly granted', 'mcp service', 'mcp'],
    ['partly unknown', 'mcp no-such-scope', 'mcp'],
    ['partly beyond the owner', 'mcp admin', 'mcp'],
  ])('%s is answered with what is granted, highest level first', async (_name, scope, granted) => {
    const answer = await grant(scope === undefined ? { resource } : { scope, resource });
    expect([answer.status, answer.body.scope]).toEqual([200, granted]);
  });

  it.each([
    ['service', 'requested scopes not in client grant: service'],
    ['no-such-scope', 'requested scopes not in client grant: no-such-scope'],
    ['MCP', 'requested scopes not in client grant: MCP'],
    ['hook:govern', 'hook scopes need audience hook'],
  ])('%s alone is refused with the side that lacks it', async (scope, text) => {
    const answer = await grant({ scope, resource });
    expect([answer.status, answer.body]).toEqual([400, { error: 'invalid_scope', error_description: text }]);
  });

  it('a user-tier scope that the client has and the owner has not is refused by name', async () => {
    const bold = await gatehouse.agent({ scope: 'admin user' });
    const answer = await gatehouse.token({ grant_type: 'client_credentials', scope: 'admin' }, bold);
    expect(answer.body).toEqual({
      error: 'invalid_scope',
      error_description: 'delegated scopes not held by owner: admin',
    });
    const both = await gatehouse.token({ grant_type: 'client_credentials', scope: 'admin service' }, bold);
    expect(both.body.error_description).toBe(
      'requested scopes not in client grant: service; delegated scopes not held by owner: admin',
    );
  });

  it('service scopes never draw on the owner’s rights, nor user scopes on a service scope', async () => {
    const admin = await gatehouse.agent({ scope: 'mcp' }, { roles: ['admin'] });
    const answer = await gatehouse.token({ grant_type: 'client_credentials', scope: 'service a2a admin user' }, admin);
    expect(answer.body.error).toBe('invalid_scope');
    const service = await gatehouse.agent({ scope: 'service' });
    const lower = await gatehouse.token({ grant_type: 'client_credentials', scope: 'mcp' }, service);
    expect(lower.body.error).toBe('invalid_scope');
  });

  it('a client without any scope is told so', async () => {
    const bare = await gatehouse.agent();
    await gatehouse.sql(`UPDATE clients SET scope = '{}' WHERE client_id = $1`, [bare.id]);
    const answer = await gatehouse.token({ grant_type: 'client_credentials' }, bare);
    expect(answer.body).toEqual({ error: 'invalid_scope', error_description: 'no scopes requested' });
  });

  it('an administrator’s own scopes count by their tier', async () => {
    await gatehouse.create('/scopes', { name: 'reports:read', tier: 'service', description: 'Read reports' });
    await gatehouse.create('/scopes', { name: 'payroll', tier: 'user', description: 'See salaries' });
    const other = await gatehouse.agent({ scope: 'mcp reports:read payroll' });
    const answer = await gatehouse.token({ grant_type: 'client_credentials' }, other);
    expect(answer.body.scope).toBe('mcp reports:read');
    const lacking = await gatehouse.token({ grant_type: 'client_credentials', scope: 'payroll' }, other);
    expect(lacking.body.error_description).toBe('delegated scopes not held by owner: payroll');
  });

  it.each([['a"b'], ['a\\b'], ['a\u0007b'], ['ü']])('%j is malformed', async (scope) => {
    expect((await grant({ scope })).body.error).toBe('invalid_scope');
  });
});

describe('audience and resource (RFC 8707)', () => {
  it('without either the token is for the issuer, or for the client’s default', async () => {
    const aud = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()).aud;
    expect(aud((await grant()).body.access_token)).toBe(gatehouse.url);
    const other = await gatehouse.agent({ default_audience: resource });
    expect(aud(await gatehouse.accessToken(other.id, other.secret))).toBe(resource);
  });

  it.each([
    ['an unknown resource', { resource: 'https://unknown.example/mcp' }],
    ['an upstream that does not exist', { resource: 'RESOURCE-missing' }],
    ['a relative reference', { resource: '/api/v1/mcp/tools' }],
    ['a fragment', { resource: 'RESOURCE#x' }],
    ['a query', { resource: 'RESOURCE?x=1' }],
    ['a trailing slash', { resource: 'RESOURCE/' }],
    ['other case', { resource: 'RESOURCE'.toUpperCase() }],
    ['no URI at all', { resource: 'tools' }],
    ['an unknown audience', { audience: 'nobody' }],
    ['hook as a resource', { resource: 'hook' }],
    ['an empty list member', { resource: ' ' }],
  ])('%s is invalid_target', async (_name, form) => {
    const filled = Object.fromEntries(
      Object.entries(form).map(([key, value]) => [
        key,
        value.replace('RESOURCE', _name === 'other case' ? resource.replace('mcp', 'MCP') : resource),
      ]),
    );
    const answer = await grant(filled);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_target']);
  });

  it('hook is refused to a client that does not have it', async () => {
    const other = await gatehouse.agent();
    const answer = await gatehouse.token({ grant_type: 'client_credentials', audience: 'hook' }, other);
    expect(answer.body.error).toBe('invalid_target');
  });

  it('a client with a list of resources may name only those, by any of their names', async () => {
    const second = await gatehouse.create('/upstreams', { name: 'other', kind: 'mcp', url: 'http://127.0.0.1:9/mcp' });
    const bound = await gatehouse.agent({ resources: [resource], default_audience: resource });
    const ask = async (uri: string) =>
      (await gatehouse.token({ grant_type: 'client_credentials', resource: uri }, bound)).status;
    expect(await ask(resource)).toBe(200);
    expect(await ask(resource.replace('localhost', '127.0.0.1'))).toBe(200);
    expect(await ask(second.resource)).toBe(400);
    expect(await ask(gatehouse.url)).toBe(400);
  });

  it('of two resources the token is for the first; the same one twice counts once', async () => {
    const two = await gatehouse.token(
      [
        ['grant_type', 'client_credentials'],
        ['resource', resource],
        ['resource', gatehouse.url],
      ],
      agent,
    );
    expect(claimsOf(two.body.access_token)['aud']).toBe(resource);
    const same = await gatehouse.token(
      [
        ['grant_type', 'client_credentials'],
        ['resource', resource],
        ['resource', resource],
      ],
      agent,
    );
    expect(same.status).toBe(200);
  });
});

describe('the form (RFC 6749 §3.2)', () => {
  const send = (body: string, headers: Record<string, string> = {}, method = 'POST') =>
    gatehouse.request(method, '/oauth/token', {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: basicHeader(agent.id, agent.secret),
        ...headers,
      },
      ...(method === 'POST' ? { body } : {}),
    });

  it.each([
    ['a repeated scope', 'grant_type=client_credentials&scope=mcp&scope=user', 400, 'invalid_request'],
    ['a repeated grant_type', 'grant_type=client_credentials&grant_type=client_credentials', 400, 'invalid_request'],
    ['a repeated unknown parameter', 'grant_type=client_credentials&x=1&x=2', 400, 'invalid_request'],
    ['no grant_type', 'scope=mcp', 400, 'invalid_request'],
    ['an empty grant_type', 'grant_type=', 400, 'invalid_request'],
    ['an empty body', '', 400, 'invalid_request'],
    ['an unknown grant_type', 'grant_type=password', 400, 'unsupported_grant_type'],
    ['a grant_type in other case', 'grant_type=Client_Credentials', 400, 'unsupported_grant_type'],
    ['implicit', 'grant_type=implicit', 400, 'unsupported_grant_type'],
    ['a body of over 64 KiB', `grant_type=client_credentials&x=${'a'.repeat(70_000)}`, 413, 'invalid_request'],
  ])('%s is refused', async (_name, body, status, error) => {
    const answer = await send(body);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('unknown parameters are ignored, and those without a value count as absent (O21-08)', async () => {
    expect((await send('grant_type=client_credentials&unknown=1&scope=&resource=')).status).toBe(200);
  });

  it.each([['application/json'], ['text/plain'], ['multipart/form-data; boundary=x'], ['']])(
    'content type %j is refused',
    async (type) => {
      const answer = await send('grant_type=client_credentials', { 'content-type': type });
      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    },
  );

  it('a compressed body is refused', async () => {
    const answer = await send('grant_type=client_credentials', { 'content-encoding': 'gzip' });
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });

  it.each([['GET'], ['PUT'], ['DELETE']])('%s is not a method of the token endpoint (O21-09)', async (method) => {
    const answer = await send('', {}, method);
    expect([answer.status, answer.body.error, answer.headers.get('allow')]).toEqual([405, 'invalid_request', 'POST']);
  });

  it('secrets in the query are not read (O21-09)', async () => {
    const answer = await gatehouse.request(
      'POST',
      `/oauth/token?grant_type=client_credentials&client_id=${agent.id}&client_secret=${agent.secret}`,
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'grant_type=client_credentials' },
    );
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
  });
});

it('no secret and no token is ever in a log line', () => {
  const log = gatehouse.logLines.join('');
  expect(log).toContain('"event":"token.issued"');
  expect(log).toContain('"event":"token.refused"');
  expect(log).not.toContain(agent.secret);
  expect(log).not.toContain('root secret');
  expect(log).not.toMatch(/eyJ[A-Za-z0-9_-]{20}/);
});
