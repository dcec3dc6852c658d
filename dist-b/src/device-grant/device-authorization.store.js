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
import { Sql } from '../database/sql.js';
import { currentTransaction } from '../http/request-context.js';
import { Clock } from '../kernel/clock.js';
import { keyedHash } from '../kernel/one-time-secret.js';
import { Secrets } from '../settings/secrets.js';
/** All SQL of `device_authorizations`; of both codes it stores keyed hashes. */
let DeviceAuthorizationStore = class DeviceAuthorizationStore {
    sql;
    clock;
    pepper;
    constructor(sql, clock, secrets) {
        this.sql = sql;
        this.clock = clock;
        this.pepper = secrets.key('user-code');
    }
    /** @returns false when somebody has the user code, or had it lately */
    async insert(row, userCode) {
        const { hash, clientId, asked, deviceName, address, intervalSeconds, expiresAt } = row;
        const wish = asked === null ? null : JSON.stringify(asked);
        const inserted = await this.sql.count('device_authorization.insert', `INSERT INTO device_authorizations
         (hash, user_code_hash, client_id, asked, device_name, address, status, interval_seconds, txn, created_at,
          expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8, $9, $10) ON CONFLICT (user_code_hash) DO NOTHING`, [
            hash,
            this.hash(userCode),
            clientId,
            wish,
            deviceName,
            address,
            intervalSeconds,
            currentTransaction(this.clock.now()),
            this.now(),
            expiresAt,
        ]);
        return inserted === 1;
    }
    /** One that still waits, for the first person who asks and nobody after them. */
    async claim(userCode, userId) {
        const [row] = await this.sql.rows('device_authorization.claim', `UPDATE device_authorizations SET claimed_by = $3, claimed_at = coalesce(claimed_at, $2)
        WHERE user_code_hash = $1 AND status = 'waiting' AND expires_at > $2 AND (claimed_by IS NULL OR claimed_by = $3)
        RETURNING hash, client_id AS "clientId", asked, device_name AS "deviceName", address,
                  txn, claimed_at AS "claimedAt", created_at AS "createdAt", expires_at AS "expiresAt"`, [this.hash(userCode), this.now(), userId]);
        return row ?? null;
    }
    /** The person would rather decide as somebody else. */
    async release(userCode, userId) {
        await this.sql.count('device_authorization.release', `UPDATE device_authorizations SET claimed_by = NULL, claimed_at = NULL
        WHERE user_code_hash = $1 AND status = 'waiting' AND claimed_by = $2`, [this.hash(userCode), userId]);
    }
    /** Of many answers at once, one counts. @returns whether it still waited, for this person */
    async answer(transaction, hash, status, userId) {
        const [, answered] = await transaction.query(`UPDATE device_authorizations SET status = $2
        WHERE hash = $1 AND status = 'waiting' AND expires_at > $3 AND claimed_by = $4`, [hash, status, this.now(), userId]);
        return answered === 1;
    }
    /**
     * Looks, and remembers that it was asked: who asks too soon must wait longer for good (RFC 8628 §3.5).
     * @param clientId whose code it must be; null for a program that would become a device
     */
    async poll(hash, clientId) {
        const [row] = await this.sql.rows('device_authorization.poll', `WITH asked AS (
         SELECT hash, coalesce(polled_at > $2::timestamptz - interval_seconds * interval '1 second', false) AS too_soon
           FROM device_authorizations WHERE hash = $1 AND client_id IS NOT DISTINCT FROM $3 FOR UPDATE)
       UPDATE device_authorizations d
          SET polled_at = $2, interval_seconds = interval_seconds + CASE WHEN too_soon THEN 5 ELSE 0 END
         FROM asked WHERE d.hash = asked.hash
       RETURNING d.status, d.interval_seconds AS "intervalSeconds", too_soon AS "tooSoon",
                 d.expires_at <= $2 AS expired`, [hash, this.now(), clientId]);
        return row ?? null;
    }
    hash(userCode) {
        return keyedHash(this.pepper, userCode).toString('base64url');
    }
    now() {
        return new Date(this.clock.now());
    }
};
DeviceAuthorizationStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock,
        Secrets])
], DeviceAuthorizationStore);
export { DeviceAuthorizationStore };
//# sourceMappingURL=device-authorization.store.js.map