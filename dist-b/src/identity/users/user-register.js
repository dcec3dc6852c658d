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
import { requireCover, withinOf } from '../../kernel/within.js';
import { changedNames, Changes, changeKind, doneBy } from '../changes.store.js';
import { ClientStore } from '../clients/client.store.js';
import { ScopeCatalogue } from '../scopes/scope.catalogue.js';
import { SessionStore } from '../sessions/session.store.js';
import { UserRequest } from './user.request.js';
import { UserStore } from './user.store.js';
import { userFields } from './user.view.js';
const conflicts = {
    users_email: Problem.conflict('There is a user with this e-mail address.', [
        { pointer: '/email', detail: 'belongs to another user' },
    ]),
};
/** Writes people down, changes and removes them; whoever may no longer act loses every session. */
let UserRegister = class UserRegister {
    changes;
    users;
    scopes;
    clients;
    sessions;
    constructor(changes, users, scopes, clients, sessions) {
        this.changes = changes;
        this.users = users;
        this.scopes = scopes;
        this.clients = clients;
        this.sessions = sessions;
    }
    /** @throws Problem 404 */
    async require(id) {
        return required(await this.users.find(id));
    }
    /** @throws Problem 404, also for somebody beyond the caller's reach */
    async requireWithin(id, caller) {
        return required(await this.users.findWithin(id, withinOf(caller)));
    }
    /** @throws Problem 400 naming every wrong field, 403 for roles that the caller cannot give, 409 when the address is taken */
    create(body, caller) {
        return this.changes.retrying(async () => {
            const fields = await this.checked(body);
            return this.changes.record(async (transaction) => {
                requireCover(caller, fields.roles);
                await this.scopes.hold(transaction, fields.roles);
                return this.users.insert(transaction, fields);
            }, (user) => doneBy(caller, 'user.created', { id: user.id }), conflicts);
        });
    }
    /** @throws Problem 400 naming every wrong field of the result, 403 for roles that the caller has not, 404, 409 for a taken address and the last owner */
    async change(id, body, caller) {
        const clientIds = await this.clients.idsOfOwner(id);
        return this.changes.retrying(async () => {
            const before = await this.require(id);
            const fields = await this.checked({ ...userFields(before), ...body });
            const changed = changedNames(userFields(before), userFields(fields));
            if (changed.length === 0)
                return before;
            return this.changes.record(async (transaction) => {
                requireCover(caller, [...before.roles, ...fields.roles]);
                await this.scopes.hold(transaction, fields.roles);
                const after = await this.users.update(transaction, before, fields);
                await this.endActs(transaction, before, after, clientIds);
                return after;
            }, () => doneBy(caller, `user.${changeKind(before, fields)}`, { id, changed }), conflicts);
        });
    }
    /** What was opened in the name of somebody who may no longer act, or may do less, ends. */
    async endActs(transaction, before, after, clientIds) {
        // Being activated counts: what was minted just while the person was deactivated must not come to life.
        const turned = after.status !== before.status;
        const lost = before.roles.some((role) => !after.roles.includes(role));
        if (!turned && !lost)
            return;
        const reason = turned ? `user ${changeKind(before, after)}` : 'user lost a role';
        await this.sessions.closeOfUser(transaction, after.id, reason);
        if (turned)
            await this.sessions.closeOfClients(transaction, clientIds, reason);
    }
    /** @throws Problem 403 for roles that the caller has not, 404, 409 for the last owner */
    async remove(id, caller) {
        const clientIds = await this.clients.idsOfOwner(id);
        await this.changes.retrying(() => this.changes.record(async (transaction) => {
            const user = required(await this.users.holdForRemoval(transaction, id));
            requireCover(caller, user.roles);
            await this.clients.deactivateOfOwner(transaction, id);
            await this.users.delete(transaction, user);
            const own = await this.sessions.closeOfUser(transaction, id, 'user deleted');
            return own + (await this.sessions.closeOfClients(transaction, clientIds, 'user deleted'));
        }, (closed) => doneBy(caller, 'user.deleted', { id, closed, clients: clientIds.length })));
    }
    async checked(body) {
        const { value, wrong } = examined(UserRequest, body);
        if (!wrong.has('roles')) {
            const fault = await this.scopes.fault(value.roles, 'user');
            if (fault !== null)
                wrong.add('roles', fault);
        }
        wrong.refuse();
        const { email, name, roles, groups, status } = value;
        return { email, name, roles: [...new Set(roles)], groups: [...new Set(groups)], status };
    }
};
UserRegister = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        UserStore,
        ScopeCatalogue,
        ClientStore,
        SessionStore])
], UserRegister);
export { UserRegister };
function required(user) {
    if (user === null)
        throw Problem.notFound('user');
    return user;
}
//# sourceMappingURL=user-register.js.map