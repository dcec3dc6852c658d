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
import { factsOf, SERIES, UNTAKEN_EVIDENCE, untakenEvidence } from '../rollups/untaken.store.js';
import { ANSWERED, expressionOf } from './counted-reports.rules.js';
import { piecesOf } from './report-range.rules.js';
const columns = SERIES.join(', ');
/**
 * Every event of a range by its series, and how often: from the counts, and from the rows that are not counted yet. One
 * statement, so that what is counted meanwhile is in one of the two and never in both. Takes $1 and $2 for the range.
 * @param counts selects `series`, `at` and `n`
 * @param time makes `at` of a time
 */
const events = (counts, time) => `${UNTAKEN_EVIDENCE},
  events AS (
    SELECT ${columns}, counted.at, counted.n FROM (${counts}) counted JOIN event_series s ON s.id = counted.series
    UNION ALL
    SELECT ${columns}, ${time('at')}, 1 FROM (${untakenEvidence('ALL')}) evidence WHERE at >= $1 AND at < $2
    UNION ALL
    SELECT ${columns}, ${time('at')}, 1 FROM (${factsOf('session_facts_pending')}) facts WHERE at >= $1 AND at < $2)`;
/** Reads reports from counts. */
let CountedReportStore = class CountedReportStore {
    sql;
    constructor(sql) {
        this.sql = sql;
    }
    /** Events by group. @returns at most `limit` groups */
    rows(asked, limit) {
        const { text, values } = counted(asked, limit);
        return this.sql.report(text, values);
    }
    /**
     * Calls of upstreams by group, with what became of them and how long answers took.
     * @returns at most `limit` groups; `p50 p95 p99` are places in the histogram
     */
    usage(asked, limit) {
        const { text, values } = usage(asked, limit);
        return this.sql.report(text, values);
    }
};
CountedReportStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql])
], CountedReportStore);
export { CountedReportStore };
/** The statement of a report, for whoever wants to look at its plan. */
export function counted(asked, limit) {
    const { values, where, from } = conditions(asked, asked.report.of);
    const { keys, order } = grouping(asked);
    const text = `WITH RECURSIVE ${from}
    SELECT ${keys.join(', ')}${keys.length > 0 ? ', ' : ''}sum(n)::float8 AS count FROM events WHERE ${where}
    ${order.length > 0 ? `GROUP BY ${order.join(', ')} ORDER BY ${order.join(', ')}` : ''} LIMIT ${limit}`;
    return { text, values };
}
/** The statement of the usage of upstreams. */
export function usage(asked, limit) {
    const { values, where, from } = conditions(asked, `(${asked.report.of} OR ${ANSWERED})`);
    const { keys, order } = grouping(asked);
    const names = keys.map((_, index) => `k${index}`);
    const by = names.join(', ');
    const text = `WITH RECURSIVE ${from},
    grouped AS (
      SELECT ${keys.map((key, index) => `${key.replace(/ AS .*/, '')} AS ${names[index] ?? ''}, `).join('')}
             kind, decision, status, latency_bin, sum(n) AS n FROM events WHERE ${where}
       GROUP BY ${[...order, 'kind', 'decision', 'status', 'latency_bin'].join(', ')}),
    calls AS (
      SELECT ${by}, coalesce(sum(n) FILTER (WHERE kind = 'gate.call'), 0) AS count,
             coalesce(sum(n) FILTER (WHERE kind = 'gate.call' AND decision = 'deny'), 0) AS denied,
             coalesce(sum(n) FILTER (WHERE kind = 'gate.answered'), 0) AS answered,
             coalesce(sum(n) FILTER (WHERE kind = 'gate.answered' AND status >= 500), 0) AS failed
        FROM grouped GROUP BY ${by}),
    bins AS (SELECT ${by}, latency_bin, sum(n) AS n FROM grouped WHERE latency_bin IS NOT NULL GROUP BY ${by}, latency_bin),
    places AS (
      SELECT ${by}, latency_bin, sum(n) OVER (PARTITION BY ${by} ORDER BY latency_bin) AS up_to,
             sum(n) OVER (PARTITION BY ${by}) AS n FROM bins),
    latencies AS (
      SELECT ${by}, min(latency_bin) FILTER (WHERE up_to >= 0.5 * n) AS p50,
             min(latency_bin) FILTER (WHERE up_to >= 0.95 * n) AS p95,
             min(latency_bin) FILTER (WHERE up_to >= 0.99 * n) AS p99 FROM places GROUP BY ${by})
    SELECT ${keys.map((key, index) => `c.${names[index] ?? ''} AS ${key.replace(/.* AS /, '')}, `).join('')}
           c.count::float8, c.denied::float8, c.answered::float8, c.failed::float8, p50, p95, p99
      FROM calls c LEFT JOIN latencies l ON (${names.map((name) => `l.${name}`).join(', ')})
           IS NOT DISTINCT FROM (${names.map((name) => `c.${name}`).join(', ')})
     ORDER BY ${names.map((name) => `c.${name}`).join(', ')} LIMIT ${limit}`;
    return { text, values };
}
function grouping({ groups, interval }) {
    const members = groups.map((member) => `${expressionOf(member)} AS ${member}`);
    const keys = interval === 'none' ? members : ['at AS at', ...members];
    return { keys, order: keys.map((key) => key.replace(/ AS .*/, '')) };
}
function conditions(asked, of) {
    const { from, to, interval, filters } = asked;
    const values = [from, to];
    const holds = [of];
    for (const [member, value] of filters) {
        values.push(value);
        holds.push(`${expressionOf(member)}::text = $${values.length}`);
    }
    const where = holds.join(' AND ');
    const time = (column) => interval === 'none' ? 'NULL::timestamptz' : `date_trunc('${interval}', ${column}, 'UTC')`;
    // Each piece by itself, with its width in the text: so PostgreSQL reads that partition alone.
    const pieces = piecesOf({ from, to }, interval).map((piece) => {
        values.push(piece.from, piece.to);
        const [first, last] = [values.length - 1, values.length];
        return `SELECT series, bucket, n FROM event_rollups WHERE width = ${piece.width} AND bucket >= $${first} AND bucket < $${last}`;
    });
    const counts = `SELECT series, ${time('bucket')} AS at, sum(n) AS n FROM (${pieces.join(' UNION ALL ')}) pieces
    WHERE series IN (SELECT id FROM event_series WHERE ${where}) GROUP BY 1, 2`;
    return { values, where, from: events(counts, time) };
}
//# sourceMappingURL=counted-report.store.js.map