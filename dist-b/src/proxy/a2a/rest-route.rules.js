const CONFIGS = 'pushNotificationConfigs';
/** Specification 1.0 §11.3; subscribing is GET in its proto and POST in its text. */
const templates = [
    { operation: 'SendMessage', methods: ['POST'], segments: ['message:send'] },
    { operation: 'SendStreamingMessage', methods: ['POST'], segments: ['message:stream'] },
    { operation: 'ListTasks', methods: ['GET'], segments: ['tasks'] },
    { operation: 'GetTask', methods: ['GET'], segments: ['tasks', '{id}'] },
    { operation: 'CancelTask', methods: ['POST'], segments: ['tasks', '{id}:cancel'] },
    { operation: 'SubscribeToTask', methods: ['GET', 'POST'], segments: ['tasks', '{id}:subscribe'] },
    { operation: 'CreateTaskPushNotificationConfig', methods: ['POST'], segments: ['tasks', '{taskId}', CONFIGS] },
    { operation: 'ListTaskPushNotificationConfigs', methods: ['GET'], segments: ['tasks', '{taskId}', CONFIGS] },
    { operation: 'GetTaskPushNotificationConfig', methods: ['GET'], segments: ['tasks', '{taskId}', CONFIGS, '{id}'] },
    {
        operation: 'DeleteTaskPushNotificationConfig',
        methods: ['DELETE'],
        segments: ['tasks', '{taskId}', CONFIGS, '{id}'],
    },
    { operation: 'GetExtendedAgentCard', methods: ['GET'], segments: ['extendedAgentCard'], only: 'current' },
    { operation: 'GetExtendedAgentCard', methods: ['GET'], segments: ['card'], only: 'legacy' },
];
/**
 * Letters that no URL parser and no router reads as anything else, encoded or not: `/`, `:` and `%` in an id would make
 * of one operation another on the way.
 */
const ID = /^[A-Za-z0-9_~.-]{1,256}$/;
/** An id that is called like a segment would be read in two ways. */
const RESERVED = new Set(['v1', 'tasks', 'card', 'extendedAgentCard', CONFIGS]);
/** Whether a text can stand in a path as an id. */
export function isPathId(text) {
    return ID.test(text) && !/^\.+$/.test(text) && !RESERVED.has(text);
}
/**
 * @param path what follows the agent's own path, as it was sent
 * @returns null for everything that is no operation of A2A
 */
export function readRestRoute(method, path) {
    const [empty, ...segments] = path.split('/');
    if (empty !== '' || segments.length === 0 || segments.length > 5)
        return null;
    const legacy = segments[0] === 'v1';
    if (legacy)
        return routeOf(method, segments.slice(1), true, {});
    const plain = routeOf(method, segments, false, {});
    if (plain !== null || segments.length === 1)
        return plain;
    const tenant = decoded(segments[0] ?? '');
    return isPathId(tenant) ? routeOf(method, segments.slice(1), false, { tenant }) : null;
}
function routeOf(method, segments, legacy, tenant) {
    for (const template of templates) {
        if (template.only === (legacy ? 'current' : 'legacy') || !template.methods.includes(method))
            continue;
        const bound = match(template.segments, segments);
        if (bound === null)
            continue;
        const prefix = legacy ? '/v1' : tenant.tenant === undefined ? '' : `/${encodeURIComponent(tenant.tenant)}`;
        return {
            operation: template.operation,
            legacy,
            bound: { ...tenant, ...bound },
            path: prefix + written(template.segments, bound),
            takesBody: method === 'POST',
        };
    }
    return null;
}
const PLACE = /^\{(\w+)\}(.*)$/;
function match(template, segments) {
    if (template.length !== segments.length)
        return null;
    const bound = {};
    for (const [index, wanted] of template.entries()) {
        const segment = segments[index] ?? '';
        const [, name, tail = ''] = PLACE.exec(wanted) ?? [];
        if (name === undefined) {
            if (segment !== wanted)
                return null;
            continue;
        }
        const id = segment.endsWith(tail) ? decoded(segment.slice(0, segment.length - tail.length)) : '';
        if (!isPathId(id))
            return null;
        bound[name] = id;
    }
    return bound;
}
function written(template, bound) {
    const segments = template.map((segment) => segment.replace(PLACE, (_, name, tail) => encodeURIComponent(bound[name] ?? '') + tail));
    return `/${segments.join('/')}`;
}
/** What cannot be decoded is no id. */
function decoded(segment) {
    try {
        return decodeURIComponent(segment);
    }
    catch {
        return '';
    }
}
//# sourceMappingURL=rest-route.rules.js.map