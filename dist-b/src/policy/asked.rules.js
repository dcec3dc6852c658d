import { a2aMethod, a2aOperation } from '../kernel/a2a-operation.js';
import { isJsonObject } from '../kernel/json-value.js';
const subjects = {
    'tools/call': 'tool',
    'prompts/get': 'prompt',
    'resources/read': 'resource',
    'resources/subscribe': 'resource',
    'resources/unsubscribe': 'resource',
};
/** Methods by which an MCP client says hello, looks around and follows what it has begun; lists are trimmed. */
const GREETINGS = new Set([
    'initialize',
    'ping',
    'server/discover',
    'subscriptions/listen',
    'tools/list',
    'prompts/list',
    'resources/list',
    'resources/templates/list',
    'logging/setLevel',
    'tasks/get',
    'tasks/list',
    'tasks/result',
    'tasks/cancel',
]);
/**
 * @param message null for a request without a body
 * An agent has no tools: what rules call one is the method (A2A), and its arguments are the params.
 */
export function subjectOf(message, kind) {
    if (message === null || message.kind === 'response')
        return { subject: null, greeting: true };
    const { method, name, params } = message;
    if (kind === 'a2a')
        return operationOf(method, params);
    if (method === 'completion/complete')
        return { subject: completed(params), unknown: true, greeting: false };
    const is = subjects[method];
    if (is !== undefined && name !== undefined) {
        const given = isJsonObject(params) ? params['arguments'] : undefined;
        return { subject: { kind: is, name }, arguments: given, greeting: false };
    }
    return { subject: null, greeting: GREETINGS.has(method) || method.startsWith('notifications/') };
}
/**
 * What a call of an agent is about. A2A 0.3 has another name for each operation; whoever may use anything may read what the
 * agent says of itself.
 */
export function operationOf(method, params) {
    const operation = a2aOperation(method);
    const subject = { kind: 'tool', name: operation ?? method };
    const greeting = method === 'GetAgentCard' || operation === 'GetExtendedAgentCard';
    const alias = operation === null ? {} : { alias: a2aMethod(operation, true) };
    return { subject, ...alias, arguments: params, greeting };
}
/** Suggestions for a prompt or a template tell of what it would give. */
function completed(params) {
    const ref = isJsonObject(params) ? params['ref'] : undefined;
    if (!isJsonObject(ref))
        return null;
    const { type, name, uri } = ref;
    if (type === 'ref/prompt' && typeof name === 'string')
        return { kind: 'prompt', name };
    return typeof uri === 'string' ? { kind: 'resource', name: uri } : null;
}
//# sourceMappingURL=asked.rules.js.map