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
import { Settings } from '../../settings/settings.js';
import { UpstreamRegister } from './upstream-register.js';
import { UpstreamTraffic } from './upstream-traffic.js';
import { UpstreamStore } from './upstream.store.js';
import { upstreamView } from './upstream.view.js';
const filters = { kind: wordFilter('mcp', 'a2a'), name: textFilter, status: wordFilter('active', 'inactive') };
/** Upstreams, for administrators. */
let UpstreamsAdminController = class UpstreamsAdminController {
    register;
    upstreams;
    traffic;
    settings;
    constructor(register, upstreams, traffic, settings) {
        this.register = register;
        this.upstreams = upstreams;
        this.traffic = traffic;
        this.settings = settings;
    }
    async create(body, caller, response) {
        const upstream = await this.register.create(body, caller);
        response.location(`/api/v1/admin/upstreams/${upstream.id}`);
        return this.view(upstream);
    }
    async list({ page, filters }) {
        const rows = await this.upstreams.list(page, filters);
        return pageOf(rows, page.limit, ({ id }) => id, (upstream) => this.view(upstream));
    }
    async read(id) {
        return this.view(await this.register.require(id));
    }
    async change(id, body, caller) {
        return this.view(await this.register.change(id, body, caller));
    }
    async remove(id, caller) {
        await this.register.remove(id, caller);
    }
    view(upstream) {
        return upstreamView(upstream, this.settings.PUBLIC_URL, this.traffic.healthOf(upstream));
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
], UpstreamsAdminController.prototype, "create", null);
__decorate([
    Get(),
    __param(0, ListQuery(filters)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], UpstreamsAdminController.prototype, "list", null);
__decorate([
    Get(':id'),
    __param(0, Param('id', new PathId('upstream'))),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], UpstreamsAdminController.prototype, "read", null);
__decorate([
    Patch(':id'),
    __param(0, Param('id', new PathId('upstream'))),
    __param(1, JsonBody()),
    __param(2, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], UpstreamsAdminController.prototype, "change", null);
__decorate([
    Delete(':id'),
    HttpCode(204),
    __param(0, Param('id', new PathId('upstream'))),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], UpstreamsAdminController.prototype, "remove", null);
UpstreamsAdminController = __decorate([
    Controller('api/v1/admin/upstreams'),
    Administers('upstreams'),
    Versioned('upstreams'),
    __metadata("design:paramtypes", [UpstreamRegister,
        UpstreamStore,
        UpstreamTraffic,
        Settings])
], UpstreamsAdminController);
export { UpstreamsAdminController };
//# sourceMappingURL=upstreams.admin.controller.js.map