import { type Server } from './children.js';
import { snapshot, spentBy, spentByFamilies } from './cpu.js';
import { type Deck, type LoadRequest, load } from './load.js';

/** Cards for the runs of a variant. */
export interface Dealer {
  readonly kind: Deck['kind'];
  /** Called before each run, outside of what is measured. @param count of requests that the run may send */
  readonly deal: (count: number) => readonly string[] | Promise<readonly string[]>;
}

interface VariantParts {
  readonly usesDatabase: boolean;
  readonly dealer?: Dealer;
}

/** One thing that is measured beside others. */
export interface Variant extends VariantParts {
  readonly name: string;
  readonly server: Server;
  readonly request: LoadRequest;
  /** How many answers came since the start, and how many were cut off. */
  answers: number;
  unanswered: number;
  errors: number;
  /** Answers a second, as last seen. */
  rate: number;
}

/** One run; CPU in microseconds per answer, latency in microseconds. */
export interface Sample {
  readonly server: number;
  readonly postgres: number;
  readonly total: number;
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** CPUs that were busy with something that is none of ours. */
  readonly foreign: number;
}

export interface Bench {
  readonly folder: string;
  readonly postmaster: number | undefined;
}

export interface RunPlan {
  readonly connections: number;
  readonly seconds: number;
  /** So many requests, however long they take; else as many as the seconds hold. */
  readonly amount?: number;
  /** Runs along with the load; may send requests of its own, and says how many were answered. */
  readonly meanwhile?: (variant: Variant) => Promise<number>;
}

const LEVEL = 0.05;
/** Seconds of a run in which something must be answered. */
const LONGEST = 16;
/** Cards for so many times the requests that a run is thought to send: it may be faster than the last one. */
const AMPLE = 3;

export function variant(
  name: string,
  server: Server,
  request: LoadRequest,
  { usesDatabase = false, dealer }: Partial<VariantParts> = {},
): Variant {
  const parts = { usesDatabase, ...(dealer && { dealer }) };
  return { name, server, request, ...parts, answers: 0, unanswered: 0, errors: 0, rate: 1000 };
}

/** Puts load on one variant and tells what it cost. */
export async function measure(bench: Bench, one: Variant, plan: RunPlan): Promise<Sample> {
  const amount = plan.amount ?? Math.max(plan.connections, Math.round(one.rate * plan.seconds));
  const exactly = plan.amount !== undefined;
  const { connections, seconds } = plan;
  const { request, dealer } = one;
  const deck = dealer && { kind: dealer.kind, cards: await dealer.deal(amount * AMPLE + 2 * connections) };
  const ours = [process.pid, ...(bench.postmaster === undefined ? [] : [bench.postmaster])];
  const [before, began] = [snapshot(), performance.now()];
  const [result, others] = await Promise.all([
    load({ request, connections, seconds, amount, exactly, ...(deck && { deck }) }, bench.folder),
    plan.meanwhile?.(one) ?? 0,
  ]);
  const [after, elapsed] = [snapshot(), (performance.now() - began) * 1000];
  const answers = result.answers + others;
  one.answers += answers;
  one.unanswered += result.unanswered;
  one.errors += result.errors;
  one.rate = result.answers / result.seconds;
  if (answers === 0) {
    // On a busy machine a short run may end before its first answer.
    if (result.errors === 0 && seconds < LONGEST) return measure(bench, one, { ...plan, seconds: seconds * 2 });
    throw new Error(`${one.name} answered nothing in ${seconds} s`);
  }
  const server = spentBy(one.server.pid, before, after) / answers;
  const database = one.usesDatabase && bench.postmaster !== undefined;
  const postgres = database ? spentByFamilies([bench.postmaster], before, after) / answers : 0;
  const foreign = Math.max(0, after.busy - before.busy - spentByFamilies(ours, before, after)) / elapsed;
  return { server, postgres, total: server + postgres, rate: one.rate, p50: result.p50, p99: result.p99, foreign };
}

/** Puts load on a variant until its CPU per answer has come to rest: a Node server needs thousands of requests for that. */
export async function warm(bench: Bench, one: Variant, plan: RunPlan & { atMost: number }): Promise<void> {
  let [last, level] = [Infinity, 0];
  for (let spent = 0; spent < plan.atMost && level < 2; spent += plan.seconds) {
    const { total } = await measure(bench, one, plan);
    level = Math.abs(total - last) <= LEVEL * last ? level + 1 : 0;
    last = total;
  }
}

/** Rounds A B C, C A B, …: what disturbs the machine for a while disturbs all of them. */
export async function inRounds<Result>(
  variants: readonly Variant[],
  rounds: number,
  run: (variant: Variant) => Promise<Result>,
): Promise<Map<Variant, Result[]>> {
  const results = new Map<Variant, Result[]>(variants.map((one) => [one, []]));
  for (let round = 0; round < rounds; round += 1) {
    const first = variants.length - (round % variants.length);
    for (const one of [...variants.slice(first), ...variants.slice(0, first)]) results.get(one)?.push(await run(one));
  }
  return results;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** Each number by itself: the median run in one of them need not be it in another. */
export function medianOf<Key extends string>(samples: readonly Readonly<Record<Key, number>>[], key: Key): number {
  return median(samples.map((sample) => sample[key]));
}

/** Median of the ratios within each round, so that a slow round slows both sides. */
export function ratio<Key extends string>(
  above: readonly Readonly<Record<Key, number>>[],
  below: readonly Readonly<Record<Key, number>>[],
  key: Key,
): number {
  return median(above.map((sample, round) => sample[key] / (below[round]?.[key] ?? NaN)));
}
