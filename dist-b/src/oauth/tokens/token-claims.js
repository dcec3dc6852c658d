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
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Settings } from '../../settings/settings.js';
import { authenticationClaims } from './id-tokens.js';
import { PairwiseNames } from './pairwise-names.js';
/** What an access token says. */
let TokenClaims = class TokenClaims {
    names;
    clock;
    settings;
    constructor(names, clock, settings) {
        this.names = names;
        this.clock = clock;
        this.settings = settings;
    }
    /** By the names that we have for people ourselves: for session and evidence. */
    of(authorization) {
        const now = this.clock.seconds();
        const { session, authentication, confirmation, audience, furtherAudiences = [] } = authorization;
        const ends = [session?.expiresAt, authorization.clientEnd].map((end) => Math.floor((end?.getTime() ?? Infinity) / 1000));
        return {
            iss: this.settings.PUBLIC_URL,
            sub: authorization.subject,
            aud: furtherAudiences.length === 0 ? audience : [audience, ...furtherAudiences],
            // No longer than its session and its client: what is valid to whoever looks at the token alone must be so indeed.
            exp: Math.min(now + (authorization.lifetime ?? this.settings.ACCESS_TOKEN_SECONDS), ...ends),
            iat: now,
            nbf: now,
            jti: uuidv7(this.clock.now()),
            client_id: authorization.clientId,
            scope: authorization.scope.join(' '),
            sid: session?.id ?? uuidv7(this.clock.now()),
            ...(authentication === undefined ? {} : authenticationClaims(authentication)),
            ...(confirmation === undefined ? {} : { cnf: confirmation }),
            ...(authorization.actor ? { act: authorization.actor } : {}),
            ...(authorization.owner === undefined ? {} : { owner: authorization.owner }),
            ...(authorization.pluginId === undefined ? {} : { plugin_id: authorization.pluginId }),
        };
    }
    /** As the token has them: its client can read it, and may know the person by another name (RFC 9068 §6). */
    shown(claims, { subject, userId, sector = null }) {
        if (sector === null || subject !== userId)
            return claims;
        return { ...claims, sub: this.names.of(sector, 'sub', subject) };
    }
};
TokenClaims = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PairwiseNames,
        Clock,
        Settings])
], TokenClaims);
export { TokenClaims };
//# sourceMappingURL=token-claims.js.map