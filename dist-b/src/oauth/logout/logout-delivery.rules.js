/** Milliseconds until the next try, after so many that failed. */
const WAITS = [5_000, 30_000, 120_000, 600_000, 1_800_000];
/** Milliseconds after which nothing is tried again, however few the tries were. */
const OLDEST = 24 * 3_600_000;
/**
 * What an answer, or none, means (Back-Channel Logout §2.8). 400 is the client's word about this very token; everything else
 * but success says nothing of the sign-in, and may be different the next time.
 * @param status null when there was no answer, or one that sent us elsewhere
 * @param tries this one included
 * @param age of the delivery, in milliseconds
 */
export function outcomeOf(status, tries, age) {
    if (status === 200 || status === 204)
        return 'told';
    if (status === 400)
        return 'refused';
    const wait = WAITS[tries - 1];
    return wait === undefined || age >= OLDEST ? 'given up' : { wait };
}
//# sourceMappingURL=logout-delivery.rules.js.map