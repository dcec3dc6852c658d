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
import { SignInProviderRegister } from './sign-in-provider-register.js';
import { SignInProviderStore } from './sign-in-provider.store.js';
import { signInProviderView } from './sign-in-provider.view.js';
const ID = new PathId('sign-in provider');
const filters = { slug: textFilter, issuer: textFilter, status: wordFilter('active', 'inactive') };
/** Companies' OpenID providers by which people sign in, for administrators. */
let SignInProvidersAdminController = class SignInProvidersAdminController {
    register;
    providers;
    settings;
    constructor(register, providers, settings) {
        this.register = register;
        this.providers = providers;
        this.settings = settings;
    }
    async create(body, caller, response) {
        const provider = await this.register.create(body, caller);
        response.location(`/api/v1/admin/sign-in-providers/${provider.id}`);
        return this.view(provider);
    }
    async list({ page, filters }) {
        const found = await this.providers.list(page, filters);
        return pageOf(found, page.limit, ({ id }) => id, (one) => this.view(one));
    }
    async read(id) {
        return this.view(await this.register.require(id));
    }
    async change(id, body, caller) {
        return this.view(await this.register.change(id, body, caller));
    }
    /** Whoever is signed in by it is signed out. */
    async remove(id, caller) {
        await this.register.remove(id, caller);
    }
    view(provider) {
        return signInProviderView(provider, this.settings.PUBLIC_URL);
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
], SignInProvidersAdminController.prototype, "create", null);
__decorate([
    Get(),
    __param(0, ListQuery(filters)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], SignInProvidersAdminController.prototype, "list", null);
__decorate([
    Get(':id'),
    __param(0, Param('id', ID)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], SignInProvidersAdminController.prototype, "read", null);
__decorate([
    Patch(':id'),
    __param(0, Param('id', ID)),
    __param(1, JsonBody()),
    __param(2, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], SignInProvidersAdminController.prototype, "change", null);
__decorate([
    Delete(':id'),
    HttpCode(204),
    __param(0, Param('id', ID)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], SignInProvidersAdminController.prototype, "remove", null);
SignInProvidersAdminController = __decorate([
    Controller('api/v1/admin/sign-in-providers'),
    Administers('sign_in_providers'),
    Versioned('sign_in_providers'),
    __metadata("design:paramtypes", [SignInProviderRegister,
        SignInProviderStore,
        Settings])
], SignInProvidersAdminController);
export { SignInProvidersAdminController };
//# sourceMappingURL=sign-in-providers.admin.controller.js.map