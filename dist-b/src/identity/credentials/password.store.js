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
/** All SQL of `passwords`. */
let PasswordStore = class PasswordStore {
    sql;
    clock;
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    /** @returns the hash, or null when the person has no password */
    async find(userId) {
        const [row] = await this.sql.rows('password.find', 'SELECT hash FROM passwords WHERE user_id = $1', [userId]);
        return row?.hash ?? null;
    }
    /**
     * Whether the hash is still this one. It stays so to the end of the transaction: whoever changes it waits, and then
     * sees what the transaction wrote.
     */
    async hold(transaction, userId, hash) {
        const rows = await transaction.query('SELECT 1 FROM passwords WHERE user_id = $1 AND hash = $2 FOR SHARE', [userId, hash]);
        return rows.length === 1;
    }
    /** Gives the person this password, whatever it was before. */
    async write(transaction, userId, hash) {
        await transaction.query(`INSERT INTO passwords (user_id, hash, changed_at) VALUES ($1, $2, $3)
       ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at`, [userId, hash, new Date(this.clock.now())]);
    }
    /** @returns false, and does nothing, when the password is no longer the one that was verified */
    async replace(transaction, userId, before, after) {
        const [, changed] = await transaction.query('UPDATE passwords SET hash = $3, changed_at = $4 WHERE user_id = $1 AND hash = $2', [userId, before, after, new Date(this.clock.now())]);
        return changed === 1;
    }
    /** Stores the same password under another hash. @returns false when it was changed meanwhile */
    async upgrade(userId, before, after) {
        const changed = await this.sql.count('password.upgrade', 'UPDATE passwords SET hash = $3 WHERE user_id = $1 AND hash = $2', [userId, before, after]);
        return changed === 1;
    }
    /** @returns whether there was one */
    async delete(transaction, userId) {
        const [, deleted] = await transaction.query('DELETE FROM passwords WHERE user_id = $1', [
            userId,
        ]);
        return deleted === 1;
    }
};
PasswordStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], PasswordStore);
export { PasswordStore };
//# sourceMappingURL=password.store.js.map