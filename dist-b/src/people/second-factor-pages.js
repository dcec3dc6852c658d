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
import { shownCode } from '../identity/second-factor/recovery-code.rules.js';
import { SecondFactors } from '../identity/second-factor/second-factors.js';
import { written } from '../identity/second-factor/totp.js';
import { Settings } from '../settings/settings.js';
import { EnrolmentPage, RecoveryCodesPage, SecondFactorPage } from './second-factor.page.js';
import { Visits } from './visits.js';
/** The pages on which people look after their second factor. */
let SecondFactorPages = class SecondFactorPages {
    pages;
    visits;
    factors;
    settings;
    constructor(pages, visits, factors, settings) {
        this.pages = pages;
        this.visits = visits;
        this.factors = factors;
        this.settings = settings;
    }
    /** What there is; or, when there is nothing, how to set one up. */
    async show(request, response, person, wrong) {
        const state = await this.factors.stateOf(person.userId);
        if (state === null)
            return this.enrol(request, response, person);
        this.pages.send(response, {
            title: 'Your second factor',
            status: wrong === undefined ? 200 : 400,
            body: (_jsx(SecondFactorPage, { formToken: this.visits.formToken(request, response), since: state.since, left: state.codesLeft, ...(wrong === undefined ? {} : { wrong }) })),
        });
    }
    /** @param refused what was offered before; else it is a new secret each time */
    async enrol(request, response, person, refused) {
        const { secret, kept } = refused ?? this.factors.offer(person);
        const issuer = this.settings.BRAND_NAME;
        const { base32, url } = await written(secret, { issuer, account: person.email });
        this.pages.send(response, {
            title: 'Set up a second factor',
            status: refused === undefined ? 200 : 400,
            body: (_jsx(EnrolmentPage, { formToken: this.visits.formToken(request, response), secret: base32, url: url, label: `${issuer}: ${person.email}`, kept: kept, ...(refused === undefined ? {} : { error: refused.error }) })),
        });
    }
    codes(response, codes) {
        const body = _jsx(RecoveryCodesPage, { codes: codes.map(shownCode) });
        this.pages.send(response, { title: 'Your recovery codes', body });
    }
};
SecondFactorPages = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Pages,
        Visits,
        SecondFactors,
        Settings])
], SecondFactorPages);
export { SecondFactorPages };
//# sourceMappingURL=second-factor-pages.js.map