/** Headers of one connection alone (RFC 9110 §7.6.1). */
const HOP_BY_HOP = [
    'connection',
    'keep-alive',
    'proxy-authenticate',
    'proxy-authorization',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
];
/** What speaks of this machine or to the proxy alone; the credential is the proxy's own. */
const KEPT_BACK = [
    'host',
    'origin',
    'referer',
    'authorization',
    'dpop',
    'cookie',
    'expect',
    'forwarded',
    'x-forwarded-for',
];
/** What is between the proxy and the gate: a client that saw the challenge would begin to log in at the gate by itself. */
const KEPT = ['www-authenticate', 'dpop-nonce', 'set-cookie', 'alt-svc', 'strict-transport-security'];
/**
 * Where a body ends is always said, by its length or in chunks: of what ends nowhere the gate would take the rest for
 * another request.
 * @param raw names and values in turn, as Node gives them
 */
export function headersToGate(raw) {
    const headers = passing(raw, KEPT_BACK);
    const chunked = raw.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'transfer-encoding');
    return chunked ? { ...headers, 'transfer-encoding': ['chunked'] } : headers;
}
/** @param raw as above */
export function headersToClient(raw) {
    return passing(raw, KEPT);
}
function passing(raw, kept) {
    const pairs = [];
    for (let index = 0; index + 1 < raw.length; index += 2) {
        pairs.push([(raw[index] ?? '').toLowerCase(), raw[index + 1] ?? '']);
    }
    const named = pairs
        .filter(([name]) => name === 'connection')
        .flatMap(([, value]) => value.toLowerCase().split(/\s*,\s*/))
        .filter((name) => name !== 'content-length');
    const out = new Set([...HOP_BY_HOP, ...kept, ...named]);
    // A map, for a header may be called `constructor`.
    const headers = new Map();
    for (const [name, value] of pairs)
        if (!out.has(name))
            headers.set(name, [...(headers.get(name) ?? []), value]);
    return Object.fromEntries(headers);
}
//# sourceMappingURL=relay-headers.rules.js.map