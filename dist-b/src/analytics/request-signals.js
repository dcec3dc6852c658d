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
import { contextOf } from '../http/request-context.js';
import { keyedHash } from '../kernel/one-time-secret.js';
import { remembered } from '../kernel/remembered.js';
import { Secrets } from '../settings/secrets.js';
import { Settings } from '../settings/settings.js';
import { Signals } from './analytics.contract.js';
import { addressKey } from '../kernel/trusted-proxies.js';
import { headerText, knownGrant, preferredLocale, referrerHost, utmOf } from './origin.rules.js';
import { placeOf } from './place.rules.js';
import { NO_USER_AGENT, readUserAgent } from './user-agent.js';
const HASH_BYTES = 16;
const NOBODY = { ...NO_USER_AGENT, userAgent: null };
/** Reads signals on the way of every token request. Agents send the same few headers over and over. */
let RequestSignals = class RequestSignals extends Signals {
    settings;
    key;
    raw;
    read = new WeakMap();
    agents = remembered(2000, (text) => this.agentOf(text));
    locales = remembered(1000, preferredLocale);
    /** Of a kind and a text. */
    hashes = remembered(20_000, (told) => this.hash(told));
    constructor(secrets, settings) {
        super();
        this.settings = settings;
        this.key = secrets.key('analytics');
        this.raw = settings.ANALYTICS_ORIGIN === 'raw';
    }
    of(request) {
        const known = this.read.get(request);
        if (known !== undefined)
            return known;
        const origin = this.signals(request);
        this.read.set(request, origin);
        return origin;
    }
    addressHash(address) {
        return this.hashes(`address:${address}`);
    }
    network(address) {
        return this.hashes(`network:${addressKey(address)}`);
    }
    signals(request) {
        const { address } = contextOf(request);
        const { headers } = request;
        const addressHash = this.addressHash(address);
        const fingerprint = headerText(headers['x-fingerprint']);
        const agent = headerText(headers['user-agent']);
        const locale = headerText(headers['accept-language']);
        return {
            addressHash,
            address: this.raw ? address : addressHash,
            network: this.network(address),
            ...(agent === null ? NOBODY : this.agents(agent)),
            locale: locale === null ? null : this.locales(locale),
            referrer: referrerHost(headerText(headers.referer)),
            fingerprint: fingerprint === null ? null : this.hashes(`fingerprint:${fingerprint}`),
            utm: utmOf(request.url ?? ''),
            place: placeOf(this.settings.GEOIP_FILE, address),
            grantType: knownGrant(request.form?.all('grant_type').join(' ')),
        };
    }
    agentOf(text) {
        return { ...readUserAgent(text), userAgent: this.raw ? text : this.hash(`user-agent:${text}`) };
    }
    /** @param told a text with its kind before it, so that a user agent that reads like an address does not hash like one */
    hash(told) {
        return keyedHash(this.key, told).subarray(0, HASH_BYTES).toString('hex');
    }
};
RequestSignals = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        Settings])
], RequestSignals);
export { RequestSignals };
//# sourceMappingURL=request-signals.js.map