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
import { Changes } from '../changes.store.js';
import { UserStore } from '../users/user.store.js';
import { UserIdentityStore } from './user-identity.store.js';
/** Finds whom of our people another issuer speaks of. It never makes a person. */
let FederatedPeople = class FederatedPeople {
    users;
    identities;
    changes;
    constructor(users, identities, changes) {
        this.users = users;
        this.identities = identities;
        this.changes = changes;
    }
    /**
     * The active person with this issuer, tenant and subject; else, when the issuer's e-mail addresses count, the one with
     * the address, who is linked from then on: a later change of the address there is no way to another person here.
     * @param token as it was verified
     */
    async find(token) {
        const found = await this.look(token);
        if (found.person === null || found.by === 'link')
            return found.person;
        const { person } = found;
        const identity = identityOf(token);
        if (identity === null)
            return null;
        await this.changes.record((transaction) => this.identities.insertFound(transaction, person, identity), (linked) => (linked ? linkedEvent(person, identity) : null));
        // Whoever came first has decided; and a person who was just deactivated is not found.
        const linked = await this.identities.person(identity);
        return linked?.status === 'active' ? linked : null;
    }
    /** Whether a person who was found is what they were then, and stays so until the transaction ends. */
    hold(transaction, person) {
        return this.users.holdUnchanged(transaction, person);
    }
    /** The same without writing anything, and why there is nobody. */
    async look(token) {
        const identity = identityOf(token);
        if (identity === null)
            return { person: null, reason: 'sub or tenant is not a text of at most 255 characters' };
        const person = await this.identities.person(identity);
        if (person !== null) {
            return person.status === 'active' ? { person, by: 'link' } : { person: null, reason: 'the person is not active' };
        }
        if (!token.issuer.linkVerifiedEmail)
            return { person: null, reason: 'nobody is linked' };
        return this.byEmail(token.claims, identity);
    }
    async byEmail(claims, identity) {
        const nobody = (reason) => ({ person: null, reason: `nobody is linked, and ${reason}` });
        // Where an issuer has tenants, each says of itself which addresses it has verified.
        if (identity.tenant !== '')
            return nobody('an e-mail address of a tenant links nobody');
        const { email, email_verified: verified } = claims;
        if (verified !== true)
            return nobody('email_verified is not true');
        // Lower case as addresses are stored; ASCII alone, since other alphabets fold into it.
        if (typeof email !== 'string' || !/^[\x21-\x7e]{3,320}$/.test(email))
            return nobody('email is no address');
        const person = await this.users.findByEmail(email.toLowerCase());
        if (person === null || person.status !== 'active')
            return nobody('no active person has this e-mail address');
        // Whoever may say which issuers are believed would become one.
        if (person.roles.includes('owner'))
            return nobody('an owner is linked by owners alone');
        // An address that was given to somebody new: there they are another subject, here they must not become the old one.
        const taken = await this.identities.isAnother(person.id, identity);
        return taken ? nobody('the person is linked to another subject there') : { person, by: 'email' };
    }
};
FederatedPeople = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UserStore,
        UserIdentityStore,
        Changes])
], FederatedPeople);
export { FederatedPeople };
function identityOf({ issuer, claims }) {
    const { sub, tenant = '' } = claims;
    const fits = (text) => typeof text === 'string' && text.length <= 255 && !/[\p{Cc}\p{Cs}]/u.test(text);
    return fits(sub) && fits(tenant) ? { issuer: issuer.issuer, tenant, subject: sub } : null;
}
/** Without the subject, which may be an address: evidence outlives the person. */
function linkedEvent({ id }, { issuer, tenant }) {
    return {
        kind: 'user.identity_linked',
        decision: 'done',
        sub: id,
        detail: { id, issuer, tenant, by: 'verified e-mail' },
    };
}
//# sourceMappingURL=federated-people.js.map