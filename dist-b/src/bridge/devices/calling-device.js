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
import { UserStore } from '../../identity/users/user.store.js';
import { Problem } from '../../kernel/problem.js';
import { DeviceStore } from './device.store.js';
/**
 * Id of the device whose own token a caller presents. What somebody else was given in exchange for such a token is not the
 * device's word, though it is for the same audience.
 * @throws Problem 401
 */
export function callingDevice({ source, claims }) {
    const { act } = claims;
    if (source === 'bridge' && act !== undefined && act.act === undefined)
        return act.sub;
    throw notItsOwn();
}
/** The device that calls, as it is now. */
let CallingDevices = class CallingDevices {
    devices;
    users;
    constructor(devices, users) {
        this.devices = devices;
        this.users = users;
    }
    /** @throws Problem 401 for a token that is no living device's own */
    async of(caller) {
        const device = await this.devices.find(callingDevice(caller), null);
        const person = device === null ? null : await this.users.find(device.userId);
        if (device === null || person === null || !device.active)
            throw notItsOwn();
        return { device, person };
    }
};
CallingDevices = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DeviceStore,
        UserStore])
], CallingDevices);
export { CallingDevices };
function notItsOwn() {
    const challenge = 'Bearer realm="gatehouse", error="invalid_token"';
    return new Problem(401, 'The token is not a device’s own.', [], { 'www-authenticate': challenge });
}
//# sourceMappingURL=calling-device.js.map