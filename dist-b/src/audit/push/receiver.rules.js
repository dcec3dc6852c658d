import { createHash, createHmac, randomBytes } from 'node:crypto';
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** Milliseconds until the next try, after so many in a row that failed: about a day and a half in all. */
const WAITS = [1, 5, 30, 120, 600, 1_800]
    .map((seconds) => seconds * SECOND)
    .concat([1, 2, 4, 8, 8, 8].map((h) => h * HOUR));
/** @returns milliseconds until the next try; null when nobody tries again by themselves */
export function waitAfter(failures) {
    return WAITS[failures - 1] ?? null;
}
/** One kind, or all that begin alike, such as `gate.*`. */
export const KIND_PATTERN = /^[a-z0-9_]{1,64}(\.[a-z0-9_]{1,64})*(\.\*)?$/;
/** Whether a receiver wants it; who names nothing wants everything. */
export function isWanted({ kind, decision }, wanted) {
    const fits = (pattern) => pattern.endsWith('.*') ? kind.startsWith(pattern.slice(0, -1)) : kind === pattern;
    if (wanted.decisions.length > 0 && !wanted.decisions.includes(decision))
        return false;
    return wanted.kinds.length === 0 || wanted.kinds.some(fits);
}
/** A new secret of a webhook, as its receiver keeps it (Standard Webhooks 1.0.0). */
export function newWebhookSecret() {
    return `whsec_${randomBytes(32).toString('base64')}`;
}
/**
 * The same whenever the same receipts are sent, and another for all others: what a receiver wants may change between two
 * tries. Without full stops, which tell apart what is signed.
 * @param receipts ids of what is sent, in order
 */
export function messageId(receipts) {
    return `evidence_${createHash('sha256').update(receipts.join()).digest('base64url')}`;
}
/**
 * Headers that prove a message to whoever has the secret (Standard Webhooks 1.0.0).
 * @param id the same whenever the same is sent again
 * @param seconds since 1970
 */
export function webhookHeaders(secret, message) {
    const { id, seconds, body } = message;
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
    return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` };
}
/** @returns null for anything but `tls://host:port` or `tcp://host:port` */
export function syslogPlace(url) {
    const [, scheme, host = '', port] = /^(tls|tcp):\/\/(\[[0-9a-f:.]+\]|[a-z0-9._-]{1,253}):(\d{1,5})$/i.exec(url) ?? [];
    const number = Number(port);
    if (scheme === undefined || number < 1 || number > 65_535)
        return null;
    return { tls: scheme.toLowerCase() === 'tls', host: host.replace(/^\[|\]$/g, ''), port: number };
}
/** Log audit, RFC 5424 §6.2.1. */
const FACILITY = 13;
/**
 * A message of RFC 5424, counted in octets (RFC 6587 §3.4.1, RFC 5425 §4.3). The text is UTF-8 without a byte order mark,
 * which readers of JSON do not expect.
 */
export function syslogFrame({ at, kind, decision }, hostname, text) {
    const priority = FACILITY * 8 + (decision === 'deny' ? 4 : 6);
    const name = kind.replace(/[^\x21-\x7e]/g, '_').slice(0, 32);
    const host = hostname.replace(/[^\x21-\x7e]/g, '_').slice(0, 255);
    const message = Buffer.from(`<${priority}>1 ${at} ${host} gatehouse - ${name} - ${text}`);
    return Buffer.concat([Buffer.from(`${message.length} `), message]);
}
//# sourceMappingURL=receiver.rules.js.map