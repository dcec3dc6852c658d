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
import { All, Controller, Post, Req, Res, UseGuards } from '@nestjs/common';
import { CallerVerifier, Clients, TokenRefused } from '../../http/access.js';
import { Changes } from '../../identity/changes.store.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { ClientGuard } from '../token/client.guard.js';
import { AuthenticatedClient, TokenAnswered } from '../token/grant.js';
import { RefreshTokenStore } from '../tokens/refresh-token.store.js';
/** A client gives up a token of its own (RFC 7009): the session ends, and with it all that was opened from it. */
let RevocationController = class RevocationController {
    verifier;
    refreshTokens;
    sessions;
    changes;
    constructor(verifier, refreshTokens, sessions, changes) {
        this.verifier = verifier;
        this.refreshTokens = refreshTokens;
        this.sessions = sessions;
        this.changes = changes;
    }
    /**
     * A client gives up a token of its own (RFC 7009): its session ends, with all that was opened from it. The same empty
     * 200 for a token that is unknown, another client's, or revoked already: no oracle (RFC 7009 §2.2).
     */
    async revoke(client, request) {
        const token = request.form?.one('token');
        if (token === undefined)
            throw new OAuthError('invalid_request', 'token is missing');
        const owned = (await this.accessToken(token, client.clientId)) ?? (await this.refreshToken(token, client.clientId));
        if (owned === null)
            return;
        const { sid, sub, act, txn, ancestors } = owned;
        await this.changes.record((transaction) => this.sessions.closeByClient(transaction, sid, 'revoked by its client'), (closed) => ({
            kind: 'token.revoked',
            decision: 'done',
            sub,
            ...(act === undefined ? {} : { act }),
            clientId: client.clientId,
            sid,
            ancestors,
            txn,
            detail: { closed },
        }));
    }
    refuse(response) {
        response.setHeader('allow', 'POST');
        throw new OAuthError('invalid_request', 'the revocation endpoint takes POST alone', { status: 405 });
    }
    async accessToken(token, clientId) {
        try {
            const { claims, lineage } = await this.verifier.identify(token);
            return claims.client_id === clientId ? { ...claims, ...lineage } : null;
        }
        catch (error) {
            if (error instanceof TokenRefused)
                return null;
            throw error;
        }
    }
    /** One that was spent already counts as well: the client gives up what it began with it (RFC 7009 §2.1). */
    async refreshToken(token, clientId) {
        const found = await this.refreshTokens.find(token);
        if (found === null || found.clientId !== clientId || !found.live)
            return null;
        const { sessionId: sid, subject: sub, txn, ancestors } = found;
        return { sid, sub, act: { sub: clientId }, txn, ancestors };
    }
};
__decorate([
    Post(),
    UseGuards(ClientGuard),
    TokenAnswered(),
    __param(0, AuthenticatedClient()),
    __param(1, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], RevocationController.prototype, "revoke", null);
__decorate([
    All(),
    __param(0, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", void 0)
], RevocationController.prototype, "refuse", null);
RevocationController = __decorate([
    Controller('oauth/revoke'),
    Clients(),
    __metadata("design:paramtypes", [CallerVerifier,
        RefreshTokenStore,
        SessionStore,
        Changes])
], RevocationController);
export { RevocationController };
//# sourceMappingURL=revocation.controller.js.map