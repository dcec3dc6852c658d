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
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { Changes, doneBy } from '../changes.store.js';
import { coverPerson } from '../users/reach.store.js';
import { UserStore } from '../users/user.store.js';
import { RegistrationTokenRequest } from './registration-token.request.js';
import { RegistrationTokenStore } from './registration-token.store.js';
/** Between the check and the write the owner was deleted. */
const conflicts = {
    registration_tokens_owner: Problem.invalid([{ pointer: '/owner_id', detail: 'is not the id of a user' }]),
};
/** Lets others register clients, so many and until then. */
let RegistrationTokens = class RegistrationTokens {
    changes;
    store;
    users;
    clock;
    constructor(changes, store, users, clock) {
        this.changes = changes;
        this.store = store;
        this.users = users;
        this.clock = clock;
    }
    /** @throws Problem 400 naming every wrong field */
    async create(body, caller) {
        const { value, wrong } = examined(RegistrationTokenRequest, body);
        const ownerId = value.owner_id ?? null;
        if (!wrong.has('owner_id') && ownerId !== null) {
            const owner = await this.users.find(ownerId);
            if (owner?.status !== 'active')
                wrong.add('owner_id', 'is not the id of an active user');
        }
        const expiresAt = new Date(value.expires_at);
        if (!wrong.has('expires_at') && expiresAt.getTime() <= this.clock.now())
            wrong.add('expires_at', 'is over');
        wrong.refuse();
        const fields = { name: value.name, ownerId, usesLeft: value.uses, expiresAt };
        return this.changes.record(async (transaction) => {
            // What registers by it acts in the owner's name.
            if (ownerId !== null)
                await coverPerson(transaction, caller, ownerId);
            return this.store.insert(transaction, fields);
        }, ({ row }) => doneBy(caller, 'registration_token.created', { id: row.id, uses: row.usesLeft, owner_id: ownerId }), conflicts);
    }
    /** What it has registered stays. @throws Problem 404 */
    async remove(id, caller) {
        await this.changes.record(async (transaction) => {
            if (!(await this.store.delete(transaction, id)))
                throw Problem.notFound('registration token');
        }, () => doneBy(caller, 'registration_token.deleted', { id }));
    }
};
RegistrationTokens = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        RegistrationTokenStore,
        UserStore,
        Clock])
], RegistrationTokens);
export { RegistrationTokens };
//# sourceMappingURL=registration-tokens.js.map