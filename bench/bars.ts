/** A bound that a number has to keep. */
export type Bar = `${'>=' | '<=' | '<'} ${number}`;

/** What each path has to reach; ratios in one run, at the same durability, secrets hashed at rest. */
export const BARS = {
  tokenBesideRow: '>= 2',
  tokenBesideNoRow: '>= 2',
  tokenP99: '<= 0.5',
  refresh: '>= 3',
  introspection: '>= 4',
  assertion: '>= 2',
  /** Of one KiB, beside a Node proxy that lets everybody pass. */
  gateCpu: '<= 2',
  /** Throughput, of our own gate without authentication. */
  gateCached: '>= 0.85',
  /** Throughput of 64 KiB, of nginx. */
  gateLarge: '>= 0.4',
  events: '<= 2.5',
  /** KiB. */
  stream: '<= 30',
  /** Milliseconds, p99. */
  revoked: '< 250',
  /** Seconds. */
  start: '< 1.2',
  /** MiB. */
  idle: '< 160',
  /** MiB. */
  load: '< 260',
} as const satisfies Record<string, Bar>;

export function isMet(bar: Bar, value: number): boolean {
  const [sign, bound] = bar.split(' ');
  if (sign === '>=') return value >= Number(bound);
  return sign === '<=' ? value <= Number(bound) : value < Number(bound);
}
