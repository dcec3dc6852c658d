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
import { Signals } from '../analytics.contract.js';
import { isProbe } from '../scanners.js';
import { NamesOfHour } from './names-of-hour.rules.js';
import { TrafficStore } from './traffic.store.js';
const HOUR = 3_600_000;
const MINUTE = 60_000;
const FLUSH = 5_000;
/** Networks and fingerprints that are counted apart between two writings; those that come later are counted together. */
const MOST = 5_000;
/** Counts requests in memory and adds them up in the database every few seconds; no request waits, or makes a statement. */
let TrafficCounters = class TrafficCounters {
    signals;
    store;
    clock;
    log;
    counts = new Map();
    names = new NamesOfHour();
    seen = new LRUCache({ max: 20_000 });
    timer;
    writing = null;
    constructor(signals, store, clock, log) {
        this.signals = signals;
        this.store = store;
        this.clock = clock;
        this.log = log;
    }
    onApplicationBootstrap() {
        this.timer = setInterval(() => void this.flush(), FLUSH).unref();
    }
    async beforeApplicationShutdown() {
        clearInterval(this.timer);
        await this.flush();
    }
    watch = (request, response, next) => {
        // Also of whoever does not wait for the answer.
        response.on('close', () => this.add(request, response.statusCode));
        next();
    };
    /** Resolves when what was counted is written, or is given up. */
    async flush() {
        await this.writing;
        if (this.counts.size === 0)
            return;
        const rows = [...this.counts.values()];
        this.counts = new Map();
        this.writing = this.store
            .add(rows)
            .catch((err) => this.log.warn('traffic.not_counted', { rows: rows.length, err }))
            .finally(() => (this.writing = null));
        await this.writing;
    }
    add(request, status) {
        const { network, fingerprint, isBot } = this.signals.of(request);
        const now = this.clock.now();
        const count = this.countOf(network, fingerprint ?? '', now);
        count.requests += 1;
        if (status >= 500)
            count.failed += 1;
        else if (status >= 400)
            count.refused += 1;
        if (isProbe(request.path) && !isBySomebodysPage(request))
            count.probes += 1;
        if (isBot)
            count.bots += 1;
        // Beyond a writing: pauses are longer than the seconds between two.
        const key = `${count.network} ${count.fingerprint}`;
        const before = this.seen.get(key);
        if (before !== undefined) {
            const gap = Math.max(0, now - before.at) / 1000;
            count.gaps += 1;
            count.gap_seconds += gap;
            count.gap_squares += gap * gap;
        }
        const isSame = before !== undefined && Math.floor(before.at / MINUTE) === Math.floor(now / MINUTE);
        const inMinute = isSame ? before.inMinute + 1 : 1;
        count.peak_minute = Math.max(count.peak_minute, inMinute);
        this.seen.set(key, { at: now, inMinute });
    }
    countOf(toldNetwork, toldFingerprint, now) {
        const hour = new Date(now - (now % HOUR)).toISOString();
        const [network, fingerprint] = this.names.of(hour, toldNetwork, toldFingerprint);
        const key = `${hour} ${network} ${fingerprint}`;
        const known = this.counts.get(key);
        if (known !== undefined)
            return known;
        if (network !== '' && this.counts.size >= MOST)
            return this.countOf('', '', now);
        const fresh = {
            hour,
            network,
            fingerprint,
            requests: 0,
            refused: 0,
            failed: 0,
            probes: 0,
            bots: 0,
            gaps: 0,
            gap_seconds: 0,
            gap_squares: 0,
            peak_minute: 0,
        };
        this.counts.set(key, fresh);
        return fresh;
    }
};
TrafficCounters = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Signals,
        TrafficStore,
        Clock,
        Log])
], TrafficCounters);
export { TrafficCounters };
/** A page may have its visitors' browsers ask for anything; they say so (Fetch Metadata), and it is not their doing. */
function isBySomebodysPage({ headers }) {
    return headers['sec-fetch-site'] === 'cross-site' || headers['sec-fetch-site'] === 'same-site';
}
//# sourceMappingURL=traffic-counters.js.map