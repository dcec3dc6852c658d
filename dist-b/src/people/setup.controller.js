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
import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { Signals } from '../analytics/analytics.contract.js';
import { SigningIn } from '../http/access.js';
import { seeOther } from '../http/see-other.js';
import { SetupLinks } from '../identity/credentials/setup-links.js';
import { PasskeySetup } from '../identity/passkeys/passkey-setup.js';
import { PageRefusal } from '../kernel/page-refusal.js';
import { Browser } from './browser.js';
import { deviceWords } from './device-words.js';
import { SETUP, SetupPages } from './setup-pages.js';
import { SETUP_OPTIONS } from './setup.page.js';
/** The page behind a setup link, by which a person sets a password or makes a passkey. */
let SetupController = class SetupController {
    links;
    passkeys;
    browser;
    pages;
    signals;
    constructor(links, passkeys, browser, pages, signals) {
        this.links = links;
        this.passkeys = passkeys;
        this.browser = browser;
        this.pages = pages;
        this.signals = signals;
    }
    /**
     * The page behind a setup link, by which a person sets a password or makes a passkey. Spends nothing, however often it
     * is opened.
     */
    async show(token, request, response) {
        const linkToken = typeof token === 'string' ? token : '';
        await this.pages.ask(request, response, await this.asked(linkToken));
    }
    /** The challenge for the first passkey, for the page's script. */
    async options(request, response) {
        const token = this.browser.form(request, SETUP).one('token') ?? '';
        const options = await this.passkeys.options({ token, browserHash: this.browser.knownHash(request) ?? '' });
        if (options === null)
            throw unusable();
        response.status(200).set('cache-control', 'no-store').json(options);
    }
    /**
     * A person sets a password, or makes a passkey. What cannot be used is asked for again; only a password or a passkey
     * that is set spends the link.
     */
    async save(request, response) {
        const form = this.browser.form(request, SETUP);
        const asked = await this.asked(form.one('token') ?? '');
        const passkey = form.one('passkey');
        const error = passkey === undefined
            ? await this.setPassword(form, asked.linkToken)
            : await this.setPasskey(request, asked.linkToken, { response: passkey, keep: keeps(form) });
        if (error !== null)
            return this.pages.ask(request, response, { ...asked, error });
        seeOther(response, `/sign-in?set=${passkey === undefined ? '1' : 'passkey'}`);
    }
    /** One sentence, or null when it is set. */
    async setPassword(form, linkToken) {
        const password = form.one('password') ?? '';
        if (password !== (form.one('password_again') ?? ''))
            return 'The two passwords are not the same.';
        const redeemed = await this.links.redeem(linkToken, password, keeps(form));
        if (redeemed.outcome === 'unknown')
            throw unusable();
        return redeemed.outcome === 'unfit' ? redeemed.fault : null;
    }
    async setPasskey(request, token, sent) {
        const name = `Made with ${deviceWords(this.signals.of(request))}`;
        const opened = { token, browserHash: this.browser.knownHash(request) ?? '' };
        const outcome = await this.passkeys.redeem(opened, { ...sent, name });
        if (outcome === 'unknown')
            throw unusable();
        return outcome === 'unfit' ? 'The passkey was not accepted. Try again, or choose a password.' : null;
    }
    /** @throws PageRefusal when the link cannot be used */
    async asked(linkToken) {
        const user = await this.links.find(linkToken);
        if (user === null)
            throw unusable();
        return { linkToken, userId: user.id, email: user.email };
    }
};
__decorate([
    Get(),
    __param(0, Query('token')),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], SetupController.prototype, "show", null);
__decorate([
    Post(SETUP_OPTIONS),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], SetupController.prototype, "options", null);
__decorate([
    Post(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], SetupController.prototype, "save", null);
SetupController = __decorate([
    Controller(SETUP),
    SigningIn(),
    __metadata("design:paramtypes", [SetupLinks,
        PasskeySetup,
        Browser,
        SetupPages,
        Signals])
], SetupController);
export { SetupController };
function keeps(form) {
    return form.one('keep') === 'yes';
}
/** The same whether nobody issued it, it was used or its time is over: a stranger learns nothing. */
function unusable() {
    return new PageRefusal(404, 'This link no longer works', 'Such a link can be used once, within a day, and only until a newer one is made. Ask your administrator for a new one.');
}
//# sourceMappingURL=setup.controller.js.map