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
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import { joinTransaction } from '../../http/request-context.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { grants, heldScopes, readScope } from '../../kernel/scope-set.js';
import { RefreshTokenStore } from '../tokens/refresh-token.store.js';
import { AuthenticatedClient, Grant, GrantForm, Issued } from './grant.js';
import { RefreshRotation } from './refresh-rotation.js';
import { RefreshTokenRequest } from './refresh-token.request.js';
import { Target } from './target.js';
/** Further tokens of a session that a person began (RFC 6749 §6). */
let RefreshTokenController = class RefreshTokenController {
    tokens;
    rotation;
    target;
    signals;
    scopes;
    constructor(tokens, rotation, target, signals, scopes) {
        this.tokens = tokens;
        this.rotation = rotation;
        this.target = target;
        this.signals = signals;
        this.scopes = scopes;
    }
    /** Everything is checked before anything is spent: a request that is wrong leaves the token as good as it was. */
    async authorize(client, request, http) {
        const found = await this.tokens.find(request.refresh_token);
        if (found === null || found.clientId !== client.clientId || !found.live) {
            throw new OAuthError('invalid_grant', 'the refresh token is not valid');
        }
        const { txn, subject: sub, sessionId: sid, ancestors } = found;
        joinTransaction(txn, { sub, act: { sub: client.clientId }, sid, ancestors });
        await this.rotation.check(client, found, http.confirmation);
        const scope = narrowed(await this.held(client, found), request.scope);
        const audience = await this.target.grantedAudience(client, found.resources, request.resource);
        const refreshToken = await this.rotation.spend(client, request.refresh_token, found, http.confirmation);
        return {
            ...authorizationOf(found, client),
            scope,
            audience,
            origin: this.signals.of(http),
            ...(refreshToken === null ? {} : { refreshToken }),
            ...(scope.includes('openid') ? { idToken: idTokenOf(found, client) } : {}),
        };
    }
    /** What the client or the person has lost since is gone, whatever was granted then. */
    async held(client, { scope, roles }) {
        const held = heldScopes(scope, roles, await this.scopes.find(scope)).filter((name) => grants(client.scope, name));
        if (held.length === 0)
            throw new OAuthError('invalid_grant', 'the client or the person has lost the scopes of this token');
        return held;
    }
};
__decorate([
    Post(),
    Issued(),
    __param(0, AuthenticatedClient()),
    __param(1, GrantForm(RefreshTokenRequest)),
    __param(2, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, RefreshTokenRequest, Object]),
    __metadata("design:returntype", Promise)
], RefreshTokenController.prototype, "authorize", null);
RefreshTokenController = __decorate([
    Grant('refresh_token'),
    __metadata("design:paramtypes", [RefreshTokenStore,
        RefreshRotation,
        Target,
        Signals,
        ScopeCatalogue])
], RefreshTokenController);
export { RefreshTokenController };
/** A part of what was granted (RFC 6749 §6); the refresh token keeps all of it. */
function narrowed(granted, requested) {
    if (requested === undefined)
        return granted;
    const wanted = readScope(requested);
    const beyond = wanted.filter((name) => !granted.includes(name));
    if (beyond.length > 0)
        throw new OAuthError('invalid_scope', `not granted: ${beyond.join(' ')}`);
    return granted.filter((name) => wanted.includes(name));
}
function authorizationOf(found, { clientId }) {
    const { sessionId: id, sessionExpiresAt: expiresAt, authenticatedAt: at, acr, amr, txn, ancestors } = found;
    return {
        source: 'oauth',
        clientId,
        subject: found.subject,
        userId: found.userId,
        asOwner: false,
        actor: { sub: clientId },
        authentication: { at, acr, amr },
        session: { continues: true, id, lineage: { txn, ancestors }, expiresAt },
    };
}
/** Without a nonce: that was for the answer to one request (OpenID Connect Core §12.2). */
function idTokenOf({ parentId, claims }, { idTokenAlg }) {
    return { algorithm: idTokenAlg, nonce: null, webSessionId: parentId, claims };
}
//# sourceMappingURL=refresh-token.controller.js.map