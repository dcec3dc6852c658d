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
import { Controller, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { Signals } from '../../analytics/analytics.contract.js';
import { Clients } from '../../http/access.js';
import { JsonBody } from '../../http/json-body.js';
import { AccessKeyExchange } from './access-key-exchange.js';
import { AccessKeyGuard } from './access-key.guard.js';
import { GrantAnswers } from './grant-answers.js';
/** A script exchanges its access key for a short token, to be used where the key itself should not go. */
let AccessKeyTokenController = class AccessKeyTokenController {
    exchange;
    answers;
    signals;
    constructor(exchange, answers, signals) {
        this.exchange = exchange;
        this.answers = answers;
        this.signals = signals;
    }
    async exchanged(body, request, response) {
        const { accessKey } = request;
        if (accessKey === undefined)
            throw new Error('route without its guard: a wiring fault');
        const authorization = await this.exchange.authorization(accessKey, body, this.signals.of(request));
        // As a key is, its tokens are bound to nothing.
        const answer = await this.answers.to(authorization, 'access_key', undefined, null);
        response.set({ 'cache-control': 'no-store', pragma: 'no-cache' });
        return answer;
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
], AccessKeyTokenController.prototype, "exchanged", null);
AccessKeyTokenController = __decorate([
    Controller('api/v1/access-keys/token'),
    Clients(),
    UseGuards(AccessKeyGuard),
    __metadata("design:paramtypes", [AccessKeyExchange,
        GrantAnswers,
        Signals])
], AccessKeyTokenController);
export { AccessKeyTokenController };
//# sourceMappingURL=access-key-token.controller.js.map