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
import { Evidence } from '../../audit/evidence.contract.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
/** Milliseconds in which a process writes one receipt for each ban at most: who is banned must not fill the database. */
const INTERVAL = 60_000;
/** The first refusal of a ban is evidence at once; those that follow within a minute are counted in the next receipt. */
let RefusedByBan = class RefusedByBan {
    evidence;
    clock;
    log;
    counts = new LRUCache({ max: 10_000 });
    constructor(evidence, clock, log) {
        this.evidence = evidence;
        this.clock = clock;
        this.log = log;
    }
    /** Never makes the refusal wait. @param id of the ban */
    count(id) {
        const now = this.clock.now();
        const count = this.counts.get(id) ?? { refused: 0, toldAt: -Infinity };
        count.refused += 1;
        this.counts.set(id, count);
        if (now - count.toldAt < INTERVAL)
            return;
        count.toldAt = now;
        void this.tell(id, count);
    }
    /** What was only counted so far. */
    async beforeApplicationShutdown() {
        await Promise.all([...this.counts.entries()].map(([id, count]) => this.tell(id, count)));
    }
    async tell(id, count) {
        const { refused } = count;
        if (refused === 0)
            return;
        count.refused = 0;
        try {
            await this.evidence.record({ kind: 'ban.refused', decision: 'deny', reason: 'banned', detail: { id, refused } });
        }
        catch (err) {
            count.refused += refused;
            this.log.warn('bans.refusal_not_recorded', { id, err });
        }
    }
};
RefusedByBan = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Evidence,
        Clock,
        Log])
], RefusedByBan);
export { RefusedByBan };
//# sourceMappingURL=refused-by-ban.js.map