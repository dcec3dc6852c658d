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
import { Administers } from '../../http/access.js';
import { JsonBody } from '../../http/json-body.js';
import { PageQuery } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { pageOf } from '../../kernel/page.js';
import { IssuerRegister } from './issuer-register.js';
import { WorkloadRuleRegister } from './workload-rule-register.js';
import { WorkloadRuleStore } from './workload-rule.store.js';
import { ruleView } from './workload-rule.view.js';
const IssuerId = new PathId('issuer');
const RuleId = new PathId('rule');
/** Which of an issuer's workloads are which client, for administrators. */
let WorkloadRulesAdminController = class WorkloadRulesAdminController {
    issuers;
    register;
    rules;
    constructor(issuers, register, rules) {
        this.issuers = issuers;
        this.register = register;
        this.rules = rules;
    }
    async create(issuerId, body, caller, response) {
        await this.issuers.require(issuerId);
        const rule = await this.register.create(issuerId, body, caller);
        response.location(`/api/v1/admin/issuers/${issuerId}/rules/${rule.id}`);
        return ruleView(rule);
    }
    async list(issuerId, page) {
        await this.issuers.require(issuerId);
        return pageOf(await this.rules.list(issuerId, page), page.limit, ({ id }) => id, ruleView);
    }
    async read(issuerId, id) {
        return ruleView(await this.register.require(issuerId, id));
    }
    async change(issuerId, id, body, caller) {
        return ruleView(await this.register.change(issuerId, id, body, caller));
    }
    async remove(issuerId, id, caller) {
        await this.register.remove(issuerId, id, caller);
    }
};
__decorate([
    Post(),
    __param(0, Param('id', IssuerId)),
    __param(1, JsonBody()),
    __param(2, TheCaller()),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object, Object]),
    __metadata("design:returntype", Promise)
], WorkloadRulesAdminController.prototype, "create", null);
__decorate([
    Get(),
    __param(0, Param('id', IssuerId)),
    __param(1, PageQuery()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], WorkloadRulesAdminController.prototype, "list", null);
__decorate([
    Get(':rule_id'),
    __param(0, Param('id', IssuerId)),
    __param(1, Param('rule_id', RuleId)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, String]),
    __metadata("design:returntype", Promise)
], WorkloadRulesAdminController.prototype, "read", null);
__decorate([
    Patch(':rule_id'),
    __param(0, Param('id', IssuerId)),
    __param(1, Param('rule_id', RuleId)),
    __param(2, JsonBody()),
    __param(3, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, String, Object, Object]),
    __metadata("design:returntype", Promise)
], WorkloadRulesAdminController.prototype, "change", null);
__decorate([
    Delete(':rule_id'),
    HttpCode(204),
    __param(0, Param('id', IssuerId)),
    __param(1, Param('rule_id', RuleId)),
    __param(2, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, String, Object]),
    __metadata("design:returntype", Promise)
], WorkloadRulesAdminController.prototype, "remove", null);
WorkloadRulesAdminController = __decorate([
    Controller('api/v1/admin/issuers/:id/rules'),
    Administers('issuers'),
    Versioned('workload_rules', { param: 'rule_id' }),
    __metadata("design:paramtypes", [IssuerRegister,
        WorkloadRuleRegister,
        WorkloadRuleStore])
], WorkloadRulesAdminController);
export { WorkloadRulesAdminController };
//# sourceMappingURL=workload-rules.admin.controller.js.map