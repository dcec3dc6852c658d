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
import { FederatedPeople } from '../../identity/federation/federated-people.js';
import { foreignAuthentication } from '../../identity/federation/foreign-claims.rules.js';
import { ForeignTokenRefused, TrustedIssuers } from '../../identity/federation/trusted-issuers.js';
import { MOST_ACTORS } from '../../kernel/caller.js';
import { currentTransaction } from '../../http/request-context.js';
import { Clock } from '../../kernel/clock.js';
import { depthOf } from './delegation.rules.js';
/** What another issuer says of one of our people: who they are, when they signed in there, and who acted for them. */
let ForeignStatements = class ForeignStatements {
    issuers;
    people;
    clock;
    constructor(issuers, people, clock) {
        this.issuers = issuers;
        this.people = people;
        this.clock = clock;
    }
    /** Nothing is spent. @throws what `refuse` makes of the first thing that is wrong */
    async verify(token, question, refuse) {
        try {
            return await this.issuers.verify(token, question);
        }
        catch (error) {
            throw error instanceof ForeignTokenRefused ? refuse(error.message) : error;
        }
    }
    /** @throws what `refuse` makes of it when the client may not exchange the token */
    checkExchange(verified, clientId, refuse) {
        const fault = this.issuers.exchangeFault(verified, clientId);
        if (fault !== null)
            throw refuse(fault);
    }
    /** Who it means, with what it lets be done for them. To be asked last: whom it finds by an address it links. */
    async subject(verified, reach, refuse) {
        const history = this.history(verified, refuse);
        const person = await this.people.find(verified);
        if (person === null)
            throw refuse('nobody is linked to its subject');
        return {
            sub: person.id,
            userId: person.id,
            roles: person.roles,
            ...history,
            sessionId: null,
            lineage: { txn: currentTransaction(this.clock.now()), ancestors: [] },
            audiences: reach.audiences ?? [],
            authority: { ...reach, delegations: MOST_ACTORS - depthOf(history.act) },
            hold: (transaction) => this.people.hold(transaction, person),
            lost: refuse('it is no longer good'),
        };
    }
    /** As they told it themselves: in our own name nobody else says who acted. */
    history({ issuer, claims }, refuse) {
        const chain = this.issuers.chainOf({ issuer, claims });
        if ('fault' in chain)
            throw refuse(chain.fault);
        const { jti } = claims;
        // Not whom it names: that may be an address, and evidence outlives the person.
        const grounds = { iss: issuer.issuer, ...(isPlain(jti) ? { jti } : {}) };
        return { grounds, ...chain, ...foreignAuthentication(claims, this.clock.seconds()) };
    }
};
ForeignStatements = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TrustedIssuers,
        FederatedPeople,
        Clock])
], ForeignStatements);
export { ForeignStatements };
function isPlain(value) {
    return typeof value === 'string' && /^[\x20-\x7e]{1,255}$/.test(value);
}
//# sourceMappingURL=foreign-statements.js.map