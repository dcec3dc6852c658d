import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { newSecret } from '../../kernel/one-time-secret.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { ChangedMeanwhile, type Transaction } from '../changes.store.js';
import { ClientSecret } from './client-secret.entity.js';
import { ClientSecrets } from './client-secrets.js';

/** A secret on its way to the database; its text is for the one answer alone. */
export interface FreshSecret {
  readonly text: string;
  readonly row: Omit<ClientSecret, 'clientId' | 'slot'>;
}

/** What became of the secrets that a client had before. */
export interface Rotation {
  /** Good until then, unless another rotation comes before; null when there was none. */
  readonly previous: { readonly id: string; readonly expiresAt: Date } | null;
  /** Good until now. */
  readonly ended: readonly string[];
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
    return { text, row: { ...stored, id: uuidv7(now), createdAt: new Date(now), expiresAt: null, lastUsedAt: null } };
  }

  /** Those that are good now, the oldest first; at most two. */
  list(clientId: string): Promise<ClientSecret[]> {
    return this.good(this.source.manager, clientId);
  }

  /**
   * Takes a free slot of the client, whose row the transaction has locked or made.
   * @returns null when both are taken
   */
  async insert(manager: Transaction, clientId: string, { row }: FreshSecret): Promise<ClientSecret | null> {
    await manager.delete(ClientSecret, { clientId, expiresAt: LessThanOrEqual(new Date(this.clock.now())) });
    const taken = await manager.findBy(ClientSecret, { clientId });
    const slot = [1, 2].find((candidate) => !taken.some((secret) => secret.slot === candidate));
    if (slot === undefined) return null;
    const secret: ClientSecret = { ...row, clientId, slot };
    await manager.insert(ClientSecret, secret);
    return secret;
  }

  /**
   * Puts a secret in the place of the one that was good until now, which stays good for a while; an earlier one ends now,
   * for there are never more than two. Of a client whose row the transaction has locked.
   * @param overlap milliseconds
   */
  async rotate(manager: Transaction, clientId: string, fresh: FreshSecret, overlap: number): Promise<Rotation> {
    const secrets = await this.good(manager, clientId);
    const replaced = secrets.filter(isEndless).at(-1);
    const ended = secrets.filter((secret) => secret !== replaced).map(({ id }) => id);
    if (ended.length > 0) await manager.delete(ClientSecret, { clientId, id: In(ended) });
    const previous = replaced && { id: replaced.id, expiresAt: new Date(this.clock.now() + overlap) };
    if (previous) await manager.update(ClientSecret, { id: previous.id, clientId }, { expiresAt: previous.expiresAt });
    if ((await this.insert(manager, clientId, fresh)) === null) throw new ChangedMeanwhile();
    return { previous: previous ?? null, ended };
  }

  /** None is good any more, of clients whose rows the transaction has locked. */
  async endAll(manager: Transaction, clientIds: readonly string[]): Promise<void> {
    await manager.delete(ClientSecret, { clientId: In(clientIds) });
  }

  /**
   * Deletes one of two, of a client whose row the transaction has locked. The last one stays, and with one that ends by
   * itself the other is the last.
   */
  async delete(manager: Transaction, clientId: string, id: string): Promise<'deleted' | 'unknown' | 'last'> {
    const secrets = await this.good(manager, clientId);
    if (!secrets.some((secret) => secret.id === id)) return 'unknown';
    if (!secrets.some((secret) => secret.id !== id && isEndless(secret))) return 'last';
    await manager.delete(ClientSecret, { id, clientId });
    return 'deleted';
  }

  private good(manager: Transaction, clientId: string): Promise<ClientSecret[]> {
    const lasting = [IsNull(), MoreThan(new Date(this.clock.now()))];
    return manager.find(ClientSecret, {
      where: lasting.map((expiresAt) => ({ clientId, expiresAt })),
      order: { id: 'ASC' },
    });
  }
}

function isEndless({ expiresAt }: ClientSecret): boolean {
  return expiresAt === null;
}
