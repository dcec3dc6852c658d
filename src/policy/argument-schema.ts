import { Ajv2020 } from 'ajv/dist/2020.js';
import { RE2JS } from 're2js';
import { isJsonObject, JsonNumber, type JsonValue, plainJson } from '../kernel/json-value.js';
import type { GivenArguments } from './ladder.rules.js';

/** Characters of a schema as JSON. */
const LONGEST = 16_384;
const DEEPEST = 32;

/** Patterns in linear time, whatever the two are: the caller chooses what an administrator's pattern is tried on. */
const linear = Object.assign((pattern: string) => RE2JS.compile(pattern), { code: 'linear' });

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
export function schemaFault(schema: unknown): string | null {
  if (typeof schema !== 'boolean' && !isPlainObject(schema)) return 'must be a JSON Schema';
  if (JSON.stringify(schema).length > LONGEST || depthOf(schema) > DEEPEST) return 'is too large';
  if (hasFormat(schema)) return 'must not use format: say it by a pattern';
  try {
    compiled(schema);
    return null;
  } catch (error) {
    return `is no JSON Schema that can be used: ${(error as Error).message.slice(0, 300)}`;
  }
}

/** Makes a schema ready. @throws Error for one that has a fault */
export function aboutArguments(schema: object | boolean): (given: GivenArguments) => boolean {
  const validate = compiled(schema);
  return ({ value }) => validate(value);
}

/**
 * The arguments of a call as values; a tool that is called without any is called with none. Whatever is no object says
 * nothing to most schemas, and something to a server that is not strict.
 */
export function givenArguments(value: JsonValue | undefined): GivenArguments {
  if (value === undefined) return { value: {}, exact: true };
  return { value: plainJson(value), exact: isJsonObject(value) && isExact(value) };
}

function compiled(schema: object | boolean): (value: unknown) => boolean {
  if (typeof schema === 'boolean') return () => schema;
  const validate = ajv.compile(schema);
  // The instance keeps what it has compiled, by identity and by $id: neither is wanted.
  ajv.removeSchema(schema);
  return (value) => validate(value);
}

/**
 * Whether all numbers are what they say (9007199254740993 would be compared as its neighbour, and 1e400 as infinite), and no
 * two members have one name but for its case: some readers take the last of them for both.
 */
function isExact(value: JsonValue): boolean {
  if (value instanceof JsonNumber) return isExactNumber(value);
  if (Array.isArray(value)) return value.every(isExact);
  if (!isJsonObject(value)) return true;
  const names = Object.keys(value);
  const folded = new Set(names.map((name) => name.toLowerCase().toUpperCase().toLowerCase()));
  return folded.size === names.length && Object.values(value).every(isExact);
}

function isExactNumber({ text }: JsonNumber): boolean {
  const digits = text
    .replace(/e.*$/i, '')
    .replace(/[^0-9]/g, '')
    .replace(/^0+/, '');
  return digits.replace(/0+$/, '').length <= 15 && Number.isFinite(Number(text));
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

/** Nothing would check it. As the name of a property it is none. */
function hasFormat(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasFormat);
  return Object.entries(value).some(([name, member]) =>
    name === 'format' ? typeof member === 'string' : hasFormat(member),
  );
}
