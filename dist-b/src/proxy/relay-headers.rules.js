import { isEventStream } from './answer-bounds.js';
/**
 * Headers of a request that reach an upstream. A list of what may pass, not of what may not: credentials, cookies and
 * identity headers stay out in every spelling, also those that nobody has thought of.
 */
const passing = new Set([
    'accept',
    'accept-language',
    'mcp-method',
    'mcp-name',
    'mcp-protocol-version',
    'a2a-version',
    'a2a-extensions',
    'x-a2a-extensions',
    'tracestate',
]);
/** Any token of RFC 9110 §5.6.2: a server refuses a call whose mirrored parameter was lost on the way. */
const PARAMETER = /^mcp-param-[!#$%&'*+.^_`|~0-9a-z-]{1,64}$/;
/** Headers of an answer that reach the client: nothing that could set its state or speak for the gate. */
const returning = new Set([
    'allow',
    'content-type',
    'content-encoding',
    'content-language',
    'last-modified',
    'mcp-protocol-version',
    'a2a-version',
    'a2a-extensions',
    'x-a2a-extensions',
    'retry-after',
]);
/** @param raw names and values in turn, as Node gives them; a name that is repeated keeps all its values */
export function forwardedHeaders(raw) {
    // What the client would decode is not known to the upstream, and lists must be read here.
    const headers = { 'accept-encoding': 'identity' };
    for (let index = 0; index + 1 < raw.length; index += 2) {
        const name = (raw[index] ?? '').toLowerCase();
        if (!passing.has(name) && !PARAMETER.test(name))
            continue;
        const value = raw[index + 1] ?? '';
        headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
    }
    return headers;
}
export function returnedHeaders(headers) {
    const returned = { 'cache-control': 'no-store' };
    for (const [name, value] of Object.entries(headers)) {
        if (value !== undefined && returning.has(name.toLowerCase()))
            returned[name.toLowerCase()] = value;
    }
    if (isEventStream(headers)) {
        returned['cache-control'] = 'no-store, no-transform';
        // Reverse proxies in front of the gate may not gather events.
        returned['x-accel-buffering'] = 'no';
    }
    return returned;
}
//# sourceMappingURL=relay-headers.rules.js.map