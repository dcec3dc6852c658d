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
import { ConsentStore } from '../identity/consents/consent.store.js';
import { Consents } from '../identity/consents/consents.js';
import { SessionList } from '../identity/sessions/session.list.store.js';
import { SessionStore } from '../identity/sessions/session.store.js';
/** What a person can end: their own sign-ins, what acts for them, what they allowed. Nobody else's, whatever the id. */
let AccountEndings = class AccountEndings {
    sessions;
    list;
    consents;
    withdrawal;
    changes;
    constructor(sessions, list, consents, withdrawal, changes) {
        this.sessions = sessions;
        this.list = list;
        this.consents = consents;
        this.withdrawal = withdrawal;
        this.changes = changes;
    }
    /** @returns whether there was such a session of the person's */
    async session(person, id) {
        const session = await this.list.find(id, null);
        if (session === null || session.userId !== person.userId || session.asOwner)
            return false;
        await this.changes.record((transaction) => this.sessions.close(transaction, id, 'closed by the person'), (closed) => byPerson(person, 'session.closed', { id, closed }));
        return true;
    }
    /** All but the sign-in that asks, and what was opened from it: whoever knew the old password is out. */
    everythingElse(transaction, person) {
        return this.sessions.closeOthers(transaction, person, 'password was changed');
    }
    /** @returns whether there was such a consent of the person's */
    async consent(person, id) {
        const consent = await this.consents.find(id, person.userId);
        if (consent === null)
            return false;
        await this.withdrawal.withdraw(consent, (detail) => byPerson(person, 'consent.withdrawn', detail));
        return true;
    }
};
AccountEndings = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SessionStore,
        SessionList,
        ConsentStore,
        Consents,
        Changes])
], AccountEndings);
export { AccountEndings };
/** What a person did for themselves, as evidence. @param detail ids and names of fields, never values */
export function byPerson({ userId, sessionId, txn }, kind, detail) {
    return { kind, decision: 'done', sub: userId, sid: sessionId, txn, detail };
}
//# sourceMappingURL=account-endings.js.map