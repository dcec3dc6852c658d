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
import { SharedRead } from '../../database/shared-read.js';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { lineageColumns } from './lineage.rules.js';
/**
 * Whether a session was opened with an access key or by a device rather than by a client: then there is no client to ask
 * about, and key or device is one with its session.
 */
const WITHOUT_CLIENT = `s.source IN ('api', 'bridge')`;
/** Whether somebody who is active answers for a client, or nobody has to. @param c of `clients` @param o of its owner */
function answeredFor(c, o) {
    return `CASE WHEN ${c}.owner_id IS NULL THEN ${c}.registration <> 'administrator' AND ${c}.kind <> 'agent'
    ELSE ${o}.status = 'active' END`;
}
/** Whether sessions may act: what is asked for every token, and of every open stream. */
let SessionDirectory = class SessionDirectory {
    sql;
    clock;
    liveness = new SharedRead((ids) => this.readLiveness(ids));
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    /** @param id a UUID @returns null when there is no such session */
    findLiveness(id) {
        return this.liveness.find(id);
    }
    /** @returns null when there is no such session; whether it is open is asked apart, and held when it is used */
    async findDelegable(id) {
        const [row] = await this.sql.rows('session.delegable', `SELECT s.audience AS audiences, s.client_id AS "clientId",
              CASE WHEN c.client_id IS NULL THEN s.user_id ELSE c.owner_id END AS "ownerId",
              coalesce(c.exchange_from, '{}') AS "exchangeFrom", c.expires_at AS "clientEnd"
         FROM sessions s LEFT JOIN clients c ON c.client_id = s.client_id
        WHERE s.id = $1`, [id]);
        return row ?? null;
    }
    /**
     * Which of these were closed, or belong to a client or a person that is not active. That a token has expired does not
     * count: whoever has another goes on. Clients, access keys and devices have an end, and with them all that came of them.
     */
    async findClosed(ids) {
        const rows = await this.sql.rows('session.closed', `SELECT wanted.id FROM unnest($1::uuid[]) AS wanted (id)
         LEFT JOIN sessions s ON s.id = wanted.id
         LEFT JOIN clients c ON c.client_id = s.client_id
         LEFT JOIN users u ON u.id = s.user_id
        WHERE s.id IS NULL OR s.closed_at IS NOT NULL OR u.status IS DISTINCT FROM 'active'
           OR (s.as_owner AND c.owner_id IS DISTINCT FROM s.user_id)
           OR EXISTS (
             WITH RECURSIVE chain AS (
               SELECT s.client_id, s.parent_id, s.source, s.expires_at
               UNION ALL
               SELECT p.client_id, p.parent_id, p.source, p.expires_at FROM sessions p JOIN chain ON p.id = chain.parent_id)
             SELECT 1 FROM chain a LEFT JOIN clients ac ON ac.client_id = a.client_id
               LEFT JOIN users ao ON ao.id = ac.owner_id
              WHERE CASE WHEN a.source IN ('api', 'bridge') THEN a.parent_id IS NULL AND a.expires_at <= $2
                      WHEN a.source = 'web' THEN false
                      ELSE ac.status IS DISTINCT FROM 'active' OR ac.expires_at <= $2 OR NOT ${answeredFor('ac', 'ao')} END)`, [ids, new Date(this.clock.now())]);
        return rows.map(({ id }) => id);
    }
    async readLiveness(ids) {
        const rows = await this.sql.rows('session.liveness', `SELECT s.id, ${lineageColumns('s')}, s.source, s.client_id AS "clientId", s.user_id AS "userId", s.subject,
              s.closed_at IS NULL AND s.expires_at > $2 AS open,
              ${WITHOUT_CLIENT} OR coalesce(c.status = 'active' AND (c.expires_at IS NULL OR c.expires_at > $2)
                AND (NOT s.as_owner OR c.owner_id = s.user_id) AND ${answeredFor('c', 'o')}, false) AS "clientActive",
              coalesce(c.expires_at <= $2, false) AS "clientExpired",
              u.status = 'active' AS "userActive", u.roles, u.groups, c.kind AS "clientKind", c.sector
         FROM sessions s
         LEFT JOIN clients c ON c.client_id = s.client_id
         LEFT JOIN users u ON u.id = s.user_id
         LEFT JOIN users o ON o.id = c.owner_id
        WHERE s.id = ANY($1::uuid[])`, [ids, new Date(this.clock.now())]);
        return new Map(rows.map(({ id, ...session }) => [id, session]));
    }
};
SessionDirectory = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], SessionDirectory);
export { SessionDirectory };
//# sourceMappingURL=session.directory.js.map