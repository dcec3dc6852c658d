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
import { LRUCache } from 'lru-cache';
import { Clock } from '../../kernel/clock.js';
const HOUR = 3_600_000;
/** As many as wait to be written; what comes beyond is noted when it comes again. */
const MOST_NOTES = 10_000;
/** Notes in memory when secrets were used, for people who ask whether one is still needed: once an hour each. No token waits for it. */
let ClientSecretUses = class ClientSecretUses {
    clock;
    /** When this process last noted a secret; one that is forgotten is noted once more, which the store settles. */
    noted = new LRUCache({ max: MOST_NOTES });
    waiting = new Map();
    constructor(clock) {
        this.clock = clock;
    }
    note(id) {
        const now = this.clock.now();
        if (now - (this.noted.get(id) ?? -Infinity) < HOUR || this.waiting.size >= MOST_NOTES)
            return;
        this.noted.set(id, now);
        this.waiting.set(id, new Date(now));
    }
    /** Those that were noted since the last call. */
    take() {
        const taken = [...this.waiting].map(([id, at]) => ({ id, at }));
        this.waiting = new Map();
        return taken;
    }
    /** Those that could not be written: they wait for the next time, unless there is a later note. */
    putBack(uses) {
        for (const { id, at } of uses)
            if (!this.waiting.has(id))
                this.waiting.set(id, at);
    }
};
ClientSecretUses = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Clock])
], ClientSecretUses);
export { ClientSecretUses };
//# sourceMappingURL=client-secret-uses.js.map