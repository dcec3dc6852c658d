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
import { Log } from '../../kernel/log.js';
import { AccessKeyStore } from './access-key.store.js';
const MINUTE = 60_000;
/** Notes when keys were used, for people who ask whether one is still needed. No call waits for it. */
let AccessKeyUses = class AccessKeyUses {
    store;
    clock;
    log;
    /** When this process last noted a key; one that is forgotten is noted once more, which the store settles. */
    noted = new LRUCache({ max: 10_000 });
    constructor(store, clock, log) {
        this.store = store;
        this.clock = clock;
        this.log = log;
    }
    note(id) {
        const now = this.clock.now();
        if (now - (this.noted.get(id) ?? -Infinity) < MINUTE)
            return;
        this.noted.set(id, now);
        this.store.touch(id).catch((err) => this.log.warn('access_key.use_not_noted', { err }));
    }
};
AccessKeyUses = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AccessKeyStore,
        Clock,
        Log])
], AccessKeyUses);
export { AccessKeyUses };
//# sourceMappingURL=access-key-uses.js.map