import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ChangeFeed, type HeardChange } from '../../src/database/change-feed.js';
import { ExpiredRowsJob } from '../../src/database/expired-rows.job.js';
import { CuttableLine } from '../support/cuttable-line.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';

let gatehouse: TestGatehouse;
let heard: HeardChange[] = [];

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  gatehouse.app.get(ChangeFeed).on('sessions', (changes) => void heard.push(...changes));
});
beforeEach(() => (heard = []));
afterAll(() => gatehouse.stop());

const INSERT = `INSERT INTO outbox (id, xid, topic, ids, at)
  SELECT gen_random_uuid(), pg_current_xact_id()::text::bigint, $1, $2, clock_timestamp() FROM generate_series(1, $3)`;

/** A row that nobody is notified of: what a replica sees whose notifications are lost. */
const silently = (id: string, topic = 'sessions') => gatehouse.sql(INSERT, [topic, [id], 1]);
const ids = () => heard.flatMap((change) => change.ids ?? []);
const anything = () => heard.some((change) => change.ids === null);

async function until(holds: () => boolean): Promise<void> {
  for (let left = 400; left > 0 && !holds(); left--) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(holds()).toBe(true);
}

async function transaction(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: gatehouse.ownerUrl });
  await client.connect();
  await client.query('BEGIN');
  return client;
}

describe('a change', () => {
  it('is heard without a notification, once, and with the time of its writing', async () => {
    const before = performance.now();
    await silently('one');
    await until(() => ids().includes('one'));
    const since = heard.find((change) => change.ids?.includes('one'))?.since;
    expect(since! - before).toBeGreaterThan(-1_000);
    expect(since).toBeLessThan(performance.now());
    await silently('two');
    await until(() => ids().includes('two'));
    expect(ids()).toEqual(['one', 'two']);
  });

  it('of another topic is not told', async () => {
    await silently('theirs', 'something else');
    await silently('ours');
    await until(() => ids().includes('ours'));
    expect(ids()).toEqual(['ours']);
  });

  it('is heard when its transaction began first and ended last', async () => {
    const slow = await transaction();
    await slow.query(INSERT, ['sessions', ['slow'], 1]);
    await silently('quick');
    await until(() => ids().includes('quick'));
    await silently('quicker');
    await until(() => ids().includes('quicker'));
    await slow.query('COMMIT');
    await slow.end();
    await until(() => ids().includes('slow'));
    expect(ids()).toEqual(['quick', 'quicker', 'slow']);
  });

  it('that is undone is not heard', async () => {
    const undone = await transaction();
    await undone.query(INSERT, ['sessions', ['undone'], 1]);
    await undone.query('ROLLBACK');
    await undone.end();
    await silently('done');
    await until(() => ids().includes('done'));
    expect(ids()).toEqual(['done']);
  });
});

describe('replicas are notified', () => {
  it('once of a closing, and never of a token', async () => {
    const replica = new pg.Client({ connectionString: gatehouse.serviceUrl });
    await replica.connect();
    const notified: string[] = [];
    replica.on('notification', ({ channel }) => void notified.push(channel));
    await replica.query('LISTEN gatehouse_changes');
    const agent = await gatehouse.agent();
    const rows = async () => (await gatehouse.sql('SELECT 1 FROM outbox')).length;
    const before = await rows();
    const tokens = await Promise.all(Array.from({ length: 5 }, () => gatehouse.accessToken(agent.id, agent.secret)));
    expect(await rows()).toBe(before);
    const { sid } = claimsOf(tokens[0] ?? '');
    expect((await gatehouse.adminCall('DELETE', `/sessions/${sid}`)).status).toBe(204);
    await until(() => notified.length > 0 && ids().includes(sid as string));
    expect(notified).toEqual(['gatehouse_changes']);
    expect(await rows()).toBe(before + 1);
    await replica.end();
  });
});

describe('more changes than are taken one by one', () => {
  it('are told as one that may concern anything', async () => {
    await gatehouse.sql(INSERT, ['sessions', ['many'], 5_000]);
    await until(anything);
    await silently('after');
    await until(() => ids().includes('after'));
    expect(ids().filter((id) => id === 'many').length).toBeLessThan(5_000);
  });
});

describe('rows that everybody has read', () => {
  it('are deleted after an hour', async () => {
    await silently('old');
    await until(() => ids().includes('old'));
    await gatehouse.app.get(ExpiredRowsJob).run();
    expect((await gatehouse.sql('SELECT 1 FROM outbox')).length).toBeGreaterThan(0);
    gatehouse.clock.advance(3_700_000);
    await gatehouse.app.get(ExpiredRowsJob).run();
    expect(await gatehouse.sql('SELECT 1 FROM outbox')).toEqual([]);
  });
});

describe('a feed that could not read for a while', () => {
  it('says that anything may have changed, and how old what it knows is', async () => {
    const line = await CuttableLine.to(gatehouse.serviceUrl);
    const other = await TestGatehouse.start({}, (url) => line.via(url));
    try {
      const feed = other.app.get(ChangeFeed);
      feed.on('sessions', (changes) => void heard.push(...changes));
      await until(() => feed.age() < 1_000);
      line.cut();
      await until(() => feed.age() > 2_000);
      heard = [];
      line.mend();
      await until(() => feed.age() < 1_000);
      await until(anything);
    } finally {
      line.mend();
      await other.stop();
      await line.close();
    }
  });
});
