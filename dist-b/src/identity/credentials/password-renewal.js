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
import { PasskeyStore } from '../passkeys/passkey.store.js';
import { SessionStore } from '../sessions/session.store.js';
import { PasswordStore } from './password.store.js';
import { SetupLinkStore } from './setup-link.store.js';
import { SignInAttempts } from './sign-in-attempts.store.js';
/** Puts a new way to sign in in force for somebody who could not show an old one: whatever was before ends with it. */
let PasswordRenewal = class PasswordRenewal {
    passwords;
    links;
    sessions;
    attempts;
    passkeys;
    constructor(passwords, links, sessions, attempts, passkeys) {
        this.passwords = passwords;
        this.links = links;
        this.sessions = sessions;
        this.attempts = attempts;
        this.passkeys = passkeys;
    }
    /** @param keep whether the person's passkeys stay @returns how many sessions were closed */
    async enforce(transaction, user, hash, keep) {
        if (!keep)
            await this.removeWays(transaction, user);
        await this.passwords.write(transaction, user.id, hash);
        return this.endAll(transaction, user, 'password was set');
    }
    /** Whoever has lost one may have lost it to somebody. */
    async removeWays(transaction, { id }) {
        await this.passwords.delete(transaction, id);
        await this.passkeys.deleteOfUser(transaction, id);
    }
    /** @returns how many sessions were closed */
    async endAll(transaction, user, reason) {
        await this.links.deleteUnused(transaction, user.id);
        await this.attempts.clear(transaction, user.email);
        return this.sessions.closeOfUser(transaction, user.id, reason);
    }
};
PasswordRenewal = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PasswordStore,
        SetupLinkStore,
        SessionStore,
        SignInAttempts,
        PasskeyStore])
], PasswordRenewal);
export { PasswordRenewal };
//# sourceMappingURL=password-renewal.js.map