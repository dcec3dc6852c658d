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
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7Floor } from '../../kernel/uuid-v7.js';
/** Days back from now of which usage is told, the longest last. */
export const PERIODS = [1, 7, 30];
const DAY = 86_400_000;
/** Arrays of float8 come as numbers: a sum may be beyond what an integer of PostgreSQL holds. */
const overPeriods = (value, condition) => `ARRAY[${PERIODS.map((_, at) => `coalesce(${value} FILTER (WHERE ${condition} >= $${at + 3}), 0)`).join(', ')}]::float8[]`;
/** Reads what the devices of a person did; it writes nothing. */
let UsageStore = class UsageStore {
    sql;
    clock;
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    totals(deviceId, userId) {
        const sum = (column) => overPeriods(`sum(h.${column})`, 'h.last_heartbeat_at');
        return this.sql.rows('usage.totals', `SELECT d.id = $1 AS own, ${overPeriods('count(*)', 'h.last_heartbeat_at')} AS sessions,
              ${sum('forwarded_total')} AS forwarded, ${sum('tokens_in_total')} AS "tokensIn",
              ${sum('tokens_out_total')} AS "tokensOut"
         FROM devices d JOIN device_heartbeats h ON h.device_id = d.id
        WHERE d.user_id = $2 GROUP BY d.id = $1`, [deviceId, userId, ...this.beginnings()]);
    }
    /**
     * By the index of evidence on sessions, and within the weeks that count: their ids carry their time. As far back as
     * sessions are kept (RETENTION_DAYS).
     */
    calls(deviceId, userId) {
        return this.sql.rows('usage.calls', `SELECT d.id = $1 AS own, e.decision, ${overPeriods('count(*)', 'e.id')} AS calls
         FROM devices d
         JOIN sessions s ON s.parent_id = d.session_id
         JOIN audit_events e ON e.sid = s.id AND e.id >= $${PERIODS.length + 2}
        WHERE d.user_id = $2 AND e.kind = 'gate.call' AND e.decision IN ('allow', 'deny')
        GROUP BY d.id = $1, e.decision`, [deviceId, userId, ...this.beginnings().map((begin) => uuidv7Floor(begin.getTime()))]);
    }
    beginnings() {
        return PERIODS.map((days) => new Date(this.clock.now() - days * DAY));
    }
};
UsageStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], UsageStore);
export { UsageStore };
//# sourceMappingURL=usage.store.js.map