var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';
import { Settings } from '../settings/settings.js';
import { RecurringJob } from './recurring.job.js';
import { Sql } from './sql.js';
const HOUR = 3_600_000;
/**
 * Creates the partitions of the coming weeks and drops those past retention, at the start and every hour. A missed hour
 * costs nothing: four weeks are there already, and a default partition catches the rest.
 */
let PartitionsJob = class PartitionsJob extends RecurringJob {
    sql;
    clock;
    settings;
    constructor(sql, clock, settings, log) {
        super(log, { every: HOUR, atStart: true, failure: 'partitions.failed' });
        this.sql = sql;
        this.clock = clock;
        this.settings = settings;
    }
    async work() {
        const now = new Date(this.clock.now());
        await this.sql.query('SELECT keep_partitions($1, $2)', [now, this.settings.RETENTION_DAYS]);
    }
};
PartitionsJob = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock,
        Settings,
        Log])
], PartitionsJob);
export { PartitionsJob };
//# sourceMappingURL=partitions.job.js.map