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
import { jsx as _jsx } from "preact/jsx-runtime";
import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Anyone } from '../../http/access.js';
import { queryForm } from '../../http/form.js';
import { MessagePage } from '../../http/pages/message.page.js';
import { formActionOf, Pages } from '../../http/pages/pages.js';
import { seeOther } from '../../http/see-other.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Browser } from '../../people/browser.js';
import { WebSessions } from '../../people/web-sessions.js';
import { LogoutRequests } from './logout-request.js';
import { SignOutPage } from './sign-out.page.js';
const CONFIRM = '/oauth/logout/confirm';
/** A client wants a person signed out (OpenID Connect RP-Initiated Logout). */
let LogoutController = class LogoutController {
    requests;
    sessions;
    browser;
    pages;
    constructor(requests, sessions, browser, pages) {
        this.requests = requests;
        this.sessions = sessions;
        this.browser = browser;
        this.pages = pages;
    }
    /** A client sends a person here to be signed out (OpenID Connect RP-Initiated Logout §2). */
    get(http, response) {
        return this.begin(http, response, () => queryForm(http));
    }
    /** The same as a form that a client sends by the person's browser. */
    post(http, response) {
        return this.begin(http, response, () => {
            if (http.form === undefined)
                throw http.formError ?? new OAuthError('invalid_request', 'no form was sent');
            return http.form;
        });
    }
    /**
     * The person confirms that they want to be signed out. What our own page sent. The request is read again: a form is no
     * place for what was decided.
     */
    async confirm(http, response) {
        const request = await this.requests.read(this.browser.form(http, CONFIRM));
        await this.finish(response, request, await this.current(http));
    }
    async begin(http, response, read) {
        const request = await this.requests.read(read());
        const person = await this.current(http);
        // A token of this very sign-in is proof that its client asks; anybody else could be any page of the web (§2, §6).
        const proven = request.hint !== null && person !== null && request.hint.webSessionId === person.sessionId;
        const { client, fields, destination } = request;
        if (proven || (person === null && request.hint !== null))
            return this.finish(response, request, person);
        const formToken = this.browser.formToken(this.browser.secret(http, response), CONFIRM);
        const named = client === null ? {} : { clientName: client.clientName };
        this.pages.send(response, {
            title: 'Sign out',
            body: _jsx(SignOutPage, { action: CONFIRM, formToken: formToken, person: person, fields: fields, ...named }),
            formAction: destination === null ? [] : [formActionOf(destination)],
        });
    }
    async finish(response, request, person) {
        if (person !== null)
            await this.sessions.close(person, 'signed out by an application');
        this.browser.forgetSignIn(response);
        if (request.destination !== null) {
            return seeOther(response, request.destination);
        }
        this.pages.send(response, {
            title: 'Signed out',
            body: _jsx(MessagePage, { heading: "You are signed out", text: "You can close this page." }),
        });
    }
    current(http) {
        return this.sessions.current(this.browser.signInHash(http));
    }
};
__decorate([
    Get(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], LogoutController.prototype, "get", null);
__decorate([
    Post(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], LogoutController.prototype, "post", null);
__decorate([
    Post('confirm'),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], LogoutController.prototype, "confirm", null);
LogoutController = __decorate([
    Controller('oauth/logout'),
    Anyone(),
    __metadata("design:paramtypes", [LogoutRequests,
        WebSessions,
        Browser,
        Pages])
], LogoutController);
export { LogoutController };
//# sourceMappingURL=logout.controller.js.map