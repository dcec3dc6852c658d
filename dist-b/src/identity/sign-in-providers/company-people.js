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
import { ChangedMeanwhile, Changes } from '../changes.store.js';
import { UserIdentityStore } from '../federation/user-identity.store.js';
import { UserStore } from '../users/user.store.js';
import { CompanyRoles } from './company-roles.js';
import { verifiedAddress } from './sign-in-provider.rules.js';
import { SignInProviderStore } from './sign-in-provider.store.js';
/** Thrown to undo what a provider no longer stands behind as it did when the person was sent to it. */
class ProviderChanged extends Error {
}
/** Whoever else wrote one of these at the same moment has decided: look again. */
const conflicts = { users_email: new ChangedMeanwhile(), user_identities_one: new ChangedMeanwhile() };
/**
 * Finds whom of our people a provider has signed in: by what it calls them, else by a verified e-mail address of its own
 * domains where the policy says so, else as a new person where it may bring some.
 */
let CompanyPeople = class CompanyPeople {
    users;
    identities;
    providers;
    roles;
    changes;
    constructor(users, identities, providers, roles, changes) {
        this.users = users;
        this.identities = identities;
        this.providers = providers;
        this.roles = roles;
        this.changes = changes;
    }
    /** @param claims verified @throws Problem 409 when the last administrator would be none afterwards */
    async admit(provider, claims) {
        try {
            return await this.changes.retrying(() => this.found(provider, claims));
        }
        catch (error) {
            if (error instanceof ProviderChanged)
                return 'changed';
            throw error;
        }
    }
    async found(provider, claims) {
        const identity = identityOf(provider, claims);
        if (identity === null)
            return 'malformed';
        const address = verifiedAddress(claims);
        if (!isOfProvider(provider, address))
            return 'domain';
        const linked = await this.identities.person(identity);
        if (linked !== null)
            return this.known({ person: linked, identity, provider }, claims);
        // Where an issuer has tenants, each says of itself which addresses it has verified.
        if (address === null || identity.tenant !== '')
            return 'unknown';
        return this.unlinked(provider, identity, { address, claims });
    }
    /** Whether all that let the person in still stands, and stays so until the transaction ends. */
    async hold(transaction, { person, identity, provider }) {
        return ((await this.providers.holdUnchanged(transaction, provider)) &&
            (await this.users.holdUnchanged(transaction, person)) &&
            (await this.identities.hold(transaction, person.id, identity)));
    }
    async unlinked(provider, identity, { address, claims }) {
        const person = await this.users.findByEmail(address.email);
        if (person === null)
            return provider.createPeople ? this.created(provider, identity, { address, claims }) : 'unknown';
        if (person.status !== 'active')
            return 'inactive';
        // An address that was given to somebody new: there they are another subject, here they must not become the old one.
        if (!provider.linkVerifiedEmail || (await this.identities.isAnother(person.id, identity)))
            return 'taken';
        await this.changes.record(async (transaction) => {
            await this.require(transaction, provider);
            return this.identities.insertFound(transaction, person, identity);
        }, (linked) => (linked ? event('user.identity_linked', person.id, identity, 'verified e-mail') : null));
        // Whoever came first has decided.
        const linked = await this.identities.person(identity);
        return linked === null ? 'taken' : this.known({ person: linked, identity, provider }, claims);
    }
    async known(admitted, claims) {
        if (admitted.person.status !== 'active')
            return 'inactive';
        const standing = (transaction) => this.require(transaction, admitted.provider);
        const person = await this.roles.bring({ ...admitted, standing }, claims);
        return person === null ? 'no_roles' : { ...admitted, person };
    }
    async created(provider, identity, { address, claims }) {
        const roles = await this.roles.mapped(provider, claims);
        if (roles.length === 0)
            return 'no_roles';
        const person = await this.changes.record(async (transaction) => {
            await this.require(transaction, provider);
            await this.roles.hold(transaction, roles);
            const { email } = address;
            const fields = { email, name: nameIn(claims, email), roles, groups: [], status: 'active' };
            const user = await this.users.insert(transaction, { ...fields, groups: [] });
            await this.identities.insert(transaction, user.id, identity, roles);
            return user;
        }, ({ id }) => event('user.created', id, identity, `sign-in by ${provider.slug}`), conflicts);
        return { person, identity, provider };
    }
    /** A provider's answer takes seconds to come: by then it may be switched off, or its rules may be others. */
    async require(transaction, provider) {
        if (!(await this.providers.holdUnchanged(transaction, provider)))
            throw new ProviderChanged();
    }
};
CompanyPeople = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UserStore,
        UserIdentityStore,
        SignInProviderStore,
        CompanyRoles,
        Changes])
], CompanyPeople);
export { CompanyPeople };
function isOfProvider({ emailDomains }, address) {
    return emailDomains.length === 0 || (address !== null && emailDomains.includes(address.domain));
}
function identityOf({ issuer }, { sub, tenant = '' }) {
    const fits = (text, least) => typeof text === 'string' && text.length >= least && text.length <= 255 && !/[\p{Cc}\p{Cs}]/u.test(text);
    return fits(sub, 1) && fits(tenant, 0) ? { issuer, tenant, subject: sub } : null;
}
/** What people read in lists; nothing that could pass for something else there. */
function nameIn({ name }, email) {
    const given = typeof name === 'string' ? name.trim() : '';
    const isPlain = given !== '' && [...given].length <= 200 && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(given);
    return isPlain ? given : email.slice(0, email.indexOf('@'));
}
/** Without the subject, which may be an address: evidence outlives the person. */
function event(kind, id, { issuer, tenant }, by) {
    return { kind, decision: 'done', sub: id, detail: { id, issuer, tenant, by } };
}
//# sourceMappingURL=company-people.js.map