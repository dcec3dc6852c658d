import type { Within } from '../../kernel/within.js';
import type { Transaction } from '../changes.store.js';
import type { SessionSource } from './session.entity.js';

/** Which sessions are meant: those of which all of it is true. What is left out may be anything. */
export interface MeantSessions {
  readonly user_id?: string;
  readonly client_id?: string;
  readonly source?: SessionSource;
  /** RFC 3339. */
  readonly created_before?: string;
}

/**
 * What is on its way to become a session: codes that were given. Whoever ends sessions ends these first: then what is
 * redeemed at the same moment is either refused, or its session is seen.
 */
export abstract class PendingGrants {
  abstract endOfClients(transaction: Transaction, clientIds: readonly string[]): Promise<void>;

  abstract endOfUser(transaction: Transaction, userId: string): Promise<void>;

  /** People no longer agree to what clients may do. */
  abstract endOfConsents(
    transaction: Transaction,
    consents: readonly { readonly userId: string; readonly clientId: string }[],
  ): Promise<void>;

  /**
   * Those from which one of these sessions would come, by when it was begun.
   * @param within what the caller reaches; null is all
   */
  abstract endOfMeant(transaction: Transaction, meant: MeantSessions, within: Within | null): Promise<void>;
}

/** The same of codes by which a person's devices begin: whoever took one from a browser must not be served once that is over. */
export abstract class PendingDevices {
  abstract endOfUser(transaction: Transaction, userId: string): Promise<void>;

  abstract endOfMeant(transaction: Transaction, meant: MeantSessions, within: Within | null): Promise<void>;
}
