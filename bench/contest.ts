import { answer } from './gatehouse.js';
import { withCard } from './load.js';
import { CONNECTIONS, type Plan } from './plan.js';
import { type Bench, inRounds, measure, type Sample, type Variant, warm } from './rounds.js';

/** What came of it: runs of each variant, and the answer to the first request of each. */
export interface Contest<Answer> {
  readonly samples: Map<Variant, Sample[]>;
  readonly first: ReadonlyMap<Variant, Answer>;
}

/**
 * Measures variants beside each other under load, once all of them are warm.
 * @throws Error with the server's own words when one does not answer its first request as it should
 */
export async function contest<Answer>(
  bench: Bench,
  variants: readonly Variant[],
  plan: Plan,
  meanwhile?: (variant: Variant) => Promise<number>,
): Promise<Contest<Answer>> {
  const first = new Map<Variant, Answer>();
  const warming = { connections: CONNECTIONS, seconds: Math.min(plan.busy, 3), atMost: plan.warm };
  for (const one of variants) {
    first.set(one, await ask<Answer>(one));
    await warm(bench, one, warming);
  }
  const busy = { connections: CONNECTIONS, seconds: plan.busy, ...(meanwhile && { meanwhile }) };
  return { samples: await inRounds(variants, plan.rounds, (one) => measure(bench, one, busy)), first };
}

/** One request by itself: a refusal says why. @throws Error with the server's own words */
export async function ask<Answer>(one: Variant): Promise<Answer> {
  const [card = ''] = (await one.dealer?.deal(1)) ?? [];
  const { url, ...request } = withCard(one.request, card);
  const said = await answer<Answer>(await fetch(url, request));
  one.answers += 1;
  return said;
}

/** Runs of a variant, as results compare them. */
export function measured(samples: ReadonlyMap<Variant, Sample[]>, one: Variant) {
  return { name: one.name, errors: one.errors, samples: samples.get(one) ?? [] };
}
