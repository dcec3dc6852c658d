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
import { Administers } from '../http/access.js';
import { examined, StrictJsonBody } from '../http/json-body.js';
import { ExplainRequest } from './explain.request.js';
import { Explanations } from './explanations.js';
/** Says why a call would be allowed or denied, rule by rule. Nothing is recorded, for nobody called. */
let ExplainAdminController = class ExplainAdminController {
    explanations;
    constructor(explanations) {
        this.explanations = explanations;
    }
    /** Explain why a call would be allowed or denied, rule by rule. Nothing is recorded, for nobody called. */
    async explain(body) {
        const { value, wrong } = examined(ExplainRequest, body.fields);
        const named = [value.tool, value.prompt, value.resource].filter((name) => typeof name === 'string');
        if (named.length > 1)
            wrong.add('tool', 'must not come together with another of tool, prompt and resource');
        wrong.refuse();
        const { decided, steps } = await this.explanations.of(value, body.value['arguments']);
        return {
            decision: decided.decision,
            reason: decided.reason,
            rule: decided.rule ?? null,
            policy_version: decided.version,
            ...(decided.shadow === undefined ? {} : { shadow: decided.shadow }),
            ...(decided.stepUp === undefined ? {} : { step_up: decided.stepUp }),
            steps,
        };
    }
};
__decorate([
    Post(),
    HttpCode(200),
    __param(0, StrictJsonBody()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], ExplainAdminController.prototype, "explain", null);
ExplainAdminController = __decorate([
    Controller('api/v1/admin/policy/explain'),
    Administers('policies', 'read'),
    __metadata("design:paramtypes", [Explanations])
], ExplainAdminController);
export { ExplainAdminController };
//# sourceMappingURL=explain.admin.controller.js.map