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
import { All, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { CallerVerifier, Clients, TokenRefused } from '../../http/access.js';
import { presentedToken } from '../../http/bearer.js';
import { Challenge, challengeHeader } from '../../kernel/challenge.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Settings } from '../../settings/settings.js';
import { Userinfo } from './userinfo.js';
/** Who the person behind a token is (OpenID Connect Core §5.3); for tokens with scope `openid` and our own audience. */
let UserinfoController = class UserinfoController {
    verifier;
    userinfo;
    settings;
    constructor(verifier, userinfo, settings) {
        this.verifier = verifier;
        this.userinfo = userinfo;
        this.settings = settings;
    }
    /** Who the person behind a token is (OpenID Connect Core §5.3.1). */
    async get(request, response) {
        await this.answer(request, headerToken(request), response);
    }
    /** The same, by POST. The token may also be in the form (OpenID Connect Core §5.3.1, RFC 6750 §2.2). */
    async post(request, response) {
        const inHeader = headerToken(request);
        const inForm = request.form?.one('access_token');
        if (inHeader !== undefined && inForm !== undefined)
            throw refused(400, inHeader.scheme, 'two tokens in one request', { error: 'invalid_request' });
        if (inHeader === undefined && request.formError !== undefined)
            throw request.formError;
        // A form has no place for a proof: what comes in it is a bearer token (RFC 9449 §7).
        const presented = inForm === undefined ? inHeader : { scheme: 'Bearer', token: inForm };
        await this.answer(request, presented, response);
    }
    refuse(response) {
        response.setHeader('allow', 'GET, POST');
        throw new OAuthError('invalid_request', 'userinfo is read by GET or POST', { status: 405 });
    }
    async answer(request, presented, response) {
        // Nothing was wrong with what was not sent (RFC 6750 §3.1).
        if (presented === undefined)
            throw new Challenge(401, { realm: 'gatehouse' }, { scheme: this.scheme() });
        const caller = await this.verified(request, presented);
        if (!caller.scopes.includes('openid') || caller.userId === null) {
            const lacking = { error: 'insufficient_scope', scope: 'openid' };
            throw refused(403, presented.scheme, 'the token lacks scope openid', lacking);
        }
        const answer = await this.userinfo.about(caller, caller.userId);
        response.status(200).set('cache-control', 'no-store');
        if (typeof answer === 'string')
            response.type('application/jwt').send(answer);
        else
            response.json(answer);
    }
    async verified(request, presented) {
        try {
            return await this.verifier.admit(request, presented, this.settings.publicBases);
        }
        catch (error) {
            if (!(error instanceof TokenRefused))
                throw error;
            throw refused(401, error.scheme ?? presented.scheme, error.message, { error: error.error });
        }
    }
    scheme() {
        return this.settings.REQUIRED_TOKEN_BINDING === 'dpop' ? 'DPoP' : 'Bearer';
    }
};
__decorate([
    Get(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], UserinfoController.prototype, "get", null);
__decorate([
    Post(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], UserinfoController.prototype, "post", null);
__decorate([
    All(),
    __param(0, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", void 0)
], UserinfoController.prototype, "refuse", null);
UserinfoController = __decorate([
    Controller('oauth/userinfo'),
    Clients(),
    __metadata("design:paramtypes", [CallerVerifier,
        Userinfo,
        Settings])
], UserinfoController);
export { UserinfoController };
function headerToken(request) {
    const presented = presentedToken(request);
    if (presented.kind !== 'malformed')
        return presented.kind === 'token' ? presented : undefined;
    throw refused(400, presented.scheme, presented.detail, { error: 'invalid_request' });
}
/** @param said what the challenge names beside the realm; its text only where a scope does not say it all */
function refused(status, scheme, text, said) {
    const described = said.scope === undefined ? { ...said, error_description: text } : said;
    const challenge = challengeHeader(scheme, { realm: 'gatehouse', ...described });
    return new OAuthError(said.error, text, { status, challenge });
}
//# sourceMappingURL=userinfo.controller.js.map