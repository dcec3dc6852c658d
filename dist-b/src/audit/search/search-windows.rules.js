import { uuidv7Floor } from '../../kernel/uuid-v7.js';
const HOUR = 3_600_000;
const SPANS = [1, 4, 16, 64, 256, 1024].map((hours) => hours * HOUR);
/** An id may be ahead of the time of its receipt by so much: the clock stepped back, or there were many in one millisecond. */
export const AHEAD = 2_000;
/**
 * Pieces of time, the newest first and each longer than the one before: what there is much of is found in the first ones,
 * and what there is little of in few looks, none of which sorts all that there ever was.
 * @param before id below which to begin
 * @param from and @param to milliseconds
 */
export function* windowsBack(now, before, { from, to }) {
    const end = to === null ? null : uuidv7Floor(to + AHEAD);
    const lowest = from === null ? null : uuidv7Floor(Math.max(0, from));
    let below = lower(before, end);
    let time = Math.min(now, below === null ? now : timeOf(below));
    for (const span of SPANS) {
        time = Math.max(0, time - span);
        const floor = uuidv7Floor(time);
        if (lowest !== null && floor <= lowest)
            break;
        yield { from: floor, below };
        below = floor;
    }
    yield { from: lowest, below };
}
const timeOf = (id) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
function lower(a, b) {
    if (a === null || b === null)
        return a ?? b;
    return a < b ? a : b;
}
//# sourceMappingURL=search-windows.rules.js.map