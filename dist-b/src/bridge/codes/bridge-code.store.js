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
import { randomBytes } from 'node:crypto';
import { Sql } from '../../database/sql.js';
import { isOrdinary } from '../../identity/users/reach.store.js';
import { BRIDGE_CLIENT } from '../../kernel/bridge.js';
import { Clock } from '../../kernel/clock.js';
import { keyedHash } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
/** All SQL of `bridge_codes`; of a code it stores the keyed hash. */
let BridgeCodeStore = class BridgeCodeStore {
    sql;
    clock;
    pepper;
    constructor(sql, clock, secrets) {
        this.sql = sql;
        this.clock = clock;
        this.pepper = secrets.key('bridge-code');
    }
    /** 256 random bits in 64 lower-case hexadecimal digits. */
    fresh() {
        return randomBytes(32).toString('hex');
    }
    /**
     * Until the end of the transaction nobody else gives the person a code or changes them.
     * @returns how many of their codes are unused and live, or null when there is no such person
     */
    async hold(transaction, userId) {
        const [user] = await transaction.query('SELECT status FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
        if (user === undefined)
            return null;
        const [row] = await transaction.query('SELECT count(*)::int AS live FROM bridge_codes WHERE user_id = $1 AND used_at IS NULL AND expires_at > $2', [userId, this.now()]);
        return { status: user.status, live: row?.live ?? 0 };
    }
    async insert(transaction, fields) {
        const { hash, userId, deviceName, challenge, txn, expiresAt } = fields;
        await transaction.query(`INSERT INTO bridge_codes (hash, user_id, device_name, challenge, txn, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`, [hash, userId, deviceName, challenge, txn, this.now(), expiresAt]);
    }
    /** A code that can be used, of a person who is active; nothing is spent. */
    async find(code) {
        const [row] = await this.sql.rows('bridge_code.find', `SELECT c.user_id AS "userId", c.device_name AS "deviceName", c.challenge, c.txn, u.roles
         FROM bridge_codes c JOIN users u ON u.id = c.user_id AND u.status = 'active'
        WHERE c.hash = $1 AND c.used_at IS NULL AND c.expires_at > $2`, [this.hash(code), this.now()]);
        return row ?? null;
    }
    /** Spends a code: of many at once, one. @returns whether it could still be used, and its person is active */
    async spend(transaction, code) {
        const [, spent] = await transaction.query(`UPDATE bridge_codes c SET used_at = $2 FROM users u
        WHERE c.hash = $1 AND c.used_at IS NULL AND c.expires_at > $2 AND u.id = c.user_id AND u.status = 'active'`, [this.hash(code), this.now()]);
        return spent === 1;
    }
    /** Ends codes that nobody has used; one that is being exchanged at this moment is waited for. */
    async endOfUser(transaction, userId) {
        await transaction.query('DELETE FROM bridge_codes WHERE user_id = $1 AND used_at IS NULL', [userId]);
    }
    async endOfMeant(transaction, meant, within) {
        const { user_id = null, client_id = BRIDGE_CLIENT, source = 'bridge', created_before = null } = meant;
        if (source !== 'bridge' || client_id !== BRIDGE_CLIENT || within?.people === false)
            return;
        await transaction.query(`DELETE FROM bridge_codes WHERE used_at IS NULL AND ($1::uuid IS NULL OR user_id = $1)
          AND ($2::timestamptz IS NULL OR created_at < $2) AND ${within === null ? 'true' : isOrdinary('bridge_codes.user_id')}`, [user_id, created_before]);
    }
    /** By which a code is known. */
    hash(code) {
        return keyedHash(this.pepper, code).toString('base64url');
    }
    now() {
        return new Date(this.clock.now());
    }
};
BridgeCodeStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock,
        Secrets])
], BridgeCodeStore);
export { BridgeCodeStore };
//# sourceMappingURL=bridge-code.store.js.map