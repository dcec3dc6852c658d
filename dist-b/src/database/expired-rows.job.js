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
import { RecurringJob } from './recurring.job.js';
import { Sql } from './sql.js';
const HOUR = 3_600_000;
/** Strangers can make authorization requests: what nobody came for must not stay. */
const MINUTE = 60_000;
/** Tables whose rows end by themselves: the column that says when, and for how many hours more they are of use. */
const expiring = [
    ['authorization_requests', 'expires_at', 0],
    // A code that comes again after a month still ends what it began.
    ['authorization_codes', 'expires_at', 30 * 24],
    ['web_sessions', 'expires_at', 0],
    ['setup_links', 'expires_at', 0],
    ['company_sign_ins', 'expires_at', 0],
    ['pending_sign_ins', 'expires_at', 0],
    ['spent_ids', 'expires_at', 0],
    ['passkey_ceremonies', 'expires_at', 0],
    // The last try: an hour without one starts afresh.
    ['sign_in_failures', 'updated_at', 24],
    // So long those who look can see what there was; a revoked one, too, stays until then.
    ['access_keys', 'expires_at', 30 * 24],
    ['devices', 'expires_at', 30 * 24],
    // As long as usage is told of.
    ['device_heartbeats', 'expires_at', 30 * 24],
    // One that comes again is told the same as one that nobody made.
    ['bridge_codes', 'expires_at', 24],
    ['device_authorizations', 'expires_at', 24],
    // Those that were replaced; the others have no such time.
    ['client_secrets', 'expires_at', 0],
    ['hook_calls', 'expires_at', 0],
    ['kept_answers', 'expires_at', 0],
    ['upstream_tokens', 'expires_at', 0],
    ['shown_lists', 'expires_at', 0],
    // Whoever has not read for so long looks at everything anew.
    ['outbox', 'at', 1],
    // Scores look a day back, and what is usual is told by a week.
    ['traffic_counters', 'hour', 30 * 24],
    ['traffic_alarms', 'hour', 90 * 24],
    // So long those who look can see what there was; the others have no such time.
    ['address_bans', 'expires_at', 30 * 24],
    ['registration_tokens', 'expires_at', 30 * 24],
];
/** Deletes what has expired, at the start and every minute. Tables that grow with traffic drop partitions instead. */
let ExpiredRowsJob = class ExpiredRowsJob extends RecurringJob {
    sql;
    clock;
    constructor(sql, clock, log) {
        super(log, { every: MINUTE, atStart: true, failure: 'expired_rows.failed' });
        this.sql = sql;
        this.clock = clock;
    }
    /** Nothing depends on it: whoever reads such a row looks at its time. */
    async work() {
        for (const [table, column, hours] of expiring) {
            const before = new Date(this.clock.now() - hours * HOUR);
            await this.sql.query(`DELETE FROM ${table} WHERE ${column} < $1`, [before]);
        }
    }
};
ExpiredRowsJob = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock,
        Log])
], ExpiredRowsJob);
export { ExpiredRowsJob };
//# sourceMappingURL=expired-rows.job.js.map