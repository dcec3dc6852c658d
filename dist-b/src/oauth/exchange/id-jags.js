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
import { jagConfirmation, jagFault, jagResources, jagScope } from '../../identity/federation/id-jag.rules.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { grants, readScope, withoutIdentity } from '../../kernel/scope-set.js';
import { isHeldBy } from '../../kernel/token-binding.js';
import { SpentIds } from '../proofs/spent-ids.store.js';
import { Target } from '../token/target.js';
import { ForeignStatements } from './foreign-statements.js';
/** For clocks that differ, in milliseconds: it is remembered for as long as it could be accepted. */
const SKEW = 60_000;
/**
 * Accepts Identity Assertion JWT Authorization Grants: a person's company says that the person lets the client act here
 * (draft-ietf-oauth-identity-assertion-authz-grant §4.4, MCP Enterprise-Managed Authorization).
 */
let IdJags = class IdJags {
    statements;
    spent;
    target;
    constructor(statements, spent, target) {
        this.statements = statements;
        this.spent = spent;
        this.target = target;
    }
    /**
     * The person, and how far the company lets the client act; its `jti` is spent with the session that it pays for.
     * @param held by the client: what it is bound to must be among it
     * @throws OAuthError `invalid_grant`, in the same words whatever is wrong with it; `invalid_client`
     */
    async subject(client, assertion, held) {
        // None can be registered for the grant; should one be all the same, its name is no authentication (EMA §7.7).
        if (client.authMethod === 'none')
            throw new OAuthError('invalid_client', 'client authentication is missing');
        const verified = await this.statements.verify(assertion, { use: 'id_jag', audience: 'issuer-only' }, refused);
        const fault = jagFault(verified.claims, verified.issuer, client);
        if (fault !== null)
            throw refused(fault);
        const bound = jagConfirmation(verified.claims);
        if (bound === null || !isHeldBy(bound, held))
            throw refused('it is bound to another key');
        const resources = jagResources(verified.claims);
        await this.checkResources(client, resources ?? []);
        const scope = jagScope(verified.claims) ?? withoutIdentity(client.scope);
        const reach = { scope, audiences: resources, expiresAt: Infinity };
        return this.paid(verified, await this.statements.subject(verified, reach, refused));
    }
    /** Held together with its `jti`, which is spent then. */
    paid({ issuer, claims }, subject) {
        const until = new Date(claims.exp * 1000 + SKEW);
        const jti = claims['jti'];
        return {
            ...subject,
            hold: async (transaction) => (await subject.hold(transaction)) && this.spent.spend('id_jag', issuer.issuer, jti, until, transaction),
            lost: refused('it was used already'),
        };
    }
    /** What the company names must be one of ours, and within the client's reach (ID-JAG §4.4.1). */
    async checkResources(client, resources) {
        try {
            if (resources.length > 0)
                await this.target.audiencesFor(client, resources, []);
        }
        catch (error) {
            throw error instanceof OAuthError ? refused(error.text) : error;
        }
    }
};
IdJags = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ForeignStatements,
        SpentIds,
        Target])
], IdJags);
export { IdJags };
/** A person for whom no more is asked than this: more is not refused, and not given (ID-JAG §4.4.1). */
export function narrowed(subject, requested) {
    if (requested === undefined)
        return subject;
    const scope = readScope(requested).filter((name) => grants(subject.authority.scope, name));
    return { ...subject, authority: { ...subject.authority, scope } };
}
function refused(cause) {
    return new OAuthError('invalid_grant', 'the assertion is not accepted', { cause });
}
//# sourceMappingURL=id-jags.js.map