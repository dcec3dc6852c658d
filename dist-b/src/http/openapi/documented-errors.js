import { titleOf } from '../../kernel/problem.js';
import { shapeOf } from '../error-answer.js';
import { operationStyle, styleRefusals } from './documented-style.js';
const KINDS = {
    problem: ['application/problem+json', 'Problem'],
    oauth: ['application/json', 'OAuthError'],
    gate: ['application/json', 'GateError'],
};
/** How an operation refuses, by status: what its source says, and what its kind of caller always meets. */
export function documentedErrors(route, verb, facts) {
    const shape = shapeOf(route.path);
    if (shape === 'page') {
        return { default: { description: 'A page that says what is wrong.', content: { 'text/html': {} } } };
    }
    const said = new Map();
    // An OAuth client is not told that there is no such thing: it could not authenticate, or its parameter is wrong.
    const problems = Object.entries(facts.problems ?? {}).filter(([status]) => shape !== 'oauth' || status !== '404');
    for (const [status, texts] of problems)
        tell(said, Number(status), ...(texts.length > 0 ? texts : [`${titleOf(Number(status))}.`]));
    for (const [status, codes] of Object.entries(facts.errors ?? {}))
        tell(said, Number(status), ...codes.map((code) => `\`${code}\``));
    callerErrors(route, said);
    for (const [status, text] of styleRefusals(operationStyle(route, verb, facts)))
        tell(said, status, text);
    tell(said, 429, 'Too many requests; `Retry-After` says when to come back.');
    const [type, name] = KINDS[shape];
    const content = { [type]: { schema: { $ref: `#/components/schemas/${name}` } } };
    const entries = [...said]
        .sort(([one], [other]) => one - other)
        .map(([status, texts]) => [String(status), { description: [...texts].join(' '), content }]);
    return {
        ...Object.fromEntries(entries),
        default: { description: 'Something else is wrong, such as a database that is away (503).', content },
    };
}
function callerErrors({ access, verbs }, said) {
    if (access.who === 'administrator') {
        tell(said, 401, 'No token, or one that is not accepted.');
        tell(said, 403, "Neither the token's scopes nor its person's roles permit this.");
    }
    if (access.who === 'token') {
        tell(said, 401, 'No token, or one that is not accepted.');
        if (access.scope !== undefined)
            tell(said, 403, `The token lacks scope ${access.scope}.`);
    }
    if (access.who === 'client') {
        if (verbs.includes('post'))
            tell(said, 400, '`invalid_request`');
        tell(said, 401, '`invalid_client`');
    }
    if (access.who === 'gate')
        tell(said, 401, 'No token for exactly this resource; `WWW-Authenticate` says how to get one.');
    if (access.who === 'operator')
        tell(said, 401, 'Not the token of the operator.');
}
function tell(said, status, ...texts) {
    const known = said.get(status) ?? new Set();
    texts.forEach((text) => known.add(text));
    said.set(status, known);
}
const pointer = { type: 'string', description: 'A JSON pointer into the body, or the name of a query parameter.' };
const fieldError = {
    type: 'object',
    properties: { pointer, detail: { type: 'string' } },
    required: ['pointer', 'detail'],
};
/** What a refusal looks like, by the kind of caller who reads it. */
export const ERROR_SCHEMAS = {
    Problem: {
        type: 'object',
        description: 'Problem details (RFC 9457).',
        properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            errors: { type: 'array', items: fieldError, description: 'Every wrong field at once.' },
            count: { type: 'integer', description: 'How many a filter finds, where its sender counted on another number.' },
            request_id: { type: 'string', description: 'By which the log is searched.' },
        },
        required: ['type', 'title', 'status', 'detail', 'request_id'],
    },
    OAuthError: {
        type: 'object',
        description: 'An error of OAuth (RFC 6749 §5.2); empty where a token is asked for and none came (RFC 6750 §3.1).',
        properties: { error: { type: 'string' }, error_description: { type: 'string' } },
    },
    GateError: {
        type: 'object',
        description: 'An error of the gate, where no JSON-RPC answer could be given; empty where no token came.',
        properties: { error: { type: 'string' }, error_description: { type: 'string' }, server: { type: 'string' } },
    },
};
//# sourceMappingURL=documented-errors.js.map