var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectThrottlerOptions, InjectThrottlerStorage, ThrottlerGuard, } from '@nestjs/throttler';
import { LRUCache } from 'lru-cache';
import { Clock } from '../kernel/clock.js';
import { Problem, TooManyRequests } from '../kernel/problem.js';
import { addressKey } from '../kernel/trusted-proxies.js';
import { Settings } from '../settings/settings.js';
import { LIMIT } from './declared-access.js';
import { contextOf } from './request-context.js';
import { SharedLimits } from './shared-limits.js';
/**
 * Generic cell rate algorithm: after a burst of `limit`, one request every `ttl / limit`, and one number for each key.
 * A refused request costs nothing, so that a caller who waits as told is admitted.
 */
class CellRates {
    /** The time at which a key's requests are paid for; the least recently seen keys are forgotten first. */
    paidUntil = new LRUCache({ max: 100_000 });
    /** What one request now comes to; nothing is spent. */
    weigh({ id, price, ttl }, now) {
        const owed = this.owed(id, ttl, now);
        const wait = owed + price - ttl;
        // A millionth of a price forgives the rounding of many additions.
        return { isBlocked: wait > price / 1_000_000, owed, wait };
    }
    /** One request that was admitted at that time. */
    charge({ id, price, ttl }, now) {
        this.paidUntil.set(id, now + this.owed(id, ttl, now) + price);
    }
    /** Never more than a burst, nor later: a clock that was put back would lock out whoever came before for as long. */
    owed(id, ttl, now) {
        const owed = Math.max((this.paidUntil.get(id) ?? now) - now, 0);
        if (owed <= ttl)
            return owed;
        this.paidUntil.set(id, now + ttl);
        return ttl;
    }
}
/** Counted by each replica for itself: to look into Redis would take longer than to answer. */
const OWN = ['LIMIT_PUBLIC'];
/** Refused while nobody can say how often was asked: whoever guesses may not gain by an outage. */
const CLOSED = ['LIMIT_SIGN_IN'];
/** Where limits are counted: in this process; with `REDIS_URL` together with the other replicas, too. */
let LimitStorage = class LimitStorage {
    shared;
    clock;
    own = new CellRates();
    constructor(shared, clock) {
        this.shared = shared;
        this.clock = clock;
    }
    /** @throws Problem 503 while limits of sign-in cannot be counted */
    async increment(key, ttl, limit, _block, name) {
        const here = this.incrementHere(key, ttl, limit, name);
        if (here !== null)
            return here;
        const now = this.clock.now();
        const purse = purseOf(key, ttl, limit, name);
        const together = await this.shared.spend(name, key, { count: limit, seconds: ttl / 1000 });
        if (together === null && CLOSED.includes(name))
            throw uncounted();
        // Others may have been admitted here meanwhile.
        return this.spent(purse, now, together ?? this.own.weigh(purse, now));
    }
    /** The same at once. @returns null, and nothing is spent, when the other replicas must be asked */
    incrementHere(key, ttl, limit, name) {
        const now = this.clock.now();
        const purse = purseOf(key, ttl, limit, name);
        const weighed = this.own.weigh(purse, now);
        // What this replica admitted by itself is already too much: nobody else needs to be asked.
        const decided = weighed.isBlocked || !this.shared.isUsed || OWN.includes(name);
        return decided ? this.spent(purse, now, weighed) : null;
    }
    spent(purse, now, { isBlocked, owed, wait }) {
        if (!isBlocked)
            this.own.charge(purse, now);
        return {
            totalHits: Math.ceil(owed / purse.price) + 1,
            timeToExpire: Math.ceil(owed / 1000),
            isBlocked,
            timeToBlockExpire: Math.max(1, Math.ceil(wait / 1000)),
        };
    }
};
LimitStorage = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SharedLimits,
        Clock])
], LimitStorage);
export { LimitStorage };
function purseOf(key, ttl, limit, name) {
    return { id: `${name}:${key}`, price: ttl / limit, ttl };
}
function uncounted() {
    return new Problem(503, 'Signing in is not possible at the moment. Try again soon.', [], { 'retry-after': '2' });
}
/** Limits what one address asks for, before anybody is authenticated; each route names its tier. */
let AddressLimitGuard = class AddressLimitGuard extends ThrottlerGuard {
    storage;
    constructor(options, storage, reflector) {
        super(options, storage, reflector);
        this.storage = storage;
    }
    canActivate(context) {
        const tier = this.reflector.getAllAndOverride(LIMIT, [
            context.getHandler(),
            context.getClass(),
        ]);
        const throttler = this.throttlers.find(({ name }) => name === (tier ?? 'LIMIT_PUBLIC'));
        if (throttler === undefined)
            throw new Error(`no limit tier ${String(tier)}`);
        const key = addressKey(contextOf(context.switchToHttp().getRequest()).address);
        const limit = throttler.limit;
        const ttl = throttler.ttl;
        const here = this.storage.incrementHere(key, ttl, limit, throttler.name);
        if (here?.isBlocked === true)
            throw new TooManyRequests('address', here.timeToBlockExpire);
        // Nest takes an answer at once as well, for which the library's own type leaves no room.
        if (here !== null)
            return true;
        return this.handleRequest({
            context,
            limit,
            ttl,
            throttler,
            blockDuration: 0,
            getTracker: () => Promise.resolve(key),
            generateKey: (_context, tracker) => tracker,
        });
    }
    throwThrottlingException(_context, detail) {
        return Promise.reject(new TooManyRequests('address', detail.timeToBlockExpire));
    }
};
AddressLimitGuard = __decorate([
    Injectable(),
    __param(0, InjectThrottlerOptions()),
    __param(1, InjectThrottlerStorage()),
    __metadata("design:paramtypes", [Object, LimitStorage,
        Reflector])
], AddressLimitGuard);
export { AddressLimitGuard };
/** Limits what one client asks for, once it is authenticated: nobody can lock out somebody else's client_id. */
let ClientLimits = class ClientLimits {
    storage;
    settings;
    constructor(storage, settings) {
        this.storage = storage;
        this.settings = settings;
    }
    /** @throws TooManyRequests when the client's share is used up; at once, when nobody else needs to be asked */
    spend(tier, clientId) {
        const { count, seconds } = this.settings[tier];
        const here = this.storage.incrementHere(clientId, seconds * 1000, count, tier);
        if (here !== null)
            return admit(here);
        return this.storage.increment(clientId, seconds * 1000, count, 0, tier).then(admit);
    }
};
ClientLimits = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [LimitStorage,
        Settings])
], ClientLimits);
export { ClientLimits };
function admit(spent) {
    if (spent.isBlocked)
        throw new TooManyRequests('client', spent.timeToBlockExpire);
}
//# sourceMappingURL=limits.js.map