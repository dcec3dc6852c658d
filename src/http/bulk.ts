import { SetMetadata } from '@nestjs/common';
import { Problem } from '../kernel/problem.js';

export const BULK = 'gatehouse:bulk';

/** Most things that one call changes: it is one transaction. */
export const MOST_AT_ONCE = 10_000;

/** A route that changes whatever a filter finds: it can be tried first, by `?dry_run=true`. */
export const Bulk = (): MethodDecorator => SetMetadata(BULK, true);

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
