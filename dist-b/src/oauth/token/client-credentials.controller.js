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
import { ClientCredentialsRequest } from './client-credentials.request.js';
import { AuthenticatedClient, Grant, GrantForm, Issued } from './grant.js';
import { OwnAuthority } from './own-authority.js';
/** Tokens for a client acting as itself, in the name of its owner (RFC 6749 §4.4). There is no refresh token. */
let ClientCredentialsController = class ClientCredentialsController {
    authority;
    signals;
    constructor(authority, signals) {
        this.authority = authority;
        this.signals = signals;
    }
    authorize(client, request, http) {
        return this.authority.of(client, request, this.signals.of(http));
    }
};
__decorate([
    Post(),
    Issued(),
    __param(0, AuthenticatedClient()),
    __param(1, GrantForm(ClientCredentialsRequest)),
    __param(2, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, ClientCredentialsRequest, Object]),
    __metadata("design:returntype", Promise)
], ClientCredentialsController.prototype, "authorize", null);
ClientCredentialsController = __decorate([
    Grant('client_credentials'),
    __metadata("design:paramtypes", [OwnAuthority,
        Signals])
], ClientCredentialsController);
export { ClientCredentialsController };
//# sourceMappingURL=client-credentials.controller.js.map