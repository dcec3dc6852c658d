import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Verdict, verifyEvidence } from '../../src/audit/verify/verification.js';
import { RollupsJob } from '../../src/analytics/rollups/rollups.job.js';
import { EvidenceRetentionJob } from '../../src/audit/retention/evidence-retention.job.js';
import { EvidenceRetentionStore } from '../../src/audit/retention/evidence-retention.store.js';
import { openDatabase } from '../../src/database/open-database.js';
import { PinoLog } from '../../src/http/pino-log.js';
import { readSettings } from '../../src/settings/settings.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { testSecrets } from '../support/test-secrets.js';

const DAY = 86_400_000;

interface Exported {
  receipt?: { id: string; kind: string; at: string; detail?: Record<string, unknown> };
}

let gatehouse: TestGatehouse;
let jwks: unknown;
/** What was exported before anything was dropped. */
let before: string[];

async function exported(query = ''): Promise<{ lines: string[]; verdict: Verdict }> {
  const { status, text } = await gatehouse.adminCall('GET', `/audit/export${query}`);
  expect(status, gatehouse.errors()).toBe(200);
  const lines = text.trimEnd().split('\n');
  return { lines, verdict: await verifyEvidence(lines, jwks) };
}

/** What the start does, as the owner: the schema, and how long evidence is kept. */
async function started(days: string): Promise<void> {
  const urls = { DATABASE_URL: gatehouse.serviceUrl, MIGRATION_DATABASE_URL: gatehouse.ownerUrl };
  const settings = readSettings({ ...testSecrets, ...urls, EVIDENCE_DAYS: days });
  await (await openDatabase(settings, new PinoLog('silent'))).close();
}

const daily = () =>
  gatehouse.sql<{ name: string }>(
    `SELECT relid::regclass::text AS name FROM pg_partition_tree('audit_events') WHERE level = 1 ORDER BY name`,
  );
const hourly = () => gatehouse.app.get(EvidenceRetentionJob).run();
/** As if checkpoints had been signed at the time that the service's clock told. */
async function aged(): Promise<void> {
  await gatehouse.sql('ALTER TABLE audit_checkpoints DISABLE TRIGGER USER');
  await gatehouse.sql('UPDATE audit_checkpoints SET written_at = at');
  await gatehouse.sql('ALTER TABLE audit_checkpoints ENABLE TRIGGER USER');
}
const receipts = (lines: readonly string[]) => lines.flatMap((line) => (JSON.parse(line) as Exported).receipt ?? []);
const person = (name: string) => gatehouse.create('/users', { email: `${name}@example.test`, name, roles: ['user'] });

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ CHECKPOINT_SECONDS: '3600', ROLLUP_SECONDS: '86400' });
  await gatehouse.sql(`SELECT keep_partitions(now() - interval '40 days', 3650)`);
  gatehouse.clock.advance(-40 * DAY);
  await person('ada');
  await exported();
  // The block of this checkpoint has receipts of two days.
  await person('grace');
  gatehouse.clock.advance(DAY);
  await person('mary');
  await exported();
  await person('joan');
  await exported();
  gatehouse.clock.advance(39 * DAY);
  await person('hedy');
  jwks = (await gatehouse.request('GET', '/.well-known/evidence-jwks.json')).body;
  const { lines, verdict } = await exported();
  expect(verdict).toMatchObject({ state: 'whole' });
  before = lines;
  await gatehouse.app.get(RollupsJob).count();
});
afterAll(() => gatehouse.stop());

