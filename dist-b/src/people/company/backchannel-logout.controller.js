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
import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { Anyone } from '../../http/access.js';
import { LOGOUT_PATH } from '../../identity/sign-in-providers/sign-in-provider.view.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { CompanyLogouts } from './company-logouts.js';
/** Where a company's provider tells that somebody was signed out there (OpenID Connect Back-Channel Logout §2.5). */
let BackchannelLogoutController = class BackchannelLogoutController {
    logouts;
    constructor(logouts) {
        this.logouts = logouts;
    }
    /**
     * A company's provider tells that somebody was signed out there (OpenID Connect Back-Channel Logout §2.5). 200 also
     * when nobody was signed in; errors as JSON, none of it cached (§2.8).
     */
    async logOut(slug, request, response) {
        if (request.form === undefined)
            throw request.formError ?? new OAuthError('invalid_request', 'the form is empty');
        const token = request.form.one('logout_token');
        if (token === undefined)
            throw new OAuthError('invalid_request', 'logout_token is missing');
        await this.logouts.logOut(slug, token);
        response.set({ 'cache-control': 'no-store', pragma: 'no-cache' }).end();
    }
};
__decorate([
    Post(':slug'),
    HttpCode(200),
    __param(0, Param('slug')),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], BackchannelLogoutController.prototype, "logOut", null);
BackchannelLogoutController = __decorate([
    Controller(LOGOUT_PATH),
    Anyone(),
    __metadata("design:paramtypes", [CompanyLogouts])
], BackchannelLogoutController);
export { BackchannelLogoutController };
//# sourceMappingURL=backchannel-logout.controller.js.map