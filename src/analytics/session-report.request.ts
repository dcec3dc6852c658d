import { readFilters, wordFilter } from '../http/page-query.js';
import { rangeOf, rangeReaders, someFilter } from './reports/counted-report.request.js';

/** What facts may be grouped by. */
export type Group = 'day' | 'source' | 'client' | 'outcome';

/** Which facts a report counts, and how. */
export interface SessionReport {
  /** Included. */
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
  /** Each once, in the order in which rows are sorted. */
  readonly groups: readonly Group[];
  readonly includeBots: boolean;
}

const groups: readonly Group[] = ['day', 'source', 'client', 'outcome'];

/**
 * `?from=&to=&group_by=&include_bots=`. Times are RFC 3339, or a date alone for its midnight UTC; without them the last
 * 30 days until now.
 * @throws Problem 400 naming each wrong parameter
 */
export function readSessionReport(query: Readonly<Record<string, unknown>>, now: number): SessionReport {
  const read = readFilters(query, {
    ...rangeReaders,
    group_by: someFilter(groups),
    include_bots: wordFilter('true', 'false'),
  });
  return { ...rangeOf(read, now), groups: read.group_by ?? groups, includeBots: read.include_bots !== 'false' };
}
