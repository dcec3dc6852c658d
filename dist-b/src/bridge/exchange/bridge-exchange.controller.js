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
import { examined, JsonBody } from '../../http/json-body.js';
import { Confirmations } from '../../oauth/proofs/confirmations.js';
import { BridgeAnswers } from './bridge-answers.js';
import { BridgeExchange } from './bridge-exchange.js';
import { BridgeExchangeRequest, codeIn } from './bridge-exchange.request.js';
import { askedSession } from './host-session.rules.js';
/** A host on a person's machine exchanges a code for a token, with no other secret. */
let BridgeExchangeController = class BridgeExchangeController {
    bridge;
    answers;
    confirmations;
    signals;
    constructor(bridge, answers, confirmations, signals) {
        this.bridge = bridge;
        this.answers = answers;
        this.confirmations = confirmations;
        this.signals = signals;
    }
    async exchange(body, request, response) {
        const { value, wrong } = examined(BridgeExchangeRequest, body);
        const presented = codeIn(value, wrong);
        wrong.refuse();
        const { confirmation: held, spend: spendProof } = await this.confirmations.ofDevice(request);
        const sessionId = askedSession(request.headers['x-session-id']);
        const wishes = { ...presented, verifier: value.code_verifier ?? undefined, sessionId, held, spendProof };
        const origin = this.signals.of(request);
        return this.bridge.exchange({ ...wishes, origin }, (planned) => this.answers.to(planned, { grantType: 'bridge_code', held, request, response }));
    }
};
__decorate([
    Post(),
    HttpCode(200),
    __param(0, JsonBody()),
    __param(1, Req()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], BridgeExchangeController.prototype, "exchange", null);
BridgeExchangeController = __decorate([
    Controller('api/v1/bridge/exchange'),
    BeginningDevices(),
    __metadata("design:paramtypes", [BridgeExchange,
        BridgeAnswers,
        Confirmations,
        Signals])
], BridgeExchangeController);
export { BridgeExchangeController };
//# sourceMappingURL=bridge-exchange.controller.js.map