import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BuiltProgram } from '../support/built-program.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { bash, commandsOf, LOCAL, shell, typed, written } from './shell-commands.js';

const PAGE = 'docs/evidence.md';

let gatehouse: TestGatehouse;
let server: RecordingUpstream;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let program: BuiltProgram;
beforeAll(async () => {
  program = await BuiltProgram.make();
  gatehouse = await TestGatehouse.start({ CHECKPOINT_SECONDS: '1' });
  server = await RecordingUpstream.start();
  agent = await gatehouse.agent();
  await gatehouse.create('/upstreams', { name: 'bank', kind: 'mcp', url: server.url, default: 'deny' });
  const token = await gatehouse.accessToken(agent.id, agent.secret, { resource: `${gatehouse.url}/api/v1/mcp/bank` });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'pay' } });
  await gatehouse.request('POST', '/api/v1/mcp/bank', { headers, body });
}, 120_000);
afterAll(async () => {
  program.remove();
  await gatehouse.stop();
  await server.stop();
});

it.skipIf(!shell)('the commands that look for evidence find a call that was denied', async () => {
  const [names = '', denied = '', table = '', story = '', ...more] = commandsOf(PAGE, 'Look for it');
  expect(more).toEqual([]);
  const [call] = await gatehouse.sql<{ id: string; sid: string }>(
    `SELECT id, sid FROM audit_events WHERE kind = 'gate.call' AND client_id = '${agent.id}'`,
  );
  const values = { TOKEN: await gatehouse.admin(), CLIENT_ID: agent.id, SESSION: call?.sid ?? '' };
  const begin = names.replace(LOCAL, gatehouse.url);
  const run = typed(begin, values);
  expect((await run(denied)).items).toMatchObject([{ id: call?.id, kind: 'gate.call', decision: 'deny' }]);
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-table-'));
  await bash(`${begin}\n${table}`, values, folder);
  expect(readFileSync(join(folder, 'evidence.csv'), 'utf8')).toContain(call?.id);
  rmSync(folder, { recursive: true });
  expect(JSON.stringify(await run(story))).toContain(call?.id);
});

it.skipIf(!shell)(
  'the commands about evidence export it, verify it with kept keys, and prove one receipt',
  { timeout: 120_000 },
  async () => {
    const [names = '', ...commands] = commandsOf(PAGE, 'Prove it');
    expect(commands).toHaveLength(5);
    const [keep, take, verify, prove, check] = commands as [string, string, string, string, string];
    const kept = mkdtempSync(join(tmpdir(), 'gatehouse-kept-'));
    try {
      const [receipt] = await gatehouse.sql<{ id: string }>(
        `SELECT id FROM audit_events WHERE kind = 'token.issued' LIMIT 1`,
      );
      const values = { TOKEN: await gatehouse.admin(), KEPT: kept, RECEIPT: receipt?.id ?? '' };
      const text = written(names.replace(LOCAL, gatehouse.url), values);
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
      rmSync(kept, { recursive: true });
    }
  },
);

it.skipIf(!shell)('the commands about reports answer', async () => {
  const [names = '', ...commands] = commandsOf(PAGE, 'Reports');
  expect(commands).toHaveLength(5);
  const [usage, agents, anomalies, sessions, denials] = commands as [string, string, string, string, string];
  const values = { TOKEN: await gatehouse.admin() };
  const begin = names.replace(LOCAL, gatehouse.url);
  const run = typed(begin, values);
  for (const command of [usage, agents, anomalies])
    expect(await run(command)).toMatchObject({ items: expect.any(Array) as [] });
  const [day] = (await run(sessions)).items as Record<string, number>[];
  expect(Number(day?.['humans']) + Number(day?.['ghosts']) + Number(day?.['bots'])).toBe(day?.['sessions']);
  expect(await written(begin, values)(denials.replace(' -o denials.csv', ''))).toMatch(/^kind,rule,reason,/);
});
