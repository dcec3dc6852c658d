var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { Administers, Narrowed } from '../../http/access.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { Problem } from '../../kernel/problem.js';
import { Changes, doneBy } from '../changes.store.js';
import { isWithin } from '../../kernel/within.js';
import { coverClient } from '../users/reach.store.js';
import { ClientSecretStore } from './client-secret.store.js';
import { isClientId, usesSecret } from './client.rules.js';
import { ClientStore } from './client.store.js';
import { secretView } from './client.view.js';
const tooMany = Problem.conflict('A client has at most two secrets: delete one first.');
const hasNone = Problem.conflict('A client that is registered for another way of authentication has no secrets.');
const ClientId = new PathId('client', isClientId);
/** Secrets of a client, for administrators: two at a time, so that one can be replaced without downtime. */
let ClientSecretsAdminController = class ClientSecretsAdminController {
    changes;
    clients;
    secrets;
    constructor(changes, clients, secrets) {
        this.changes = changes;
        this.clients = clients;
        this.secrets = secrets;
    }
    async list(clientId, caller) {
        required(await this.clients.find(clientId), caller);
        return { items: (await this.secrets.list(clientId)).map(secretView), next: null };
    }
    async read(clientId, id, caller) {
        required(await this.clients.find(clientId), caller);
        const secret = (await this.secrets.list(clientId)).find((one) => one.id === id);
        if (secret === undefined)
            throw Problem.notFound('secret');
        return secretView(secret);
    }
    /** The answer is the only one that ever shows the secret. */
    async add(clientId, caller, response) {
        const fresh = await this.secrets.prepare();
        await this.changes.record(async (transaction) => {
            const client = required(await this.clients.lock(transaction, clientId), caller);
            await coverClient(transaction, caller, client);
            if (!usesSecret(client))
                throw hasNone;
            if ((await this.secrets.insert(transaction, clientId, fresh)) === null)
                throw tooMany;
        }, () => doneBy(caller, 'client.secret_added', { id: clientId, secret_id: fresh.row.id }), { client_secrets_slot: tooMany });
        response.location(`/api/v1/admin/clients/${encodeURIComponent(clientId)}/secrets/${fresh.row.id}`);
        response.set('cache-control', 'no-store');
        return { ...secretView(fresh.row), client_secret: fresh.text };
    }
    /** The last one stays: to take a client's access away, deactivate it, and it is on record. */
    async remove(clientId, id, caller) {
        await this.changes.record(async (transaction) => {
            required(await this.clients.lock(transaction, clientId), caller);
            const outcome = await this.secrets.delete(transaction, clientId, id);
            if (outcome === 'unknown')
                throw Problem.notFound('secret');
            if (outcome === 'last')
                throw Problem.conflict('The last secret stays: add another first, or deactivate the client.');
        }, () => doneBy(caller, 'client.secret_deleted', { id: clientId, secret_id: id }));
    }
};
__decorate([
    Get(),
    __param(0, Param('client_id', ClientId)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], ClientSecretsAdminController.prototype, "list", null);
__decorate([
    Get(':id'),
    __param(0, Param('client_id', ClientId)),
    __param(1, Param('id', new PathId('secret'))),
    __param(2, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, String, Object]),
    __metadata("design:returntype", Promise)
], ClientSecretsAdminController.prototype, "read", null);
__decorate([
    Post(),
    __param(0, Param('client_id', ClientId)),
    __param(1, TheCaller()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], ClientSecretsAdminController.prototype, "add", null);
__decorate([
    Delete(':id'),
    HttpCode(204),
    __param(0, Param('client_id', ClientId)),
    __param(1, Param('id', new PathId('secret'))),
    __param(2, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, String, Object]),
    __metadata("design:returntype", Promise)
], ClientSecretsAdminController.prototype, "remove", null);
ClientSecretsAdminController = __decorate([
    Controller('api/v1/admin/clients/:client_id/secrets'),
    Administers('secrets'),
    Narrowed(),
    Versioned('client_secrets', { by: ['created_at', 'expires_at'] }),
    __metadata("design:paramtypes", [Changes,
        ClientStore,
        ClientSecretStore])
], ClientSecretsAdminController);
export { ClientSecretsAdminController };
/** @throws Problem 404, also for a client beyond the caller's reach */
function required(client, caller) {
    if (client === null || !isWithin(client, caller))
        throw Problem.notFound('client');
    return client;
}
//# sourceMappingURL=client-secrets.admin.controller.js.map