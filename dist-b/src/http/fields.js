import { Type } from 'class-transformer';
import { isEmail, IsObject, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { keySetFault } from '../kernel/public-key-set.js';
import { described } from './openapi/described-fields.js';
/** Rules for the fields of a body: one rule and one short sentence for each field, so that it is named once. */
function rule(name, holds, message, schema) {
    return described(ValidateBy({ name, validator: { validate: holds } }, { message }), { schema });
}
/** May be left out or null, which are the same: there is none. */
export const Nullable = () => described(ValidateIf((_, value) => value !== null && value !== undefined), { without: 'null' });
/** May be left out, and then has its default; null is refused, lest a change to null be a reset that nobody meant. */
export const Omittable = () => described(ValidateIf((_, value) => value !== undefined), { without: 'nothing' });
/** Text that people read. PostgreSQL stores no NUL, and no other control character belongs in it. */
export function Text(least, most) {
    return rule('text', (value) => isText(value, least, most), `must be a text of ${least} to ${most} characters`, {
        type: 'string',
        minLength: least,
        maxLength: most,
    });
}
/** One of some words. */
export function OneOf(...words) {
    return rule('oneOf', (value) => words.includes(value), `must be one of ${words.join(', ')}`, {
        type: 'string',
        enum: words,
    });
}
/** A list of some of the words. */
export function SomeOf(words, least) {
    const holds = (value) => isList(value, least, 100, (item) => words.includes(item));
    return rule('someOf', holds, `must be a list of ${least > 0 ? 'at least one of ' : ''}${words.join(', ')}`, {
        type: 'array',
        items: { type: 'string', enum: words },
        minItems: least,
        maxItems: 100,
    });
}
/** A list of texts that match a pattern. @param what the plural of one item */
export function ListOf(pattern, what, least, most) {
    const holds = (value) => isList(value, least, most, (item) => pattern.test(item));
    return rule('listOf', holds, `must be a list of ${least} to ${most} ${what}`, {
        type: 'array',
        items: { type: 'string', ...patternOf(pattern) },
        minItems: least,
        maxItems: most,
        description: `A list of ${least} to ${most} ${what}.`,
    });
}
/** True or false. */
export function TrueOrFalse() {
    return rule('trueOrFalse', (value) => typeof value === 'boolean', 'must be true or false', { type: 'boolean' });
}
/** Text that matches a pattern. */
export function Matching(pattern, message) {
    return rule('matching', (value) => typeof value === 'string' && pattern.test(value), message, {
        type: 'string',
        ...patternOf(pattern),
        description: sentence(message),
    });
}
/** Text for which a condition holds. */
export function Such(holds, message) {
    return rule('such', (value) => typeof value === 'string' && holds(value), message, {
        type: 'string',
        description: sentence(message),
    });
}
/** Whole number in a range, both ends included. */
export function WholeNumber(least, most) {
    const holds = (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
    return rule('wholeNumber', holds, `must be a whole number from ${least} to ${most}`, {
        type: 'integer',
        minimum: least,
        maximum: most,
    });
}
/** ASCII alone and no quoted parts: what looks like another address, or has two `@`, is no address here. */
export function EmailAddress() {
    const holds = (value) => typeof value === 'string' && /^[\x21\x23-\x7e]+$/.test(value) && isEmail(value, { require_tld: false });
    return rule('emailAddress', holds, 'must be an e-mail address', { type: 'string', format: 'email' });
}
/** Time with its offset (RFC 3339 §5.6), of less than 16 hours: PostgreSQL reads no other, and no place has one. */
export function Timestamp() {
    return rule('timestamp', isTimestamp, 'must be an RFC 3339 time, such as 2030-01-31T12:00:00Z', {
        type: 'string',
        format: 'date-time',
    });
}
/** A JWK Set of public keys; what is wrong with another one is told. */
export function KeySet() {
    const validate = (value) => keySetFault(value) === null;
    const defaultMessage = (about) => keySetFault(about?.value) ?? '';
    return described(ValidateBy({ name: 'keySet', validator: { validate, defaultMessage } }), {
        schema: { type: 'object', required: ['keys'], description: 'A JWK Set of public keys (RFC 7517).' },
    });
}
/** What a rule of its own finds nothing wrong with. @param fault what is wrong, as `must be …`, or null */
export function Fitting(fault) {
    const validate = (value) => fault(value) === null;
    const defaultMessage = (about) => fault(about?.value) ?? '';
    return described(ValidateBy({ name: 'fitting', validator: { validate, defaultMessage } }), { schema: {} });
}
/** An object with rules of its own. */
export function Nested(type) {
    const decorators = [
        Type(type),
        IsObject({ message: 'must be an object' }),
        described(ValidateNested({ message: 'must be an object' }), { schema: { type: 'object' }, nested: type }),
    ];
    return (target, property) => decorators.forEach((decorate) => decorate(target, property));
}
/** A pattern as a schema can have it: without flags, for it knows none. */
function patternOf(pattern) {
    return pattern instanceof RegExp && pattern.flags === '' ? { pattern: pattern.source } : {};
}
/** "must be an https URL" as what is said of a field. */
function sentence(message) {
    return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
function isText(value, least, most) {
    if (typeof value !== 'string' || /[\p{Cc}\u2028\u2029]/u.test(value))
        return false;
    const length = [...value].length;
    return length >= least && length <= most && (least === 0 || value.trim() !== '');
}
function isList(value, least, most, fits) {
    if (!Array.isArray(value) || value.length < least || value.length > most)
        return false;
    return value.every((item) => typeof item === 'string' && fits(item));
}
const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-](0\d|1[0-5]):[0-5]\d)$/;
function isTimestamp(value) {
    const match = typeof value === 'string' ? RFC_3339.exec(value) : null;
    if (match === null)
        return false;
    const [year, month, day] = match.slice(1, 4).map(Number);
    // An offset may carry the last day of 9999 into a year of five digits, which cannot be read back.
    if (new Date(value).getUTCFullYear() > 9999)
        return false;
    // The 30th of February would silently become a day in March.
    return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
//# sourceMappingURL=fields.js.map