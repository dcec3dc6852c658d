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
import { Controller, Get, Param, Query } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { pageSize, readFilters, textFilter } from '../../http/page-query.js';
import { DEFAULT_PAGE, pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { UserStore } from './user.store.js';
/** Groups that people are in; one without anybody is none. */
let GroupsAdminController = class GroupsAdminController {
    users;
    constructor(users) {
        this.users = users;
    }
    async list(query) {
        const { after, limit = DEFAULT_PAGE } = readFilters(query, { after: nameOf, limit: pageSize });
        return pageOf(await this.users.groups(after ?? null, limit), limit, ({ name }) => name, (group) => group);
    }
    async read(name) {
        const members = await this.users.membersOf(name);
        if (members === 0)
            throw Problem.notFound('group');
        return { name, members };
    }
};
__decorate([
    Get(),
    __param(0, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], GroupsAdminController.prototype, "list", null);
__decorate([
    Get(':name'),
    __param(0, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], GroupsAdminController.prototype, "read", null);
GroupsAdminController = __decorate([
    Controller('api/v1/admin/groups'),
    Administers('users'),
    __metadata("design:paramtypes", [UserStore])
], GroupsAdminController);
export { GroupsAdminController };
/** A cursor of this list is the last name. */
function nameOf(text) {
    return textFilter(Buffer.from(text, 'base64url').toString());
}
//# sourceMappingURL=groups.admin.controller.js.map