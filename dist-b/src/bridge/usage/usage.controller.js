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
import { Controller, Get, Header } from '@nestjs/common';
import { Devices } from '../../http/access.js';
import { TheCaller } from '../../http/the-caller.js';
import { callingDevice } from '../devices/calling-device.js';
import { DeviceUsage } from './device-usage.js';
/** What the calling device did, and all devices of its person, over 1, 7 and 30 days. */
let UsageController = class UsageController {
    usage;
    constructor(usage) {
        this.usage = usage;
    }
    /**
     * What the calling device did, and all devices of its person, over 1, 7 and 30 days. Totals are what hosts told of
     * themselves; calls are those that the gate decided on.
     */
    tell(caller) {
        // The subject of a device's token is its person.
        return this.usage.of(callingDevice(caller), caller.claims.sub);
    }
};
__decorate([
    Get(),
    Header('Cache-Control', 'no-store'),
    __param(0, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", void 0)
], UsageController.prototype, "tell", null);
UsageController = __decorate([
    Controller('api/v1/bridge/usage'),
    Devices(),
    __metadata("design:paramtypes", [DeviceUsage])
], UsageController);
export { UsageController };
//# sourceMappingURL=usage.controller.js.map