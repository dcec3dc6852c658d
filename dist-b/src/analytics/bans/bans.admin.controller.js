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
import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { JsonBody } from '../../http/json-body.js';
import { ListQuery, readFilters, Takes, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { contextOf } from '../../http/request-context.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { canonicalRange } from '../../kernel/address-ranges.js';
import { pageOf } from '../../kernel/page.js';
import { Signals } from '../analytics.contract.js';
import { BanRegister } from './ban-register.js';
import { BanStore } from './ban.store.js';
import { banView } from './ban.view.js';
const ID = new PathId('ban');
const filters = { source: wordFilter('administrator', 'automatic'), range: rangeFilter };
/** Bans of addresses, for administrators. */
let BansAdminController = class BansAdminController {
    register;
    bans;
    signals;
    constructor(register, bans, signals) {
        this.register = register;
        this.bans = bans;
        this.signals = signals;
    }
    async create(request, body, caller, response) {
        const ban = await this.register.create(body, caller, this.from(request));
        response.location(`/api/v1/admin/bans/${ban.id}`);
        return banView(ban);
    }
    async list({ page, filters }) {
        return pageOf(await this.bans.list(page, filters), page.limit, ({ id }) => id, banView);
    }
    async read(id) {
        return banView(await this.register.require(id));
    }
    async change(request, id, body, caller) {
        return banView(await this.register.change(id, body, caller, this.from(request)));
    }
    async remove(id, caller) {
        await this.register.lift(id, caller);
    }
    from(request) {
        const { force = 'false' } = readFilters(request.query, { force: wordFilter('true', 'false') });
        const { address } = contextOf(request);
        return { address, network: this.signals.network(address), force: force === 'true' };
    }
};
__decorate([
    Post(),
    Takes('force'),
    __param(0, Req()),
    __param(1, JsonBody()),
    __param(2, TheCaller()),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object, Object]),
    __metadata("design:returntype", Promise)
], BansAdminController.prototype, "create", null);
__decorate([
    Get(),
    __param(0, ListQuery(filters)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], BansAdminController.prototype, "list", null);
__decorate([
    Get(':id'),
    __param(0, Param('id', ID)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], BansAdminController.prototype, "read", null);
__decorate([
    Patch(':id'),
    Takes('force'),
    __param(0, Req()),
    __param(1, Param('id', ID)),
    __param(2, JsonBody()),
    __param(3, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, Object, Object]),
    __metadata("design:returntype", Promise)
], BansAdminController.prototype, "change", null);
__decorate([
    Delete(':id'),
    HttpCode(204),
    __param(0, Param('id', ID)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], BansAdminController.prototype, "remove", null);
BansAdminController = __decorate([
    Controller('api/v1/admin/bans'),
    Administers('bans'),
    Versioned('address_bans'),
    __metadata("design:paramtypes", [BanRegister,
        BanStore,
        Signals])
], BansAdminController);
export { BansAdminController };
function rangeFilter(text) {
    const read = canonicalRange(text);
    if (read === null)
        throw new Error('must be an address or a CIDR range');
    return read.range;
}
//# sourceMappingURL=bans.admin.controller.js.map