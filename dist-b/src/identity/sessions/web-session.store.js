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
import { PASSWORD_ACR } from '../../kernel/authentication-class.js';
import { Clock } from '../../kernel/clock.js';
import { lineageColumns } from './lineage.rules.js';
import { WebSession } from './web-session.entity.js';
/** All SQL of `web_sessions`; what such a session may do is in `sessions`. */
let WebSessionStore = class WebSessionStore {
    sql;
    clock;
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    /** Who is signed in by this cookie; null when nobody is, or the session or the person is no longer active. */
    async find(cookieHash) {
        const [row] = await this.sql.rows('web_session.find', `SELECT ${lineageColumns('s')}, s.id AS "sessionId", u.id AS "userId", u.name, u.email, u.roles,
              s.authenticated_at AS "authenticatedAt", w.signed_in_at AS "signedInAt", s.acr, s.amr,
              s.acr = '${PASSWORD_ACR}' AND s.amr = ARRAY['pwd']
                AND EXISTS (SELECT 1 FROM second_factors f WHERE f.user_id = u.id) AS "lacksFactor"
         FROM web_sessions w JOIN sessions s ON s.id = w.session_id JOIN users u ON u.id = s.user_id
        WHERE w.cookie_hash = $1 AND s.source = 'web' AND s.closed_at IS NULL AND s.expires_at > $2
          AND u.status = 'active'`, [cookieHash, new Date(this.clock.now())]);
        return row ?? null;
    }
    /**
     * The person of a sign-in, for a client that was allowed something by then and holds it still; null when the sign-in or
     * the person is no longer active, or all that was allowed has been ended.
     */
    async findHeldBy(sessionId, clientId, since) {
        const [row] = await this.sql.rows('web_session.held_by', `SELECT ${lineageColumns('s')}, u.id AS "userId", u.roles FROM sessions s JOIN users u ON u.id = s.user_id
        WHERE s.id = $1 AND s.source = 'web' AND s.closed_at IS NULL AND s.expires_at > $3 AND u.status = 'active'
          AND EXISTS (SELECT 1 FROM sessions held
                       WHERE held.client_id = $2 AND held.user_id = s.user_id AND NOT held.as_owner AND NOT held.exchanged
                         AND held.created_at <= $4 AND held.closed_at IS NULL AND held.expires_at > $3)`, [sessionId, clientId, new Date(this.clock.now()), since]);
        return row ?? null;
    }
    async insert(transaction, row) {
        await transaction.insert(WebSession, row);
    }
    /**
     * A person signed in again: a new cookie for the same session, which knows when it was.
     * @returns whether it was still open
     */
    async renew(transaction, sessionId, how) {
        const now = new Date(this.clock.now());
        const [, renewed] = await transaction.query(`UPDATE sessions SET authenticated_at = $2, acr = $3, amr = $4
        WHERE id = $1 AND closed_at IS NULL AND expires_at > $5`, [sessionId, how.authenticatedAt, how.means.acr, how.means.amr, now]);
        if (renewed !== 1)
            return false;
        const { cookieHash, from } = how;
        await transaction.update(WebSession, { sessionId }, { cookieHash, signedInAt: now, ...from });
        return true;
    }
    /** The person of a sign-in has proved something besides: it is by `after` now, if it was by `before`. */
    async raise(transaction, sessionId, before, after) {
        await transaction.query(`UPDATE sessions SET acr = $4, amr = $5 WHERE id = $1 AND acr = $2 AND amr = $3 AND closed_at IS NULL`, [sessionId, before.acr, before.amr, after.acr, after.amr]);
    }
    /** Open sessions that came from a provider: of one of its people, of one of its sessions, or all. */
    async ofProvider(transaction, providerId, { subject, sid }) {
        const rows = await transaction.query(`SELECT s.id FROM web_sessions w JOIN sessions s ON s.id = w.session_id
        WHERE w.provider_id = $1 AND ($2::text IS NULL OR w.upstream_subject = $2)
          AND ($3::text IS NULL OR w.upstream_sid = $3) AND s.closed_at IS NULL ORDER BY s.id`, [providerId, subject ?? null, sid ?? null]);
        return rows.map(({ id }) => id);
    }
    /** Open sessions of a person that came from a provider by what it calls them. */
    async ofLink(transaction, { userId, issuer, subject }) {
        const rows = await transaction.query(`SELECT s.id FROM web_sessions w JOIN sessions s ON s.id = w.session_id JOIN sign_in_providers p ON p.id = w.provider_id
        WHERE w.user_id = $1 AND p.issuer = $2 AND w.upstream_subject = $3 AND s.closed_at IS NULL ORDER BY s.id`, [userId, issuer, subject]);
        return rows.map(({ id }) => id);
    }
    /** The browsers at which a person is signed in now, the latest first; a bounded list. */
    list(userId) {
        return this.sql.query(`SELECT s.id, w.device, s.authenticated_at AS since, s.expires_at AS until
         FROM web_sessions w JOIN sessions s ON s.id = w.session_id
        WHERE w.user_id = $1 AND s.closed_at IS NULL AND s.expires_at > $2
        ORDER BY s.authenticated_at DESC LIMIT 50`, [userId, new Date(this.clock.now())]);
    }
};
WebSessionStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], WebSessionStore);
export { WebSessionStore };
//# sourceMappingURL=web-session.store.js.map