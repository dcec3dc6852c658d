/**
 * A value that is at hand, or will be. A promise costs about as much as a small object and a turn in a queue, and a request
 * goes through a hundred places: those that seldom wait hand on what they have.
 */
export type Soon<T> = T | Promise<T>;

/** Whether it must be waited for. `await` takes both, and makes a promise of either. */
export function isLater<T>(value: Soon<T>): value is Promise<T> {
  return value instanceof Promise;
}

/** All of them, at hand if each of them is. */
export function together<T>(values: readonly Soon<T>[]): Soon<readonly T[]> {
  return values.some(isLater) ? Promise.all(values) : (values as readonly T[]);
}
