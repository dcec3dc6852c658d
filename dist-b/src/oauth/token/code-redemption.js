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
import { joinTransaction } from '../../http/request-context.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { grants } from '../../kernel/scope-set.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Settings } from '../../settings/settings.js';
import { AuthorizationCodeStore } from '../authorize/authorization-code.store.js';
import { RefreshTokenStore } from '../tokens/refresh-token.store.js';
/** Plans the session that a code pays for. */
let CodeRedemption = class CodeRedemption {
    codes;
    refreshTokens;
    sessions;
    clock;
    settings;
    constructor(codes, refreshTokens, sessions, clock, settings) {
        this.codes = codes;
        this.refreshTokens = refreshTokens;
        this.sessions = sessions;
        this.clock = clock;
        this.settings = settings;
    }
    /** @param code of which everything but being spent was checked */
    authorization(client, code, audience, origin) {
        const { clientId } = client;
        joinTransaction(code.txn);
        const scope = code.scope.filter((name) => grants(client.scope, name));
        if (scope.length === 0)
            throw new OAuthError('invalid_grant', 'the client has lost the scopes of this code');
        const refreshes = client.grantTypes.includes('refresh_token');
        const id = uuidv7(this.clock.now());
        const offline = scope.includes('offline_access');
        const expiresAt = this.sessionEnd(refreshes, offline ? null : code.signInEndsAt);
        const refresh = refreshes ? this.refreshTokens.first(id, clientId, expiresAt) : null;
        return {
            source: 'oauth',
            clientId,
            subject: code.userId,
            userId: code.userId,
            asOwner: false,
            actor: { sub: clientId },
            scope,
            audience,
            origin,
            authentication: { at: code.authenticatedAt, acr: code.acr, amr: code.amr },
            session: {
                continues: false,
                id,
                // A sign-in is opened from nothing.
                lineage: { txn: code.txn, ancestors: offline ? [] : [code.webSessionId] },
                ...(scope.includes('openid') ? { signInId: code.webSessionId } : {}),
                expiresAt,
                scope,
                resources: code.resources,
                claims: code.claims,
                spend: async (transaction) => {
                    const refused = await this.spend(transaction, code, id);
                    if (refused === null)
                        await refresh?.write(transaction);
                    return refused;
                },
            },
            ...(refresh === null ? {} : { refreshToken: refresh.text }),
            ...(scope.includes('openid') ? { idToken: idTokenOf(client, code) } : {}),
        };
    }
    /** @param signInEnd when the person's sign-in ends, unless they allowed it to go on without them */
    sessionEnd(refreshes, signInEnd) {
        const seconds = refreshes ? this.settings.REFRESH_SESSION_SECONDS : this.settings.ACCESS_TOKEN_SECONDS;
        const end = (this.clock.seconds() + seconds) * 1000;
        return new Date(signInEnd === null ? end : Math.min(end, signInEnd.getTime()));
    }
    /** A second use ends what the first one opened: one of the two was not the client (RFC 6749 §4.1.2, §10.5). */
    async spend(transaction, code, id) {
        const { outcome, sessionId } = await this.codes.redeem(transaction, code.hash, id);
        if (outcome === 'redeemed') {
            if (await this.sessions.holdOpen(transaction, code.webSessionId))
                return null;
            return refused(code, 'signed_out', 'the person has signed out', { redeemed: true });
        }
        if (sessionId === null)
            return refused(code, 'expired', 'the code has expired', null);
        const closed = await this.sessions.closeByClient(transaction, sessionId, 'authorization code was used again');
        return refused(code, 'replayed', 'the code was used already', closed > 0 ? { closed } : null);
    }
};
CodeRedemption = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AuthorizationCodeStore,
        RefreshTokenStore,
        SessionStore,
        Clock,
        Settings])
], CodeRedemption);
export { CodeRedemption };
function idTokenOf(client, { nonce, webSessionId, claims }) {
    return { algorithm: client.idTokenAlg, nonce, webSessionId, claims };
}
/** @param changed what goes on record; null when nothing changed: whoever repeats a dead code must not fill the record */
function refused({ userId: sub, clientId }, reason, text, changed) {
    const event = changed && { kind: 'code.refused', decision: 'deny', reason, sub, clientId, detail: changed };
    return { error: new OAuthError('invalid_grant', text), event };
}
//# sourceMappingURL=code-redemption.js.map