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
import { Administers } from '../../http/access.js';
import { JsonBody } from '../../http/json-body.js';
import { ListQuery, textFilter, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { pageOf } from '../../kernel/page.js';
import { AuthorizationServerRegister } from './authorization-server-register.js';
import { AuthorizationServerStore } from './authorization-server.store.js';
import { authorizationServerView } from './authorization-server.view.js';
const ID = new PathId('authorization server');
const filters = { issuer: textFilter, status: wordFilter('active', 'inactive') };
/** Authorization servers for which ID-JAGs are issued, for administrators. */
let AuthorizationServersAdminController = class AuthorizationServersAdminController {
    register;
    servers;
    constructor(register, servers) {
        this.register = register;
        this.servers = servers;
    }
    async create(body, caller, response) {
        const server = await this.register.create(body, caller);
        response.location(`/api/v1/admin/authorization-servers/${server.id}`);
        return authorizationServerView(server);
    }
    async list({ page, filters }) {
        return pageOf(await this.servers.list(page, filters), page.limit, ({ id }) => id, authorizationServerView);
    }
    async read(id) {
        return authorizationServerView(await this.register.require(id));
    }
    async change(id, body, caller) {
        return authorizationServerView(await this.register.change(id, body, caller));
    }
    async remove(id, caller) {
        await this.register.remove(id, caller);
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
], AuthorizationServersAdminController.prototype, "create", null);
__decorate([
    Get(),
    __param(0, ListQuery(filters)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], AuthorizationServersAdminController.prototype, "list", null);
__decorate([
    Get(':id'),
    __param(0, Param('id', ID)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], AuthorizationServersAdminController.prototype, "read", null);
__decorate([
    Patch(':id'),
    __param(0, Param('id', ID)),
    __param(1, JsonBody()),
    __param(2, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], AuthorizationServersAdminController.prototype, "change", null);
__decorate([
    Delete(':id'),
    HttpCode(204),
    __param(0, Param('id', ID)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], AuthorizationServersAdminController.prototype, "remove", null);
AuthorizationServersAdminController = __decorate([
    Controller('api/v1/admin/authorization-servers'),
    Administers('authorization_servers'),
    Versioned('authorization_servers'),
    __metadata("design:paramtypes", [AuthorizationServerRegister,
        AuthorizationServerStore])
], AuthorizationServersAdminController);
export { AuthorizationServersAdminController };
//# sourceMappingURL=authorization-servers.admin.controller.js.map