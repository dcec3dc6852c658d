import { Buffer } from 'node:buffer';
import { randomFillSync } from 'node:crypto';
const LATEST = 2 ** 48 - 1;
const COUNTER_LIMIT = 2 ** 12;
/** How far a clock may step back (ms) with ids still in order; beyond it the clock was set, and ids follow it. */
const STEP_BACK = 1000;
/** Random bytes are drawn for 512 ids at once: a call to the generator costs more than the id. */
const pool = Buffer.alloc(4096);
let poolHex = '';
let drawn = pool.length;
// Shared by all requests on purpose: the order of ids is the process's (RFC 9562 §6.2). Nothing of a request is in it.
let time = -Infinity;
let timeHex = '';
let counter = 0;
/**
 * A new id, greater than every id this process made before (RFC 9562 §5.7): 48 bits of time, a 12-bit counter inside one
 * millisecond (§6.2 method 1), 62 random bits. When the counter overflows, or the clock steps back by up to a second,
 * the time of the last id is continued, so an id may be a few milliseconds ahead of `now`.
 * @param now milliseconds since 1970-01-01 UTC; fractions are dropped
 * @throws RangeError when the time does not fit in 48 bits
 */
export function uuidv7(now) {
    const at = wholeMilliseconds(now);
    if (at > time || time - at > STEP_BACK)
        startMillisecond(at);
    else if (++counter >= COUNTER_LIMIT)
        startMillisecond(time + 1);
    const start = draw();
    // Fifteen digits from 7.5 of the 8 bytes; the variant's digit takes two bits of the half byte that is left.
    const variant = '89ab'.charAt(pool[start + 7] & 3);
    const digits = start * 2;
    const tail = poolHex.slice(digits, digits + 3) + '-' + poolHex.slice(digits + 3, digits + 15);
    return `${timeHex}-7${counter.toString(16).padStart(3, '0')}-${variant}${tail}`;
}
/** The lowest id of a time: `id >= uuidv7Floor(t)` is "made at t or later", for range queries and partition bounds. */
export function uuidv7Floor(time) {
    return `${hexOf(wholeMilliseconds(time))}-7000-8000-000000000000`;
}
/** The counter starts at random, in its lower half: a guess is no use, and at least 2,048 ids still fit (§6.2). */
function startMillisecond(next) {
    time = wholeMilliseconds(next);
    timeHex = hexOf(time);
    counter = pool.readUInt16BE(draw()) & 0x7ff;
}
/** The offset in the pool of 8 bytes that nobody was given before. */
function draw() {
    if (drawn === pool.length) {
        poolHex = randomFillSync(pool).toString('hex');
        drawn = 0;
    }
    drawn += 8;
    return drawn - 8;
}
function hexOf(milliseconds) {
    const hex = milliseconds.toString(16).padStart(12, '0');
    return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
function wholeMilliseconds(time) {
    const whole = Math.floor(time);
    if (!(whole >= 0 && whole <= LATEST))
        throw new RangeError('time does not fit in a UUIDv7');
    return whole;
}
//# sourceMappingURL=uuid-v7.js.map