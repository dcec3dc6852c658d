import { SetMetadata } from '@nestjs/common';
import { Problem } from '../kernel/problem.js';
import { Omittable, Timestamp, WholeNumber } from './fields.js';
import type { Examined } from './json-body.js';

export const BULK = 'gatehouse:bulk';

/** Most things that one call changes: it is one transaction. */
export const MOST_AT_ONCE = 10_000;

/** A route that changes whatever a filter finds: it can be tried first, by `?dry_run=true`. */
export const Bulk = (): MethodDecorator => SetMetadata(BULK, true);

/** By when a thing was made, and whether it was used: what all filters of things that people hold have in common. */
export abstract class UnusedFilter {
  @Omittable()
  @Timestamp()
  created_before?: string;

  /** Made before then, and not known to be used since. */
  @Omittable()
  @Timestamp()
  unused_since?: string;
}

/** Which things are meant, and how many its sender thinks that they are. */
export abstract class BulkRequest<Filter extends object> {
  abstract filter: Filter;

  @Omittable()
  @WholeNumber(0, MOST_AT_ONCE)
  expected_count?: number;
}

/** What a bulk call asks for. */
export interface Asked<Filter> {
  /** What of the filter was given: one thing at least. */
  readonly filter: Readonly<Filter>;
  readonly expected: number | undefined;
}

/**
 * A filter that says nothing would find everything: it is refused.
 * @param what the plural of what is meant
 * @throws Problem 400 that names every wrong field
 */
export function askedOf<Filter extends object>(
  { value, wrong }: Examined<BulkRequest<Filter>>,
  what: string,
): Asked<Filter> {
  const given = Object.entries(value.filter ?? {}).filter(([, wanted]) => wanted !== undefined);
  if (!wrong.has('filter') && given.length === 0) wrong.add('filter', `must say which ${what} are meant`);
  wrong.refuse();
  return { filter: Object.fromEntries(given) as Filter, expected: value.expected_count };
}

/**
 * Nothing is changed that its caller did not count on.
 * @param found how many there are; one more than {@link MOST_AT_ONCE} stands for all beyond
 * @throws Problem 409 that tells how many there are, or that there are too many
 */
export function requireCount(found: number, expected: number | undefined): void {
  if (found > MOST_AT_ONCE) throw Problem.conflict(`The filter finds more than ${MOST_AT_ONCE}: narrow it.`);
  if (expected === undefined || expected === found) return;
  throw new Problem(409, `The filter finds ${found}, not ${expected}.`, [], {}, { count: found });
}
