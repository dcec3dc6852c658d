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
import { ClientStore } from '../identity/clients/client.store.js';
import { ConsentStore } from '../identity/consents/consent.store.js';
import { ScopeCatalogue } from '../identity/scopes/scope.catalogue.js';
import { SessionList } from '../identity/sessions/session.list.store.js';
import { WebSessionStore } from '../identity/sessions/web-session.store.js';
import { LARGEST_PAGE } from '../kernel/page.js';
import { sortScopes } from '../kernel/scope-set.js';
const all = { after: null, limit: LARGEST_PAGE };
/** Gathers what the account page shows. */
let AccountLists = class AccountLists {
    web;
    sessions;
    clients;
    consents;
    scopes;
    constructor(web, sessions, clients, consents, scopes) {
        this.web = web;
        this.sessions = sessions;
        this.clients = clients;
        this.consents = consents;
        this.scopes = scopes;
    }
    async of(person) {
        const signIns = await this.web.list(person.userId);
        const agents = await this.clients.list(all, { ownerId: person.userId }, null);
        return {
            signIns: signIns.map((signIn) => ({ ...signIn, current: signIn.id === person.sessionId })),
            acts: await this.sessions.acts(person.userId),
            agents: agents.map(({ clientId, clientName: name, kind, status, purpose }) => ({
                clientId,
                name,
                kind,
                status,
                purpose,
            })),
            consents: await this.agreed(person.userId),
        };
    }
    async agreed(userId) {
        const consents = await this.consents.list(all, { user_id: userId });
        const known = await this.scopes.find([...new Set(consents.flatMap(({ scope }) => scope))]);
        return consents.map(({ id, clientName, resource, scope, createdAt: since }) => ({
            id,
            clientName,
            resource,
            since,
            scopes: sortScopes(scope).map((name) => ({ name, description: known.get(name)?.description ?? name })),
        }));
    }
};
AccountLists = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [WebSessionStore,
        SessionList,
        ClientStore,
        ConsentStore,
        ScopeCatalogue])
], AccountLists);
export { AccountLists };
//# sourceMappingURL=account-lists.js.map