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
import { sameResource } from '../../kernel/resource-uri.js';
import { readScope } from '../../kernel/scope-set.js';
import { ScopeCatalogue } from '../scopes/scope.catalogue.js';
import { UserStore } from '../users/user.store.js';
import { AgentTerms } from './agent-terms.js';
import { KnownResources } from './known-resources.js';
import { SectorIdentifiers } from './sector-identifiers.js';
/**
 * Checks what a client refers to. An owner, a resource or a time that stood before is looked at again only when the
 * client becomes active: else a client whose owner has left could not even be deactivated.
 */
let ClientReferences = class ClientReferences {
    users;
    scopes;
    resources;
    sectors;
    terms;
    constructor(users, scopes, resources, sectors, terms) {
        this.users = users;
        this.scopes = scopes;
        this.resources = resources;
        this.sectors = sectors;
        this.terms = terms;
    }
    /** The body with what a client of its kind has even when nobody says so. @param before what stood before */
    complete(client, before) {
        return this.terms.complete(client, before);
    }
    /** @param isNew whether a field differs from what stood before */
    async check(client, isNew, wrong) {
        const due = (name) => isNew(name) && !wrong.has(name);
        const checks = {
            owner_id: () => (due('owner_id') ? this.ownerFault(client.owner_id) : null),
            scope: () => (wrong.has('scope') ? null : this.scopes.fault(readScope(client.scope))),
            resources: () => (due('resources') ? this.resources.fault(client.resources ?? []) : null),
            introspects: () => (due('introspects') ? this.resources.fault(client.introspects) : null),
            default_audience: () => wrong.has('default_audience') || wrong.has('resources') || wrong.has('audiences')
                ? null
                : this.defaultFault(client, isNew('default_audience') || isNew('resources')),
            sector_identifier_uri: () => wrong.has('redirect_uris') ||
                wrong.has('sector_identifier_uri') ||
                !(isNew('sector_identifier_uri') || isNew('redirect_uris'))
                ? null
                : this.sectorFault(client),
            expires_at: () => !wrong.has('expires_at') && (isNew('expires_at') || isNew('kind')) ? this.terms.fault(client) : null,
        };
        for (const [name, fault] of Object.entries(checks)) {
            const detail = await fault();
            if (detail !== null)
                wrong.add(name, detail);
        }
    }
    /**
     * Keeps the scopes that were found until the transaction ends.
     * @throws ChangedMeanwhile when one is gone
     */
    hold(transaction, { scope }) {
        return this.scopes.hold(transaction, scope);
    }
    async ownerFault(ownerId) {
        if (ownerId === null || ownerId === undefined)
            return null;
        const owner = await this.users.find(ownerId);
        if (owner === null)
            return 'is not the id of a user';
        return owner.status === 'active' ? null : 'is a user who is not active';
    }
    /** Looked at when either changes, and not again later (OpenID Connect Core §8.1). */
    sectorFault({ sector_identifier_uri: uri, redirect_uris: uris, }) {
        return uri === null || uri === undefined ? null : this.sectors.fault(uri, uris);
    }
    async defaultFault(client, isNew) {
        const { default_audience: chosen, resources } = client;
        if (chosen === null || chosen === undefined || client.audiences.includes(chosen))
            return null;
        const allowed = resources
            ? resources.some((resource) => sameResource(resource, chosen))
            : !isNew || (await this.resources.has(chosen));
        return allowed ? null : 'must be one of the audiences, or a resource that this client may name';
    }
};
ClientReferences = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UserStore,
        ScopeCatalogue,
        KnownResources,
        SectorIdentifiers,
        AgentTerms])
], ClientReferences);
export { ClientReferences };
//# sourceMappingURL=client-references.js.map