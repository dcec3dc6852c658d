import { Injectable } from '@nestjs/common';
import type { JsonFields } from '../../http/json-body.js';
import { ClientRegister } from '../clients/client-register.js';
import { ClientDocumentStore } from './client-document.store.js';

/** The rows of clients that are registered by their documents. */
@Injectable()
export class DocumentedClients {
  constructor(
    private readonly register: ClientRegister,
    private readonly store: ClientDocumentStore,
  ) {}

  isFresh(clientId: string): Promise<boolean> {
    return this.store.isFresh(clientId);
  }

  /**
   * Registers the client, or changes it to what its document says now.
   * @param seconds for which that counts
   * @throws Problem 400 naming every wrong field
   */
  async keep(clientId: string, body: JsonFields, seconds: number): Promise<void> {
    const told = { clientId, detail: { id: clientId, registration: 'metadata_document' } };
    const created = await this.register.createUnowned(body, { clientId, registration: 'metadata_document' }, () => ({
      kind: 'client.created',
      decision: 'done',
      ...told,
    }));
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
}
