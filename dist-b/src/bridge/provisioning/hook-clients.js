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
import { Changes, doneBy } from '../../identity/changes.store.js';
import { ClientRegister } from '../../identity/clients/client-register.js';
import { ClientSecretStore } from '../../identity/clients/client-secret.store.js';
import { usesSecret } from '../../identity/clients/client.rules.js';
import { ClientStore } from '../../identity/clients/client.store.js';
import { BRIDGE_CLIENT, hookClientOf } from '../../kernel/bridge.js';
import { Problem } from '../../kernel/problem.js';
import { Settings } from '../../settings/settings.js';
/** The clients by which the hooks of people's hosts ask for tokens: one for each person. */
let HookClients = class HookClients {
    register;
    clients;
    secrets;
    changes;
    settings;
    constructor(register, clients, secrets, changes, settings) {
        this.register = register;
        this.clients = clients;
        this.secrets = secrets;
        this.changes = changes;
        this.settings = settings;
    }
    /**
     * Makes the person's client, or gives the one that is there another secret and leaves it as it is otherwise: what an
     * administrator decided about it stays.
     * @throws Problem 409 when they took it from the person, or away from secrets
     */
    async provision(userId, caller) {
        const clientId = hookClientOf(userId);
        const made = await this.register.createNamed(clientId, hookClient(userId), caller);
        if (made === null)
            return this.rotate(clientId, userId, caller);
        const { client, secret } = made;
        if (secret === null)
            throw new Error('a client that authenticates by its secret was made without one');
        return { client, secret: secret.text, created: true, previousEnd: null };
    }
    async rotate(clientId, userId, caller) {
        // Looked at before the slow hash, and once more when it is held.
        this.fit(await this.clients.find(clientId), userId);
        const fresh = await this.secrets.prepare();
        const { client, previousEnd } = await this.changes.retrying(() => this.replace(clientId, userId, fresh, caller));
        return { client, secret: fresh.text, created: false, previousEnd };
    }
    async replace(clientId, userId, fresh, caller) {
        const { client, previous } = await this.changes.record(async (transaction) => {
            const client = this.fit(await this.clients.lock(transaction, clientId), userId);
            const overlap = this.settings.BRIDGE_SECRET_OVERLAP_SECONDS * 1000;
            return { client, ...(await this.secrets.rotate(transaction, clientId, fresh, overlap)) };
        }, ({ previous, ended }) => doneBy(caller, 'client.secret_rotated', {
            id: clientId,
            secret_id: fresh.row.id,
            previous_secret_id: previous?.id ?? null,
            previous_expires_at: previous?.expiresAt.toISOString() ?? null,
            ended_secret_ids: ended,
        }));
        return { client, previousEnd: previous?.expiresAt ?? null };
    }
    fit(found, userId) {
        const client = fit(found, userId);
        if (this.clients.isExpired(client))
            throw Problem.conflict('The client has expired: ask an administrator.');
        return client;
    }
};
HookClients = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientRegister,
        ClientStore,
        ClientSecretStore,
        Changes,
        Settings])
], HookClients);
export { HookClients };
/** In the words in which an administrator would register it. */
function hookClient(userId) {
    return {
        client_name: 'Hooks of a device',
        kind: 'agent',
        purpose: 'Asks before a tool runs, and reports what ran, on the devices of its owner.',
        owner_id: userId,
        grant_types: ['client_credentials'],
        scope: 'hook:govern hook:track',
        token_endpoint_auth_method: 'client_secret_post',
        // No upstream: its tokens are for the hooks alone.
        resources: [],
        audiences: ['hook'],
        default_audience: 'hook',
        plugin_ids: [BRIDGE_CLIENT],
    };
}
/** A device may speak for its person's client; not for one that was given to somebody else. */
function fit(client, userId) {
    if (client === null)
        throw Problem.conflict('The client was deleted at this moment. Try again.');
    if (client.ownerId !== userId)
        throw Problem.conflict('The client belongs to somebody else now: ask an administrator.');
    if (client.status !== 'active')
        throw Problem.conflict('The client was deactivated: ask an administrator.');
    if (!usesSecret(client))
        throw Problem.conflict('The client is registered for another way of authentication.');
    return client;
}
//# sourceMappingURL=hook-clients.js.map