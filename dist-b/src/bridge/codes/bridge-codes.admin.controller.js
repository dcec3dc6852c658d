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
import { Controller, Param, Post, Res } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { examined, JsonBody } from '../../http/json-body.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { doneBy } from '../../identity/changes.store.js';
import { coverPerson } from '../../identity/users/reach.store.js';
import { BridgeCodeRequest } from './bridge-code.request.js';
import { BridgeCodes } from './bridge-codes.js';
/** Codes for the devices of people, for administrators. */
let BridgeCodesAdminController = class BridgeCodesAdminController {
    codes;
    constructor(codes) {
        this.codes = codes;
    }
    /** Make a one-time code for a device of a person. The answer is the only one that ever shows the code. */
    async issue(userId, body, caller, response) {
        const { value, wrong } = examined(BridgeCodeRequest, body);
        wrong.refuse();
        const deviceName = value.device_name ?? null;
        const event = doneBy(caller, 'bridge_code.issued', { user_id: userId });
        const { code, expiresAt } = await this.codes.issue({ userId, deviceName, challenge: null }, event, (transaction) => coverPerson(transaction, caller, userId));
        response.set('cache-control', 'no-store');
        return { code, expires_at: expiresAt.toISOString() };
    }
};
__decorate([
    Post(),
    __param(0, Param('id', new PathId('user'))),
    __param(1, JsonBody()),
    __param(2, TheCaller()),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object, Object]),
    __metadata("design:returntype", Promise)
], BridgeCodesAdminController.prototype, "issue", null);
BridgeCodesAdminController = __decorate([
    Controller('api/v1/admin/users/:id/bridge-codes'),
    Administers('bridge_codes'),
    __metadata("design:paramtypes", [BridgeCodes])
], BridgeCodesAdminController);
export { BridgeCodesAdminController };
//# sourceMappingURL=bridge-codes.admin.controller.js.map