var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { examined } from '../http/json-body.js';
import { ChangedMeanwhile, changedNames, Changes, doneBy } from '../identity/changes.store.js';
import { Problem } from '../kernel/problem.js';
import { Upstreams } from '../proxy/upstreams/upstreams.contract.js';
import { contradictions } from './contradictions.rules.js';
import { KnownPrincipals } from './known-principals.js';
import { namedUpstreams, WHICH_KIND } from './named-upstream.js';
import { PolicyRuleRequest } from './policy-rule.request.js';
import { PolicyRuleStore } from './policy-rule.store.js';
import { ruleFields } from './policy-rule.view.js';
/** The upstream went while the rule was made: it is looked for anew. */
const conflicts = { policy_rules_upstream: new ChangedMeanwhile() };
/** Makes rules, changes and removes them. */
let PolicyRegister = class PolicyRegister {
    changes;
    rules;
    upstreams;
    principals;
    constructor(changes, rules, upstreams, principals) {
        this.changes = changes;
        this.rules = rules;
        this.upstreams = upstreams;
        this.principals = principals;
    }
    /** @throws Problem 404 */
    async require(id) {
        const rule = await this.rules.find(id);
        if (rule === null)
            throw Problem.notFound('policy rule');
        return rule;
    }
    /** @throws Problem 400 naming every wrong field */
    create(body, caller) {
        return this.changes.retrying(async () => {
            const { fields, upstream } = await this.checked(body);
            const rule = await this.changes.record((transaction) => this.rules.insert(transaction, fields), ({ id }) => doneBy(caller, 'policy_rule.created', { id, ...about(fields, upstream) }), conflicts);
            return { ...rule, upstream: upstream.name, upstreamKind: upstream.kind };
        });
    }
    /** @throws Problem 400 naming every wrong field of the result, 404 */
    change(id, body, caller) {
        return this.changes.retrying(async () => {
            const before = await this.require(id);
            const { fields, upstream } = await this.checked({ ...ruleFields(before), ...renamed(body, before) });
            const named = { upstream: upstream.name, upstreamKind: upstream.kind };
            const changed = changedNames(ruleFields(before), ruleFields({ ...fields, ...named }));
            if (changed.length === 0)
                return before;
            await this.changes.record((transaction) => this.rules.update(transaction, before, fields), () => doneBy(caller, 'policy_rule.updated', { id, ...about(fields, upstream), changed }), conflicts);
            return this.require(id);
        });
    }
    /** @throws Problem 404 */
    async remove(id, caller) {
        const rule = await this.require(id);
        await this.changes.record(async (transaction) => {
            if (!(await this.rules.delete(transaction, rule)))
                throw Problem.notFound('policy rule');
        }, () => doneBy(caller, 'policy_rule.deleted', { id, effect: rule.effect, upstream: rule.upstream }));
    }
    async checked(body) {
        const { value, wrong } = examined(PolicyRuleRequest, body);
        checkSubject(value, wrong);
        checkAuthentication(value, wrong);
        if (!wrong.has('conditions'))
            await this.checkConditions(value.conditions ?? {}, wrong);
        if (!wrong.has('principal'))
            await this.principals.check(value.principal, wrong);
        const named = wrong.has('upstream') ? [] : await namedUpstreams(this.upstreams, value);
        const [upstream = null, another] = named;
        if (another !== undefined)
            wrong.add('upstream_kind', WHICH_KIND);
        if (upstream !== null)
            checkKind(value, upstream, wrong);
        else if (!wrong.has('upstream'))
            wrong.add('upstream', 'is not the name of an upstream');
        wrong.refuse();
        if (upstream === null)
            throw Problem.notFound('upstream');
        return { fields: fieldsOf(value, upstream), upstream };
    }
    async checkConditions(conditions, wrong) {
        for (const { at, detail } of contradictions(conditions))
            wrong.add(['conditions', ...at], detail);
        await this.principals.checkClasses(conditions.authentication?.acr, wrong);
    }
};
PolicyRegister = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        PolicyRuleStore,
        Upstreams,
        KnownPrincipals])
], PolicyRegister);
export { PolicyRegister };
/** Another upstream is of another kind, unless it is said which. */
function renamed(body, before) {
    const { upstream, upstream_kind: kind } = body;
    return upstream === undefined || upstream === before.upstream || kind !== undefined
        ? body
        : { ...body, upstream_kind: undefined };
}
function checkSubject(rule, wrong) {
    const named = namedSubjects(rule);
    const [, second] = named;
    if (second !== undefined)
        wrong.add(second[0], 'must not come together with another of tool, prompt and resource');
    const takesArguments = named.some(([kind]) => kind !== 'resource');
    if ((rule.arguments ?? null) !== null && !takesArguments)
        wrong.add('arguments', 'must come with a tool or a prompt');
}
function checkAuthentication({ effect, conditions }, wrong) {
    if (effect !== 'deny' || conditions?.authentication === undefined)
        return;
    wrong.add('conditions', 'must not ask for authentication in a deny rule, which would deny those who meet it');
}
function checkKind({ prompt, resource }, { kind }, wrong) {
    if (kind !== 'a2a' || (prompt ?? resource ?? null) === null)
        return;
    wrong.add('upstream', 'is an agent, which has neither prompts nor resources');
}
function namedSubjects({ tool, prompt, resource }) {
    const all = [
        ['tool', tool],
        ['prompt', prompt],
        ['resource', resource],
    ];
    return all.filter((one) => typeof one[1] === 'string');
}
function fieldsOf(request, upstream) {
    const [[kind, name] = [null, null]] = namedSubjects(request);
    return {
        upstreamId: upstream.id,
        effect: request.effect,
        principalType: request.principal.type,
        principalId: request.principal.id ?? null,
        subjectKind: kind,
        subject: name,
        arguments: request.arguments ?? null,
        conditions: JSON.parse(JSON.stringify(request.conditions ?? {})),
        mode: request.mode,
        justification: request.justification,
    };
}
function about({ effect, principalType, principalId, subject, mode }, { name }) {
    return { effect, principal_type: principalType, principal_id: principalId, upstream: name, subject, mode };
}
//# sourceMappingURL=policy-register.js.map