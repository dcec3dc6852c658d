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
import { requireCount } from '../../http/bulk.js';
import { Changes, doneBy } from '../../identity/changes.store.js';
import { PendingDevices } from '../../identity/sessions/pending-grants.contract.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { BRIDGE_CLIENT } from '../../kernel/bridge.js';
import { withinOf } from '../../kernel/within.js';
import { HookSecrets } from '../provisioning/hook-secrets.js';
import { DeviceRevocationStore } from './device-revocation.store.js';
const REASON = 'devices revoked by an administrator';
/** Ends many devices at once. */
let DeviceRevocation = class DeviceRevocation {
    store;
    sessions;
    codes;
    hooks;
    changes;
    constructor(store, sessions, codes, hooks, changes) {
        this.store = store;
        this.sessions = sessions;
        this.codes = codes;
        this.hooks = hooks;
        this.changes = changes;
    }
    /** @throws Problem 409 when they are not as many as were expected */
    revoke({ filter, expected }, caller) {
        const ended = [];
        const { unused_since, ...begun } = filter;
        // A code that was given before then was not used since: earlier than both is what both mean.
        const before = [begun.created_before, unused_since].filter((time) => time !== undefined).sort(earlier)[0];
        return this.changes.record(async (transaction) => {
            const within = withinOf(caller);
            const codes = { ...begun, client_id: BRIDGE_CLIENT, ...(before && { created_before: before }) };
            await this.codes.endOfMeant(transaction, codes, within);
            ended.splice(0, Infinity, ...(await this.store.hold(transaction, filter, within)));
            requireCount(ended.length, expected);
            const sessions = ended.map(({ sessionId }) => sessionId);
            const closed = await this.sessions.closeAll(transaction, sessions, REASON);
            const people = ended.map(({ userId }) => userId);
            await this.hooks.end(transaction, await this.store.withoutDevices(transaction, people), REASON);
            return { matched: ended.length, closed };
        }, (done) => [
            doneBy(caller, 'devices.revoked', { filter, ...done }),
            ...ended.map(({ id, userId }) => doneBy(caller, 'device.revoked', { id, user_id: userId })),
        ]);
    }
};
DeviceRevocation = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DeviceRevocationStore,
        SessionStore,
        PendingDevices,
        HookSecrets,
        Changes])
], DeviceRevocation);
export { DeviceRevocation };
function earlier(one, other) {
    return Date.parse(one) - Date.parse(other);
}
//# sourceMappingURL=device-revocation.js.map