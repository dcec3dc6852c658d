import { judge } from './ladder.rules.js';
/**
 * What becomes of every rule that is about what is asked for: one that counts is judged among those that count, one that
 * only watches among all.
 * @param counts whether a rule does more than watch
 */
export function stepsOf(rules, { who, asked, now }, counts) {
    const counted = new Map();
    judge(rules.filter(counts), who, asked, now, ({ rule, outcome }) => counted.set(rule, outcome));
    const steps = [];
    judge(rules, who, asked, now, (step) => {
        const watched = step.outcome === 'decides' ? 'would decide' : step.outcome;
        steps.push({ ...step, outcome: counted.get(step.rule) ?? watched });
    });
    return steps;
}
//# sourceMappingURL=steps.rules.js.map