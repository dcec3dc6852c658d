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
import { examined, JsonBody } from '../../http/json-body.js';
import { PageQuery } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { BUILT_IN_SCOPES, SCOPE_NAME } from '../../kernel/scope-set.js';
import { Changes, doneBy } from '../changes.store.js';
import { isBuiltIn, ScopeCatalogue } from './scope.catalogue.js';
import { ScopeRequest } from './scope.request.js';
import { ScopeStore } from './scope.store.js';
import { scopeView } from './scope.view.js';
const conflicts = {
    scopes_name: Problem.conflict('There is a scope with this name.', [{ pointer: '/name', detail: 'is taken' }]),
};
/** Places of the built-in scopes in the list: before every id that was made. */
const builtIn = BUILT_IN_SCOPES.map((scope, index) => ({
    ...scope,
    id: `00000000-0000-7000-8000-${String(index + 1).padStart(12, '0')}`,
}));
const ScopeName = new PathId('scope', (text) => SCOPE_NAME.test(text));
/** Scopes, for administrators: the built-in ones, and their own. */
let ScopesAdminController = class ScopesAdminController {
    changes;
    scopes;
    catalogue;
    constructor(changes, scopes, catalogue) {
        this.changes = changes;
        this.scopes = scopes;
        this.catalogue = catalogue;
    }
    async create(body, caller, response) {
        const { value, wrong } = examined(ScopeRequest, body);
        if (!wrong.has('name') && isBuiltIn(value.name))
            wrong.add('name', 'is the name of a built-in scope');
        wrong.refuse();
        const { name, tier, description } = value;
        await this.changes.record(async (transaction) => {
            if (await this.scopes.insert(transaction, { name, tier, description }))
                return;
            throw Problem.conflict('There are as many scopes as there may be.');
        }, () => doneBy(caller, 'scope.created', { name, tier }), conflicts);
        response.location(`/api/v1/admin/scopes/${encodeURIComponent(name)}`);
        return scopeView(value);
    }
    async list(page) {
        const { after, limit } = page;
        const first = builtIn.filter(({ id }) => after === null || id > after);
        const rows = first.length > limit ? first : [...first, ...(await this.scopes.list(page))];
        return pageOf(rows, limit, ({ id }) => id, scopeView);
    }
    async read(name) {
        const scope = (await this.catalogue.find([name])).get(name);
        if (scope === undefined)
            throw Problem.notFound('scope');
        return scopeView(scope);
    }
    /** One that somebody uses stays, and so do the built-in ones. */
    async remove(name, caller) {
        if (isBuiltIn(name))
            throw Problem.conflict('A built-in scope cannot be deleted.');
        await this.changes.record(async (transaction) => {
            const outcome = await this.scopes.delete(transaction, name);
            if (outcome === null)
                throw Problem.notFound('scope');
            if (outcome !== 'deleted')
                throw Problem.conflict(`The scope is used by ${outcome.usedBy}.`);
        }, () => doneBy(caller, 'scope.deleted', { name }));
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
], ScopesAdminController.prototype, "create", null);
__decorate([
    Get(),
    __param(0, PageQuery()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], ScopesAdminController.prototype, "list", null);
__decorate([
    Get(':name'),
    __param(0, Param('name', ScopeName)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], ScopesAdminController.prototype, "read", null);
__decorate([
    Delete(':name'),
    HttpCode(204),
    __param(0, Param('name', ScopeName)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], ScopesAdminController.prototype, "remove", null);
ScopesAdminController = __decorate([
    Controller('api/v1/admin/scopes'),
    Administers('scopes'),
    Versioned('scopes', { key: 'name', param: 'name', member: 'name', by: ['tier', 'description'] }),
    __metadata("design:paramtypes", [Changes,
        ScopeStore,
        ScopeCatalogue])
], ScopesAdminController);
export { ScopesAdminController };
//# sourceMappingURL=scopes.admin.controller.js.map