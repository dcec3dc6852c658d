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
import { randomInt } from 'node:crypto';
import { Metrics } from '../../http/metrics.js';
import { spenderOf } from '../../kernel/caller.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Problem } from '../../kernel/problem.js';
import { CircuitBreaker } from './circuit-breaker.rules.js';
/** Calls in flight whose answer is no event stream, and open event streams, for each upstream and process. */
const CONCURRENT = 256;
const STREAMS = 10_000;
/** The part of a limit that one client, device or person alone may take: nobody can shut out all others. */
const SHARE_OF_ONE = 0.75;
/** How many of a kind there are, together and for each of those whose calls they are. */
class Tally {
    total = 0;
    shares = new Map();
    isFull(limit, whose) {
        const most = Math.ceil(limit * SHARE_OF_ONE);
        return this.total >= limit || whose.some((one) => (this.shares.get(one) ?? 0) >= most);
    }
    add(whose, count) {
        this.total += count;
        for (const one of whose) {
            const share = (this.shares.get(one) ?? 0) + count;
            if (share > 0)
                this.shares.set(one, share);
            else
                this.shares.delete(one);
        }
    }
}
/** All devices are one client by name; a person may have several clients, and a client several persons. */
function sharesOf(caller) {
    return [`spender ${spenderOf(caller)}`, `person ${personOf(caller)}`];
}
function personOf({ userId, claims }) {
    return userId ?? claims.sub;
}
/** One call on its way to an upstream; it says how it went, and that it has ended. */
export class Passage {
    traffic;
    caller;
    clock;
    log;
    held;
    turn;
    whose;
    constructor(traffic, caller, clock, log) {
        this.traffic = traffic;
        this.caller = caller;
        this.clock = clock;
        this.log = log;
        this.turn = traffic.breaker.turn;
        this.whose = sharesOf(caller);
        this.held = traffic.calls;
        this.held.add(this.whose, 1);
    }
    /** The server gave an answer, of whatever status. @param isStream an event stream, which is counted apart */
    answered(isStream) {
        const { breaker, streams, name } = this.traffic;
        if (breaker.answered(this.clock.now()))
            this.log.info('gate.upstream_up', { server: name });
        if (!isStream || this.held === null)
            return;
        this.left();
        this.held = streams;
        this.held.add(this.whose, 1);
    }
    failed(fault, code) {
        const { breaker, name } = this.traffic;
        const wait = breaker.failed(this.turn, fault, personOf(this.caller), code, this.clock.now());
        if (wait !== null)
            this.log.warn('gate.upstream_down', { server: name, code, wait });
    }
    /** It has ended, whatever became of it; a second time changes nothing. */
    left() {
        this.held?.add(this.whose, -1);
        this.held = null;
    }
}
/**
 * What this process knows of its upstreams while it calls them: who is down, and how much is under way. There is no
 * queue: a call that waits was admitted and decided on at a time that passes, and its client is told when to come back.
 */
let UpstreamTraffic = class UpstreamTraffic {
    clock;
    log;
    metrics;
    /** What falls out begins anew: unknown, with nothing under way. */
    known = new LRUCache({ max: 10_000 });
    constructor(clock, log, metrics) {
        this.clock = clock;
        this.log = log;
        this.metrics = metrics;
        const labels = ['kind', 'server'];
        const up = () => this.each(({ breaker: { health } }) => (health.status === 'unknown' ? null : Number(health.status === 'up')));
        metrics.gauge('gatehouse_upstream_up', 'Whether the server answered this process, or is not called.', labels, up, 'min');
        metrics.gauge('gatehouse_upstream_calls', 'Calls in flight that are no open event streams.', labels, () => this.each(({ calls }) => calls.total));
        metrics.gauge('gatehouse_upstream_streams', 'Open event streams.', labels, () => this.each(({ streams }) => streams.total));
    }
    /**
     * @param mayStream whether the answer may be an event stream
     * @throws Problem 503 while the server is down, or has as much to do as it may have
     */
    enter(upstream, caller, mayStream) {
        const traffic = this.of(upstream);
        const { concurrent = CONCURRENT, streams = STREAMS } = upstream.limits;
        const whose = sharesOf(caller);
        if (traffic.calls.isFull(concurrent, whose)) {
            throw this.refusal(upstream, 'concurrent', 'The server has too many calls under way.', 1_000);
        }
        // Before it is known whether the answer is one: a call whose answer could not be told must not be made.
        if (mayStream && traffic.streams.isFull(streams, whose)) {
            throw this.refusal(upstream, 'streams', 'The server has too many open event streams.', 1_000);
        }
        const wait = traffic.breaker.wait(this.clock.now(), personOf(caller));
        if (wait > 0)
            throw this.refusal(upstream, 'down', 'The server could not be reached lately.', wait);
        return new Passage(traffic, caller, this.clock, this.log);
    }
    /** As far as this process knows; another replica may know otherwise. */
    healthOf({ id, url }) {
        const known = this.known.peek(id);
        return known !== undefined && isAt(known.origin, url)
            ? known.breaker.health
            : { status: 'unknown', since: null, lastError: null };
    }
    refusal({ kind, name }, reason, text, wait) {
        this.metrics.upstreamRefused(kind, name, reason);
        return new Problem(503, text, [], { 'retry-after': String(Math.ceil(wait / 1000)) });
    }
    of({ id, kind, name, url }) {
        const known = this.known.get(id);
        if (known !== undefined && isAt(known.origin, url))
            return known;
        // At another origin is another server; what is under way there still ends.
        const { calls, streams } = known ?? { calls: new Tally(), streams: new Tally() };
        const [origin] = /^[^/]*\/\/[^/?]*/.exec(url) ?? [url];
        const traffic = { kind, name, origin, calls, streams, breaker: new CircuitBreaker(jitter) };
        this.known.set(id, traffic);
        return traffic;
    }
    each(value) {
        return [...this.known.values()].flatMap((traffic) => {
            const measured = value(traffic);
            return measured === null ? [] : [{ labels: { kind: traffic.kind, server: traffic.name }, value: measured }];
        });
    }
};
UpstreamTraffic = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Clock,
        Log,
        Metrics])
], UpstreamTraffic);
export { UpstreamTraffic };
/** Without parsing the URL at every call. */
function isAt(origin, url) {
    return url.startsWith(origin) && (url.length === origin.length || '/?'.includes(url.charAt(origin.length)));
}
function jitter() {
    return randomInt(1_001) / 1_000;
}
//# sourceMappingURL=upstream-traffic.js.map