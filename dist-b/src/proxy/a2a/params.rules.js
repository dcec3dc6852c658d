import { isJsonObject } from '../../kernel/json-value.js';
/** Members that A2A defines outside of what agents and people say; one that is spelled otherwise is read by some. */
const DEFINED = [
    'tenant',
    'id',
    'taskId',
    'contextId',
    'message',
    'messageId',
    'request',
    'configuration',
    'metadata',
    'config',
    'configId',
    'name',
    'parent',
    'historyLength',
    'taskPushNotificationConfig',
    'pushNotificationConfig',
    'pushNotificationConfigId',
    'pushNotification',
    'url',
    'token',
    'authentication',
];
const spelled = new Map(DEFINED.map((name) => [folded(name), name]));
/** What may hold anything: the words of people and agents. */
const FREE = new Set(['message', 'request', 'metadata']);
/** Objects below params in which a member's spelling matters; deeper, nothing is defined. */
const DEEPEST = 4;
/**
 * ProtoJSON readers take `context_id` for `contextId`, and Go's take `CONTEXTID`: what we decide on would not be what they
 * act on.
 * @returns the member whose name is a defined one in another spelling; null when there is none
 */
export function oddlySpelled(params, depth = 0) {
    if (Array.isArray(params))
        return first(params, (value) => oddlySpelled(value, depth + 1));
    if (!isJsonObject(params) || depth > DEEPEST)
        return null;
    return first(Object.entries(params), ([name, value]) => {
        const defined = spelled.get(folded(name));
        if (defined !== undefined && defined !== name)
            return name;
        if (!FREE.has(name))
            return oddlySpelled(value, depth + 1);
        if (name === 'metadata' || !isJsonObject(value))
            return null;
        return first(Object.keys(value), (member) => {
            const known = spelled.get(folded(member));
            return known === undefined || known === member ? null : member;
        });
    });
}
/**
 * Where the agent is asked to send notifications: the values of every URL in a push notification config, wherever the
 * versions of A2A carry one, the drafts with other names for it as well. What is not a text is given as it is, since some readers would make one of it.
 */
export function pushUrls(method, params) {
    if (Array.isArray(params))
        return params.flatMap((one) => pushUrls(method, one));
    if (!isJsonObject(params))
        return [];
    const carriers = without(params, FREE);
    return folded(method).includes('pushnotification') ? urlsIn(carriers) : configsIn(carriers).flatMap(urlsIn);
}
function configsIn(value) {
    if (Array.isArray(value))
        return value.flatMap(configsIn);
    if (!isJsonObject(value))
        return [];
    return Object.entries(value).flatMap(([name, member]) => folded(name).includes('pushnotification') ? [member] : configsIn(member));
}
function urlsIn(value) {
    if (Array.isArray(value))
        return value.flatMap(urlsIn);
    if (!isJsonObject(value))
        return [];
    return Object.entries(value).flatMap(([name, member]) => /ur[li]$/.test(folded(name)) && member !== null ? [member] : urlsIn(member));
}
function without(object, names) {
    return Object.fromEntries(Object.entries(object).filter(([name]) => !names.has(name)));
}
/** Both foldings, because Unicode has letters that only one of them turns into ASCII (U+017F, U+212A). */
function folded(name) {
    return name.replaceAll(/[_-]/g, '').toLowerCase().toUpperCase().toLowerCase();
}
function first(values, found) {
    for (const value of values) {
        const result = found(value);
        if (result !== null)
            return result;
    }
    return null;
}
//# sourceMappingURL=params.rules.js.map