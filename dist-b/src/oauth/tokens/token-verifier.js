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
import { LRUCache } from 'lru-cache';
import { verify } from 'node:crypto';
import { TokenRefused } from '../../http/access.js';
import { isUuid } from '../../http/page-query.js';
import { Clock } from '../../kernel/clock.js';
import { sameResource } from '../../kernel/resource-uri.js';
import { isBoundAs } from '../../kernel/token-binding.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { needsProof, TokenPossession } from '../proofs/token-possession.js';
import { readAccessToken } from './access-token.rules.js';
import { TokenSessions } from './token-sessions.js';
/** Seconds by which clocks may differ (RFC 9068 §4, at most a minute). */
const SKEW = 30;
/** Verifies our own access tokens: signature, type, issuer, times, audience, and that the session lives now. */
let TokenVerifier = class TokenVerifier {
    keys;
    sessions;
    clock;
    settings;
    possession;
    signed = new LRUCache({ max: 5_000 });
    constructor(keys, sessions, clock, settings, possession) {
        this.keys = keys;
        this.sessions = sessions;
        this.clock = clock;
        this.settings = settings;
        this.possession = possession;
    }
    async identify(token) {
        const { claims } = await this.genuine(token);
        return this.sessions.caller(this.acceptable(claims));
    }
    async verify(token, audiences) {
        const { claims: said } = await this.genuine(token);
        const claims = this.acceptable(said);
        const named = audiencesOf(claims);
        if (audiences !== null && !named.some((one) => audiences.some((audience) => sameResource(one, audience)))) {
            throw new TokenRefused('The token is for another audience.');
        }
        this.checkBinding(claims);
        return this.sessions.caller(claims);
    }
    /** A proof is spent last, when nothing else is wrong. */
    async admit(request, presented, audiences) {
        const caller = await this.verify(presented.token, audiences);
        await this.possession.check(request, presented, caller.claims.cnf);
        return caller;
    }
    closed(sids) {
        return this.sessions.closed(sids);
    }
    /**
     * A signature is checked once; times, audience and session are checked on every use. A token is only as genuine as its
     * key is known: one that has left the ring proves nothing any more.
     */
    async genuine(token) {
        const known = this.signed.get(token);
        const read = known ?? readAccessToken(token);
        const key = await this.keys.find(read.kid);
        if (key === null || (known === undefined && !signedBy(key, read))) {
            throw new TokenRefused('The token is not one of ours.');
        }
        if (known === undefined)
            this.signed.set(token, read);
        return read;
    }
    acceptable(claims) {
        const now = this.clock.seconds();
        if (claims.iss !== this.settings.PUBLIC_URL)
            throw new TokenRefused('The token is from another issuer.');
        if (claims.exp <= now - SKEW)
            throw new TokenRefused('The token has expired.');
        if (claims.nbf > now + SKEW || claims.iat > now + SKEW)
            throw new TokenRefused('The token is not valid yet.');
        if (!isUuid(claims.sid))
            throw new TokenRefused('The token names no session.');
        return claims;
    }
    /** One that was issued before tokens had to be bound is good for nothing any more, whoever has it. */
    checkBinding({ cnf }) {
        const required = this.settings.REQUIRED_TOKEN_BINDING;
        if (isBoundAs(required, cnf))
            return;
        throw new TokenRefused('The token is not bound to a key of its holder.', required === 'dpop' ? needsProof : {});
    }
};
TokenVerifier = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [KeyRing,
        TokenSessions,
        Clock,
        Settings,
        TokenPossession])
], TokenVerifier);
export { TokenVerifier };
function audiencesOf({ aud }) {
    return typeof aud === 'string' ? [aud] : aud;
}
/** The algorithm comes from the key; what the token claims must equal it (RFC 8725 §3.1). */
function signedBy(key, token) {
    if (token.alg !== key.algorithm)
        return false;
    const data = Buffer.from(token.signed);
    if (key.algorithm === 'ES256') {
        return verify('sha256', data, { key: key.key, dsaEncoding: 'ieee-p1363' }, token.signature);
    }
    return verify(key.algorithm === 'RS256' ? 'sha256' : null, data, key.key, token.signature);
}
//# sourceMappingURL=token-verifier.js.map