import { readFilters, textFilter, timeFilter, wordFilter, type FilterReader } from '../../http/page-query.js';
import { Problem } from '../../kernel/problem.js';
import { type AskedReport, type CountedReport, type Member, REPORTS } from './counted-reports.rules.js';
import { DAY, daysBack, INTERVALS, type Range, wholePieces } from './report-range.rules.js';

const DEFAULT_DAYS = 30;
const MOST_DAYS = 400;

/** The parameters that every report has. */
export const rangeReaders = { from: timeFilter, to: timeFilter };
export const formatReader = { format: wordFilter('json', 'csv') };
export type Format = 'json' | 'csv';

/**
 * The range of a report: without `to` until now, without `from` the days before that.
 * @throws Problem 400 for one that is empty, backward or too long
 */
export function rangeOf(
  given: { readonly from?: Date; readonly to?: Date },
  now: number,
  { days, most } = { days: DEFAULT_DAYS, most: MOST_DAYS },
): Range {
  // What happens in this very millisecond belongs to "until now".
  const to = given.to ?? new Date(now + 1);
  const from = given.from ?? new Date(Math.max(0, +to - days * DAY));
  const wrong = (detail: string): Problem => Problem.invalid([{ pointer: 'from', detail }]);
  if (from >= to) throw wrong('must be earlier than to');
  if (+to - +from > most * DAY) throw wrong(`must be at most ${most} days before to`);
  return { from, to };
}

/** Some of some words, each once, with commas. @returns them in the order of the words */
export function someFilter<Word extends string>(words: readonly Word[]): (text: string) => readonly Word[] {
  return (text) => {
    const asked = text.split(',');
    if (asked.some((word) => !words.some((known) => known === word)) || new Set(asked).size < asked.length) {
      throw new Error(`must be some of ${words.join(', ')}, each once, with commas`);
    }
    return words.filter((word) => asked.includes(word));
  };
}

/**
 * `?from=&to=&interval=&group_by=&format=` and a filter for each member of the report. The range is made of whole pieces:
 * the answer says which one was counted.
 * @throws Problem 400 naming each wrong parameter
 */
export function readCountedReport(
  report: CountedReport,
  query: Readonly<Record<string, unknown>>,
  now: number,
): { readonly asked: AskedReport; readonly format: Format } {
  const read = readFilters(query, {
    ...Object.fromEntries(report.members.map((member) => [member, readerOf(report, member)])),
    ...rangeReaders,
    ...formatReader,
    interval: wordFilter(...INTERVALS),
    group_by: someFilter(report.members),
  });
  const { interval = 'none', group_by: groups = report.groups, format = 'json' } = read;
  const range = rangeOf(read, now);
  const days = daysBack(interval);
  if (+range.from < now - days * DAY) {
    const detail = `must be at most ${days} days ago${interval === 'hour' ? ' where hours are told apart' : ''}`;
    throw Problem.invalid([{ pointer: 'from', detail }]);
  }
  const { from, to } = wholePieces(range, now);
  const filters = new Map<Member, string>();
  for (const member of report.members) {
    const value = (read as Readonly<Record<string, unknown>>)[member];
    if (typeof value === 'string') filters.set(member, value);
  }
  return { asked: { report, from, to, interval, groups, filters }, format };
}

function readerOf(report: CountedReport, member: Member): FilterReader {
  // What administrators do is neither allowed nor denied: it is done.
  if (member === 'outcome')
    return report === REPORTS.events ? wordFilter('allow', 'deny', 'done') : wordFilter('allow', 'deny');
  return member === 'depth' ? depthFilter : textFilter;
}

function depthFilter(text: string): string {
  if (!/^\d{1,3}$/.test(text)) throw new Error('must be a whole number from 0 to 999');
  return text;
}
