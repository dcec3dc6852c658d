import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../identity/changes.store.js';
import { ClientSecretStore } from '../../identity/clients/client-secret.store.js';
import { ClientStore } from '../../identity/clients/client.store.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { hookClientOf } from '../../kernel/bridge.js';

/** Ends what the hooks of a person's hosts have, when the last device is revoked that could have got it for them. */
@Injectable()
export class HookSecrets {
  constructor(
    private readonly clients: ClientStore,
    private readonly secrets: ClientSecretStore,
    private readonly sessions: SessionStore,
  ) {}

  async end(transaction: Transaction, userId: string, reason: string): Promise<void> {
    const clientId = hookClientOf(userId);
    const client = await this.clients.lock(transaction, clientId);
    // An administrator may have given it to somebody else.
    if (client?.ownerId !== userId) return;
    await this.secrets.endAll(transaction, clientId);
    await this.sessions.closeOfClients(transaction, [clientId], reason);
  }
}
