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
/** All SQL of `client_documents`. */
let ClientDocumentStore = class ClientDocumentStore {
    sql;
    clock;
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    /** Whether the document of a client was fetched so lately that it need not be asked for. */
    async isFresh(clientId) {
        const rows = await this.sql.rows('client_document.fresh', 'SELECT 1 FROM client_documents WHERE client_id = $1 AND fresh_until > $2', [clientId, new Date(this.clock.now())]);
        return rows.length === 1;
    }
    /** @param seconds for which it is fresh from now on */
    async fetched(clientId, seconds) {
        const now = this.clock.now();
        await this.sql.rows('client_document.fetched', `INSERT INTO client_documents (client_id, fetched_at, fresh_until)
       SELECT client_id, $2, $3 FROM clients WHERE client_id = $1
       ON CONFLICT (client_id) DO UPDATE SET fetched_at = excluded.fetched_at, fresh_until = excluded.fresh_until`, [clientId, new Date(now), new Date(now + seconds * 1000)]);
    }
};
ClientDocumentStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], ClientDocumentStore);
export { ClientDocumentStore };
//# sourceMappingURL=client-document.store.js.map