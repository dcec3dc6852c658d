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
import { CompanySignInStore, } from '../../identity/sign-in-providers/company-sign-in.store.js';
import { SignInProviderStore } from '../../identity/sign-in-providers/sign-in-provider.store.js';
import { Clock } from '../../kernel/clock.js';
import { Browser } from '../browser.js';
import { askedParameters, earliest } from './upstream-asks.rules.js';
import { UpstreamExchange } from './upstream-exchange.js';
/** Requests to providers, each tied to the browser that made it and good for one answer. */
let CompanyRequests = class CompanyRequests {
    providers;
    store;
    upstream;
    browser;
    clock;
    constructor(providers, store, upstream, browser, clock) {
        this.providers = providers;
        this.store = store;
        this.upstream = upstream;
        this.browser = browser;
        this.clock = clock;
    }
    find(slug) {
        return this.providers.findActive(slug);
    }
    /**
     * @returns the URL at the provider; null when that is no longer where the page said that its form may lead
     * @throws UpstreamRefused
     */
    async begin(request, response, provider, { next, asks, redirectUri }) {
        const notBefore = earliest(asks, this.clock.now());
        const browser = this.browserOf(request, response);
        const secrets = await this.store.insert(provider.id, browser, { next, notBefore });
        const asked = askedParameters(asks, provider);
        const { url, authorizationEndpoint } = await this.upstream.request(provider, secrets, { redirectUri, asked });
        if (new URL(authorizationEndpoint).origin === new URL(provider.authorizationEndpoint).origin)
            return url;
        await this.providers.noteEndpoint(provider, authorizationEndpoint);
        return null;
    }
    /** Spends the state, if it is of this provider and this browser. */
    async take(request, response, provider, state) {
        if (!/^[A-Za-z0-9_-]{43}$/.test(state))
            return null;
        return this.store.take(state, provider.id, this.browserOf(request, response));
    }
    /** @throws UpstreamRefused */
    claims(provider, state, answered) {
        return this.upstream.claims(provider, this.store.secretsOf(state), answered);
    }
    browserOf(request, response) {
        return this.browser.hash(this.browser.secret(request, response));
    }
};
CompanyRequests = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SignInProviderStore,
        CompanySignInStore,
        UpstreamExchange,
        Browser,
        Clock])
], CompanyRequests);
export { CompanyRequests };
//# sourceMappingURL=company-requests.js.map