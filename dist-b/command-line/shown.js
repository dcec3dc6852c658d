import { printable } from '../bridge-client/failure.js';
/** Writes exact JSON. */
export function writeJson(value) {
    process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
/** Writes a text, part of which a server wrote. */
export function write(text) {
    process.stdout.write(`${printable(text)}\n`);
}
/** Tells a person what goes on; nothing where no person reads it. */
export function progress(text) {
    if (process.stderr.isTTY)
        process.stderr.write(`\r\u001b[K${printable(text)}`);
}
/** Takes away what {@link progress} wrote. */
export function endProgress() {
    if (process.stderr.isTTY)
        process.stderr.write('\r\u001b[K');
}
/** Tells a person something beside the answer. */
export function say(text) {
    process.stderr.write(`${printable(text)}\n`);
}
/** What tells things apart comes first, when it was changed last. */
const FIRST = ['id', 'client_id', 'kid', 'name', 'client_name', 'slug', 'email', 'issuer', 'upstream', 'effect'];
const LAST = ['status', 'active', 'decision', 'reason', 'at', 'expires_at', 'created_at'];
const MOST = 7;
const WIDEST = 44;
/** Things as a table. @param columns names that there are */
export function table(items, columns) {
    const names = chosen(items, columns);
    const rows = [names.map((name) => name.toUpperCase()), ...items.map((item) => names.map((name) => cell(item[name])))];
    const widths = names.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
    const line = (row) => row.map((text, at) => text.padEnd(widths[at] ?? 0)).join('  ');
    return rows.map((row) => line(row).trimEnd()).join('\n');
}
function chosen(items, columns) {
    const there = columns.length > 0 ? columns : plainNames(items[0] ?? {});
    const ends = new Set([...FIRST, ...LAST, 'updated_at']);
    const front = FIRST.filter((name) => there.includes(name)).slice(0, 4);
    const back = LAST.filter((name) => there.includes(name)).slice(0, 2);
    const between = there.filter((name) => !ends.has(name)).slice(0, Math.max(0, MOST - front.length - back.length));
    return [...front, ...between, ...back];
}
function plainNames(item) {
    return Object.keys(item).filter((name) => typeof item[name] !== 'object');
}
function cell(value) {
    const text = printable(plain(value)).replace(/\n/g, ' ');
    return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}
/** A value for people. */
export function plain(value) {
    if (value === null || value === undefined)
        return '-';
    if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
        return value.join(', ') || '-';
    return typeof value === 'string' ? value : JSON.stringify(value);
}
/** One thing, a field on a line. */
export function fields(thing) {
    const names = Object.keys(thing);
    const width = Math.max(0, ...names.map((name) => name.length));
    return names.map((name) => `${name.padEnd(width)}  ${plain(thing[name])}`).join('\n');
}
//# sourceMappingURL=shown.js.map