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
import { PageQuery } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { UserRegister } from '../users/user-register.js';
import { LinkRemoval } from './link-removal.js';
import { UserIdentityStore } from './user-identity.store.js';
import { UserLinks } from './user-links.js';
const UserId = new PathId('user');
function identityView({ id, userId, issuer, tenant, subject, createdAt }) {
    return { id, user_id: userId, issuer, tenant, subject, created_at: createdAt.toISOString() };
}
/** As whom other issuers know a person, for administrators. */
let UserIdentitiesAdminController = class UserIdentitiesAdminController {
    users;
    links;
    removal;
    identities;
    constructor(users, links, removal, identities) {
        this.users = users;
        this.links = links;
        this.removal = removal;
        this.identities = identities;
    }
    async list(userId, page) {
        await this.users.require(userId);
        return pageOf(await this.identities.list(userId, page), page.limit, ({ id }) => id, identityView);
    }
    async read(userId, id) {
        const identity = await this.identities.find(userId, id);
        if (identity === null)
            throw Problem.notFound('identity');
        return identityView(identity);
    }
    async add(userId, body, caller, response) {
        await this.users.require(userId);
        const identity = await this.links.add(userId, body, caller);
        response.location(`/api/v1/admin/users/${userId}/identities/${identity.id}`);
        return identityView(identity);
    }
    /** Tokens that were got by an assertion of this identity live on until they expire: five minutes, unless set otherwise. */
    async remove(userId, id, caller) {
        await this.removal.remove(userId, id, caller);
    }
};
__decorate([
    Get(),
    __param(0, Param('id', UserId)),
    __param(1, PageQuery()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], UserIdentitiesAdminController.prototype, "list", null);
__decorate([
    Get(':identity_id'),
    __param(0, Param('id', UserId)),
    __param(1, Param('identity_id', new PathId('identity'))),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, String]),
    __metadata("design:returntype", Promise)
], UserIdentitiesAdminController.prototype, "read", null);
__decorate([
    Post(),
    __param(0, Param('id', UserId)),
    __param(1, JsonBody()),
    __param(2, TheCaller()),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object, Object]),
    __metadata("design:returntype", Promise)
], UserIdentitiesAdminController.prototype, "add", null);
__decorate([
    Delete(':identity_id'),
    HttpCode(204),
    __param(0, Param('id', UserId)),
    __param(1, Param('identity_id', new PathId('identity'))),
    __param(2, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, String, Object]),
    __metadata("design:returntype", Promise)
], UserIdentitiesAdminController.prototype, "remove", null);
UserIdentitiesAdminController = __decorate([
    Controller('api/v1/admin/users/:id/identities'),
    Administers('credentials'),
    Versioned('user_identities', { param: 'identity_id', by: ['created_at'] }),
    __metadata("design:paramtypes", [UserRegister,
        UserLinks,
        LinkRemoval,
        UserIdentityStore])
], UserIdentitiesAdminController);
export { UserIdentitiesAdminController };
//# sourceMappingURL=user-identities.admin.controller.js.map