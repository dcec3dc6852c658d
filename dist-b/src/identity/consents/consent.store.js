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
import { MOST_AT_ONCE } from '../../http/bulk.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Consent } from './consent.entity.js';
const columns = `o.id, o.user_id AS "userId", o.client_id AS "clientId", o.resource, o.scope,
  o.created_at AS "createdAt", o.updated_at AS "updatedAt", c.client_name AS "clientName"`;
/** All SQL of `consents`. */
let ConsentStore = class ConsentStore {
    sql;
    clock;
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    /** Whether the person agreed before to all of it, seeing the client as it is now. */
    async covers(question) {
        const rows = await this.sql.rows('consent.covers', `SELECT 1 FROM unnest($3::text[]) AS wanted (resource)
        WHERE NOT EXISTS (SELECT 1 FROM consents o WHERE o.user_id = $1 AND o.client_id = $2
                            AND o.resource = wanted.resource AND o.scope @> $4::text[] AND o.client_fingerprint = $5)`, [question.userId, question.clientId, question.resources, question.scope, question.fingerprint]);
        return rows.length === 0;
    }
    /** The same at this moment, and until the transaction ends. */
    async hold(transaction, question) {
        const rows = await transaction.query(`SELECT 1 FROM consents WHERE user_id = $1 AND client_id = $2 AND resource = ANY($3) AND scope @> $4
          AND client_fingerprint = $5 FOR SHARE`, [question.userId, question.clientId, question.resources, question.scope, question.fingerprint]);
        return rows.length === question.resources.length;
    }
    /** Adds to what was agreed before, unless the client has changed since: then it begins anew. */
    async give(transaction, question) {
        const now = this.clock.now();
        // In one order, so that two at once cannot wait for each other.
        for (const resource of [...question.resources].sort()) {
            await transaction.query(`INSERT INTO consents (id, user_id, client_id, resource, scope, client_fingerprint, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
         ON CONFLICT ON CONSTRAINT consents_one DO UPDATE SET
           scope = CASE WHEN consents.client_fingerprint = EXCLUDED.client_fingerprint
             THEN ARRAY(SELECT DISTINCT unnest(consents.scope || EXCLUDED.scope)) ELSE EXCLUDED.scope END,
           client_fingerprint = EXCLUDED.client_fingerprint, updated_at = EXCLUDED.updated_at`, [
                uuidv7(now),
                question.userId,
                question.clientId,
                resource,
                question.scope,
                question.fingerprint,
                new Date(now),
            ]);
        }
    }
    /** @param userId whose it must be, unless an administrator asks */
    async find(id, userId) {
        const rows = await this.sql.query(`SELECT ${columns} FROM consents o JOIN clients c ON c.client_id = o.client_id
        WHERE o.id = $1 AND ($2::uuid IS NULL OR o.user_id = $2)`, [id, userId ?? null]);
        return rows[0] ?? null;
    }
    /** In the order of their ids, one more than the page's limit. */
    list(page, filters) {
        return this.sql.query(`SELECT ${columns} FROM consents o JOIN clients c ON c.client_id = o.client_id
        WHERE ($1::uuid IS NULL OR o.id > $1) AND ($2::uuid IS NULL OR o.user_id = $2)
          AND ($3::text IS NULL OR o.client_id = $3) ORDER BY o.id LIMIT $4`, [page.after, filters.user_id ?? null, filters.client_id ?? null, page.limit + 1]);
    }
    async withdraw(transaction, id) {
        await transaction.delete(Consent, { id });
    }
    /** Ends those that are meant; one more than can be ended at once at most. */
    async withdrawMeant(transaction, meant) {
        const { user_id = null, client_id = null, resource = null, created_before = null } = meant;
        const [ended] = await transaction.query(`DELETE FROM consents WHERE id IN (
         SELECT id FROM consents
          WHERE ($1::uuid IS NULL OR user_id = $1) AND ($2::text IS NULL OR client_id = $2)
            AND ($3::text IS NULL OR resource = $3) AND ($4::timestamptz IS NULL OR created_at < $4)
          ORDER BY id LIMIT ${MOST_AT_ONCE + 1} FOR UPDATE)
       RETURNING id, user_id AS "userId", client_id AS "clientId", resource`, [user_id, client_id, resource, created_before]);
        return ended;
    }
};
ConsentStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], ConsentStore);
export { ConsentStore };
//# sourceMappingURL=consent.store.js.map