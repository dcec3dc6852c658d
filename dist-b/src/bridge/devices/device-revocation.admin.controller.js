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
import { Controller, HttpCode, Post } from '@nestjs/common';
import { Administers, Narrowed } from '../../http/access.js';
import { askedOf, Bulk } from '../../http/bulk.js';
import { examined, JsonBody } from '../../http/json-body.js';
import { TheCaller } from '../../http/the-caller.js';
import { DeviceRevocationRequest } from './device-revocation.request.js';
import { DeviceRevocation } from './device-revocation.js';
/** Ends many devices at once, for administrators. */
let DeviceRevocationAdminController = class DeviceRevocationAdminController {
    revocation;
    constructor(revocation) {
        this.revocation = revocation;
    }
    /**
     * End the live devices that a filter finds, with every token that they have. So do the codes by which others like them
     * could begin, and with a person's last device what their hooks have. `?dry_run=true` tells first how many they are.
     */
    async revoke(body, caller) {
        return this.revocation.revoke(askedOf(examined(DeviceRevocationRequest, body), 'devices'), caller);
    }
};
__decorate([
    Post(),
    HttpCode(200),
    Bulk(),
    __param(0, JsonBody()),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], DeviceRevocationAdminController.prototype, "revoke", null);
DeviceRevocationAdminController = __decorate([
    Controller('api/v1/admin/devices/revoke'),
    Administers('devices', 'delete'),
    Narrowed(),
    __metadata("design:paramtypes", [DeviceRevocation])
], DeviceRevocationAdminController);
export { DeviceRevocationAdminController };
//# sourceMappingURL=device-revocation.admin.controller.js.map