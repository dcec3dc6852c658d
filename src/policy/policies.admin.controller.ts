import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers } from '../http/access.js';
import { JsonBody, type JsonFields } from '../http/json-body.js';
import { ListQuery, type ListRequest, textFilter, wordFilter } from '../http/page-query.js';
import { PathId } from '../http/path-id.js';
import { TheCaller } from '../http/the-caller.js';
import { Versioned } from '../http/versioned.js';
import type { Caller } from '../kernel/caller.js';
import { type Page, pageOf } from '../kernel/page.js';
import { PolicyRegister } from './policy-register.js';
import { EFFECTS, PRINCIPAL_TYPES, RULE_MODES } from './policy-rule.entity.js';
import { type PolicyRuleFilters, PolicyRuleStore } from './policy-rule.store.js';
import { ruleView } from './policy-rule.view.js';

type RuleView = ReturnType<typeof ruleView>;

const filters = {
  upstream: textFilter,
  principal_type: wordFilter(...PRINCIPAL_TYPES),
  principal_id: textFilter,
  effect: wordFilter(...EFFECTS),
  mode: wordFilter(...RULE_MODES),
};
const RuleId = new PathId('policy rule');

/** Who may reach what, for administrators. */
@Controller('api/v1/admin/policies')
@Administers('policies')
@Versioned('policy_rules')
export class PoliciesAdminController {
  constructor(
    private readonly register: PolicyRegister,
    private readonly rules: PolicyRuleStore,
  ) {}

  @Post()
  async create(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RuleView> {
    const rule = await this.register.create(body, caller);
    response.location(`/api/v1/admin/policies/${rule.id}`);
    return ruleView(rule);
  }

  @Get()
  async list(@ListQuery(filters) { page, filters }: ListRequest<PolicyRuleFilters>): Promise<Page<RuleView>> {
    return pageOf(await this.rules.list(page, filters), page.limit, ({ id }) => id, ruleView);
  }

  @Get(':id')
  async read(@Param('id', RuleId) id: string): Promise<RuleView> {
    return ruleView(await this.register.require(id));
  }

  @Patch(':id')
  async change(
    @Param('id', RuleId) id: string,
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
  ): Promise<RuleView> {
    return ruleView(await this.register.change(id, body, caller));
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', RuleId) id: string, @TheCaller() caller: Caller): Promise<void> {
    await this.register.remove(id, caller);
  }
}
