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
import { ClientDirectory } from '../../identity/clients/client.directory.js';
import { ForeignTokenRefused, TrustedIssuers } from '../../identity/federation/trusted-issuers.js';
import { admits, restricted } from '../../identity/federation/workload-limits.rules.js';
import { chosenClient } from '../../identity/federation/workload-match.rules.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Settings } from '../../settings/settings.js';
import { SpentIds } from './spent-ids.store.js';
/** A moment more than the token's end, for clocks that differ. */
const SKEW = 60_000;
/** Finds the client that a machine is, by the token of an issuer that knows the machine (RFC 7521 §4.2). */
let WorkloadIdentity = class WorkloadIdentity {
    issuers;
    directory;
    spent;
    settings;
    constructor(issuers, directory, spent, settings) {
        this.issuers = issuers;
        this.directory = directory;
        this.spent = spent;
        this.settings = settings;
    }
    /**
     * The client, with no more scopes and resources than the rules that matched allow.
     * @throws OAuthError `invalid_client` or `invalid_grant`, in the same words whatever is wrong with the token
     */
    async client({ assertion, asGrant, clientId, asked }) {
        const use = asGrant ? 'invalid_grant' : 'invalid_client';
        const refuse = (cause) => new OAuthError(use, 'the token of the workload is not accepted', { cause });
        // For authentication it must be for us alone; as a grant, for whom the issuer was registered (RFC 7523bis §3).
        const audience = asGrant ? 'listed' : 'issuer-only';
        const verified = await this.verified(assertion, { use: 'workload', audience }, refuse);
        const rules = await this.issuers.match(verified);
        const chosen = chosenClient(rules, clientId);
        if ('fault' in chosen)
            throw refuse(chosen.fault);
        const client = await this.directory.find(chosen.clientId);
        if (client?.authMethod !== 'workload_identity')
            throw refuse('the client is not registered for workload_identity');
        if (!(await this.spend(verified)))
            throw refuse('the token was used already');
        const own = rules.filter((rule) => rule.clientId === client.clientId);
        const unasked = [client.defaultAudience ?? this.settings.PUBLIC_URL];
        // What no rule names it cannot ask for, not even of somebody else's server.
        if (asked.length > 0 && !own.some((rule) => admits(rule, asked))) {
            throw new OAuthError('invalid_target', 'no rule of the workload is for what the request names');
        }
        return restricted(client, own, asked.length === 0 ? unasked : asked);
    }
    async verified(token, question, refuse) {
        try {
            return await this.issuers.verify(token, question);
        }
        catch (error) {
            if (error instanceof ForeignTokenRefused)
                throw refuse(error.message);
            throw error;
        }
    }
    /** Tokens that are used again by design, such as a service account's, are not spent. */
    async spend({ issuer, claims }) {
        if (!issuer.singleUse)
            return true;
        const until = new Date(claims.exp * 1000 + SKEW);
        return this.spent.spend('workload', issuer.issuer, claims['jti'], until);
    }
};
WorkloadIdentity = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TrustedIssuers,
        ClientDirectory,
        SpentIds,
        Settings])
], WorkloadIdentity);
export { WorkloadIdentity };
//# sourceMappingURL=workload-identity.js.map