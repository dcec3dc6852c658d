/** A number that a double would not print back (9007199254740993, 1e400, 1.0, -0), kept as it was written. */
export class JsonNumber {
    text;
    /** @throws TypeError when the text is not an RFC 8259 §6 number: it is later written without quotes */
    constructor(text) {
        this.text = text;
        if (!/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(text))
            throw new TypeError('not a JSON number');
    }
    /** The nearest double, for comparisons; Infinity for 1e400. */
    valueOf() {
        return Number(this.text);
    }
    toString() {
        return this.text;
    }
    /** A string, for logs, where no digit may be lost. Only `stringifyStrictJson` writes the number itself. */
    toJSON() {
        return this.text;
    }
}
/** Whether a value is a JSON object: neither null, nor an array, nor a kept number. */
export function isJsonObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);
}
/**
 * Makes an object that inherits nothing. A constructor with an empty prototype keeps V8's fast properties, which
 * `Object.create(null)` gives up; the prototype is frozen, so that nobody can add to it.
 */
export const BareObject = function () { };
BareObject.prototype = Object.freeze(Object.create(null));
/** The same in plain values, as `JSON.parse` makes them: what reads a text twice could read two different things. */
export function plainJson(value) {
    if (value instanceof JsonNumber)
        return value.valueOf();
    if (Array.isArray(value))
        return value.map(plainJson);
    if (!isJsonObject(value))
        return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainJson(member)]));
}
//# sourceMappingURL=json-value.js.map