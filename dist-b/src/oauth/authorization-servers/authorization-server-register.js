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
import { changedNames, Changes, changeKind, doneBy } from '../../identity/changes.store.js';
import { ClientStore } from '../../identity/clients/client.store.js';
import { Problem } from '../../kernel/problem.js';
import { sameResource } from '../../kernel/resource-uri.js';
import { readScope } from '../../kernel/scope-set.js';
import { Settings } from '../../settings/settings.js';
import { AuthorizationServerRequest } from './authorization-server.request.js';
import { AuthorizationServerStore } from './authorization-server.store.js';
import { authorizationServerFields } from './authorization-server.view.js';
const conflicts = {
    authorization_servers_issuer: Problem.conflict('There is an authorization server with this issuer.', [
        { pointer: '/issuer', detail: 'is taken' },
    ]),
};
/** Registers authorization servers of others, changes and removes them. */
let AuthorizationServerRegister = class AuthorizationServerRegister {
    changes;
    servers;
    clients;
    settings;
    constructor(changes, servers, clients, settings) {
        this.changes = changes;
        this.servers = servers;
        this.clients = clients;
        this.settings = settings;
    }
    /** @throws Problem 404 */
    async require(id) {
        const server = await this.servers.findById(id);
        if (server === null)
            throw Problem.notFound('authorization server');
        return server;
    }
    /** @throws Problem 400 naming every wrong field, 409 when the issuer is taken */
    async create(body, caller) {
        const fields = await this.checked(body, null);
        return this.changes.record((transaction) => this.servers.insert(transaction, fields), ({ id, issuer }) => doneBy(caller, 'authorization_server.created', { id, issuer }), conflicts);
    }
    /** @throws Problem 400 naming every wrong field of the result, 404, 409 */
    change(id, body, caller) {
        return this.changes.retrying(async () => {
            const before = await this.require(id);
            const fields = await this.checked({ ...authorizationServerFields(before), ...body }, before);
            const changed = changedNames(authorizationServerFields(before), authorizationServerFields(fields));
            if (changed.length === 0)
                return before;
            return this.changes.record((transaction) => this.servers.update(transaction, before, fields), () => {
                const { issuer } = fields;
                return doneBy(caller, `authorization_server.${changeKind(before, fields)}`, { id, issuer, changed });
            }, conflicts);
        });
    }
    /** @throws Problem 404 */
    async remove(id, caller) {
        const { issuer } = await this.require(id);
        await this.changes.record(async (transaction) => {
            if (!(await this.servers.delete(transaction, id)))
                throw Problem.notFound('authorization server');
        }, () => doneBy(caller, 'authorization_server.deleted', { id, issuer }));
    }
    async checked(body, before) {
        const { value, wrong } = examined(AuthorizationServerRequest, body);
        this.checkIssuer(value, wrong);
        await this.checkClients(value, before, wrong);
        wrong.refuse();
        return {
            issuer: value.issuer,
            name: value.name,
            resources: [...new Set(value.resources)],
            scope: readScope(value.scope),
            clients: value.clients,
            status: value.status,
        };
    }
    /** What we issue for ourselves would come back as an assertion of our own (ID-JAG, Cross-Domain Use). */
    checkIssuer({ issuer }, wrong) {
        if (wrong.has('issuer') || !this.settings.publicBases.some((base) => sameResource(base, issuer)))
            return;
        wrong.add('issuer', 'is this Gatehouse itself');
    }
    /** One that stood before may be gone: else nothing else could be changed any more. */
    async checkClients({ clients }, before, wrong) {
        if (wrong.has('clients'))
            return;
        const added = Object.keys(clients).filter((clientId) => !Object.hasOwn(before?.clients ?? {}, clientId));
        const unknown = [];
        for (const clientId of added)
            if ((await this.clients.find(clientId)) === null)
                unknown.push(clientId);
        if (unknown.length > 0)
            wrong.add('clients', `not the ids of clients: ${unknown.join(', ')}`);
    }
};
AuthorizationServerRegister = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        AuthorizationServerStore,
        ClientStore,
        Settings])
], AuthorizationServerRegister);
export { AuthorizationServerRegister };
//# sourceMappingURL=authorization-server-register.js.map