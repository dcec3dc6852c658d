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
import { PasswordCheck } from '../identity/credentials/password-check.js';
import { SecondFactors } from '../identity/second-factor/second-factors.js';
import { SessionStore } from '../identity/sessions/session.store.js';
import { Clock } from '../kernel/clock.js';
import { PageRefusal } from '../kernel/page-refusal.js';
/** Milliseconds after a sign-in in which nobody needs to say the password again. */
const FRESH = 600_000;
/** Whether it is still the person who sits there: whoever finds a browser left open must not leave with a key to it all. */
let Presence = class Presence {
    passwords;
    sessions;
    factors;
    clock;
    constructor(passwords, sessions, factors, clock) {
        this.passwords = passwords;
        this.sessions = sessions;
        this.factors = factors;
        this.clock = clock;
    }
    /**
     * Whether the person has signed in so lately that it is still them: with the second factor that they have now, or else
     * somebody with the password alone, who came just before it, could make what outlasts it.
     */
    isFresh({ authenticatedAt, lacksFactor }) {
        return !lacksFactor && this.clock.now() - authenticatedAt.getTime() < FRESH;
    }
    /** Whether nothing but another sign-in will do: the password alone does not show that it is them. */
    async mustConfirm(person) {
        return !this.isFresh(person) && (await this.factors.has(person.userId));
    }
    /**
     * @param proof the password, where the sign-in is no longer fresh, and the address that it comes from
     * @param kind what is refused, as evidence has it
     * @returns one sentence, or null when it is the person
     * @throws TooManyRequests when too many passwords wait to be looked at
     */
    async fault(person, { password, address }, kind) {
        if (this.isFresh(person))
            return null;
        if (await this.factors.has(person.userId))
            return 'Confirm first that it is you.';
        if (password === undefined)
            return 'Enter your password once more.';
        const checked = await this.passwords.check({ email: person.email, password, address }, kind);
        if (checked.outcome === 'locked')
            return `Too many attempts. Wait ${checked.retryAfter} seconds, then try again.`;
        const right = checked.outcome === 'right' && checked.user.id === person.userId;
        return right ? null : 'The password is not right.';
    }
    /**
     * Else something could be made just while somebody signs this browser out, or changes the password.
     * @throws PageRefusal 403 when the person is no longer signed in; else they are until the transaction ends
     */
    async hold(transaction, { sessionId }) {
        if (await this.sessions.holdOpen(transaction, sessionId))
            return;
        throw new PageRefusal(403, 'You are signed out', 'Sign in and try again.');
    }
};
Presence = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PasswordCheck,
        SessionStore,
        SecondFactors,
        Clock])
], Presence);
export { Presence };
//# sourceMappingURL=presence.js.map