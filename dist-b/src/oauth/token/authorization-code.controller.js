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
import { joinTransaction } from '../../http/request-context.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { AuthorizationCodeStore } from '../authorize/authorization-code.store.js';
import { AuthorizationCodeRequest } from './authorization-code.request.js';
import { CodeRedemption } from './code-redemption.js';
import { AuthenticatedClient, Grant, GrantForm, Issued } from './grant.js';
import { provesChallenge } from './pkce.rules.js';
import { Target } from './target.js';
const refuse = (text) => {
    throw new OAuthError('invalid_grant', text);
};
/** Tokens for a client that a person sent back with a code (RFC 6749 §4.1.3). */
let AuthorizationCodeController = class AuthorizationCodeController {
    codes;
    redemption;
    target;
    signals;
    constructor(codes, redemption, target, signals) {
        this.codes = codes;
        this.redemption = redemption;
        this.target = target;
        this.signals = signals;
    }
    /** Everything is checked before anything is spent: a request that is wrong leaves the code as good as it was. */
    async authorize(client, request, http) {
        const code = await this.codes.find(request.code);
        // The same words for a code that is unknown and one that is another client's: it must not be told apart.
        if (code === null || code.clientId !== client.clientId)
            return refuse('the code is not valid');
        joinTransaction(code.txn, { sub: code.userId });
        // What came by no browser is not redeemed as if it had.
        if (code.codeChallenge === null)
            return refuse('the code is not valid');
        this.checkRedirect(code, request.redirect_uri);
        // Whoever lacks the key is not the one who asked for the code: no guess of the verifier is counted.
        if (code.dpopJkt !== null && code.dpopJkt !== http.proof?.jkt)
            return refuse('the code is bound to another key');
        if (!provesChallenge(request.code_verifier, code.codeChallenge)) {
            await this.codes.fail(code.hash);
            return refuse('code_verifier does not match the code_challenge');
        }
        const audience = await this.audience(client, code, request.resource);
        return this.redemption.authorization(client, code, audience, this.signals.of(http));
    }
    checkRedirect(code, redirectUri) {
        const missing = redirectUri === undefined && code.redirectUriSent;
        if (missing || (redirectUri !== undefined && redirectUri !== code.redirectUri)) {
            refuse('redirect_uri is not the one of the authorization request');
        }
    }
    /** One of the resources that were allowed; the first, unless the client names one (RFC 8707 §2.2). */
    audience(client, code, resource) {
        return this.target.grantedAudience(client, code.resources, resource);
    }
};
__decorate([
    Post(),
    Issued(),
    __param(0, AuthenticatedClient()),
    __param(1, GrantForm(AuthorizationCodeRequest)),
    __param(2, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, AuthorizationCodeRequest, Object]),
    __metadata("design:returntype", Promise)
], AuthorizationCodeController.prototype, "authorize", null);
AuthorizationCodeController = __decorate([
    Grant('authorization_code'),
    __metadata("design:paramtypes", [AuthorizationCodeStore,
        CodeRedemption,
        Target,
        Signals])
], AuthorizationCodeController);
export { AuthorizationCodeController };
//# sourceMappingURL=authorization-code.controller.js.map