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
import { SESSION_COLUMNS } from './session.list.store.js';
/** Reads sessions as a story tells them. */
let SessionStoryStore = class SessionStoryStore {
    sql;
    clock;
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    /** Those that there are; which is whose parent is told by each. */
    sessions(ids) {
        return this.sql.query(`SELECT s.*,
         (SELECT jsonb_build_object('client_id', c.client_id, 'client_name', c.client_name, 'kind', c.kind)
            FROM clients c WHERE c.client_id = s."clientId") AS client,
         (SELECT jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email)
            FROM users u WHERE u.id = s."userId") AS person,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'resource', k.resource, 'scope', k.scope,
                   'created_at', k.created_at, 'updated_at', k.updated_at) ORDER BY k.id), '[]')
            FROM consents k WHERE NOT s."asOwner" AND k.user_id = s."userId" AND k.client_id = s."clientId"
             AND k.resource = ANY(s.audience)) AS consents
        FROM (SELECT ${SESSION_COLUMNS}, exchanged FROM sessions WHERE id = ANY($2)) s ORDER BY s.id`, [new Date(this.clock.now()), ids]);
    }
};
SessionStoryStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], SessionStoryStore);
export { SessionStoryStore };
//# sourceMappingURL=session-story.store.js.map