import type { Actor } from '../../kernel/caller.js';

/** What a call within the trust domain is part of, in whose name it is made, and for what. */
export interface Transaction {
  /** One id along the whole chain of calls. */
  readonly txn: string;
  readonly sub: string;
  readonly act?: Actor;
  readonly scope: readonly string[];
  /** Ids of the clients that asked for a token of it, the first one first. */
  readonly requesters: readonly string[];
  /** Where it began: the audience of the access token that came in; null when that is not known. */
  readonly resource: string | null;
  /** The session in which it began. */
  readonly sid: string;
  /** When the authority for it ends, seconds since 1970. */
  readonly until: number;
}

/** Makes transaction tokens for a neighbour that has recorded the call they go with. */
export abstract class TransactionTokens {
  abstract mint(transaction: Transaction): Promise<string>;
}
