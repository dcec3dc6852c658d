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
import { Log } from '../kernel/log.js';
import { parseStrictJson, StrictJsonError } from '../kernel/strict-json.js';
import { Settings } from '../settings/settings.js';
import { DocumentAddressRule } from './address-rule.js';
import { boundedExchange, NotAdmitted, refusalFor } from './bounded-exchange.js';
import { checkedLookup } from './checked-lookup.js';
import { FetchRefused, shown } from './fetch-refused.js';
import { HostNames } from './host-names.js';
import { Lanes, OF_STRANGERS } from './lanes.js';
import { parsedUrl } from '../kernel/parsed-url.js';
/** Milliseconds for all of it: waiting for room, resolving, connecting, headers and body. */
const LONGEST = 5_000;
/** Bytes. */
const LARGEST = 256 * 1024;
/**
 * The one way to a URL that somebody else chose (architecture rule 4): https, addresses of the public internet or
 * OUTBOUND_NETWORKS, nothing followed, kept or sent along, bounded in size, time and number.
 */
let GuardedFetch = class GuardedFetch {
    settings;
    log;
    rule;
    connect;
    lanes = new Lanes();
    /** Hosts that are told something and do not answer must keep no document from being fetched. */
    messageLanes = new Lanes();
    /** Nor may what strangers name. */
    strangersLanes = new Lanes(OF_STRANGERS);
    constructor(settings, log, names) {
        this.settings = settings;
        this.log = log;
        this.rule = new DocumentAddressRule(settings.OUTBOUND_NETWORKS);
        const refuses = (address) => this.rule.refuses(address);
        const authorities = settings.OUTBOUND_CA_FILE;
        this.connect = buildConnector({
            lookup: checkedLookup(refuses, (reason) => new NotAdmitted(reason), names.resolve),
            timeout: LONGEST,
            // A resumed session would not be asked for its certificate again.
            maxCachedSessions: 0,
            ...(authorities && { secureContext: createSecureContext({ ca: [...rootCertificates, authorities] }) }),
        });
    }
    onApplicationBootstrap() {
        const { OUTBOUND_NETWORKS: networks, OUTBOUND_CA_FILE: authorities } = this.settings;
        if (networks.length === 0 && authorities === undefined)
            return;
        this.log.info('outbound.admits', { networks, further_authorities: authorities !== undefined });
    }
    /** @throws FetchRefused for anything but a whole answer that is no redirection */
    async get(url, { accept = '*/*', largest = LARGEST, ofStranger = false } = {}) {
        const lanes = ofStranger ? this.strangersLanes : this.lanes;
        return this.exchange(this.admitted(url), { method: 'GET', headers: { accept } }, largest, lanes);
    }
    /**
     * The same for a protocol that needs more than a document: a form, or a header that proves who asks.
     * @throws FetchRefused for anything but a whole answer that is no redirection
     */
    async send(url, asked, largest = LARGEST) {
        return this.exchange(this.admitted(url), asked, largest, this.lanes);
    }
    async exchange(target, asked, largest, lanes) {
        const deadline = AbortSignal.timeout(LONGEST);
        try {
            return await lanes.run(target, deadline, () => boundedExchange(target, asked, { connect: this.connect, largest, signal: deadline }));
        }
        catch (error) {
            throw refusalFor(target, error, LONGEST);
        }
    }
    /**
     * A JSON document: status 200, a JSON media type, and a text that {@link parseStrictJson} reads.
     * @throws FetchRefused for anything else
     */
    async json(url, wanted = {}) {
        return (await this.document(url, wanted)).value;
    }
    /** The same with the headers that came with it, which say how long it counts. */
    async document(url, { accept = 'application/json', ...wanted } = {}) {
        const target = this.admitted(url);
        const { status, headers, body } = await this.get(target, { accept, ...wanted });
        if (status !== 200)
            throw new FetchRefused(shown(target), `the answer was ${status}`);
        if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
            throw new FetchRefused(shown(target), 'the answer’s content type is not JSON');
        }
        try {
            return { value: parseStrictJson(body), headers };
        }
        catch (error) {
            if (!(error instanceof StrictJsonError))
                throw error;
            throw new FetchRefused(shown(target), `the answer is not JSON: ${error.reason}`);
        }
    }
    /**
     * Tells a host something by a form; what is answered beside the status is not read. Http is admitted for this machine
     * itself, where the administrator has listed its addresses.
     * @throws FetchRefused when there is no answer, or one that leads elsewhere
     */
    async tell(url, form) {
        const headers = { accept: '*/*', 'content-type': 'application/x-www-form-urlencoded' };
        return this.message(this.admitted(url, isOwnMachine), {
            method: 'POST',
            headers,
            body: new URLSearchParams(form).toString(),
        });
    }
    /**
     * The same by a text of whatever kind, over https alone.
     * @throws FetchRefused when there is no answer, or one that leads elsewhere
     */
    async post(url, headers, body) {
        return this.message(this.admitted(url), { method: 'POST', headers, body });
    }
    async message(target, request) {
        const signal = AbortSignal.timeout(LONGEST);
        try {
            const { status } = await this.messageLanes.run(target, signal, () => boundedExchange(target, request, { connect: this.connect, largest: null, signal }));
            return status;
        }
        catch (error) {
            throw refusalFor(target, error, LONGEST);
        }
    }
    /** @param plain whether what is not https may be asked all the same */
    admitted(url, plain = () => false) {
        const target = parsedUrl(String(url));
        if (target === null)
            throw new FetchRefused('An address', 'it is not a URL');
        if (target.protocol !== 'https:' && !plain(target))
            throw new FetchRefused(shown(target), 'it is not https');
        if (target.username !== '' || target.password !== '')
            throw new FetchRefused(shown(target), 'it names a user');
        // An address is never looked up, so that it must be checked here; every spelling of it was made one by the URL.
        const host = target.hostname.replace(/^\[|\]$/g, '');
        const fault = isIP(host) === 0 ? null : this.rule.refuses(host);
        if (fault !== null)
            throw new FetchRefused(shown(target), fault);
        return target;
    }
};
GuardedFetch = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Settings,
        Log,
        HostNames])
], GuardedFetch);
export { GuardedFetch };
function isOwnMachine({ protocol, hostname }) {
    return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
//# sourceMappingURL=guarded-fetch.js.map