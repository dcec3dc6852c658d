import type { Transaction } from '../changes.store.js';

/** Clients that know a person by a sign-in here, and must hear when it has ended. */
export abstract class RelyingParties {
  /**
   * Notes, in the closing's own transaction, who is to be told: the clients of each sign-in that ended, and those that the
   * sessions belonged to.
   * @param closed ids of sessions
   */
  abstract note(transaction: Transaction, closed: readonly string[]): Promise<void>;
}
