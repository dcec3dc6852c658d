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
import { KNOWN_DAYS, LEAST, WEEKS } from './anomaly.rules.js';
const past = `SELECT week FROM generate_series(1, ${WEEKS}) week WHERE h.hour - week * interval '168 hours' >= known.since`;
/** The hours of $1 to $2 that had enough of something to be judged, and for which there is a past. */
const HOURS = `
  SELECT h.subject_type, h.subject, h.hour, h.metric, h.value, base.samples, base.mean, base.deviation
    FROM (
      SELECT subject_type, subject, hour, 'calls' AS metric, calls::float8 AS value FROM subject_hours
       WHERE hour >= $1 AND hour < $2 AND calls >= ${LEAST.calls}
      UNION ALL
      SELECT subject_type, subject, hour, 'denials', denied::float8 FROM subject_hours
       WHERE hour >= $1 AND hour < $2 AND denied >= ${LEAST.denials}) h
   CROSS JOIN LATERAL (
      SELECT min(f.hour) AS since FROM subject_hours f WHERE f.subject_type = h.subject_type AND f.subject = h.subject) known
   CROSS JOIN LATERAL (
      SELECT count(*)::int AS samples, avg(before.value)::float8 AS mean,
             coalesce(stddev_samp(before.value), 0)::float8 AS deviation
        FROM (
          SELECT coalesce(CASE h.metric WHEN 'calls' THEN b.calls ELSE b.denied END, 0)::float8 AS value
            FROM (${past}) weeks LEFT JOIN subject_hours b ON b.subject_type = h.subject_type AND b.subject = h.subject
             AND b.hour = h.hour - weeks.week * interval '168 hours') before) base
   WHERE base.samples > 0 ORDER BY h.hour, h.subject_type, h.subject, h.metric LIMIT $3`;
const NEW_USES = `
  SELECT k.subject_type, k.subject, k.what, k.name, k.first_at AS at, known.since AS known_since,
         known.others::int AS known_before
    FROM known_uses k
   CROSS JOIN LATERAL (
      SELECT min(o.first_at) AS since, count(*) FILTER (WHERE o.what = k.what AND o.first_at < k.first_at) AS others
        FROM known_uses o WHERE o.subject_type = k.subject_type AND o.subject = k.subject) known
   WHERE k.first_at >= $1 AND k.first_at < $2 AND k.what IN ('tool', 'client', 'country')
     AND known.since <= k.first_at - interval '${KNOWN_DAYS * 24} hours'
   ORDER BY k.first_at, k.subject_type, k.subject, k.what, k.name LIMIT $3`;
/** Reads what may be unusual, with the numbers to judge it by. */
let AnomalyStore = class AnomalyStore {
    sql;
    constructor(sql) {
        this.sql = sql;
    }
    hours(from, to, limit) {
        return this.sql.rows('anomalies.hours', HOURS, [from, to, limit]);
    }
    newUses(from, to, limit) {
        return this.sql.rows('anomalies.new-uses', NEW_USES, [from, to, limit]);
    }
};
AnomalyStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql])
], AnomalyStore);
export { AnomalyStore };
//# sourceMappingURL=anomalies.store.js.map