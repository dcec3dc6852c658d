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
import { Changes, ChangedMeanwhile } from '../../identity/changes.store.js';
import { joinTransaction } from '../../http/request-context.js';
import { UserStore } from '../../identity/users/user.store.js';
import { Problem } from '../../kernel/problem.js';
import { isHeldBy } from '../../kernel/token-binding.js';
import { DeviceStore } from '../devices/device.store.js';
import { Devices, keyOf } from '../devices/devices.js';
import { DeviceSessions, waiting } from './device-sessions.js';
/** Gives a device that proves its key another token, until it is revoked or has reached its end. */
let BridgeRenewal = class BridgeRenewal {
    store;
    devices;
    sessions;
    users;
    changes;
    constructor(store, devices, sessions, users, changes) {
        this.store = store;
        this.devices = devices;
        this.sessions = sessions;
        this.users = users;
        this.changes = changes;
    }
    /**
     * @param asked id of a session, as the host says it
     * @throws Problem 401 in the same words for every key that is no live device's, 403 for one that waits to be let in
     */
    renew(held, asked, origin, issue) {
        return this.changes.retrying(async () => issue(await this.plan(held, asked, origin)));
    }
    async plan({ confirmation: held, spend }, asked, origin) {
        const device = held === undefined ? null : await this.store.findByKey(held);
        const person = device === null ? null : await this.users.find(device.userId);
        if (device === null || person?.status !== 'active')
            throw refused();
        // One that began with a key and a certificate has both.
        if (!isHeldBy(keyOf(device), held))
            throw refused();
        joinTransaction(device.txn);
        await spend();
        if (device.approvedAt === null)
            throw waiting(device).error;
        const session = (await this.devices.sessionOf(device, asked)) ?? (await this.sessions.fresh(asked));
        const scope = await this.sessions.scope(person.roles);
        return this.sessions.authorization({ device, added: false, scope, session, origin }, async (transaction) => {
            if (!(await this.devices.comesAgain(transaction, device)))
                throw new ChangedMeanwhile();
            await this.sessions.hold(transaction, session, device);
            return null;
        });
    }
};
BridgeRenewal = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DeviceStore,
        Devices,
        DeviceSessions,
        UserStore,
        Changes])
], BridgeRenewal);
export { BridgeRenewal };
function refused() {
    const detail = 'No device has the key that the request proves.';
    return new Problem(401, detail, [], { 'www-authenticate': 'DPoP realm="gatehouse", error="invalid_token"' });
}
//# sourceMappingURL=bridge-renewal.js.map