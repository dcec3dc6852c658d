import { median } from './rounds.js';
import { inText, table } from './table.js';

/** Microseconds of one run. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** With what it is over that of the upstream alone, in the same round. */
export interface AddedLatency extends Latency {
  readonly added50: number;
  readonly added99: number;
}

/** @param direct the key of the upstream itself */
export function addedTo<Key>(
  direct: Key | undefined,
  runs: ReadonlyMap<Key, readonly Latency[]>,
): Map<Key, AddedLatency[]> {
  const alone = direct === undefined ? [] : (runs.get(direct) ?? []);
  const added = (run: Latency, round: number): AddedLatency => {
    const { p50 = NaN, p99 = NaN } = alone[round] ?? {};
    return { ...run, added50: run.p50 - p50, added99: run.p99 - p99 };
  };
  return new Map([...runs].map(([key, own]) => [key, own.map(added)]));
}

export function latencyTable(runs: ReadonlyMap<{ readonly name: string }, readonly AddedLatency[]>): string {
  const columns = ['p50', 'p99', 'added50', 'added99'] as const;
  const rows = [...runs].map(([{ name }, own]) => [
    name,
    ...columns.map((column) => inText(median(own.map((run) => run[column])))),
  ]);
  return table(['', 'p50 µs', 'p99 µs', 'added p50 µs', 'added p99 µs'], rows);
}
