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
const HOUR = 3_600_000;
/** Writes to `client_secrets` when they were used. */
let ClientSecretUseStore = class ClientSecretUseStore {
    sql;
    constructor(sql) {
        this.sql = sql;
    }
    /** One statement for all; once an hour for each secret at most, whichever replicas ask for it. */
    async write(uses) {
        await this.sql.count('client_secret.uses', 
        // Locked in one order: two replicas never wait for each other.
        `UPDATE client_secrets s SET last_used_at = used.at
         FROM (SELECT secret.id, noted.at
                 FROM unnest($1::uuid[], $2::timestamptz[]) AS noted (id, at) JOIN client_secrets secret USING (id)
                WHERE secret.last_used_at IS NULL OR secret.last_used_at <= noted.at - $3 * interval '1 ms'
                ORDER BY secret.id FOR NO KEY UPDATE OF secret) AS used
        WHERE s.id = used.id`, [uses.map(({ id }) => id), uses.map(({ at }) => at), HOUR]);
    }
};
ClientSecretUseStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql])
], ClientSecretUseStore);
export { ClientSecretUseStore };
//# sourceMappingURL=client-secret-use.store.js.map