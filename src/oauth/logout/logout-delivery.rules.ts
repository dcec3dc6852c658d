/** Milliseconds until the next try, after so many that failed. */
const WAITS = [5_000, 30_000, 120_000, 600_000, 1_800_000] as const;
/** Milliseconds after which nothing is tried again, however few the tries were. */
const OLDEST = 24 * 3_600_000;

/** What becomes of a delivery after a try. */
export type Outcome = 'told' | 'refused' | 'given up' | { readonly wait: number };

/**
 * What an answer, or none, means (Back-Channel Logout §2.8). 400 is the client's word about this very token; everything else
 * but success says nothing of the sign-in, and may be different the next time.
 * @param status null when there was no answer, or one that sent us elsewhere
 * @param tries this one included
 * @param age of the delivery, in milliseconds
 */
export function outcomeOf(status: number | null, tries: number, age: number): Outcome {
  if (status === 200 || status === 204) return 'told';
  if (status === 400) return 'refused';
  const wait = WAITS[tries - 1];
  return wait === undefined || age >= OLDEST ? 'given up' : { wait };
}
