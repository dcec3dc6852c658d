/** A token of RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/;
/** Of one connection (RFC 9110 §7.6.1), of how a message is framed, or of what the gate itself writes. */
const TAKEN = new Set([
    'connection',
    'keep-alive',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'http2-settings',
    'expect',
    'host',
    'content-length',
    'content-type',
    'content-encoding',
    'accept',
    'accept-language',
    'accept-encoding',
    'last-event-id',
    'origin',
    'referer',
    'via',
    'date',
    'traceparent',
    'tracestate',
    'x-request-id',
    'txn-token',
    'dpop',
]);
/** Who calls, or from where: a server that believes one of these would believe the same of everybody. */
const IDENTITY = /^(cookie2?|forwarded|client-cert.*|remote-.*|x-(forwarded|real|original|user|remote|client-cert|gatehouse|auth-request|authenticated|envoy|ssl)(-.*)?)$/;
/** Families that the gate passes on from callers, or that belong to a connection. */
const FAMILIES = /^(mcp|a2a|proxy|sec|access-control)-/;
/** A field value without control characters, that neither begins nor ends with a space (RFC 9110 §5.5). */
export const STATIC_VALUE = /^[\x21-\x7e](?:[\x20-\x7e]{0,4094}[\x21-\x7e])?$/;
/** Whether a header can carry the gate's own credential: `authorization`, `x-api-key`, or another of that sort. */
export function canCarryCredential(name) {
    const lower = name.toLowerCase();
    // Some servers read `_` as `-`: X_User_Id is X-User-Id to them.
    const plain = lower.replaceAll('_', '-');
    return TOKEN.test(name) && !TAKEN.has(plain) && !IDENTITY.test(plain) && !FAMILIES.test(plain);
}
//# sourceMappingURL=static-credential.rules.js.map