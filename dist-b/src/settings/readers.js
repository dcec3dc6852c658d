import ipaddr from 'ipaddr.js';
import { readFileSync, statSync } from 'node:fs';
import { parsedUrl } from '../kernel/parsed-url.js';
import { isRole } from '../kernel/roles.js';
/** @throws Error unless the text is a whole number in the range, both ends included */
export function integer(least, most) {
    return (text) => {
        const value = Number(text);
        if (!/^\d+$/.test(text) || value < least || value > most) {
            throw new Error(`must be a whole number from ${least} to ${most}`);
        }
        return value;
    };
}
/** @throws Error unless the text is one of the words */
export function oneOf(...words) {
    return (text) => {
        const word = words.find((candidate) => candidate === text);
        if (word === undefined)
            throw new Error(`must be one of ${words.join(', ')}`);
        return word;
    };
}
/** @throws Error unless the text is a version of SemVer 2.0.0 §2, §9, §10 */
export function semanticVersion(text) {
    const number = '(0|[1-9]\\d*)';
    const identifier = `(${number}|\\d*[a-zA-Z-][0-9a-zA-Z-]*)`;
    const core = `${number}\\.${number}\\.${number}`;
    const whole = new RegExp(`^${core}(-${identifier}(\\.${identifier})*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?$`);
    if (text.length > 64 || !whole.test(text))
        throw new Error('must be a version such as 1.2.0');
    return text;
}
/** @throws Error unless the text is `true` or `false` */
export function trueOrFalse(text) {
    return oneOf('true', 'false')(text) === 'true';
}
/** Empty means none. */
export function optional(read) {
    return (text) => (text === '' ? undefined : read(text));
}
/** Comma-separated; empty means none. */
export function list(read) {
    return (text) => text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map(read);
}
/** A public base: an origin, without a trailing slash; https unless loopback (RFC 8414 §2 for the issuer). */
export function publicUrl(text) {
    const url = parsedUrl(text);
    if (url === null || !/^https?:$/.test(url.protocol))
        throw new Error('must be an http or https URL');
    if (url.origin !== text.replace(/\/$/, ''))
        throw new Error('must be an origin: no path, query, fragment or user');
    if (url.protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)) {
        throw new Error('must be https unless it is a loopback address');
    }
    return url.origin;
}
/** A Redis, its user and the number of its database. @throws Error that says nothing of the text: a password is in it */
export function redisUrl(text) {
    const url = parsedUrl(text);
    if (url === null || !/^rediss?:$/.test(url.protocol) || url.hostname === '')
        throw new Error('must be redis:// or rediss://, with a host');
    if (!/^\/?$|^\/\d{1,4}$/.test(url.pathname))
        throw new Error('may have the number of a database as its path');
    if (url.search !== '' || url.hash !== '')
        throw new Error('may have no query and no fragment');
    try {
        decodeURIComponent(url.username + url.password);
    }
    catch (error) {
        throw new Error('must have a percent-encoded user and password', { cause: error });
    }
    return text;
}
/** A name or URI without spaces; when there is none, the host of the issuer. */
export function trustDomain(text, issuer) {
    if (text === '')
        return issuer === undefined ? '' : new URL(issuer).hostname;
    if (!/^[\x21\x23-\x5b\x5d-\x7e]{1,255}$/.test(text))
        throw new Error('must have 1 to 255 characters, without spaces');
    return text;
}
/** A secret that cannot be guessed and is no example. */
export function secret(text) {
    if (text.length < 32)
        throw new Error('must have at least 32 characters');
    if (new Set(text).size < 8 || /change.?me|example|secret.?here/i.test(text))
        throw new Error('is an example, not a secret');
    return text;
}
/** A loopback issuer is a developer's, who may be careless; anywhere else a secret is one. */
export function bootstrapSecret(text, issuer) {
    const local = issuer !== undefined && /^http:/.test(issuer);
    if (text !== '' && text.length < 16 && !local)
        throw new Error('must have at least 16 characters');
    return text === '' ? undefined : text;
}
/** RFC 6749 appendix A.1, without the characters that Basic or a shell would trip over. */
export function clientId(text) {
    if (!/^[A-Za-z0-9._@-]{1,200}$/.test(text))
        throw new Error('may have letters, digits and . _ @ - only');
    return text;
}
/** @throws Error unless the text looks like a mailbox */
export function email(text) {
    if (!/^[^\s@]+@[^\s@]+$/.test(text))
        throw new Error('must be an e-mail address');
    return text;
}
/** Single addresses and CIDRs. */
export const cidrList = list((text) => {
    const valid = text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text);
    if (!valid)
        throw new Error(`${text} is neither an address nor a CIDR`);
    return text;
});
/** The name of a host, `*.` before the end of one, or `*`. */
export function listedHost(text) {
    if (text === '*' || /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(text))
        return text;
    throw new Error(`${text} is neither a host in lower case, nor *.HOST, nor *`);
}
/** RFC 6749 §3.3. */
function scopeName(text) {
    if (!/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text))
        throw new Error(`${text} cannot be the name of a scope`);
    return text;
}
/** The same for clients that no administrator knows. @throws Error for a role of administration */
export function strangersScope(text) {
    if (isRole(text))
        throw new Error(`${text} is a role of administration, which only an administrator gives a client`);
    return scopeName(text);
}
/** `COUNT/SECONDS`, both at least 1. */
export function rate(text) {
    const match = /^([1-9]\d{0,8})\/([1-9]\d{0,5})$/.exec(text);
    if (match === null)
        throw new Error('must be COUNT/SECONDS, such as 600/60');
    return { count: Number(match[1]), seconds: Number(match[2]) };
}
/** Text that people read: trimmed, without line breaks or other control characters. */
export function shownText(longest) {
    return (text) => {
        const shown = text.trim();
        if (shown === '' || shown.length > longest)
            throw new Error(`must have 1 to ${longest} characters`);
        if (/\p{C}/u.test(shown))
            throw new Error('may not have control characters');
        return shown;
    };
}
/** A colour as `#rrggbb`, in lower case. */
export function color(text) {
    if (!/^#[0-9a-f]{6}$/i.test(text))
        throw new Error('must be a colour such as #1f6f63');
    return text.toLowerCase();
}
const LARGEST_PICTURE = 256 * 1024;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** The SVG or PNG file of that name; its first bytes tell which it is. @throws Error unless it is one and is readable */
export function picture(file) {
    const bytes = readBounded(file, LARGEST_PICTURE);
    if (bytes.subarray(0, PNG.length).equals(PNG))
        return { bytes, type: 'image/png' };
    if (/^\uFEFF?\s*(<\?xml|<!--|<!doctype svg|<svg)/i.test(bytes.toString('utf8')) && bytes.includes('<svg'))
        return { bytes, type: 'image/svg+xml' };
    throw new Error('the file is neither an SVG nor a PNG');
}
/** @param largest bytes. @throws Error unless the file is there, is a file, is not larger, and may be read */
export function readBounded(file, largest) {
    // Asked first: a device or a pipe would be read without an end.
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined || !found.isFile())
        throw new Error(`there is no file ${file}`);
    if (found.size > largest)
        throw new Error(`the file may have at most ${largest / 1024} KiB`);
    try {
        return readFileSync(file);
    }
    catch (error) {
        throw new Error(`${file} cannot be read (${error.code})`, { cause: error });
    }
}
/** A loopback issuer is a developer's: the other names of the same machine are the same Gatehouse. */
export function aliases(given, issuer) {
    if (issuer === undefined)
        return given;
    const { hostname, port, protocol } = new URL(issuer);
    const local = ['localhost', '127.0.0.1'];
    if (!local.includes(hostname))
        return given;
    const others = local.map((host) => `${protocol}//${host}${port === '' ? '' : `:${port}`}`);
    return [...new Set([...given, ...others])].filter((alias) => alias !== issuer);
}
/** A session whose row is gone can no longer be proved alive. */
export function within(seconds, days) {
    if (days !== undefined && seconds > days * 86_400)
        throw new Error('must be at most RETENTION_DAYS');
    return seconds;
}
/** Days of an access key, which lives as long as its session; empty means 90, or as long as sessions are kept. */
export function keyDays(text, retention = 365) {
    if (text === '')
        return Math.min(90, retention);
    const days = integer(1, 365)(text);
    if (days > retention)
        throw new Error('must be at most RETENTION_DAYS');
    return days;
}
//# sourceMappingURL=readers.js.map