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
import { Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { JsonBody } from '../../http/json-body.js';
import { ListQuery } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { RegistrationTokens } from './registration-tokens.js';
import { RegistrationTokenStore } from './registration-token.store.js';
import { registrationTokenView } from './registration-token.view.js';
const ID = new PathId('registration token');
/** Initial access tokens (RFC 7591 §1.2), for administrators. */
let RegistrationTokensAdminController = class RegistrationTokensAdminController {
    tokens;
    store;
    constructor(tokens, store) {
        this.tokens = tokens;
        this.store = store;
    }
    /** The answer is the only one that ever shows the token. */
    async create(body, caller, response) {
        const { row, text } = await this.tokens.create(body, caller);
        response.location(`/api/v1/admin/registration-tokens/${row.id}`).set('cache-control', 'no-store');
        return { ...registrationTokenView(row), initial_access_token: text };
    }
    async list({ page }) {
        return pageOf(await this.store.list(page), page.limit, ({ id }) => id, registrationTokenView);
    }
    async read(id) {
        const token = await this.store.findById(id);
        if (token === null)
            throw Problem.notFound('registration token');
        return registrationTokenView(token);
    }
    /** Nobody can register by it any more; clients that did stay. */
    remove(id, caller) {
        return this.tokens.remove(id, caller);
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
], RegistrationTokensAdminController.prototype, "create", null);
__decorate([
    Get(),
    __param(0, ListQuery({})),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], RegistrationTokensAdminController.prototype, "list", null);
__decorate([
    Get(':id'),
    __param(0, Param('id', ID)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], RegistrationTokensAdminController.prototype, "read", null);
__decorate([
    Delete(':id'),
    HttpCode(204),
    __param(0, Param('id', ID)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], RegistrationTokensAdminController.prototype, "remove", null);
RegistrationTokensAdminController = __decorate([
    Controller('api/v1/admin/registration-tokens'),
    Administers('registration_tokens'),
    Versioned('registration_tokens', { by: ['created_at', 'uses_left'] }),
    __metadata("design:paramtypes", [RegistrationTokens,
        RegistrationTokenStore])
], RegistrationTokensAdminController);
export { RegistrationTokensAdminController };
//# sourceMappingURL=registration-tokens.admin.controller.js.map