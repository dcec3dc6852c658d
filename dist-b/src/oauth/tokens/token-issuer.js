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
import { isLater } from '../../kernel/at-hand.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { IdTokens } from './id-tokens.js';
import { SessionOpening } from './session-opening.js';
import { TokenClaims } from './token-claims.js';
/** Turns every authorization into a session and a token. No token leaves before its session row is durable. */
let TokenIssuer = class TokenIssuer {
    sessions;
    keys;
    idTokens;
    claims;
    constructor(sessions, keys, idTokens, claims) {
        this.sessions = sessions;
        this.keys = keys;
        this.idTokens = idTokens;
        this.claims = claims;
    }
    async issue(authorization) {
        const claims = this.claims.of(authorization);
        // Signed first: a signature that fails must not leave a session behind. It is not answered before the commit.
        const signed = this.keys.sign('at+jwt', this.claims.shown(claims, authorization));
        const token = isLater(signed) ? await signed : signed;
        const { idToken: plan, refreshToken, issuedTokenType, sector = null } = authorization;
        const idToken = plan === undefined ? undefined : await this.idTokens.sign({ ...plan, sector }, claims, token);
        await this.sessions.open(authorization, claims);
        return {
            access_token: token,
            token_type: claims.cnf?.jkt === undefined ? 'Bearer' : 'DPoP',
            expires_in: claims.exp - claims.iat,
            scope: claims.scope,
            ...(issuedTokenType === undefined ? {} : { issued_token_type: issuedTokenType }),
            ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
            ...(idToken === undefined ? {} : { id_token: idToken }),
        };
    }
};
TokenIssuer = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SessionOpening,
        KeyRing,
        IdTokens,
        TokenClaims])
], TokenIssuer);
export { TokenIssuer };
//# sourceMappingURL=token-issuer.js.map