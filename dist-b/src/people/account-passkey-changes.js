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
import { Changes } from '../identity/changes.store.js';
import { PasskeyCeremonies } from '../identity/passkeys/passkey-ceremonies.js';
import { PasskeyRegister } from '../identity/passkeys/passkey-register.js';
import { passkeyDetail, passkeyNameFault, PasskeyRegistration, registrationConflicts, } from '../identity/passkeys/passkey-registration.js';
import { byPerson } from './account-endings.js';
import { Presence } from './presence.js';
/** What people change about passkeys of their own, while they are signed in and have proved it lately. */
let AccountPasskeyChanges = class AccountPasskeyChanges {
    ceremonies;
    registration;
    register;
    changes;
    presence;
    constructor(ceremonies, registration, register, changes, presence) {
        this.ceremonies = ceremonies;
        this.registration = registration;
        this.register = register;
        this.changes = changes;
        this.presence = presence;
    }
    /** Whether the person may change something now. */
    mayChange(person) {
        return this.presence.isFresh(person);
    }
    options(person, browserHash) {
        const { userId: id, email, name } = person;
        return this.ceremonies.toRegister({ id, email, name }, placeOf(person, browserHash));
    }
    /** @param sent what the page's script sent @returns one sentence, or null when there is a new passkey */
    async add(person, browserHash, sent) {
        const fault = passkeyNameFault(sent.name);
        if (fault !== null)
            return fault;
        const passkey = await this.registration.examine(sent.response, sent.name, placeOf(person, browserHash));
        if (passkey === null)
            return 'The passkey was not accepted. Try again.';
        await this.changes.record(async (transaction) => {
            // The person before the sign-in: so does whoever ends what both have.
            const added = await this.registration.add(transaction, person.userId, passkey);
            await this.presence.hold(transaction, person);
            return added;
        }, (added) => byPerson(person, 'passkey.created', passkeyDetail(added)), registrationConflicts);
        return null;
    }
    /** @returns one sentence, or null when it is renamed; undefined when there is no such passkey of the person's */
    async rename(person, id, name) {
        const fault = passkeyNameFault(name);
        if (fault !== null)
            return fault;
        return (await this.register.rename(person.userId, id, name, this.keeper(person))) ? null : undefined;
    }
    remove(person, id) {
        return this.register.remove(person.userId, id, this.keeper(person));
    }
    keeper(person) {
        return {
            event: (kind, detail) => byPerson(person, kind, detail),
            sessionId: person.sessionId,
            keepsOneWay: true,
            hold: (transaction) => this.presence.hold(transaction, person),
        };
    }
};
AccountPasskeyChanges = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PasskeyCeremonies,
        PasskeyRegistration,
        PasskeyRegister,
        Changes,
        Presence])
], AccountPasskeyChanges);
export { AccountPasskeyChanges };
/** The sign-in for which a challenge is: nobody else can finish it, in this browser either. */
function placeOf({ sessionId }, browserHash) {
    return { kind: 'register', browserHash, boundTo: sessionId };
}
//# sourceMappingURL=account-passkey-changes.js.map