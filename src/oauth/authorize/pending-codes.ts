import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../identity/changes.store.js';
import { PendingGrants } from '../../identity/sessions/pending-grants.contract.js';
import { AuthorizationCodeStore } from './authorization-code.store.js';
import { AuthorizationRequestStore } from './authorization-request.store.js';

/** Ends codes that nobody has redeemed, and forgets what people agreed to in requests that wait. */
@Injectable()
export class PendingCodes extends PendingGrants {
  constructor(
    private readonly codes: AuthorizationCodeStore,
    private readonly requests: AuthorizationRequestStore,
  ) {
    super();
  }

  async endOfClients(transaction: Transaction, clientIds: readonly string[]): Promise<void> {
    await this.requests.forgetConsents(transaction, clientIds);
    await this.codes.endOfClients(transaction, clientIds);
  }

  endOfUser(transaction: Transaction, userId: string): Promise<void> {
    return this.codes.endOfUser(transaction, userId);
  }

  async endOfConsent(transaction: Transaction, userId: string, clientId: string): Promise<void> {
    await this.requests.forgetConsents(transaction, [clientId]);
    await this.codes.endOfUser(transaction, userId, clientId);
  }
}
