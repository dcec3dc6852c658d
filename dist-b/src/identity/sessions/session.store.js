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
import { insertion } from '../../database/new-row.js';
import { Outbox } from '../../database/outbox.js';
import { rowsIn } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { PendingDevices, PendingGrants } from './pending-grants.contract.js';
import { RelyingParties } from './relying-parties.contract.js';
import { sessionRow } from './session-row.store.js';
/** Opens and closes sessions; whether one may act is asked of `SessionDirectory`. */
let SessionStore = class SessionStore {
    clock;
    pending;
    pendingDevices;
    outbox;
    relyingParties;
    constructor(clock, pending, pendingDevices, outbox, relyingParties) {
        this.clock = clock;
        this.pending = pending;
        this.pendingDevices = pendingDevices;
        this.outbox = outbox;
        this.relyingParties = relyingParties;
    }
    /** Writes a session in the transaction of what it is opened for. */
    async insert(transaction, session) {
        await rowsIn(transaction, ...insertion([sessionRow(session)]));
    }
    /** Closes a session and all that were opened from it; the clients that relied on it hear of it. @returns how many were open */
    close(transaction, id, reason) {
        return this.closeTree(transaction, 'id = $3', id, { reason });
    }
    /** The same by what its own client does, which needs not be told. */
    closeByClient(transaction, id, reason) {
        return this.closeTree(transaction, 'id = $3', id, { reason, told: false });
    }
    /** Closes all sessions of the clients, and ends what was about to become one. */
    async closeOfClients(transaction, clientIds, reason) {
        await this.pending.endOfClients(transaction, clientIds);
        // It is the client that ends: people are signed in as before.
        return this.closeTree(transaction, 'client_id = ANY($3) AND closed_at IS NULL', clientIds, {
            reason,
            listed: false,
            told: false,
        });
    }
    /** Closes all sessions that a person is behind, and ends what was about to become one. */
    async closeOfUser(transaction, userId, reason) {
        await this.endPending(transaction, userId);
        return this.closeTree(transaction, 'user_id = $3 AND closed_at IS NULL', userId, { reason, listed: false });
    }
    /** Closes what a person began by signing in, but for one sign-in and what was opened from it. */
    async closeOthers(transaction, { userId, sessionId }, reason) {
        await this.endPending(transaction, userId);
        const others = `user_id = ($3::uuid[])[1] AND NOT as_owner AND id <> ($3::uuid[])[2]
      AND parent_id IS DISTINCT FROM ($3::uuid[])[2] AND closed_at IS NULL`;
        return this.closeTree(transaction, others, [userId, sessionId], { reason });
    }
    /** Closes the sign-ins of a person by any passkey, but for one, and what was opened from them. */
    async closeOfPasskeys(transaction, { userId, sessionId }) {
        const signIns = `user_id = ($3::uuid[])[1] AND id IS DISTINCT FROM ($3::uuid[])[2] AND source = 'web'
      AND amr && ARRAY['hwk', 'swk'] AND closed_at IS NULL`;
        return this.closeTree(transaction, signIns, [userId, sessionId], { reason: 'passkey was deleted' });
    }
    /** Closes what clients hold in people's names at resources: these people no longer agree. */
    async closeOfConsents(transaction, consents) {
        if (consents.length === 0)
            return 0;
        await this.pending.endOfConsents(transaction, consents);
        const held = `id IN (
      SELECT s.id FROM jsonb_to_recordset($3::jsonb) AS ended ("userId" uuid, "clientId" text, resource text)
        JOIN sessions s ON s.user_id = ended."userId" AND s.client_id = ended."clientId" AND ended.resource = ANY(s.audience)
       WHERE NOT s.as_owner AND s.closed_at IS NULL)`;
        const ended = consents.map(({ userId, clientId, resource }) => ({ userId, clientId, resource }));
        return this.closeTree(transaction, held, JSON.stringify(ended), { reason: 'consent was withdrawn' });
    }
    /**
     * Whether a session is open, and stays so until the transaction ends: what is opened from it cannot slip through while
     * it is being closed.
     */
    async holdOpen(transaction, id) {
        const rows = await rowsIn(transaction, 'session.hold', 'SELECT 1 FROM sessions WHERE id = $1 AND closed_at IS NULL AND expires_at > $2 FOR SHARE', [id, new Date(this.clock.now())]);
        return rows.length === 1;
    }
    /** Closes sessions, and all that were opened from them. */
    async closeAll(transaction, ids, reason) {
        return ids.length === 0 ? 0 : this.closeTree(transaction, 'id = ANY($3::uuid[])', ids, { reason });
    }
    async endPending(transaction, userId) {
        await this.pending.endOfUser(transaction, userId);
        await this.pendingDevices.endOfUser(transaction, userId);
    }
    /**
     * In the transaction of its cause: neither stands without the other.
     * @param options.listed whether nothing ends but the sessions that are closed; else replicas look at all that they hold
     * @param options.told whether clients hear of it that have people signed in by them
     */
    async closeTree(transaction, roots, value, { reason, listed = true, told = true }) {
        const closing = `UPDATE sessions SET closed_at = $1, close_reason = $2`;
        const values = [new Date(this.clock.now()), reason];
        const close = async (condition, value) => {
            const [rows] = await transaction.query(`WITH RECURSIVE tree AS (
           SELECT id FROM sessions WHERE ${condition}
           UNION SELECT child.id FROM sessions child JOIN tree ON child.parent_id = tree.id)
         ${closing} WHERE id IN (SELECT id FROM tree) AND closed_at IS NULL RETURNING id`, [...values, value]);
            return rows.map(({ id }) => id);
        };
        // Whoever held one of them open while this waited has opened a session that this statement could not see yet: looked
        // at anew until there is nothing more, by what it was opened from and by what all of them have in common.
        const closed = [];
        for (let ids = await close(roots, value); ids.length > 0; ids = await close(roots, value)) {
            for (let more = ids; more.length > 0; more = await close('parent_id = ANY($3)', more))
                closed.push(...more);
        }
        if (told && closed.length > 0)
            await this.relyingParties.note(transaction, closed);
        if (!listed || closed.length > 0)
            await this.outbox.add(transaction, 'sessions', listed ? closed : null);
        return closed.length;
    }
};
SessionStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Clock,
        PendingGrants,
        PendingDevices,
        Outbox,
        RelyingParties])
], SessionStore);
export { SessionStore };
//# sourceMappingURL=session.store.js.map