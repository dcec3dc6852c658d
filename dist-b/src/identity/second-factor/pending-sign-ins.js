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
import { equalSecrets, keyedHash, newSecret } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
import { PasswordStore } from '../credentials/password.store.js';
import { PendingSignInStore } from './pending-sign-in.store.js';
const HANDLE = /^[A-Za-z0-9_-]{43}$/;
/** Sign-ins between their two steps: what the first one proved is kept in the database, never in the form. */
let PendingSignIns = class PendingSignIns {
    store;
    passwords;
    pepper;
    constructor(store, passwords, secrets) {
        this.store = store;
        this.passwords = passwords;
        this.pepper = secrets.key('pending-sign-in');
    }
    /**
     * @param proof of the password that was right
     * @returns the handle for the form; null when the person has no second factor any more
     */
    async begin(userId, proof, browserHash) {
        const handle = newSecret();
        const row = { hash: this.hash(handle), browserHash, userId, proof: this.hash(proof) };
        return (await this.store.insert(row)) ? handle : null;
    }
    /**
     * Counts an attempt. Null when nobody gave this handle to this browser, its time is over, it is done or was tried too
     * often, the person is not active any more, or has another password now.
     */
    async attempt(handle, browserHash) {
        const found = HANDLE.test(handle) ? await this.store.attempt(this.hash(handle), browserHash) : null;
        if (found === null)
            return null;
        const { hash, userId, email, proof } = found;
        const password = (await this.passwords.find(userId)) ?? '';
        return equalSecrets(Buffer.from(proof), Buffer.from(this.hash(password)))
            ? { hash, userId, email, password }
            : null;
    }
    /** Nobody looked at the code of an attempt. */
    withdraw({ hash }) {
        return this.store.withdraw(hash);
    }
    /** Spends it: for one session, and only while the password is the one that was right. */
    async hold(transaction, { hash, userId, password }) {
        return (await this.store.spend(transaction, hash)) && this.passwords.hold(transaction, userId, password);
    }
    hash(text) {
        return keyedHash(this.pepper, text).toString('base64url');
    }
};
PendingSignIns = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PendingSignInStore,
        PasswordStore,
        Secrets])
], PendingSignIns);
export { PendingSignIns };
//# sourceMappingURL=pending-sign-ins.js.map