import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../identity/changes.store.js';
import { ClientSecretStore } from '../../identity/clients/client-secret.store.js';
import { ClientStore } from '../../identity/clients/client.store.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { hookClientOf } from '../../kernel/bridge.js';

/** Ends what the hooks of people's hosts have, when the last device is revoked that could have got it for them. */
@Injectable()
export class HookSecrets {
  constructor(
    private readonly clients: ClientStore,
    private readonly secrets: ClientSecretStore,
    private readonly sessions: SessionStore,
  ) {}

  async end(transaction: Transaction, userIds: readonly string[], reason: string): Promise<void> {
    const ownerOf = new Map(userIds.map((userId) => [hookClientOf(userId), userId]));
    const found = await this.clients.lockAll(transaction, [...ownerOf.keys()]);
    // An administrator may have given it to somebody else.
    const own = found
      .filter(({ clientId, ownerId }) => ownerId === ownerOf.get(clientId))
      .map(({ clientId }) => clientId);
    if (own.length === 0) return;
    await this.secrets.endAll(transaction, own);
    await this.sessions.closeOfClients(transaction, own, reason);
  }
}
