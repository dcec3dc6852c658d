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
import { keyedHash } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
const person = `u.id, u.email, u.name, u.roles, u.status, u.created_at AS "createdAt", u.updated_at AS "updatedAt"`;
const usable = `l.hash = $1 AND l.used_at IS NULL AND l.expires_at > $2 AND u.id = l.user_id AND u.status = 'active'`;
const LIFETIME = 24 * 3_600_000;
/** All SQL of `setup_links`; of a link's token it stores the keyed hash. */
let SetupLinkStore = class SetupLinkStore {
    sql;
    clock;
    pepper;
    constructor(sql, clock, secrets) {
        this.sql = sql;
        this.clock = clock;
        this.pepper = secrets.key('setup-link');
    }
    /**
     * Until the end of the transaction nobody else gives the person a link or changes them.
     * @returns null when there is no such person
     */
    async hold(transaction, userId) {
        const [row] = await transaction.query('SELECT status FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
        return row?.status ?? null;
    }
    /** For a person whom the transaction holds. @returns until when the link can be used */
    async insert(transaction, userId, token) {
        const now = this.now();
        const expiresAt = new Date(now.getTime() + LIFETIME);
        await transaction.query('INSERT INTO setup_links (hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)', [
            this.hash(token),
            userId,
            now,
            expiresAt,
        ]);
        return expiresAt;
    }
    /** The person whose link it is, if it can be used. */
    async find(token) {
        const [row] = await this.sql.rows('setup-link.find', `SELECT ${person} FROM setup_links l, users u WHERE ${usable}`, [this.hash(token), this.now()]);
        return row ?? null;
    }
    /**
     * Spends a link: of many at once, one. To the end of the transaction nobody gives the person a passkey that it could not
     * see.
     * @returns the person, or null when it cannot be used
     */
    async spend(transaction, token) {
        const values = [this.hash(token), this.now()];
        await transaction.query(`SELECT 1 FROM setup_links l, users u WHERE ${usable} FOR NO KEY UPDATE OF u`, values);
        const [rows] = await transaction.query(`UPDATE setup_links l SET used_at = $2 FROM users u WHERE ${usable} RETURNING ${person}`, values);
        return rows[0] ?? null;
    }
    /** Makes every link of the person that was not used invalid. @returns how many */
    async deleteUnused(transaction, userId) {
        const [, deleted] = await transaction.query('DELETE FROM setup_links WHERE user_id = $1 AND used_at IS NULL', [userId]);
        return deleted;
    }
    hash(token) {
        return keyedHash(this.pepper, token).toString('base64url');
    }
    now() {
        return new Date(this.clock.now());
    }
};
SetupLinkStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock,
        Secrets])
], SetupLinkStore);
export { SetupLinkStore };
//# sourceMappingURL=setup-link.store.js.map