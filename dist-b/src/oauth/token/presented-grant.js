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
import { AuthorizationCodeStore } from '../authorize/authorization-code.store.js';
import { RefreshTokenStore } from '../tokens/refresh-token.store.js';
/**
 * Whose grant a token request brings. A client that proves itself by a secret in the form need not say its name as well:
 * the code or refresh token tells whom to expect, and its secret must be that client's.
 */
let PresentedGrant = class PresentedGrant {
    codes;
    refreshTokens;
    constructor(codes, refreshTokens) {
        this.codes = codes;
        this.refreshTokens = refreshTokens;
    }
    async clientIdOf(form) {
        const [code, refreshToken] = [form.one('code'), form.one('refresh_token')];
        if (code !== undefined)
            return (await this.codes.find(code))?.clientId ?? null;
        if (refreshToken !== undefined)
            return (await this.refreshTokens.find(refreshToken))?.clientId ?? null;
        return null;
    }
};
PresentedGrant = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AuthorizationCodeStore,
        RefreshTokenStore])
], PresentedGrant);
export { PresentedGrant };
//# sourceMappingURL=presented-grant.js.map