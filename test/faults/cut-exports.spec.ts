import { get, type IncomingMessage } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { Evidence } from '../../src/audit/evidence.contract.js';
import { BuiltProgram } from '../support/built-program.js';
import { CuttableLine } from '../support/cuttable-line.js';
import { until } from '../support/logout-listener.js';
import { TestGatehouse } from '../support/gatehouse.js';

/** With {@link TEXT} more than all buffers hold that lie between the database and a client that does not read. */
const MANY = 3000;
const TEXT = 'x'.repeat(4000);

let gatehouse: TestGatehouse;
let line: CuttableLine;
let program: BuiltProgram;
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-cut-'));

beforeAll(async () => {
  line = await CuttableLine.to(inject('serviceUrl'));
  gatehouse = await TestGatehouse.start({ CHECKPOINT_SECONDS: '3600' }, (url) => line.via(url));
  program = await BuiltProgram.make();
  const evidence = gatehouse.app.get(Evidence);
  const event = { kind: 'test.long', decision: 'done', detail: { text: TEXT } } as const;
  for (let left = MANY; left > 0; left -= 300) await evidence.record(...Array.from({ length: 300 }, () => event));
  await gatehouse.agent();
  await gatehouse.sql(
    `INSERT INTO clients SELECT (jsonb_populate_record(c, jsonb_build_object(
         'id', gen_random_uuid(), 'client_id', 'copy-' || n, 'client_name', $1::text))).*
       FROM (SELECT clients AS c FROM clients LIMIT 1) one, generate_series(1, ${MANY}) n`,
    [TEXT],
  );
}, 240_000);
afterEach(() => line.mend());
afterAll(async () => {
  program.remove();
  rmSync(folder, { recursive: true });
  line.mend();
  await gatehouse.stop();
  await line.close();
});

/** The answer of a client that reads nothing yet. */
async function begun(path: string): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${await gatehouse.admin()}` };
  return new Promise((resolve, reject) => {
    get(`${gatehouse.url}/api/v1/admin${path}`, { headers, agent: false }, resolve).on('error', reject);
  });
}

/** What comes until the end, and whether the answer was complete. */
async function rest(answer: IncomingMessage): Promise<{ text: string; complete: boolean }> {
  const chunks: Buffer[] = [];
  answer.on('data', (chunk: Buffer) => void chunks.push(chunk)).on('error', () => undefined);
  await new Promise((resolve) => answer.once('close', resolve));
  return { text: Buffer.concat(chunks).toString(), complete: answer.complete };
}

const failures = (path: string) =>
  gatehouse.logLines.filter((logged) => logged.includes('request.failed') && logged.includes(`"/api/v1/admin${path}"`));

describe.each(['/audit/export', '/audit/search.ndjson', '/audit/search.csv', '/reports/agents'])('%s', (path) => {
  const asked = path === '/reports/agents' ? `${path}?format=csv` : path;

  it('is cut off when the database goes in the middle of it, and the log says so', async () => {
    const answer = await begun(asked);
    expect(answer.statusCode).toBe(200);
    line.cut();
    const { text, complete } = await rest(answer);
    expect(complete).toBe(false);
    expect(text.length).toBeGreaterThan(0);
    await until(() => failures(path).length === 1, 'the log says that it failed');
    if (path !== '/audit/export') return;
    // What came is no whole export: its closing checkpoint is missing.
    line.mend();
    const jwks = join(folder, 'jwks.json');
    const file = join(folder, 'cut.ndjson');
    writeFileSync(jwks, (await gatehouse.request('GET', '/.well-known/evidence-jwks.json')).text);
    const verified = (exported: string) => {
      writeFileSync(file, exported);
      return program.run(['audit', 'verify', file, '--jwks', jwks], {});
    };
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const atLine = await verified(whole);
    expect(atLine.stdout).toMatch(/^BROKEN: (line \d+: )?it ends without a checkpoint: something is cut off\n$/);
    expect(atLine.code).toBe(1);
    // In the middle of a line, the place is named.
    const inLine = await verified(whole.slice(0, -100));
    expect(inLine.stdout).toMatch(/^(BROKEN|Unreadable): line \d+: /);
    expect([1, 2]).toContain(inLine.code);
  }, 120_000);

  it('is not told of in the log when its client goes away', async () => {
    const before = failures(path).length;
    const answer = await begun(asked);
    answer.destroy();
    // Whoever asks later is answered after the end of the one before was noticed.
    await rest(await begun(asked));
    expect(failures(path)).toHaveLength(before);
  });
});
