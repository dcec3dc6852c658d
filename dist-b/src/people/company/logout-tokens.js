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
import { jwtVerify } from 'jose';
import { ProviderDiscovery } from '../../identity/sign-in-providers/provider-discovery.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { FOREIGN_ALGORITHMS } from '../../kernel/public-key-set.js';
import { RemoteKeys } from '../../outbound/remote-keys.js';
import { readLogoutToken } from './logout-token.rules.js';
import { upstreamRefusal } from './upstream-refusal.js';
import { UpstreamRefused } from './upstream-refused.js';
/** Seconds since a logout token was made. */
const OLDEST = 600;
/** Seconds by which clocks may differ. */
const SKEW = 30;
/** Reads logout tokens of companies' providers (OpenID Connect Back-Channel Logout §2.6). */
let LogoutTokens = class LogoutTokens {
    discovery;
    keys;
    clock;
    constructor(discovery, keys, clock) {
        this.discovery = discovery;
        this.keys = keys;
        this.clock = clock;
    }
    /**
     * @returns what it says, and until when it must not come again
     * @throws OAuthError 400, or 503 when nobody can know at this moment
     */
    async read(provider, token) {
        const { protectedHeader, payload } = await this.verified(provider, token);
        const claims = readLogoutToken(protectedHeader.typ, payload);
        if (typeof claims === 'string')
            throw new OAuthError('invalid_request', `the logout token is not valid: ${claims}`);
        return { claims, until: new Date(this.clock.now() + (OLDEST + 2 * SKEW) * 1000) };
    }
    async verified(provider, token) {
        try {
            const { jwks_uri } = await this.discovery.of(provider.issuer);
            return await jwtVerify(token, this.keys.of(jwks_uri), {
                issuer: provider.issuer,
                audience: provider.clientId,
                algorithms: [...FOREIGN_ALGORITHMS],
                currentDate: new Date(this.clock.now()),
                clockTolerance: SKEW,
                maxTokenAge: OLDEST,
                requiredClaims: ['iat', 'exp', 'jti', 'events'],
            });
        }
        catch (error) {
            const refusal = upstreamRefusal(error);
            if (!(refusal instanceof UpstreamRefused))
                throw refusal;
            if (refusal.reason === 'away') {
                throw new OAuthError('temporarily_unavailable', 'the keys of the provider cannot be had', { status: 503 });
            }
            throw new OAuthError('invalid_request', `the logout token is not valid: ${refusal.code}`);
        }
    }
};
LogoutTokens = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ProviderDiscovery,
        RemoteKeys,
        Clock])
], LogoutTokens);
export { LogoutTokens };
//# sourceMappingURL=logout-tokens.js.map