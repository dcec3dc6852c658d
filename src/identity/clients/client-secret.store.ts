import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { newSecret } from '../../kernel/one-time-secret.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import type { Transaction } from '../changes.store.js';
import { ClientSecret } from './client-secret.entity.js';
import { ClientSecrets } from './client-secrets.js';

/** A secret on its way to the database; its text is for the one answer alone. */
export interface FreshSecret {
  readonly text: string;
  readonly row: Omit<ClientSecret, 'clientId' | 'slot'>;
}

/** All SQL of `client_secrets`, but for what {@link ClientDirectory} reads for a token. */
@Injectable()
export class ClientSecretStore {
  constructor(
    private readonly source: DataSource,
    private readonly secrets: ClientSecrets,
    private readonly clock: Clock,
  ) {}

  /** Makes a secret; apart from {@link insert}, because hashing is slow and no transaction should wait for it. */
  async prepare(text: string = newSecret()): Promise<FreshSecret> {
    const stored = await this.secrets.store(text);
    const now = this.clock.now();
    return { text, row: { ...stored, id: uuidv7(now), createdAt: new Date(now) } };
  }

  /** The oldest first; at most two. */
  list(clientId: string): Promise<ClientSecret[]> {
    return this.source.manager.find(ClientSecret, { where: { clientId }, order: { id: 'ASC' } });
  }

  /**
   * Takes a free slot of the client, whose row the transaction has locked or made.
   * @returns null when both are taken
   */
  async insert(manager: Transaction, clientId: string, { row }: FreshSecret): Promise<ClientSecret | null> {
    const taken = await manager.findBy(ClientSecret, { clientId });
    const slot = [1, 2].find((candidate) => !taken.some((secret) => secret.slot === candidate));
    if (slot === undefined) return null;
    const secret: ClientSecret = { ...row, clientId, slot };
    await manager.insert(ClientSecret, secret);
    return secret;
  }

  /** Deletes one of two, of a client whose row the transaction has locked. The last one stays. */
  async delete(manager: Transaction, clientId: string, id: string): Promise<'deleted' | 'unknown' | 'last'> {
    const secrets = await manager.findBy(ClientSecret, { clientId });
    if (!secrets.some((secret) => secret.id === id)) return 'unknown';
    if (secrets.length === 1) return 'last';
    await manager.delete(ClientSecret, { id, clientId });
    return 'deleted';
  }
}
