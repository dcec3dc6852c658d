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
import { joinTransaction } from '../http/request-context.js';
import { Clock } from '../kernel/clock.js';
import { PageRefusal } from '../kernel/page-refusal.js';
import { Presence } from '../people/presence.js';
import { DeviceAuthorizationStore, } from './device-authorization.store.js';
import { newUserCode, readUserCode } from './user-code.rules.js';
/** Seconds for which a program waits, and between two of its questions at first (RFC 8628 §3.2). */
const LIFETIME = 600;
const INTERVAL = 5;
/** Programs without a browser that ask for somebody to let them act for them (RFC 8628). */
let DeviceAuthorizations = class DeviceAuthorizations {
    store;
    presence;
    clock;
    constructor(store, presence, clock) {
        this.store = store;
        this.presence = presence;
        this.clock = clock;
    }
    /** @param wish whose device code only its kind knows how to hash */
    async start(wish) {
        const expiresAt = new Date(this.clock.now() + LIFETIME * 1000);
        let userCode;
        do
            userCode = newUserCode();
        while (!(await this.store.insert({ ...wish, intervalSeconds: INTERVAL, expiresAt }, userCode)));
        return { userCode, seconds: LIFETIME, interval: INTERVAL };
    }
    /**
     * What waits under a code, which is this person's to answer from now on.
     * @param typed as the person wrote it
     * @returns null when nothing waits under it, or somebody else came first
     */
    async claim({ userId }, typed) {
        const userCode = readUserCode(typed);
        const found = userCode === null ? null : await this.store.claim(userCode, userId);
        if (userCode === null || found === null)
            return null;
        joinTransaction(found.txn);
        return { userCode, ...found };
    }
    /** Lets somebody else answer it. */
    async release({ userId }, typed) {
        const userCode = readUserCode(typed);
        if (userCode !== null)
            await this.store.release(userCode, userId);
    }
    /**
     * In the commit of all that comes of it; whoever allows it must still be signed in.
     * @throws PageRefusal when it no longer waits, or not for them
     */
    async answer(transaction, { hash }, person, status) {
        if (status === 'allowed')
            await this.presence.hold(transaction, person);
        if (await this.store.answer(transaction, hash, status, person.userId))
            return;
        const text = 'It was answered already, or nobody answered it in time. If the program still waits, start again there.';
        throw new PageRefusal(409, 'This is done already', text);
    }
    /** What became of a program's wish, for the program itself; null when nobody knows its code, or it is another client's. */
    poll(hash, clientId) {
        return this.store.poll(hash, clientId);
    }
};
DeviceAuthorizations = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DeviceAuthorizationStore,
        Presence,
        Clock])
], DeviceAuthorizations);
export { DeviceAuthorizations };
//# sourceMappingURL=device-authorizations.js.map