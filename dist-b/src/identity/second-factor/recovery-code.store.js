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
import { keyedHash } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
/** All SQL of `recovery_codes`; of a code it stores the keyed hash. */
let RecoveryCodeStore = class RecoveryCodeStore {
    sql;
    pepper;
    constructor(sql, secrets) {
        this.sql = sql;
        this.pepper = secrets.key('recovery-code');
    }
    async count(userId) {
        const [row] = await this.sql.rows('recovery-code.count', 'SELECT count(*)::int AS left FROM recovery_codes WHERE user_id = $1', [userId]);
        return row?.left ?? 0;
    }
    /** Spends a code: of many at once, one. @returns how many are left, or null when there was no such code */
    async spend(transaction, userId, code) {
        const [, spent] = await transaction.query('DELETE FROM recovery_codes WHERE hash = $1 AND user_id = $2', [this.hash(userId, code), userId]);
        if (spent !== 1)
            return null;
        const [row] = await transaction.query('SELECT count(*)::int AS left FROM recovery_codes WHERE user_id = $1', [userId]);
        return row?.left ?? 0;
    }
    /**
     * The person's codes are these from now on.
     * @returns false, and does nothing, when the person has no second factor any more
     */
    async replace(transaction, userId, codes) {
        // One after the other: of two at once, the codes of the later one alone are good.
        const held = await transaction.query('SELECT 1 FROM second_factors WHERE user_id = $1 FOR UPDATE', [
            userId,
        ]);
        if (held.length === 0)
            return false;
        await transaction.query('DELETE FROM recovery_codes WHERE user_id = $1', [userId]);
        await transaction.query('INSERT INTO recovery_codes (user_id, hash) SELECT $1, unnest($2::text[])', [
            userId,
            codes.map((code) => this.hash(userId, code)),
        ]);
        return true;
    }
    hash(userId, code) {
        return keyedHash(this.pepper, `${userId} ${code}`).toString('base64url');
    }
};
RecoveryCodeStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Secrets])
], RecoveryCodeStore);
export { RecoveryCodeStore };
//# sourceMappingURL=recovery-code.store.js.map