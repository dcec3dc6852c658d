import { readFilters, textFilter, wordFilter } from '../http/page-query.js';
import { type Format, formatReader, rangeOf, rangeReaders, someFilter } from './reports/counted-report.request.js';

/** What facts tell of where a request came from, and may be grouped and filtered by. */
const SIGNALS = [
  ...(['traffic', 'grant_type', 'device', 'browser', 'os', 'locale', 'country', 'referrer'] as const),
  ...(['utm_source', 'utm_medium', 'utm_campaign'] as const),
] as const;
export type Signal = (typeof SIGNALS)[number];

/** What facts are grouped by when nothing is said. */
const USUAL = ['day', 'source', 'client', 'outcome'] as const;
const GROUPS = [...USUAL, ...SIGNALS] as const;

/** What facts may be grouped by. */
export type Group = (typeof GROUPS)[number];

/** Columns that facts may be filtered by. */
export type FactFilter = 'source' | 'client_id' | 'outcome' | Signal;

/** Which facts a report counts, and how. */
export interface SessionReport {
  /** Included. */
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
  /** Each once, in the order in which rows are sorted. */
  readonly groups: readonly Group[];
  readonly filters: ReadonlyMap<FactFilter, string>;
  readonly includeBots: boolean;
}

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
export function readSessionReport(
  query: Readonly<Record<string, unknown>>,
  now: number,
): SessionReport & { readonly format: Format } {
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
    filters: new Map(Object.entries(filters).map(([name, value]) => [name as FactFilter, String(value)])),
    includeBots: include_bots !== 'false',
    format: format ?? 'json',
  };
}
