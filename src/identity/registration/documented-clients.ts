import { Injectable } from '@nestjs/common';
import type { JsonFields } from '../../http/json-body.js';
import type { Transaction } from '../changes.store.js';
import { ClientRegister } from '../clients/client-register.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Settings } from '../../settings/settings.js';
import { ClientRegistrationStore } from './client-registration.store.js';
import { ClientDocumentStore } from './client-document.store.js';

const REGISTRATION = 'metadata_document';

/** The rows of clients that are registered by their documents. */
@Injectable()
export class DocumentedClients {
  constructor(
    private readonly register: ClientRegister,
    private readonly store: ClientDocumentStore,
    private readonly registrations: ClientRegistrationStore,
    private readonly settings: Settings,
  ) {}

  isFresh(clientId: string): Promise<boolean> {
    return this.store.isFresh(clientId);
  }

  /**
   * Registers the client, or changes it to what its document says now.
   * @param seconds for which that counts
   * @throws Problem 400 naming every wrong field; OAuthError `temporarily_unavailable` when too many wait to be let in
   */
  async keep(clientId: string, body: JsonFields, seconds: number): Promise<void> {
    const told = { clientId, detail: { id: clientId, registration: REGISTRATION } };
    const created = await this.register.createUnowned(
      body,
      { clientId, registration: REGISTRATION, also: (transaction) => this.checkRoom(transaction) },
      () => ({
        kind: 'client.created',
        decision: 'done',
        ...told,
      }),
    );
    if (created === null) {
      await this.register.follow(clientId, body, (kind, changed) => ({
        kind,
        decision: 'done',
        clientId,
        detail: { ...told.detail, changed },
      }));
    }
    await this.store.fetched(clientId, seconds);
  }

  /** Whoever may write documents at a host that is listed could make clients without end. */
  private async checkRoom(transaction: Transaction): Promise<void> {
    if (await this.registrations.hasRoom(transaction, REGISTRATION, this.settings.UNUSED_CLIENTS)) return;
    throw new OAuthError('temporarily_unavailable', 'too many clients wait for somebody to let them in', {
      status: 503,
    });
  }
}
