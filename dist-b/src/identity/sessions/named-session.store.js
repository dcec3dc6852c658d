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
/** Sessions by ids that their hosts chose. */
let NamedSessionStore = class NamedSessionStore {
    sql;
    constructor(sql) {
        this.sql = sql;
    }
    /** Whether there is a session of that id, open or not, of whomever. */
    async exists(id) {
        const rows = await this.sql.rows('session.exists', 'SELECT 1 AS one FROM sessions WHERE id = $1', [
            id,
        ]);
        return rows.length > 0;
    }
    /** Whether it is an open session that was opened from another. */
    async isOpenChild(id, parentId) {
        const rows = await this.sql.rows('session.is_child', 'SELECT 1 AS one FROM sessions WHERE id = $1 AND parent_id = $2 AND closed_at IS NULL', [id, parentId]);
        return rows.length > 0;
    }
    /** Until the end of the transaction nobody else takes the id. @returns whether it is free */
    async take(transaction, id) {
        await transaction.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [id]);
        return (await transaction.query('SELECT 1 FROM sessions WHERE id = $1', [id])).length === 0;
    }
    /** Lets open sessions last until then, if none was closed. @returns whether all are open */
    async prolong(transaction, ids, until) {
        const [, prolonged] = await transaction.query('UPDATE sessions SET expires_at = greatest(expires_at, $2) WHERE id = ANY($1) AND closed_at IS NULL', [ids, until]);
        return prolonged === ids.length;
    }
};
NamedSessionStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql])
], NamedSessionStore);
export { NamedSessionStore };
//# sourceMappingURL=named-session.store.js.map