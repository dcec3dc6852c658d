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
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Administers } from '../http/access.js';
import { Takes } from '../http/page-query.js';
import { TheCaller } from '../http/the-caller.js';
import { Problem } from '../kernel/problem.js';
import { KeyList } from './key-list.js';
import { KeyRotation } from './key-rotation.js';
/** What administrators may see and do about signing keys. */
let KeysAdminController = class KeysAdminController {
    list;
    rotation;
    constructor(list, rotation) {
        this.list = list;
        this.rotation = rotation;
    }
    page() {
        return this.list.page();
    }
    async read(kid) {
        const key = (await this.list.page()).items.find((one) => one.kid === kid);
        if (key === undefined)
            throw Problem.notFound('key');
        return key;
    }
    /** Rotate the signing keys now. 409 while the next keys are too young, unless `?force=true`. */
    async rotate(by, force = 'false') {
        if (force !== 'true' && force !== 'false') {
            throw Problem.invalid([{ pointer: 'force', detail: 'must be true or false' }]);
        }
        await this.rotation.rotate('administrator', { force: force === 'true', by });
        return this.list.page();
    }
};
__decorate([
    Get(),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Promise)
], KeysAdminController.prototype, "page", null);
__decorate([
    Get(':kid'),
    __param(0, Param('kid')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], KeysAdminController.prototype, "read", null);
__decorate([
    Post('rotate'),
    HttpCode(200),
    Takes('force'),
    __param(0, TheCaller()),
    __param(1, Query('force')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], KeysAdminController.prototype, "rotate", null);
KeysAdminController = __decorate([
    Controller('api/v1/admin/keys'),
    Administers('keys'),
    __metadata("design:paramtypes", [KeyList,
        KeyRotation])
], KeysAdminController);
export { KeysAdminController };
//# sourceMappingURL=keys.admin.controller.js.map