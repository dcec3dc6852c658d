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
import { ClientDirectory } from '../clients/client.directory.js';
import { ClientDocuments, isDocumented } from './client-documents.js';
/** Who comes as a client: one that is registered, or that its own document registers just now. */
let KnownClients = class KnownClients {
    directory;
    documents;
    constructor(directory, documents) {
        this.directory = directory;
        this.documents = documents;
    }
    /** @throws OAuthError `invalid_client` when its document cannot be had, or nobody can be registered by it */
    find(clientId) {
        return isDocumented(clientId) ? this.documented(clientId) : this.directory.find(clientId);
    }
    async documented(clientId) {
        return (await this.documents.refresh(clientId)) ? this.directory.find(clientId) : null;
    }
    /** The same for the endpoints to which people come. */
    async findAsking(clientId) {
        return (await this.documents.refresh(clientId)) ? this.directory.findAsking(clientId) : null;
    }
};
KnownClients = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientDirectory,
        ClientDocuments])
], KnownClients);
export { KnownClients };
//# sourceMappingURL=known-clients.js.map