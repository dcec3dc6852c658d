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
import { formActionOf } from '../../http/pages/pages.js';
import { Browser } from '../../people/browser.js';
import { WebSessions } from '../../people/web-sessions.js';
import { cannotContinue } from './authorization-decisions.js';
import { AuthorizationRequestStore } from './authorization-request.store.js';
import { Interaction } from './interaction.js';
/** Where the pages of an authorization request are, and where their forms go. */
export function pathOf(id) {
    return `/oauth/authorize/${id}`;
}
/** Where somebody signs in for a request: it may lead straight back to the client. */
export function signInStage({ path, formToken, request, client }) {
    const { loginHint, redirectUri, prompt, maxAge, necessaryAcr } = request.parameters;
    return {
        action: `${path}/sign-in`,
        next: path,
        formToken,
        clientName: client.clientName,
        ...(loginHint === undefined ? {} : { email: loginHint }),
        formAction: [formActionOf(redirectUri)],
        asks: {
            again: prompt.includes('login'),
            choose: prompt.includes('select_account'),
            ...(maxAge === undefined ? {} : { maxAge }),
            ...(loginHint === undefined ? {} : { loginHint }),
            ...(necessaryAcr === undefined ? {} : { acrs: necessaryAcr }),
        },
    };
}
/** Finds the authorization request that a browser goes on with. */
let CurrentRequests = class CurrentRequests {
    requests;
    browser;
    sessions;
    interaction;
    constructor(requests, browser, sessions, interaction) {
        this.requests = requests;
        this.browser = browser;
        this.sessions = sessions;
        this.interaction = interaction;
    }
    /** The same for a form that one of its pages sent. @throws PageRefusal also when another page did */
    async posted(id, http, response) {
        const form = this.browser.form(http, pathOf(id));
        return { form, current: await this.open(id, http, response) };
    }
    /** @throws PageRefusal when the request does not wait, or not for this browser */
    async open(id, http, response) {
        const secret = this.browser.secret(http, response);
        const request = /^[A-Za-z0-9_-]{43}$/.test(id) ? await this.requests.open(id, this.browser.hash(secret)) : null;
        if (request === null)
            throw cannotContinue();
        joinTransaction(request.txn);
        const path = pathOf(id);
        return {
            path,
            formToken: this.browser.formToken(secret, path),
            request,
            client: await this.interaction.client(request),
            person: await this.sessions.current(this.browser.signInHash(http)),
        };
    }
};
CurrentRequests = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AuthorizationRequestStore,
        Browser,
        WebSessions,
        Interaction])
], CurrentRequests);
export { CurrentRequests };
//# sourceMappingURL=current-requests.js.map