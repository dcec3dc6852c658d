const VERBS = ['get', 'post', 'put', 'patch', 'delete'];
const ADMINISTRATION = '/api/v1/admin/';
/** Where the table of commands lies. */
export const TABLE_FILE = 'command-line/operations.generated.ts';
/** What the command line needs of an OpenAPI document: the operations of administration, and what they take. */
export function commandTable(document) {
    const paths = Object.entries(document['paths']);
    const operations = paths
        .filter(([path]) => path.startsWith(ADMINISTRATION))
        .flatMap(([path, item]) => VERBS.filter((verb) => verb in item).map((verb) => operationOf(document, path, verb, item[verb])))
        .sort((one, other) => (one.id < other.id ? -1 : 1));
    const all = schemasOf(document);
    const names = [...new Set(operations.flatMap(({ body }) => (body === undefined ? [] : [body])))].sort();
    const tags = document['tags'];
    const nouns = tags.filter(({ name }) => operations.some(({ id }) => id.startsWith(`${name}.`)));
    return {
        nouns: Object.fromEntries(nouns.map(({ name, description }) => [name, description])),
        operations,
        schemas: Object.fromEntries(names.map((name) => [name, whole(all[name] ?? {}, all)])),
    };
}
/** The table as the module that is committed. */
export function tableModule(table) {
    return `// Made of the OpenAPI document; test/command-line/table.spec.ts compares it, and writes it with \`vitest -u\`.
import type { OperationTable } from './operation-table.js';

export const OPERATIONS: OperationTable = ${JSON.stringify(table, null, 1)};
`;
}
function operationOf(document, path, verb, said) {
    const { operationId, summary, description } = said;
    const query = queryOf(document, said);
    const body = nameOf(schemaIn(said['requestBody']));
    const columns = columnsOf(document, said['responses']);
    return {
        id: operationId,
        verb,
        path,
        summary,
        ...(description === undefined || description === `${summary}.` ? {} : { description }),
        roles: Object.keys(said['x-roles'] ?? {}),
        ...(query.length === 0 ? {} : { query }),
        ...(body === undefined ? {} : { body }),
        ...(columns.length === 0 ? {} : { columns }),
    };
}
function queryOf(document, said) {
    const parameters = (said['parameters'] ?? []);
    return parameters
        .map((parameter) => resolved(parameter, document))
        .filter((parameter) => parameter['in'] === 'query')
        .map(({ name, description, required, schema }) => ({
        name: name,
        ...(description === undefined ? {} : { description: description }),
        ...(required === true ? { required } : {}),
        schema: schema,
    }));
}
function columnsOf(document, responses) {
    const good = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
    const schema = schemaIn(good) ?? {};
    // What was only tried is shown as it is.
    const own = (schema['anyOf'] ?? [schema]).find((one) => nameOf(one) !== 'DryRun');
    const answer = resolved(own ?? {}, document);
    const items = answer['properties']?.['items']?.['items'];
    const thing = resolved((items ?? answer), document);
    return Object.entries((thing['properties'] ?? {}))
        .filter(([, property]) => isPlain(resolved(property, document)))
        .map(([name]) => name);
}
/** Whether it fits in a cell. */
function isPlain({ type, items }) {
    const types = [type].flat().filter((name) => name !== 'null');
    if (types.length !== 1)
        return false;
    if (types[0] === 'array')
        return items?.['type'] === 'string';
    return types[0] !== 'object';
}
function schemaIn(message) {
    const content = message?.['content'];
    return content?.['application/json']?.['schema'];
}
function nameOf(schema) {
    return typeof schema?.['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined;
}
function schemasOf(document) {
    return document['components']['schemas'];
}
function resolved(schema, document) {
    const { $ref } = schema;
    if (typeof $ref !== 'string')
        return schema;
    const path = $ref.slice(2).split('/');
    return path.reduce((at, name) => at[name], document);
}
/** A schema with what it refers to in place. */
function whole(schema, all) {
    const within = (value) => {
        if (Array.isArray(value))
            return value.map(within);
        if (typeof value !== 'object' || value === null)
            return value;
        const name = nameOf(value);
        if (name !== undefined)
            return within(all[name]);
        return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, within(inner)]));
    };
    return within(schema);
}
//# sourceMappingURL=command-table.js.map