import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callsOf, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { CommandLine } from './command-line.js';

let gatehouse: TestGatehouse;
let server: RecordingUpstream;
let cli: CommandLine;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  server = await RecordingUpstream.start();
  cli = await CommandLine.of(gatehouse);
  await cli.login();
});

afterAll(async () => {
  cli.remove();
  await server.stop();
  await gatehouse.stop();
});

const agent = {
  client_name: 'Report writer',
  kind: 'agent',
  owner_id: 'grace@example.test',
  grant_types: ['client_credentials'],
  scope: 'mcp user',
  purpose: 'Writes the weekly report',
  expires_at: '2030-01-31T12:00:00Z',
};
const configuration = (tool: string, status: 'active' | 'inactive' = 'active') => ({
  gatehouse: 1,
  name: 'reports',
  users: [{ email: 'grace@example.test', name: 'Grace', roles: ['user'] }],
  clients: [{ ...agent, status }],
  upstreams: [{ name: 'wiki', kind: 'mcp', url: server.url, default: 'deny' }],
  policies: [
    {
      key: 'reads',
      effect: 'allow',
      principal: { type: 'client', id: 'Report writer' },
      upstream: 'wiki',
      tool,
      justification: 'It reads what it reports.',
    },
  ],
});

/** @returns the plan, as counts of what is done */
async function applied(content: object): Promise<{ done: string[]; secrets: Record<string, string>[] }> {
  const file = join(cli.home, 'reports.json');
  writeFileSync(file, JSON.stringify(content));
  const { plan, secrets } = await cli.json('apply', '-f', file);
  const steps = plan as { action: string; noun: string }[];
  const done = steps.filter(({ action }) => action !== 'unchanged').map(({ action, noun }) => `${action} ${noun}`);
  return { done, secrets };
}

describe('somebody new, with one file', () => {
  it('lets an agent in, sees why it is denied, mends the rule, and ends the agent; each file twice', async () => {
    const first = await applied(configuration('read_page'));
    expect(first.done).toEqual(['create users', 'create upstreams', 'create clients', 'create policies']);
    expect((await applied(configuration('read_page'))).done).toEqual([]);
    const [{ client_id: id = '', client_secret: secret = '' } = {}] = first.secrets;

    const upstream = await cli.json('upstreams', 'show', 'wiki');
    const calls = await callsOf(gatehouse, { id, secret }, upstream);
    const search = rpc('tools/call', { name: 'search_pages', arguments: {} });
    const denied = await calls.send(search);
    expect(denied.text).toMatch(/"reason":/);
    expect(server.received).toEqual([]);

    const asked = ['--client-id', id, '--upstream', 'wiki', '--tool', 'search_pages'];
    const why = await cli.json('policy', 'explain', ...asked);
    expect(why.decision).toBe('deny');

    expect((await applied(configuration('*_page*'))).done).toEqual(['change policies']);
    expect((await applied(configuration('*_page*'))).done).toEqual([]);
    expect((await cli.json('policy', 'explain', ...asked)).decision).toBe('allow');
    expect((await calls.send(search)).body).toMatchObject({ result: {} });
    expect(server.received).toHaveLength(1);

    expect((await applied(configuration('*_page*', 'inactive'))).done).toEqual(['change clients']);
    expect((await applied(configuration('*_page*', 'inactive'))).done).toEqual([]);
    expect((await calls.send(search)).status).toBe(401);
    await expect(gatehouse.accessToken(id, secret)).rejects.toThrow('no token: 401');
    expect(server.received).toHaveLength(1);
  });
});
