import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { readDistinguishedName, sameName } from './distinguished-name.js';
import { parsedUrl } from './parsed-url.js';
const CONTROL = /\p{Cc}/u;
/** What is wrong with a name that should be registered; null when a certificate can match it. */
export function registeredNameFault(kind, value) {
    if (kind === 'subject_dn') {
        return readDistinguishedName(value) === null ? 'must be a distinguished name, such as CN=agent,O=Example' : null;
    }
    const canMatch = rules[kind](value, value);
    return canMatch ? null : faults[kind];
}
/** Whether the certificate has the registered name (RFC 8705 §2.1.2). Who issued it is another question. */
export function certificateMatches(registration, { details }) {
    const given = Object.entries(registration).filter((entry) => typeof entry[1] === 'string');
    const [kind, value] = given[0] ?? [];
    if (details === null || given.length !== 1 || kind === undefined || value === undefined)
        return false;
    if (kind === 'subject_dn')
        return sameName(readDistinguishedName(value), details.subject);
    if (!Object.hasOwn(rules, kind))
        return false;
    const names = details.alternativeNames.filter(({ type }) => type === types[kind]);
    // An X509-SVID with two URIs is two identities, and so none (SPIFFE X509-SVID §2).
    if (kind === 'san_uri' && /^spiffe:/i.test(value) && names.length !== 1)
        return false;
    return names.some((name) => rules[kind](value, name.value));
}
const types = {
    san_dns: 'dns',
    san_uri: 'url',
    san_ip: 'ip',
    san_email: 'email',
};
/** Whether a name in a certificate is the registered one: one rule for each kind, none with wildcards. */
const rules = {
    san_dns: (a, b) => isHostName(a) && isHostName(b) && a.toLowerCase() === b.toLowerCase(),
    san_uri: (a, b) => isUri(a) && a === b,
    san_ip: (a, b) => isAddress(a) && isAddress(b) && addressBytes(a) === addressBytes(b),
    san_email: (a, b) => isMailbox(a) && isMailbox(b) && comparableMailbox(a) === comparableMailbox(b),
};
const faults = {
    san_dns: 'must be a host name without wildcards',
    san_uri: 'must be an absolute URI',
    san_ip: 'must be an IP address',
    san_email: 'must be an e-mail address',
};
function isHostName(text) {
    return /^[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?$/i.test(text) && !text.includes('..');
}
function isUri(text) {
    return /^[a-z][a-z0-9+.-]*:/i.test(text) && parsedUrl(text) !== null && !/[\s\p{Cc}]/u.test(text);
}
/** A zone is of one machine, and no part of an address in a certificate. */
function isAddress(text) {
    return isIP(text) !== 0 && !text.includes('%');
}
/** 4 bytes or 16: an IPv4-mapped IPv6 address is another name than the IPv4 address. */
function addressBytes(text) {
    return ipaddr.parse(text).toByteArray().join('.');
}
function isMailbox(text) {
    return /^[^\s@]+@[^\s@]+$/.test(text) && !CONTROL.test(text) && isHostName(text.slice(text.indexOf('@') + 1));
}
/** The local part belongs to the host, which may tell letters' case apart; the domain is a host name (RFC 5280 §7.5). */
function comparableMailbox(text) {
    const at = text.indexOf('@');
    return text.slice(0, at) + text.slice(at).toLowerCase();
}
//# sourceMappingURL=certificate-names.js.map