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
import { Controller, Get, Injectable, Res, UseGuards } from '@nestjs/common';
import { challengeHeader } from '../kernel/challenge.js';
import { equalSecrets, keyedHash } from '../kernel/one-time-secret.js';
import { Problem } from '../kernel/problem.js';
import { Secrets } from '../settings/secrets.js';
import { Settings } from '../settings/settings.js';
import { Operators } from './access.js';
import { presentedToken } from './bearer.js';
import { Metrics } from './metrics.js';
/** Admits whoever has the token of `METRICS_TOKEN`; without that setting there is nothing here. */
let MetricsGuard = class MetricsGuard {
    settings;
    key;
    constructor(secrets, settings) {
        this.settings = settings;
        this.key = secrets.key('metrics-token');
    }
    canActivate(context) {
        const expected = this.settings.METRICS_TOKEN;
        if (expected === undefined)
            throw new Problem(404, 'There is nothing here.');
        const presented = presentedToken(context.switchToHttp().getRequest());
        if (presented.kind !== 'token')
            throw refused();
        // Hashed first: neither its length nor its beginning can be told by the time that it takes.
        const equal = equalSecrets(keyedHash(this.key, presented.token), keyedHash(this.key, expected));
        if (!equal || presented.scheme !== 'Bearer')
            throw refused({ error: 'invalid_token' });
        return true;
    }
};
MetricsGuard = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        Settings])
], MetricsGuard);
export { MetricsGuard };
function refused(said = {}) {
    const challenge = challengeHeader('Bearer', { realm: 'metrics', ...said });
    return new Problem(401, 'The bearer token of METRICS_TOKEN is needed.', [], { 'www-authenticate': challenge });
}
/** Numbers for Prometheus. */
let MetricsController = class MetricsController {
    metrics;
    constructor(metrics) {
        this.metrics = metrics;
    }
    async read(response) {
        const { type, text } = await this.metrics.exposition();
        response.status(200).set({ 'content-type': type, 'cache-control': 'no-store' }).send(text);
    }
};
__decorate([
    Get(),
    __param(0, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], MetricsController.prototype, "read", null);
MetricsController = __decorate([
    Controller('metrics'),
    Operators(),
    UseGuards(MetricsGuard),
    __metadata("design:paramtypes", [Metrics])
], MetricsController);
export { MetricsController };
//# sourceMappingURL=metrics.controller.js.map