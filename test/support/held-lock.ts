import pg from 'pg';
import type { TestGatehouse } from './gatehouse.js';

/** How long somebody may take to come to a lock, in milliseconds: a busy machine is slow, and a test that fails is rare. */
const PATIENCE = 20_000;
const PAUSE = 20;

/** A statement that locks something, and its values. */
type Locking = readonly [text: string, values?: readonly unknown[]];

/** What another connection has locked, as the owning role. */
export interface HeldLock {
  /**
   * Until at least so many connections of this database wait for a lock, whoever holds it.
   * @param unless ends the waiting as well: for what may be done without having to wait
   */
  waitedFor(count: number, unless?: Promise<unknown>): Promise<void>;
  /** Comes for more of what others may have. */
  also(locking: Locking): Promise<void>;
  /** Commits; whoever waited goes on. */
  release(): Promise<void>;
}

/**
 * Holds what a statement locks while `run` lets others come to it, so that they meet in an order that the test chooses.
 * What `run` has not released is rolled back at its end.
 */
export async function whileHeld<T>(
  gatehouse: TestGatehouse,
  [text, values = []]: Locking,
  run: (lock: HeldLock) => Promise<T>,
): Promise<T> {
  const holder = new pg.Client({ connectionString: gatehouse.ownerUrl });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(text, [...values]);
    return await run({
      waitedFor: (count, unless) => lockWaiters(gatehouse, count, unless),
      also: async ([more, given = []]) => void (await holder.query(more, [...given])),
      release: async () => void (await holder.query('COMMIT')),
    });
  } finally {
    await holder.end();
  }
}

/** Until at least so many connections of this database wait for a lock, or something else is settled. */
export async function lockWaiters(gatehouse: TestGatehouse, count: number, unless?: Promise<unknown>): Promise<void> {
  let settled = false;
  const settle = (): void => void (settled = true);
  unless?.then(settle, settle);
  for (const end = performance.now() + PATIENCE; ;) {
    const waiting = await countWaiters(gatehouse);
    if (settled || waiting >= count) return;
    if (performance.now() > end) throw new Error(`${waiting} wait for a lock after ${PATIENCE} ms, and not ${count}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** The server has other databases, whose waiting is not this test's. */
async function countWaiters(gatehouse: TestGatehouse): Promise<number> {
  // Never on the holder's connection: within a transaction pg_stat_activity stays as it was first read.
  const rows = await gatehouse.sql(
    `SELECT DISTINCT l.pid FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE NOT l.granted AND a.datname = current_database()`,
  );
  return rows.length;
}
