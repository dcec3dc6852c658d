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
import { ChangeFeed } from '../database/change-feed.js';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import { changedMeanwhile } from './still-admitted.js';
import { Upstreams } from './upstreams/upstreams.contract.js';
/** Milliseconds between two looks at every upstream that something is held of: what was told may be lost. */
const LOOK = 2_000;
/** Milliseconds after a change in which whoever was being admitted is held at last. */
const ADMISSION = 100;
/**
 * Ends what goes on with upstreams that were switched off or removed, and streams when the upstream or a rule about it is
 * another: a call is decided on when it comes, a stream goes on for hours. Its client opens it again, and that is decided.
 */
let LiveUpstreams = class LiveUpstreams {
    feed;
    upstreams;
    log;
    held = new Map();
    /** Upstreams to be looked at; null for all. */
    wanted = new Set();
    looking = false;
    timer;
    constructor(feed, upstreams, log) {
        this.feed = feed;
        this.upstreams = upstreams;
        this.log = log;
    }
    onApplicationBootstrap() {
        this.feed.on('upstreams', (changes) => {
            this.hear(changes);
            // Whoever was admitted before the change, and is held only after this look, is met by another one.
            setTimeout(() => this.hear(changes), ADMISSION).unref();
        });
        this.timer = setInterval(() => this.hear([{ ids: null, since: null }]), LOOK).unref();
    }
    onApplicationShutdown() {
        clearInterval(this.timer);
    }
    /**
     * @param upstream as the call was admitted to it
     * @returns what to call when there is nothing to end any more
     */
    hold({ id, status, policyVersion, updatedAt }, { listens, end }) {
        const one = { upstream: { id, status, policyVersion, updatedAt }, listens, end };
        const all = this.held.get(id);
        if (all === undefined)
            this.held.set(id, new Set([one]));
        else
            all.add(one);
        return () => this.release(one);
    }
    release(one) {
        const all = this.held.get(one.upstream.id);
        if (all?.delete(one) === true && all.size === 0)
            this.held.delete(one.upstream.id);
    }
    hear(changes) {
        for (const { ids } of changes) {
            if (ids === null)
                this.wanted = null;
            else
                for (const id of ids)
                    this.wanted?.add(id);
        }
        void this.look();
    }
    /** One look at a time; what cannot be asked about now is asked about at the next. */
    async look() {
        if (this.looking)
            return;
        this.looking = true;
        try {
            while (this.wanted === null || this.wanted.size > 0) {
                const ids = [...(this.wanted ?? this.held.keys())].filter((id) => this.held.has(id));
                this.wanted = new Set();
                // Those that come while we ask may know better than the answer.
                const asked = ids.flatMap((id) => [...(this.held.get(id) ?? [])]);
                if (asked.length > 0)
                    this.compare(asked, await this.upstreams.states(ids));
            }
        }
        catch (err) {
            this.wanted = null;
            this.log.warn('gate.upstreams_unchecked', { err });
        }
        finally {
            this.looking = false;
        }
    }
    compare(asked, states) {
        const known = new Map(states.map((state) => [state.id, state]));
        for (const one of asked) {
            const reason = endingOf(one, known.get(one.upstream.id));
            // What has ended meanwhile of its own accord is not ended again.
            if (reason === null || this.held.get(one.upstream.id)?.has(one) !== true)
                continue;
            this.release(one);
            one.end(reason);
        }
    }
};
LiveUpstreams = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ChangeFeed,
        Upstreams,
        Log])
], LiveUpstreams);
export { LiveUpstreams };
function endingOf({ upstream, listens }, now) {
    if (now?.status !== 'active')
        return new Problem(503, 'This server is switched off.');
    const isSame = now.policyVersion === upstream.policyVersion && now.updatedAt.getTime() === upstream.updatedAt.getTime();
    return isSame || !listens() ? null : changedMeanwhile();
}
//# sourceMappingURL=live-upstreams.js.map