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
import { PasswordSignIn } from '../identity/credentials/password-sign-in.js';
import { SecondFactors } from '../identity/second-factor/second-factors.js';
import { addressOf } from './browser.js';
import { PasskeyStep } from './passkey-step.js';
import { BY_PASSWORD } from './sign-in-means.js';
import { SecondStep } from './second-step.js';
import { SignInOpening } from './sign-in-opening.js';
const WRONG = { status: 401, error: 'The e-mail address or the password is not right.' };
/** Lets a person in by what a sign-in page sent: the one door, whichever page it is on. */
let SignIn = class SignIn {
    passwords;
    opening;
    factors;
    second;
    passkey;
    constructor(passwords, opening, factors, second, passkey) {
        this.passwords = passwords;
        this.opening = opening;
        this.factors = factors;
        this.second = second;
        this.passkey = passkey;
    }
    /** An unknown address, a wrong password and a person without one are the same to whoever asks. */
    async attempt(request, response, form) {
        const handle = form.one('sign_in');
        if (handle !== undefined)
            return this.second.answer(request, response, handle, form);
        const passkey = form.one('passkey');
        if (passkey !== undefined)
            return this.passkey.answer(request, response, passkey);
        const [email, password] = [form.one('email'), form.one('password')];
        if (email === undefined || password === undefined) {
            return { status: 400, error: 'Enter your e-mail address and your password.' };
        }
        const attempt = await this.passwords.attempt(email, password, addressOf(request));
        if (attempt.outcome === 'wrong')
            return WRONG;
        if (attempt.outcome === 'locked') {
            const error = `Too many attempts. Wait ${attempt.retryAfter} seconds, then try again.`;
            return { status: 429, error, retryAfter: attempt.retryAfter };
        }
        const { user, proof } = attempt;
        const userId = user.id;
        if (await this.factors.has(userId))
            return this.second.begin(request, response, userId, proof);
        const opened = await this.opening.open(request, response, {
            userId,
            means: BY_PASSWORD,
            // A second factor may have been set up meanwhile.
            stillProven: async (transaction) => (await this.passwords.hold(transaction, userId, proof)) && !(await this.factors.hasIn(transaction, userId)),
        });
        return opened ? { userId } : WRONG;
    }
};
SignIn = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PasswordSignIn,
        SignInOpening,
        SecondFactors,
        SecondStep,
        PasskeyStep])
], SignIn);
export { SignIn };
//# sourceMappingURL=sign-in.js.map