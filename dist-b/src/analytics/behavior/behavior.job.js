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
import { AutomaticBans } from '../bans/automatic-bans.js';
import { levelOf, reputationOf, reputationSignals, scoreOf, sumOf } from './behavior.rules.js';
import { BehaviorStore } from './behavior.store.js';
const INTERVAL = 600_000;
const HOUR = 3_600_000;
/** Probes in a day from which on a network may be banned: one that mistypes a path makes none of them. */
const PROBES_OF_A_SCANNER = 10;
/** Looks at what was counted, every ten minutes and never at a request's expense: one instance at a time. */
let BehaviorJob = class BehaviorJob extends RecurringJob {
    store;
    bans;
    settings;
    clock;
    constructor(store, bans, settings, clock, log) {
        super(log, { every: INTERVAL, atStart: false, failure: 'behavior.failed' });
        this.store = store;
        this.bans = bans;
        this.settings = settings;
        this.clock = clock;
    }
    async work() {
        const now = this.clock.now();
        const scanners = await this.store.alone(async (look) => {
            await look.engage();
            await look.forget();
            const networks = await look.seen('network');
            await look.keepScores(networks.map((seen) => scored(seen, sumOf(scoreOf(seen)), scoreOf(seen))), this.settings.BEHAVIOR_THRESHOLD);
            const fingerprints = await look.seen('fingerprint');
            await look.keepReputation(fingerprints.map((seen) => {
                const score = scoreOf(seen, reputationSignals);
                return scored(seen, reputationOf(score), score);
            }));
            await this.compare(look, new Date(now - (now % HOUR) - HOUR));
            return networks.filter(({ probes }) => probes >= PROBES_OF_A_SCANNER).map(({ name }) => name);
        }, now);
        await this.bans.consider(scanners ?? []);
    }
    async compare(look, hour) {
        const thresholds = new Map((await look.thresholds()).map((threshold) => [threshold.metric, threshold]));
        for (const measure of await look.measures(hour)) {
            const threshold = thresholds.get(measure.metric);
            const { metric, value } = measure;
            const level = threshold === undefined || value === null ? null : levelOf(value, threshold);
            if (level === null || !(await look.keepAlarm(hour, measure, level)))
                continue;
            this.log.warn('traffic.alarm', { metric, level, value, hour: hour.toISOString() });
        }
    }
};
BehaviorJob = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [BehaviorStore,
        AutomaticBans,
        Settings,
        Clock,
        Log])
], BehaviorJob);
export { BehaviorJob };
function scored({ name, requests, issued, others }, score, signals) {
    return { name, score, signals, requests, issued, others };
}
//# sourceMappingURL=behavior.job.js.map