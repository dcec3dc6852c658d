/**
 * Asks whether names fit the name or pattern of a rule, as they came and as a server may read them.
 *
 * In a pattern `*` stands for any characters: no character of a name is a border that it must not cross, so that a rule
 * against all names is against all of them.
 */
export function fitting(kind, pattern) {
    const asSent = matching(pattern);
    const asRead = matching(plain(kind, pattern));
    return (name) => {
        const read = lastRead(kind, name);
        const [one, other] = [asSent(name), asRead(read)];
        if (one && other)
            return 'always';
        return one || other ? 'perhaps' : 'never';
    };
}
/** One look for each part between the wildcards: callers choose the names, and there may be many rules. */
function matching(pattern) {
    const [first = '', ...further] = pattern.split(/\*+/);
    const last = further.pop();
    if (last === undefined)
        return (name) => name === pattern;
    return (name) => {
        if (!name.startsWith(first))
            return false;
        let at = first.length;
        for (const part of further) {
            const found = name.indexOf(part, at);
            if (found < 0)
                return false;
            at = found + part.length;
        }
        return name.length - last.length >= at && name.endsWith(last);
    };
}
let last = { kind: 'tool', name: '', read: '' };
/** All rules ask about one name, then all about the next: how it is read is found out once. */
function lastRead(kind, name) {
    if (last.name !== name || last.kind !== kind)
        last = { kind, name, read: plain(kind, name) };
    return last.read;
}
/** A name as readers have it who take equivalent ones for one. */
function plain(kind, name) {
    const composed = name.normalize('NFC');
    return kind === 'resource' ? plainUri(composed) : composed;
}
/**
 * Scheme, authority and path of a URI in their one spelling (RFC 3986 §6.2.2): lower case where case means nothing, no
 * needless escapes, no `.` and `..`; and what servers of files take for a path does not lead elsewhere by `\`, `//`, escaped
 * slashes or parameters of a segment.
 */
function plainUri(uri) {
    const [, scheme = '', authority = '', path = '', rest = ''] = /^([a-z][a-z0-9+.-]*:)?(\/\/[^/\\?#]*)?([^?#]*)(.*)$/isu.exec(uri) ?? [];
    const host = authority.toLowerCase();
    const local = scheme.toLowerCase() === 'file:' && host === '//localhost';
    return scheme.toLowerCase() + (local ? '//' : host) + plainPath(path) + rest;
}
function plainPath(path) {
    const unreserved = path.replace(/%(2d|2e|5f|7e|3[0-9]|[46][1-9a-f]|[57][0-9a])/gi, decoded).replaceAll('\\', '/');
    const slashed = unreserved.replace(/%(2f|5c)/gi, '/');
    // Escaped slashes are letters of a name, but for whoever is led out of a folder by them.
    return DOTS.test(slashed) ? withoutDots(slashed) : unreserved.replace(/\/{2,}/g, '/');
}
const DOTS = /(^|\/)\.{1,2}(;[^/]*)?(\/|$)/;
function withoutDots(path) {
    const kept = [];
    for (const segment of path.split(/\/+/)) {
        const name = segment.replace(/;.*$/s, '');
        if (name === '..')
            kept.splice(Math.max(kept.length - 1, kept[0] === '' ? 1 : 0));
        else if (name !== '.')
            kept.push(segment);
    }
    return kept.join('/');
}
function decoded(escape) {
    return String.fromCharCode(parseInt(escape.slice(1), 16));
}
//# sourceMappingURL=spellings.rules.js.map