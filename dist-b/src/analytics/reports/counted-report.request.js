import { textFilter, timeFilter, wordFilter } from '../../http/page-query.js';
import { Problem } from '../../kernel/problem.js';
import { DAY, daysBack, INTERVALS, wholePieces } from './report-range.rules.js';
const DEFAULT_DAYS = 30;
const MOST_DAYS = 400;
/** The parameters that every report has. */
export const rangeReaders = { from: timeFilter, to: timeFilter };
export const formatReader = { format: wordFilter('json', 'csv') };
/**
 * The range of a report: without `to` until now, without `from` the days before that.
 * @throws Problem 400 for one that is empty, backward or too long
 */
export function rangeOf(given, now, { days, most } = { days: DEFAULT_DAYS, most: MOST_DAYS }) {
    // What happens in this very millisecond belongs to "until now".
    const to = given.to ?? new Date(now + 1);
    const from = given.from ?? new Date(Math.max(0, +to - days * DAY));
    const wrong = (detail) => Problem.invalid([{ pointer: 'from', detail }]);
    if (from >= to)
        throw wrong('must be earlier than to');
    if (+to - +from > most * DAY)
        throw wrong(`must be at most ${most} days before to`);
    return { from, to };
}
/** Some of some words, each once, with commas. @returns them in the order of the words */
export function someFilter(words) {
    return (text) => {
        const asked = text.split(',');
        if (asked.some((word) => !words.some((known) => known === word)) || new Set(asked).size < asked.length) {
            throw new Error(`must be some of ${words.join(', ')}, each once, with commas`);
        }
        return words.filter((word) => asked.includes(word));
    };
}
/** The parameters of a report: `from`, `to`, `interval`, `group_by`, `format`, and a filter for each of its members. */
export function readersOf(report) {
    const members = report.members.map((member) => [member, readerOf(report, member)]);
    return {
        ...Object.fromEntries(members),
        ...rangeReaders,
        ...formatReader,
        interval: wordFilter(...INTERVALS),
        group_by: someFilter(report.members),
    };
}
/**
 * The report that somebody asks for. The range is made of whole pieces: the answer says which one was counted.
 * @throws Problem 400 for a range that cannot be counted
 */
export function countedReport(report, asked, now) {
    const { interval = 'none', group_by: groups = report.groups, format = 'json' } = asked;
    const range = rangeOf(asked, now);
    const days = daysBack(interval);
    if (+range.from < now - days * DAY) {
        const detail = `must be at most ${days} days ago${interval === 'hour' ? ' where hours are told apart' : ''}`;
        throw Problem.invalid([{ pointer: 'from', detail }]);
    }
    const { from, to } = wholePieces(range, now);
    const filters = new Map();
    for (const member of report.members) {
        const value = asked[member];
        if (value !== undefined)
            filters.set(member, value);
    }
    return { asked: { report, from, to, interval, groups, filters }, format };
}
function readerOf(report, member) {
    if (member === 'outcome')
        return wordFilter(...report.outcomes);
    return member === 'depth' ? depthFilter : textFilter;
}
function depthFilter(text) {
    if (!/^\d{1,3}$/.test(text))
        throw new Error('must be a whole number from 0 to 999');
    return text;
}
//# sourceMappingURL=counted-report.request.js.map