import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { insertion, type NewRow } from './new-row.js';
import { RowChains } from './row-chain.js';
import { isAboutRows, Sql } from './sql.js';

interface Waiting {
  readonly rows: readonly NewRow[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const MOST_FLUSHES = 2;
const LARGEST_BATCH = 200;

/**
 * Writes the rows of many requests with one statement. Each caller waits for the commit that holds its rows, so that
 * nothing is answered that is not durable; while a flush is under way, later rows gather for the next.
 */
@Injectable()
export class GroupCommit implements OnApplicationShutdown {
  private waiting: Waiting[] = [];
  private flushes = 0;
  private idle: (() => void)[] = [];

  constructor(
    private readonly sql: Sql,
    private readonly chains: RowChains,
  ) {}

  /** Resolves when all rows are committed; rejects when none is. */
  write(rows: readonly NewRow[]): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ rows, done, failed });
      // Once round the event loop lets requests that arrived together share a flush.
      if (this.waiting.length === 1) setImmediate(() => this.flush());
    });
  }

  async onApplicationShutdown(): Promise<void> {
    while (this.waiting.length > 0 || this.flushes > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private flush(): void {
    while (this.waiting.length > 0 && this.flushes < MOST_FLUSHES) {
      const batch = this.waiting.splice(0, LARGEST_BATCH);
      this.flushes += 1;
      void this.commit(batch).finally(() => {
        this.flushes -= 1;
        this.flush();
        if (this.flushes === 0) this.idle.splice(0).forEach((resolve) => resolve());
      });
    }
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.insert(batch.flatMap((waiting) => waiting.rows));
      for (const { done } of batch) done();
    } catch (error) {
      if (batch.length === 1 || !isAboutRows(error)) return batch.forEach(({ failed }) => failed(error));
      // One bad row must not fail its neighbours.
      for (const waiting of batch) await this.commit([waiting]);
    }
  }

  private async insert(rows: readonly NewRow[]): Promise<void> {
    await this.chains.written(rows, async (linked) => {
      const [text, values] = insertion(linked);
      // One text for each set of tables, because every row of a table names the same columns.
      await this.sql.rows(`commit.${[...new Set(rows.map(({ into }) => into.table))].join('.')}`, text, values);
      return true;
    });
  }
}
