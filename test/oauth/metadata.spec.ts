import { OAuthMetadataSchema, OpenIdProviderDiscoveryMetadataSchema } from '@modelcontextprotocol/sdk/shared/auth.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
});
afterAll(() => gatehouse.stop());

it.each([
  '/.well-known/oauth-authorization-server',
  '/.well-known/oauth-authorization-server/api/v1/mcp/any',
  '/.well-known/openid-configuration',
  '/.well-known/openid-configuration/api/v1/mcp/any',
])('%s names the issuer exactly (8414-01, A4, A5)', async (path) => {
  const answer = await gatehouse.request('GET', path);
  expect(answer.status).toBe(200);
  expect(answer.body.issuer).toBe(gatehouse.url);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(answer.headers.get('cache-control')).toMatch(/max-age=\d+/);
});

it('the same issuer whatever host was dialled (architecture rule 5)', async () => {
  const answer = await fetch(
    `${gatehouse.url.replace('localhost', '127.0.0.1')}/.well-known/oauth-authorization-server`,
  );
  expect(((await answer.json()) as { issuer: string }).issuer).toBe(gatehouse.url);
});

it('is readable by the MCP SDK’s own schemas', async () => {
  const oauth = await gatehouse.request('GET', '/.well-known/oauth-authorization-server');
  expect(OAuthMetadataSchema.parse(oauth.body).token_endpoint).toBe(`${gatehouse.url}/oauth/token`);
  const openid = await gatehouse.request('GET', '/.well-known/openid-configuration');
  expect(OpenIdProviderDiscoveryMetadataSchema.parse(openid.body).jwks_uri).toBe(`${gatehouse.url}/oauth/jwks`);
});

it('has no empty list, offers S256 and not plain, no implicit and no password grant (8414-03, 8414-06, O21-07)', async () => {
  const { body } = await gatehouse.request('GET', '/.well-known/openid-configuration');
  for (const value of Object.values(body)) if (Array.isArray(value)) expect(value.length).toBeGreaterThan(0);
  expect(body.code_challenge_methods_supported).toEqual(['S256']);
  expect(body.response_types_supported).toEqual(['code']);
  expect(body.grant_types_supported).not.toContain('password');
  expect(body.grant_types_supported).not.toContain('implicit');
  expect(body.scopes_supported).toContain('hook:govern');
});

it('every grant type it lists is known to the token endpoint, and no other (8414-05)', async () => {
  const { body } = await gatehouse.request('GET', '/.well-known/oauth-authorization-server');
  const candidates = [
    'client_credentials',
    'authorization_code',
    'refresh_token',
    'password',
    'implicit',
    'urn:ietf:params:oauth:grant-type:device_code',
  ];
  for (const grantType of candidates) {
    const { body: answer } = await gatehouse.token({ grant_type: grantType });
    expect(answer.error).toBe(
      body.grant_types_supported.includes(grantType) ? 'invalid_client' : 'unsupported_grant_type',
    );
  }
});

it('every endpoint it lists is there', async () => {
  const { body } = await gatehouse.request('GET', '/.well-known/openid-configuration');
  for (const [name, url] of Object.entries(body)) {
    if (!name.endsWith('_endpoint') && name !== 'jwks_uri') continue;
    const answer = await fetch(url as string, { method: 'GET' });
    expect([name, answer.status === 404]).toEqual([name, false]);
  }
});

it('the authorization endpoint answers with a page, never a redirect, while no client may use it (O21-02)', async () => {
  const answer = await gatehouse.request(
    'GET',
    '/oauth/authorize?client_id=x&response_type=code&redirect_uri=https://evil.example/',
  );
  expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(answer.text).not.toContain('evil.example');
});
