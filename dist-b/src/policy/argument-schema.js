import { Ajv2020 } from 'ajv/dist/2020.js';
import { RE2JS } from 're2js';
import { isJsonObject, JsonNumber, plainJson } from '../kernel/json-value.js';
import { isAffordable, PatternBudget, sizeOf, TooMuchToJudge, weightOf } from './argument-cost.rules.js';
/** Characters of a schema as JSON. */
const LONGEST = 16_384;
const DEEPEST = 32;
/** The smallest double with all its digits. */
const SMALLEST = 2 ** -1022;
/** Places of a schema once its references are followed. */
const HEAVIEST = 5_000;
/** Of the judgement under way: there is one at a time, for none of them waits. */
const budget = new PatternBudget();
/** A pattern in linear time, whatever it and the text are: the caller chooses what an administrator's is tried on. */
class Pattern {
    written;
    compiled;
    size;
    constructor(written) {
        this.written = written;
        this.compiled = RE2JS.compile(written);
        this.size = this.compiled.programSize();
    }
    test(text) {
        budget.spend(this.size, text);
        return this.compiled.test(text);
    }
    /** By this ajv tells two patterns apart. */
    toString() {
        return this.written;
    }
}
const linear = Object.assign((pattern) => new Pattern(pattern), { code: 'linear' });
/** Strict: a misspelt keyword would be a rule that says less than its author thinks. References stay within the schema. */
const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    validateFormats: false,
    // Nobody sent what every object inherits.
    ownProperties: true,
    addUsedSchema: false,
    code: { regExp: linear },
});
/** What is wrong with a JSON Schema (2020-12) of arguments, as `must be …`; or null. */
export function schemaFault(schema) {
    if (typeof schema !== 'boolean' && !isPlainObject(schema))
        return 'must be a JSON Schema';
    if (schema === false)
        return 'must not be false, which no arguments meet';
    if (JSON.stringify(schema).length > LONGEST || depthOf(schema) > DEEPEST)
        return 'is too large';
    if (hasFormat(schema))
        return 'must not use format: say it by a pattern';
    const weight = weightOf(schema);
    if (typeof weight === 'string')
        return weight;
    if (weight > HEAVIEST)
        return 'is too large, with what it refers to';
    try {
        compiled(schema);
        return null;
    }
    catch (error) {
        return `is no JSON Schema that can be used: ${error.message.slice(0, 300)}`;
    }
}
/**
 * Makes a schema ready; it says null of arguments that take too long to judge.
 * @throws Error for one that has a fault
 */
export function aboutArguments(schema) {
    const validate = compiled(schema);
    const weight = weightOf(schema);
    return ({ value, size }) => {
        if (typeof weight === 'string' || !isAffordable(weight, size))
            return null;
        budget.begin();
        try {
            return validate(value);
        }
        catch (error) {
            if (error instanceof TooMuchToJudge)
                return null;
            throw error;
        }
    };
}
/**
 * The arguments of a call as values; a tool that is called without any is called with none. Whatever is no object says
 * nothing to most schemas, and something to a server that is not strict.
 */
export function givenArguments(value) {
    if (value === undefined)
        return { value: {}, exact: true, size: 1 };
    const plain = plainJson(value);
    return { value: plain, exact: isJsonObject(value) && isExact(value), size: sizeOf(plain) };
}
function compiled(schema) {
    if (typeof schema === 'boolean')
        return () => schema;
    const validate = ajv.compile(schema);
    // The instance keeps what it has compiled, by identity and by $id: neither is wanted.
    ajv.removeSchema(schema);
    return (value) => validate(value);
}
/**
 * Whether all numbers are what they say (9007199254740993 would be compared as its neighbour, 1e400 as infinite, 1e-400 as 0), and no
 * two members have one name but for its case: some readers take the last of them for both.
 */
function isExact(value) {
    if (value instanceof JsonNumber)
        return isExactNumber(value);
    if (Array.isArray(value))
        return value.every(isExact);
    if (!isJsonObject(value))
        return true;
    const names = Object.keys(value);
    const folded = new Set(names.map((name) => name.toLowerCase().toUpperCase().toLowerCase()));
    return folded.size === names.length && Object.values(value).every(isExact);
}
function isExactNumber({ text }) {
    const digits = text
        .replace(/e.*$/i, '')
        .replace(/[^0-9]/g, '')
        .replace(/^0+/, '');
    const double = Math.abs(Number(text));
    // What is smaller loses digits, and becomes nothing at last.
    return digits.replace(/0+$/, '').length <= 15 && double < Infinity && (digits === '' || double >= SMALLEST);
}
function isPlainObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function depthOf(value) {
    if (typeof value !== 'object' || value === null)
        return 0;
    return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
/** Nothing would check it. As the name of a property it is none. */
function hasFormat(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    if (Array.isArray(value))
        return value.some(hasFormat);
    return Object.entries(value).some(([name, member]) => name === 'format' ? typeof member === 'string' : hasFormat(member));
}
//# sourceMappingURL=argument-schema.js.map