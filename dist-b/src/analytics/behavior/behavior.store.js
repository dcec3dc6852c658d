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
import { READING_MUCH } from '../../database/sql.js';
import { uuidv7, uuidv7Floor } from '../../kernel/uuid-v7.js';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Networks and fingerprints that one look takes in, those with the most requests first. */
const MOST = 20_000;
/** Evidence of something that was done with a token. */
const EFFECTS = `('gate.call', 'hook.governed', 'hook.tracked', 'token.issued', 'txn_token.issued', 'id_jag.issued')`;
/** All SQL of scores, for one transaction at a time over all instances. */
let BehaviorStore = class BehaviorStore {
    source;
    constructor(source) {
        this.source = source;
    }
    /** @returns null when another instance is at it */
    alone(work, now) {
        return this.source.transaction('READ COMMITTED', async (manager) => {
            const [lock] = await manager.query(`SELECT pg_try_advisory_xact_lock(hashtext('gatehouse.behavior')) AS mine`);
            if (lock?.mine !== true)
                return null;
            // Networks are put beside networks, by the thousand: not each beside all others.
            await manager.query(READING_MUCH);
            return work(new LockedBehavior(manager, now));
        });
    }
};
BehaviorStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], BehaviorStore);
export { BehaviorStore };
/** What may be done to scores while nobody else does. */
export class LockedBehavior {
    manager;
    now;
    dayAgo;
    twoDaysAgo;
    constructor(manager, now) {
        this.manager = manager;
        this.now = now;
        this.dayAgo = new Date(now - DAY);
        this.twoDaysAgo = new Date(now - 2 * DAY);
    }
    /**
     * Marks facts of whose tokens something came: a call, an exchange, or a later token of the same session. Older pieces of
     * evidence, of which there is ever more, are not looked at.
     */
    async engage() {
        await this.manager.query(`UPDATE session_facts f SET engaged_at = $2
        WHERE at >= $1 AND id >= $3 AND engaged_at IS NULL AND outcome = 'issued' AND sid IS NOT NULL AND (
          EXISTS (SELECT 1 FROM audit_events e WHERE e.sid = f.sid AND e.id >= $3 AND e.decision <> 'deny' AND e.kind IN ${EFFECTS}
                     AND (e.kind <> 'token.issued' OR e.at > f.at + interval '1 second'))
          OR EXISTS (SELECT 1 FROM sessions s WHERE s.parent_id = f.sid AND s.id >= $3))`, [this.twoDaysAgo, new Date(this.now), uuidv7Floor(+this.twoDaysAgo)]);
    }
    /** Facts and sessions that were still waiting to be written when their person was deleted. */
    async forget() {
        await this.manager.query(`SELECT erase_person(gone.id, NULL) FROM (
         SELECT user_id AS id FROM session_facts WHERE at >= $1 AND id >= $2
         UNION SELECT user_id FROM sessions WHERE id >= $2) gone
        WHERE gone.id IS NOT NULL AND NOT EXISTS (SELECT FROM users u WHERE u.id = gone.id)`, [this.twoDaysAgo, uuidv7Floor(+this.twoDaysAgo)]);
    }
    /** What each did in the last 24 hours. */
    seen(by) {
        const other = by === 'network' ? 'fingerprint' : 'network';
        return this.manager.query(`WITH counted AS (
         SELECT ${by} AS name, count(DISTINCT hour)::int AS hours, sum(requests)::int AS requests, sum(refused)::int AS refused,
                sum(probes)::int AS probes, sum(gaps)::int AS gaps, sum(gap_seconds) AS "gapSeconds",
                sum(gap_squares) AS "gapSquares", max(peak_minute) AS "peakMinute",
                count(DISTINCT nullif(${other}, ''))::int AS others
           FROM traffic_counters WHERE hour > $1 AND ${by} <> '' GROUP BY 1 ORDER BY requests DESC LIMIT ${MOST}),
       asked AS (
         SELECT ${by} AS name, count(*)::int AS asked, count(*) FILTER (WHERE outcome = 'issued')::int AS issued,
                count(engaged_at)::int AS engaged
           FROM session_facts WHERE at >= $1 AND id >= $2 AND ${by} IS NOT NULL GROUP BY 1)
       SELECT counted.*, coalesce(asked, 0) AS asked, coalesce(issued, 0) AS issued, coalesce(engaged, 0) AS engaged
         FROM counted LEFT JOIN asked USING (name)`, [this.dayAgo, uuidv7Floor(+this.dayAgo)]);
    }
    /** Replaces all scores, and marks the facts of the last 24 hours. @param threshold points of a program */
    async keepScores(scored, threshold) {
        await this.manager.query('DELETE FROM origin_scores');
        await this.manager.query(`INSERT INTO origin_scores (network, score, signals, scored_at)
       SELECT name, score, signals, $2 FROM jsonb_to_recordset($1) AS r (name text, score smallint, signals jsonb)`, [JSON.stringify(scored), new Date(this.now)]);
        await this.manager.query(`UPDATE session_facts f SET behavior_score = n.score, is_behavioral_bot = n.score >= $3
         FROM (SELECT id, coalesce(o.score, 0) AS score FROM session_facts LEFT JOIN origin_scores o USING (network)
                WHERE at >= $1 AND id >= $2) n
        WHERE f.id = n.id AND f.at >= $1 AND f.id >= $2
          AND (f.behavior_score IS DISTINCT FROM n.score OR f.is_behavioral_bot <> (n.score >= $3))`, [this.dayAgo, uuidv7Floor(+this.dayAgo), threshold]);
    }
    /** Replaces what is known of fingerprints. */
    async keepReputation(scored) {
        await this.manager.query('DELETE FROM fingerprint_reputation');
        await this.manager.query(`INSERT INTO fingerprint_reputation (fingerprint, score, signals, requests, sessions, networks, scored_at)
       SELECT name, score, signals, requests, issued, others, $2 FROM jsonb_to_recordset($1)
         AS r (name text, score smallint, signals jsonb, requests int, issued int, others int)`, [JSON.stringify(scored), new Date(this.now)]);
    }
    /** The last whole hour, and what is usual; null where there is too little to tell. */
    measures(hour) {
        return this.manager.query(`WITH hours AS (
         SELECT hour, sum(requests)::float8 AS requests, sum(refused)::float8 AS refused, sum(failed)::float8 AS failed,
                (max(peak_minute) FILTER (WHERE network <> ''))::float8 AS peak
           FROM traffic_counters WHERE hour > $1::timestamptz - interval '7 days' AND hour <= $1 GROUP BY hour),
       usual AS (SELECT avg(requests) AS requests FROM hours WHERE hour < $1 HAVING count(*) >= 24 AND avg(requests) >= 10),
       this AS (SELECT * FROM hours WHERE hour = $1),
       sessions AS (
         SELECT max(n)::float8 AS n FROM (SELECT count(*) AS n FROM session_facts
          WHERE at >= $1 AND at < $1::timestamptz + interval '1 hour' AND id >= $2 AND outcome = 'issued' AND fingerprint IS NOT NULL
          GROUP BY fingerprint) each)
       SELECT 'requests_over_baseline' AS metric, this.requests / usual.requests AS value, usual.requests AS baseline FROM this, usual
       UNION ALL SELECT 'refused_share', refused / requests, NULL FROM this WHERE requests >= 50
       UNION ALL SELECT 'failed_share', failed / requests, NULL FROM this WHERE requests >= 50
       UNION ALL SELECT 'requests_per_minute_of_one_network', peak, NULL FROM this
       UNION ALL SELECT 'sessions_per_fingerprint', n, NULL FROM sessions`, [hour, uuidv7Floor(+hour)]);
    }
    thresholds() {
        return this.manager.query('SELECT metric, warning, critical FROM traffic_thresholds');
    }
    /** @returns whether it was not known before */
    async keepAlarm(hour, { metric, value, baseline }, level) {
        const rows = await this.manager.query(`INSERT INTO traffic_alarms (id, hour, metric, level, value, baseline) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (hour, metric) DO NOTHING RETURNING id`, [uuidv7(this.now), hour, metric, level, value, baseline]);
        return rows.length > 0;
    }
}
//# sourceMappingURL=behavior.store.js.map