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
import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { idFilter, ListQuery, textFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { doneBy } from '../changes.store.js';
import { ConsentStore } from './consent.store.js';
import { consentView } from './consent.view.js';
import { Consents } from './consents.js';
const filters = { user_id: idFilter, client_id: textFilter };
/** What people agreed to, for administrators: to see it, and to end it. */
let ConsentsAdminController = class ConsentsAdminController {
    store;
    consents;
    constructor(store, consents) {
        this.store = store;
        this.consents = consents;
    }
    async list({ page, filters }) {
        return pageOf(await this.store.list(page, filters), page.limit, ({ id }) => id, consentView);
    }
    async read(id) {
        return consentView(await this.require(id));
    }
    /** Sessions that were opened by it end. */
    async withdraw(id, caller) {
        await this.consents.withdraw(await this.require(id), (detail) => doneBy(caller, 'consent.withdrawn', detail));
    }
    async require(id) {
        const consent = await this.store.find(id);
        if (consent === null)
            throw Problem.notFound('consent');
        return consent;
    }
};
__decorate([
    Get(),
    __param(0, ListQuery(filters)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], ConsentsAdminController.prototype, "list", null);
__decorate([
    Get(':id'),
    __param(0, Param('id', new PathId('consent'))),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], ConsentsAdminController.prototype, "read", null);
__decorate([
    Delete(':id'),
    HttpCode(204),
    __param(0, Param('id', new PathId('consent'))),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], ConsentsAdminController.prototype, "withdraw", null);
ConsentsAdminController = __decorate([
    Controller('api/v1/admin/consents'),
    Administers('consents'),
    Versioned('consents'),
    __metadata("design:paramtypes", [ConsentStore,
        Consents])
], ConsentsAdminController);
export { ConsentsAdminController };
//# sourceMappingURL=consents.admin.controller.js.map