/** The signals of a network. No single one reaches the threshold by default but probing. */
export const signals = {
    probes: {
        points: 50,
        means: 'three requests or more for paths that only scanners ask for',
        shows: ({ probes }) => probes >= 3,
    },
    high_rate: { points: 20, means: 'more than 300 requests in one minute', shows: ({ peakMinute }) => peakMinute > 300 },
    round_the_clock: { points: 15, means: 'requests in 20 hours of the day or more', shows: ({ hours }) => hours >= 20 },
    regular_timing: {
        points: 20,
        means: 'pauses whose deviation is less than a tenth of their mean, of at least 20',
        shows: (seen) => seen.gaps >= 20 && variation(seen) < 0.1,
    },
    mostly_refused: {
        points: 25,
        means: 'at least 20 requests of which more than half were refused',
        shows: ({ requests, refused }) => requests >= 20 && refused > requests / 2,
    },
    many_fingerprints: { points: 20, means: 'more than 20 fingerprints', shows: ({ others }) => others > 20 },
    no_engagement: {
        points: 25,
        means: 'ten tokens or more, of which nothing came',
        shows: ({ issued, engaged }) => issued >= 10 && engaged === 0,
    },
};
/** What speaks for and against a fingerprint, which begins at 50. */
export const reputationSignals = {
    probes: { points: -30, means: 'a request for a path that only scanners ask for', shows: ({ probes }) => probes > 0 },
    many_networks: { points: -20, means: 'more than 20 networks', shows: ({ others }) => others > 20 },
    mostly_refused: {
        points: -15,
        means: 'at least 20 requests of which more than half were refused',
        shows: ({ requests, refused }) => requests >= 20 && refused > requests / 2,
    },
    high_rate: {
        points: -10,
        means: 'more than 300 requests in one minute',
        shows: ({ peakMinute }) => peakMinute > 300,
    },
    engaged: { points: 20, means: 'something came of a token', shows: ({ engaged }) => engaged > 0 },
};
/** The points of whichever signals show. */
export function scoreOf(seen, by = signals) {
    return Object.fromEntries(Object.entries(by).flatMap(([name, { points, shows }]) => (shows(seen) ? [[name, points]] : [])));
}
export function sumOf(score) {
    return Object.values(score).reduce((sum, points) => sum + points, 0);
}
/** From 0 to 100; 50 when nothing is known. */
export function reputationOf(score) {
    return Math.min(100, Math.max(0, 50 + sumOf(score)));
}
/** Standard deviation of the pauses as a part of their mean. */
function variation({ gaps, gapSeconds, gapSquares }) {
    const mean = gapSeconds / gaps;
    return mean === 0 ? Infinity : Math.sqrt(Math.max(0, gapSquares / gaps - mean * mean)) / mean;
}
/** How far a measure of an hour is beyond its threshold. */
export function levelOf(value, { warning, critical }) {
    if (value >= critical)
        return 'critical';
    return value >= warning ? 'warning' : null;
}
//# sourceMappingURL=behavior.rules.js.map