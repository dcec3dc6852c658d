var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { jsx as _jsx } from "preact/jsx-runtime";
import { Injectable } from '@nestjs/common';
import { Pages } from '../http/pages/pages.js';
import { seeOther } from '../http/see-other.js';
import { Browser } from './browser.js';
import { CodePage, RecoveredPage } from './code.page.js';
import { CompanySignIns } from './company/company-sign-ins.js';
import { SignIn } from './sign-in.js';
import { SignInForms } from './sign-in-forms.js';
/** Asks for a sign-in wherever a page of ours needs one, and leads back there. */
let SignInPages = class SignInPages {
    browser;
    signIns;
    pages;
    companies;
    forms;
    constructor(browser, signIns, pages, companies, forms) {
        this.browser = browser;
        this.signIns = signIns;
        this.pages = pages;
        this.companies = companies;
        this.forms = forms;
    }
    /** For a page of our own; {@link attempt} answers its form. */
    ask(request, response, place, shown = {}) {
        const formToken = this.browser.formToken(this.browser.secret(request, response), place.action);
        return this.show(response, { ...place, formToken }, shown);
    }
    attempt(request, response, place) {
        const form = this.browser.form(request, place.action);
        const formToken = this.browser.formToken(this.browser.secret(request, response), place.action);
        return this.answer(request, response, form, { ...place, formToken });
    }
    /** @param shown what was wrong with the last attempt, or who must prove it once more */
    async show(response, stage, shown = {}) {
        this.pages.send(response, await this.forms.drawn(stage, shown));
    }
    /** @param form of which is known that a page of ours sent it */
    async answer(request, response, form, stage) {
        const company = form.one('provider');
        if (company !== undefined) {
            if (await this.companies.begin(request, response, company, stage))
                return;
            return this.show(response, stage, { notice: 'Choose once more: your company’s sign-in has moved.' });
        }
        const outcome = await this.signIns.attempt(request, response, form);
        if ('userId' in outcome)
            return this.goOn(response, stage, 'codesLeft' in outcome ? outcome.codesLeft : undefined);
        if ('retryAfter' in outcome)
            response.set('retry-after', String(outcome.retryAfter));
        if ('handle' in outcome)
            return this.askForCode(response, stage, outcome);
        const { status, error } = outcome;
        const credentialId = 'unknownPasskey' in outcome ? outcome.unknownPasskey : undefined;
        const wrongPasskey = form.one('passkey') !== undefined;
        const email = form.one('email') ?? '';
        await this.show(response, stage, { status, error, wrongPasskey, email, gone: credentialId });
    }
    /** @param codesLeft recovery codes, when one was used */
    goOn(response, { next, formAction = [] }, codesLeft) {
        if (codesLeft === undefined)
            return seeOther(response, next);
        this.pages.send(response, {
            title: 'You are signed in',
            body: _jsx(RecoveredPage, { left: codesLeft, next: next }),
            formAction,
        });
    }
    /** The same place asks for the second factor, and answers its form. */
    askForCode(response, { action, formToken, next, formAction = [] }, { handle, error, status }) {
        const shown = { action, formToken, handle, error, start: next };
        this.pages.send(response, { title: 'Enter your code', status, body: _jsx(CodePage, { ...shown }), formAction });
    }
};
SignInPages = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Browser,
        SignIn,
        Pages,
        CompanySignIns,
        SignInForms])
], SignInPages);
export { SignInPages };
//# sourceMappingURL=sign-in-pages.js.map