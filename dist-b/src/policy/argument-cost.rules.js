/** Steps of a schema for one judgement, and of its patterns: tenths of a second, at the worst. */
const STEPS = 5_000_000;
const PATTERN_STEPS = 20_000_000;
/** Characters that cost as much as a value. */
const CHARACTERS = 64;
/** Items that may be compared with one another. */
const COMPARED = 100;
/** A judgement would take longer than anybody may hold up the gate. */
export class TooMuchToJudge extends Error {
}
/** What arguments cost: values, and characters by the dozen. */
export function sizeOf(value) {
    if (typeof value === 'string')
        return 1 + value.length / CHARACTERS;
    if (typeof value !== 'object' || value === null)
        return 1;
    return Object.entries(value).reduce((sum, [name, member]) => sum + sizeOf(name) + sizeOf(member), 1);
}
/** Whether a schema can be tried on arguments while others wait. @param weight of the schema @param size of the arguments */
export function isAffordable(weight, size) {
    return weight * size <= STEPS;
}
/** What the patterns of one judgement cost: places in the text times instructions of the pattern. */
export class PatternBudget {
    left = PATTERN_STEPS;
    begin() {
        this.left = PATTERN_STEPS;
    }
    /** @throws TooMuchToJudge */
    spend(instructions, text) {
        this.left -= instructions * text.length;
        if (this.left < 0)
            throw new TooMuchToJudge();
    }
}
/**
 * How many places a schema has once each reference stands for what it refers to: each is tried on a value once at most.
 * One that refers to itself would be tried twice as often with every level of the arguments, which a caller chooses.
 * @returns Infinity, or the fault in words, when nobody can say
 */
export function weightOf(schema) {
    try {
        return new Scales(schema).weigh(schema, true);
    }
    catch (error) {
        if (error instanceof Unweighable)
            return error.message;
        throw error;
    }
}
class Unweighable extends Error {
}
class Scales {
    root;
    known = new Map();
    constructor(root) {
        this.root = root;
    }
    weigh(schema, isRoot = false) {
        if (typeof schema !== 'object' || schema === null)
            return 1;
        let weight = 1;
        for (const [name, member] of Object.entries(schema)) {
            if (name === '$defs' && isRoot)
                continue;
            weight += this.keyword(name, member, schema, isRoot);
        }
        return weight;
    }
    keyword(name, member, schema, isRoot) {
        if (name === 'uniqueItems' && member === true)
            return comparisons(schema);
        if (typeof member !== 'string')
            return this.weigh(member);
        if (name === '$ref')
            return this.referred(member);
        const isBase = (name === '$id' && !isRoot) || name === '$dynamicRef' || name === '$anchor' || name === '$dynamicAnchor';
        if (isBase)
            throw new Unweighable(`must not have ${name}: refer by #/…`);
        return 1;
    }
    referred(reference) {
        const known = this.known.get(reference);
        if (known === null)
            throw new Unweighable('must not refer to itself');
        if (known !== undefined)
            return known;
        this.known.set(reference, null);
        const weight = this.weigh(this.found(reference), reference === '#');
        this.known.set(reference, weight);
        return weight;
    }
    found(reference) {
        if (!/^#(\/|$)/.test(reference))
            throw new Unweighable('must refer by #/… alone');
        let at = this.root;
        for (const step of reference.split('/').slice(1)) {
            const name = unescaped(step);
            if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) {
                throw new Unweighable(`refers to ${reference.slice(0, 100)}, which there is not`);
            }
            at = at[name];
        }
        return at;
    }
}
/** A step of a JSON pointer in a fragment (RFC 6901 §6). */
function unescaped(step) {
    try {
        return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    }
    catch {
        return step; // nothing has such a name
    }
}
/** Each item is compared with every other one. */
function comparisons(schema) {
    const { maxItems } = schema;
    if (typeof maxItems === 'number' && maxItems <= COMPARED)
        return maxItems;
    throw new Unweighable(`must not have uniqueItems without maxItems of at most ${COMPARED}`);
}
//# sourceMappingURL=argument-cost.rules.js.map