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
import { Log } from '../kernel/log.js';
import { keyedHash } from '../kernel/one-time-secret.js';
import { Secrets } from '../settings/secrets.js';
import { Settings } from '../settings/settings.js';
import { Metrics } from './metrics.js';
import { RedisLine, UselessAnswer } from './redis-line.js';
/** Milliseconds between two looks at a Redis that is there, by which its absence is seen before somebody needs it. */
const LOOK_MS = 5000;
/** The same, of one that is away. */
const RETRY_MS = 1000;
const PROBE = { count: 1_000_000, seconds: 1 };
/**
 * The limits that all replicas count together, in Redis or Valkey. While it is away nobody waits for it: it is left alone
 * until a look of our own finds it writing again.
 */
let SharedLimits = class SharedLimits {
    settings;
    log;
    key;
    line;
    timer;
    looking;
    told = 'nothing';
    stopped = false;
    constructor(settings, log, secrets, metrics) {
        this.settings = settings;
        this.log = log;
        // Two Gatehouses on one Redis do not meet, and no address of anybody is in it.
        this.key = secrets.key(`limits ${settings.PUBLIC_URL}`);
        if (!this.isUsed)
            return;
        const help = 'Processes that count limits together with the other replicas: 0 of one that counts alone.';
        metrics.gauge('gatehouse_limits_shared', help, [], () => [{ labels: {}, value: this.isHere ? 1 : 0 }]);
    }
    /** Whether there is a `REDIS_URL`. */
    get isUsed() {
        return this.settings.REDIS_URL !== undefined;
    }
    get isHere() {
        return this.line !== undefined;
    }
    async onModuleInit() {
        if (this.isUsed)
            await this.look();
    }
    async onApplicationShutdown() {
        this.stopped = true;
        clearTimeout(this.timer);
        this.line?.close();
        await this.looking;
    }
    /** Counts one request, unless it is refused. @returns null when nobody can say how many there were */
    async spend(tier, key, rate) {
        const line = this.line;
        if (line === undefined)
            return null;
        try {
            return await this.ask(line, tier, key, rate);
        }
        catch (error) {
            this.lose(line, error);
            return null;
        }
    }
    async ask(line, tier, key, { count, seconds }) {
        const name = keyedHash(this.key, key).toString('base64url');
        const burst = seconds * 1_000_000;
        const { refused, owed, wait } = await line.spend(`gatehouse:limit:${tier}:${name}`, burst / count, burst);
        return { isBlocked: refused, owed: owed / 1000, wait: wait / 1000 };
    }
    lose(line, reason) {
        line.close();
        if (this.line !== line || this.stopped)
            return;
        this.line = undefined;
        this.tell('away', reason);
        // Redis closes connections that it has no fault to find with, too: it may be here again at once. One that can look
        // but not count would be connected to by every request.
        this.next(reason instanceof UselessAnswer ? RETRY_MS : 0);
    }
    next(milliseconds) {
        clearTimeout(this.timer);
        if (!this.stopped)
            this.timer = setTimeout(() => void this.look(), milliseconds).unref();
    }
    look() {
        this.looking ??= this.looked().finally(() => {
            this.looking = undefined;
            this.next(this.isHere ? LOOK_MS : RETRY_MS);
        });
        return this.looking;
    }
    /** By the same script, as it writes: a replica that is read-only, or has no memory left, is of no use. */
    async looked() {
        const known = this.line;
        const line = known ?? new RedisLine(this.settings.REDIS_URL, (...lost) => this.lose(...lost));
        try {
            if (known === undefined)
                await line.open();
            await this.ask(line, 'look', '', PROBE);
            if (this.stopped)
                return line.close();
            this.line = line;
            this.tell('here');
        }
        catch (error) {
            line.close();
            this.line = undefined;
            this.tell('away', error);
        }
    }
    tell(state, reason) {
        if (this.told === state || this.stopped)
            return;
        if (state === 'away')
            this.log.warn('limits.shared_away', { reason: reason?.message.slice(0, 200) });
        else
            this.log.info(this.told === 'nothing' ? 'limits.shared' : 'limits.shared_back');
        this.told = state;
    }
};
SharedLimits = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Settings,
        Log,
        Secrets,
        Metrics])
], SharedLimits);
export { SharedLimits };
//# sourceMappingURL=shared-limits.js.map