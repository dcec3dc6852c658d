var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Global, Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { UpstreamsModule } from '../proxy/upstreams/upstreams.module.js';
import { ExplainAdminController } from './explain.admin.controller.js';
import { Explanations } from './explanations.js';
import { KnownPrincipals } from './known-principals.js';
import { PoliciesAdminController } from './policies.admin.controller.js';
import { PolicyRegister } from './policy-register.js';
import { PolicyRuleStore } from './policy-rule.store.js';
import { Policy } from './policy.contract.js';
import { RuleBook } from './rule-book.js';
import { RuledPolicy } from './ruled-policy.js';
/**
 * Owns the rules who may reach what at the gate, and the decision by them.
 * Owns neither the asking nor the recording: the gate does both.
 */
let PolicyModule = class PolicyModule {
};
PolicyModule = __decorate([
    Global(),
    Module({
        imports: [IdentityModule, UpstreamsModule],
        controllers: [PoliciesAdminController, ExplainAdminController],
        providers: [
            PolicyRuleStore,
            RuleBook,
            RuledPolicy,
            { provide: Policy, useExisting: RuledPolicy },
            KnownPrincipals,
            PolicyRegister,
            Explanations,
        ],
        exports: [Policy],
    })
], PolicyModule);
export { PolicyModule };
//# sourceMappingURL=policy.module.js.map