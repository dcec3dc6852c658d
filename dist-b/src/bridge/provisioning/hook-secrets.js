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
import { ClientSecretStore } from '../../identity/clients/client-secret.store.js';
import { ClientStore } from '../../identity/clients/client.store.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { hookClientOf } from '../../kernel/bridge.js';
/** Ends what the hooks of people's hosts have, when the last device is revoked that could have got it for them. */
let HookSecrets = class HookSecrets {
    clients;
    secrets;
    sessions;
    constructor(clients, secrets, sessions) {
        this.clients = clients;
        this.secrets = secrets;
        this.sessions = sessions;
    }
    async end(transaction, userIds, reason) {
        const ownerOf = new Map(userIds.map((userId) => [hookClientOf(userId), userId]));
        const found = await this.clients.lockAll(transaction, [...ownerOf.keys()]);
        // An administrator may have given it to somebody else.
        const own = found
            .filter(({ clientId, ownerId }) => ownerId === ownerOf.get(clientId))
            .map(({ clientId }) => clientId);
        if (own.length === 0)
            return;
        await this.secrets.endAll(transaction, own);
        await this.sessions.closeOfClients(transaction, own, reason);
    }
};
HookSecrets = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientStore,
        ClientSecretStore,
        SessionStore])
], HookSecrets);
export { HookSecrets };
//# sourceMappingURL=hook-secrets.js.map