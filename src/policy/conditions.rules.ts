import { reachesAcr } from '../kernel/authentication-class.js';
import { AddressRanges } from '../kernel/address-ranges.js';
import type { AuthenticationCondition, ChainCondition, RuleConditions, WeeklyTimes } from './policy-rule.entity.js';

/** Who acts, and which issuer calls them so. */
export interface NamedActor {
  readonly sub: string;
  readonly iss: string;
}

/** What conditions look at. */
export interface Circumstances {
  readonly address: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who acts, the outermost first. */
  readonly actors: readonly NamedActor[];
  readonly acr: string | undefined;
  /** Seconds since 1970 at which the person signed in. */
  readonly authTime: number | undefined;
}

/** What of a rule's conditions is not met: nothing, something that a new sign-in could cure, or something else. */
export type Unmet = null | 'authentication' | 'addresses' | 'times' | 'chain';

/** Conditions that were made ready to be asked often. */
export type ReadyConditions = (circumstances: Circumstances) => Unmet;

/**
 * @param ownIssuer whose actors are meant where conditions name no issuer
 * @throws Error for conditions that no administrator could have stored
 */
export function readyConditions(conditions: RuleConditions, ownIssuer: string): ReadyConditions {
  const ranges = conditions.addresses === undefined ? null : new AddressRanges(conditions.addresses);
  const notBefore = conditions.not_before === undefined ? -Infinity : Date.parse(conditions.not_before);
  const notAfter = conditions.not_after === undefined ? Infinity : Date.parse(conditions.not_after);
  const times = conditions.times === undefined ? null : readyTimes(conditions.times);
  const { chain, authentication } = conditions;
  return (now) => {
    if (ranges !== null && !ranges.hold(now.address)) return 'addresses';
    if (now.at < notBefore || now.at >= notAfter || times?.(now.at) === false) return 'times';
    if (chain !== undefined && !inChain(chain, now.actors, ownIssuer)) return 'chain';
    return authentication === undefined || isProven(authentication, now) ? null : 'authentication';
  };
}

/** A stronger class does as well: the authorization endpoint would give no other for the one that is asked for. */
function isProven({ acr: wanted, max_age: maxAge }: AuthenticationCondition, now: Circumstances): boolean {
  const { acr } = now;
  if (wanted !== undefined && (acr === undefined || !wanted.some((one) => reachesAcr(acr, one)))) return false;
  return maxAge === undefined || (now.authTime !== undefined && Math.floor(now.at / 1000) - now.authTime <= maxAge);
}

/** Another issuer's actor is nobody of ours, whatever it is called, and the other way round. */
function inChain(
  { most, issuer, any_of: anyOf, none_of: noneOf }: ChainCondition,
  actors: readonly NamedActor[],
  ownIssuer: string,
): boolean {
  if (most !== undefined && actors.length > most) return false;
  const names = actors.filter(({ iss }) => iss === (issuer ?? ownIssuer)).map(({ sub }) => sub);
  if (anyOf !== undefined && !names.some((name) => anyOf.includes(name))) return false;
  return noneOf === undefined || !names.some((name) => noneOf.includes(name));
}

/** Days as `Intl` writes them in English, in lower case. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Whether a moment lies in them, by the clock on the wall of a place, summer time included. */
function readyTimes({ days, from = '00:00', to = '24:00', time_zone: timeZone }: WeeklyTimes): (at: number) => boolean {
  const wall = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' });
  return (at) => {
    const parts = Object.fromEntries(wall.formatToParts(at).map(({ type, value }) => [type, value]));
    const time = `${parts['hour'] ?? ''}:${parts['minute'] ?? ''}`;
    const today = DAYS.findIndex((day) => day === parts['weekday']?.toLowerCase());
    const counts = (index: number): boolean => days === undefined || days.includes(DAYS[(index + 7) % 7] ?? '');
    if (from <= to) return counts(today) && time >= from && time < to;
    // What begins in the evening belongs to the day on which it began.
    return (counts(today) && time >= from) || (counts(today - 1) && time < to);
  };
}
