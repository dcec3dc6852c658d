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
import { isOrdinary } from '../../identity/users/reach.store.js';
import { Device } from './device.entity.js';
const live = `coalesce(s.closed_at IS NULL AND s.expires_at > $1, false)`;
const columns = `d.id, d.user_id AS "userId", d.session_id AS "sessionId", d.name, d.jkt, d.certificate,
  d.approved_at AS "approvedAt", d.origin, d.created_at AS "createdAt", d.expires_at AS "expiresAt",
  d.last_seen_at AS "lastSeenAt"`;
const listed = `SELECT ${columns}, coalesce(s.txn, d.session_id) AS txn, ${live} AS active, s.closed_at AS "closedAt", s.close_reason AS "closeReason"
  FROM devices d LEFT JOIN sessions s ON s.id = d.session_id`;
/** By its proof key; one that has none by its certificate, which programs of one machine may share. */
const hasKey = `(d.jkt = $2 OR (d.jkt IS NULL AND d.certificate = $3))`;
/** All SQL of `devices`. */
let DeviceStore = class DeviceStore {
    sql;
    clock;
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    /** @param within what the caller reaches; null is all */
    async find(id, within) {
        const [row] = await this.sql.query(`${listed} WHERE d.id = $2 AND ${reachedBy(within)}`, [this.now(), id]);
        return row ?? null;
    }
    /** The live device that has this key or this certificate. */
    async findByKey({ jkt, 'x5t#S256': certificate }) {
        const [row] = await this.sql.rows('device.by_key', `${listed} WHERE ${live} AND ${hasKey} ORDER BY d.jkt NULLS LAST LIMIT 1`, [this.now(), jkt ?? null, certificate ?? null]);
        return row ?? null;
    }
    /** The device that opened a session, if it is live and has no key: one with a key is known by that alone. */
    async findBySession(sessionId) {
        const [row] = await this.sql.rows('device.by_session', `${listed} JOIN sessions h ON h.parent_id = d.session_id
        WHERE h.id = $2 AND h.closed_at IS NULL AND s.closed_at IS NULL AND d.jkt IS NULL AND d.certificate IS NULL`, [this.now(), sessionId]);
        return row ?? null;
    }
    /** In the order of their ids, one more than the page's limit. @param within what the caller reaches; null is all */
    list({ after, limit }, { user_id, active }, within) {
        return this.sql.query(`${listed} WHERE ($2::uuid IS NULL OR d.id > $2) AND ($3::uuid IS NULL OR d.user_id = $3)
        AND ($4::boolean IS NULL OR ${live} = $4) AND ${reachedBy(within)} ORDER BY d.id LIMIT $5`, [this.now(), after, user_id ?? null, active ?? null, limit + 1]);
    }
    /**
     * Until the end of the transaction nobody else gives the person a device, nor anybody the key.
     * @returns how many live devices the person has, or null when they are not active
     */
    async hold(transaction, userId, { jkt, 'x5t#S256': certificate }) {
        const held = await transaction.query(`SELECT 1 FROM users WHERE id = $1 AND status = 'active' FOR NO KEY UPDATE`, [userId]);
        if (held.length === 0)
            return null;
        const key = jkt ?? certificate;
        if (key !== undefined)
            await transaction.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
        const [row] = await transaction.query(`SELECT count(*)::int AS count FROM devices d LEFT JOIN sessions s ON s.id = d.session_id
        WHERE d.user_id = $2 AND ${live}`, [this.now(), userId]);
        return row?.count ?? 0;
    }
    /** Live devices of a person, to whom nobody gives another until the transaction ends. */
    async liveOf(transaction, userId) {
        await transaction.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
        return transaction.query(`SELECT d.id, d.session_id AS "sessionId" FROM devices d JOIN sessions s ON s.id = d.session_id
        WHERE d.user_id = $2 AND ${live} ORDER BY d.id`, [this.now(), userId]);
    }
    /** Whether a live device has the key; for a transaction that holds it. */
    async isTaken(transaction, { jkt, 'x5t#S256': certificate }) {
        const rows = await transaction.query(`SELECT 1 FROM devices d JOIN sessions s ON s.id = d.session_id
        WHERE ${live} AND ${hasKey} LIMIT 1`, [this.now(), jkt ?? null, certificate ?? null]);
        return rows.length > 0;
    }
    async insert(transaction, row) {
        await transaction.insert(Device, row);
    }
    /** It has come again. @param vouched what holds from now on, if somebody has vouched for it */
    async touch(transaction, id, vouched = {}) {
        await transaction.update(Device, { id }, { lastSeenAt: this.now(), ...vouched });
    }
    /** @returns whether it was waiting */
    async approve(transaction, id) {
        const [, approved] = await transaction.query('UPDATE devices SET approved_at = $2 WHERE id = $1 AND approved_at IS NULL', [id, this.now()]);
        return approved === 1;
    }
    now() {
        return new Date(this.clock.now());
    }
};
DeviceStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], DeviceStore);
export { DeviceStore };
/** Devices are people's: nobody has any by the clients that they own. */
function reachedBy(within) {
    if (within === null)
        return 'true';
    return within.people ? isOrdinary('d.user_id') : 'false';
}
//# sourceMappingURL=device.store.js.map