import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../identity/changes.store.js';
import { type MeantSessions, PendingGrants } from '../../identity/sessions/pending-grants.contract.js';
import type { Within } from '../../kernel/within.js';
import { AuthorizationCodeStore } from './authorization-code.store.js';

/** Ends codes that nobody has redeemed. Requests that wait look at client and consent again when they are answered. */
@Injectable()
export class PendingCodes extends PendingGrants {
  constructor(private readonly codes: AuthorizationCodeStore) {
    super();
  }

  endOfClients(transaction: Transaction, clientIds: readonly string[]): Promise<void> {
    return this.codes.endOfClients(transaction, clientIds);
  }

  endOfUser(transaction: Transaction, userId: string): Promise<void> {
    return this.codes.endOfUser(transaction, userId);
  }

  endOfConsents(
    transaction: Transaction,
    consents: readonly { readonly userId: string; readonly clientId: string }[],
  ): Promise<void> {
    return this.codes.endOfConsents(transaction, consents);
  }

  endOfMeant(transaction: Transaction, meant: MeantSessions, within: Within | null): Promise<void> {
    return this.codes.endOfMeant(transaction, meant, within);
  }
}
