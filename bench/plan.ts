/** How long and how often things are measured. Seconds. */
export interface Plan {
  readonly name: string;
  readonly rounds: number;
  /** Longest warm-up of one variant. */
  readonly warm: number;
  /** One run with many connections. */
  readonly busy: number;
  /** One run with a single connection, for latency. */
  readonly calm: number;
  /** After this the bench gives up. */
  readonly deadline: number;
}

export const CONNECTIONS = 32;

const plans: readonly Plan[] = [
  { name: 'default', rounds: 5, warm: 24, busy: 6, calm: 3, deadline: 1800 },
  { name: 'quick', rounds: 3, warm: 12, busy: 4, calm: 2, deadline: 600 },
  { name: 'smoke', rounds: 1, warm: 1, busy: 1, calm: 1, deadline: 180 },
];

export const USAGE = 'usage: npm run bench [-- --quick | -- --smoke]';

/** @param words of the command line: nothing, `--quick`, or `--smoke`, whose numbers mean nothing; else undefined */
export function planOf(words: readonly string[]): Plan | undefined {
  const [word = '--default', ...rest] = words;
  return rest.length > 0 ? undefined : plans.find(({ name }) => `--${name}` === word);
}
