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
import { UsageStore } from './usage.store.js';
import { usageView } from './usage.view.js';
/** Milliseconds for which an answer is given again: a month of calls takes long to count, and whoever asks may ask often. */
const STALE_AFTER = 30_000;
/** What a device and its person did, as it was at most half a minute ago. */
let DeviceUsage = class DeviceUsage {
    store;
    clock;
    known = new LRUCache({ max: 1000 });
    constructor(store, clock) {
        this.store = store;
        this.clock = clock;
    }
    /** Whoever asks while it is being counted waits for the same count. */
    of(deviceId, userId) {
        const at = this.clock.now();
        const known = this.known.get(deviceId);
        if (known !== undefined && at - known.at < STALE_AFTER)
            return known.usage;
        const usage = this.count(deviceId, userId, at);
        this.known.set(deviceId, { at, usage });
        // What failed is not the answer to the next one; whoever asked is told.
        usage.catch(() => this.known.delete(deviceId));
        return usage;
    }
    async count(deviceId, userId, at) {
        const totals = await this.store.totals(deviceId, userId);
        const calls = await this.store.calls(deviceId, userId);
        return { as_of: new Date(at).toISOString(), ...usageView(totals, calls) };
    }
};
DeviceUsage = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UsageStore,
        Clock])
], DeviceUsage);
export { DeviceUsage };
//# sourceMappingURL=device-usage.js.map