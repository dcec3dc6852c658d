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
import { MOST_AT_ONCE, requireCount } from '../../http/bulk.js';
import { Clock } from '../../kernel/clock.js';
import { ASKER, holdSessions, sessionsWithin, withAsker } from '../users/reach.store.js';
import { PendingDevices, PendingGrants } from './pending-grants.contract.js';
import { SessionStore } from './session.store.js';
/** Ends many sessions at once, with what was about to become one of them. */
let SessionRevocationStore = class SessionRevocationStore {
    sessions;
    pending;
    pendingDevices;
    clock;
    constructor(sessions, pending, pendingDevices, clock) {
        this.sessions = sessions;
        this.pending = pending;
        this.pendingDevices = pendingDevices;
        this.clock = clock;
    }
    /**
     * @param within what the caller reaches; null is all
     * @param expected how many they must be; undefined for any number
     * @returns how many were meant, and how many ended with them
     * @throws Problem 409
     */
    async revoke(transaction, meant, within, expected) {
        await this.pending.endOfMeant(transaction, meant, within);
        await this.pendingDevices.endOfMeant(transaction, meant, within);
        const ids = await this.holdLive(transaction, meant, within);
        requireCount(ids.length, expected);
        const closed = await this.sessions.closeAll(transaction, ids, 'revoked by an administrator');
        return { matched: ids.length, closed };
    }
    /** Live ones, which stay open until the transaction ends. @returns their ids, one more than can be ended at once at most */
    async holdLive(transaction, meant, within) {
        const found = await this.live(transaction, meant, within);
        if (within === null || found.length > MOST_AT_ONCE)
            return found;
        const held = await transaction.query('SELECT id FROM sessions WHERE id = ANY($1) AND closed_at IS NULL ORDER BY id FOR UPDATE', [await holdSessions(transaction, within, found)]);
        return held.map(({ id }) => id);
    }
    async live(transaction, meant, within) {
        const { user_id = null, client_id = null, source = null, created_before = null } = meant;
        const rows = await transaction.query(`${withAsker('$6')} SELECT id FROM sessions
        WHERE closed_at IS NULL AND expires_at > $1 AND ($2::uuid IS NULL OR user_id = $2)
          AND ($3::text IS NULL OR client_id = $3) AND ($4::text IS NULL OR source = $4)
          AND ($5::timestamptz IS NULL OR created_at < $5)
          AND ${within === null ? 'true' : sessionsWithin(within, ASKER)}
        ORDER BY id LIMIT ${MOST_AT_ONCE + 1} ${within === null ? 'FOR UPDATE' : ''}`, [new Date(this.clock.now()), user_id, client_id, source, created_before, within?.ownerId ?? null]);
        return rows.map(({ id }) => id);
    }
};
SessionRevocationStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SessionStore,
        PendingGrants,
        PendingDevices,
        Clock])
], SessionRevocationStore);
export { SessionRevocationStore };
//# sourceMappingURL=session-revocation.store.js.map