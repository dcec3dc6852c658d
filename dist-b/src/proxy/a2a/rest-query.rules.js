const whole = (text) => (/^\d{1,9}$/.test(text) ? Number(text) : null);
const token = (text) => (/^[\x21-\x7e]{1,1024}$/.test(text) ? text : null);
const word = (text) => (/^[A-Za-z0-9_]{1,64}$/.test(text) ? text : null);
const time = (text) => (/^[0-9TtZz:.+-]{10,40}$/.test(text) ? text : null);
const trueOrFalse = (text) => (text === 'true' ? true : text === 'false' ? false : null);
/** As an id in a path, so that it means the same in either place. */
const tenant = (text) => (/^[A-Za-z0-9_~.-]{1,256}$/.test(text) ? text : null);
const readers = {
    GetTask: { historyLength: whole },
    ListTasks: {
        contextId: token,
        status: word,
        pageSize: whole,
        pageToken: token,
        historyLength: whole,
        statusTimestampAfter: time,
        includeArtifacts: trueOrFalse,
    },
    ListTaskPushNotificationConfigs: { pageSize: whole, pageToken: token },
};
/** Where A2A's version stands when it is no header (specification 1.0 §3.6.1). */
const VERSION = 'A2A-Version';
/**
 * @param raw what follows the question mark
 * @returns the name of a parameter that this operation does not have, has twice, or cannot read
 */
export function readRestQuery(operation, raw) {
    const known = { tenant, ...readers[operation] };
    const params = {};
    const sent = new URLSearchParams();
    let version = null;
    for (const [name, text] of new URLSearchParams(raw)) {
        if (name === VERSION && version === null && /^\d{1,3}\.\d{1,3}$/.test(text)) {
            version = text;
            continue;
        }
        const value = Object.hasOwn(known, name) ? (known[name]?.(text) ?? null) : null;
        if (value === null || Object.hasOwn(params, name))
            return name.slice(0, 64);
        params[name] = value;
        sent.set(name, text);
    }
    return { params, version, text: sent.size === 0 ? '' : `?${sent.toString()}` };
}
//# sourceMappingURL=rest-query.rules.js.map