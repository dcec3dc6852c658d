import { Injectable } from '@nestjs/common';
import { type AskingClient, ClientDirectory, type RegisteredClient } from '../clients/client.directory.js';
import { ClientDocuments, isDocumented } from './client-documents.js';

/** Who comes as a client: one that is registered, or that its own document registers just now. */
@Injectable()
export class KnownClients {
  constructor(
    private readonly directory: ClientDirectory,
    private readonly documents: ClientDocuments,
  ) {}

  /** @throws OAuthError `invalid_client` when its document cannot be had, or nobody can be registered by it */
  find(clientId: string): Promise<RegisteredClient | null> {
    return isDocumented(clientId) ? this.documented(clientId) : this.directory.find(clientId);
  }

  private async documented(clientId: string): Promise<RegisteredClient | null> {
    return (await this.documents.refresh(clientId)) ? this.directory.find(clientId) : null;
  }

  /** The same for the endpoints to which people come. */
  async findAsking(clientId: string): Promise<AskingClient | null> {
    return (await this.documents.refresh(clientId)) ? this.directory.findAsking(clientId) : null;
  }
}
