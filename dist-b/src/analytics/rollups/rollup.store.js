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
import { DataSource } from 'typeorm';
import { factsOf, SERIES, UNTAKEN_EVIDENCE, untakenEvidence } from './untaken.store.js';
/** Days for which counts of a width are kept, by minutes. Days last longer than any report is. */
export const KEPT_DAYS = [
    [5, 8],
    [60, 70],
    [1440, 410],
    [10_080, 420],
];
const columns = SERIES.join(', ');
/**
 * Events of the part `taken`, with the person behind them, unless that one is gone: evidence alone knows them then; and with
 * the hash of what events are told apart by.
 */
const hashed = `hashed AS MATERIALIZED (
    SELECT taken.*, encode(substring(sha256(convert_to(jsonb_build_array(${columns})::text, 'UTF8')) FOR 16), 'hex')::uuid AS series,
           CASE WHEN sub ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
             THEN (SELECT u.id::text FROM users u WHERE u.id = sub::uuid) END AS person
      FROM taken)`;
/** Counts what is in `hashed` by every width, and remembers what was used. */
const counting = `
  named AS (
    INSERT INTO event_series (id, ${columns}, seen_at)
    SELECT DISTINCT ON (series) series, ${columns}, max(at) OVER (PARTITION BY series) FROM hashed ORDER BY series
    ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
     WHERE event_series.seen_at < excluded.seen_at - interval '1 day'),
  counted AS (
    INSERT INTO event_rollups (width, bucket, series, n)
    SELECT width, date_bin(width * interval '1 minute', at, '1970-01-01Z'), series, count(*)
      FROM hashed CROSS JOIN (VALUES (5::smallint), (60::smallint), (1440::smallint), (10080::smallint)) widths (width) GROUP BY 1, 2, 3
    ON CONFLICT (width, bucket, series) DO UPDATE SET n = event_rollups.n + excluded.n),
  uses (subject_type, subject, what, name, at) AS (
    SELECT 'client', client_id, 'scope', regexp_split_to_table(scope, ' '), at FROM hashed WHERE scope <> ''
    UNION ALL SELECT 'client', client_id, 'upstream', upstream, at FROM hashed WHERE kind = 'gate.call' AND decision = 'allow'
    UNION ALL SELECT 'client', client_id, 'tool', upstream || '/' || tool, at FROM hashed
      WHERE kind = 'gate.call' AND decision = 'allow'
    UNION ALL SELECT 'client', client_id, 'country', country, at FROM hashed WHERE kind = 'fact' AND decision = 'allow'
    UNION ALL SELECT 'person', person, 'country', country, at FROM hashed WHERE kind = 'fact' AND decision = 'allow'
    UNION ALL SELECT 'person', person, 'tool', upstream || '/' || tool, at FROM hashed
      WHERE kind = 'gate.call' AND decision = 'allow'
    UNION ALL SELECT 'person', person, 'client', client_id, at FROM hashed
      WHERE kind IN ('gate.call', 'token.issued') AND decision = 'allow'),
  used AS (
    INSERT INTO known_uses (subject_type, subject, what, name, first_at, last_at)
    SELECT subject_type, subject, what, name, min(at), max(at) FROM uses
     WHERE subject IS NOT NULL AND name IS NOT NULL GROUP BY 1, 2, 3, 4
    ON CONFLICT (subject_type, subject, what, name) DO UPDATE
      SET first_at = least(known_uses.first_at, excluded.first_at), last_at = greatest(known_uses.last_at, excluded.last_at)),
  acts (subject_type, subject, at, call, denial) AS (
    SELECT 'client', client_id, at, kind = 'gate.call', decision = 'deny' FROM hashed WHERE kind <> 'fact'
    UNION ALL SELECT 'person', person, at, kind = 'gate.call', decision = 'deny' FROM hashed WHERE kind <> 'fact'),
  acted AS (
    INSERT INTO subject_hours (subject_type, subject, hour, calls, denied)
    SELECT subject_type, subject, date_trunc('hour', at, 'UTC'), count(*) FILTER (WHERE call), count(*) FILTER (WHERE denial)
      FROM acts WHERE subject IS NOT NULL AND (call OR denial) GROUP BY 1, 2, 3
    ON CONFLICT (subject_type, subject, hour) DO UPDATE
      SET calls = subject_hours.calls + excluded.calls, denied = subject_hours.denied + excluded.denied)`;
