/** How a report's time is divided. */
export const INTERVALS = ['none', 'hour', 'day'];
export const MINUTE = 60_000;
export const DAY = 86_400_000;
/** Days back from now for which there are counts of a width; a day less than they are kept. */
const FINE_DAYS = 7;
const HOURLY_DAYS = 69;
const DAILY_DAYS = 408;
/**
 * The range of whole pieces that holds a range: five minutes, where it is older than a week hours, and days where it is
 * older than ten weeks, because by then nothing finer is kept.
 */
export function wholePieces({ from, to }, now) {
    const [first, last] = [grain(+from, now), grain(+to, now)];
    return { from: new Date(Math.floor(+from / first) * first), to: new Date(Math.ceil(+to / last) * last) };
}
/** Of which pieces a report may be made: none may be longer than its interval. */
const widths = {
    none: [10_080, 1440, 60, 5],
    day: [1440, 60, 5],
    hour: [60, 5],
};
/** Days back from now for which a report can be divided so: what is older is counted in longer pieces, or no more. */
export const daysBack = (interval) => (interval === 'hour' ? HOURLY_DAYS : DAILY_DAYS);
/** The fewest pieces that make up a range of whole pieces. */
export function piecesOf({ from, to }, interval) {
    return cut(+from, +to, widths[interval]).map((piece) => ({
        ...piece,
        from: new Date(piece.from),
        to: new Date(piece.to),
    }));
}
function cut(from, to, [width, ...finer]) {
    if (from >= to || width === undefined)
        return [];
    const length = width * MINUTE;
    const [first, last] = [Math.ceil(from / length) * length, Math.floor(to / length) * length];
    if (first >= last)
        return cut(from, to, finer);
    return [...cut(from, first, finer), { width, from: first, to: last }, ...cut(last, to, finer)];
}
function grain(time, now) {
    if (time < now - HOURLY_DAYS * DAY)
        return DAY;
    return time < now - FINE_DAYS * DAY ? 60 * MINUTE : 5 * MINUTE;
}
//# sourceMappingURL=report-range.rules.js.map