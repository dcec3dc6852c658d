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
import { changedNames, ChangedMeanwhile, Changes, changeKind, doneBy } from '../changes.store.js';
import { SessionStore } from '../sessions/session.store.js';
import { ClientReferences } from './client-references.js';
import { ClientSecretStore } from './client-secret.store.js';
import { ClientRequest } from './client.request.js';
import { clientFaults, followed, isDescription, refuseDocumented, usesSecret } from './client.rules.js';
import { ClientStore } from './client.store.js';
import { closingReason } from './client-closing.rules.js';
import { requireOwnAgent } from './own-agents.rules.js';
import { coverClient } from '../users/reach.store.js';
import { isWithin, withinOf } from '../../kernel/within.js';
import { fieldsOf } from './client-fields.rules.js';
import { clientFields } from './client.view.js';
/** Between the check and the write the owner was deleted, or somebody else made a client of this name. */
const conflicts = {
    clients_owner_id: Problem.invalid([{ pointer: '/owner_id', detail: 'is not the id of a user' }]),
    clients_client_id: new ChangedMeanwhile(),
};
const BY_ADMINISTRATOR = { registration: 'administrator' };
function createdBy(caller) {
    return (detail) => doneBy(caller, 'client.created', detail);
}
/** Registers clients, changes and removes them; one that may no longer act, or acts for another, loses its sessions. */
let ClientRegister = class ClientRegister {
    changes;
    clients;
    secrets;
    references;
    sessions;
    constructor(changes, clients, secrets, references, sessions) {
        this.changes = changes;
        this.clients = clients;
        this.secrets = secrets;
        this.references = references;
        this.sessions = sessions;
    }
    /** @throws Problem 404 */
    async require(clientId) {
        const client = await this.clients.find(clientId);
        if (client === null)
            throw Problem.notFound('client');
        return client;
    }
    /** @throws Problem 404, also for one beyond the caller's reach */
    async requireWithin(clientId, caller) {
        const client = await this.require(clientId);
        if (!isWithin(client, caller))
            throw Problem.notFound('client');
        return client;
    }
    /** @throws Problem 400 naming every wrong field */
    create(body, caller) {
        const ownerId = withinOf(caller)?.ownerId ?? null;
        // Before anything is looked up: whose ids there are is none of their business.
        if (ownerId !== null && body['owner_id'] !== ownerId)
            throw othersAgent();
        const permit = async (transaction, after) => {
            if (ownerId !== null)
                requireOwnAgent({ ownerId, before: null, after });
            await coverClient(transaction, caller, after);
        };
        return this.changes.retrying(() => this.add(body, { ...BY_ADMINISTRATOR, permit }, createdBy(caller)));
    }
    /**
     * A client that no administrator registers: it may be without an owner.
     * @param event who asked for it
     * @returns null when there is one of that id already
     * @throws Problem 400 naming every wrong field
     */
    createUnowned(body, beginning, event) {
        const { clientId } = beginning;
        return this.changes.retrying(async () => {
            const known = clientId === undefined ? null : await this.clients.find(clientId);
            return known === null ? this.add(body, beginning, event) : null;
        });
    }
    /**
     * The same under a name that Gatehouse gives it.
     * @returns null when there is one of that name already
     */
    createNamed(clientId, body, caller) {
        return this.createUnowned(body, { ...BY_ADMINISTRATOR, clientId }, createdBy(caller));
    }
    /**
     * A client that described itself does so no longer once an administrator has: it could take back what it was not to be.
     * @throws Problem 400 naming every wrong field of the result, 404
     */
    change(clientId, body, caller) {
        const event = (kind, changed) => doneBy(caller, kind, { id: clientId, changed });
        const ownerId = withinOf(caller)?.ownerId ?? null;
        const permit = async (transaction, after, before) => {
            if (ownerId !== null)
                requireOwnAgent({ ownerId, before, after });
            if (before !== null)
                await coverClient(transaction, caller, before);
            await coverClient(transaction, caller, after);
        };
        const wanted = (before) => {
            if (!isWithin(before, caller))
                throw Problem.notFound('client');
            if (ownerId !== null && (body['owner_id'] ?? ownerId) !== ownerId)
                throw othersAgent();
            if (before.registration === 'metadata_document')
                refuseDocumented(body);
            return { ...clientFields(before), ...body };
        };
        return this.changeTo(clientId, event, wanted, async (transaction, id, changed) => {
            if (changed.some((name) => isDescription(name) && name !== 'scope'))
                await this.clients.endSelfDescription(transaction, id);
        }, permit);
    }
    /**
     * The client as whoever registered it describes it now; what only an administrator decides stays as it is.
     * @param event who described it
     * @param also what is written together with it, even when nothing has changed
     * @throws Problem 400 naming every wrong field of the result, 404
     */
    follow(clientId, body, event, also) {
        return this.changeTo(clientId, event, (before) => describedBy(before, body), also);
    }
    changeTo(clientId, event, wanted, also, permit) {
        return this.changes.retrying(async () => {
            const before = await this.require(clientId);
            const fields = await this.checked(wanted(before), before, before.registration);
            const changed = changedNames(clientFields(before), clientFields(fields));
            if (changed.length === 0 && also === undefined)
                return before;
            const reason = closingReason(changed, fields.status);
            return this.changes.record(async (transaction) => {
                await also?.(transaction, clientId, changed);
                if (changed.length === 0)
                    return before;
                await permit?.(transaction, fields, before);
                await this.references.hold(transaction, fields);
                const after = await this.clients.update(transaction, before, fields);
                if (reason !== null)
                    await this.sessions.closeOfClients(transaction, [clientId], reason);
                return after;
            }, () => (changed.length === 0 ? null : event(`client.${changeKind(before, fields)}`, changed)), conflicts);
        });
    }
    /** @throws Problem 404 */
    remove(clientId, caller) {
        const event = (closed) => doneBy(caller, 'client.deleted', { id: clientId, closed });
        return this.removeBy(clientId, event, async (transaction) => {
            const client = await this.clients.lock(transaction, clientId);
            if (client === null || !isWithin(client, caller))
                throw Problem.notFound('client');
            await coverClient(transaction, caller, client);
        });
    }
    /**
     * @param event who wanted it, from how many sessions ended
     * @param also what must hold, or is written, together with it
     * @throws Problem 404
     */
    async removeBy(clientId, event, also) {
        await this.changes.record(async (transaction) => {
            await also?.(transaction, clientId, []);
            if (!(await this.clients.delete(transaction, clientId)))
                throw Problem.notFound('client');
            return this.sessions.closeOfClients(transaction, [clientId], 'client deleted');
        }, event);
    }
    async add(body, beginning, event) {
        const fields = await this.checked(body, null, beginning.registration);
        // A secret in an app on many desks is none (RFC 6749 §2.1), and one beside a key would be a second way in.
        const secret = usesSecret(fields) ? await this.secrets.prepare() : null;
        const client = await this.changes.record(async (transaction) => {
            await beginning.permit?.(transaction, fields, null);
            await this.references.hold(transaction, fields);
            const made = await this.clients.insert(transaction, fields, beginning);
            if (secret !== null)
                await this.secrets.insert(transaction, made.clientId, secret);
            await beginning.also?.(transaction, made.clientId, []);
            return made;
        }, (made) => event({ id: made.clientId, secret_id: secret?.row.id ?? null }), conflicts);
        return { client, secret };
    }
    async checked(body, before, registration) {
        const { value: said, wrong } = examined(ClientRequest, body);
        const value = this.references.complete(said, before);
        const changed = before && new Set(changedNames(clientFields(before), value));
        const activated = before?.status !== 'active' && value.status === 'active';
        for (const [name, fault] of clientFaults(value, before, registration))
            if (!wrong.has(name))
                wrong.add(name, fault);
        await this.references.check(value, (name) => changed === null || activated || changed.has(name), wrong);
        wrong.refuse();
        return fieldsOf(value);
    }
};
ClientRegister = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        ClientStore,
        ClientSecretStore,
        ClientReferences,
        SessionStore])
], ClientRegister);
export { ClientRegister };
function othersAgent() {
    const errors = [{ pointer: '/owner_id', detail: 'must be who asks' }];
    return new Problem(403, 'These are not for who looks after their own agents alone.', errors);
}
/**
 * What a client says of itself, but for what an administrator decides; and the scopes of one that registered itself, for
 * it names but the first it needs.
 */
function describedBy(before, said) {
    const fields = clientFields(before);
    return { ...followed(fields, said), ...(before.registration === 'dynamic' ? { scope: fields['scope'] } : {}) };
}
//# sourceMappingURL=client-register.js.map