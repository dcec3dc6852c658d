import { median, type Sample } from './rounds.js';

/** What a token costs, as committed in guard.json, with how that was measured. */
export interface Figure {
  /** CPU of a token of ours over that of a token of the peer, server and PostgreSQL together: median of pairs of runs. */
  readonly cpu_ratio: number;
  /** Half the width of its 95 % interval, as a share of it. */
  readonly uncertainty: number;
  /** Of user space, of our server alone; null where the machine counts none. */
  readonly instructions_per_token: number | null;
  readonly measured: {
    readonly at: string;
    readonly peer: string;
    readonly pairs: number;
    readonly us_per_token: number;
    readonly peer_us_per_token: number;
    /** CPUs that were busy with something else. */
    readonly foreign_cpus: number;
    readonly machine: Machine;
  };
}

/** What else a figure depends on. */
export interface Machine {
  readonly node: string;
  readonly cpu: string;
  readonly pinned: boolean;
}

/** A figure, or why there is none. */
export type Found = Figure | { readonly missing: string };

interface Runs {
  readonly pairs: readonly { readonly ours: Sample; readonly peer: Sample }[];
  readonly instructions: readonly number[];
  readonly answers: readonly number[];
  readonly machine: Machine;
}

const FEWEST_PAIRS = 8;
/** CPUs busy with something else, from which on a pair is not counted: shared caches make our side dearer than the peer's. */
const MOST_FOREIGN = 0.5;
/** A figure that is known no better than this could be anywhere. */
const MOST_UNCERTAIN = 0.05;
/** By how much a token may be dearer. */
const TOLERATED = 0.15;

export function figureOf({ pairs: all, instructions, answers, machine }: Runs): Found {
  const pairs = all.filter(({ ours, peer }) => Math.max(ours.foreign, peer.foreign) <= MOST_FOREIGN);
  const told = `${pairs.length} of ${all.length} warm pairs of runs are clean, after ${answers.join(' and ')} answers`;
  if (pairs.length < FEWEST_PAIRS) return { missing: `the machine is too busy with other things: ${told}` };
  const ratios = pairs.map(({ ours, peer }) => ours.total / peer.total);
  const cpu_ratio = rounded(median(ratios), 3);
  const uncertainty = rounded(uncertaintyOf(ratios), 3);
  if (uncertainty > MOST_UNCERTAIN)
    return { missing: `the runs differ too much: ±${percent(uncertainty)} when ${told}` };
  const of = (side: 'ours' | 'peer', key: keyof Sample) => median(pairs.map((pair) => pair[side][key]));
  return {
    cpu_ratio,
    uncertainty,
    instructions_per_token: instructions.length === 0 ? null : Math.round(median(instructions)),
    measured: {
      at: new Date().toISOString().slice(0, 10),
      peer: 'oidc-provider 9.13, opaque token, one row',
      pairs: pairs.length,
      us_per_token: Math.round(of('ours', 'total')),
      peer_us_per_token: Math.round(of('peer', 'total')),
      foreign_cpus: rounded(of('ours', 'foreign'), 2),
      machine,
    },
  };
}

/** Whether what was found is within what was committed, and what to say about it. Nothing measured is said, and no failure. */
export function verdict(found: Found, committed: Figure): { text: string; good: boolean } {
  if ('missing' in found) return unmeasured(found.missing);
  const [then, now] = [committed, found].map(({ measured }) => measured.machine.node.split('.')[0]);
  if (then !== now) return unmeasured(`bench/guard.json is of Node ${then}, and this is ${now}`);
  const [before, after] = [committed.instructions_per_token, found.instructions_per_token];
  return before === null || after === null
    ? judged(found, committed, found.cpu_ratio / committed.cpu_ratio - 1)
    : judged(found, committed, after / before - 1);
}

function judged(
  { cpu_ratio, uncertainty, instructions_per_token: instructions, measured }: Figure,
  committed: Figure,
  growth: number,
): { text: string; good: boolean } {
  const good = growth <= TOLERATED;
  const { at, machine } = committed.measured;
  const lines = [
    `a token costs ${measured.us_per_token} µs of CPU, oidc-provider's ${measured.peer_us_per_token} µs: ` +
      `ratio ${cpu_ratio} ±${percent(uncertainty)}, in ${measured.pairs} pairs of runs`,
    instructions === null
      ? 'this machine counts no instructions: the ratio is compared'
      : `${instructions} instructions a token`,
    `committed: ratio ${committed.cpu_ratio}, instructions ${committed.instructions_per_token ?? 'not counted'} ` +
      `(${at}, ${machine.cpu}, Node ${machine.node})`,
    `${growth < 0 ? '' : '+'}${percent(growth)}, ${good ? 'within' : 'MORE THAN'} the +${percent(TOLERATED)} that is let pass`,
    ...(good ? [] : ['make it cheaper, or write the new figure and say why: npm run bench:guard -- --write']),
  ];
  return { text: lines.map((line) => `guard: ${line}`).join('\n'), good };
}

export function unmeasured(why: string): { text: string; good: boolean } {
  return { text: `guard: NOT MEASURED: ${why}`, good: true };
}

/** Half the width of the 95 % interval of a median, by its order statistics, as a share of it. */
function uncertaintyOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const reach = 0.98 * Math.sqrt(sorted.length);
  const low = sorted[Math.max(0, Math.floor(sorted.length / 2 - reach))] ?? NaN;
  const high = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length / 2 + reach) - 1)] ?? NaN;
  return (high - low) / 2 / median(sorted);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
