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
import { Problem } from '../../kernel/problem.js';
import { NO_ROLE } from '../../kernel/scope-set.js';
import { ChangedMeanwhile, Changes, doneBy } from '../changes.store.js';
import { SessionStore } from '../sessions/session.store.js';
import { WebSessionStore } from '../sessions/web-session.store.js';
import { coverPerson } from '../users/reach.store.js';
import { UserStore } from '../users/user.store.js';
import { UserIdentityStore } from './user-identity.store.js';
/** Takes links of people to other issuers away, with all that was there because of them. */
let LinkRemoval = class LinkRemoval {
    changes;
    identities;
    users;
    web;
    sessions;
    constructor(changes, identities, users, web, sessions) {
        this.changes = changes;
        this.identities = identities;
        this.users = users;
        this.web = web;
        this.sessions = sessions;
    }
    /**
     * Whoever came by the link is signed out, and roles that it gave go with it: linked anew, the person would keep them for good.
     * @throws Problem 404, 409 when the last administrator would be none afterwards
     */
    async remove(userId, id, caller) {
        await this.changes.retrying(async () => {
            const link = await this.identities.find(userId, id);
            if (link === null)
                throw Problem.notFound('identity');
            await this.changes.record(async (transaction) => {
                await coverPerson(transaction, caller, userId);
                // The person before the link, as whoever brings roles does: else the two could wait for each other.
                const lost = await this.takeRoles(transaction, link);
                if (!(await this.identities.delete(transaction, link)))
                    throw new ChangedMeanwhile();
                await this.signOut(transaction, link, lost.length > 0);
                return lost;
            }, (lost) => doneBy(caller, 'user.identity_unlinked', { id: userId, identity_id: id, lost }));
        });
    }
    /** @returns those that the person had because of the link */
    async takeRoles(transaction, { userId, grantedRoles }) {
        const person = await this.users.find(userId);
        if (person === null)
            throw new ChangedMeanwhile();
        const lost = person.roles.filter((role) => grantedRoles.includes(role));
        if (lost.length === 0)
            return [];
        const left = person.roles.filter((role) => !lost.includes(role));
        const { email, name, groups, status } = person;
        const roles = left.length === 0 ? [NO_ROLE] : left;
        await this.users.update(transaction, person, { email, name, groups, status, roles });
        return lost;
    }
    /** @param all whether the person may do less than before */
    async signOut(transaction, link, all) {
        if (all)
            await this.sessions.closeOfUser(transaction, link.userId, 'user lost a role');
        for (const id of await this.web.ofLink(transaction, link)) {
            await this.sessions.close(transaction, id, 'the person is no longer linked');
        }
    }
};
LinkRemoval = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        UserIdentityStore,
        UserStore,
        WebSessionStore,
        SessionStore])
], LinkRemoval);
export { LinkRemoval };
//# sourceMappingURL=link-removal.js.map