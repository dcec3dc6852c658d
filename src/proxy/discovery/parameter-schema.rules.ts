import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json-value.js';

/** An argument of a tool that a client must repeat as a header (MCP 2026-07-28, Custom Headers from Tool Parameters). */
export interface MirroredParameter {
  /** In lower case, with `mcp-param-`. */
  readonly header: string;
  /** Names of members, from the arguments on. */
  readonly path: readonly string[];
  readonly type: 'string' | 'integer' | 'boolean';
}

const ANNOTATION = 'x-mcp-header';
/** A token of RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** More than any tool mirrors; what has more is not judged. */
const MOST = 64;

/** Keywords below which nothing is reached by the names of members alone. */
const ELSEWHERE = [
  ...['items', 'prefixItems', 'contains', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'],
  ...['propertyNames', 'oneOf', 'anyOf', 'allOf', 'not', 'if', 'then', 'else'],
];
/** The same for those that have schemas by name. */
const ELSEWHERE_BY_NAME = ['patternProperties', 'dependentSchemas', '$defs', 'definitions'];

/**
 * @param schema `inputSchema` of a tool
 * @returns null when it says so in a way that clients must refuse: then nobody can tell what it means
 */
export function mirroredParameters(schema: JsonValue | undefined): readonly MirroredParameter[] | null {
  const found: MirroredParameter[] = [];
  if (!collect(schema, [], found)) return null;
  const headers = new Set(found.map(({ header }) => header));
  return found.length <= MOST && headers.size === found.length ? found : null;
}

/** @param path null where no annotation may stand. @returns false for one that is wrong */
function collect(schema: JsonValue | undefined, path: readonly string[] | null, found: MirroredParameter[]): boolean {
  if (!isJsonObject(schema)) return true;
  if (Object.hasOwn(schema, ANNOTATION)) {
    const parameter = path === null || path.length === 0 ? null : parameterOf(schema, path);
    if (parameter === null || found.length > MOST) return false;
    found.push(parameter);
  }
  const { properties } = schema;
  if (isJsonObject(properties)) {
    for (const [name, one] of Object.entries(properties)) {
      if (!collect(one, path === null ? null : [...path, name], found)) return false;
    }
  }
  return elsewhere(schema).every((one) => collect(one, null, found));
}

function elsewhere(schema: JsonObject): JsonValue[] {
  const schemas = ELSEWHERE.flatMap((keyword) => schema[keyword] ?? []);
  for (const keyword of ELSEWHERE_BY_NAME) {
    const named = schema[keyword];
    if (isJsonObject(named)) schemas.push(...Object.values(named));
  }
  return schemas;
}

function parameterOf(schema: JsonObject, path: readonly string[]): MirroredParameter | null {
  const { [ANNOTATION]: name, type } = schema;
  if (typeof name !== 'string' || !TOKEN.test(name)) return null;
  if (type !== 'string' && type !== 'integer' && type !== 'boolean') return null;
  return { header: `mcp-param-${name.toLowerCase()}`, path, type };
}
