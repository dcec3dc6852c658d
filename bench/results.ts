import { medianOf, ratio } from './rounds.js';

/** One line of results.json. */
export interface Result {
  readonly path: string;
  /** Microseconds; null for what is not one. */
  readonly us_per_request: number | null;
  readonly peer: string | null;
  readonly peer_us_per_request: number | null;
  readonly ratio: number | null;
  /** There is none yet: this bench reports. */
  readonly bar: null;
  readonly met: null;
  readonly errors: number;
  /** Which way the ratio is taken. */
  readonly ratio_of: 'gatehouse / peer' | 'peer / gatehouse' | null;
  /** What the issue that is about speed will ask. */
  readonly later_bar: string | null;
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
  readonly laterBar?: string;
}

/** Ours beside a peer, by one of the numbers that both have. */
export function compare<Key extends string>({ path, key, ours, peer, of, laterBar }: Comparison<Key>): Result {
  const [above, below] = of === 'peer / gatehouse' ? [peer, ours] : [ours, peer];
  return {
    path,
    us_per_request: round(medianOf(ours.samples, key)),
    peer: peer.name,
    peer_us_per_request: round(medianOf(peer.samples, key)),
    ratio: round(ratio(above.samples, below.samples, key), 2),
    bar: null,
    met: null,
    errors: ours.errors + peer.errors,
    ratio_of: of,
    later_bar: laterBar ?? null,
  };
}

/** A number that has no peer. */
export function report(path: string, value: number, unit: string, laterBar: string): Result {
  const none = { us_per_request: null, peer: null, peer_us_per_request: null, ratio: null, ratio_of: null };
  return { path, ...none, bar: null, met: null, errors: 0, later_bar: laterBar, value: round(value, 2), unit };
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
