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
import { ListQuery, textFilter, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { pageOf } from '../../kernel/page.js';
import { withinOf } from '../../kernel/within.js';
import { UserRegister } from './user-register.js';
import { UserStore } from './user.store.js';
import { userView } from './user.view.js';
const filters = {
    email: (text) => textFilter(text).toLowerCase(),
    status: wordFilter('active', 'inactive'),
    group: textFilter,
    role: textFilter,
    text: textFilter,
};
/** People, for administrators. */
let UsersAdminController = class UsersAdminController {
    register;
    users;
    constructor(register, users) {
        this.register = register;
        this.users = users;
    }
    async create(body, caller, response) {
        const user = await this.register.create(body, caller);
        response.location(`/api/v1/admin/users/${user.id}`);
        return userView(user);
    }
    async list({ page, filters }, caller) {
        return pageOf(await this.users.list(page, filters, withinOf(caller)), page.limit, ({ id }) => id, userView);
    }
    async read(id, caller) {
        return userView(await this.register.requireWithin(id, caller));
    }
    async change(id, body, caller) {
        return userView(await this.register.change(id, body, caller));
    }
    /** Their clients stay, inactive and without an owner. */
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
], UsersAdminController.prototype, "create", null);
__decorate([
    Get(),
    Narrowed(),
    __param(0, ListQuery(filters)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], UsersAdminController.prototype, "list", null);
__decorate([
    Get(':id'),
    Narrowed(),
    __param(0, Param('id', new PathId('user'))),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], UsersAdminController.prototype, "read", null);
__decorate([
    Patch(':id'),
    __param(0, Param('id', new PathId('user'))),
    __param(1, JsonBody()),
    __param(2, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], UsersAdminController.prototype, "change", null);
__decorate([
    Delete(':id'),
    HttpCode(204),
    __param(0, Param('id', new PathId('user'))),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], UsersAdminController.prototype, "remove", null);
UsersAdminController = __decorate([
    Controller('api/v1/admin/users'),
    Administers('users'),
    Versioned('users'),
    __metadata("design:paramtypes", [UserRegister,
        UserStore])
], UsersAdminController);
export { UsersAdminController };
//# sourceMappingURL=users.admin.controller.js.map