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
import { Signals } from '../analytics/analytics.contract.js';
import { newSecret } from '../kernel/one-time-secret.js';
import { Browser } from './browser.js';
import { WebSessions } from './web-sessions.js';
/** Opens the sign-in of somebody who has proved who they are, and gives the browser its cookie. */
let SignInOpening = class SignInOpening {
    browser;
    sessions;
    signals;
    constructor(browser, sessions, signals) {
        this.browser = browser;
        this.sessions = sessions;
        this.signals = signals;
    }
    /** @returns whether what they proved it by was still theirs */
    async open(request, response, person) {
        const secret = newSecret();
        const opened = await this.sessions.open({
            ...person,
            cookieHash: this.browser.hash(secret),
            previousHash: this.browser.signInHash(request),
            origin: this.signals.of(request),
        });
        if (opened)
            this.browser.keepSignIn(response, secret);
        return opened;
    }
};
SignInOpening = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Browser,
        WebSessions,
        Signals])
], SignInOpening);
export { SignInOpening };
//# sourceMappingURL=sign-in-opening.js.map