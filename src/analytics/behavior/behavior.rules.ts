/** What is known of a network, or of a fingerprint, in one window of time. */
export interface Behavior {
  /** Hours of the window in which there were requests. */
  readonly hours: number;
  readonly requests: number;
  readonly refused: number;
  readonly probes: number;
  /** Pauses between requests, their sum and the sum of their squares in seconds. */
  readonly gaps: number;
  readonly gapSeconds: number;
  readonly gapSquares: number;
  readonly peakMinute: number;
  /** How many names of the other kind came with it: fingerprints of a network, networks of a fingerprint. */
  readonly others: number;
  /** Token requests, those that were granted, and those of which something came. */
  readonly asked: number;
  readonly issued: number;
  readonly engaged: number;
}

/** Points by name of the signal; a signal that was not there is missing. */
export type Score = Readonly<Record<string, number>>;

/** A sign in traffic, and how much it counts. */
export interface Signal {
  readonly points: number;
  /** In the words of the documentation. */
  readonly means: string;
  readonly shows: (seen: Behavior) => boolean;
}

/** The signals of a network. No single one reaches the threshold by default but probing. */
export const signals: Readonly<Record<string, Signal>> = {
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
export const reputationSignals: Readonly<Record<string, Signal>> = {
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
export function scoreOf(seen: Behavior, by: Readonly<Record<string, Signal>> = signals): Score {
  return Object.fromEntries(
    Object.entries(by).flatMap(([name, { points, shows }]) => (shows(seen) ? [[name, points]] : [])),
  );
}

export function sumOf(score: Score): number {
  return Object.values(score).reduce((sum, points) => sum + points, 0);
}

/** From 0 to 100; 50 when nothing is known. */
export function reputationOf(score: Score): number {
  return Math.min(100, Math.max(0, 50 + sumOf(score)));
}

/** Standard deviation of the pauses as a part of their mean. */
function variation({ gaps, gapSeconds, gapSquares }: Behavior): number {
  const mean = gapSeconds / gaps;
  return mean === 0 ? Infinity : Math.sqrt(Math.max(0, gapSquares / gaps - mean * mean)) / mean;
}

/** How far a measure of an hour is beyond its threshold. */
export function levelOf(value: number, { warning, critical }: { warning: number; critical: number }) {
  if (value >= critical) return 'critical' as const;
  return value >= warning ? ('warning' as const) : null;
}
