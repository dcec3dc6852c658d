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
const LIFETIME = 300_000;
/** Codes that are looked at before the person has to begin anew. */
const MOST = 5;
/** All SQL of `pending_sign_ins`. */
let PendingSignInStore = class PendingSignInStore {
    sql;
    clock;
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    /** @returns false when the person has no second factor any more */
    async insert(row) {
        const inserted = await this.sql.count('pending-sign-in.insert', `INSERT INTO pending_sign_ins (hash, browser_hash, user_id, proof, attempts, expires_at)
       SELECT $1, $2, user_id, $4, 0, $5 FROM second_factors WHERE user_id = $3`, [row.hash, row.browserHash, row.userId, row.proof, new Date(this.clock.now() + LIFETIME)]);
        return inserted === 1;
    }
    /** Counts an attempt before anybody looks at its code: of many at once, no more than {@link MOST} are looked at. */
    async attempt(hash, browserHash) {
        const [row] = await this.sql.rows('pending-sign-in.attempt', `UPDATE pending_sign_ins p SET attempts = attempts + 1 FROM users u
        WHERE p.hash = $1 AND p.browser_hash = $2 AND p.expires_at > $3 AND p.attempts < $4::int
          AND u.id = p.user_id AND u.status = 'active'
       RETURNING p.hash, p.user_id AS "userId", p.proof, u.email`, [hash, browserHash, new Date(this.clock.now()), MOST]);
        return row ?? null;
    }
    /** Nobody looked at the code. */
    async withdraw(hash) {
        await this.sql.count('pending-sign-in.withdraw', 'UPDATE pending_sign_ins SET attempts = greatest(attempts - 1, 0) WHERE hash = $1', [hash]);
    }
    /** Of many at once, one. @returns whether it waited */
    async spend(transaction, hash) {
        const [, spent] = await transaction.query('DELETE FROM pending_sign_ins WHERE hash = $1', [
            hash,
        ]);
        return spent === 1;
    }
};
PendingSignInStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], PendingSignInStore);
export { PendingSignInStore };
//# sourceMappingURL=pending-sign-in.store.js.map