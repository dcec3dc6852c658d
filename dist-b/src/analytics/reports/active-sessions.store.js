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
/** What sessions that are live may be told apart by. */
export const SESSION_GROUPS = ['source', 'client_id', 'binding', 'delegated'];
const expressions = {
    source: 'source',
    client_id: 'client_id',
    binding: `CASE WHEN cnf ? 'jkt' THEN 'dpop' WHEN cnf ? 'x5t#S256' THEN 'mtls' ELSE 'bearer' END`,
    delegated: 'parent_id IS NOT NULL',
};
/** Counts live sessions by group; those that ended are not looked at, however many there were. */
export function activeSessionsStatement(groups, filters, now, limit) {
    const values = [now];
    const holds = ['closed_at IS NULL', 'expires_at > $1'];
    for (const [column, value] of filters) {
        values.push(value);
        holds.push(`${column} = $${values.length}`);
    }
    const keys = groups.map((group) => `${expressions[group]} AS ${group}`).join(', ');
    const places = groups.map((_, index) => index + 1).join(', ');
    const text = `SELECT ${keys}, count(*)::float8 AS count, count(DISTINCT user_id)::float8 AS people, min(created_at) AS oldest
    FROM sessions WHERE ${holds.join(' AND ')} GROUP BY ${places} ORDER BY ${places} LIMIT ${limit}`;
    return { text, values };
}
/** Counts sessions that are live. */
let ActiveSessionStore = class ActiveSessionStore {
    sql;
    constructor(sql) {
        this.sql = sql;
    }
    /** @returns at most `limit` groups */
    count(groups, filters, now, limit) {
        const { text, values } = activeSessionsStatement(groups, filters, now, limit);
        return this.sql.report(text, [...values]);
    }
};
ActiveSessionStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql])
], ActiveSessionStore);
export { ActiveSessionStore };
//# sourceMappingURL=active-sessions.store.js.map