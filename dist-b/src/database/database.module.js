var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var DatabaseModule_1;
import { Module } from '@nestjs/common';
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
let DatabaseModule = DatabaseModule_1 = class DatabaseModule {
    /** @param url of a database that is migrated already */
    static at(url, poolSize) {
        return {
            module: DatabaseModule_1,
            global: true,
            imports: [TypeOrmModule.forRoot({ ...dataSourceOptions(url, poolSize), retryAttempts: 0 })],
            providers: [Sql, Pulse, GroupCommit, PartitionsJob, ExpiredRowsJob, Outbox, ChangeListener, ChangeFeed],
            exports: [Sql, Pulse, GroupCommit, Outbox, ChangeFeed],
        };
    }
};
DatabaseModule = DatabaseModule_1 = __decorate([
    Module({})
], DatabaseModule);
export { DatabaseModule };
//# sourceMappingURL=database.module.js.map