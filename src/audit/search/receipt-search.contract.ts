import type { Decision } from '../audit-event.entity.js';

/** A receipt as it is found, by the names of an export; those that are older than the chains have no `writer`. */
export type FoundReceipt = Readonly<Record<string, unknown>> & {
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly kind: string;
  readonly decision: Decision;
  readonly sid: string | null;
  /** Of the receipt, hexadecimal. */
  readonly hash: string | null;
};

/** Sessions of one tree: one, those from which it descends, and those that descend from it. */
export interface SessionTree {
  /** The one that was asked for, first. */
  readonly ids: readonly string[];
  /** Whether those are all; of a tree that is larger, receipts are looked through for the ancestors that they name. */
  readonly whole: boolean;
}

/** What receipts are asked for; what is left out does not matter. */
export interface ReceiptFilters {
  readonly sub?: string;
  /** Somebody in the chain of actors, or the client. */
  readonly agent?: string;
  readonly client_id?: string;
  readonly sid?: string;
  readonly tree?: SessionTree;
  readonly txn?: string;
  readonly upstream?: string;
  readonly tool?: string;
  readonly kind?: string;
  readonly decision?: Decision;
  readonly rule?: string;
  readonly reason?: string;
  /** Included. */
  readonly from?: Date;
  /** Not included. */
  readonly to?: Date;
}

/** The beginning and the end of what is known of a session. */
export interface SessionReceipts {
  /** In the order in which they came about; what is left out is between the two halves. */
  readonly receipts: readonly FoundReceipt[];
  /** How many are not among them; no more than were counted. */
  readonly leftOut: number;
  /** Whether there are more than were counted. */
  readonly andMore: boolean;
}

/** Looks for receipts. */
export abstract class ReceiptSearch {
  abstract find(id: string): Promise<FoundReceipt | null>;

  /**
   * The newest first. What comes in meanwhile moves nothing: a page goes on below an id.
   * @param before id below which to go on; null begins with the newest
   */
  abstract page(filters: ReceiptFilters, before: string | null, limit: number): Promise<readonly FoundReceipt[]>;

  /** Sessions from which one descends, as evidence remembers it when the sessions are gone; the nearest first. */
  abstract ancestorsOf(sid: string): Promise<readonly string[]>;

  /** Sessions that descend from one, as evidence of their opening remembers it. */
  abstract descendantsOf(sid: string, limit: number): Promise<readonly string[]>;

  /** Of each session the first and the last so many. @param most of each half, and how many are counted at most */
  abstract ofSessions(
    ids: readonly string[],
    most: { readonly half: number; readonly counted: number },
  ): Promise<ReadonlyMap<string, SessionReceipts>>;
}
