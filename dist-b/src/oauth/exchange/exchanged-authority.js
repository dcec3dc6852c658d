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
import { ClientStore } from '../../identity/clients/client.store.js';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import { exceeded } from '../../kernel/authority.js';
import { MOST_ACTORS } from '../../kernel/caller.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { sameResource } from '../../kernel/resource-uri.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Settings } from '../../settings/settings.js';
import { scopesInQuestion } from '../token/scope.rules.js';
import { Target } from '../token/target.js';
import { comesBack, delegated, DelegationRefused, depthOf } from './delegation.rules.js';
import { exchangedScope } from './exchanged-scope.rules.js';
/** Decides what of an authority is passed on, and plans its session as a child of the one it comes from. */
let ExchangedAuthority = class ExchangedAuthority {
    target;
    scopes;
    clients;
    clock;
    settings;
    constructor(target, scopes, clients, clock, settings) {
        this.target = target;
        this.scopes = scopes;
        this.clients = clients;
        this.clock = clock;
        this.settings = settings;
    }
    /** @throws OAuthError `invalid_target`, `invalid_scope`, `invalid_request` */
    async of(subject, client, wishes) {
        const audiences = await this.audiences(subject, client, wishes);
        const [audience] = audiences;
        const asked = scopesInQuestion(wishes.scope, subject.authority.scope);
        const scope = exchangedScope({
            requested: wishes.scope,
            subjectScope: subject.authority.scope,
            clientScope: client.scope,
            roles: subject.roles,
            catalogue: await this.scopes.find(asked),
            audience,
        });
        if (comesBack(subject.sub, subject.act, client.clientId)) {
            throw new OAuthError('invalid_request', 'the client is the subject, for whom others act already');
        }
        const actor = chain(subject.act, client.clientId);
        const expiresAt = this.end(subject, wishes);
        const child = { scope, audiences, expiresAt, delegations: MOST_ACTORS - depthOf(actor) };
        const beyond = exceeded(subject.authority, child);
        // Each was bounded above: should one rule there be wrong, nothing larger leaves all the same.
        if (beyond.length > 0)
            throw new OAuthError('invalid_request', `more than can be passed on: ${beyond.join(', ')}`);
        return {
            source: 'oauth',
            clientId: client.clientId,
            subject: subject.sub,
            userId: subject.userId,
            asOwner: false,
            actor,
            ...(subject.owner === undefined ? {} : { owner: subject.owner }),
            scope,
            audience,
            ...(subject.authentication === undefined ? {} : { authentication: subject.authentication }),
            ...(subject.grounds === undefined ? {} : { grounds: subject.grounds }),
            session: this.session(subject, client, child),
        };
    }
    /** Both tokens were accepted a moment after their end: what has none left cannot be passed on. */
    end({ authority }, { actorEnd }) {
        const now = this.clock.seconds();
        const end = Math.min(now + this.settings.ACCESS_TOKEN_SECONDS, authority.expiresAt, actorEnd);
        if (end <= now)
            throw new OAuthError('invalid_request', 'the subject_token or the actor_token has expired');
        return end;
    }
    /** Those asked for, as far as the subject's session reaches; without any, the one of the token itself. */
    async audiences({ authority, audiences: own }, client, { resource, audience: named }) {
        const silent = resource.length === 0 && named.length === 0;
        const audiences = await this.target.audiencesFor(client, resource, silent ? own : named);
        const reaches = (one) => authority.audiences === null || authority.audiences.some((allowed) => sameResource(allowed, one));
        if (audiences.every(reaches))
            return audiences;
        throw new OAuthError('invalid_target', 'the subject_token does not reach that resource');
    }
    session(subject, client, child) {
        return {
            continues: false,
            id: uuidv7(this.clock.now()),
            lineage: subject.lineage,
            expiresAt: new Date(child.expiresAt * 1000),
            scope: child.scope,
            resources: child.audiences ?? [],
            claims: null,
            exchanged: true,
            spend: async (transaction) => {
                // Before the session that it comes from, as whoever changes a client closes its sessions after.
                const same = await this.clients.holdUnchanged(transaction, client.clientId, client.updatedAt);
                if (!same)
                    return { error: changed(), event: null };
                return (await subject.hold(transaction)) ? null : { error: subject.lost, event: null };
            },
        };
    }
};
ExchangedAuthority = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Target,
        ScopeCatalogue,
        ClientStore,
        Clock,
        Settings])
], ExchangedAuthority);
export { ExchangedAuthority };
/** The chain with a new actor. @throws OAuthError `invalid_request` when there can be none */
export function chain(act, actor) {
    try {
        return delegated(act, actor);
    }
    catch (error) {
        if (error instanceof DelegationRefused)
            throw new OAuthError('invalid_request', error.message);
        throw error;
    }
}
function changed() {
    return new OAuthError('invalid_request', 'the client was changed meanwhile: try again');
}
//# sourceMappingURL=exchanged-authority.js.map