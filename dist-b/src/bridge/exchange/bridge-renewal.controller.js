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
import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { Signals } from '../../analytics/analytics.contract.js';
import { BeginningDevices } from '../../http/access.js';
import { Confirmations } from '../../oauth/proofs/confirmations.js';
import { BridgeAnswers } from './bridge-answers.js';
import { BridgeRenewal } from './bridge-renewal.js';
import { askedSession } from './host-session.rules.js';
/** A device renews its token by the key that it showed when it began: by a DPoP proof, or by its TLS certificate. */
let BridgeRenewalController = class BridgeRenewalController {
    renewal;
    answers;
    confirmations;
    signals;
    constructor(renewal, answers, confirmations, signals) {
        this.renewal = renewal;
        this.answers = answers;
        this.confirmations = confirmations;
        this.signals = signals;
    }
    async renew(request, response) {
        const shown = await this.confirmations.ofDevice(request);
        const asked = askedSession(request.headers['x-session-id']);
        return this.renewal.renew(shown, asked, this.signals.of(request), (planned) => this.answers.to(planned, { grantType: 'bridge_key', held: shown.confirmation, request, response }));
    }
};
__decorate([
    Post(),
    HttpCode(200),
    __param(0, Req()),
    __param(1, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], BridgeRenewalController.prototype, "renew", null);
BridgeRenewalController = __decorate([
    Controller('api/v1/bridge/renew'),
    BeginningDevices(),
    __metadata("design:paramtypes", [BridgeRenewal,
        BridgeAnswers,
        Confirmations,
        Signals])
], BridgeRenewalController);
export { BridgeRenewalController };
//# sourceMappingURL=bridge-renewal.controller.js.map