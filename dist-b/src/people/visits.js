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
import { PageRefusal } from '../kernel/page-refusal.js';
import { Browser } from './browser.js';
import { WebSessions } from './web-sessions.js';
/** The account page and all of its forms: a token for one is a token for each. */
export const ACCOUNT = '/account';
/** The answer to whoever would end what is not there, or not theirs. */
export function noSuchEntry() {
    return new PageRefusal(404, 'There is no such entry', 'It may have ended already. Open your account again.');
}
/** Who comes to the account page. */
let Visits = class Visits {
    browser;
    sessions;
    constructor(browser, sessions) {
        this.browser = browser;
        this.sessions = sessions;
    }
    /** Who is signed in; null when nobody is. */
    person(request) {
        return this.sessions.current(this.browser.signInHash(request));
    }
    /** The form of a page of the account, and who sent it. @throws PageRefusal 403 when no such page did */
    async posted(request) {
        return { form: this.browser.form(request, ACCOUNT), person: await this.person(request) };
    }
    /** @param purpose what the form does @throws PageRefusal 403 when no page of ours sent it from this browser */
    form(request, purpose) {
        return this.browser.form(request, purpose);
    }
    /** @param purpose what the form does, if it is no form of the account page */
    formToken(request, response, purpose = ACCOUNT) {
        return this.browser.formToken(this.browser.secret(request, response), purpose);
    }
    /** Somebody else is to sign in here; what was signed in lives on, but this browser no longer knows of it. */
    forget(response) {
        this.browser.forgetSignIn(response);
    }
    async signOut(person, response) {
        if (person !== null)
            await this.sessions.close(person, 'signed out');
        this.browser.forgetSignIn(response);
    }
};
Visits = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Browser,
        WebSessions])
], Visits);
export { Visits };
//# sourceMappingURL=visits.js.map