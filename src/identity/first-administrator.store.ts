import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { newSecret } from '../kernel/one-time-secret.js';
import { uuidv7 } from '../kernel/uuid-v7.js';
import { Settings } from '../settings/settings.js';
import { ClientSecret } from './clients/client-secret.entity.js';
import { ClientSecrets } from './clients/client-secrets.js';
import { Client } from './clients/client.entity.js';
import { User } from './users/user.entity.js';

/** What the first start has to tell its operator. */
export interface FirstAdministrator {
  readonly clientId: string;
  /** Null when the operator chose it by `BOOTSTRAP_CLIENT_SECRET`. */
  readonly generatedSecret: string | null;
}

/** Creates the first administrator and the client by which that person gets tokens. */
@Injectable()
export class FirstAdministratorStore {
  constructor(
    private readonly source: DataSource,
    private readonly secrets: ClientSecrets,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * Does nothing once there is any user: a client that an administrator deleted must not come back with a restart.
   * @returns null when nothing was created
   */
  async create(): Promise<FirstAdministrator | null> {
    const chosen = this.settings.BOOTSTRAP_CLIENT_SECRET;
    const secret = chosen ?? newSecret();
    const stored = await this.secrets.store(secret);
    return this.source.transaction(async (manager) => {
      // Replicas start together; one of them creates.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('gatehouse.first-administrator'))`);
      if (await manager.exists(User)) return null;
      await this.insert(manager, stored);
      return { clientId: this.settings.BOOTSTRAP_CLIENT_ID, generatedSecret: chosen === undefined ? secret : null };
    });
  }

  private async insert(manager: EntityManager, stored: { tag: string; hash: string }): Promise<void> {
    const now = this.clock.now();
    const common = { status: 'active' as const, createdAt: new Date(now), updatedAt: new Date(now) };
    const [userId, clientId] = [uuidv7(now), this.settings.BOOTSTRAP_CLIENT_ID];
    await manager.insert(User, {
      ...common,
      id: userId,
      email: this.settings.BOOTSTRAP_ADMIN_EMAIL.toLowerCase(),
      name: 'First administrator',
      roles: ['admin'],
    });
    await manager.insert(Client, {
      ...common,
      id: uuidv7(now),
      clientId,
      clientName: 'First administrator',
      kind: 'service',
      ownerId: userId,
      grantTypes: ['client_credentials'],
      scope: ['admin'],
      tokenEndpointAuthMethod: 'client_secret_basic',
      audiences: [],
      pluginIds: [],
      subject: 'owner',
      purpose: 'Administration from the command line',
    });
    await manager.insert(ClientSecret, { id: uuidv7(now), clientId, slot: 1, ...stored, createdAt: new Date(now) });
  }
}
