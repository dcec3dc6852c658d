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
import { Sql } from '../database/sql.js';
import { Clock } from '../kernel/clock.js';
import { uuidv7, uuidv7Floor } from '../kernel/uuid-v7.js';
const columns = [
    'id, at, source, outcome, reason, client_id, sid, address, user_agent, browser, os, device, locale, referrer, is_bot',
    'is_ai_crawler, is_scanner, user_id, grant_type, network, fingerprint, utm_source, utm_medium, utm_campaign, utm_term',
    'utm_content, country, region, city',
].join(', ');
const LONGEST_TEXT = 256;
const PLAIN = /^[\x20-\x7e]{0,256}$/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Humans, ghosts and bots sum to `sessions`; crawlers are among the bots. */
const COUNTS = ['sessions', 'distinct_origins', 'humans', 'ghosts', 'bots', 'ai_crawlers'];
/** The members of a report's rows, as a table has them. */
export function reportColumns(groups) {
    const members = groups.flatMap((group) => (group === 'client' ? ['client_id', 'client_name'] : [group]));
    return [...members, ...COUNTS];
}
/** All SQL of `session_facts`. */
let SessionFactStore = class SessionFactStore {
    sql;
    clock;
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    /** The row of a fact, dated now; whatever the event says, the database will take it. */
    row(event) {
        const now = this.clock.now();
        const { origin } = event;
        return {
            id: uuidv7(now),
            at: new Date(now).toISOString(),
            source: storable(event.source),
            outcome: event.outcome,
            reason: storable(event.reason),
            client_id: storable(event.clientId),
            sid: uuidOrNothing(event.sid),
            user_id: uuidOrNothing(event.userId),
            ...originColumns(origin),
        };
    }
    /** Writes rows, all or none; a row that is there already is left alone, so that a doubtful write may be repeated. */
    async insert(rows) {
        await this.sql.count('session_facts.insert', `INSERT INTO session_facts (${columns})
       SELECT ${columns} FROM jsonb_populate_recordset(null::session_facts, $1)
       ON CONFLICT (id) DO NOTHING`, [JSON.stringify(rows)]);
    }
    /** Counts the facts of a range of time by group. @returns at most `limit` groups */
    report(report, limit) {
        const keys = report.groups.map((group) => `${expressionOf(group)} AS ${nameOf(group)}`).join(', ');
        const order = report.groups.map(nameOf).join(', ');
        const named = report.groups.includes('client');
        const values = [report.from, report.to, uuidv7Floor(+report.from), uuidv7Floor(+report.to + 60_000)];
        const filters = [...report.filters].map(([column, value]) => `AND ${column} = $${values.push(value)}`).join(' ');
        // Partitions go by id, whose time is the fact's or up to a second later: with these bounds only those of the range
        // are read.
        return this.sql.report(`WITH counted AS (
         SELECT ${keys}, count(*)::float8 AS sessions, count(DISTINCT address)::float8 AS distinct_origins,
                count(*) FILTER (WHERE traffic = 'human')::float8 AS humans,
                count(*) FILTER (WHERE traffic = 'ghost')::float8 AS ghosts,
                count(*) FILTER (WHERE traffic = 'bot')::float8 AS bots,
                count(*) FILTER (WHERE is_ai_crawler)::float8 AS ai_crawlers
           FROM session_traffic
          WHERE at >= $1 AND at < $2 AND id >= $3 AND id < $4 ${filters} ${report.includeBots ? '' : `AND traffic <> 'bot'`}
          GROUP BY ${report.groups.map((_, index) => index + 1).join(', ')}
          ORDER BY ${order} LIMIT ${limit})
       SELECT counted.*${named ? ', client_name' : ''} FROM counted
       ${named ? 'LEFT JOIN clients USING (client_id)' : ''}
       ORDER BY ${order}`, values);
    }
};
SessionFactStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], SessionFactStore);
export { SessionFactStore };
function expressionOf(group) {
    return group === 'day' ? `to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD')` : nameOf(group);
}
function nameOf(group) {
    return group === 'client' ? 'client_id' : group;
}
/** What is not there is left out: most columns of most facts. */
function originColumns({ utm, place, ...origin }) {
    return {
        address: origin.address,
        network: origin.network,
        user_agent: there(origin.userAgent),
        browser: there(origin.browser),
        os: there(origin.os),
        device: there(origin.device),
        locale: there(origin.locale),
        referrer: there(origin.referrer),
        fingerprint: there(origin.fingerprint),
        is_bot: origin.isBot,
        is_ai_crawler: origin.isAiCrawler,
        is_scanner: origin.isScanner,
        grant_type: there(origin.grantType),
        utm_source: there(utm.source),
        utm_medium: there(utm.medium),
        utm_campaign: there(utm.campaign),
        utm_term: there(utm.term),
        utm_content: there(utm.content),
        country: there(place.country),
        region: there(place.region),
        city: there(place.city),
    };
}
function there(value) {
    return value ?? undefined;
}
function uuidOrNothing(text) {
    return text !== undefined && UUID.test(text) ? text : undefined;
}
/** Text that PostgreSQL takes (no U+0000, no half of a pair) and that does not fill the table. */
function storable(text) {
    if (text === undefined || PLAIN.test(text))
        return text;
    return Buffer.from(text.slice(0, LONGEST_TEXT).replace(/\p{Cc}/gu, '')).toString();
}
//# sourceMappingURL=session-fact.store.js.map