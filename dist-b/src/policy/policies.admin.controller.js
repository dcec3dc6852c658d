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
import { Administers } from '../http/access.js';
import { JsonBody } from '../http/json-body.js';
import { ListQuery, textFilter, wordFilter } from '../http/page-query.js';
import { PathId } from '../http/path-id.js';
import { TheCaller } from '../http/the-caller.js';
import { Versioned } from '../http/versioned.js';
import { pageOf } from '../kernel/page.js';
import { PolicyRegister } from './policy-register.js';
import { EFFECTS, PRINCIPAL_TYPES, RULE_MODES } from './policy-rule.entity.js';
import { PolicyRuleStore } from './policy-rule.store.js';
import { ruleView } from './policy-rule.view.js';
const filters = {
    upstream: textFilter,
    principal_type: wordFilter(...PRINCIPAL_TYPES),
    principal_id: textFilter,
    effect: wordFilter(...EFFECTS),
    mode: wordFilter(...RULE_MODES),
};
const RuleId = new PathId('policy rule');
/** Who may reach what, for administrators. */
let PoliciesAdminController = class PoliciesAdminController {
    register;
    rules;
    constructor(register, rules) {
        this.register = register;
        this.rules = rules;
    }
    async create(body, caller, response) {
        const rule = await this.register.create(body, caller);
        response.location(`/api/v1/admin/policies/${rule.id}`);
        return ruleView(rule);
    }
    async list({ page, filters }) {
        return pageOf(await this.rules.list(page, filters), page.limit, ({ id }) => id, ruleView);
    }
    async read(id) {
        return ruleView(await this.register.require(id));
    }
    async change(id, body, caller) {
        return ruleView(await this.register.change(id, body, caller));
    }
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
], PoliciesAdminController.prototype, "create", null);
__decorate([
    Get(),
    __param(0, ListQuery(filters)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], PoliciesAdminController.prototype, "list", null);
__decorate([
    Get(':id'),
    __param(0, Param('id', RuleId)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], PoliciesAdminController.prototype, "read", null);
__decorate([
    Patch(':id'),
    __param(0, Param('id', RuleId)),
    __param(1, JsonBody()),
    __param(2, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], PoliciesAdminController.prototype, "change", null);
__decorate([
    Delete(':id'),
    HttpCode(204),
    __param(0, Param('id', RuleId)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], PoliciesAdminController.prototype, "remove", null);
PoliciesAdminController = __decorate([
    Controller('api/v1/admin/policies'),
    Administers('policies'),
    Versioned('policy_rules'),
    __metadata("design:paramtypes", [PolicyRegister,
        PolicyRuleStore])
], PoliciesAdminController);
export { PoliciesAdminController };
//# sourceMappingURL=policies.admin.controller.js.map