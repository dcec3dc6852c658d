var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Controller, Delete, HttpCode } from '@nestjs/common';
import { Devices } from '../../http/access.js';
import { TheCaller } from '../../http/the-caller.js';
import { doneBy } from '../../identity/changes.store.js';
import { callingDevice } from './calling-device.js';
import { DeviceRegister } from './device-register.js';
import { DeviceStore } from './device.store.js';
/** What a device may do about itself: end, when its person logs out of it. */
let OwnDeviceController = class OwnDeviceController {
    devices;
    register;
    constructor(devices, register) {
        this.devices = devices;
        this.register = register;
    }
    /** A device ends itself, with every token that it has; whoever has no device has nothing to end. */
    async end(caller) {
        const device = await this.devices.find(callingDevice(caller), null);
        if (device === null)
            return;
        await this.register.revoke(device, 'device ended by itself', {
            event: (kind, detail) => doneBy(caller, kind, detail),
        });
    }
};
__decorate([
    Delete(),
    HttpCode(204),
    __param(0, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], OwnDeviceController.prototype, "end", null);
OwnDeviceController = __decorate([
    Controller('api/v1/bridge/device'),
    Devices(),
    __metadata("design:paramtypes", [DeviceStore,
        DeviceRegister])
], OwnDeviceController);
export { OwnDeviceController };
//# sourceMappingURL=own-device.controller.js.map