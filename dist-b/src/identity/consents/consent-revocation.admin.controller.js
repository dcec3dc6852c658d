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
import { ConsentRevocationRequest } from './consent-revocation.request.js';
import { Consents } from './consents.js';
/** Takes back much of what people agreed to at once, for administrators. */
let ConsentRevocationAdminController = class ConsentRevocationAdminController {
    consents;
    constructor(consents) {
        this.consents = consents;
    }
    /**
     * End the consents that a filter finds. With them end the sessions and codes that were given by them; `?dry_run=true`
     * tells first how many they are.
     */
    async revoke(body, caller) {
        const asked = askedOf(examined(ConsentRevocationRequest, body), 'consents');
        return this.consents.withdrawMeant(asked, (kind, detail) => doneBy(caller, kind, detail));
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
], ConsentRevocationAdminController.prototype, "revoke", null);
ConsentRevocationAdminController = __decorate([
    Controller('api/v1/admin/consents/revoke'),
    Administers('consents', 'delete'),
    __metadata("design:paramtypes", [Consents])
], ConsentRevocationAdminController);
export { ConsentRevocationAdminController };
//# sourceMappingURL=consent-revocation.admin.controller.js.map