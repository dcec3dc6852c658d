import { parsedUrl } from './parsed-url.js';
/** A loopback address literal: its port is free when a client redirects to itself (OAuth 2.1 §8.4.2, RFC 8252 §7.3). */
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?(\/[^#]*|\?[^#]*)?$/;
/** A name, an IPv4 or an IPv6 address: a parser takes more, which would end a source in a policy (CSP 3 §2.3.1). */
const HOST = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])$/;
const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];
/**
 * Whether a text may be registered as a redirect URI: absolute, no fragment, no user, no wildcard; https, http for a
 * loopback host alone, or a private scheme with a dot in it (RFC 6749 §3.1.2, RFC 8252 §7). Only the one spelling that
 * a URL parser would write: what two parsers read differently cannot be compared as a string.
 */
export function isRedirectUri(text) {
    if (text.length > 2048 || !/^[\x21-\x7e]+$/.test(text) || /[#*\\]/.test(text) || parsedUrl(text) === null)
        return false;
    const url = new URL(text);
    if ((url.href !== text && url.href !== `${text}/`) || url.username !== '' || url.password !== '')
        return false;
    return leadsSomewhere(url);
}
function leadsSomewhere({ protocol, hostname }) {
    if (protocol === 'https:')
        return HOST.test(hostname);
    return protocol === 'http:' ? LOCAL_HOSTS.includes(hostname) : protocol.includes('.');
}
/**
 * Whether a text is a redirect URI of a program on the person's own computer that is known by nothing else: http, a
 * loopback address and no name (OAuth 2.1 §8.4.2), any port, and no query, in which an answer could be forged.
 */
export function isLoopbackRedirectUri(text) {
    return isRedirectUri(text) && LOOPBACK.test(text) && !text.includes('?');
}
/** Equality by code points; of a loopback address the port alone may differ (OAuth 2.1 §2.3.1). */
export function sameRedirectUri(registered, presented) {
    if (registered === presented)
        return true;
    const [a, b] = [LOOPBACK.exec(registered), LOOPBACK.exec(presented)];
    if (a === null || b === null || Number(b[2] ?? 80) > 65_535 || b[2]?.startsWith('0') === true)
        return false;
    return a[1] === b[1] && (a[3] ?? '') === (b[3] ?? '');
}
/** Where a redirect URI leads, in the words that people are shown, and whether that is a program on their own computer. */
export function redirectPlace(uri) {
    const url = new URL(uri);
    const web = url.protocol === 'https:' || url.protocol === 'http:';
    return { host: web ? url.host : url.protocol, loopback: web && LOCAL_HOSTS.includes(url.hostname) };
}
/**
 * A URI with an answer after the query that it has (RFC 6749 §3.1.2). A space is `%20`, which every reader of a query
 * understands.
 */
export function withQuery(uri, fields) {
    const query = fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    return uri + (uri.includes('?') ? (/[?&]$/.test(uri) ? '' : '&') : '?') + query;
}
//# sourceMappingURL=redirect-uri.js.map