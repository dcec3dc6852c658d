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
import { Controller, Get, Header, Post, Req, Res } from '@nestjs/common';
import { Anyone, Authorizing } from '../http/access.js';
import { PasskeyCeremonies } from '../identity/passkeys/passkey-ceremonies.js';
import { RelyingParty } from '../identity/passkeys/relying-party.js';
import { PageRefusal } from '../kernel/page-refusal.js';
import { Problem } from '../kernel/problem.js';
import { Browser } from './browser.js';
import { SIGN_IN_OPTIONS } from './sign-in.page.js';
/** Challenges for whoever would sign in by a passkey, and the origins from which they may. */
let PasskeyOptionsController = class PasskeyOptionsController {
    ceremonies;
    party;
    browser;
    constructor(ceremonies, party, browser) {
        this.ceremonies = ceremonies;
        this.party = party;
        this.browser = browser;
    }
    /**
     * The challenge to sign in by a passkey, for our own pages. Nothing is changed by it but that there is a challenge for
     * this browser.
     */
    async signIn(request, response) {
        const browserHash = this.browser.knownHash(request);
        if (!this.party.offered || browserHash === null || !this.browser.isSameOrigin(request))
            throw notOurs();
        response
            .status(200)
            .set('cache-control', 'no-store')
            .json(await this.ceremonies.toSignIn(browserHash));
    }
    /** Related origins (WebAuthn §5.11): browsers ask here before a page of an alias may use our passkeys. */
    origins() {
        if (!this.party.offered)
            throw Problem.notFound('relying party');
        return { origins: this.party.origins };
    }
};
__decorate([
    Post(SIGN_IN_OPTIONS),
    Authorizing(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], PasskeyOptionsController.prototype, "signIn", null);
__decorate([
    Get('.well-known/webauthn'),
    Anyone(),
    Header('Cache-Control', 'public, max-age=300'),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Object)
], PasskeyOptionsController.prototype, "origins", null);
PasskeyOptionsController = __decorate([
    Controller(),
    __metadata("design:paramtypes", [PasskeyCeremonies,
        RelyingParty,
        Browser])
], PasskeyOptionsController);
export { PasskeyOptionsController };
function notOurs() {
    return new PageRefusal(403, 'Please try again', 'This was not asked for by a page of ours. Open the page again.');
}
//# sourceMappingURL=passkey-options.controller.js.map