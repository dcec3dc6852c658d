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
import { newSecret } from '../../kernel/one-time-secret.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Passkey } from './passkey.entity.js';
/** Most passkeys of one person: all of them go into every registration, and onto one page. */
export const MOST_PASSKEYS = 20;
const listed = `id, user_id AS "userId", credential_id AS "credentialId", counter::float8 AS counter,
  backup_eligible AS "backupEligible", backed_up AS "backedUp", transports, aaguid, name,
  created_at AS "createdAt", last_used_at AS "lastUsedAt", suspect_at AS "suspectAt"`;
/** All SQL of `passkeys` and of the handles of those who have some. */
let PasskeyStore = class PasskeyStore {
    sql;
    clock;
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    /** By what authenticators know the person; null when they were never to know them. */
    async findHandle(userId) {
        const [row] = await this.sql.rows('passkey.handle', 'SELECT handle FROM passkey_holders WHERE user_id = $1', [userId]);
        return row?.handle ?? null;
    }
    /** The same, of somebody who is about to make a passkey: from the first time on it stays. */
    async handleOf(userId) {
        const known = await this.findHandle(userId);
        if (known !== null)
            return known;
        const [row] = await this.sql.rows('passkey.new_handle', `INSERT INTO passkey_holders (user_id, handle) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET handle = passkey_holders.handle RETURNING handle`, [userId, newSecret()]);
        if (row === undefined)
            throw new Error('no handle was written');
        return row.handle;
    }
    /** All of a person's, the oldest first. */
    list(userId) {
        return this.sql.rows('passkey.list', `SELECT ${listed} FROM passkeys WHERE user_id = $1 ORDER BY id`, [userId]);
    }
    async findPresented(credentialId) {
        const [row] = await this.sql.rows('passkey.presented', `SELECT p.id, p.user_id AS "userId", p.credential_id AS "credentialId", p.public_key AS "publicKey",
              p.counter::float8 AS counter, p.backup_eligible AS "backupEligible", h.handle,
              u.status = 'active' AS "ownerActive"
         FROM passkeys p JOIN passkey_holders h ON h.user_id = p.user_id JOIN users u ON u.id = p.user_id
        WHERE p.credential_id = $1`, [credentialId]);
        return row ?? null;
    }
    /**
     * For a person whom the transaction holds.
     * @returns null when there are too many already
     */
    async insert(transaction, userId, fields) {
        const [count] = await transaction.query('SELECT count(*)::int AS count FROM passkeys WHERE user_id = $1', [userId]);
        if ((count?.count ?? 0) >= MOST_PASSKEYS)
            return null;
        const now = this.clock.now();
        const made = { id: uuidv7(now), userId, createdAt: new Date(now), lastUsedAt: null, suspectAt: null };
        const row = { ...fields, ...made };
        await transaction.insert(Passkey, row);
        return row;
    }
    /**
     * To be asked in the transaction that opens a session: one statement sees that the passkey is still there, and that
     * its counter did not move meanwhile, and writes what the authenticator says now.
     */
    async use(transaction, passkey, { counter, backedUp }) {
        const active = await transaction.query(`SELECT 1 FROM users WHERE id = $1 AND status = 'active' FOR SHARE`, [passkey.userId]);
        if (active.length === 0)
            return false;
        const [, used] = await transaction.query(`UPDATE passkeys SET counter = $2, backed_up = $3, last_used_at = $4
        WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))`, [passkey.id, counter, backedUp, new Date(this.clock.now())]);
        return used === 1;
    }
    /** Notes that the counter of a passkey went back. */
    async suspect(id) {
        await this.sql.count('passkey.suspect', 'UPDATE passkeys SET suspect_at = $2 WHERE id = $1', [
            id,
            new Date(this.clock.now()),
        ]);
    }
    /** @returns whether there was such a passkey of the person's */
    async rename(transaction, userId, id, name) {
        const { affected } = await transaction.update(Passkey, { id, userId }, { name });
        return affected === 1;
    }
    /** @returns whether there was such a passkey of the person's */
    async delete(transaction, userId, id) {
        const { affected } = await transaction.delete(Passkey, { id, userId });
        return affected === 1;
    }
    /** @param except the id of one that stays @returns how many there were */
    async deleteOfUser(transaction, userId, except = null) {
        const [, deleted] = await transaction.query('DELETE FROM passkeys WHERE user_id = $1 AND id IS DISTINCT FROM $2', [userId, except]);
        return deleted;
    }
};
PasskeyStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], PasskeyStore);
export { PasskeyStore };
//# sourceMappingURL=passkey.store.js.map