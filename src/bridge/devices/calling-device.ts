import type { Caller } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';

/**
 * Id of the device whose own token a caller presents. What somebody else was given in exchange for such a token is not the
 * device's word, though it is for the same audience.
 * @throws Problem 401
 */
export function callingDevice({ source, claims }: Caller): string {
  const { act } = claims;
  if (source === 'bridge' && act !== undefined && act.act === undefined) return act.sub;
  throw notItsOwn();
}

/** For a token that is in order but no living device's. */
export function notItsOwn(): Problem {
  const challenge = 'Bearer realm="gatehouse", error="invalid_token"';
  return new Problem(401, 'The token is not a device’s own.', [], { 'www-authenticate': challenge });
}
