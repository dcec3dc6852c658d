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
import { ASSERTION } from '../../identity/clients/client.rules.js';
import { ExchangedAuthority } from '../exchange/exchanged-authority.js';
import { IdJags, narrowed } from '../exchange/id-jags.js';
import { AuthenticatedClient, Grant, GrantForm, Issued } from './grant.js';
import { JwtBearerRequest } from './jwt-bearer.request.js';
import { OwnAuthority } from './own-authority.js';
/**
 * Tokens for a JWT of somebody whom we trust (RFC 7523 §2.1): for a machine, by the token of its platform; for a person,
 * by an ID-JAG that the person's company made out to the client.
 */
let JwtBearerController = class JwtBearerController {
    authority;
    jags;
    exchanged;
    signals;
    constructor(authority, jags, exchanged, signals) {
        this.authority = authority;
        this.jags = jags;
        this.exchanged = exchanged;
        this.signals = signals;
    }
    async authorize(client, request, http) {
        const origin = this.signals.of(http);
        if (http.clientByGrant === true)
            return this.authority.of(client, request, origin);
        const subject = narrowed(await this.jags.subject(client, request.assertion, http.confirmation), request.scope);
        const wishes = { ...request, scope: undefined, actorEnd: Infinity };
        return { ...(await this.exchanged.of(subject, client, wishes)), origin };
    }
};
__decorate([
    Post(),
    Issued(),
    __param(0, AuthenticatedClient()),
    __param(1, GrantForm(JwtBearerRequest)),
    __param(2, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, JwtBearerRequest, Object]),
    __metadata("design:returntype", Promise)
], JwtBearerController.prototype, "authorize", null);
JwtBearerController = __decorate([
    Grant(ASSERTION),
    __metadata("design:paramtypes", [OwnAuthority,
        IdJags,
        ExchangedAuthority,
        Signals])
], JwtBearerController);
export { JwtBearerController };
//# sourceMappingURL=jwt-bearer.controller.js.map