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
import { setTimeout as pause } from 'node:timers/promises';
import { WRONG_TAKES } from '../identity/credentials/password-sign-in.js';
import { PendingSignIns } from '../identity/second-factor/pending-sign-ins.js';
import { SecondFactorCheck } from '../identity/second-factor/second-factor-check.js';
import { addressOf, Browser } from './browser.js';
import { BY_PASSWORD_AND_APP, BY_PASSWORD_AND_RECOVERY_CODE } from './sign-in-means.js';
import { SignInOpening } from './sign-in-opening.js';
const OVER = { status: 401, error: 'That sign-in is over. Sign in once more.' };
/** Asks whoever gave the right password for a code, too. Nothing is opened before both are right. */
let SecondStep = class SecondStep {
    pending;
    codes;
    opening;
    browser;
    constructor(pending, codes, opening, browser) {
        this.pending = pending;
        this.codes = codes;
        this.opening = opening;
        this.browser = browser;
    }
    /** @param proof of the password that was right */
    async begin(request, response, userId, proof) {
        const handle = await this.pending.begin(userId, proof, this.browserHash(request, response));
        return handle === null ? OVER : { handle, status: 200 };
    }
    /**
     * A handle that is not good, whyever, leads back to the password; a code that is not right, whyever, is asked for again.
     */
    async answer(request, response, handle, form) {
        const code = form.one('code') ?? form.one('recovery_code');
        if (code === undefined)
            return { handle, status: 400, error: 'Enter a code.' };
        const soonest = pause(WRONG_TAKES);
        const waiting = await this.pending.attempt(handle, this.browserHash(request, response));
        if (waiting === null) {
            await soonest;
            return OVER;
        }
        const { userId, email } = waiting;
        const checked = await this.codes.check({ userId, email, code, address: addressOf(request) }, 'sign_in.refused');
        if (checked.outcome === 'right')
            return this.open(request, response, waiting, checked.left);
        if (checked.outcome === 'wrong')
            return { handle, status: 401, error: 'The code is not right.' };
        await this.pending.withdraw(waiting);
        const error = `Too many attempts. Wait ${checked.retryAfter} seconds, then try again.`;
        return { handle, status: 429, error, retryAfter: checked.retryAfter };
    }
    /** @param left recovery codes, when one was used */
    async open(request, response, waiting, left) {
        const { userId } = waiting;
        const opened = await this.opening.open(request, response, {
            userId,
            means: left === null ? BY_PASSWORD_AND_APP : BY_PASSWORD_AND_RECOVERY_CODE,
            stillProven: (transaction) => this.pending.hold(transaction, waiting),
        });
        if (!opened)
            return OVER;
        return left === null ? { userId } : { userId, codesLeft: left };
    }
    browserHash(request, response) {
        return this.browser.hash(this.browser.secret(request, response));
    }
};
SecondStep = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PendingSignIns,
        SecondFactorCheck,
        SignInOpening,
        Browser])
], SecondStep);
export { SecondStep };
//# sourceMappingURL=second-step.js.map