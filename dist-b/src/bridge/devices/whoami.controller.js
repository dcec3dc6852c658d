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
import { CallingDevices } from './calling-device.js';
import { statusOf } from './device.view.js';
/** Tells a device for whom it acts, and as which. */
let WhoamiController = class WhoamiController {
    devices;
    constructor(devices) {
        this.devices = devices;
    }
    /** Tells a device for whom it acts, and as which. Roles are those that the person has now. */
    async tell(caller) {
        const { device, person } = await this.devices.of(caller);
        return {
            user_id: person.id,
            email: person.email,
            name: person.name,
            roles: person.roles,
            device: {
                id: device.id,
                name: device.name,
                status: statusOf(device),
                expires_at: device.expiresAt.toISOString(),
            },
            session_id: caller.claims.sid,
        };
    }
};
__decorate([
    Get(),
    Header('Cache-Control', 'no-store'),
    __param(0, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], WhoamiController.prototype, "tell", null);
WhoamiController = __decorate([
    Controller('api/v1/bridge/whoami'),
    Devices(),
    __metadata("design:paramtypes", [CallingDevices])
], WhoamiController);
export { WhoamiController };
//# sourceMappingURL=whoami.controller.js.map