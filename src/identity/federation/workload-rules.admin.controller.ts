import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers } from '../../http/access.js';
import { JsonBody, type JsonFields } from '../../http/json-body.js';
import { PageQuery } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import type { Caller } from '../../kernel/caller.js';
import { type Page, type PageRequest, pageOf } from '../../kernel/page.js';
import { IssuerRegister } from './issuer-register.js';
import { WorkloadRuleRegister } from './workload-rule-register.js';
import { WorkloadRuleStore } from './workload-rule.store.js';
import { ruleView } from './workload-rule.view.js';

type RuleView = ReturnType<typeof ruleView>;

const IssuerId = new PathId('issuer');
const RuleId = new PathId('rule');

/** Which of an issuer's workloads are which client, for administrators. */
@Controller('api/v1/admin/issuers/:id/rules')
@Administers('issuers')
@Versioned('workload_rules', { param: 'rule_id' })
export class WorkloadRulesAdminController {
  constructor(
    private readonly issuers: IssuerRegister,
    private readonly register: WorkloadRuleRegister,
    private readonly rules: WorkloadRuleStore,
  ) {}

  @Post()
  async create(
    @Param('id', IssuerId) issuerId: string,
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RuleView> {
    await this.issuers.require(issuerId);
    const rule = await this.register.create(issuerId, body, caller);
    response.location(`/api/v1/admin/issuers/${issuerId}/rules/${rule.id}`);
    return ruleView(rule);
  }

  @Get()
  async list(@Param('id', IssuerId) issuerId: string, @PageQuery() page: PageRequest): Promise<Page<RuleView>> {
    await this.issuers.require(issuerId);
    return pageOf(await this.rules.list(issuerId, page), page.limit, ({ id }) => id, ruleView);
  }

  @Get(':rule_id')
  async read(@Param('id', IssuerId) issuerId: string, @Param('rule_id', RuleId) id: string): Promise<RuleView> {
    return ruleView(await this.register.require(issuerId, id));
  }

  @Patch(':rule_id')
  async change(
    @Param('id', IssuerId) issuerId: string,
    @Param('rule_id', RuleId) id: string,
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
  ): Promise<RuleView> {
    return ruleView(await this.register.change(issuerId, id, body, caller));
  }

  @Delete(':rule_id')
  @HttpCode(204)
  async remove(
    @Param('id', IssuerId) issuerId: string,
    @Param('rule_id', RuleId) id: string,
    @TheCaller() caller: Caller,
  ): Promise<void> {
    await this.register.remove(issuerId, id, caller);
  }
}
