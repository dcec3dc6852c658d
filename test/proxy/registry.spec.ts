import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';

let gatehouse: TestGatehouse;
let ada: Awaited<ReturnType<TestGatehouse['agent']>>;
let bob: Awaited<ReturnType<TestGatehouse['agent']>>;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  await gatehouse.create('/scopes', { name: 'special', tier: 'service', description: 'For few' });
  const url = 'http://127.0.0.1:1/secret-path';
  for (const upstream of [
    { name: 'tools', kind: 'mcp' },
    { name: 'helper', kind: 'a2a' },
    { name: 'rare', kind: 'mcp', required_scopes: ['mcp', 'special'] },
    { name: 'denied', kind: 'mcp', default: 'deny' },
    { name: 'off', kind: 'mcp', status: 'inactive' },
  ]) {
    await gatehouse.create('/upstreams', { url, ...upstream });
  }
  ada = await gatehouse.agent({ scope: 'mcp a2a special' });
  bob = await gatehouse.agent({ scope: 'mcp' });
});
afterAll(() => gatehouse.stop());

type Agent = typeof ada;
const read = async (agent: Agent, path = '', form: Record<string, string> = {}) => {
  const token = await gatehouse.accessToken(agent.id, agent.secret, form);
  return gatehouse.request('GET', `/api/v1/registry${path}`, { headers: { authorization: `Bearer ${token}` } });
};
const namesOf = (body: { items: { name: string }[] }) => body.items.map(({ name }) => name);

describe('the registry', () => {
  it('shows each caller what it may reach, and nothing else', async () => {
    expect(namesOf((await read(ada)).body)).toEqual(['tools', 'helper', 'rare']);
    expect(namesOf((await read(bob)).body)).toEqual(['tools']);
    expect(namesOf((await read(ada, '', { scope: 'a2a' })).body)).toEqual(['helper']);
    expect(namesOf((await read(ada, '?kind=a2a')).body)).toEqual(['helper']);
  });

  it('says of MCP servers what the MCP registry says, and of agents where their card is', async () => {
    const { body, text, headers } = await read(ada);
    const [tools, helper] = body.items;
    expect(tools.server).toMatchObject({
      name: 'localhost/tools',
      remotes: [{ type: 'streamable-http', url: `${gatehouse.url}/api/v1/mcp/tools` }],
    });
    expect(tools.server.name).toMatch(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/);
    expect(tools._meta['io.modelcontextprotocol.registry/official'].status).toBe('active');
    expect(tools._meta['localhost/access']).toMatchObject({ required_scopes: ['mcp'] });
    expect(helper.agent).toMatchObject({
      url: `${gatehouse.url}/api/v1/agents/helper`,
      agent_card: `${gatehouse.url}/api/v1/agents/helper/.well-known/agent-card.json`,
    });
    expect(text).not.toMatch(/127\.0\.0\.1|secret-path/);
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  it('goes page by page', async () => {
    const names: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const { body } = await read(ada, `?limit=1${after === '' ? '' : `&after=${after}`}`);
      expect(body.items.length).toBeLessThanOrEqual(1);
      names.push(...namesOf(body));
      after = body.next;
    }
    expect(names).toEqual(['tools', 'helper', 'rare']);
    expect((await read(ada, '?cursor=x')).status).toBe(400);
  });

  it('is public to nobody: the challenge leads to the issuer’s own metadata', async () => {
    for (const path of ['', '/v0.1/servers', '/v0.1/servers/localhost%2Ftools/versions/latest']) {
      const answer = await gatehouse.request('GET', `/api/v1/registry${path}`);
      expect(answer.status).toBe(401);
      const challenge = answer.headers.get('www-authenticate') ?? '';
      const [, metadata] = /resource_metadata="([^"]+)"/.exec(challenge) ?? [];
      expect(metadata).toBe(`${gatehouse.url}/.well-known/oauth-protected-resource`);
      expect(challenge).not.toContain('error=');
      expect((await fetch(metadata!)).status).toBe(200);
      expect(answer.text).not.toContain('tools"');
    }
  });

  it.each(['mcp/tools', 'agents/helper'])('takes no token that is for %s', async (path) => {
    const answer = await read(ada, '', { resource: `${gatehouse.url}/api/v1/${path}` });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/resource_metadata=.*error="invalid_token"/);
  });
});

describe('its API of the MCP registry', () => {
  const servers = (body: { servers: { server: { name: string } }[] }) => body.servers.map(({ server }) => server.name);

  it('lists servers, page by page, with its own words for that', async () => {
    const first = (await read(ada, '/v0.1/servers?limit=1')).body;
    expect([servers(first), first.metadata.count]).toEqual([['localhost/tools'], 1]);
    const second = (await read(ada, `/v0.1/servers?limit=5&cursor=${first.metadata.nextCursor}`)).body;
    expect([servers(second), second.metadata.nextCursor]).toEqual([['localhost/rare'], undefined]);
    expect(servers((await read(bob, '/v0.1/servers')).body)).toEqual(['localhost/tools']);
  });

  it('finds by name, version and time', async () => {
    expect(servers((await read(ada, '/v0.1/servers?search=RAR&version=latest')).body)).toEqual(['localhost/rare']);
    expect(servers((await read(ada, '/v0.1/servers?version=9.9.9')).body)).toEqual([]);
    expect(servers((await read(ada, '/v0.1/servers?updated_since=2999-01-01T00:00:00Z')).body)).toEqual([]);
    expect((await read(ada, '/v0.1/servers?updated_since=soon')).status).toBe(400);
  });

  it('gives one server; one that there is not, or not for this caller, is not found', async () => {
    const latest = await read(ada, '/v0.1/servers/localhost%2Frare/versions/latest');
    expect(latest.body.server.name).toBe('localhost/rare');
    const version = String(latest.body.server.version);
    expect((await read(ada, `/v0.1/servers/localhost%2Frare/versions/${version}`)).status).toBe(200);
    expect((await read(ada, '/v0.1/servers/localhost%2Frare/versions/1.0.0')).status).toBe(404);
    for (const name of ['rare', 'denied', 'off', 'helper', 'nobody', 'tools%2Fx']) {
      expect((await read(bob, `/v0.1/servers/localhost%2F${name}/versions/latest`)).status).toBe(404);
    }
    expect((await read(bob, '/v0.1/servers/foreign%2Ftools/versions/latest')).status).toBe(404);
  });
});
