/**
 * What stands for a place in the histogram of latencies. Places are as wide as a fourth of a doubling, counted up from
 * one millisecond, so that histograms of any pieces of time add up; what is read from them is right within 10 %.
 * @returns milliseconds; null for null, where nothing was measured
 */
export function latencyOf(bin) {
    if (bin === null)
        return null;
    const middle = bin <= 0 ? 1 : 2 ** ((bin - 0.5) / 4);
    return Number(middle.toPrecision(3));
}
//# sourceMappingURL=latency.rules.js.map