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
import { Changes } from '../changes.store.js';
import { PasswordCheck } from './password-check.js';
import { knownOf } from './password.rules.js';
import { PasswordStore } from './password.store.js';
import { Passwords } from './passwords.js';
import { SetupLinkStore } from './setup-link.store.js';
/** Thrown to undo a change that came too late. */
class NoLongerCurrent extends Error {
}
/** Lets people who are signed in change their password. */
let PasswordChange = class PasswordChange {
    checks;
    passwords;
    store;
    links;
    changes;
    constructor(checks, passwords, store, links, changes) {
        this.checks = checks;
        this.passwords = passwords;
        this.store = store;
        this.links = links;
        this.changes = changes;
    }
    /**
     * The current password is guessed under the same lockout as at the sign-in.
     * @throws TooManyRequests when too many passwords wait to be looked at
     */
    async change(user, request) {
        const { current, next, address } = request;
        const fault = this.passwords.faultOf(next, knownOf(user));
        if (fault !== null)
            return { outcome: 'unfit', fault };
        if (next === current)
            return { outcome: 'unfit', fault: 'That is the password that you have already.' };
        const checked = await this.checks.check({ email: user.email, password: current, address }, 'password.change_refused');
        if (checked.outcome === 'locked')
            return checked;
        if (checked.outcome === 'wrong' || checked.user.id !== user.id)
            return { outcome: 'wrong' };
        const after = await this.passwords.hash(next);
        if (await this.replace(user.id, checked.hash, after, request.end))
            return { outcome: 'changed' };
        const renewed = await this.checks.renewed(user.id, current);
        const changed = renewed !== null && (await this.replace(user.id, renewed, after, request.end));
        return { outcome: changed ? 'changed' : 'wrong' };
    }
    /** @returns false, and nothing is done, when another hash is stored by now */
    async replace(userId, before, after, end) {
        try {
            await this.changes.record(async (transaction) => {
                if (!(await this.store.replace(transaction, userId, before, after)))
                    throw new NoLongerCurrent();
                // Whoever changes it because others know it means those, too, who hold a link.
                await this.links.deleteUnused(transaction, userId);
                return end(transaction);
            }, (closed) => ({ kind: 'password.changed', decision: 'done', sub: userId, detail: { id: userId, closed } }));
            return true;
        }
        catch (error) {
            if (error instanceof NoLongerCurrent)
                return false;
            throw error;
        }
    }
};
PasswordChange = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PasswordCheck,
        Passwords,
        PasswordStore,
        SetupLinkStore,
        Changes])
], PasswordChange);
export { PasswordChange };
//# sourceMappingURL=password-change.js.map