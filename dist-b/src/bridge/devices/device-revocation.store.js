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
import { MOST_AT_ONCE } from '../../http/bulk.js';
import { isOrdinary } from '../../identity/users/reach.store.js';
import { Clock } from '../../kernel/clock.js';
const LIVE = 's.closed_at IS NULL AND s.expires_at > $1';
/** Finds many devices at once, to end them. */
let DeviceRevocationStore = class DeviceRevocationStore {
    clock;
    constructor(clock) {
        this.clock = clock;
    }
    /**
     * Live devices that are meant, to whose people nobody gives another until the transaction ends.
     * @param within what the caller reaches; null is all
     * @returns one more than can be ended at once at most
     */
    async hold(transaction, meant, within) {
        const users = (await this.find(transaction, meant, within)).map(({ userId }) => userId);
        await transaction.query('SELECT 1 FROM users WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE', [users]);
        // A statement of its own after the locks: it sees what those wrote who held the rows until now.
        return this.find(transaction, meant, within, users);
    }
    /** Those of some people who have no live device any more. */
    async withoutDevices(transaction, userIds) {
        const rows = await transaction.query(`SELECT DISTINCT id FROM unnest($2::uuid[]) AS people (id) WHERE NOT EXISTS (
         SELECT 1 FROM devices d JOIN sessions s ON s.id = d.session_id WHERE d.user_id = people.id AND ${LIVE})`, [this.now(), userIds]);
        return rows.map(({ id }) => id);
    }
    find(transaction, meant, within, among = null) {
        const { user_id = null, created_before = null, unused_since = null } = meant;
        const reached = within === null ? 'true' : within.people ? isOrdinary('d.user_id') : 'false';
        return transaction.query(`SELECT d.id, d.user_id AS "userId", d.session_id AS "sessionId"
         FROM devices d JOIN sessions s ON s.id = d.session_id
        WHERE ${LIVE} AND ($2::uuid IS NULL OR d.user_id = $2) AND ($3::timestamptz IS NULL OR d.created_at < $3)
          AND ($4::timestamptz IS NULL OR d.created_at < $4 AND d.last_seen_at < $4)
          AND ($5::uuid[] IS NULL OR d.user_id = ANY($5)) AND ${reached}
        ORDER BY d.id LIMIT ${MOST_AT_ONCE + 1}`, [this.now(), user_id, created_before, unused_since, among]);
    }
    now() {
        return new Date(this.clock.now());
    }
};
DeviceRevocationStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Clock])
], DeviceRevocationStore);
export { DeviceRevocationStore };
//# sourceMappingURL=device-revocation.store.js.map