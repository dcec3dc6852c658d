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
import { CallerVerifier } from '../http/access.js';
import { Metrics } from '../http/metrics.js';
import { Clock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';
/** Milliseconds between two looks at everything: what ends by time alone is told by nobody, and what was told may be lost. */
const LOOK = 2_000;
/** Milliseconds after which everything ends whose session could not be asked about. */
const BLIND = 30_000;
/** Changes that are waited with while nobody can be asked; more are taken as one that may concern everybody. */
const MOST_HEARD = 1_000;
/** Milliseconds after a change in which whoever was being admitted is held at last. */
const ADMISSION = 100;
/**
 * Ends what goes on by a session's authority when the session may no longer act: calls that wait, streams that run, and
 * credentials that are kept for it. A call is admitted once; a stream goes on for hours.
 */
let LiveAuthority = class LiveAuthority {
    feed;
    verifier;
    metrics;
    clock;
    log;
    held = new Map();
    heard = [];
    everything = false;
    /** On the scale of performance.now(); undefined when there is no look under way. */
    lookingSince;
    timer;
    lastLook = 0;
    constructor(feed, verifier, metrics, clock, log) {
        this.feed = feed;
        this.verifier = verifier;
        this.metrics = metrics;
        this.clock = clock;
        this.log = log;
    }
    onApplicationBootstrap() {
        this.lastLook = this.clock.now();
        this.feed.on('sessions', (changes) => this.hear(changes));
        this.timer = setInterval(() => {
            this.everything = true;
            void this.look();
            // A question that is never answered is no answer.
            if (performance.now() - (this.lookingSince ?? Infinity) > BLIND)
                this.endAll();
        }, LOOK).unref();
    }
    onApplicationShutdown() {
        clearInterval(this.timer);
    }
    /**
     * @param end is called once at most, when the session ends, or nobody can tell whether it has. It does not throw. A cache
     *   that keeps something for a session (such as a token of an upstream) forgets it then
     * @returns what to call when there is nothing to end any more
     */
    hold(sid, end) {
        // As a thing of its own: the same function may be held twice.
        const entry = (ending) => end(ending);
        const entries = this.held.get(sid);
        if (entries === undefined)
            this.held.set(sid, new Set([entry]));
        else
            entries.add(entry);
        return () => this.release(sid, entry);
    }
    release(sid, entry) {
        const entries = this.held.get(sid);
        if (entries?.delete(entry) === true && entries.size === 0)
            this.held.delete(sid);
    }
    hear(changes) {
        this.heard.push(...changes);
        void this.look();
        // Whoever was asked about before the change, and is held only after this look, is met by another one.
        setTimeout(() => {
            this.heard.push(...changes);
            void this.look();
        }, ADMISSION).unref();
    }
    /** One look at a time: what is heard meanwhile is looked at together, however much it is. */
    async look() {
        if (this.lookingSince !== undefined)
            return;
        this.lookingSince = performance.now();
        let changes = [];
        try {
            while (this.everything || this.heard.length > 0) {
                const asked = this.clock.now();
                changes = this.heard.splice(0);
                const whole = this.everything;
                this.everything = false;
                const wanted = this.concerned(whole, changes);
                for (const sid of wanted.length === 0 ? [] : await this.verifier.closed(wanted))
                    this.end(sid, 'closed', changes);
                if (whole)
                    this.lastLook = asked;
            }
        }
        catch (err) {
            this.log.warn('gate.authority_unchecked', { err });
            this.heard = few([...changes, ...this.heard]);
            // What cannot be shown to be live is not served (architecture rule 7).
            if (this.clock.now() - this.lastLook > BLIND)
                this.endAll();
        }
        finally {
            this.lookingSince = undefined;
        }
    }
    /** Of the sessions for which something is held, those that a change may have ended. */
    concerned(whole, changes) {
        if (this.held.size === 0)
            return [];
        if (whole || changes.some(({ ids }) => ids === null))
            return [...this.held.keys()];
        return [...new Set(changes.flatMap(({ ids }) => ids ?? []))].filter((sid) => this.held.has(sid));
    }
    endAll() {
        for (const sid of [...this.held.keys()])
            this.end(sid, 'unknown', []);
    }
    end(sid, ending, changes) {
        const entries = this.held.get(sid);
        if (entries === undefined)
            return;
        this.held.delete(sid);
        this.log.info('gate.authority_ended', { sid, ending, ended: entries.size });
        for (const end of entries)
            end(ending);
        const since = changes.find(({ ids }) => ids?.includes(sid) === true)?.since ?? oldest(changes);
        if (since !== null)
            this.metrics.revocationEnforced((performance.now() - since) / 1000);
    }
};
LiveAuthority = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ChangeFeed,
        CallerVerifier,
        Metrics,
        Clock,
        Log])
], LiveAuthority);
export { LiveAuthority };
function few(changes) {
    return changes.length > MOST_HEARD ? [{ ids: null, since: null }] : [...changes];
}
/** When the first of those changes was made that may concern everybody; null when there is none, or nobody knows. */
function oldest(changes) {
    const times = changes.flatMap(({ ids, since }) => (ids === null && since !== null ? [since] : []));
    return times.length === 0 ? null : Math.min(...times);
}
//# sourceMappingURL=live-authority.js.map