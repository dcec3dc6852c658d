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
import { TooManyRequests } from '../../kernel/problem.js';
import { PasswordCheck } from './password-check.js';
import { PasswordStore } from './password.store.js';
import { Passwords } from './passwords.js';
/** Milliseconds that a wrong answer takes at least: longer than an imported bcrypt hash of cost 12, or a row of evidence. */
export const WRONG_TAKES = 400;
/** Tells whether somebody is who they say, by their password. It opens no session. */
let PasswordSignIn = class PasswordSignIn {
    checks;
    passwords;
    store;
    constructor(checks, passwords, store) {
        this.checks = checks;
        this.passwords = passwords;
        this.store = store;
    }
    /**
     * @param address where it comes from
     * @throws TooManyRequests when too many passwords wait to be looked at
     */
    async attempt(email, password, address) {
        // How long a refusal takes must not tell whether there is such a person, or how their password is stored.
        const soonest = pause(WRONG_TAKES);
        const checked = await this.checks.check({ email, password, address }, 'sign_in.refused');
        if (checked.outcome === 'wrong')
            await soonest;
        if (checked.outcome !== 'right')
            return checked;
        const { user, hash } = checked;
        const proof = this.passwords.outdated(hash) ? await this.upgraded(user.id, password, hash) : hash;
        return { outcome: 'right', user, proof };
    }
    /**
     * To be asked in the transaction that opens a session: whether the password that was right is still the person's.
     * Otherwise somebody who knows an old one could sign in just while it is replaced, after all sessions were closed.
     */
    hold(transaction, userId, proof) {
        return this.store.hold(transaction, userId, proof);
    }
    /** The only moment at which the text is known. @returns the hash that is stored now */
    async upgraded(userId, password, before) {
        const after = await this.rehashed(password);
        if (after === null)
            return before;
        if (await this.store.upgrade(userId, before, after))
            return after;
        return (await this.checks.renewed(userId, password)) ?? before;
    }
    /** @returns null when there is too much to do just now: it waits for the next time */
    async rehashed(password) {
        try {
            return await this.passwords.hash(password);
        }
        catch (error) {
            if (!(error instanceof TooManyRequests))
                throw error;
            return null;
        }
    }
};
PasswordSignIn = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PasswordCheck,
        Passwords,
        PasswordStore])
], PasswordSignIn);
export { PasswordSignIn };
//# sourceMappingURL=password-sign-in.js.map