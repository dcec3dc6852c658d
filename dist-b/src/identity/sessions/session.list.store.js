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
import { sessionsWithin } from '../users/reach.store.js';
/** Columns of a {@link ListedSession}; `$1` is now. */
export const SESSION_COLUMNS = `id, parent_id AS "parentId", source, client_id AS "clientId", user_id AS "userId",
  as_owner AS "asOwner", subject, scope,
  audience, origin, created_at AS "createdAt", expires_at AS "expiresAt", closed_at AS "closedAt",
  close_reason AS "closeReason", authenticated_at AS "authenticatedAt", acr, amr, cnf, closed_at IS NULL AND expires_at > $1 AS active`;
/** What administrators see of `sessions`; what every token needs is in `SessionDirectory`. */
let SessionList = class SessionList {
    sql;
    clock;
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    /** @param within what the caller reaches; null is all */
    async find(id, within) {
        const values = [this.now(), id];
        const reached = reachedBy(within, values);
        const [row] = await this.sql.query(`SELECT ${SESSION_COLUMNS} FROM sessions WHERE id = $2 AND ${reached}`, values);
        return row ?? null;
    }
    /** In the order of their ids, one more than the page's limit. @param within what the caller reaches; null is all */
    list({ after, limit }, filters, within) {
        const values = [this.now()];
        const holds = [reachedBy(within, values)];
        const where = (condition, value) => {
            if (value === undefined || value === null)
                return;
            values.push(value);
            holds.push(condition.replace('?', `$${values.length}`));
        };
        where('id > ?', after);
        where('user_id = ?', filters.user_id);
        where('client_id = ?', filters.client_id);
        where('source = ?', filters.source);
        if (filters.active === true)
            holds.push('closed_at IS NULL AND expires_at > $1');
        if (filters.active === false)
            holds.push('(closed_at IS NOT NULL OR expires_at <= $1)');
        values.push(limit + 1);
        return this.sql.query(`SELECT ${SESSION_COLUMNS} FROM sessions WHERE ${holds.join(' AND ')} ORDER BY id LIMIT $${values.length}`, values);
    }
    /** What clients do in a person's name now, the latest first; a bounded list. */
    acts(userId) {
        return this.sql.query(`SELECT s.id, c.client_name AS "clientName", s.audience AS resources, s.scope AS scopes, s.created_at AS since,
              s.expires_at AS until
         FROM sessions s JOIN clients c ON c.client_id = s.client_id
        WHERE s.user_id = $2 AND NOT s.as_owner AND s.closed_at IS NULL AND s.expires_at > $1
        ORDER BY s.id DESC LIMIT 200`, [this.now(), userId]);
    }
    now() {
        return new Date(this.clock.now());
    }
};
SessionList = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], SessionList);
export { SessionList };
/** The condition of a reach; what it compares with is added to the values. */
function reachedBy(within, values) {
    if (within === null)
        return 'true';
    if (within.ownerId !== null)
        values.push(within.ownerId);
    return sessionsWithin(within, `$${values.length}`);
}
//# sourceMappingURL=session.list.store.js.map