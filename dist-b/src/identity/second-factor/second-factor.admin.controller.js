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
import { Changes, doneBy } from '../changes.store.js';
import { SessionStore } from '../sessions/session.store.js';
import { coverPerson } from '../users/reach.store.js';
import { UserRegister } from '../users/user-register.js';
import { SecondFactorStore } from './second-factor.store.js';
import { SecondFactors } from './second-factors.js';
const UserId = new PathId('user');
/** A person's second factor, for administrators, who learn whether there is one and can take it away; never a code. */
let SecondFactorAdminController = class SecondFactorAdminController {
    users;
    factors;
    store;
    sessions;
    changes;
    constructor(users, factors, store, sessions, changes) {
        this.users = users;
        this.factors = factors;
        this.store = store;
        this.sessions = sessions;
        this.changes = changes;
    }
    async read(id) {
        await this.users.require(id);
        const state = await this.factors.stateOf(id);
        return {
            enrolled: state !== null,
            enrolled_at: state?.since.toISOString() ?? null,
            recovery_codes_left: state?.codesLeft ?? 0,
        };
    }
    /** For somebody who has lost it. Whoever has found it may be signed in by it: every session of the person ends. */
    async reset(id, caller) {
        await this.users.require(id);
        await this.changes.retrying(() => this.changes.record(async (transaction) => {
            await coverPerson(transaction, caller, id);
            if (!(await this.store.delete(transaction, id)))
                throw Problem.notFound('second factor');
            return this.sessions.closeOfUser(transaction, id, 'second factor was reset');
        }, (closed) => doneBy(caller, 'second_factor.reset', { id, closed })));
    }
};
__decorate([
    Get(),
    __param(0, Param('id', UserId)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], SecondFactorAdminController.prototype, "read", null);
__decorate([
    Delete(),
    HttpCode(204),
    __param(0, Param('id', UserId)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], SecondFactorAdminController.prototype, "reset", null);
SecondFactorAdminController = __decorate([
    Controller('api/v1/admin/users/:id/second-factor'),
    Administers('credentials'),
    Versioned('second_factors', { key: 'user_id', by: ['created_at AS enrolled_at'] }),
    __metadata("design:paramtypes", [UserRegister,
        SecondFactors,
        SecondFactorStore,
        SessionStore,
        Changes])
], SecondFactorAdminController);
export { SecondFactorAdminController };
//# sourceMappingURL=second-factor.admin.controller.js.map