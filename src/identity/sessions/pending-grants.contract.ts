import type { Transaction } from '../changes.store.js';

/**
 * What is on its way to become a session: codes that were given. Whoever ends sessions ends these first: then what is
 * redeemed at the same moment is either refused, or its session is seen.
 */
export abstract class PendingGrants {
  abstract endOfClients(transaction: Transaction, clientIds: readonly string[]): Promise<void>;

  abstract endOfUser(transaction: Transaction, userId: string): Promise<void>;

  /** A person no longer agrees to what a client may do. */
  abstract endOfConsent(transaction: Transaction, userId: string, clientId: string): Promise<void>;
}

/** The same of codes by which a person's devices begin: whoever took one from a browser must not be served once that is over. */
export abstract class PendingDevices {
  abstract endOfUser(transaction: Transaction, userId: string): Promise<void>;
}
