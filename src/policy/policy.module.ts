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
@Global()
@Module({
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
export class PolicyModule {}
