import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { curlOf } from './curl-example.rules.js';
/** One operation, to unfold: its address on the page lies within, so that whoever comes by a link finds it open. */
export function OperationDetails({ shown, document, common, open }) {
    const { verb, path, operation } = shown;
    const id = operation.operationId;
    const parameters = (operation['parameters'] ?? []);
    const bodies = bodiesOf(operation, document);
    const [{ url: base }] = document['servers'];
    const curl = operation.tags.includes('pages')
        ? null
        : curlOf({ base, verb, path, operation, body: bodies[0] ?? null });
    return (_jsxs("details", { class: "operation", open: open, children: [_jsxs("summary", { children: [_jsx("code", { children: verb.toUpperCase() }), " ", _jsx("strong", { children: path }), ' ', _jsx("span", { class: "quiet", children: operation.summary.replaceAll('`', '') })] }), _jsxs("p", { id: id, children: [_jsx("a", { href: `#${id}`, children: _jsx("code", { children: id }) }), ' ', (operation['description'] ?? '').replaceAll('`', ''), " ", callerOf(operation)] }), curl === null ? null : (_jsx("pre", { tabIndex: 0, "aria-label": `${id} with curl`, children: curl })), _jsx(Rows, { heading: "Parameters", rows: parameters.map(({ name, in: place, required, description, schema }) => [
                    required === true ? `${name} *` : name,
                    [place, typeOf(schema), description].filter((text) => text !== undefined && text !== '').join(' · '),
                ]) }), bodies.map(({ type, schema }) => (_jsx(Fields, { type: type, schema: schema }))), _jsx(Answers, { operation: operation, common: common })] }));
}
/** Each answer of an operation as its status and what is said of it. */
export function responsesOf(operation) {
    const responses = operation['responses'];
    return Object.entries(responses).map(([status, { description }]) => `${status} ${description.replaceAll('`', '')}`);
}
function Answers({ operation, common }) {
    const answers = responsesOf(operation).map((answer) => {
        const [status = ''] = answer.split(' ', 1);
        return { status, said: answer.slice(status.length + 1), isCommon: common.has(answer) };
    });
    const others = answers.filter(({ isCommon }) => isCommon).map(({ status }) => status);
    return (_jsxs(_Fragment, { children: [_jsx(Rows, { heading: "Answers", rows: answers.filter(({ isCommon }) => !isCommon).map(({ status, said }) => [status, said]) }), _jsxs("p", { class: "hint", children: [_jsx("a", { href: "#answers", children: "As many others" }), ": ", others.join(', ')] })] }));
}
/** Whose call is answered, in one sentence. */
function callerOf(operation) {
    const roles = operation['x-roles'];
    if (roles === undefined)
        return '';
    const named = Object.entries(roles).map(([role, reach]) => role + (REACH[String(reach)] ?? ''));
    return `Roles: ${named.join(', ')}.`;
}
const REACH = {
    people: ' (people without an administrative role)',
    own: ' (own clients)',
};
/** What may be sent: one form of it, or several, of which the first is the example's. */
function bodiesOf(operation, document) {
    const body = operation['requestBody'];
    return Object.entries(body?.content ?? {}).flatMap(([type, { schema }]) => {
        const forms = (schema['oneOf'] ?? schema['anyOf'] ?? [schema]);
        return forms.map((form) => ({ type, schema: resolved(form, document) }));
    });
}
function Fields({ type, schema }) {
    const properties = (schema['properties'] ?? {});
    const required = (schema['required'] ?? []);
    const title = schema['title'] === undefined ? '' : ` ${schema['title']}`;
    return (_jsx(Rows, { heading: `Body: ${type}${title}`, rows: Object.entries(properties).map(([name, field]) => [
            required.includes(name) ? `${name} *` : name,
            [typeOf(field), field['description']].filter((text) => text !== undefined && text !== '').join(' · '),
        ]) }));
}
/** Names, and what is said of each; nothing when there is none. */
export function Rows({ heading, rows }) {
    if (rows.length === 0)
        return null;
    return (_jsxs(_Fragment, { children: [heading === undefined ? null : _jsx("h3", { children: heading }), _jsx("dl", { children: rows.map(([name, text]) => (_jsxs("div", { children: [_jsx("dt", { children: name }), _jsx("dd", { children: text.replaceAll('`', '') })] }))) })] }));
}
function resolved(schema, document) {
    const name = (schema['$ref'] ?? '').split('/').at(-1) ?? '';
    const schemas = document.components['schemas'];
    return schemas[name] ?? schema;
}
function typeOf({ type, enum: words, items }) {
    if (Array.isArray(words))
        return words.map(String).join(' | ');
    if (type === 'array')
        return `list of ${typeOf((items ?? {})) || 'anything'}`;
    return [type ?? ''].flat().map(String).join(' or ');
}
//# sourceMappingURL=operation-details.js.map