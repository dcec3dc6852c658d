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
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { GuardedFetch } from '../../outbound/guarded-fetch.js';
import { readMetadata } from './sign-in-provider.rules.js';
/** Milliseconds for which metadata is believed without asking again. */
const FRESH = 600_000;
/** Where a provider's endpoints are, as it says itself (OpenID Connect Discovery §4): of 100 providers, for ten minutes. */
let ProviderDiscovery = class ProviderDiscovery {
    fetch;
    clock;
    known = new LRUCache({
        max: 100,
    });
    constructor(fetch, clock) {
        this.fetch = fetch;
        this.clock = clock;
    }
    /** @throws FetchRefused when it cannot be had, or says what does not go together */
    async of(issuer) {
        const known = this.known.get(issuer);
        return known !== undefined && this.clock.now() < known.at + FRESH ? known.metadata : this.anew(issuer);
    }
    /** The same, asked now. @throws FetchRefused */
    async anew(issuer) {
        const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
        const metadata = readMetadata(await this.fetch.json(address), issuer);
        if (typeof metadata === 'string')
            throw new FetchRefused(address, metadata);
        this.known.set(issuer, { at: this.clock.now(), metadata });
        return metadata;
    }
};
ProviderDiscovery = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [GuardedFetch,
        Clock])
], ProviderDiscovery);
export { ProviderDiscovery };
//# sourceMappingURL=provider-discovery.js.map