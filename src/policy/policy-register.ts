import { Injectable } from '@nestjs/common';
import { examined, type JsonFields, type WrongFields } from '../http/json-body.js';
import { ChangedMeanwhile, changedNames, Changes, doneBy } from '../identity/changes.store.js';
import type { Caller } from '../kernel/caller.js';
import { Problem } from '../kernel/problem.js';
import type { Upstream } from '../proxy/upstreams/upstream.entity.js';
import { Upstreams } from '../proxy/upstreams/upstreams.contract.js';
import { contradictions } from './contradictions.rules.js';
import { KnownPrincipals } from './known-principals.js';
import { namedUpstreams, WHICH_KIND } from './named-upstream.js';
import type { RuleConditions, SubjectKind } from './policy-rule.entity.js';
import { PolicyRuleRequest } from './policy-rule.request.js';
import { type ListedRule, type PolicyRuleFields, PolicyRuleStore } from './policy-rule.store.js';
import { ruleFields } from './policy-rule.view.js';

/** The upstream went while the rule was made: it is looked for anew. */
const conflicts = { policy_rules_upstream: new ChangedMeanwhile() };

/** Makes rules, changes and removes them. */
@Injectable()
export class PolicyRegister {
  constructor(
    private readonly changes: Changes,
    private readonly rules: PolicyRuleStore,
    private readonly upstreams: Upstreams,
    private readonly principals: KnownPrincipals,
  ) {}

  /** @throws Problem 404 */
  async require(id: string): Promise<ListedRule> {
    const rule = await this.rules.find(id);
    if (rule === null) throw Problem.notFound('policy rule');
    return rule;
  }

  /** @throws Problem 400 naming every wrong field */
  create(body: JsonFields, caller: Caller): Promise<ListedRule> {
    return this.changes.retrying(async () => {
      const { fields, upstream } = await this.checked(body);
      const rule = await this.changes.record(
        (transaction) => this.rules.insert(transaction, fields),
        ({ id }) => doneBy(caller, 'policy_rule.created', { id, ...about(fields, upstream) }),
        conflicts,
      );
      return { ...rule, upstream: upstream.name, upstreamKind: upstream.kind };
    });
  }

  /** @throws Problem 400 naming every wrong field of the result, 404 */
  change(id: string, body: JsonFields, caller: Caller): Promise<ListedRule> {
    return this.changes.retrying(async () => {
      const before = await this.require(id);
      const { fields, upstream } = await this.checked({ ...ruleFields(before), ...renamed(body, before) });
      const named = { upstream: upstream.name, upstreamKind: upstream.kind };
      const changed = changedNames(ruleFields(before), ruleFields({ ...fields, ...named }));
      if (changed.length === 0) return before;
      await this.changes.record(
        (transaction) => this.rules.update(transaction, before, fields),
        () => doneBy(caller, 'policy_rule.updated', { id, ...about(fields, upstream), changed }),
        conflicts,
      );
      return this.require(id);
    });
  }

  /** @throws Problem 404 */
  async remove(id: string, caller: Caller): Promise<void> {
    const rule = await this.require(id);
    await this.changes.record(
      async (transaction) => {
        if (!(await this.rules.delete(transaction, rule))) throw Problem.notFound('policy rule');
      },
      () => doneBy(caller, 'policy_rule.deleted', { id, effect: rule.effect, upstream: rule.upstream }),
    );
  }

  private async checked(body: JsonFields): Promise<{ fields: PolicyRuleFields; upstream: Upstream }> {
    const { value, wrong } = examined(PolicyRuleRequest, body);
    checkSubject(value, wrong);
    checkAuthentication(value, wrong);
    if (!wrong.has('conditions')) await this.checkConditions(value.conditions ?? {}, wrong);
    if (!wrong.has('principal')) await this.principals.check(value.principal, wrong);
    const named = wrong.has('upstream') ? [] : await namedUpstreams(this.upstreams, value);
    const [upstream = null, another] = named;
    if (another !== undefined) wrong.add('upstream_kind', WHICH_KIND);
    if (upstream !== null) checkKind(value, upstream, wrong);
    else if (!wrong.has('upstream')) wrong.add('upstream', 'is not the name of an upstream');
    wrong.refuse();
    if (upstream === null) throw Problem.notFound('upstream');
    return { fields: fieldsOf(value, upstream), upstream };
  }

  private async checkConditions(conditions: RuleConditions, wrong: WrongFields): Promise<void> {
    for (const { at, detail } of contradictions(conditions)) wrong.add(['conditions', ...at], detail);
    await this.principals.checkClasses(conditions.authentication?.acr, wrong);
  }
}

/** Another upstream is of another kind, unless it is said which. */
function renamed(body: JsonFields, before: ListedRule): JsonFields {
  const { upstream, upstream_kind: kind } = body;
  return upstream === undefined || upstream === before.upstream || kind !== undefined
    ? body
    : { ...body, upstream_kind: undefined };
}

function checkSubject(rule: PolicyRuleRequest, wrong: WrongFields): void {
  const named = namedSubjects(rule);
  const [, second] = named;
  if (second !== undefined) wrong.add(second[0], 'must not come together with another of tool, prompt and resource');
  const takesArguments = named.some(([kind]) => kind !== 'resource');
  if ((rule.arguments ?? null) !== null && !takesArguments) wrong.add('arguments', 'must come with a tool or a prompt');
}

function checkAuthentication({ effect, conditions }: PolicyRuleRequest, wrong: WrongFields): void {
  if (effect !== 'deny' || conditions?.authentication === undefined) return;
  wrong.add('conditions', 'must not ask for authentication in a deny rule, which would deny those who meet it');
}

function checkKind({ prompt, resource }: PolicyRuleRequest, { kind }: Upstream, wrong: WrongFields): void {
  if (kind !== 'a2a' || (prompt ?? resource ?? null) === null) return;
  wrong.add('upstream', 'is an agent, which has neither prompts nor resources');
}

function namedSubjects({ tool, prompt, resource }: PolicyRuleRequest): [SubjectKind, string][] {
  const all: [SubjectKind, string | null | undefined][] = [
    ['tool', tool],
    ['prompt', prompt],
    ['resource', resource],
  ];
  return all.filter((one): one is [SubjectKind, string] => typeof one[1] === 'string');
}

function fieldsOf(request: PolicyRuleRequest, upstream: Upstream): PolicyRuleFields {
  const [[kind, name] = [null, null]] = namedSubjects(request);
  return {
    upstreamId: upstream.id,
    effect: request.effect,
    principalType: request.principal.type,
    principalId: request.principal.id ?? null,
    subjectKind: kind,
    subject: name,
    arguments: request.arguments ?? null,
    conditions: JSON.parse(JSON.stringify(request.conditions ?? {})) as PolicyRuleFields['conditions'],
    mode: request.mode,
    justification: request.justification,
  };
}

function about({ effect, principalType, principalId, subject, mode }: PolicyRuleFields, { name }: Upstream) {
  return { effect, principal_type: principalType, principal_id: principalId, upstream: name, subject, mode };
}
