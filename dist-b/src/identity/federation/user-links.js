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
import { examined } from '../../http/json-body.js';
import { Problem } from '../../kernel/problem.js';
import { Changes, doneBy } from '../changes.store.js';
import { SignInProviderStore } from '../sign-in-providers/sign-in-provider.store.js';
import { TrustedIssuerStore } from './trusted-issuer.store.js';
import { coverPerson } from '../users/reach.store.js';
import { UserIdentityRequest } from './user-identity.request.js';
import { UserIdentityStore } from './user-identity.store.js';
const conflicts = {
    user_identities_one: Problem.conflict('This identity is linked to a person already.', [
        { pointer: '/subject', detail: 'is linked already' },
    ]),
    user_identities_user: Problem.notFound('user'),
};
/** Links people to what other issuers call them. */
let UserLinks = class UserLinks {
    changes;
    issuers;
    identities;
    providers;
    constructor(changes, issuers, identities, providers) {
        this.changes = changes;
        this.issuers = issuers;
        this.identities = identities;
        this.providers = providers;
    }
    /** @throws Problem 400 naming every wrong field, 404, 409 when the identity is somebody's already */
    async add(userId, body, caller) {
        const { value, wrong } = examined(UserIdentityRequest, body);
        if (!wrong.has('issuer')) {
            const issuer = await this.issuers.findByName(value.issuer);
            const trusted = issuer?.uses.some((use) => use !== 'workload') === true;
            const people = trusted || (await this.providers.hasIssuer(value.issuer));
            if (!people)
                wrong.add('issuer', 'is not an issuer that is trusted for people');
        }
        wrong.refuse();
        const { issuer, subject, tenant } = value;
        return this.changes.record(async (transaction) => {
            await coverPerson(transaction, caller, userId);
            return this.identities.insert(transaction, userId, { issuer, subject, tenant });
        }, ({ id }) => doneBy(caller, 'user.identity_linked', { id: userId, identity_id: id, issuer, tenant }), conflicts);
    }
};
UserLinks = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        TrustedIssuerStore,
        UserIdentityStore,
        SignInProviderStore])
], UserLinks);
export { UserLinks };
//# sourceMappingURL=user-links.js.map