/** Each statement counts some events and says so, as one: what it did not end, it did not begin. */
const TAKE_EVIDENCE = `WITH RECURSIVE ${UNTAKEN_EVIDENCE},
  taken AS MATERIALIZED (SELECT * FROM (${untakenEvidence('$1')}) untaken ORDER BY writer, seq LIMIT $1),
  ${hashed}, ${counting},
  moved AS (
    INSERT INTO rollup_positions (writer, seq, newest) SELECT writer, max(seq), max(id::text)::uuid FROM taken GROUP BY writer
    ON CONFLICT (writer) DO UPDATE
      SET seq = excluded.seq, newest = greatest(rollup_positions.newest, excluded.newest))
  SELECT count(*)::int AS n FROM taken`;
const TAKE_FACTS = `WITH due AS (
    DELETE FROM session_facts_pending WHERE id IN (SELECT id FROM session_facts_pending ORDER BY id LIMIT $1) RETURNING id),
  taken AS MATERIALIZED (SELECT facts.*, NULL::text AS scope FROM (${factsOf('due')}) facts),
  ${hashed}, ${counting}
  SELECT count(*)::int AS n FROM due`;
/** All SQL that writes counts. */
let RollupStore = class RollupStore {
    source;
    constructor(source) {
        this.source = source;
    }
    /**
     * Counts some of what is not counted yet, each once, whoever asks at the same time.
     * @param most of each source
     * @param now of whoever asks
     * @returns how many events were counted; null when another replica is at it
     */
    take(most, now) {
        return this.source.transaction('READ COMMITTED', async (manager) => {
            const [lock] = await manager.query(`SELECT pg_try_advisory_xact_lock(hashtext('gatehouse.rollups')) AS ours`);
            // What the statements see must be later than the lock: another's counts are all there.
            if (lock?.ours !== true)
                return null;
            const evidence = await taken(manager, TAKE_EVIDENCE, most);
            const facts = await taken(manager, TAKE_FACTS, most);
            if (evidence < most)
                await this.allTaken(manager, now);
            return evidence + facts;
        });
    }
    /** Forgets counts that no report asks for any more. */
    async prune(now) {
        const { manager } = this.source;
        for (const [width, days] of KEPT_DAYS) {
            await manager.query(`DELETE FROM event_rollups WHERE width = $1 AND bucket < $2::timestamptz - $3 * interval '1 day'`, [width, now, days]);
        }
        const old = `$1::timestamptz - interval '${KEPT_DAYS[3][1] + 2} days'`;
        await manager.query(`DELETE FROM event_series WHERE seen_at < ${old}`, [now]);
        await manager.query(`DELETE FROM known_uses WHERE last_at < ${old}`, [now]);
        await manager.query(`DELETE FROM subject_hours WHERE hour < $1::timestamptz - interval '40 days'`, [now]);
        // Two days below what is looked at: a chain that is gone from here would be counted anew.
        await manager.query(`DELETE FROM rollup_positions WHERE newest < (
         SELECT uuidv7_floor(since - interval '3 days') FROM rollup_states WHERE source = 'evidence')`);
    }
    /** A clock that is ahead must not hide what the others write: the earlier of ours and the database's counts. */
    async allTaken(manager, now) {
        await manager.query(`INSERT INTO rollup_states (source, since) VALUES ('evidence', least($1::timestamptz, now()))
       ON CONFLICT (source) DO UPDATE SET since = greatest(rollup_states.since, excluded.since)`, [now]);
    }
};
RollupStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], RollupStore);
export { RollupStore };
async function taken(manager, statement, most) {
    const [row] = await manager.query(statement, [most]);
    return row?.n ?? 0;
}
//# sourceMappingURL=rollup.store.js.map