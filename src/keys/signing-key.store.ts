import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, MoreThanOrEqual, Not } from 'typeorm';
import type { EvidenceEvent } from '../audit/evidence.contract.js';
import { RecordedTransactions } from '../audit/recorded-transactions.store.js';
import { SigningKey } from './signing-key.entity.js';

/** All SQL of `signing_keys`. */
@Injectable()
export class SigningKeyStore {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: RecordedTransactions,
  ) {}

  /** The ring: active, next, and what was retired since a moment; in this order, then by algorithm. */
  ring(retiredSince: Date): Promise<SigningKey[]> {
    return this.source.manager.find(SigningKey, {
      where: [{ state: Not('retired') }, { retiredAt: MoreThanOrEqual(retiredSince) }],
      order: { state: 'ASC', algorithm: 'ASC', createdAt: 'DESC' },
    });
  }

  /** Active and next keys. */
  current(): Promise<SigningKey[]> {
    return currentOf(this.source.manager);
  }

  /** Forgets keys that were retired before a moment. */
  async deleteRetired(before: Date): Promise<void> {
    await this.source.query(`DELETE FROM signing_keys WHERE state = 'retired' AND retired_at < $1`, [before]);
  }

  /** One transaction that no other replica's can overlap; each of its statements sees what the last one left. */
  alone<T>(work: (keys: LockedKeys) => Promise<T>): Promise<T> {
    return this.transactions.run(async (manager, tell) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('gatehouse.keys'))`);
      return work(new LockedKeys(manager, tell));
    });
  }
}

/** What may be done to the ring while nobody else does. */
export class LockedKeys {
  constructor(
    private readonly manager: EntityManager,
    /** Evidence that stands or falls with what was done. */
    readonly tell: (event: EvidenceEvent) => void,
  ) {}

  current(): Promise<SigningKey[]> {
    return currentOf(this.manager);
  }

  async insert(keys: readonly SigningKey[]): Promise<void> {
    for (const key of keys) await this.manager.insert(SigningKey, key);
  }

  /** Active keys retire, next keys take their place; the unique index admits no other order. */
  async promote(at: Date): Promise<void> {
    await this.manager.update(SigningKey, { state: 'active' }, { state: 'retired', retiredAt: at });
    await this.manager.update(SigningKey, { state: 'next' }, { state: 'active', activatedAt: at });
  }
}

function currentOf(manager: EntityManager): Promise<SigningKey[]> {
  return manager.find(SigningKey, {
    where: { state: In(['active', 'next']) },
    order: { algorithm: 'ASC', state: 'ASC' },
  });
}
