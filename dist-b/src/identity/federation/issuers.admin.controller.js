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
import { IssuerDoctor } from './issuer-doctor.js';
import { IssuerRegister } from './issuer-register.js';
import { TrustedIssuerStore } from './trusted-issuer.store.js';
import { issuerView } from './trusted-issuer.view.js';
const filters = { issuer: textFilter, status: wordFilter('active', 'inactive') };
/** Whom else we believe about machines and people, for administrators. */
let IssuersAdminController = class IssuersAdminController {
    register;
    issuers;
    doctor;
    constructor(register, issuers, doctor) {
        this.register = register;
        this.issuers = issuers;
        this.doctor = doctor;
    }
    async create(body, caller, response) {
        const issuer = await this.register.create(body, caller);
        response.location(`/api/v1/admin/issuers/${issuer.id}`);
        return issuerView(issuer);
    }
    /** Examine why a token would be accepted or not. It is neither spent nor kept. */
    async examine(body, caller, response) {
        response.set('cache-control', 'no-store');
        return this.doctor.examine(body, caller);
    }
    async list({ page, filters }) {
        return pageOf(await this.issuers.list(page, filters), page.limit, ({ id }) => id, issuerView);
    }
    async read(id) {
        return issuerView(await this.register.require(id));
    }
    async change(id, body, caller) {
        return issuerView(await this.register.change(id, body, caller));
    }
    /** Its rules go with it; links of people stay. */
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
], IssuersAdminController.prototype, "create", null);
__decorate([
    Post('doctor'),
    HttpCode(200),
    __param(0, JsonBody()),
    __param(1, TheCaller()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], IssuersAdminController.prototype, "examine", null);
__decorate([
    Get(),
    __param(0, ListQuery(filters)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], IssuersAdminController.prototype, "list", null);
__decorate([
    Get(':id'),
    __param(0, Param('id', new PathId('issuer'))),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], IssuersAdminController.prototype, "read", null);
__decorate([
    Patch(':id'),
    __param(0, Param('id', new PathId('issuer'))),
    __param(1, JsonBody()),
    __param(2, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], IssuersAdminController.prototype, "change", null);
__decorate([
    Delete(':id'),
    HttpCode(204),
    __param(0, Param('id', new PathId('issuer'))),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], IssuersAdminController.prototype, "remove", null);
IssuersAdminController = __decorate([
    Controller('api/v1/admin/issuers'),
    Administers('issuers'),
    Versioned('trusted_issuers'),
    __metadata("design:paramtypes", [IssuerRegister,
        TrustedIssuerStore,
        IssuerDoctor])
], IssuersAdminController);
export { IssuersAdminController };
//# sourceMappingURL=issuers.admin.controller.js.map