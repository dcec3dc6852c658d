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
import { Reflector } from '@nestjs/core';
import { isLater } from '../../kernel/at-hand.js';
import { Log } from '../../kernel/log.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Confirmations } from '../proofs/confirmations.js';
import { ClientGuard } from './client.guard.js';
import { GRANT_TYPE } from './grant-request.js';
import { TokenRefusals } from './token-refusals.js';
/** First step of every grant: who the client is, whether it may use this grant, and what it proves to hold. */
let GrantGuard = class GrantGuard {
    reflector;
    clients;
    confirmations;
    refusals;
    log;
    constructor(reflector, clients, confirmations, refusals, log) {
        this.reflector = reflector;
        this.clients = clients;
        this.confirmations = confirmations;
        this.refusals = refusals;
        this.log = log;
    }
    async canActivate(context) {
        const request = context.switchToHttp().getRequest();
        const grantType = this.reflector.get(GRANT_TYPE, context.getClass());
        request.grantType = grantType;
        this.log.info('token.requested', { grant_type: grantType });
        try {
            await this.clients.admit(request, grantType);
            if (request.client?.grantTypes.includes(grantType) !== true) {
                throw new OAuthError('unauthorized_client', `the client is not registered for grant type ${grantType}`);
            }
            const held = this.confirmations.of(request, request.client);
            Object.assign(request, isLater(held) ? await held : held);
            return true;
        }
        catch (error) {
            await this.refusals.record(request, error);
            throw error;
        }
    }
};
GrantGuard = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Reflector,
        ClientGuard,
        Confirmations,
        TokenRefusals,
        Log])
], GrantGuard);
export { GrantGuard };
//# sourceMappingURL=grant.guard.js.map