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
import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { Administers, Narrowed } from '../../http/access.js';
import { JsonBody } from '../../http/json-body.js';
import { idFilter, ListQuery, textFilter, timeFilter, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { pageOf } from '../../kernel/page.js';
import { withinOf } from '../../kernel/within.js';
import { ClientRegister } from './client-register.js';
import { CLIENT_KINDS } from './client.entity.js';
import { isClientId } from './client.rules.js';
import { ClientStore } from './client.store.js';
import { clientView } from './client.view.js';
const filters = {
    owner_id: idFilter,
    kind: wordFilter(...CLIENT_KINDS),
    status: wordFilter('active', 'inactive'),
    orphaned: wordFilter('true', 'false'),
    name_prefix: textFilter,
    client_id_prefix: textFilter,
    expires_before: timeFilter,
};
const ClientId = new PathId('client', isClientId);
/** Clients, for administrators. */
let ClientsAdminController = class ClientsAdminController {
    register;
    clients;
    constructor(register, clients) {
        this.register = register;
        this.clients = clients;
    }
    /** The answer is the only one that ever shows the secret; a public client has none. */
    async create(body, caller, response) {
        const { client, secret } = await this.register.create(body, caller);
        response.location(`/api/v1/admin/clients/${client.clientId}`).set('cache-control', 'no-store');
        if (secret === null)
            return clientView(client);
        return { ...clientView(client), client_secret: secret.text, client_secret_id: secret.row.id };
    }
    async list({ page, filters }, caller) {
        const rows = await this.clients.list(page, askedFor(filters), withinOf(caller));
        return pageOf(rows, page.limit, ({ id }) => id, clientView);
    }
    async read(clientId, caller) {
        return clientView(await this.register.requireWithin(clientId, caller));
    }
    /** Only what is named changes. One that becomes inactive is refused from the next call on, and its sessions end. */
    async change(clientId, body, caller) {
        return clientView(await this.register.change(clientId, body, caller));
    }
    /** Its sessions end, and its secrets and consents go with it; evidence of it stays. */
    async remove(clientId, caller) {
        await this.register.remove(clientId, caller);
    }
};
__decorate([
    Post(),
    __param(0, JsonBody()),
    __param(1, TheCaller()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], ClientsAdminController.prototype, "create", null);
__decorate([
    Get(),
    __param(0, ListQuery(filters)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], ClientsAdminController.prototype, "list", null);
__decorate([
    Get(':client_id'),
    __param(0, Param('client_id', ClientId)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], ClientsAdminController.prototype, "read", null);
__decorate([
    Patch(':client_id'),
    __param(0, Param('client_id', ClientId)),
    __param(1, JsonBody()),
    __param(2, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], ClientsAdminController.prototype, "change", null);
__decorate([
    Delete(':client_id'),
    HttpCode(204),
    __param(0, Param('client_id', ClientId)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], ClientsAdminController.prototype, "remove", null);
ClientsAdminController = __decorate([
    Controller('api/v1/admin/clients'),
    Administers('clients'),
    Narrowed(),
    Versioned('clients', {
        key: 'client_id',
        param: 'client_id',
        member: 'client_id',
        // With its owner a client loses who owns it, whatever it is.
        by: ['updated_at', 'owner_id', 'status'],
    }),
    __metadata("design:paramtypes", [ClientRegister,
        ClientStore])
], ClientsAdminController);
export { ClientsAdminController };
function askedFor({ owner_id, orphaned, name_prefix, client_id_prefix, expires_before, ...others }) {
    return {
        ...others,
        ...(owner_id !== undefined && { ownerId: owner_id }),
        ...(orphaned !== undefined && { orphaned: orphaned === 'true' }),
        ...(name_prefix !== undefined && { namePrefix: name_prefix }),
        ...(client_id_prefix !== undefined && { clientIdPrefix: client_id_prefix }),
        ...(expires_before !== undefined && { expiresBefore: expires_before }),
    };
}
//# sourceMappingURL=clients.admin.controller.js.map