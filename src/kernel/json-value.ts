/** What a JSON text can say, losing nothing of it. */
export type JsonValue = null | boolean | number | string | JsonNumber | JsonValue[] | JsonObject;

/**
 * The members of a JSON object. Those that `parseStrictJson` makes inherit nothing: `constructor` or `toString` are
 * undefined unless sent, and `__proto__` is an ordinary member. Copy with a spread: `Object.assign` into a plain object
 * would set its prototype.
 */
export interface JsonObject {
  [name: string]: JsonValue;
}

/** A number that a double would not print back (9007199254740993, 1e400, 1.0, -0), kept as it was written. */
export class JsonNumber {
  /** @throws TypeError when the text is not an RFC 8259 §6 number: it is later written without quotes */
  constructor(readonly text: string) {
    if (!/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(text)) throw new TypeError('not a JSON number');
  }

  /** The nearest double, for comparisons; Infinity for 1e400. */
  valueOf(): number {
    return Number(this.text);
  }

  toString(): string {
    return this.text;
  }

  /** A string, for logs, where no digit may be lost. Only `stringifyStrictJson` writes the number itself. */
  toJSON(): string {
    return this.text;
  }
}

/** Whether a value is a JSON object: neither null, nor an array, nor a kept number. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);
}

/**
 * Makes an object that inherits nothing. A constructor with an empty prototype keeps V8's fast properties, which
 * `Object.create(null)` gives up; the prototype is frozen, so that nobody can add to it.
 */
export const BareObject = function () {} as unknown as new () => JsonObject;
BareObject.prototype = Object.freeze(Object.create(null)) as JsonObject;

/** The same in plain values, as `JSON.parse` makes them: what reads a text twice could read two different things. */
export function plainJson(value: JsonValue): unknown {
  if (value instanceof JsonNumber) return value.valueOf();
  if (Array.isArray(value)) return value.map(plainJson);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainJson(member)]));
}
