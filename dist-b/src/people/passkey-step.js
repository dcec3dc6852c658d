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
import { PasskeySignIn } from '../identity/passkeys/passkey-sign-in.js';
import { Browser } from './browser.js';
import { byPasskey } from './sign-in-means.js';
import { SignInOpening } from './sign-in-opening.js';
const NOT_ACCEPTED = {
    status: 401,
    error: 'The passkey was not accepted. Try again, or sign in another way.',
};
/** Lets a person in by a passkey, which needs no second factor: it is two by itself. */
let PasskeyStep = class PasskeyStep {
    passkeys;
    opening;
    browser;
    constructor(passkeys, opening, browser) {
        this.passkeys = passkeys;
        this.opening = opening;
        this.browser = browser;
    }
    /** @param text what the authenticator said, as the page's form carries it */
    async answer(request, response, text) {
        const attempt = await this.passkeys.attempt(text, this.browser.hash(this.browser.secret(request, response)));
        if (attempt.outcome === 'wrong') {
            return attempt.unknown === undefined ? NOT_ACCEPTED : { ...NOT_ACCEPTED, unknownPasskey: attempt.unknown };
        }
        const { proven } = attempt;
        const { userId, backupEligible } = proven.passkey;
        const opened = await this.opening.open(request, response, {
            userId,
            means: byPasskey(backupEligible),
            stillProven: (transaction) => this.passkeys.hold(transaction, proven),
        });
        return opened ? { userId } : NOT_ACCEPTED;
    }
};
PasskeyStep = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PasskeySignIn,
        SignInOpening,
        Browser])
], PasskeyStep);
export { PasskeyStep };
//# sourceMappingURL=passkey-step.js.map