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
import { idFilter, ListQuery, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { doneBy } from '../changes.store.js';
import { coverPerson } from '../users/reach.store.js';
import { UserStore } from '../users/user.store.js';
import { AccessKeyRegister } from './access-key-register.js';
import { AccessKeyStore } from './access-key.store.js';
import { accessKeyView } from './access-key.view.js';
const KeyId = new PathId('access key');
const UserId = new PathId('user');
const active = (text) => wordFilter('true', 'false')(text) === 'true';
/** Access keys, for administrators: for whom there are which, and to end them. */
let AccessKeysAdminController = class AccessKeysAdminController {
    register;
    keys;
    users;
    constructor(register, keys, users) {
        this.register = register;
        this.keys = keys;
        this.users = users;
    }
    /** The answer is the only one that ever shows the key. */
    async create(userId, body, caller, response) {
        const hold = (transaction) => coverPerson(transaction, caller, userId);
        const { row, text } = await this.register.create(userId, body, { ...by(caller), hold });
        response.location(`/api/v1/admin/access-keys/${row.id}`);
        response.set('cache-control', 'no-store');
        return { ...accessKeyView({ ...row, active: true, closedAt: null, closeReason: null }), access_key: text };
    }
    async listOfUser(userId, { page, filters }) {
        if ((await this.users.find(userId)) === null)
            throw Problem.notFound('user');
        return this.list({ page, filters: { ...filters, user_id: userId } });
    }
    async list({ page, filters }) {
        return pageOf(await this.keys.list(page, filters), page.limit, ({ id }) => id, accessKeyView);
    }
    async read(id) {
        return accessKeyView(await this.require(id));
    }
    /** Scripts that use it are refused from the next call on. */
    async revoke(id, caller) {
        await this.register.revoke(await this.require(id), 'access key revoked by an administrator', by(caller));
    }
    async require(id) {
        const key = await this.keys.find(id);
        if (key === null)
            throw Problem.notFound('access key');
        return key;
    }
};
__decorate([
    Post('users/:id/access-keys'),
    Versioned('access_keys', { by: ['created_at'] }),
    __param(0, Param('id', UserId)),
    __param(1, JsonBody()),
    __param(2, TheCaller()),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object, Object]),
    __metadata("design:returntype", Promise)
], AccessKeysAdminController.prototype, "create", null);
__decorate([
    Get('users/:id/access-keys'),
    __param(0, Param('id', UserId)),
    __param(1, ListQuery({ active })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], AccessKeysAdminController.prototype, "listOfUser", null);
__decorate([
    Get('access-keys'),
    __param(0, ListQuery({ user_id: idFilter, active })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], AccessKeysAdminController.prototype, "list", null);
__decorate([
    Get('access-keys/:id'),
    Versioned('access_keys', { by: ['created_at'] }),
    __param(0, Param('id', KeyId)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], AccessKeysAdminController.prototype, "read", null);
__decorate([
    Delete('access-keys/:id'),
    Versioned('access_keys', { by: ['created_at'] }),
    HttpCode(204),
    __param(0, Param('id', KeyId)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], AccessKeysAdminController.prototype, "revoke", null);
AccessKeysAdminController = __decorate([
    Controller('api/v1/admin'),
    Administers('access_keys'),
    __metadata("design:paramtypes", [AccessKeyRegister,
        AccessKeyStore,
        UserStore])
], AccessKeysAdminController);
export { AccessKeysAdminController };
function by(caller) {
    return { event: (kind, detail) => doneBy(caller, kind, detail) };
}
//# sourceMappingURL=access-keys.admin.controller.js.map