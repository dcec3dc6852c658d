import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { BuiltProgram } from '../support/built-program.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { blockOf, commandsOf, shell, typed, written } from './shell-commands.js';

const PAGE = 'docs/operate.md';
const SECTION = 'Put a server behind the gate';

let gatehouse: TestGatehouse;
let server: RecordingUpstream;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let program: BuiltProgram;
beforeAll(async () => {
  program = new BuiltProgram();
  gatehouse = await TestGatehouse.start();
  server = await RecordingUpstream.start();
  agent = await gatehouse.agent({ kind: 'agent' }, { roles: ['user'], groups: ['Payments'] });
}, 120_000);
afterAll(async () => {
  program.remove();
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

it.skipIf(!shell)('the commands for administrators of the gate do what the page says, in its order', async () => {
  const [names = '', ...commands] = commandsOf(PAGE, SECTION);
  expect(commands).toHaveLength(12);
  const [bank, archive, helper, weather, key, bounds, allow, watch, explain, enforce, look, off] = commands.map(
    (command) => command.replace('http://127.0.0.1:3001/mcp', server.url),
  ) as [string, string, string, string, string, string, string, string, string, string, string, string];
  const values: Record<string, string> = { TOKEN: await gatehouse.admin(), CLIENT_ID: agent.id };
  const run = typed(names.replace('http://localhost:8080', gatehouse.url), values);

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
  expect(await gatehouse.sql(blockOf(PAGE, SECTION, 'sql'))).toMatchObject([{ tool: 'delete_account', reason }]);
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

it.skipIf(!shell)(
  'the commands about evidence export it, verify it with kept keys, and prove one receipt',
  async () => {
    const [names = '', ...commands] = commandsOf(PAGE, 'Evidence');
    expect(commands).toHaveLength(5);
    const [keep, take, verify, prove, check] = commands as [string, string, string, string, string];
    const kept = mkdtempSync(join(tmpdir(), 'gatehouse-kept-'));
    const program = new BuiltProgram();
    try {
      const [receipt] = await gatehouse.sql<{ id: string }>(
        `SELECT id FROM audit_events WHERE kind = 'token.issued' LIMIT 1`,
      );
      const values = { TOKEN: await gatehouse.admin(), KEPT: kept, RECEIPT: receipt?.id ?? '' };
      const text = written(names.replace('http://localhost:8080', gatehouse.url), values);
      /** What stands behind `npx gatehouse`, run as the program that was just built. */
      const offline = (command: string) => {
        const [, line = ''] = command.split('npx gatehouse ');
        return program.run(line.trim().replaceAll('$KEPT', kept).split(' '), {});
      };
      await text(keep);
      await text(take);
      const whole = await offline(verify);
      expect([whole.code, whole.stdout]).toEqual([0, expect.stringMatching(/^Whole: \d+ receipts/)]);
      await text(prove);
      const proven = await offline(check);
      expect([proven.code, proven.stdout]).toEqual([
        0,
        expect.stringContaining(`receipt ${receipt?.id} is in checkpoint`),
      ]);
      const file = join(kept, 'evidence.ndjson');
      writeFileSync(file, readFileSync(file, 'utf8').replace('"allow"', '"deny"'));
      expect((await offline(verify)).code).toBe(1);
    } finally {
      program.remove();
      rmSync(kept, { recursive: true });
    }
  },
);

it.skipIf(!shell)('the commands about reports answer', async () => {
  const [names = '', ...commands] = commandsOf(PAGE, 'Reports');
  expect(commands).toHaveLength(5);
  const [usage, agents, anomalies, sessions, denials] = commands as [string, string, string, string, string];
  const values = { TOKEN: await gatehouse.admin() };
  const begin = names.replace('http://localhost:8080', gatehouse.url);
  const run = typed(begin, values);
  for (const command of [usage, agents, anomalies])
    expect(await run(command)).toMatchObject({ items: expect.any(Array) as [] });
  const [day] = (await run(sessions)).items as Record<string, number>[];
  expect(Number(day?.['humans']) + Number(day?.['ghosts']) + Number(day?.['bots'])).toBe(day?.['sessions']);
  expect(await written(begin, values)(denials.replace(' -o denials.csv', ''))).toMatch(/^kind,rule,reason,/);
});
