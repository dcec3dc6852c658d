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
import { newSecret } from '../../kernel/one-time-secret.js';
import { Problem } from '../../kernel/problem.js';
import { Settings } from '../../settings/settings.js';
import { Changes } from '../changes.store.js';
import { PasswordRenewal } from './password-renewal.js';
import { knownOf } from './password.rules.js';
import { Passwords } from './passwords.js';
import { SetupLinkStore } from './setup-link.store.js';
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** Thrown to undo what a link that cannot be used had begun. */
class UnusableLink extends Error {
}
/** Links by which people set a password, or make a passkey, once each. */
let SetupLinks = class SetupLinks {
    store;
    changes;
    passwords;
    renewal;
    settings;
    constructor(store, changes, passwords, renewal, settings) {
        this.store = store;
        this.changes = changes;
        this.passwords = passwords;
        this.renewal = renewal;
        this.settings = settings;
    }
    /**
     * Earlier links of the person that were not used become invalid.
     * @param event who issues it
     * @param hold asked in the transaction, for a person whom it holds: throws when whoever issues it may not
     * @throws Problem 404, 409 for somebody who is not active
     */
    async issue(userId, event, hold) {
        const token = newSecret();
        const issue = () => this.changes.record(async (transaction) => {
            const status = await this.store.hold(transaction, userId);
            if (status === null)
                throw Problem.notFound('user');
            await hold(transaction);
            if (status !== 'active')
                throw Problem.conflict('The user is not active, and could not sign in.');
            await this.store.deleteUnused(transaction, userId);
            return this.store.insert(transaction, userId, token);
        }, () => event);
        const expiresAt = await this.changes.retrying(issue);
        // In the query, because logs show paths.
        return { url: `${this.settings.PUBLIC_URL}/setup?token=${token}`, expiresAt };
    }
    /** Whose link it is. Not spent: programs that look for harmful links open it before the person does. */
    async find(token) {
        return TOKEN.test(token) ? this.store.find(token) : null;
    }
    /**
     * Spends the link and sets the password, both or neither; every session of the person ends.
     * @param keep whether the person's passkeys stay
     * @throws TooManyRequests when too many passwords wait to be hashed
     */
    async redeem(token, password, keep = false) {
        // Hashing is slow and no transaction should wait for it; nor is it for strangers to ask for.
        const holder = await this.find(token);
        if (holder === null)
            return { outcome: 'unknown' };
        const fault = this.passwords.faultOf(password, knownOf(holder));
        if (fault !== null)
            return { outcome: 'unfit', fault };
        const hash = await this.passwords.hash(password);
        const spent = await this.spend(token, (transaction, user) => this.renewal.enforce(transaction, user, hash, keep), ({ id }, closed) => ({ kind: 'password.set', decision: 'done', sub: id, detail: { id, closed } }));
        return spent ? { outcome: 'set', user: holder } : { outcome: 'unknown' };
    }
    /**
     * Spends the link, of many at once one, and puts in force what its holder chose, both or neither.
     * @returns whether it could be used
     */
    async spend(token, enforce, event, conflicts = {}) {
        const once = () => this.changes.record(async (transaction) => {
            const user = await this.store.spend(transaction, token);
            if (user === null)
                throw new UnusableLink();
            return { user, made: await enforce(transaction, user) };
        }, ({ user, made }) => event(user, made), conflicts);
        try {
            await this.changes.retrying(once);
            return true;
        }
        catch (error) {
            if (error instanceof UnusableLink)
                return false;
            throw error;
        }
    }
};
SetupLinks = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SetupLinkStore,
        Changes,
        Passwords,
        PasswordRenewal,
        Settings])
], SetupLinks);
export { SetupLinks };
//# sourceMappingURL=setup-links.js.map