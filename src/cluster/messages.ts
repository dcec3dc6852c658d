import type { FirstAdministrator } from '../identity/first-administrator.store.js';

/** The metrics of one process, as they are handed on to be added up. */
export type Counted = readonly object[];

/** What the primary says to a worker. */
export type ToWorker =
  | { readonly say: 'serve'; readonly databaseUrl: string }
  | { readonly say: 'stop'; readonly reason: string }
  /** It is to answer `counted`. */
  | { readonly say: 'count'; readonly question: number }
  /** Answers its `read`; null when they could not be added up. */
  | { readonly say: 'metrics'; readonly question: number; readonly text: string | null };

/** What a worker says to the primary. */
export type FromWorker =
  /** It can be told something: what is said to it before, nobody hears. */
  | { readonly say: 'begun' }
  | { readonly say: 'listens'; readonly first: FirstAdministrator | null }
  | { readonly say: 'counted'; readonly question: number; readonly counted: Counted }
  /** Somebody asks it for the metrics of all. */
  | { readonly say: 'read'; readonly question: number };
