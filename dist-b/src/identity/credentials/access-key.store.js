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
import { keyedHash } from '../../kernel/one-time-secret.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Secrets } from '../../settings/secrets.js';
import { ChangedMeanwhile } from '../changes.store.js';
import { lineageColumns } from '../sessions/lineage.rules.js';
import { AccessKey } from './access-key.entity.js';
import { newAccessKey } from './access-key.rules.js';
const MINUTE = 60_000;
const columns = `k.id, k.user_id AS "userId", k.session_id AS "sessionId", k.scope, k.resources, k.addresses,
  k.created_at AS "createdAt", k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt"`;
const live = `(k.expires_at > $1 AND coalesce(s.closed_at IS NULL AND s.expires_at > $1, false))`;
const listed = `SELECT ${columns}, k.name, ${live} AS active, s.closed_at AS "closedAt", s.close_reason AS "closeReason"
  FROM access_keys k LEFT JOIN sessions s ON s.id = k.session_id`;
/** All SQL of `access_keys`; of a key's text it stores the keyed hash. */
let AccessKeyStore = class AccessKeyStore {
    sql;
    clock;
    pepper;
    constructor(sql, clock, secrets) {
        this.sql = sql;
        this.clock = clock;
        this.pepper = secrets.key('access-key');
    }
    prepare(fields) {
        const now = this.clock.now();
        const id = uuidv7(now);
        const text = newAccessKey(id);
        const made = { id, sessionId: uuidv7(now), hash: this.hash(text), createdAt: new Date(now), lastUsedAt: null };
        return { text, row: { ...fields, ...made } };
    }
    /**
     * Until the end of the transaction nobody else changes the owner or gives them a key.
     * @returns how many of the owner's keys are live
     * @throws ChangedMeanwhile when the owner is no longer what was read before
     */
    async holdOwner(transaction, { id, updatedAt }) {
        const held = await transaction.query(`SELECT 1 FROM users WHERE id = $1 AND date_trunc('milliseconds', updated_at) = $2 FOR NO KEY UPDATE`, [id, updatedAt]);
        if (held.length === 0)
            throw new ChangedMeanwhile();
        const [row] = await transaction.query(`SELECT count(*)::int AS count FROM access_keys k LEFT JOIN sessions s ON s.id = k.session_id
        WHERE k.user_id = $2 AND ${live}`, [this.now(), id]);
        return row?.count ?? 0;
    }
    async insert(transaction, row) {
        await transaction.insert(AccessKey, row);
    }
    /** The key with this text; compared by keyed hash, so that how long it takes tells nothing of the secret. */
    async present(id, text) {
        const [row] = await this.sql.rows('access_key.present', `SELECT ${columns}, k.expires_at <= $1 AS expired, coalesce(s.closed_at IS NULL AND s.expires_at > $1, false) AS open,
              ${lineageColumns('s')}, u.status = 'active' AS "ownerActive", u.roles, u.groups
         FROM access_keys k JOIN users u ON u.id = k.user_id LEFT JOIN sessions s ON s.id = k.session_id
        WHERE k.id = $2 AND k.hash = $3`, [this.now(), id, this.hash(text)]);
        return row ?? null;
    }
    /** Once a minute at most, whichever replicas ask for it. */
    async touch(id) {
        const now = this.now();
        await this.sql.count('access_key.touch', 'UPDATE access_keys SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)', [id, now, new Date(now.getTime() - MINUTE)]);
    }
    async find(id) {
        const [row] = await this.sql.query(`${listed} WHERE k.id = $2`, [this.now(), id]);
        return row ?? null;
    }
    /** In the order of their ids, one more than the page's limit. */
    list({ after, limit }, { user_id, active }) {
        return this.sql.query(`${listed} WHERE ($2::uuid IS NULL OR k.id > $2) AND ($3::uuid IS NULL OR k.user_id = $3)
        AND ($4::boolean IS NULL OR ${live} = $4) ORDER BY k.id LIMIT $5`, [this.now(), after, user_id ?? null, active ?? null, limit + 1]);
    }
    /** Those that are meant, which nobody else ends until the transaction does; one more than can be ended at once at most. */
    holdMeant(transaction, meant) {
        const { user_id = null, created_before = null, unused_since = null } = meant;
        return transaction.query(`SELECT k.id, k.user_id AS "userId", k.session_id AS "sessionId"
         FROM access_keys k JOIN sessions s ON s.id = k.session_id
        WHERE ${live} AND ($2::uuid IS NULL OR k.user_id = $2) AND ($3::timestamptz IS NULL OR k.created_at < $3)
          AND ($4::timestamptz IS NULL OR k.created_at < $4 AND (k.last_used_at IS NULL OR k.last_used_at < $4))
        ORDER BY k.id LIMIT ${MOST_AT_ONCE + 1} FOR UPDATE OF s`, [this.now(), user_id, created_before, unused_since]);
    }
    hash(text) {
        return keyedHash(this.pepper, text).toString('base64url');
    }
    now() {
        return new Date(this.clock.now());
    }
};
AccessKeyStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock,
        Secrets])
], AccessKeyStore);
export { AccessKeyStore };
//# sourceMappingURL=access-key.store.js.map