import { Injectable } from '@nestjs/common';
import { Policy, type PolicyDecision, type PolicyQuestion } from './policy.contract.js';

/** The last rung of every ladder: what the upstream says when no rule matches. */
@Injectable()
export class UpstreamDefault extends Policy {
  decide({ upstream }: PolicyQuestion): PolicyDecision {
    return { decision: upstream.policyDefault, reason: `default of upstream ${upstream.name}` };
  }
}
