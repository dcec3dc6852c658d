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
import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { Anyone, SigningIn } from '../../http/access.js';
import { seeOther } from '../../http/see-other.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { Browser } from '../../people/browser.js';
import { SignInPages } from '../../people/sign-in-pages.js';
import { CurrentRequests, signInStage } from './current-requests.js';
import { InteractionAnswers } from './interaction-answers.js';
/**
 * Sign-in and consent of one stored authorization request, and its answer. Every form leads back to the request's own
 * path, which looks anew at what is left to do: no page decides what comes after it.
 */
let InteractionController = class InteractionController {
    requests;
    answers;
    signIns;
    browser;
    constructor(requests, answers, signIns, browser) {
        this.requests = requests;
        this.answers = answers;
        this.signIns = signIns;
        this.browser = browser;
    }
    /** The page of the next step of an authorization request: sign-in, consent, or back to the client. */
    async look(id, http, response) {
        await this.answers.next(response, await this.requests.open(id, http, response));
    }
    /** The person signs in, and the request goes on. */
    async signIn(id, http, response) {
        const { form, current } = await this.requests.posted(id, http, response);
        await this.signIns.answer(http, response, form, signInStage(current));
    }
    /** The person agrees or not, and the client gets its answer. */
    async consent(id, http, response) {
        const { form, current } = await this.requests.posted(id, http, response);
        switch (form.one('decision')) {
            case 'allow':
                await this.answers.consent(current, form.one('offer'));
                return seeOther(response, current.path);
            case 'deny':
                return this.answers.refuse(response, current, new OAuthError('access_denied', 'the person said no'));
            case 'switch':
                this.browser.forgetSignIn(response);
                return seeOther(response, current.path);
            default:
                throw new PageRefusal(400, 'Please choose', 'Go back, and allow or deny the access.', 'invalid_request');
        }
    }
};
__decorate([
    Get(),
    __param(0, Param('id')),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], InteractionController.prototype, "look", null);
__decorate([
    Post('sign-in'),
    SigningIn(),
    __param(0, Param('id')),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], InteractionController.prototype, "signIn", null);
__decorate([
    Post('consent'),
    __param(0, Param('id')),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], InteractionController.prototype, "consent", null);
InteractionController = __decorate([
    Controller('oauth/authorize/:id'),
    Anyone(),
    __metadata("design:paramtypes", [CurrentRequests,
        InteractionAnswers,
        SignInPages,
        Browser])
], InteractionController);
export { InteractionController };
//# sourceMappingURL=interaction.controller.js.map