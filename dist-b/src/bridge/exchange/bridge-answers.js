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
import { contextOf } from '../../http/request-context.js';
import { BRIDGE_CLIENT } from '../../kernel/bridge.js';
import { GrantAnswers } from '../../oauth/token/grant-answers.js';
import { Policy } from '../../policy/policy.contract.js';
/** Makes of a planned authorization a session, a token and the answer to a device. */
let BridgeAnswers = class BridgeAnswers {
    grants;
    policy;
    constructor(grants, policy) {
        this.grants = grants;
        this.policy = policy;
    }
    async to(planned, { grantType, held, request, response }) {
        const { access_token: token, expires_in: ttl } = await this.grants.to(planned, grantType, held, null);
        response.set({ 'cache-control': 'no-store', pragma: 'no-cache' });
        return {
            token,
            ttl,
            headers: {
                'x-user-id': planned.subject,
                'x-session-id': planned.session?.id ?? '',
                'x-trace-id': contextOf(request).traceparent.split('-')[1] ?? '',
                'x-client-id': BRIDGE_CLIENT,
                'x-policy-version': await this.policy.version(),
                'x-call-source': 'bridge',
            },
        };
    }
};
BridgeAnswers = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [GrantAnswers,
        Policy])
], BridgeAnswers);
export { BridgeAnswers };
//# sourceMappingURL=bridge-answers.js.map