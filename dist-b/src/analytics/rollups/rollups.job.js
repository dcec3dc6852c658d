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
import { RecurringJob } from '../../database/recurring.job.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Settings } from '../../settings/settings.js';
import { RollupStore } from './rollup.store.js';
/** Events counted in one transaction: few enough that nobody waits for what it holds. */
const BATCH = 5000;
/** Counts what came in, every minute or so, by one replica at a time; reports count the rest themselves. */
let RollupsJob = class RollupsJob extends RecurringJob {
    store;
    clock;
    constructor(store, clock, settings, log) {
        super(log, { every: settings.ROLLUP_SECONDS * 1000, atStart: false, failure: 'rollups.failed' });
        this.store = store;
        this.clock = clock;
    }
    /** Counts all there is, in pieces that each stand by themselves. @returns how many events were counted */
    async count() {
        const now = new Date(this.clock.now());
        let sum = 0;
        for (;;) {
            const counted = await this.store.take(BATCH, now);
            sum += counted ?? 0;
            if (counted === null || counted < BATCH)
                break;
        }
        await this.store.prune(now);
        return sum;
    }
    /** What was missed is counted the next time. */
    async work() {
        await this.count();
    }
};
RollupsJob = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [RollupStore,
        Clock,
        Settings,
        Log])
], RollupsJob);
export { RollupsJob };
//# sourceMappingURL=rollups.job.js.map