describe('evidence that is kept', () => {
  it('for ever unless told otherwise, and for longer than it is old', async () => {
    const pieces = await daily();
    await hourly();
    await started('');
    await hourly();
    await started('60');
    await hourly();
    expect(await daily()).toEqual(pieces);
    expect((await exported()).lines.slice(0, before.length)).toEqual(before);
  });

  it('as long as others, when the clock that wrote it was far behind', async () => {
    // By its ids it is forty days old; by the database's clock it was signed just now.
    const pieces = await daily();
    await started('30');
    await hourly();
    expect(await daily()).toEqual(pieces);
    await started('60');
    await aged();
  });

  it('is not dropped by the service, whatever its role does', async () => {
    const service = new pg.Client({ connectionString: gatehouse.serviceUrl });
    await service.connect();
    const [oldest] = await daily();
    for (const text of [
      `UPDATE audit_retention SET days = 0`,
      `INSERT INTO audit_retention (id, days) VALUES (1, 0) ON CONFLICT (id) DO UPDATE SET days = 0`,
      `DELETE FROM audit_retention`,
      `DELETE FROM audit_seals`,
      `INSERT INTO audit_seals (begins, ends, at, receipts, unchained, checkpoint) VALUES (now(), now(), now(), 0, 0, 99)`,
      `UPDATE audit_seals SET checkpoint = 99`,
      `TRUNCATE audit_seals, audit_retention`,
      `DROP TABLE ${oldest!.name}`,
      `ALTER TABLE audit_events DETACH PARTITION ${oldest!.name}`,
    ]) {
      await expect.soft(service.query(text), text).rejects.toThrow(/permission denied|must be owner/);
    }
    await service.query('BEGIN');
    const told = await service.query<{ honest: boolean }>(
      `INSERT INTO audit_checkpoints (number, at, jws, written_at) VALUES (99, now(), '', '2001-01-01')
       RETURNING written_at = now() AS honest`,
    );
    expect(told.rows).toEqual([{ honest: true }]);
    await service.query('ROLLBACK');
    const { rows } = await service.query('SELECT * FROM seal_evidence()');
    expect(rows).toEqual([]);
    await service.end();
  });

  it('as long as there is a receipt that no checkpoint has', async () => {
    await started('30');
    // A chain with a gap: nobody signs what comes after it.
    await gatehouse.sql(
      `INSERT INTO audit_events (id, at, kind, decision, writer, seq, prev, hash)
        VALUES (uuidv7_floor(now() - interval '40 days'), now(), 'x', 'done', gen_random_uuid(), 7, '\\x00', '\\x00')`,
    );
    const pieces = await daily();
    await hourly();
    expect(await daily()).toEqual(pieces);
    expect(gatehouse.logLines.join('')).toContain('evidence.not_sealed');
    await gatehouse.sql(`ALTER TABLE audit_events DISABLE TRIGGER audit_events_append_only`);
    await gatehouse.sql(`DELETE FROM audit_events WHERE kind = 'x'`);
    await gatehouse.sql(`ALTER TABLE audit_events ENABLE TRIGGER audit_events_append_only`);
  });
});

describe('evidence that reports have not counted', () => {
  const counted = (until: string) =>
    gatehouse.sql(
      `INSERT INTO rollup_states (source, since) SELECT 'evidence', ${until}
       ON CONFLICT (source) DO UPDATE SET since = excluded.since`,
    );
  const oldest = `(SELECT uuidv7_time(min(id::text)::uuid) FROM audit_events)`;

  it('is kept until counting is two days past its day, whatever its age', async () => {
    await started('30');
    const pieces = await daily();
    await gatehouse.sql(`DELETE FROM rollup_states`);
    await hourly();
    expect(await daily()).toEqual(pieces);
    // The day of the oldest receipt ends at midnight.
    await counted(`date_trunc('day', ${oldest}, 'UTC') + interval '3 days' - interval '1 second'`);
    await hourly();
    expect(await daily()).toEqual(pieces);
    await counted(`date_trunc('day', ${oldest}, 'UTC') + interval '3 days'`);
    await hourly();
    expect((await daily()).map(({ name }) => name)).toEqual(pieces.slice(1).map(({ name }) => name));
    await gatehouse.app.get(RollupsJob).count();
  });
});

