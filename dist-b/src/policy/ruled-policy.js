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
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Clock } from '../kernel/clock.js';
import { Settings } from '../settings/settings.js';
import { givenArguments } from './argument-schema.js';
import { subjectOf } from './asked.rules.js';
import { judge } from './ladder.rules.js';
import { Policy } from './policy.contract.js';
import { PolicyRuleStore } from './policy-rule.store.js';
import { RuleBook } from './rule-book.js';
import { stepsOf } from './steps.rules.js';
/** Milliseconds for which one list may keep everybody else waiting: a server makes it as long as it likes. */
const TURN = 10;
/** Names are longer than any that can be called. */
const LONGEST_NAME = 2_048;
/** Decides by the rules that administrators made, and by what the upstream says where none does. */
let RuledPolicy = class RuledPolicy extends Policy {
    book;
    store;
    clock;
    settings;
    constructor(book, store, clock, settings) {
        super();
        this.book = book;
        this.store = store;
        this.clock = clock;
        this.settings = settings;
    }
    /** Who names actors that no other issuer named. */
    get ownIssuer() {
        return this.settings.PUBLIC_URL;
    }
    version() {
        return this.store.version();
    }
    async decide(question) {
        const { subject, alias, arguments: sent, unknown, greeting } = subjectOf(question.message, question.upstream.kind);
        const given = subject === null || unknown === true ? undefined : once(() => givenArguments(sent));
        const rules = await this.book.of(question.upstream);
        return this.decided(rules, { ...this.caseOf(question), asked: { subject, alias, given, greeting } });
    }
    async admits(question, listed) {
        const rules = await this.book.of(question.upstream);
        const of = this.caseOf(question);
        const admitted = [];
        let since = performance.now();
        for (const subject of listed) {
            const decided = this.decided(rules, { ...of, asked: { subject, greeting: false } });
            admitted.push(decided.decision === 'allow' && subject.name.length <= LONGEST_NAME);
            if (performance.now() - since < TURN)
                continue;
            await nextTurn();
            since = performance.now();
        }
        return admitted;
    }
    /** The decision, and what became of each rule on the way to it; none counts while there is no policy. */
    async explained(asked) {
        const rules = await this.book.of(asked.upstream);
        const { POLICY_MODE: mode } = this.settings;
        const steps = mode === 'off' ? [] : stepsOf(rules, asked, (rule) => mode === 'enforce' && rule.mode === 'enforce');
        return { decided: this.decided(rules, asked), steps };
    }
    decided(rules, of) {
        const { upstream, who, asked, now } = of;
        const version = upstream.policyVersion;
        if (this.settings.POLICY_MODE === 'off')
            return { decision: 'allow', reason: 'policy is off', version };
        const enforced = rules.every(({ mode }) => mode === 'enforce')
            ? rules
            : rules.filter(({ mode }) => mode === 'enforce');
        const decision = { ...told(judge(enforced, who, asked, now), upstream), version };
        const whole = enforced === rules ? decision : told(judge(rules, who, asked, now), upstream);
        if (this.settings.POLICY_MODE === 'shadow') {
            const shadow = whole.decision === 'allow' ? {} : { shadow: bare(whole) };
            return { decision: 'allow', reason: 'policy only watches', version, ...shadow };
        }
        return whole.decision === decision.decision ? decision : { ...decision, shadow: bare(whole) };
    }
    caseOf({ caller, upstream, address }) {
        const { claims, userId, groups, roles, clientKind } = caller;
        return {
            upstream,
            who: { user: userId, client: claims.client_id, groups, roles, kind: clientKind },
            now: {
                address,
                at: this.clock.now(),
                actors: actorsOf(caller),
                acr: claims.acr,
                authTime: claims.auth_time,
            },
        };
    }
};
RuledPolicy = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [RuleBook,
        PolicyRuleStore,
        Clock,
        Settings])
], RuledPolicy);
export { RuledPolicy };
function once(read) {
    let known;
    return () => (known ??= { value: read() }).value;
}
/** What a verdict says to a caller. */
function told(verdict, { name, policyDefault }) {
    const stepUp = 'stepUp' in verdict && verdict.stepUp !== undefined ? { stepUp: verdict.stepUp } : {};
    switch (verdict.by) {
        case 'rule':
            return { decision: verdict.effect, reason: verdict.rule.justification, rule: verdict.rule.id, ...stepUp };
        case 'greeting':
            return { decision: 'allow', reason: 'part of what another rule allows', rule: verdict.rule.id };
        case 'closed':
            return { decision: 'deny', reason: 'no rule allows it', rule: verdict.rule.id, ...stepUp };
        case 'default':
            return {
                decision: policyDefault,
                reason: `default of upstream ${name}`,
                ...(policyDefault === 'deny' ? stepUp : {}),
            };
    }
}
function bare({ decision, reason, rule }) {
    return { decision, reason, ...(rule === undefined ? {} : { rule }) };
}
/** The outermost first (RFC 8693 §4.1). */
function actorsOf({ claims }) {
    const actors = [];
    for (let actor = claims.act; actor !== undefined; actor = actor.act) {
        actors.push({ sub: actor.sub, iss: actor.iss ?? claims.iss });
    }
    return actors;
}
//# sourceMappingURL=ruled-policy.js.map