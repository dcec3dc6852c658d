import { BareObject, JsonNumber } from './json-value.js';
/** A refused text: why, and where. The reason is our own ASCII, never input, so that it may be logged and answered. */
export class StrictJsonError extends Error {
    reason;
    offset;
    name = 'StrictJsonError';
    /** @param offset UTF-16 units from the start of the text; bytes when the text is not UTF-8 */
    constructor(reason, offset) {
        super(`${reason} at offset ${offset}`);
        this.reason = reason;
        this.offset = offset;
    }
}
const QUOTE = 0x22;
const MINUS = 0x2d;
const ZERO = 0x30;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const NINE = 0x39;
const BRACKET_CLOSE = 0x5d;
const BRACE_CLOSE = 0x7d;
/** What no string has raw (§7): looked for once, and not in each string. */
// eslint-disable-next-line no-control-regex -- written as all that are not others it takes half as long again
const CONTROL = /[\x00-\x1f]/g;
/** Objects deeper than this are not remembered: `arguments` in a message of a batch is the fourth. */
const REMEMBERED_DEPTH = 4;
/** One pass over one text, by character code: strings without escapes are slices of it. */
export class JsonReader {
    text;
    maxDepth;
    maxValues;
    at = 0;
    values = 0;
    /** Where the next backslash and the next control character stand, none before where we are; -1 when not looked for. */
    backslash = -1;
    control = -1;
    /** Where outer objects stand, as long as the text is just as it would be written anew; else null. */
    places = null;
    constructor(text, maxDepth, maxValues) {
        this.text = text;
        this.maxDepth = maxDepth;
        this.maxValues = maxValues;
    }
    /** @param placed whether {@link places} are wanted */
    document(placed) {
        if (placed)
            this.places = new Map();
        const value = this.value(0);
        if (this.peek() !== -1)
            throw this.refusal('text after the value');
        return value;
    }
    value(depth) {
        // Three bytes of text can become sixty of objects: a limit on bytes alone does not bound what a text costs.
        if (++this.values > this.maxValues)
            throw this.refusal('too many values');
        switch (this.peek()) {
            case 0x7b:
                return this.object(depth + 1);
            case 0x5b:
                return this.array(depth + 1);
            case QUOTE:
                return this.string();
            case 0x74:
                return this.literal('true', true);
            case 0x66:
                return this.literal('false', false);
            case 0x6e:
                return this.literal('null', null);
            default:
                return this.number();
        }
    }
    object(depth) {
        if (depth > this.maxDepth)
            throw this.refusal('nested too deeply');
        const start = this.at;
        const object = this.members(depth);
        if (depth <= REMEMBERED_DEPTH)
            this.places?.set(object, { start, end: this.at });
        return object;
    }
    members(depth) {
        const object = new BareObject();
        this.at++;
        if (this.peek() === BRACE_CLOSE) {
            this.at++;
            return object;
        }
        for (;;) {
            if (this.peek() !== QUOTE)
                throw this.unexpected();
            const start = this.at;
            const name = this.string();
            // Nothing is inherited and no JSON value is undefined, so this is "has the member", without a second table.
            if (object[name] !== undefined)
                throw new StrictJsonError('duplicate member name', start);
            const first = name.charCodeAt(0);
            // It may be an array index, which would be written first.
            if (first >= ZERO && first <= NINE)
                this.places = null;
            if (this.peek() !== COLON)
                throw this.unexpected();
            this.at++;
            object[name] = this.value(depth);
            const next = this.peek();
            if (next !== COMMA && next !== BRACE_CLOSE)
                throw this.unexpected();
            this.at++;
            if (next === BRACE_CLOSE)
                return object;
        }
    }
    array(depth) {
        if (depth > this.maxDepth)
            throw this.refusal('nested too deeply');
        const values = [];
        this.at++;
        if (this.peek() === BRACKET_CLOSE) {
            this.at++;
            return values;
        }
        for (;;) {
            values.push(this.value(depth));
            const next = this.peek();
            if (next !== COMMA && next !== BRACKET_CLOSE)
                throw this.unexpected();
            this.at++;
            if (next === BRACKET_CLOSE)
                return values;
        }
    }
    string() {
        const { text } = this;
        const start = this.at + 1;
        const found = text.indexOf('"', start);
        const end = found < 0 ? text.length : found;
        if (this.backslash < start)
            this.backslash = positionOr(text.indexOf('\\', start));
        if (this.control < start)
            this.control = controlFrom(text, start);
        if (this.control < end && this.control < this.backslash) {
            throw new StrictJsonError('control character in a string', this.control);
        }
        if (this.backslash < end)
            return this.escapedString(this.backslash);
        if (found < 0)
            throw new StrictJsonError('unexpected end', text.length);
        this.at = end + 1;
        return text.slice(start, end);
    }
    /** A string whose first backslash stands at `i`: we find its end, V8 reads it (of one string it accepts just §7). */
    escapedString(i) {
        const { text, at: start } = this;
        let end = text.indexOf('"', i);
        while (end >= 0 && isEscaped(text, end))
            end = text.indexOf('"', end + 1);
        if (end < 0)
            throw new StrictJsonError('unexpected end', text.length);
        this.at = end + 1;
        const quoted = text.slice(start, this.at);
        const value = unescaped(quoted);
        if (value === undefined)
            throw new StrictJsonError('bad escape or control character in the string', start);
        // §8.2 calls what receivers make of a lone surrogate "unpredictable", so only whole pairs pass.
        if (!value.isWellFormed())
            throw new StrictJsonError('lone surrogate in the string', start);
        // There are several ways to spell most characters.
        if (this.places !== null && JSON.stringify(value) !== quoted)
            this.places = null;
        return value;
    }
    number() {
        const { text } = this;
        const start = this.at;
        if (text.charCodeAt(start) === MINUS)
            this.at++;
        if (text.charCodeAt(this.at) === ZERO)
            this.at++;
        else
            this.digits();
        let code = text.charCodeAt(this.at);
        if (code === 0x2e) {
            this.at++;
            this.digits();
            code = text.charCodeAt(this.at);
        }
        if ((code | 0x20) === 0x65) {
            code = text.charCodeAt(++this.at);
            if (code === 0x2b || code === MINUS)
                this.at++;
            this.digits();
        }
        const written = text.slice(start, this.at);
        const double = Number(written);
        return String(double) === written ? double : new JsonNumber(written);
    }
    digits() {
        const { text } = this;
        const start = this.at;
        let code = text.charCodeAt(start);
        while (code >= 0x30 && code <= 0x39)
            code = text.charCodeAt(++this.at);
        if (this.at === start)
            throw this.unexpected();
    }
    literal(word, value) {
        if (!this.text.startsWith(word, this.at))
            throw this.unexpected();
        this.at += word.length;
        return value;
    }
    /** The code of the next character that is not white space (§2), or -1 at the end. */
    peek() {
        const { text } = this;
        for (; this.at < text.length; this.at++) {
            const code = text.charCodeAt(this.at);
            if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09)
                return code;
            this.places = null;
        }
        return -1;
    }
    unexpected() {
        return this.refusal(this.at < this.text.length ? 'unexpected character' : 'unexpected end');
    }
    refusal(reason) {
        return new StrictJsonError(reason, this.at);
    }
}
/** Whether the character at `i` follows an odd number of backslashes. */
function isEscaped(text, i) {
    let first = i;
    while (text.charCodeAt(first - 1) === BACKSLASH)
        first--;
    return (i - first) % 2 === 1;
}
function controlFrom(text, start) {
    CONTROL.lastIndex = start;
    return CONTROL.test(text) ? CONTROL.lastIndex - 1 : Infinity;
}
function positionOr(index) {
    return index < 0 ? Infinity : index;
}
/** The value of one quoted string, or undefined when it is not one. */
function unescaped(quoted) {
    try {
        return JSON.parse(quoted);
    }
    catch {
        return undefined; // a SyntaxError, whose text would quote the input
    }
}
//# sourceMappingURL=json-reader.js.map