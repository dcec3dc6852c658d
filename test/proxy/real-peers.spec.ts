import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, type AgentOptions } from '../../demo/agent.js';
import { legacyAgent } from '../../demo/legacy-agent.js';
import { modernAgent } from '../../demo/modern-agent.js';
import { startA2aAgent } from '../../demo/servers/a2a-agent.js';
import { startLegacyMcpServer } from '../../demo/servers/legacy-mcp.js';
import { startModernMcpServer } from '../../demo/servers/modern-mcp.js';
import type { RunningUpstream, UpstreamOptions } from '../../demo/servers/upstream-http.js';
import { TestGatehouse } from '../support/gatehouse.js';

let gatehouse: TestGatehouse;
let owned: Awaited<ReturnType<TestGatehouse['agent']>>;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  owned = await gatehouse.agent({ scope: 'mcp a2a' });
});
afterAll(async () => {
  for (const close of closing.reverse()) await close().catch(() => undefined);
  await gatehouse.stop();
});

/** A real server that takes only tokens minted for it, registered behind the gate. */
async function behindTheGate(
  name: string,
  kind: 'mcp' | 'a2a',
  startServer: (options: UpstreamOptions) => Promise<RunningUpstream>,
): Promise<{ server: RunningUpstream; endpoint: string }> {
  const endpoint = `${gatehouse.url}/api/v1/${kind === 'mcp' ? 'mcp' : 'agents'}/${name}`;
  const server = await startServer({
    issuer: gatehouse.url,
    jwksUrl: `${gatehouse.url}/oauth/jwks`,
    audience: endpoint,
  });
  closing.push(() => server.close());
  const made = await gatehouse.create('/upstreams', { name, kind, url: server.url });
  expect(made.endpoint).toBe(endpoint);
  return { server, endpoint };
}

describe.each([
  ['2026-07-28', startModernMcpServer, modernAgent],
  ['2025-11-25', startLegacyMcpServer, legacyAgent],
] as const)('the official MCP client and server of %s, with the gate between', (era, startServer, makeAgent) => {
  const name = `era-${era.slice(0, 4)}`;
  let server: RunningUpstream;
  let options: AgentOptions;
  let agent: Agent;

  beforeAll(async () => {
    const gated = await behindTheGate(name, 'mcp', startServer);
    server = gated.server;
    options = {
      endpoint: gated.endpoint,
      issuer: gatehouse.url,
      fetch: (input, init) => fetch(input, init),
      clientId: owned.id,
      clientSecret: owned.secret,
    };
    agent = makeAgent(options);
    closing.push(() => agent.close());
    await agent.connect();
  });

  it('discovers by the challenge, authenticates and calls tools', async () => {
    expect(agent.heldToken()).toMatch(/^ey/);
    expect(await agent.listTools()).toEqual(expect.arrayContaining(['echo', 'add', 'whoami']));
    expect(await agent.callTool('add', { a: 19, b: 23 })).toContain('42');
  });

  it('sees of the tools those that it may use', async () => {
    const hidden = {
      effect: 'deny',
      principal: { type: 'any' },
      upstream: name,
      tool: 'add',
      justification: 'not now',
    };
    const { id } = await gatehouse.create('/policies', hidden);
    const listed = await agent.listTools();
    expect(await agent.callTool('add', { a: 1, b: 1 }).catch(String)).toContain('not now');
    await gatehouse.adminCall('DELETE', `/policies/${id}`);
    expect(listed).toEqual((await agent.listTools()).filter((tool) => tool !== 'add'));
    expect(listed).toContain('echo');
  });

  it('the server sees the person, the agent acting, and itself as audience', async () => {
    const claims = JSON.parse(await agent.callTool('whoami', {}));
    expect(claims).toMatchObject({
      sub: owned.owner.id,
      act: { sub: owned.id },
      aud: options.endpoint,
      iss: gatehouse.url,
    });
  });

  it('a tool that reports progress streams through', async () => {
    expect(await agent.callTool('slow', { steps: 3, delay_ms: 5 })).toBeTruthy();
  });

  it('nothing of the agent’s own credentials reached the server', () => {
    const everything = JSON.stringify(server.received);
    expect(server.received.length).toBeGreaterThan(3);
    expect(everything).not.toContain(agent.heldToken());
    expect(everything).not.toContain(owned.secret);
  });

  it('each call is in the evidence, with its tool', async () => {
    const rows = await gatehouse.sql<{ tool: string }>(
      `SELECT tool FROM audit_events WHERE kind = 'gate.call' AND upstream = $1 AND tool IS NOT NULL ORDER BY id`,
      [name],
    );
    expect(rows.map(({ tool }) => tool)).toEqual(expect.arrayContaining(['add', 'whoami', 'slow']));
  });

  it('a closed session is replaced by the client by itself; a deactivated client is not', async () => {
    const held = agent.heldToken();
    await gatehouse.sql('UPDATE sessions SET closed_at = now() WHERE client_id = $1', [owned.id]);
    expect(await agent.callTool('echo', { message: 'again' })).toContain('again');
    expect(agent.heldToken()).not.toBe(held);
    const other = await gatehouse.agent({ scope: 'mcp' });
    const doomed = makeAgent({ ...options, clientId: other.id, clientSecret: other.secret });
    await doomed.connect();
    const calls = server.received.length;
    await gatehouse.adminCall('PATCH', `/clients/${other.id}`, { status: 'inactive' });
    await expect(doomed.callTool('echo', { message: 'no more' })).rejects.toThrow();
    expect(server.received.slice(calls).filter(({ method }) => method === 'POST')).toEqual([]);
    await doomed.close().catch(() => undefined);
  });
});

describe('a real A2A agent behind the gate', () => {
  it('answers both lines of the protocol, to whoever has a token for it', async () => {
    const { endpoint } = await behindTheGate('echo', 'a2a', startA2aAgent);
    const token = await gatehouse.accessToken(owned.id, owned.secret, { resource: endpoint });
    const ask = async (method: string, message: object, version?: string) => {
      const answer = await fetch(endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          ...(version ? { 'a2a-version': version } : {}),
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { message } }),
      });
      return [answer.status, await answer.text()] as const;
    };
    const [status, text] = await ask(
      'SendMessage',
      { messageId: 'm1', role: 'ROLE_USER', parts: [{ text: 'hello there' }] },
      '1.0',
    );
    expect([status, text]).toEqual([200, expect.stringContaining('hello there')]);
    expect(text).toContain(owned.id);
    const [older, olderText] = await ask('message/send', {
      messageId: 'm2',
      kind: 'message',
      role: 'user',
      parts: [{ kind: 'text', text: 'good day' }],
    });
    expect([older, olderText]).toEqual([200, expect.stringContaining('good day')]);
  });

  it('and challenges whoever has none', async () => {
    const answer = await fetch(`${gatehouse.url}/api/v1/agents/echo`, { method: 'POST' });
    expect([answer.status, await answer.text()]).toEqual([401, '{}']);
    expect(answer.headers.get('www-authenticate')).toContain(
      '/.well-known/oauth-protected-resource/api/v1/agents/echo"',
    );
  });
});
