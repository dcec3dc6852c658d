import { shapeOf } from '../error-answer.js';
import { operationStyle, styleParameters } from './documented-style.js';
/** What the schema of a change is called, of which every part may be left out. */
export function changeName(request) {
    return `${request}Change`;
}
/** Parameters and body of an operation. */
export function documentedInput(route, verb, facts) {
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
    }));
    const form = verb === 'get' ? {} : formOf(route, facts);
    const asked = verb === 'get' ? Object.fromEntries((facts.form ?? []).map((name) => [name, TEXT])) : {};
    const inQuery = Object.entries({ ...asked, ...facts.query }).map(([name, { description, ...schema }]) => ({
        name,
        in: 'query',
        ...(description === undefined ? {} : { description }),
        schema,
    }));
    const parameters = [...inPath, ...inQuery, ...styleParameters(operationStyle(route, verb, facts))];
    return { ...(parameters.length === 0 ? {} : { parameters }), ...jsonOf(route, verb, facts), ...form };
}
const TEXT = { type: 'string' };
function jsonOf({ path }, verb, { json, bodies = [] }) {
    if (json !== true)
        return {};
    // What a client says of itself has the words of RFC 7591, and is put into ours before a request class sees it.
    const named = shapeOf(path) === 'oauth' ? [] : bodies;
    const schemas = named.map((name) => ({ $ref: `#/components/schemas/${verb === 'patch' ? changeName(name) : name}` }));
    const [schema = { type: 'object' }, ...others] = schemas;
    const content = { 'application/json': { schema: others.length === 0 ? schema : { anyOf: schemas } } };
    return { requestBody: { required: true, content } };
}
function formOf({ access, version, path }, { form = [] }) {
    if (form.length === 0 && version === null)
        return {};
    const grant = version === null ? {} : { grant_type: { type: 'string', const: version } };
    const client = access.who === 'client' || version !== null
        ? Object.fromEntries(['client_id', 'client_secret', 'client_assertion', 'client_assertion_type'].map((name) => [name, TEXT]))
        : {};
    const properties = { ...grant, ...Object.fromEntries(form.map((name) => [name, TEXT])), ...client };
    const required = version === null ? {} : { required: ['grant_type'] };
    const schema = { type: 'object', ...(version === null ? {} : { title: version }), properties, ...required };
    return {
        requestBody: {
            required: shapeOf(path) === 'oauth',
            content: { 'application/x-www-form-urlencoded': { schema } },
        },
    };
}
//# sourceMappingURL=documented-input.js.map