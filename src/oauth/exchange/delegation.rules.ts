import type { Actor } from '../../kernel/caller.js';

/** Actors that a token may name, one within the other; who acts now is the outermost (RFC 8693 §4.1). */
export const MOST_ACTORS = 8;

/** Why an authority may not be passed on. */
export class DelegationRefused extends Error {}

/** How many actors a chain names. */
export function depthOf(act: Actor | undefined): number {
  let depth = 0;
  for (let at = act; at !== undefined; at = at.act) depth += 1;
  return depth;
}

/**
 * The chain when somebody begins to act for whoever acted before. Who acts already stays: that is no further hand.
 * @throws DelegationRefused for one that would be too long, or in which somebody acts for themselves through others
 */
export function delegated(act: Actor | undefined, actor: string): Actor {
  if (act !== undefined && isOurs(act, actor)) return act;
  for (let at = act?.act; at !== undefined; at = at.act) {
    if (isOurs(at, actor)) throw new DelegationRefused('the actor is in the chain already');
  }
  if (depthOf(act) >= MOST_ACTORS) throw new DelegationRefused(`a chain has at most ${MOST_ACTORS} actors`);
  return { sub: actor, ...(act === undefined ? {} : { act }) };
}

/** Whether a token of somebody's own has come back to them through others. */
export function comesBack(subject: string, act: Actor | undefined, actor: string): boolean {
  return actor === subject && act !== undefined && !isOurs(act, actor);
}

/** An actor that another issuer named is nobody here, whatever it is called. */
function isOurs({ sub, iss }: Actor, actor: string): boolean {
  return iss === undefined && sub === actor;
}

/**
 * A chain as another issuer tells it: who they are, and nothing else that is in it.
 * @param own names of our own, in which only we say who acted
 * @throws DelegationRefused when it is malformed or too long
 */
export function foreignChain(value: unknown, issuer: string, own: readonly string[]): Actor | undefined {
  const subjects: Actor[] = [];
  for (let at = value; at !== undefined; at = (at as { act?: unknown }).act) {
    if (typeof at !== 'object' || at === null) throw new DelegationRefused('act is malformed');
    const { sub, iss = issuer } = at as { sub?: unknown; iss?: unknown };
    if (!isName(sub) || !isName(iss)) throw new DelegationRefused('act is malformed');
    if (own.includes(iss)) throw new DelegationRefused('act names an actor of ours');
    subjects.push({ sub, iss });
    if (subjects.length > MOST_ACTORS) throw new DelegationRefused(`a chain has at most ${MOST_ACTORS} actors`);
  }
  return subjects.reduceRight<Actor | undefined>(
    (inner, actor) => (inner === undefined ? actor : { ...actor, act: inner }),
    undefined,
  );
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[\x20-\x7e]{1,255}$/.test(value);
}
