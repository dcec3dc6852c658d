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
import { PASSKEY_SCRIPT } from '../http/pages/passkey-script.js';
import { Pages } from '../http/pages/pages.js';
import { SignInWaysStore } from '../identity/credentials/sign-in-ways.store.js';
import { RelyingParty } from '../identity/passkeys/relying-party.js';
import { SecondFactors } from '../identity/second-factor/second-factors.js';
import { Browser } from './browser.js';
import { SetupPage } from './setup.page.js';
/** Where the page behind a setup link is, and where its forms go. */
export const SETUP = '/setup';
/** Shows the holder of a setup link what they can choose. */
let SetupPages = class SetupPages {
    browser;
    pages;
    ways;
    party;
    factors;
    constructor(browser, pages, ways, party, factors) {
        this.browser = browser;
        this.pages = pages;
        this.ways = ways;
        this.party = party;
        this.factors = factors;
    }
    async ask(request, response, { userId, ...asked }) {
        const formToken = this.browser.formToken(this.browser.secret(request, response), SETUP);
        const { password, passkeys } = await this.ways.of(userId);
        const offered = this.party.offered && !(await this.factors.has(userId));
        this.pages.send(response, {
            title: 'Choose a password',
            status: asked.error === undefined ? 200 : 400,
            body: (_jsx(SetupPage, { action: SETUP, formToken: formToken, passkeys: offered, hasWays: password || passkeys > 0, ...asked })),
            ...(offered ? { script: PASSKEY_SCRIPT, connects: true } : {}),
        });
    }
};
SetupPages = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Browser,
        Pages,
        SignInWaysStore,
        RelyingParty,
        SecondFactors])
], SetupPages);
export { SetupPages };
//# sourceMappingURL=setup-pages.js.map