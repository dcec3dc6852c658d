import { MOST_RECEIPTS } from '../checkpoints/checkpoint.rules.js';
import { NOTHING_BEFORE } from '../chain/receipt.rules.js';
import { Broken } from './broken.js';
const CLAIMS = ['iss', 'iat', 'number', 'prev', 'root', 'size', 'chains'];
const STRETCH = ['writer', 'from', 'to', 'prev', 'head'];
/** Last second that a calendar date can be told of. */
const LATEST = 8_640_000_000_000;
const matches = (pattern) => (value) => typeof value === 'string' && pattern.test(value);
export const isUuid = matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
export const isHash = matches(/^[0-9a-f]{64}$/);
const isDigest = matches(/^[A-Za-z0-9_-]{43}$/);
/** A place in a chain, or a number of things that are counted from 1. */
export const isPlace = (value) => Number.isSafeInteger(value) && value > 0;
/**
 * Reads what a checkpoint says. A signature alone does not make sense of it: only what an honest signer says is believed.
 * @throws Broken
 */
export function readClaims(text) {
    const claims = parsed(text);
    if (claims === null || !isClaims(claims))
        throw new Broken('a checkpoint says what no checkpoint says');
    return claims;
}
/** Only what is written as we write it: a member that is there twice is read as one of the two. */
function parsed(text) {
    try {
        const claims = JSON.parse(text);
        return JSON.stringify(claims) === text ? claims : null;
    }
    catch {
        return null;
    }
}
function isClaims(value) {
    if (!hasExactly(value, CLAIMS))
        return false;
    const { iss, iat, number, prev, root, size, chains } = value;
    const before = number === 1 ? prev === null : isDigest(prev);
    if (typeof iss !== 'string' || !isTime(iat) || !isPlace(number) || !before || !isDigest(root))
        return false;
    if (!isPlace(size) || size > MOST_RECEIPTS || !Array.isArray(chains))
        return false;
    return chains.every(isStretch) && fits(chains, size);
}
const isTime = (value) => Number.isSafeInteger(value) && Math.abs(value) < LATEST;
function isStretch(value) {
    if (!hasExactly(value, STRETCH))
        return false;
    const { writer, from, to, prev, head } = value;
    const isRange = isPlace(from) && isPlace(to) && from <= to;
    return isUuid(writer) && isRange && isHash(prev) && isHash(head) && (from > 1 || prev === NOTHING_BEFORE);
}
/** No chain twice, and as many receipts as are told. */
function fits(chains, size) {
    const receipts = chains.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    return receipts === size && new Set(chains.map(({ writer }) => writer)).size === chains.length;
}
function hasExactly(value, names) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return false;
    const keys = Object.keys(value);
    return keys.length === names.length && names.every((name) => keys.includes(name));
}
//# sourceMappingURL=checkpoint-claims.js.map