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
import { isIP } from 'node:net';
import { createSecureContext, rootCertificates } from 'node:tls';
import { buildConnector } from 'undici';
import { parsedUrl } from '../kernel/parsed-url.js';
import { Settings } from '../settings/settings.js';
import { EndpointAddressRule, isLoopback } from './address-rule.js';
import { boundedExchange, NotAdmitted, refusalFor } from './bounded-exchange.js';
import { checkedLookup } from './checked-lookup.js';
import { FetchRefused, shown } from './fetch-refused.js';
import { HostNames } from './host-names.js';
import { Lanes } from './lanes.js';
/** Milliseconds for all of it: waiting for room, resolving, connecting, headers and body. */
export const LONGEST_POST = 5_000;
/** Bytes. */
const LARGEST = 64 * 1024;
/**
 * Sends a form with a secret to an endpoint that an administrator registered, such as a token endpoint: over https, or over
 * http to this machine alone; to addresses that {@link EndpointAddressRule} admits; nothing followed or kept.
 */
let FormPost = class FormPost {
    names;
    secure;
    plain;
    connectors;
    lanes = new Lanes({ overall: 64, ofOneHost: 16, most: 1_000 });
    constructor(settings, names) {
        this.names = names;
        const rule = new EndpointAddressRule(settings);
        this.secure = (address) => rule.refuses(address);
        this.plain = (address) => (isLoopback(address) ? rule.refuses(address) : `${address} is not this machine`);
        const authorities = settings.OUTBOUND_CA_FILE;
        const trusted = authorities && createSecureContext({ ca: [...rootCertificates, authorities] });
        this.connectors = {
            'https:': this.connector(this.secure, trusted ? { secureContext: trusted } : {}),
            'http:': this.connector(this.plain, {}),
        };
    }
    /** @throws FetchRefused for anything but a whole answer that is no redirection */
    async send(url, form, headers) {
        const { target, connect } = this.admitted(url);
        const deadline = AbortSignal.timeout(LONGEST_POST);
        const asked = {
            method: 'POST',
            headers: { ...headers, accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
            body: form.toString(),
        };
        try {
            return await this.lanes.run(target, deadline, () => boundedExchange(target, asked, { connect, largest: LARGEST, signal: deadline }));
        }
        catch (error) {
            throw refusalFor(target, error, LONGEST_POST);
        }
    }
    admitted(url) {
        const target = parsedUrl(url);
        if (target === null)
            throw new FetchRefused('An address', 'it is not a URL');
        const connect = this.connectors[target.protocol];
        if (connect === undefined)
            throw new FetchRefused(shown(target), 'it is neither https nor http');
        // An address is never looked up, so that it must be checked here.
        const host = target.hostname.replace(/^\[|\]$/g, '');
        const refuses = target.protocol === 'https:' ? this.secure : this.plain;
        const fault = isIP(host) === 0 ? null : refuses(host);
        if (fault !== null)
            throw new FetchRefused(shown(target), fault);
        return { target, connect };
    }
    connector(refuses, more) {
        return buildConnector({
            lookup: checkedLookup(refuses, (reason) => new NotAdmitted(reason), this.names.resolve),
            timeout: LONGEST_POST,
            // A resumed session would not be asked for its certificate again.
            maxCachedSessions: 0,
            ...more,
        });
    }
};
FormPost = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Settings,
        HostNames])
], FormPost);
export { FormPost };
//# sourceMappingURL=form-post.js.map