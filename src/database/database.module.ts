import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChangeFeed } from './change-feed.js';
import { ChangeListener } from './change-listener.js';
import { dataSourceOptions } from './data-source.js';
import { ExpiredRowsJob } from './expired-rows.job.js';
import { GroupCommit } from './group-commit.js';
import { Outbox } from './outbox.js';
import { PartitionsJob } from './partitions.job.js';
import { Pulse } from './pulse.js';
import { Sql } from './sql.js';

/**
 * Owns the connection pool, the schema, its migrations and partitions, the writer that commits for many requests, and
 * the feed by which replicas hear of changes.
 * Owns no table's meaning: that is its store's. Asks nobody.
 */
@Module({})
export class DatabaseModule {
  /** @param url of a database that is migrated already */
  static at(url: string, poolSize: number): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [TypeOrmModule.forRoot({ ...dataSourceOptions(url, poolSize), retryAttempts: 0 })],
      providers: [Sql, Pulse, GroupCommit, PartitionsJob, ExpiredRowsJob, Outbox, ChangeListener, ChangeFeed],
      exports: [Sql, Pulse, GroupCommit, Outbox, ChangeFeed],
    };
  }
}
