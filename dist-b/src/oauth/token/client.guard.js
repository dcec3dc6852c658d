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
import { ClientLimits } from '../../http/limits.js';
import { isLater } from '../../kernel/at-hand.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { ClientAuthenticator } from './client-authenticator.js';
/** Parameters that a request may name several times (RFC 8707 §2, RFC 8693 §2.1). */
const repeatable = new Set(['resource', 'audience']);
/** The form's rules, who the client is, and its limit: what every endpoint that clients call has in common. */
let ClientGuard = class ClientGuard {
    authenticator;
    limits;
    constructor(authenticator, limits) {
        this.authenticator = authenticator;
        this.limits = limits;
    }
    async canActivate(context) {
        await this.admit(context.switchToHttp().getRequest());
        return true;
    }
    /**
     * @param grantType at the token endpoint
     * @throws OAuthError, TooManyRequests; from the moment it is known, the client is on the request
     */
    async admit(request, grantType) {
        const { form } = request;
        if (form === undefined)
            throw request.formError ?? new OAuthError('invalid_request', 'the request has no form');
        for (const name of form.names())
            if (!repeatable.has(name))
                form.one(name);
        const { client, byGrant } = await this.authenticator.authenticate(request, form, grantType);
        request.client = client;
        request.clientByGrant = byGrant;
        // Anybody can say a public client's name: nobody may use up its share.
        const spent = client.authMethod === 'none' ? undefined : this.limits.spend('LIMIT_TOKEN_CLIENT', client.clientId);
        if (isLater(spent))
            await spent;
    }
};
ClientGuard = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientAuthenticator,
        ClientLimits])
], ClientGuard);
export { ClientGuard };
//# sourceMappingURL=client.guard.js.map