describe('evidence that is past its retention', () => {
  it('is dropped by the day, with a receipt of what it was, and by two replicas only once', async () => {
    await started('30');
    const pieces = await daily();
    // Each in transactions of its own, as another replica's job.
    const replica = async () => {
      while ((await gatehouse.app.get(EvidenceRetentionStore).seal()) !== null);
    };
    await Promise.all([replica(), replica(), hourly()]);
    const left = (await daily()).map(({ name }) => name);
    const dropped = pieces.map(({ name }) => name).filter((name) => !left.includes(name));
    // All of the five days but the oldest, which went before: that of the second checkpoint, and those on which nothing came about.
    expect(dropped).toHaveLength(4);
    const { lines, verdict } = await exported();
    expect(verdict).toMatchObject({ state: 'whole' });
    const seals = receipts(lines).filter(({ kind }) => kind === 'evidence.sealed');
    expect(seals).toHaveLength(5);
    const told = seals
      .map(({ detail }) => detail)
      .toSorted((one, other) => (String(one?.['from']) < String(other?.['from']) ? -1 : 1));
    const [first, second, ...empty] = told;
    const midnight = (ago: number) => new Date(Math.floor(Date.now() / DAY - ago) * DAY).toISOString();
    expect(first).toMatchObject({ from: midnight(40), to: midnight(39), checkpoint: 2 });
    expect(second).toMatchObject({ from: midnight(39), to: midnight(38), checkpoint: 3 });
    for (const detail of empty)
      expect(detail).toEqual({ from: expect.any(String), to: expect.any(String), receipts: 0 });
    const day = (at: string) => receipts(before).filter((one) => one.at.slice(0, 10) === at.slice(0, 10)).length;
    expect(first?.['receipts']).toBe(day(midnight(40)));
    expect(second?.['receipts']).toBe(day(midnight(39)));
  });

  it('an export begins after it, says so, and verifies', async () => {
    const { lines, verdict } = await exported();
    const second = receipts(lines).filter(({ detail }) => detail?.['checkpoint'] === 3);
    expect(verdict.verified).toMatchObject({ begins: { after: 3, sealed: second[0]!.id } });
    expect(verdict.verified?.checkpoints[0]).toBe(4);
    expect(receipts(lines).every(({ at }) => Date.parse(at) > Date.now() - DAY)).toBe(true);
    const asked = await exported(`?from=${new Date(Date.now() - 50 * DAY).toISOString()}`);
    expect(asked.verdict.verified?.checkpoints[0]).toBe(4);
  });

  it('what was exported before still verifies, and what came after follows on it', async () => {
    const { lines } = await exported();
    const at = before.findIndex((line) => line === lines.find((one) => one.startsWith('{"checkpoint"')));
    expect(at).toBeGreaterThan(0);
    const beginning = before.slice(0, at + 1);
    const rest = lines.slice(lines.indexOf(before[at]!) + 1);
    expect(await verifyEvidence([...beginning, ...rest], jwks)).toMatchObject({ state: 'whole' });
  });

  it('a beginning that is cut off is told apart from one that was dropped', async () => {
    const { lines } = await exported();
    const first = lines.findIndex((line) => line.startsWith('{"checkpoint"'));
    const cut = await verifyEvidence(lines.slice(first + 1), jwks);
    expect(cut).toMatchObject({ state: 'whole', verified: { begins: { after: 4, sealed: null } } });
  });

  it('there is no proof of what was dropped, nor beside it', async () => {
    const [gone] = receipts(before);
    expect((await gatehouse.adminCall('GET', `/audit/${gone!.id}/proof`)).status).toBe(404);
    const [kept] = receipts((await exported()).lines);
    expect((await gatehouse.adminCall('GET', `/audit/${kept!.id}/proof`)).status).toBe(200);
  });

  it('checkpoints stay, and cannot be changed', async () => {
    const [row] = await gatehouse.sql<{ least: string }>('SELECT min(number) AS least FROM audit_checkpoints');
    expect(Number(row?.least)).toBe(1);
    await expect(gatehouse.sql('DELETE FROM audit_seals')).rejects.toThrow('append-only');
  });
});

it('a clock that was ahead for a moment does not keep later receipts from being signed', async () => {
  await gatehouse.sql('ALTER TABLE audit_checkpoints DISABLE TRIGGER USER');
  await gatehouse.sql(
    `UPDATE audit_checkpoints SET at = at + interval '10 days' WHERE number = (SELECT max(number) FROM audit_checkpoints)`,
  );
  await gatehouse.sql('ALTER TABLE audit_checkpoints ENABLE TRIGGER USER');
  const { id } = (await person('late')) as { id: string };
  const { lines, verdict } = await exported();
  expect(verdict).toMatchObject({ state: 'whole' });
  expect(lines.join('\n')).toContain(id);
});
