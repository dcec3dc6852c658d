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
import { Post, Req } from '@nestjs/common';
import { Signals } from '../../analytics/analytics.contract.js';
import { DEVICE_CODE } from '../../identity/clients/client.rules.js';
import { DeviceCodes } from '../device/device-codes.js';
import { CodeRedemption } from './code-redemption.js';
import { DeviceCodeRequest } from './device-code.request.js';
import { AuthenticatedClient, Grant, GrantForm, Issued } from './grant.js';
import { Target } from './target.js';
/** Tokens for a client that waited until a person had let it in elsewhere (RFC 8628 §3.4). */
let DeviceCodeController = class DeviceCodeController {
    codes;
    redemption;
    target;
    signals;
    constructor(codes, redemption, target, signals) {
        this.codes = codes;
        this.redemption = redemption;
        this.target = target;
        this.signals = signals;
    }
    /** Everything is checked before anything is spent: a request that is wrong leaves the code as good as it was. */
    async authorize(client, request, http) {
        const code = await this.codes.redeemable(client, request.device_code, http.proof?.jkt);
        const audience = await this.target.grantedAudience(client, code.resources, request.resource);
        return this.redemption.authorization(client, code, audience, this.signals.of(http));
    }
};
__decorate([
    Post(),
    Issued(),
    __param(0, AuthenticatedClient()),
    __param(1, GrantForm(DeviceCodeRequest)),
    __param(2, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, DeviceCodeRequest, Object]),
    __metadata("design:returntype", Promise)
], DeviceCodeController.prototype, "authorize", null);
DeviceCodeController = __decorate([
    Grant(DEVICE_CODE),
    __metadata("design:paramtypes", [DeviceCodes,
        CodeRedemption,
        Target,
        Signals])
], DeviceCodeController);
export { DeviceCodeController };
//# sourceMappingURL=device-code.controller.js.map