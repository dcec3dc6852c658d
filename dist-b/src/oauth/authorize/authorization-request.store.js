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
import { currentTransaction } from '../../http/request-context.js';
import { Clock } from '../../kernel/clock.js';
import { keyedHash, newSecret } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
import { AuthorizationRequest } from './authorization-request.entity.js';
/** Time that a person has, from the moment the browser arrives; seconds. */
const STARTED_SECONDS = 900;
/** All SQL of `authorization_requests`. */
let AuthorizationRequestStore = class AuthorizationRequestStore {
    sql;
    clock;
    key;
    constructor(secrets, sql, clock) {
        this.sql = sql;
        this.clock = clock;
        this.key = secrets.key('authorization-request');
    }
    /** @param seconds until a browser must have come @returns its id: 256 random bits */
    async insert(clientId, parameters, seconds = STARTED_SECONDS) {
        const id = newSecret();
        const now = this.clock.now();
        await this.sql.rows('authorization_request.insert', `INSERT INTO authorization_requests (hash, client_id, parameters, txn, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6)`, [
            this.hash(id),
            clientId,
            JSON.stringify(parameters),
            currentTransaction(now),
            new Date(now),
            new Date(now + seconds * 1000),
        ]);
        return id;
    }
    /** Whether a request waits under this id, of this client. */
    async waits(id, clientId) {
        const rows = await this.sql.rows('authorization_request.waits', `SELECT 1 FROM authorization_requests
        WHERE hash = $1 AND client_id = $2 AND expires_at > $3 AND completed_at IS NULL`, [this.hash(id), clientId, this.now()]);
        return rows.length === 1;
    }
    /**
     * The request, if it waits, for the browser that comes with it: the first that comes is the only one that may finish.
     * @returns null when it is unknown, expired, completed, or another browser's
     */
    async open(id, browser) {
        const [row] = await this.sql.rows('authorization_request.open', `UPDATE authorization_requests
          SET started_at = coalesce(started_at, $3), browser = $2,
              expires_at = CASE WHEN started_at IS NULL THEN $4 ELSE expires_at END
        WHERE hash = $1 AND expires_at > $3 AND completed_at IS NULL AND (browser IS NULL OR browser = $2)
        RETURNING hash, client_id AS "clientId", parameters, started_at AS "startedAt", consented, txn`, [this.hash(id), browser, this.now(), new Date(this.clock.now() + STARTED_SECONDS * 1000)]);
        return row ?? null;
    }
    /** Notes to what exactly a person agreed. */
    async consent(transaction, hash, consented) {
        await transaction.update(AuthorizationRequest, { hash }, { consented });
    }
    /** Answers it, once. @returns whether it still waited */
    async complete(transaction, hash) {
        const [, completed] = await transaction.query(`UPDATE authorization_requests SET completed_at = $2
        WHERE hash = $1 AND completed_at IS NULL AND expires_at > $2`, [hash, this.now()]);
        return completed === 1;
    }
    hash(id) {
        return keyedHash(this.key, id).toString('base64url');
    }
    now() {
        return new Date(this.clock.now());
    }
};
AuthorizationRequestStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        Sql,
        Clock])
], AuthorizationRequestStore);
export { AuthorizationRequestStore };
//# sourceMappingURL=authorization-request.store.js.map