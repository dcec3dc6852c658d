import { Buffer, isUtf8 } from 'node:buffer';
import { JsonReader, StrictJsonError } from './json-reader.js';
import { JsonTexts } from './json-texts.js';
import { JsonNumber } from './json-value.js';
// Part of what this file offers; they stand apart only to keep files short.
export { StrictJsonError } from './json-reader.js';
export { isJsonObject, JsonNumber, plainJson } from './json-value.js';
/**
 * Reads one JSON text (RFC 8259) so that every reader behind us must understand it as we do: well-formed UTF-8 without a
 * BOM, no member name twice (§4 leaves open which one counts), no lone surrogates (§8.2), no number changed.
 * @param limits.depth how many arrays and objects may be open at once: 64 unless told, never above 1,000 (our own stack)
 * @param limits.values how many values the text may hold, nested ones counted: 100,000 unless told
 * @throws StrictJsonError
 */
export function parseStrictJson(bytes, limits = {}) {
    return readerOf(bytes, limits).reader.document(false);
}
/**
 * The same, with the texts of those parts that need not be written anew.
 * @throws StrictJsonError
 */
export function readStrictJson(bytes, limits = {}) {
    const { reader, text } = readerOf(bytes, limits);
    const value = reader.document(true);
    return { value, texts: new JsonTexts(bytes, text, reader.places) };
}
function readerOf(bytes, limits) {
    if (!isUtf8(bytes))
        throw new StrictJsonError('invalid UTF-8', firstBadByte(bytes));
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    if (text.charCodeAt(0) === 0xfeff)
        throw new StrictJsonError('byte order mark', 0); // §8.1: "MUST NOT add"
    return { reader: new JsonReader(text, Math.min(limits.depth ?? 64, 1000), limits.values ?? 100_000), text };
}
/**
 * Writes what was parsed: the same members, strings and number texts. White space and the spelling of escapes are not
 * kept, and members that look like array indexes ("10", "2") come first, sorted, because V8 keeps them so.
 * @throws TypeError for what JSON cannot say (undefined, NaN, functions), where `JSON.stringify` would drop or change it
 */
export function stringifyStrictJson(value) {
    switch (typeof value) {
        case 'string':
            return JSON.stringify(value);
        case 'number':
            if (!Number.isFinite(value))
                break;
            return String(value);
        case 'boolean':
            return value ? 'true' : 'false';
        case 'object':
            if (value === null)
                return 'null';
            if (value instanceof JsonNumber)
                return value.text;
            return Array.isArray(value) ? writeArray(value) : writeObject(value);
    }
    throw new TypeError('not a JSON value');
}
function writeArray(values) {
    let out = '[';
    for (let i = 0; i < values.length; i++) {
        if (i > 0)
            out += ',';
        out += stringifyStrictJson(values[i]);
    }
    return out + ']';
}
function writeObject(object) {
    let out = '{';
    for (const name of Object.keys(object)) {
        if (out.length > 1)
            out += ',';
        out += JSON.stringify(name) + ':' + stringifyStrictJson(object[name]);
    }
    return out + '}';
}
/** Where a lenient decoder first had to put a replacement. Only on the way to a refusal, so it need not be fast. */
function firstBadByte(bytes) {
    const repaired = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
    const index = bytes.findIndex((byte, i) => byte !== repaired[i]);
    return index < 0 ? bytes.length : index;
}
//# sourceMappingURL=strict-json.js.map