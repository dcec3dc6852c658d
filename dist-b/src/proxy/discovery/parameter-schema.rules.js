import { isJsonObject } from '../../kernel/json-value.js';
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
export function mirroredParameters(schema) {
    const found = [];
    if (!collect(schema, [], found))
        return null;
    const headers = new Set(found.map(({ header }) => header));
    return found.length <= MOST && headers.size === found.length ? found : null;
}
/** @param path null where no annotation may stand. @returns false for one that is wrong */
function collect(schema, path, found) {
    if (!isJsonObject(schema))
        return true;
    if (Object.hasOwn(schema, ANNOTATION)) {
        const parameter = path === null || path.length === 0 ? null : parameterOf(schema, path);
        if (parameter === null || found.length > MOST)
            return false;
        found.push(parameter);
    }
    const { properties } = schema;
    if (isJsonObject(properties)) {
        for (const [name, one] of Object.entries(properties)) {
            if (!collect(one, path === null ? null : [...path, name], found))
                return false;
        }
    }
    return elsewhere(schema).every((one) => collect(one, null, found));
}
function elsewhere(schema) {
    const schemas = ELSEWHERE.flatMap((keyword) => schema[keyword] ?? []);
    for (const keyword of ELSEWHERE_BY_NAME) {
        const named = schema[keyword];
        if (isJsonObject(named))
            schemas.push(...Object.values(named));
    }
    return schemas;
}
function parameterOf(schema, path) {
    const { [ANNOTATION]: name, type } = schema;
    if (typeof name !== 'string' || !TOKEN.test(name))
        return null;
    if (type !== 'string' && type !== 'integer' && type !== 'boolean')
        return null;
    return { header: `mcp-param-${name.toLowerCase()}`, path, type };
}
//# sourceMappingURL=parameter-schema.rules.js.map