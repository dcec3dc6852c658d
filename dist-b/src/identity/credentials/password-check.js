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
import { UserStore } from '../users/user.store.js';
import { PasswordStore } from './password.store.js';
import { Passwords } from './passwords.js';
import { SignInAttempts } from './sign-in-attempts.store.js';
import { SignInRefusals } from './sign-in-refusals.js';
/** In whose name a password is looked for when there is nobody: the nil UUID (RFC 9562 §5.9). */
const NOBODY = '00000000-0000-0000-0000-000000000000';
/**
 * The one place where a password is looked at, under the lockout. E-mail addresses that nobody has take the same
 * statements and the same work.
 */
let PasswordCheck = class PasswordCheck {
    attempts;
    users;
    store;
    passwords;
    refusals;
    constructor(attempts, users, store, passwords, refusals) {
        this.attempts = attempts;
        this.users = users;
        this.store = store;
        this.passwords = passwords;
        this.refusals = refusals;
    }
    /** @throws TooManyRequests when too many passwords wait to be looked at; that is no failure of the person's */
    async check(guess, kind) {
        const email = guess.email.toLowerCase();
        const attempt = await this.attempts.begin({ secret: 'password', of: email }, guess.address);
        if ('retryAfter' in attempt) {
            this.refusals.locked(kind, attempt.retryAfter);
            return { outcome: 'locked', retryAfter: attempt.retryAfter };
        }
        const { user, hash, right } = await this.look(attempt, email, guess.password);
        if (user === null || hash === null || !right) {
            await this.refusals.wrong(kind, user, hash !== null);
            return { outcome: 'wrong' };
        }
        await this.attempts.succeed(attempt);
        return { outcome: 'right', user, hash };
    }
    /**
     * For whoever finds another hash stored than the one that was right: a sign-in by the same password may have made it
     * anew meanwhile.
     * @returns the hash that is stored now; null when the password is no longer the person's
     * @throws TooManyRequests when too many passwords wait to be looked at
     */
    async renewed(userId, password) {
        const hash = await this.store.find(userId);
        return hash !== null && (await this.passwords.matches(password, hash)) ? hash : null;
    }
    async look(attempt, email, password) {
        try {
            const user = await this.users.findByEmail(possible(email) ? email : '');
            const hash = await this.store.find(user?.status === 'active' ? user.id : NOBODY);
            return { user, hash, right: await this.passwords.matches(password, hash) };
        }
        catch (error) {
            await this.attempts.withdraw(attempt);
            throw error;
        }
    }
};
PasswordCheck = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SignInAttempts,
        UserStore,
        PasswordStore,
        Passwords,
        SignInRefusals])
], PasswordCheck);
export { PasswordCheck };
/** PostgreSQL takes no NUL; and no address is longer (RFC 3696 errata 1690: 254, here with room to spare). */
function possible(email) {
    return email.length <= 320 && !/\p{Cc}/u.test(email);
}
//# sourceMappingURL=password-check.js.map