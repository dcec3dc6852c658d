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
import { Controller, Get, Param, Req } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { isUuid } from '../../http/page-query.js';
import { TheCaller } from '../../http/the-caller.js';
import { Problem } from '../../kernel/problem.js';
import { UpstreamStore } from '../upstreams/upstream.store.js';
import { offeredView } from './offered-tools.view.js';
import { OfferedTools } from './offered-tools.js';
/** The tools of an MCP server, for administrators who write rules about them. */
let OfferedToolsAdminController = class OfferedToolsAdminController {
    offered;
    upstreams;
    constructor(offered, upstreams) {
        this.offered = offered;
        this.upstreams = upstreams;
    }
    /** As the server told of them when it was last asked; for whoever writes rules about them. */
    async list(server, caller, request) {
        return offeredView(await this.offered.of(await this.require(server), caller, request));
    }
    /** @param server its name, as rules have it, or its id, as the other paths here have it. @throws Problem 404 */
    async require(server) {
        const found = (await this.upstreams.find('mcp', server)) ?? (await this.byId(server));
        if (found === null)
            throw Problem.notFound('MCP server');
        return found;
    }
    async byId(id) {
        const registered = isUuid(id) ? await this.upstreams.findById(id) : null;
        return registered?.kind === 'mcp' ? this.upstreams.find('mcp', registered.name) : null;
    }
};
__decorate([
    Get(':server/tools'),
    __param(0, Param('server')),
    __param(1, TheCaller()),
    __param(2, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], OfferedToolsAdminController.prototype, "list", null);
OfferedToolsAdminController = __decorate([
    Controller('api/v1/admin/upstreams'),
    Administers('upstreams'),
    __metadata("design:paramtypes", [OfferedTools,
        UpstreamStore])
], OfferedToolsAdminController);
export { OfferedToolsAdminController };
//# sourceMappingURL=offered-tools.admin.controller.js.map