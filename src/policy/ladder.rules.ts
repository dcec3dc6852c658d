import type { Circumstances, ReadyConditions } from './conditions.rules.js';
import {
  type AuthenticationCondition,
  type Effect,
  PRINCIPAL_TYPES,
  type PrincipalType,
  type RuleMode,
} from './policy-rule.entity.js';
import type { Listed } from './policy.contract.js';
import type { Fit } from './spellings.rules.js';

/** A rule that was made ready to be asked often. */
export interface ReadyRule {
  readonly id: string;
  readonly effect: Effect;
  readonly mode: RuleMode;
  readonly principal: { readonly type: PrincipalType; readonly id: string | null };
  /** What it is about; null for the whole upstream. */
  readonly subject: { readonly kind: Listed['kind']; readonly fits: (name: string) => Fit } | null;
  /** Whether it is about these arguments, null where that would take too long; null for any. */
  readonly about: ((given: GivenArguments) => boolean | null) | null;
  readonly unmet: ReadyConditions;
  readonly authentication: AuthenticationCondition | undefined;
  readonly justification: string;
}

/** Who asks, in the words of rules. */
export interface Principals {
  readonly user: string | null;
  readonly client: string;
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly kind: string | null;
}

/** The arguments of a call; those that some reader could take for others are judged by nothing. */
export interface GivenArguments {
  readonly value: unknown;
  readonly exact: boolean;
  /** What it costs to look at all of it. */
  readonly size: number;
}

/** What is asked for. */
export interface Asked {
  /** Null for what is about the upstream as a whole. */
  readonly subject: Listed | null;
  /** What else it is called by. */
  readonly alias?: string | undefined;
  /** Asked for only where a rule is about them; undefined while nobody knows them yet, as in a list. */
  readonly given?: (() => GivenArguments) | undefined;
  /** Whether it is part of saying hello and looking around, which everybody needs who may use anything. */
  readonly greeting: boolean;
}

/** Why a rule did not decide, or that it did. */
export type StepOutcome =
  | 'decides'
  /** It would, if it did not only watch. */
  | 'would decide'
  | 'another principal'
  | 'another spelling'
  | 'other arguments'
  | 'overruled'
  | `condition not met: ${string}`;

/** One rule on the way to the decision. */
export interface Step {
  readonly rule: string;
  readonly effect: Effect;
  readonly mode: RuleMode;
  readonly band: PrincipalType;
  readonly outcome: StepOutcome;
}

/** What the rules come to. */
export type Verdict =
  | {
      readonly by: 'rule';
      readonly effect: Effect;
      readonly rule: ReadyRule;
      /** Of a rule above the one that denies. */
      readonly stepUp?: AuthenticationCondition;
    }
  /** Somebody else is allowed what is asked for, and so nobody else is. */
  | { readonly by: 'closed'; readonly rule: ReadyRule; readonly stepUp?: AuthenticationCondition }
  /** Whoever may use something of the upstream may look around. */
  | { readonly by: 'greeting'; readonly rule: ReadyRule }
  | { readonly by: 'default'; readonly stepUp?: AuthenticationCondition };

/**
 * The ladder user > client > group > role > kind > any; in a band deny beats allow; then closed or not; then the
 * upstream's default, which is the caller's to know. An allow rule closes what it names to everybody that no rule allows
 * it; a deny rule closes nothing.
 * @param trace told of each rule that is about what is asked for
 */
export function judge(
  rules: readonly ReadyRule[],
  who: Principals,
  asked: Asked,
  now: Circumstances,
  trace?: (step: Step) => void,
): Verdict {
  const covering = rules.filter((rule) => covers(rule, asked));
  let winner: ReadyRule | undefined;
  let stepUp: AuthenticationCondition | undefined;
  for (const band of PRINCIPAL_TYPES) {
    const inBand = covering.filter(({ principal }) => principal.type === band).sort(denyFirst);
    for (const rule of inBand) {
      const outcome = winner === undefined ? outcomeOf(rule, who, asked, now) : 'overruled';
      trace?.({ rule: rule.id, effect: rule.effect, mode: rule.mode, band, outcome });
      if (outcome === 'decides') winner = rule;
      if (outcome === 'condition not met: authentication') stepUp ??= rule.authentication;
    }
  }
  if (winner !== undefined) {
    const told = winner.effect === 'allow' || stepUp === undefined ? {} : { stepUp };
    return { by: 'rule', effect: winner.effect, rule: winner, ...told };
  }
  return unnamed(rules, covering, { who, asked, now }, stepUp);
}

/** What becomes of somebody whom no rule names. */
function unnamed(
  rules: readonly ReadyRule[],
  covering: readonly ReadyRule[],
  { who, asked, now }: { who: Principals; asked: Asked; now: Circumstances },
  stepUp: AuthenticationCondition | undefined,
): Verdict {
  const greeted = asked.greeting ? rules.find((rule) => isGreeted(rule, who, now)) : undefined;
  if (greeted !== undefined) return { by: 'greeting', rule: greeted };
  const told = stepUp === undefined ? {} : { stepUp };
  const closing = covering.find(({ effect }) => effect === 'allow');
  return closing === undefined ? { by: 'default', ...told } : { by: 'closed', rule: closing, ...told };
}

function denyFirst(one: ReadyRule, other: ReadyRule): number {
  return Number(one.effect === 'allow') - Number(other.effect === 'allow');
}

function covers(rule: ReadyRule, asked: Asked): boolean {
  return fitOf(rule, asked) !== 'never';
}

function fitOf({ subject }: ReadyRule, asked: Asked): Fit {
  if (subject === null) return 'always';
  if (asked.subject === null || subject.kind !== asked.subject.kind) return 'never';
  const fit = subject.fits(asked.subject.name);
  return fit !== 'never' || asked.alias === undefined ? fit : subject.fits(asked.alias);
}

function outcomeOf(rule: ReadyRule, who: Principals, asked: Asked, now: Circumstances): StepOutcome {
  if (!names(rule, who)) return 'another principal';
  // What a server may read as another name is denied and closed as that one, and not allowed as this one.
  if (rule.effect === 'allow' && fitOf(rule, asked) !== 'always') return 'another spelling';
  if (!isAbout(rule, asked)) return 'other arguments';
  const unmet = rule.unmet(now);
  return unmet === null ? 'decides' : `condition not met: ${unmet}`;
}

function names({ principal: { type, id } }: ReadyRule, who: Principals): boolean {
  switch (type) {
    case 'user':
      return id === who.user;
    case 'client':
      return id === who.client;
    case 'group':
      return who.groups.includes(id ?? '');
    case 'role':
      return who.roles.includes(id ?? '');
    case 'kind':
      return id === who.kind;
    case 'any':
      return true;
  }
}

/**
 * In a list nobody knows the arguments: what some are allowed is shown, what only some are denied as well. Arguments that
 * cannot be judged are what a deny rule is about, and not what an allow rule is.
 */
function isAbout({ about, effect }: ReadyRule, { given }: Asked): boolean {
  if (about === null) return true;
  if (given === undefined) return effect === 'allow';
  const known = given();
  return (known.exact ? about(known) : null) ?? effect === 'deny';
}

/** Whether a rule allows somebody something, now or once they have signed in as it wants. */
function isGreeted(rule: ReadyRule, who: Principals, now: Circumstances): boolean {
  if (rule.effect !== 'allow' || !names(rule, who)) return false;
  const unmet = rule.unmet(now);
  return unmet === null || unmet === 'authentication';
}
