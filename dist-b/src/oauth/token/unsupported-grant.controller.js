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
import { All, Controller, Req, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { Clients } from '../../http/access.js';
import { Log } from '../../kernel/log.js';
import { OAuthError } from '../../kernel/oauth-error.js';
/** What no grant's controller took; it must be the last of them in the module. */
let UnsupportedGrantController = class UnsupportedGrantController {
    log;
    constructor(log) {
        this.log = log;
    }
    refuse(request, response) {
        if (request.method !== 'POST') {
            response.setHeader('allow', 'POST');
            throw new OAuthError('invalid_request', 'the token endpoint takes POST alone', { status: 405 });
        }
        if (request.formError !== undefined)
            throw request.formError;
        const grantType = request.form?.one('grant_type');
        const error = grantType === undefined
            ? new OAuthError('invalid_request', 'grant_type is missing')
            : new OAuthError('unsupported_grant_type', 'this grant type is not offered');
        this.log.info('token.refused', { error: error.code, cause: error.text });
        throw error;
    }
};
__decorate([
    All(),
    __param(0, Req()),
    __param(1, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", void 0)
], UnsupportedGrantController.prototype, "refuse", null);
UnsupportedGrantController = __decorate([
    Controller({ path: 'oauth/token', version: VERSION_NEUTRAL }),
    Clients(),
    __metadata("design:paramtypes", [Log])
], UnsupportedGrantController);
export { UnsupportedGrantController };
//# sourceMappingURL=unsupported-grant.controller.js.map