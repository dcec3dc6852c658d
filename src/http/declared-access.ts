import type { Request } from 'express';
import type { Caller } from '../kernel/caller.js';
import type { Action, Administered } from '../kernel/roles.js';

/**
 * Who may call a route. A `token` is for an audience: a name, a path below each of our public bases, or with an empty one those themselves. `client`, `gate` and `operator` routes bring a guard of their own, which their one decorator
 * (`@Grant`, `@Gate`) attaches together with this word.
 */
export type Access =
  | { readonly who: 'anyone' }
  | { readonly who: 'administrator'; readonly noun: Administered; readonly action?: Action }
  | { readonly who: 'token'; readonly audience: string; readonly scope?: string; readonly metadata?: true }
  | { readonly who: 'client' }
  | { readonly who: 'gate' }
  | { readonly who: 'operator' };

export const ACCESS = 'gatehouse:access';
export const LIMIT = 'gatehouse:limit';
export const NARROWED = 'gatehouse:narrowed';

/** A request whose caller was verified. */
export interface CallerRequest extends Request {
  caller?: Caller;
}
