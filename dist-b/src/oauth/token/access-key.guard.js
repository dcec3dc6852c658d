var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { TokenRefused } from '../../http/access.js';
import { presentedToken } from '../../http/bearer.js';
import { ClientLimits } from '../../http/limits.js';
import { contextOf } from '../../http/request-context.js';
import { accessKeyClientId } from '../../identity/credentials/access-key.rules.js';
import { AccessKeys } from '../../identity/credentials/access-keys.js';
import { describable } from '../../kernel/oauth-error.js';
import { Problem } from '../../kernel/problem.js';
/** Admits whoever presents an access key, and nothing else. */
let AccessKeyGuard = class AccessKeyGuard {
    keys;
    limits;
    constructor(keys, limits) {
        this.keys = keys;
        this.limits = limits;
    }
    async canActivate(context) {
        const request = context.switchToHttp().getRequest();
        const presented = presentedToken(request);
        if (presented.kind === 'none')
            throw refused(401, 'An access key is needed.');
        if (presented.kind === 'malformed')
            throw refused(400, presented.detail, 'invalid_request');
        if (presented.scheme !== 'Bearer')
            throw refused(400, 'An access key is presented with Bearer.', 'invalid_request');
        request.accessKey = await this.admitted(presented.token, contextOf(request).address);
        await this.limits.spend('LIMIT_TOKEN_CLIENT', accessKeyClientId(request.accessKey.id));
        return true;
    }
    async admitted(text, address) {
        try {
            return await this.keys.admit(text, address, null);
        }
        catch (error) {
            if (error instanceof TokenRefused)
                throw keyRefused(error);
            throw error;
        }
    }
};
AccessKeyGuard = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AccessKeys,
        ClientLimits])
], AccessKeyGuard);
export { AccessKeyGuard };
/** What whoever presents a key that is not accepted is told. */
export function keyRefused({ message }) {
    return refused(401, message, 'invalid_token');
}
/** @param code absent when nothing was presented: then nothing was wrong (RFC 6750 §3.1) */
function refused(status, detail, code) {
    const error = code === undefined ? '' : `, error="${code}", error_description="${describable(detail)}"`;
    return new Problem(status, detail, [], { 'www-authenticate': `Bearer realm="gatehouse"${error}` });
}
//# sourceMappingURL=access-key.guard.js.map