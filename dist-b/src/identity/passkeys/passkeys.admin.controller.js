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
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { Problem } from '../../kernel/problem.js';
import { doneBy } from '../changes.store.js';
import { coverPerson } from '../users/reach.store.js';
import { UserStore } from '../users/user.store.js';
import { PasskeyRegister } from './passkey-register.js';
import { passkeyView } from './passkey.view.js';
const UserId = new PathId('user');
/** Passkeys of people, for administrators: which there are, and to end one. Nobody makes one for somebody else. */
let PasskeysAdminController = class PasskeysAdminController {
    register;
    users;
    constructor(register, users) {
        this.register = register;
        this.users = users;
    }
    /** All on one page: a person has few. */
    async list(id) {
        if ((await this.users.find(id)) === null)
            throw Problem.notFound('user');
        return { items: (await this.register.list(id)).map(passkeyView), next: null };
    }
    async read(id, passkey) {
        const found = (await this.register.list(id)).find((one) => one.id === passkey);
        if (found === undefined)
            throw Problem.notFound('passkey');
        return passkeyView(found);
    }
    /** Also the last one: the person needs a setup link then. */
    async remove(id, passkey, caller) {
        const event = (kind, detail) => doneBy(caller, kind, detail);
        const outcome = await this.register.remove(id, passkey, {
            event,
            sessionId: null,
            keepsOneWay: false,
            hold: (transaction) => coverPerson(transaction, caller, id),
        });
        if (outcome !== 'removed')
            throw Problem.notFound('passkey');
    }
};
__decorate([
    Get(),
    __param(0, Param('id', UserId)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], PasskeysAdminController.prototype, "list", null);
__decorate([
    Get(':passkey'),
    __param(0, Param('id', UserId)),
    __param(1, Param('passkey', new PathId('passkey'))),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, String]),
    __metadata("design:returntype", Promise)
], PasskeysAdminController.prototype, "read", null);
__decorate([
    Delete(':passkey'),
    HttpCode(204),
    __param(0, Param('id', UserId)),
    __param(1, Param('passkey', new PathId('passkey'))),
    __param(2, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, String, Object]),
    __metadata("design:returntype", Promise)
], PasskeysAdminController.prototype, "remove", null);
PasskeysAdminController = __decorate([
    Controller('api/v1/admin/users/:id/passkeys'),
    Administers('credentials'),
    Versioned('passkeys', { param: 'passkey', by: ['created_at', 'name'] }),
    __metadata("design:paramtypes", [PasskeyRegister,
        UserStore])
], PasskeysAdminController);
export { PasskeysAdminController };
//# sourceMappingURL=passkeys.admin.controller.js.map