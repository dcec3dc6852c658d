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
import { Authorizing } from '../../http/access.js';
import { queryForm } from '../../http/form.js';
import { seeOther } from '../../http/see-other.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Log } from '../../kernel/log.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { AuthorizationAnswers } from './authorization-answers.js';
import { pathOf } from './current-requests.js';
import { AuthorizationStart } from './authorization-start.js';
/**
 * The authorization endpoint (RFC 6749 §3.1), by GET and by POST (OpenID Connect Core §3.1.2.1). What it was asked is
 * checked and stored; sign-in and consent go on under the stored request's own path.
 */
let AuthorizeController = class AuthorizeController {
    start;
    answers;
    log;
    constructor(start, answers, log) {
        this.start = start;
        this.answers = answers;
        this.log = log;
    }
    /** A client sends a person here to sign in and agree (RFC 6749 §3.1). */
    get(request, response) {
        return this.begin(() => queryForm(request), response);
    }
    /** The same as a form (OpenID Connect Core §3.1.2.1). */
    post(request, response) {
        return this.begin(() => {
            if (request.form === undefined)
                throw request.formError ?? new OAuthError('invalid_request', 'no form was sent');
            return request.form;
        }, response);
    }
    refuse(response) {
        response.setHeader('allow', 'GET, POST');
        throw new PageRefusal(405, 'That does not work here', 'This page is opened by a link or a form.', 'invalid_request');
    }
    async begin(read, response) {
        const started = await this.start.begin(read());
        if ('id' in started) {
            return seeOther(response, pathOf(started.id));
        }
        this.log.info('authorization.refused', {
            client_id: started.clientId,
            error: started.error.code,
            cause: started.error.text,
        });
        this.answers.error(response, started.place, started.error);
    }
};
__decorate([
    Get(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AuthorizeController.prototype, "get", null);
__decorate([
    Post(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AuthorizeController.prototype, "post", null);
__decorate([
    All(),
    __param(0, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", void 0)
], AuthorizeController.prototype, "refuse", null);
AuthorizeController = __decorate([
    Controller('oauth/authorize'),
    Authorizing(),
    __metadata("design:paramtypes", [AuthorizationStart,
        AuthorizationAnswers,
        Log])
], AuthorizeController);
export { AuthorizeController };
//# sourceMappingURL=authorize.controller.js.map