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
import { LARGEST_PAGE } from '../../kernel/page.js';
import { byPerson } from '../../people/account-endings.js';
import { DeviceRegister } from '../devices/device-register.js';
import { DeviceStore } from '../devices/device.store.js';
import { keyKindOf, statusOf } from '../devices/device.view.js';
/** A person's own devices: which there are, and the end of one. */
let OwnDevices = class OwnDevices {
    store;
    register;
    constructor(store, register) {
        this.store = store;
        this.register = register;
    }
    /** Those that live, the latest first; a bounded list. */
    async of({ userId }) {
        const devices = await this.store.list({ after: null, limit: LARGEST_PAGE }, { user_id: userId, active: true }, null);
        return devices.reverse().map((device) => {
            const { id, name, createdAt: since, lastSeenAt: seen, expiresAt: until } = device;
            return { id, name, waits: statusOf(device) === 'waiting', key: keyKindOf(device), since, seen, until };
        });
    }
    /** @returns whether there was such a device of the person's */
    async revoke(person, id) {
        const device = await this.store.find(id, null);
        if (device === null || device.userId !== person.userId)
            return false;
        const event = (kind, detail) => byPerson(person, kind, detail);
        await this.register.revoke(device, 'device revoked by its owner', { event });
        return true;
    }
};
OwnDevices = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DeviceStore,
        DeviceRegister])
], OwnDevices);
export { OwnDevices };
//# sourceMappingURL=own-devices.js.map