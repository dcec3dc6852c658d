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
import { uuidv7Floor } from '../../kernel/uuid-v7.js';
/** Facts are dated by their id, or up to a second later. */
const LATE = 60_000;
const REQUEST = `t.id, t.at, t.source, t.grant_type, t.outcome, t.reason, t.client_id, t.user_id, t.sid, t.network, t.fingerprint,
  t.browser, t.os, t.device, t.country, t.is_bot, t.is_ai_crawler, t.is_scanner, t.is_behavioral_bot, t.behavior_score,
  t.engaged_at, t.traffic`;
/** Reads what was made of traffic. */
let TrafficReadingStore = class TrafficReadingStore {
    sql;
    constructor(sql) {
        this.sql = sql;
    }
    /** The newest first. @param before the id of the last one that was shown */
    alarms(filters, before, limit) {
        const { metric = null, level = null, from = null, to = null } = filters;
        return this.sql.query(`SELECT id, hour, metric, level, value, baseline FROM traffic_alarms
        WHERE ($1::uuid IS NULL OR id < $1) AND ($2::text IS NULL OR metric = $2) AND ($3::text IS NULL OR level = $3)
          AND ($4::timestamptz IS NULL OR hour >= $4) AND ($5::timestamptz IS NULL OR hour < $5)
        ORDER BY id DESC LIMIT $6`, [before, metric, level, from, to, limit]);
    }
    /**
     * Token requests of a range of time, the newest first, and which signals their network showed when it was scored last.
     * @param before the id of the last one that was shown
     */
    requests(filters, range, before, limit) {
        const values = [range.from, range.to, uuidv7Floor(+range.from), uuidv7Floor(+range.to + LATE)];
        const holds = ['at >= $1', 'at < $2', 'id >= $3', 'id < $4'];
        const where = (condition, value) => {
            values.push(value);
            holds.push(`${condition} $${values.length}`);
        };
        if (before !== null)
            where('id <', before);
        const { min_score, ...equal } = filters;
        for (const [column, value] of Object.entries(equal))
            if (value !== undefined)
                where(`${column} =`, value);
        if (min_score !== undefined)
            where('behavior_score >=', min_score);
        return this.sql.query(`SELECT ${REQUEST}, o.signals AS network_signals FROM (
         SELECT * FROM session_traffic WHERE ${holds.join(' AND ')} ORDER BY id DESC LIMIT ${limit}) t
         LEFT JOIN origin_scores o USING (network) ORDER BY t.id DESC`, values);
    }
    thresholds() {
        return this.sql.query('SELECT metric, warning, critical, updated_at FROM traffic_thresholds ORDER BY metric', []);
    }
};
TrafficReadingStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql])
], TrafficReadingStore);
export { TrafficReadingStore };
//# sourceMappingURL=traffic-reading.store.js.map