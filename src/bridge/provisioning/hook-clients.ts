import { Injectable } from '@nestjs/common';
import type { JsonFields } from '../../http/json-body.js';
import { Changes, doneBy } from '../../identity/changes.store.js';
import { ClientRegister } from '../../identity/clients/client-register.js';
import { ClientSecretStore, type FreshSecret } from '../../identity/clients/client-secret.store.js';
import type { Client } from '../../identity/clients/client.entity.js';
import { usesSecret } from '../../identity/clients/client.rules.js';
import { ClientStore } from '../../identity/clients/client.store.js';
import { BRIDGE_CLIENT, hookClientOf } from '../../kernel/bridge.js';
import type { Caller } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';
import { Settings } from '../../settings/settings.js';

/** A client with a fresh secret. */
export interface Provisioned {
  readonly client: Client;
  /** For the one answer alone. */
  readonly secret: string;
  readonly created: boolean;
  /** Until when the secret before it is good, unless another one comes before; null when there was none. */
  readonly previousEnd: Date | null;
}

/** The clients by which the hooks of people's hosts ask for tokens: one for each person. */
@Injectable()
export class HookClients {
  constructor(
    private readonly register: ClientRegister,
    private readonly clients: ClientStore,
    private readonly secrets: ClientSecretStore,
    private readonly changes: Changes,
    private readonly settings: Settings,
  ) {}

  /**
   * Makes the person's client, or gives the one that is there another secret and leaves it as it is otherwise: what an
   * administrator decided about it stays.
   * @throws Problem 409 when they took it from the person, or away from secrets
   */
  async provision(userId: string, caller: Caller): Promise<Provisioned> {
    const clientId = hookClientOf(userId);
    const made = await this.register.createNamed(clientId, hookClient(userId), caller);
    if (made === null) return this.rotate(clientId, userId, caller);
    const { client, secret } = made;
    if (secret === null) throw new Error('a client that authenticates by its secret was made without one');
    return { client, secret: secret.text, created: true, previousEnd: null };
  }

  private async rotate(clientId: string, userId: string, caller: Caller): Promise<Provisioned> {
    // Looked at before the slow hash, and once more when it is held.
    this.fit(await this.clients.find(clientId), userId);
    const fresh = await this.secrets.prepare();
    const { client, previousEnd } = await this.changes.retrying(() => this.replace(clientId, userId, fresh, caller));
    return { client, secret: fresh.text, created: false, previousEnd };
  }

  private async replace(clientId: string, userId: string, fresh: FreshSecret, caller: Caller) {
    const { client, previous } = await this.changes.record(
      async (transaction) => {
        const client = this.fit(await this.clients.lock(transaction, clientId), userId);
        const overlap = this.settings.BRIDGE_SECRET_OVERLAP_SECONDS * 1000;
        return { client, ...(await this.secrets.rotate(transaction, clientId, fresh, overlap)) };
      },
      ({ previous, ended }) =>
        doneBy(caller, 'client.secret_rotated', {
          id: clientId,
          secret_id: fresh.row.id,
          previous_secret_id: previous?.id ?? null,
          previous_expires_at: previous?.expiresAt.toISOString() ?? null,
          ended_secret_ids: ended,
        }),
    );
    return { client, previousEnd: previous?.expiresAt ?? null };
  }

  private fit(found: Client | null, userId: string): Client {
    const client = fit(found, userId);
    if (this.clients.isExpired(client)) throw Problem.conflict('The client has expired: ask an administrator.');
    return client;
  }
}

/** In the words in which an administrator would register it. */
function hookClient(userId: string): JsonFields {
  return {
    client_name: 'Hooks of a device',
    kind: 'agent',
    purpose: 'Asks before a tool runs, and reports what ran, on the devices of its owner.',
    owner_id: userId,
    grant_types: ['client_credentials'],
    scope: 'hook:govern hook:track',
    token_endpoint_auth_method: 'client_secret_post',
    // No upstream: its tokens are for the hooks alone.
    resources: [],
    audiences: ['hook'],
    default_audience: 'hook',
    plugin_ids: [BRIDGE_CLIENT],
  };
}

/** A device may speak for its person's client; not for one that was given to somebody else. */
function fit(client: Client | null, userId: string): Client {
  if (client === null) throw Problem.conflict('The client was deleted at this moment. Try again.');
  if (client.ownerId !== userId)
    throw Problem.conflict('The client belongs to somebody else now: ask an administrator.');
  if (client.status !== 'active') throw Problem.conflict('The client was deactivated: ask an administrator.');
  if (!usesSecret(client)) throw Problem.conflict('The client is registered for another way of authentication.');
  return client;
}
