import { createHash } from 'node:crypto';
/** Longest text of a column (UTF-16 units): what is longer does not fit into an index, and would not be written at all. */
const LONGEST = 800;
const LONGEST_IN_DETAIL = 8_192;
const DEEPEST = 32;
/** A letter that no database and no UTF-8 can hold: NUL, or half of one. */
const UNWRITABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** What may be one. */
const SUSPECT = /[\0\ud800-\udfff]/;
/** Letters that JSON has as they are, and every database: most texts are of no others. */
const PLAIN = /^[ !#-[\]-~]*$/;
/**
 * A receipt in canonical form (RFC 8785) without its place in a chain. What is told is in it as the database gives it back:
 * whoever sends something that cannot be written must neither keep a decision from being recorded, nor have evidence that
 * does not verify. Every token waits for this: the text that is hashed is written here once, and stored as it is.
 */
export function receiptPieces({ id, at, event, txn, requestId, origin }) {
    const { kind, decision, reason, sub, act, clientId, sid, ancestors } = event;
    const { resource, upstream, tool, rule, policyVersion, detail } = event;
    return [
        `{${value('act', act)}${value('ancestors', lowerCase(ancestors))}"at":"${at}",${text('client_id', clientId)}` +
            `${text('decision', decision)}${value('detail', detail)}"id":"${id}",${text('kind', kind)}` +
            text('origin', origin) +
            text('policy_version', policyVersion),
        text('reason', reason) + text('request_id', requestId) + text('resource', resource) + text('rule', rule),
        text('sid', sid?.toLowerCase()) +
            text('sub', sub) +
            text('tool', tool) +
            text('txn', txn) +
            text('upstream', upstream),
    ];
}
/** A receipt in its place, in canonical form: what its hash is made of. */
export function placedText([first, second, third], prev, seq, writer) {
    return `${first}"prev":"${prev}",${second}"seq":${seq},${third}"writer":"${writer}"}`;
}
/** What is told, in canonical form (RFC 8785) as it can be written. */
export function canonicalText(told, depth = 0) {
    if (typeof told === 'string')
        return quoted(told, LONGEST_IN_DETAIL);
    if (typeof told === 'number')
        return Number.isFinite(told) ? JSON.stringify(told) : 'null';
    if (typeof told !== 'object' || told === null)
        return typeof told === 'boolean' ? String(told) : 'null';
    if (depth === DEEPEST)
        return '"…"';
    if (Array.isArray(told))
        return `[${Array.from(told, (one) => canonicalText(one, depth + 1)).join(',')}]`;
    if (told instanceof Date)
        return Number.isNaN(told.getTime()) ? 'null' : `"${told.toISOString()}"`;
    return members(told, depth);
}
function members(told, depth) {
    const names = Object.keys(told).sort();
    if (!names.every(isPlainName))
        return renamedMembers(told, depth);
    let all = '';
    for (const name of names) {
        const one = told[name];
        if (one !== undefined)
            all += `${all === '' ? '' : ','}"${name}":${canonicalText(one, depth + 1)}`;
    }
    return `{${all}}`;
}
/** Names that are the same when they can be written are one member: the last of them, as PostgreSQL has it. */
function renamedMembers(told, depth) {
    const originals = new Map();
    for (const name of Object.keys(told))
        if (told[name] !== undefined)
            originals.set(memberName(name), name);
    const all = [...originals].sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${all.map(([name, from]) => `${JSON.stringify(name)}:${canonicalText(told[from], depth + 1)}`).join(',')}}`;
}
function isPlainName(name) {
    return name !== 'toJSON' && name.length <= LONGEST && PLAIN.test(name);
}
/** `toJSON` would be called by whoever writes JSON, also where it is no function. */
const memberName = (name) => (name === 'toJSON' ? 'to_json' : written(name, LONGEST));
function text(name, told) {
    return told === undefined || told === null ? '' : `"${name}":${quoted(told, LONGEST)},`;
}
function value(name, told) {
    return told === undefined || told === null ? '' : `"${name}":${canonicalText(told)},`;
}
function lowerCase(ids) {
    return ids === undefined || ids.length === 0 ? ids : ids.map((id) => id.toLowerCase());
}
function quoted(told, longest) {
    if (told.length <= longest && PLAIN.test(told))
        return `"${told}"`;
    return JSON.stringify(written(told, longest));
}
/** What is too long is cut, and named by its SHA-256. */
function written(told, longest) {
    const clean = SUSPECT.test(told) ? told.replace(UNWRITABLE, '\ufffd') : told;
    if (clean.length <= longest)
        return clean;
    const begin = clean.slice(0, longest - 100).replace(UNWRITABLE, '');
    return `${begin}…${createHash('sha256').update(clean).digest('hex')}`;
}
//# sourceMappingURL=receipt-text.rules.js.map