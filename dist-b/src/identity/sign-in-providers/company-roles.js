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
import { NO_ROLE } from '../../kernel/scope-set.js';
import { ChangedMeanwhile, Changes } from '../changes.store.js';
import { UserIdentityStore } from '../federation/user-identity.store.js';
import { ScopeCatalogue } from '../scopes/scope.catalogue.js';
import { SessionStore } from '../sessions/session.store.js';
import { UserStore } from '../users/user.store.js';
import { changedRoles, mappedRoles } from './sign-in-provider.rules.js';
/** Gives people the roles that a provider's mapping has for them, and takes those that it has no longer. */
let CompanyRoles = class CompanyRoles {
    users;
    identities;
    scopes;
    sessions;
    changes;
    constructor(users, identities, scopes, sessions, changes) {
        this.users = users;
        this.identities = identities;
        this.scopes = scopes;
        this.sessions = sessions;
        this.changes = changes;
    }
    /** The roles of the mapping, as far as they still exist and are any. */
    async mapped(provider, claims) {
        const roles = mappedRoles(provider, claims);
        const known = await this.scopes.find(roles);
        return roles.filter((role) => role !== NO_ROLE && known.get(role)?.tier === 'user');
    }
    hold(transaction, roles) {
        return this.scopes.hold(transaction, roles);
    }
    /**
     * Whoever may do less than before loses what was opened in their name.
     * @param standing throws when the provider is not what it was, and else keeps it so until the transaction ends
     * @returns the person as they are now; null when no role is left to them
     * @throws ChangedMeanwhile, Problem 409 when the last administrator would be none afterwards
     */
    async bring({ person, identity, provider, standing }, claims) {
        const before = await this.identities.grantedRoles(identity);
        const { roles, granted } = changedRoles(person.roles, before, await this.mapped(provider, claims));
        const some = roles.filter((role) => role !== NO_ROLE);
        const none = some.length === 0;
        const after = none ? [NO_ROLE] : some;
        const same = (a, b) => a.join(' ') === b.join(' ');
        if (same(after, person.roles) && same(granted, before))
            return none ? null : person;
        const lost = person.roles.filter((role) => !after.includes(role));
        const gained = after.filter((role) => !person.roles.includes(role));
        const changed = await this.changes.record(async (transaction) => {
            await standing(transaction);
            await this.scopes.hold(transaction, after);
            const { email, name, groups, status } = person;
            const updated = await this.users.update(transaction, person, { email, name, groups, status, roles: after });
            // Without the link nobody would know that they are there because of it.
            if (!(await this.identities.grant(transaction, identity, granted)))
                throw new ChangedMeanwhile();
            if (lost.length > 0)
                await this.sessions.closeOfUser(transaction, person.id, 'user lost a role');
            return updated;
        }, () => ({
            kind: 'user.roles_mapped',
            decision: 'done',
            sub: person.id,
            detail: { id: person.id, provider: provider.slug, gained, lost },
        }));
        return none ? null : changed;
    }
};
CompanyRoles = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UserStore,
        UserIdentityStore,
        ScopeCatalogue,
        SessionStore,
        Changes])
], CompanyRoles);
export { CompanyRoles };
//# sourceMappingURL=company-roles.js.map