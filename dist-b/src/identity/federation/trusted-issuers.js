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
import { Clock } from '../../kernel/clock.js';
import { Settings } from '../../settings/settings.js';
import { foreignChain, mayActFault } from './foreign-claims.rules.js';
import { audienceFault, headerFault, issuerNameOf, readForeignToken, subjectFault, timesFault, typeFault, } from './foreign-token.rules.js';
import { IssuerKeys } from './issuer-keys.js';
import { isIssuerName } from './trusted-issuer.rules.js';
import { TrustedIssuerStore } from './trusted-issuer.store.js';
import { matchesClaims } from './workload-match.rules.js';
import { WorkloadRuleStore } from './workload-rule.store.js';
/** A token of somebody else is not to be accepted. The message is for log and doctor; clients hear nothing of it. */
export class ForeignTokenRefused extends Error {
    check;
    reason;
    name = 'ForeignTokenRefused';
    /** @param check the step at which it failed */
    constructor(check, reason) {
        super(`${check}: ${reason}`);
        this.check = check;
        this.reason = reason;
    }
}
/** Verifies what other issuers say of machines and of people, and finds the client that a machine is. */
let TrustedIssuers = class TrustedIssuers {
    issuers;
    rules;
    keys;
    clock;
    settings;
    constructor(issuers, rules, keys, clock, settings) {
        this.issuers = issuers;
        this.rules = rules;
        this.keys = keys;
        this.clock = clock;
        this.settings = settings;
    }
    /**
     * Form, header, issuer, type, algorithm, times, audience, subject, signature. It spends nothing: whoever accepts an
     * ID-JAG, or a workload's token of an issuer with `singleUse`, spends its `jti`, which is there then.
     * @throws ForeignTokenRefused with the first thing that is wrong; errors of the database pass through
     */
    async verify(token, question) {
        const read = readForeignToken(token);
        if (typeof read === 'string')
            throw new ForeignTokenRefused('form', read);
        const issuer = await this.issuerOf(read);
        if (issuer === null)
            throw new ForeignTokenRefused('issuer', 'is not trusted');
        for (const [check, look] of this.checks(token, read, issuer, question)) {
            const fault = await look();
            if (fault !== null)
                throw new ForeignTokenRefused(check, fault);
        }
        return { issuer, header: read.header, claims: read.claims };
    }
    /** Active rules of the issuer that fit a workload's token. */
    async match({ issuer, claims }) {
        const rules = await this.rules.ofIssuer(issuer.id);
        return rules.filter((rule) => rule.status === 'active' && matchesClaims(rule.claims, claims));
    }
    /** In which ways a workload's token may be used, by whom it is for; both when that alone shuts out all of them. */
    waysOf({ issuer, claims }) {
        const fits = (audience) => audienceFault(claims, { use: 'workload', audience }, this.settings.PUBLIC_URL, issuer.audiences) === null;
        const [authentication, grant] = [fits('issuer-only'), fits('listed')];
        return authentication || grant ? { authentication, grant } : { authentication: true, grant: true };
    }
    /** Why a client may not exchange a token of the issuer; null when it may. */
    exchangeFault({ issuer, claims }, clientId) {
        return mayActFault(claims, issuer.clients, { iss: this.settings.PUBLIC_URL, sub: clientId });
    }
    /** Whether some issuer is trusted to say how a person signed in: then there may be classes that are not ours. */
    tellOfSignIns() {
        return this.issuers.someUsedFor(['subject_token', 'id_jag']);
    }
    /** Who acted, as the token tells it, or what is wrong with that. */
    chainOf({ issuer, claims }) {
        return foreignChain(claims['act'], issuer.issuer, this.settings.publicBases);
    }
    /** The issuer that a token names, whatever may be wrong with either; null when there is none. */
    async issuerOf({ claims }) {
        const name = issuerNameOf(claims);
        // What cannot be a name is not asked of the database, which refuses a NUL with an error.
        return name !== null && isIssuerName(name) ? this.issuers.findByName(name) : null;
    }
    /** The same checks that {@link verify} makes, all of them, so that somebody can see what is wrong and what is not. */
    async examine(token, read, issuer, question) {
        const steps = [];
        for (const [check, look] of this.checks(token, read, issuer, question)) {
            const fault = await look();
            steps.push({ check, ok: fault === null, detail: fault ?? 'ok' });
        }
        return steps;
    }
    /** In the order of their price: nobody's keys are asked for on account of a token that is refused anyway. */
    checks(token, { header, claims }, issuer, question) {
        return [
            ['issuer', () => issuerFault(issuer, question)],
            ['header', () => headerFault(header)],
            ['type', () => typeFault({ header, claims }, question)],
            ['algorithm', () => algorithmFault(header, issuer)],
            ['times', () => timesFault(claims, question, this.clock.seconds())],
            ['audience', () => audienceFault(claims, question, this.settings.PUBLIC_URL, issuer.audiences)],
            ['subject', () => subjectFault(claims, question, issuer)],
            ['signature', () => this.keys.fault(token, issuer)],
        ];
    }
};
TrustedIssuers = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TrustedIssuerStore,
        WorkloadRuleStore,
        IssuerKeys,
        Clock,
        Settings])
], TrustedIssuers);
export { TrustedIssuers };
function issuerFault({ status, uses }, { use }) {
    if (status !== 'active')
        return 'is not active';
    return uses.includes(use) ? null : `is not trusted for ${use}`;
}
function algorithmFault({ alg }, { algorithms }) {
    return algorithms.includes(alg) ? null : `alg must be one of ${algorithms.join(' ')}`;
}
//# sourceMappingURL=trusted-issuers.js.map