import type { ClientRequest } from './client.request.js';

const DAY = 86_400_000;

/** What of an agent its registration may leave open. */
type Named = Pick<ClientRequest, 'client_name' | 'kind'>;
/** What an agent was before a change. */
type Before = Pick<ClientRequest, 'client_name' | 'purpose'>;

/** How an agent ends: by itself, and at the latest. @property now milliseconds since 1970 */
export interface AgentEnds {
  readonly now: number;
  readonly days: number;
  readonly mostDays: number;
}

/** Whether somebody has said what an agent is for, rather than what it is called. */
export function isPurposeStated(name: string, purpose: string | null): boolean {
  return purpose !== null && purpose !== name;
}

/** Every agent has a purpose and an end: where a body names none, its name and the usual end. */
export function withTerms<T extends Named>(client: T, before: Before | null, ends: AgentEnds): T {
  if (client.kind !== 'agent') return client;
  const { purpose, expires_at: end } = client as Partial<ClientRequest>;
  const unstated = purpose === (before?.purpose ?? null) && purpose === before?.client_name;
  return Object.assign(client, {
    purpose: purpose === null || purpose === undefined || unstated ? client.client_name : purpose,
    expires_at: end ?? usualEnd(ends).toISOString(),
  });
}

/** @returns what is wrong with the end of a client; null when nothing is */
export function endFault(client: Pick<ClientRequest, 'kind' | 'expires_at'>, ends: AgentEnds): string | null {
  const { expires_at: end = null, kind } = client;
  if (end === null) return null;
  if (Date.parse(end) <= ends.now) return 'must lie in the future';
  const late = kind === 'agent' && Date.parse(end) > ends.now + ends.mostDays * DAY;
  return late ? `must lie at most ${ends.mostDays} days ahead for an agent` : null;
}

/** When an agent ends for which nobody chose another time. */
function usualEnd({ now, days }: Pick<AgentEnds, 'now' | 'days'>): Date {
  return new Date(now + days * DAY);
}
