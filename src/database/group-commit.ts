import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Gathering } from './gathering.js';
import { insertion, type NewRow } from './new-row.js';
import { RowChains } from './row-chain.js';
import { Sql } from './sql.js';

/** Writes the rows of many requests with one statement: nothing is answered before its rows are durable. */
@Injectable()
export class GroupCommit implements OnApplicationShutdown {
  private readonly gathering = new Gathering<readonly NewRow[], void>(async (writes) => {
    await this.insert(writes.flat());
    return [];
  });

  constructor(
    private readonly sql: Sql,
    private readonly chains: RowChains,
  ) {}

  /** Resolves when all rows are committed; rejects when none is. */
  write(rows: readonly NewRow[]): Promise<void> {
    return this.gathering.ask(rows);
  }

  onApplicationShutdown(): Promise<void> {
    return this.gathering.ended();
  }

  private async insert(rows: readonly NewRow[]): Promise<void> {
    await this.chains.written(rows, async (linked) => {
      await this.sql.rows(...insertion(linked));
      return true;
    });
  }
}
