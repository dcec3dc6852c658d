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
import { Controller, HttpCode, Post } from '@nestjs/common';
import { Administers, Narrowed } from '../../http/access.js';
import { askedOf, Bulk } from '../../http/bulk.js';
import { examined, JsonBody } from '../../http/json-body.js';
import { TheCaller } from '../../http/the-caller.js';
import { withinOf } from '../../kernel/within.js';
import { Changes, doneBy } from '../changes.store.js';
import { SessionRevocationRequest } from './session-revocation.request.js';
import { SessionRevocationStore } from './session-revocation.store.js';
/** Ends many sessions at once, for administrators. */
let SessionRevocationAdminController = class SessionRevocationAdminController {
    sessions;
    changes;
    constructor(sessions, changes) {
        this.sessions = sessions;
        this.changes = changes;
    }
    /**
     * Close the live sessions that a filter finds, and all that were opened from them. Codes that would have become such a
     * session are worth nothing any more. Whoever asks for `?dry_run=true` first knows how many they are, and says so.
     */
    async revoke(body, caller) {
        const { filter, expected } = askedOf(examined(SessionRevocationRequest, body), 'sessions');
        return this.changes.record((transaction) => this.sessions.revoke(transaction, filter, withinOf(caller), expected), (done) => doneBy(caller, 'sessions.revoked', { filter, ...done }));
    }
};
__decorate([
    Post(),
    HttpCode(200),
    Bulk(),
    __param(0, JsonBody()),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], SessionRevocationAdminController.prototype, "revoke", null);
SessionRevocationAdminController = __decorate([
    Controller('api/v1/admin/sessions/revoke'),
    Administers('sessions', 'delete'),
    Narrowed(),
    __metadata("design:paramtypes", [SessionRevocationStore,
        Changes])
], SessionRevocationAdminController);
export { SessionRevocationAdminController };
//# sourceMappingURL=session-revocation.admin.controller.js.map