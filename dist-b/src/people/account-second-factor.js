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
import { SecondFactorCheck } from '../identity/second-factor/second-factor-check.js';
import { SecondFactors } from '../identity/second-factor/second-factors.js';
import { WebSessionStore } from '../identity/sessions/web-session.store.js';
import { byPerson } from './account-endings.js';
import { Presence } from './presence.js';
import { BY_PASSWORD, BY_PASSWORD_AND_APP } from './sign-in-means.js';
/** What a person can do with their own second factor. */
let AccountSecondFactor = class AccountSecondFactor {
    factors;
    codes;
    presence;
    web;
    constructor(factors, codes, presence, web) {
        this.factors = factors;
        this.codes = codes;
        this.presence = presence;
        this.web = web;
    }
    /** Whether it is surely the person who sits there: what is changed outlasts their sign-in. */
    mayChange(person) {
        return this.presence.isFresh(person);
    }
    /** @returns 'over' when the offer is not theirs, or there is a second factor already */
    async confirm(person, kept, code) {
        const secret = this.factors.offered(person, kept);
        if (secret === null)
            return 'over';
        const { hold, event } = this.change(person, 'second_factor.enrolled');
        const change = {
            event,
            hold: async (transaction) => {
                // The password not long ago, and a code now: that is what any other sign-in must show from now on.
                await this.web.raise(transaction, person.sessionId, BY_PASSWORD, BY_PASSWORD_AND_APP);
                await hold(transaction);
            },
        };
        const confirmed = await this.factors.confirm(person.userId, { secret, code }, change);
        if (confirmed === 'late')
            return 'over';
        const error = 'That is not the code of this key. Wait for the next one, and look whether your phone’s clock is right.';
        return confirmed === 'wrong' ? { secret, kept, error } : { codes: confirmed };
    }
    /** One sentence, or null when the code is right; it is spent then. */
    async fault(person, code, address) {
        if (code === undefined || code === '')
            return 'Enter a code.';
        const { userId, email } = person;
        const checked = await this.codes.check({ userId, email, code, address }, 'second_factor.change_refused');
        if (checked.outcome === 'locked')
            return `Too many attempts. Wait ${checked.retryAfter} seconds, then try again.`;
        return checked.outcome === 'right' ? null : 'The code is not right.';
    }
    /** @returns null when there is no second factor any more */
    async renewCodes(person) {
        const codes = await this.factors.renewCodes(person.userId, this.change(person, 'recovery_codes.renewed'));
        return codes === 'late' ? null : codes;
    }
    async remove(person) {
        await this.factors.remove(person.userId, this.change(person, 'second_factor.removed'));
    }
    change(person, kind) {
        return {
            hold: (transaction) => this.presence.hold(transaction, person),
            event: byPerson(person, kind, { id: person.userId }),
        };
    }
};
AccountSecondFactor = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SecondFactors,
        SecondFactorCheck,
        Presence,
        WebSessionStore])
], AccountSecondFactor);
export { AccountSecondFactor };
//# sourceMappingURL=account-second-factor.js.map