/** What can be unusual: of an hour against its own past, or something that was never there before. */
export const METRICS = ['calls', 'denials', 'new_tool', 'new_client', 'new_country'];
/** Fewer in an hour are never unusual. */
export const LEAST = { calls: 20, denials: 5 };
/** Weeks before whose same hour an hour is judged by; those before the subject was first seen do not count. */
export const WEEKS = 4;
/** Days for which somebody must be known before something can be new of them. */
export const KNOWN_DAYS = 7;
/**
 * Above which an hour is unusual: twice the mean, and three deviations over it. What is counted deviates by the root of
 * its mean at least, or few samples that are alike would make every next one unusual.
 */
export function thresholdOf(mean, deviation) {
    return Math.max(2 * mean, mean + 3 * Math.max(deviation, Math.sqrt(mean), 1));
}
//# sourceMappingURL=anomaly.rules.js.map