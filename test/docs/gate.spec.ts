import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { blockOf, commandsOf, LOCAL, shell, typed } from './shell-commands.js';

const UPSTREAMS = ['docs/upstreams.md', 'Put a server behind the gate'] as const;
const POLICY = ['docs/policy.md', 'Write a rule, watch it, make it count'] as const;

type Eight = [string, string, string, string, string, string, string, string];

let gatehouse: TestGatehouse;
let server: RecordingUpstream;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  server = await RecordingUpstream.start();
  agent = await gatehouse.agent({ kind: 'agent' }, { roles: ['user'], groups: ['Payments'] });
});
afterAll(async () => {
  await gatehouse.stop();
  await server.stop();
});

async function call(tool: string): Promise<Answer> {
  const token = await gatehouse.accessToken(agent.id, agent.secret, { resource: `${gatehouse.url}/api/v1/mcp/bank` });
  return gatehouse.request('POST', '/api/v1/mcp/bank', {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: tool } }),
  });
}

it.skipIf(!shell)('the commands about upstreams and rules do what the pages say, in their order', async () => {
  const local = (command: string) => command.replace('http://127.0.0.1:3001/mcp', server.url);
  const [names = '', ...upstreams] = commandsOf(...UPSTREAMS).map(local);
  const [same, ...rules] = commandsOf(...POLICY);
  expect([same, upstreams.length, rules.length]).toEqual([names, 8, 4]);
  const [bank, archive, helper, weather, key, bounds, look, off] = upstreams as Eight;
  const [allow, watch, explain, enforce] = rules as [string, string, string, string];
  const values: Record<string, string> = { TOKEN: await gatehouse.admin(), CLIENT_ID: agent.id };
  const run = typed(names.replace(LOCAL, gatehouse.url), values);

  values['BANK'] = (await run(bank)).id as string;
  expect(await run(archive)).toMatchObject({ kind: 'mcp', transport: 'sse' });
  expect(await run(helper)).toMatchObject({ endpoint: `${gatehouse.url}/api/v1/agents/helper` });
  const theirs = await run(weather);
  values['WEATHER'] = theirs.id as string;
  expect(theirs.credential).toEqual({ mode: 'static', header: 'x-api-key', set_at: expect.any(String) as string });
  expect((await run(key)).credential.set_at).not.toBe(theirs.credential.set_at);
  expect(await run(bounds)).toMatchObject({ timeouts: { first_byte: 10_000 }, limits: { concurrent: 20 } });

  expect((await call('delete_account')).body.error).toMatchObject({ data: { reason: 'default of upstream bank' } });
  await run(allow);
  const rule = await run(watch);
  values['RULE'] = rule.id as string;
  expect((await call('delete_account')).body.error).toBeUndefined();
  const reason = 'This agent deletes nothing.';
  expect(await gatehouse.sql(blockOf(...POLICY, 'sql'))).toMatchObject([{ tool: 'delete_account', reason }]);
  expect(await run(explain)).toMatchObject({
    decision: 'allow',
    shadow: { decision: 'deny', rule: rule.id },
    steps: [{ rule: rule.id, outcome: 'would decide' }, { outcome: 'decides' }],
  });

  expect(await run(enforce)).toMatchObject({ mode: 'enforce' });
  expect((await call('delete_account')).body.error).toMatchObject({ data: { reason } });
  expect((await call('look')).body.error).toBeUndefined();
  expect(await run(look)).toMatchObject({ health: { status: 'up' } });
  expect(await run(off)).toMatchObject({ status: 'inactive' });
  expect((await call('look')).status).toBe(503);
});
