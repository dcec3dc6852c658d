import { Controller, HttpCode, Post } from '@nestjs/common';
import { Administers } from '../http/access.js';
import { examined, type StrictBody, StrictJsonBody } from '../http/json-body.js';
import { ExplainRequest } from './explain.request.js';
import { Explanations } from './explanations.js';

/** Says why a call would be allowed or denied, rule by rule. Nothing is recorded, for nobody called. */
@Controller('api/v1/admin/policy/explain')
@Administers('policies', 'read')
export class ExplainAdminController {
  constructor(private readonly explanations: Explanations) {}

  /** Explain why a call would be allowed or denied, rule by rule. Nothing is recorded, for nobody called. */
  @Post()
  @HttpCode(200)
  async explain(@StrictJsonBody() body: StrictBody) {
    const { value, wrong } = examined(ExplainRequest, body.fields);
    const named = [value.tool, value.prompt, value.resource].filter((name) => typeof name === 'string');
    if (named.length > 1) wrong.add('tool', 'must not come together with another of tool, prompt and resource');
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
}
