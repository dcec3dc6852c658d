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
import { parsedUrl } from '../kernel/parsed-url.js';
import { Settings } from '../settings/settings.js';
import { DocumentAddressRule } from './address-rule.js';
import { FetchRefused, shown } from './fetch-refused.js';
import { HostNames } from './host-names.js';
import { Lanes } from './lanes.js';
/** Milliseconds for the lookup of a name. */
const LONGEST = 3_000;
/** No parser reads it in another way than ours: no blanks, backslashes, users, fragments or letters beyond ASCII. */
const PLAIN = /^https:\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?(?:[/?][\x21\x22\x24-\x5b\x5d-\x7e]*)?$/i;
/**
 * Judges URLs that somebody else's server would call for a caller of ours, by the rule for what we fetch ourselves. Nothing
 * is fetched, and the name may mean something else when it is called: it is a vetting, not a guard.
 */
let CallbackUrls = class CallbackUrls {
    names;
    rule;
    lanes = new Lanes();
    constructor(settings, names) {
        this.names = names;
        this.rule = new DocumentAddressRule(settings.OUTBOUND_NETWORKS);
    }
    /** @returns why the URL is refused, for logs alone: told to the caller it would map our network; null when it is admitted */
    async fault(text) {
        const url = typeof text === 'string' && text.length <= 2048 ? plainUrl(text) : null;
        if (url === null)
            return 'it is not a plain https URL';
        const host = url.hostname.replace(/^\[|\]$/g, '');
        if (isIP(host) !== 0)
            return this.rule.refuses(host);
        try {
            const deadline = AbortSignal.timeout(LONGEST);
            const addresses = await this.lanes.run(url, deadline, () => this.addresses(host));
            // One that is refused is enough: nobody knows which of them the agent would dial.
            const faults = addresses.map(({ address }) => this.rule.refuses(address)).filter((fault) => fault !== null);
            return addresses.length === 0 ? `${shown(url)} has no address` : (faults[0] ?? null);
        }
        catch (error) {
            return faultOf(url, error);
        }
    }
    addresses(host) {
        return new Promise((resolve, reject) => {
            this.names.resolve(host, { all: true }, (error, addresses) => {
                if (error)
                    reject(error);
                else
                    resolve(addresses);
            });
        });
    }
};
CallbackUrls = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Settings,
        HostNames])
], CallbackUrls);
export { CallbackUrls };
/** A host that a parser would have to make another of, such as `0x7f.1`, is none. */
function plainUrl(text) {
    const [, host, port = ''] = PLAIN.exec(text) ?? [];
    const url = host === undefined ? null : parsedUrl(text);
    if (url === null || host === undefined)
        return null;
    const written = host.toLowerCase();
    return url.hostname === written && url.port === (port === ':443' ? '' : port.slice(1)) ? url : null;
}
/** What could not be found out is refused; a mistake of ours is none of these. */
function faultOf(url, error) {
    if (error instanceof FetchRefused)
        return error.message;
    const { name, code } = error;
    if (name === 'TimeoutError' || typeof code === 'string')
        return `${shown(url)} could not be looked up (${code ?? name})`;
    throw error;
}
//# sourceMappingURL=callback-urls.js.map