import { timeFilter } from '../http/page-query.js';
import { type FieldError, Problem } from '../kernel/problem.js';

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

const DAY = 86_400_000;
const DEFAULT_DAYS = 30;
const MOST_DAYS = 400;
const groups: readonly Group[] = ['day', 'source', 'client', 'outcome'];
const parameters = ['from', 'to', 'group_by', 'include_bots'];

type Reader<T> = (text: string) => T | string;

/**
 * `?from=&to=&group_by=&include_bots=`. Times are RFC 3339, or a date alone for its midnight UTC; without them the last
 * 30 days until now.
 * @throws Problem 400 naming each wrong parameter
 */
export function readSessionReport(query: Readonly<Record<string, unknown>>, now: number): SessionReport {
  const errors: FieldError[] = [];
  // A misspelt filter that is passed over would answer another question than the one asked.
  for (const name of Object.keys(query)) {
    if (!parameters.includes(name)) errors.push({ pointer: name, detail: `is not one of ${parameters.join(', ')}` });
  }
  const read = <T>(name: string, reader: Reader<T>, fallback: () => T): T => {
    const text = query[name];
    if (text === undefined) return fallback();
    const value = typeof text === 'string' ? reader(text) : 'must be given once';
    if (typeof value !== 'string') return value;
    errors.push({ pointer: name, detail: value });
    return fallback();
  };
  // What happens in this very millisecond belongs to "until now".
  const to = read('to', readTime, () => new Date(now + 1));
  const from = read('from', readTime, () => new Date(Math.max(0, +to - DEFAULT_DAYS * DAY)));
  const grouped = read('group_by', readGroups, () => groups);
  const includeBots = read('include_bots', readFlag, () => true);
  if (errors.length === 0) errors.push(...rangeErrors(from, to));
  if (errors.length > 0) throw Problem.invalid(errors);
  return { from, to, groups: grouped, includeBots };
}

function rangeErrors(from: Date, to: Date): FieldError[] {
  if (from >= to) return [{ pointer: 'from', detail: 'must be earlier than to' }];
  if (+to - +from > MOST_DAYS * DAY)
    return [{ pointer: 'from', detail: `must be at most ${MOST_DAYS} days before to` }];
  return [];
}

function readTime(text: string): Date | string {
  try {
    return timeFilter(text);
  } catch (error) {
    return (error as Error).message;
  }
}

function readGroups(text: string): readonly Group[] | string {
  const asked = text.split(',');
  const unknown = asked.some((word) => !groups.some((group) => group === word));
  if (unknown || new Set(asked).size < asked.length)
    return `must be some of ${groups.join(', ')}, each once, with commas`;
  return groups.filter((group) => asked.includes(group));
}

function readFlag(text: string): boolean | string {
  return text === 'true' || text === 'false' ? text === 'true' : 'must be true or false';
}
