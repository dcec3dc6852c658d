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
import { Administers } from '../../http/access.js';
import { askedOf, Bulk } from '../../http/bulk.js';
import { examined, JsonBody } from '../../http/json-body.js';
import { TheCaller } from '../../http/the-caller.js';
import { doneBy } from '../changes.store.js';
import { AccessKeyRegister } from './access-key-register.js';
import { AccessKeyRevocationRequest } from './access-key-revocation.request.js';
/** Ends many access keys at once, for administrators. */
let AccessKeyRevocationAdminController = class AccessKeyRevocationAdminController {
    register;
    constructor(register) {
        this.register = register;
    }
    /**
     * End the live access keys that a filter finds. With them ends every token that they were exchanged for;
     * `?dry_run=true` tells first how many they are.
     */
    async revoke(body, caller) {
        const asked = askedOf(examined(AccessKeyRevocationRequest, body), 'access keys');
        return this.register.revokeMeant(asked, (kind, detail) => doneBy(caller, kind, detail));
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
], AccessKeyRevocationAdminController.prototype, "revoke", null);
AccessKeyRevocationAdminController = __decorate([
    Controller('api/v1/admin/access-keys/revoke'),
    Administers('access_keys', 'delete'),
    __metadata("design:paramtypes", [AccessKeyRegister])
], AccessKeyRevocationAdminController);
export { AccessKeyRevocationAdminController };
//# sourceMappingURL=access-key-revocation.admin.controller.js.map