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
import { Changes } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Settings } from '../../settings/settings.js';
import { BridgeCodeStore } from './bridge-code.store.js';
/** Codes of one person that wait at a time: nobody needs more, and each is a way in. */
const MOST_CODES = 10;
/** Makes codes by which devices begin. */
let BridgeCodes = class BridgeCodes {
    store;
    changes;
    clock;
    settings;
    constructor(store, changes, clock, settings) {
        this.store = store;
        this.changes = changes;
        this.clock = clock;
        this.settings = settings;
    }
    /**
     * @param event who makes it
     * @param hold asked in the transaction: throws when whoever makes it may no longer
     * @throws Problem 404, 409 for somebody who is not active, or has enough codes that wait
     */
    async issue(wishes, event, hold) {
        const code = this.store.fresh();
        // What the device does is no part of what the maker of the code does.
        const begun = { ...event, txn: uuidv7(this.clock.now()) };
        return { code, expiresAt: await this.give(this.store.hash(code), wishes, begun, hold) };
    }
    /**
     * The same, of a code that a program has already, and that was nobody's until now.
     * @param hash of the code
     * @param event its transaction is that of the device
     * @returns until when it is good
     */
    give(hash, wishes, event, hold) {
        return this.changes.retrying(() => this.changes.record(async (transaction) => {
            const person = await this.store.hold(transaction, wishes.userId);
            if (person === null)
                throw Problem.notFound('user');
            if (person.status !== 'active')
                throw Problem.conflict('The user is not active.');
            if (person.live >= MOST_CODES)
                throw Problem.conflict(`${MOST_CODES} codes wait already: use one, or wait.`);
            await hold?.(transaction);
            const expiresAt = new Date(this.clock.now() + this.settings.BRIDGE_CODE_SECONDS * 1000);
            await this.store.insert(transaction, { hash, ...wishes, txn: event.txn, expiresAt });
            return expiresAt;
        }, () => event));
    }
};
BridgeCodes = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [BridgeCodeStore,
        Changes,
        Clock,
        Settings])
], BridgeCodes);
export { BridgeCodes };
//# sourceMappingURL=bridge-codes.js.map