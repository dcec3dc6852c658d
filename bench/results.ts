import { type Bar, isMet } from './bars.js';
import { medianOf, ratio } from './rounds.js';

/** One line of results.json. */
export interface Result {
  readonly path: string;
  /** Microseconds; null for what is not one. */
  readonly us_per_request: number | null;
  readonly peer: string | null;
  readonly peer_us_per_request: number | null;
  readonly ratio: number | null;
  /** What the ratio, or the value, has to be; null where there is no bar. */
  readonly bar: Bar | null;
  readonly met: boolean | null;
  readonly errors: number;
  /** Which way the ratio is taken. */
  readonly ratio_of: 'gatehouse / peer' | 'peer / gatehouse' | null;
  readonly value?: number;
  readonly unit?: string;
}

interface Measured<Key extends string> {
  readonly name: string;
  readonly samples: readonly Readonly<Record<Key, number>>[];
  readonly errors: number;
}

interface Comparison<Key extends string> {
  readonly path: string;
  readonly key: Key;
  readonly ours: Measured<Key>;
  readonly peer: Measured<Key>;
  /** `peer / gatehouse` where more is better, `gatehouse / peer` where less is. */
  readonly of: 'gatehouse / peer' | 'peer / gatehouse';
  readonly bar?: Bar;
}

/** Ours beside a peer, by one of the numbers that both have. */
export function compare<Key extends string>({ path, key, ours, peer, of, bar }: Comparison<Key>): Result {
  const [above, below] = of === 'peer / gatehouse' ? [peer, ours] : [ours, peer];
  const measured = ratio(above.samples, below.samples, key);
  return {
    path,
    us_per_request: round(medianOf(ours.samples, key)),
    peer: peer.name,
    peer_us_per_request: round(medianOf(peer.samples, key)),
    ratio: round(measured, 2),
    ...judged(bar, measured),
    errors: ours.errors + peer.errors,
    ratio_of: of,
  };
}

/** A number that has no peer. */
export function report(path: string, value: number, unit: string, bar?: Bar): Result {
  const none = { us_per_request: null, peer: null, peer_us_per_request: null, ratio: null, ratio_of: null };
  return { path, ...none, ...judged(bar, value), errors: 0, value: round(value, 2), unit };
}

/** What a path costs that no peer has, or that shows ours from another side. */
export function alone(path: string, { samples, errors }: Omit<Measured<'total'>, 'name'>): Result {
  const none = { peer: null, peer_us_per_request: null, ratio: null, ratio_of: null };
  return { path, us_per_request: round(medianOf(samples, 'total')), ...none, ...judged(undefined, NaN), errors };
}

function judged(bar: Bar | undefined, value: number): Pick<Result, 'bar' | 'met'> {
  return bar === undefined ? { bar: null, met: null } : { bar, met: isMet(bar, value) };
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
