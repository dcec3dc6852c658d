import { isUtf8 } from 'node:buffer';
const LF = 0x0a;
const CR = 0x0d;
/** Finds where the events of a stream end (HTML Living Standard, 9.2.6), however the stream is cut into pieces. */
export class EventBorders {
    lineIsEmpty = true;
    afterReturn = false;
    /** @returns the offsets in this piece at which events are over, in order */
    in(piece) {
        const ends = [];
        for (let at = 0; at < piece.length; at++) {
            const byte = piece[at];
            const secondHalf = byte === LF && this.afterReturn;
            this.afterReturn = byte === CR;
            if (secondHalf)
                continue;
            const ending = byte === LF || byte === CR;
            if (ending && this.lineIsEmpty)
                ends.push(at + 1);
            this.lineIsEmpty = ending;
        }
        return ends;
    }
}
/**
 * @param bytes of one event
 * @returns null when it is not UTF-8
 */
export function readEvent(bytes) {
    if (!isUtf8(bytes))
        return null;
    // Latin-1 keeps every byte as it is; nothing but ASCII is compared.
    const lines = bytes
        .toString('latin1')
        .replace(/^\xef\xbb\xbf/, '')
        .split(/\r\n|\r|\n/);
    const fields = lines.filter((line) => PASSING.has(nameOf(line)) && !hasOtherBreak(line));
    const types = lines.filter((line) => nameOf(line) === 'event').map(valueOf);
    const data = lines.filter((line) => nameOf(line) === 'data').map(valueOf);
    return {
        fields,
        isMessage: ['', 'message'].includes(types.at(-1) ?? ''),
        data: Buffer.from(data.join('\n'), 'latin1'),
        hasData: data.length > 0,
    };
}
/**
 * Where some readers end lines and the standard does not: Python’s `splitlines` at U+000B, U+000C, U+001C to U+001E, U+0085,
 * U+2028 and U+2029, each of which hides a field from all others.
 */
const OTHER_BREAKS = ['\x0b', '\x0c', '\x1c', '\x1d', '\x1e', '\xc2\x85', '\xe2\x80\xa8', '\xe2\x80\xa9'];
function hasOtherBreak(text) {
    return OTHER_BREAKS.some((end) => text.includes(end));
}
/** Whether readers differ in what an event says: by such line ends, or by a mark that only a stream’s beginning may have. */
export function isReadVariously(bytes) {
    const text = bytes.toString('latin1');
    return text.startsWith('\xef\xbb\xbf') || hasOtherBreak(text);
}
const PASSING = new Set(['id', 'event', 'retry']);
function nameOf(line) {
    const colon = line.indexOf(':');
    return colon < 0 ? line : line.slice(0, colon);
}
function valueOf(line) {
    const colon = line.indexOf(':');
    return colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
}
/** @param message JSON, which has no line breaks. An event of comments alone stays a sign of life, without their text */
export function writeEvent({ fields, hasData }, message) {
    if (fields.length === 0 && !hasData)
        return Buffer.from(':\n\n');
    const head = Buffer.from(fields.map((line) => `${line}\n`).join(''), 'latin1');
    return Buffer.concat([head, Buffer.from(hasData ? `data: ${message}\n\n` : '\n')]);
}
//# sourceMappingURL=mcp-events.js.map