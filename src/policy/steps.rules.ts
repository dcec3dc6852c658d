import type { Circumstances } from './conditions.rules.js';
import { type Asked, judge, type Principals, type ReadyRule, type Step, type StepOutcome } from './ladder.rules.js';

/** Who asks for what, and when. */
interface Judged {
  readonly who: Principals;
  readonly asked: Asked;
  readonly now: Circumstances;
}

/**
 * What becomes of every rule that is about what is asked for: one that counts is judged among those that count, one that
 * only watches among all.
 * @param counts whether a rule does more than watch
 */
export function stepsOf(
  rules: readonly ReadyRule[],
  { who, asked, now }: Judged,
  counts: (rule: ReadyRule) => boolean,
): readonly Step[] {
  const counted = new Map<string, StepOutcome>();
  judge(rules.filter(counts), who, asked, now, ({ rule, outcome }) => counted.set(rule, outcome));
  const steps: Step[] = [];
  judge(rules, who, asked, now, (step) => {
    const watched = step.outcome === 'decides' ? 'would decide' : step.outcome;
    steps.push({ ...step, outcome: counted.get(step.rule) ?? watched });
  });
  return steps;
}
