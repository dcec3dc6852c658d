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
import { Administers, Narrowed } from '../../http/access.js';
import { idFilter, ListQuery, textFilter, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { withinOf } from '../../kernel/within.js';
import { holdSession } from '../users/reach.store.js';
import { Changes, doneBy } from '../changes.store.js';
import { SESSION_SOURCES } from './session.entity.js';
import { SessionList } from './session.list.store.js';
import { SessionStore } from './session.store.js';
import { sessionView } from './session.view.js';
const filters = {
    user_id: idFilter,
    client_id: textFilter,
    source: wordFilter(...SESSION_SOURCES),
    active: (text) => wordFilter('true', 'false')(text) === 'true',
};
/** Sessions, for administrators: to see who may act, and to end it. */
let SessionsAdminController = class SessionsAdminController {
    sessions;
    store;
    changes;
    constructor(sessions, store, changes) {
        this.sessions = sessions;
        this.store = store;
        this.changes = changes;
    }
    async list({ page, filters }, caller) {
        const rows = await this.sessions.list(page, filters, withinOf(caller));
        return pageOf(rows, page.limit, ({ id }) => id, sessionView);
    }
    async read(id, caller) {
        return sessionView(await this.require(id, caller));
    }
    /** Closes the session and all that were opened from it; one that is closed already stays so. */
    async close(id, caller) {
        await this.require(id, caller);
        await this.changes.record(async (transaction) => {
            await holdSession(transaction, caller, id);
            return this.store.close(transaction, id, 'closed by an administrator');
        }, (closed) => doneBy(caller, 'session.closed', { id, closed }));
    }
    async require(id, caller) {
        const session = await this.sessions.find(id, withinOf(caller));
        if (session === null)
            throw Problem.notFound('session');
        return session;
    }
};
__decorate([
    Get(),
    __param(0, ListQuery(filters)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], SessionsAdminController.prototype, "list", null);
__decorate([
    Get(':id'),
    __param(0, Param('id', new PathId('session'))),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], SessionsAdminController.prototype, "read", null);
__decorate([
    Delete(':id'),
    HttpCode(204),
    __param(0, Param('id', new PathId('session'))),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], SessionsAdminController.prototype, "close", null);
SessionsAdminController = __decorate([
    Controller('api/v1/admin/sessions'),
    Administers('sessions'),
    Narrowed(),
    Versioned('sessions', { by: ['created_at', 'closed_at'] }),
    __metadata("design:paramtypes", [SessionList,
        SessionStore,
        Changes])
], SessionsAdminController);
export { SessionsAdminController };
//# sourceMappingURL=sessions.admin.controller.js.map