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
import { Clock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';
import { FetchRefused } from './fetch-refused.js';
import { GuardedFetch } from './guarded-fetch.js';
import { RemoteKeySet } from './remote-key-set.js';
import { parsedUrl } from '../kernel/parsed-url.js';
/**
 * The key sets that clients and issuers publish, each fetched through {@link GuardedFetch}: of 500 URLs that administrators
 * named, and of 500 that anybody could have, lest these push out the others.
 */
let RemoteKeys = class RemoteKeys {
    fetch;
    clock;
    log;
    sets = new LRUCache({ max: 500 });
    setsOfStrangers = new LRUCache({ max: 500 });
    constructor(fetch, clock, log) {
        this.fetch = fetch;
        this.clock = clock;
        this.log = log;
    }
    /**
     * What finds the key of a token in the set at a URL; to be given to jose.
     * It throws jose's JWKSNoMatchingKey for a key that the set does not have, and FetchRefused when the set cannot be had:
     * then nothing is known of the token.
     * @throws FetchRefused when the text is not a URL
     */
    of(url, { ofStranger = false } = {}) {
        const parsed = parsedUrl(url);
        if (parsed === null)
            throw new FetchRefused('A key set', 'its address is not a URL');
        const { href } = parsed;
        const sets = ofStranger ? this.setsOfStrangers : this.sets;
        const known = sets.get(href);
        if (known !== undefined)
            return known.find;
        const made = new RemoteKeySet(parsed, this.fetch, this.clock, this.log, ofStranger);
        sets.set(href, made);
        return made.find;
    }
};
RemoteKeys = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [GuardedFetch,
        Clock,
        Log])
], RemoteKeys);
export { RemoteKeys };
//# sourceMappingURL=remote-keys.js.map