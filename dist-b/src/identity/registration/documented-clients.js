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
import { ClientRegister } from '../clients/client-register.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Settings } from '../../settings/settings.js';
import { ClientRegistrationStore } from './client-registration.store.js';
import { ClientDocumentStore } from './client-document.store.js';
const REGISTRATION = 'metadata_document';
/** The rows of clients that are registered by their documents. */
let DocumentedClients = class DocumentedClients {
    register;
    store;
    registrations;
    settings;
    constructor(register, store, registrations, settings) {
        this.register = register;
        this.store = store;
        this.registrations = registrations;
        this.settings = settings;
    }
    isFresh(clientId) {
        return this.store.isFresh(clientId);
    }
    /**
     * Registers the client, or changes it to what its document says now.
     * @param seconds for which that counts
     * @throws Problem 400 naming every wrong field; OAuthError `temporarily_unavailable` when too many wait to be let in
     */
    async keep(clientId, body, seconds) {
        const told = { clientId, detail: { id: clientId, registration: REGISTRATION } };
        const created = await this.register.createUnowned(body, { clientId, registration: REGISTRATION, also: (transaction) => this.checkRoom(transaction) }, () => ({
            kind: 'client.created',
            decision: 'done',
            ...told,
        }));
        if (created === null) {
            await this.register.follow(clientId, body, (kind, changed) => ({
                kind,
                decision: 'done',
                clientId,
                detail: { ...told.detail, changed },
            }));
        }
        await this.store.fetched(clientId, seconds);
    }
    /** Whoever may write documents at a host that is listed could make clients without end. */
    async checkRoom(transaction) {
        if (await this.registrations.hasRoom(transaction, REGISTRATION, this.settings.UNUSED_CLIENTS))
            return;
        throw new OAuthError('temporarily_unavailable', 'too many clients wait for somebody to let them in', {
            status: 503,
        });
    }
};
DocumentedClients = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientRegister,
        ClientDocumentStore,
        ClientRegistrationStore,
        Settings])
], DocumentedClients);
export { DocumentedClients };
//# sourceMappingURL=documented-clients.js.map