import type { NewRow, WrittenRow } from './new-row.js';

/** What became of a write; `unknown` when the connection ended before the database had said. */
export type Outcome = 'committed' | 'rolled back' | 'unknown';

/** A chain for one write at a time: each row says what came before it. */
export interface RowChain {
  /** The rows with their places in the chain, to be written next; others stay as they are. */
  link(rows: readonly NewRow[]): readonly WrittenRow[];
  /** Must be called once for each chain that was taken. */
  settle(outcome: Outcome): void;
}

/** Chains of rows: as many as there are writes at once, so that none waits for another. */
export abstract class RowChains {
  abstract take(): RowChain;

  /**
   * Has rows written by one statement.
   * @param write whether it did; what it throws tells what became of it
   */
  async written(rows: readonly NewRow[], write: (linked: readonly WrittenRow[]) => Promise<boolean>): Promise<boolean> {
    const chain = this.take();
    let outcome: Outcome = 'rolled back';
    try {
      const done = await write(chain.link(rows));
      if (done) outcome = 'committed';
      return done;
    } catch (error) {
      outcome = outcomeOf(error);
      throw error;
    } finally {
      chain.settle(outcome);
    }
  }
}

/** SQLSTATE of statements of which it is not sure what became of them: the connection or the server went away. */
const UNSURE = /^(08|57P|XX|40003)/;

/** What became of a write that failed. */
export function outcomeOf(error: unknown): Outcome {
  const { driverError = error } = error as { driverError?: unknown };
  const { code, severity } = driverError as { code?: unknown; severity?: unknown };
  return typeof severity === 'string' && typeof code === 'string' && !UNSURE.test(code) ? 'rolled back' : 'unknown';
}
