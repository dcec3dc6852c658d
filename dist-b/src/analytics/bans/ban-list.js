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
import { ChangeFeed } from '../../database/change-feed.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { BanTable } from './ban.rules.js';
import { BanStore } from './ban.store.js';
/** Milliseconds after which another read is tried when one has failed. */
const RETRY = 1_000;
/**
 * Milliseconds for which a copy is good that may lack a change. A change is told at once, or by the feed's next read within
 * a second: the copy is this old only when the database cannot be read.
 */
const STALE = 5_000;
/** All bans in force, in memory: no request waits for the database, and none is let in by a copy that may be old. */
let BanList = class BanList {
    feed;
    bans;
    clock;
    log;
    table = null;
    /** Since when there is a change that the table lacks, on the scale of performance.now(). */
    behindSince = null;
    wanted = false;
    reading = null;
    timer;
    constructor(feed, bans, clock, log) {
        this.feed = feed;
        this.bans = bans;
        this.clock = clock;
        this.log = log;
        // Before the feed's first read, by which it tells everybody: what changes before that is read after it.
        this.feed.on('bans', (changes) => this.hear(changes));
    }
    async onApplicationBootstrap() {
        await this.refresh();
        if (this.table === null)
            throw new Error('the bans cannot be read');
    }
    onApplicationShutdown() {
        clearTimeout(this.timer);
        this.wanted = false;
    }
    /** Whether there may be bans, made longer ago than is bearable, that {@link covering} does not know. */
    get isStale() {
        const behind = this.behindSince === null ? 0 : performance.now() - this.behindSince;
        return this.table === null || Math.max(behind, this.feed.age()) > STALE;
    }
    /** The ban that is in force for an address. @param network see {@link BanTable.covering} */
    covering(address, network) {
        return this.table?.covering(address, network, this.clock.now()) ?? null;
    }
    /** Resolves when whatever was committed before is known, or could not be read; never rejects. */
    refresh() {
        this.wanted = true;
        this.reading ??= this.read().finally(() => (this.reading = null));
        return this.reading;
    }
    hear(changes) {
        const since = Math.min(...changes.map((change) => change.since ?? performance.now()));
        this.behindSince = Math.min(this.behindSince ?? Infinity, since);
        void this.refresh();
    }
    /** One read at a time; what is heard meanwhile is read about anew. */
    async read() {
        clearTimeout(this.timer);
        try {
            while (this.wanted) {
                this.wanted = false;
                this.table = new BanTable(await this.bans.current());
                if (!this.wanted)
                    this.behindSince = null;
            }
        }
        catch (err) {
            this.log.warn('bans.unread', { err });
            this.timer = setTimeout(() => void this.refresh(), RETRY).unref();
        }
    }
};
BanList = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ChangeFeed,
        BanStore,
        Clock,
        Log])
], BanList);
export { BanList };
//# sourceMappingURL=ban-list.js.map