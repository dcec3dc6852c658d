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
import { Changes } from '../../identity/changes.store.js';
import { PendingDevices } from '../../identity/sessions/pending-grants.contract.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { HookSecrets } from '../provisioning/hook-secrets.js';
import { DeviceStore } from './device.store.js';
/** Lets devices in, and ends them. */
let DeviceRegister = class DeviceRegister {
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
    /**
     * Ends the device with every session and token that came of it; one that has ended stays so. With a person's last one
     * ends what their hooks have.
     */
    async revoke({ id, userId, sessionId }, reason, { event, hold }) {
        await this.changes.record(async (transaction) => {
            await hold?.(transaction);
            const live = await this.store.liveOf(transaction, userId);
            const closed = await this.sessions.close(transaction, sessionId, reason);
            if (closed > 0 && live.every((one) => one.id === id))
                await this.hooks.end(transaction, [userId], reason);
            return closed;
        }, (closed) => (closed === 0 ? null : event('device.revoked', { id, user_id: userId, closed })));
    }
    /** Ends all devices of a person, and the codes by which others could begin. @returns how many devices there were */
    revokeAll(userId, reason, { event, hold }) {
        return this.changes.record(async (transaction) => {
            await hold?.(transaction);
            const live = await this.store.liveOf(transaction, userId);
            await this.codes.endOfUser(transaction, userId);
            for (const { sessionId } of live)
                await this.sessions.close(transaction, sessionId, reason);
            await this.hooks.end(transaction, [userId], reason);
            return live.length;
        }, (revoked) => (revoked === 0 ? null : event('devices.revoked', { user_id: userId, revoked })));
    }
    /** From now on the device may act; one that may already stays as it is. */
    async approve({ id, userId }, { event, hold }) {
        await this.changes.record(async (transaction) => {
            await hold?.(transaction);
            return this.store.approve(transaction, id);
        }, (approved) => (approved ? event('device.approved', { id, user_id: userId }) : null));
    }
};
DeviceRegister = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DeviceStore,
        SessionStore,
        PendingDevices,
        HookSecrets,
        Changes])
], DeviceRegister);
export { DeviceRegister };
//# sourceMappingURL=device-register.js.map