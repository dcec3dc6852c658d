import { isJsonObject, JsonNumber } from '../../kernel/json-value.js';
import { decodedMirror } from '../mirror-encoding.rules.js';
const DECIMAL = /^-?\d+(\.\d+)?$/;
/**
 * Compares the headers `Mcp-Param-*` of a call with its arguments (MCP 2026-07-28, Server Behavior for Custom Headers).
 * @param sent every value of a header
 * @param needed whether a header must be there for an argument that is
 * @returns the name of a header that does not say what the body says, or is missing; null when there is none
 */
export function unequalParameter(parameters, given, sent, needed) {
    const unequal = parameters.find((parameter) => !isEqual(parameter, at(given, parameter.path), sent, needed));
    return unequal?.header ?? null;
}
function isEqual({ header, type }, value, sent, needed) {
    const [first, ...more] = sent(header);
    if (first === undefined)
        return !needed || !isMirrored(value);
    const text = written(value);
    // Without a value there is no header: one that is sent all the same says what the body does not.
    if (more.length > 0 || text === null)
        return false;
    const said = decodedMirror(first);
    if (said === undefined)
        return false;
    return said === text || (type === 'integer' && typeof value !== 'string' && sameNumber(said, text));
}
/** Whether a client sends a header for it: not for what is not there, nor for numbers that a double does not hold. */
function isMirrored(value) {
    if (typeof value === 'number' || value instanceof JsonNumber)
        return Number.isSafeInteger(Math.trunc(Number(value)));
    return typeof value === 'string' || typeof value === 'boolean';
}
/** @returns null for what can be in no header */
function written(value) {
    if (typeof value === 'string')
        return value;
    if (typeof value === 'boolean' || typeof value === 'number')
        return String(value);
    return value instanceof JsonNumber ? value.text : null;
}
/** Numbers that a double holds exactly are one number however they are written: 42 and 42.0. */
function sameNumber(said, text) {
    const [one, other] = [Number(said), Number(text)];
    return DECIMAL.test(said) && Number.isSafeInteger(one) && one === other;
}
/** Own members only; the members that lead there are the schema's, and a server's to choose. */
function at(given, path) {
    let value = given;
    for (const name of path) {
        if (!isJsonObject(value) || !Object.hasOwn(value, name))
            return undefined;
        value = value[name];
    }
    return value;
}
//# sourceMappingURL=parameter-headers.rules.js.map