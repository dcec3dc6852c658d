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
/** All SQL of `second_factors`. */
let SecondFactorStore = class SecondFactorStore {
    sql;
    clock;
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    async find(userId) {
        const [row] = await this.sql.rows('second-factor.find', 'SELECT sealed_secret AS "sealedSecret", created_at AS "createdAt" FROM second_factors WHERE user_id = $1', [userId]);
        return row ?? null;
    }
    async exists(transaction, userId) {
        return (await transaction.query('SELECT 1 FROM second_factors WHERE user_id = $1', [userId])).length > 0;
    }
    /**
     * A sign-in by the password alone that is just being opened comes before it, or sees it.
     * @param lastUsedStep of the code that confirmed it
     * @returns false, and does nothing, when the person has a second factor already
     */
    async insert(transaction, userId, { sealedSecret, lastUsedStep }) {
        await transaction.query('SELECT 1 FROM passwords WHERE user_id = $1 FOR UPDATE', [userId]);
        const rows = await transaction.query(`INSERT INTO second_factors (user_id, sealed_secret, last_used_step, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id) DO NOTHING RETURNING 1`, [userId, sealedSecret, lastUsedStep, new Date(this.clock.now())]);
        return rows.length === 1;
    }
    /** Spends the code of a step: of many at once, one (RFC 6238 §5.2). @returns whether it and later ones were unused */
    async spend(userId, step) {
        const spent = await this.sql.count('second-factor.spend', 'UPDATE second_factors SET last_used_step = $2 WHERE user_id = $1 AND last_used_step < $2', [userId, step]);
        return spent === 1;
    }
    /** With its recovery codes, and the sign-ins that wait for it. @returns whether there was one */
    async delete(transaction, userId) {
        const [, deleted] = await transaction.query('DELETE FROM second_factors WHERE user_id = $1', [
            userId,
        ]);
        return deleted === 1;
    }
};
SecondFactorStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], SecondFactorStore);
export { SecondFactorStore };
//# sourceMappingURL=second-factor.store.js.map