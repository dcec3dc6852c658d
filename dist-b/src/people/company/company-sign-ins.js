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
import { Evidence } from '../../audit/evidence.contract.js';
import { queryForm } from '../../http/form.js';
import { contextOf } from '../../http/request-context.js';
import { seeOther } from '../../http/see-other.js';
import { CALLBACK_PATH } from '../../identity/sign-in-providers/sign-in-provider.view.js';
import { Log } from '../../kernel/log.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { CompanyEntry } from './company-entry.js';
import { CompanyPages } from './company-pages.js';
import { CompanyRequests } from './company-requests.js';
import { UpstreamRefused } from './upstream-refused.js';
/** Sends people to their company's provider, and lets them in when they come back. */
let CompanySignIns = class CompanySignIns {
    requests;
    entry;
    pages;
    evidence;
    log;
    constructor(requests, entry, pages, evidence, log) {
        this.requests = requests;
        this.entry = entry;
        this.pages = pages;
        this.evidence = evidence;
        this.log = log;
    }
    /**
     * @param place where the person goes on, and what is asked of their sign-in
     * @returns whether the answer is given; not when the provider has moved, so that a page must be shown which lets its
     *   form lead there
     */
    async begin(request, response, slug, place) {
        const provider = await this.require(slug);
        const { next, asks = {} } = place;
        try {
            const location = await this.requests.begin(request, response, provider, {
                next,
                asks,
                redirectUri: redirectUriOf(request, provider),
            });
            if (location === null)
                return false;
            seeOther(response, location);
        }
        catch (error) {
            if (!(error instanceof UpstreamRefused))
                throw error;
            await this.refuse(request, response, { provider, next, reason: error.reason, code: error.code });
        }
        return true;
    }
    /** The person came back, with what the provider said. @throws PageRefusal when they were not sent from this browser */
    async finish(request, response, slug) {
        const provider = await this.require(slug);
        const state = queryForm(request).one('state') ?? '';
        const pending = await this.requests.take(request, response, provider, state);
        if (pending === null)
            throw cannotGoOn();
        const outcome = await this.outcome(request, response, provider, { state, pending });
        if (outcome === null)
            return seeOther(response, pending.next);
        await this.refuse(request, response, { provider, next: pending.next, ...outcome });
    }
    async outcome(request, response, provider, { state, pending }) {
        const at = request.url.indexOf('?');
        const answered = new URL(redirectUriOf(request, provider) + request.url.slice(at));
        try {
            const claims = await this.requests.claims(provider, state, answered);
            const reason = await this.entry.open(request, response, { provider, claims, notBefore: pending.notBefore });
            return reason === null ? null : { reason };
        }
        catch (error) {
            if (!(error instanceof UpstreamRefused))
                throw error;
            return { reason: error.reason, code: error.code };
        }
    }
    async refuse(request, response, of) {
        const { provider, next, reason, code } = of;
        const { slug, name } = provider;
        this.log.warn('company_sign_in.refused', { provider: slug, reason, ...(code === undefined ? {} : { code }) });
        await this.evidence.record({ kind: 'sign_in.refused', decision: 'deny', reason, detail: { provider: slug } });
        this.pages.refuse(request, response, { reason, name, next });
    }
    async require(slug) {
        const provider = await this.requests.find(slug);
        if (provider !== null)
            return provider;
        throw new PageRefusal(404, 'There is no such way to sign in', 'It may have been switched off. Go back and choose.');
    }
};
CompanySignIns = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [CompanyRequests,
        CompanyEntry,
        CompanyPages,
        Evidence,
        Log])
], CompanySignIns);
export { CompanySignIns };
/** Each provider has its own, so that none can pass on another's answer (OAuth 2.1 §7.14). */
function redirectUriOf(request, { slug }) {
    return `${contextOf(request).base}${CALLBACK_PATH}/${slug}`;
}
/** One answer, whatever the reason: whoever holds a stolen answer learns nothing from it. */
function cannotGoOn() {
    return new PageRefusal(400, 'This sign-in cannot go on', 'It has expired, was finished already, or began in another browser. Go back to where you came from and start again.');
}
//# sourceMappingURL=company-sign-ins.js.map