import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../identity/changes.store.js';
import { PendingGrants } from '../../identity/sessions/pending-grants.contract.js';
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

  endOfConsent(transaction: Transaction, userId: string, clientId: string): Promise<void> {
    return this.codes.endOfUser(transaction, userId, clientId);
  }
}
