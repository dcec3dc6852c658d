import { readFilters, textFilter, wordFilter } from '../http/page-query.js';
import { formatReader, rangeOf, rangeReaders, someFilter } from './reports/counted-report.request.js';
/** What facts tell of where a request came from, and may be grouped and filtered by. */
const SIGNALS = [
    ...['traffic', 'grant_type', 'device', 'browser', 'os', 'locale', 'country', 'referrer'],
    ...['utm_source', 'utm_medium', 'utm_campaign'],
];
/** What facts are grouped by when nothing is said. */
const USUAL = ['day', 'source', 'client', 'outcome'];
const GROUPS = [...USUAL, ...SIGNALS];
const filterReaders = {
    ...Object.fromEntries(SIGNALS.map((signal) => [signal, textFilter])),
    source: textFilter,
    client_id: textFilter,
    outcome: wordFilter('issued', 'refused'),
    traffic: wordFilter('human', 'ghost', 'bot'),
};
/**
 * `?from=&to=&group_by=&include_bots=&format=`, and filters. Times are RFC 3339, or a date alone for its midnight UTC;
 * without them the last 30 days until now.
 * @throws Problem 400 naming each wrong parameter
 */
export function readSessionReport(query, now) {
    const { from, to, format, group_by, include_bots, ...filters } = readFilters(query, {
        ...rangeReaders,
        ...formatReader,
        ...filterReaders,
        group_by: someFilter(GROUPS),
        include_bots: wordFilter('true', 'false'),
    });
    return {
        ...rangeOf({ ...(from && { from }), ...(to && { to }) }, now),
        groups: group_by ?? USUAL,
        filters: new Map(Object.entries(filters).map(([name, value]) => [name, String(value)])),
        includeBots: include_bots !== 'false',
        format: format ?? 'json',
    };
}
//# sourceMappingURL=session-report.request.js.map