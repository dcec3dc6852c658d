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
import { Changes } from '../changes.store.js';
import { WRONG_TAKES } from '../credentials/password-sign-in.js';
import { SignInAttempts } from '../credentials/sign-in-attempts.store.js';
import { SignInRefusals } from '../credentials/sign-in-refusals.js';
import { typedCode } from './recovery-code.rules.js';
import { RecoveryCodeStore } from './recovery-code.store.js';
import { SecondFactors } from './second-factors.js';
/**
 * The one place where a code is looked at, under two lockouts: the one of passwords, which the person's address is under at
 * both steps; and one of codes alone, which no right password lifts, wherever it comes from.
 */
let SecondFactorCheck = class SecondFactorCheck {
    attempts;
    factors;
    codes;
    changes;
    refusals;
    constructor(attempts, factors, codes, changes, refusals) {
        this.attempts = attempts;
        this.factors = factors;
        this.codes = codes;
        this.changes = changes;
        this.refusals = refusals;
    }
    /** Spends the code when it is right. What is wrong with it takes the same time, whatever it is. */
    async check(guess, kind) {
        const soonest = pause(WRONG_TAKES);
        const begun = await this.begin(guess);
        if ('retryAfter' in begun) {
            this.refusals.locked(kind, begun.retryAfter);
            return { outcome: 'locked', retryAfter: begun.retryAfter };
        }
        const right = await this.look(guess, begun);
        if (right === null) {
            await this.refusals.wrongCode(kind, guess.userId);
            await soonest;
            return { outcome: 'wrong' };
        }
        for (const attempt of begun)
            await this.attempts.succeed(attempt);
        return { outcome: 'right', left: right.left };
    }
    async begin({ userId, email, address }) {
        const ofPerson = await this.attempts.begin({ secret: 'password', of: email }, address);
        if ('retryAfter' in ofPerson)
            return ofPerson;
        // One place for all: whoever guesses codes knows the password, and would come from many.
        const ofCodes = await this.attempts.begin({ secret: 'second factor', of: userId }, 'anywhere');
        if (!('retryAfter' in ofCodes))
            return [ofPerson, ofCodes];
        await this.attempts.withdraw(ofPerson);
        return ofCodes;
    }
    async look(guess, begun) {
        try {
            if (await this.factors.spend(guess.userId, guess.code))
                return { left: null };
            const left = await this.recover(guess);
            return left === null ? null : { left };
        }
        catch (error) {
            for (const attempt of begun)
                await this.attempts.withdraw(attempt);
            throw error;
        }
    }
    async recover({ userId, code }) {
        const typed = typedCode(code);
        if (typed === null)
            return null;
        return this.changes.record((transaction) => this.codes.spend(transaction, userId, typed), (left) => left === null
            ? null
            : { kind: 'recovery_code.used', decision: 'done', sub: userId, detail: { id: userId, left } });
    }
};
SecondFactorCheck = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SignInAttempts,
        SecondFactors,
        RecoveryCodeStore,
        Changes,
        SignInRefusals])
], SecondFactorCheck);
export { SecondFactorCheck };
//# sourceMappingURL=second-factor-check.js.map