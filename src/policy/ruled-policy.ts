import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isLater, type Soon } from '../kernel/at-hand.js';
import { type Actor, type Caller } from '../kernel/caller.js';
import { Clock } from '../kernel/clock.js';
import type { Upstream } from '../proxy/upstreams/upstream.entity.js';
import { Settings } from '../settings/settings.js';
import { givenArguments } from './argument-schema.js';
import { subjectOf } from './asked.rules.js';
import type { Circumstances, NamedActor } from './conditions.rules.js';
import { type Asked, judge, type Principals, type ReadyRule, type Step, type Verdict } from './ladder.rules.js';
import { type Listed, Policy, type PolicyCaller, type PolicyDecision, type PolicyQuestion } from './policy.contract.js';
import { PolicyRuleStore } from './policy-rule.store.js';
import { RuleBook } from './rule-book.js';
import { stepsOf } from './steps.rules.js';

/** Milliseconds for which one list may keep everybody else waiting: a server makes it as long as it likes. */
const TURN = 10;
/** Names are longer than any that can be called. */
const LONGEST_NAME = 2_048;

/** One question to the rules of one upstream. */
export interface Case {
  readonly upstream: Upstream;
  readonly who: Principals;
  readonly now: Circumstances;
  readonly asked: Asked;
}

/** A decision, and every rule on the way to it. */
export interface Explanation {
  readonly decided: PolicyDecision;
  readonly steps: readonly Step[];
}

/** Decides by the rules that administrators made, and by what the upstream says where none does. */
@Injectable()
export class RuledPolicy extends Policy {
  constructor(
    private readonly book: RuleBook,
    private readonly store: PolicyRuleStore,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {
    super();
  }

  /** Who names actors that no other issuer named. */
  get ownIssuer(): string {
    return this.settings.PUBLIC_URL;
  }

  version(): Promise<string> {
    return this.store.version();
  }

  decide(question: PolicyQuestion): Soon<PolicyDecision> {
    const rules = this.book.of(question.upstream);
    return isLater(rules) ? rules.then((read) => this.decideBy(read, question)) : this.decideBy(rules, question);
  }

  private decideBy(rules: readonly ReadyRule[], question: PolicyQuestion): PolicyDecision {
    const { subject, alias, arguments: sent, unknown, greeting } = subjectOf(question.message, question.upstream.kind);
    const given = subject === null || unknown === true ? undefined : once(() => givenArguments(sent));
    return this.decided(rules, { ...this.caseOf(question), asked: { subject, alias, given, greeting } });
  }

  async admits(question: PolicyCaller, listed: readonly Listed[]): Promise<readonly boolean[]> {
    const rules = await this.book.of(question.upstream);
    const of = this.caseOf(question);
    const admitted: boolean[] = [];
    let since = performance.now();
    for (const subject of listed) {
      const decided = this.decided(rules, { ...of, asked: { subject, greeting: false } });
      admitted.push(decided.decision === 'allow' && subject.name.length <= LONGEST_NAME);
      if (performance.now() - since < TURN) continue;
      await nextTurn();
      since = performance.now();
    }
    return admitted;
  }

  /** The decision, and what became of each rule on the way to it; none counts while there is no policy. */
  async explained(asked: Case): Promise<Explanation> {
    const rules = await this.book.of(asked.upstream);
    const { POLICY_MODE: mode } = this.settings;
    const steps = mode === 'off' ? [] : stepsOf(rules, asked, (rule) => mode === 'enforce' && rule.mode === 'enforce');
    return { decided: this.decided(rules, asked), steps };
  }

  private decided(rules: readonly ReadyRule[], of: Case): PolicyDecision {
    const { upstream, who, asked, now } = of;
    const version = upstream.policyVersion;
    if (this.settings.POLICY_MODE === 'off') return { decision: 'allow', reason: 'policy is off', version };
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

  private caseOf({ caller, upstream, address }: PolicyCaller): Omit<Case, 'asked'> {
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
}

function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: read() }).value;
}

/** What a verdict says to a caller. */
function told(verdict: Verdict, { name, policyDefault }: Upstream): Omit<PolicyDecision, 'version' | 'shadow'> {
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

function bare({ decision, reason, rule }: Omit<PolicyDecision, 'version'>): NonNullable<PolicyDecision['shadow']> {
  return { decision, reason, ...(rule === undefined ? {} : { rule }) };
}

/** The outermost first (RFC 8693 §4.1). */
function actorsOf({ claims }: Caller): NamedActor[] {
  const actors: NamedActor[] = [];
  for (let actor: Actor | undefined = claims.act; actor !== undefined; actor = actor.act) {
    actors.push({ sub: actor.sub, iss: actor.iss ?? claims.iss });
  }
  return actors;
}
