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
import { CompanyPeople } from '../../identity/sign-in-providers/company-people.js';
import { Clock } from '../../kernel/clock.js';
import { SignInOpening } from '../sign-in-opening.js';
import { isUpstreamName } from './logout-token.rules.js';
import { authenticatedAt, meansOf } from './upstream-asks.rules.js';
/** Opens the sign-in of somebody for whom a provider speaks. */
let CompanyEntry = class CompanyEntry {
    people;
    opening;
    clock;
    constructor(people, opening, clock) {
        this.people = people;
        this.opening = opening;
        this.clock = clock;
    }
    /** @returns why nobody was let in; null when the person is in */
    async open(request, response, { provider, claims, notBefore }) {
        const at = authenticatedAt(claims, notBefore, this.clock.now());
        if (at === null)
            return 'too_old';
        const admitted = await this.people.admit(provider, claims);
        if (typeof admitted === 'string')
            return admitted;
        const { person, identity } = admitted;
        const { sid } = claims;
        const upstreamSid = isUpstreamName(sid) ? sid : null;
        const opened = await this.opening.open(request, response, {
            userId: person.id,
            means: meansOf(claims, provider),
            authenticatedAt: at,
            from: { providerId: provider.id, upstreamSubject: identity.subject, upstreamSid },
            stillProven: (transaction) => this.people.hold(transaction, admitted),
        });
        return opened ? null : 'changed';
    }
};
CompanyEntry = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [CompanyPeople,
        SignInOpening,
        Clock])
], CompanyEntry);
export { CompanyEntry };
//# sourceMappingURL=company-entry.js.map