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
import { CallerVerifier, TokenRefused } from '../../http/access.js';
import { sameResource } from '../../kernel/resource-uri.js';
import { Settings } from '../../settings/settings.js';
import { PairwiseNames } from '../tokens/pairwise-names.js';
import { RefreshTokenStore } from '../tokens/refresh-token.store.js';
/** What is said of a token that the asking client may not see, or that is worth nothing: no more (RFC 7662 §2.2). */
const INACTIVE = { active: false };
/** Looks at a token as its resource server would. */
let TokenIntrospection = class TokenIntrospection {
    verifier;
    refreshTokens;
    names;
    settings;
    constructor(verifier, refreshTokens, names, settings) {
        this.verifier = verifier;
        this.refreshTokens = refreshTokens;
        this.names = names;
        this.settings = settings;
    }
    /** A client sees its own tokens, and those for the resources of which it is the server (RFC 7662 §4). */
    async of(token, client) {
        return (await this.accessToken(token, client)) ?? (await this.refreshToken(token, client)) ?? INACTIVE;
    }
    async accessToken(token, client) {
        try {
            const { claims, audiences, userId } = await this.verifier.verify(token, null);
            const served = audiences.some((one) => client.introspects.some((resource) => sameResource(resource, one)));
            const own = claims.client_id === client.clientId;
            if (!served && !own)
                return INACTIVE;
            const sub = own ? this.subject(client, claims.sub, userId) : claims.sub;
            return { active: true, token_type: claims.cnf?.jkt === undefined ? 'Bearer' : 'DPoP', ...claims, sub };
        }
        catch (error) {
            if (error instanceof TokenRefused)
                return null;
            throw error;
        }
    }
    async refreshToken(token, client) {
        const found = await this.refreshTokens.find(token);
        if (found === null || found.clientId !== client.clientId)
            return null;
        if (!found.live || !found.usable || found.usedAt !== null)
            return null;
        return {
            active: true,
            iss: this.settings.PUBLIC_URL,
            sub: this.subject(client, found.subject, found.userId),
            client_id: found.clientId,
            scope: found.scope.join(' '),
            sid: found.sessionId,
            exp: Math.floor(found.expiresAt.getTime() / 1000),
        };
    }
    /** A client is told what it is told everywhere; a resource server, whom the token is about. */
    subject({ sector }, subject, userId) {
        return subject === userId ? this.names.of(sector, 'sub', subject) : subject;
    }
};
TokenIntrospection = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [CallerVerifier,
        RefreshTokenStore,
        PairwiseNames,
        Settings])
], TokenIntrospection);
export { TokenIntrospection };
//# sourceMappingURL=token-introspection.js.map