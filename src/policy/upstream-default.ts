import { Injectable } from '@nestjs/common';
import { type Listed, Policy, type PolicyCaller, type PolicyDecision, type PolicyQuestion } from './policy.contract.js';

/** The last rung of every ladder: what the upstream says when no rule matches. */
@Injectable()
export class UpstreamDefault extends Policy {
  decide({ upstream }: PolicyQuestion): Promise<PolicyDecision> {
    return Promise.resolve({ decision: upstream.policyDefault, reason: `default of upstream ${upstream.name}` });
  }

  admits({ upstream }: PolicyCaller, listed: readonly Listed[]): Promise<readonly boolean[]> {
    return Promise.resolve(listed.map(() => upstream.policyDefault === 'allow'));
  }
}
