import { Injectable } from '@nestjs/common';
import { DataSource, type FindOptionsWhere, In, IsNull, LessThanOrEqual, MoreThan, Raw } from 'typeorm';
import { Outbox } from '../../database/outbox.js';
import { ChangedMeanwhile, nextChange, type Transaction } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import type { PageRequest } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { AddressBan, type BanSource } from './address-ban.entity.js';
import type { HeldBan } from './ban.rules.js';

/** What is decided about a ban; ids and times are the store's. */
export type BanFields = Omit<AddressBan, 'id' | 'createdAt' | 'updatedAt'>;

/** Which bans a list shows. */
export interface BanFilters {
  readonly source?: BanSource;
  readonly range?: string;
}

/** In force at once: every process holds all of them in memory. */
const MOST_BANS = 10_000;
/** Of them automatic ones: somebody with many networks must leave room for those of administrators. */
const MOST_AUTOMATIC = 5_000;

/** All SQL of `address_bans`. Every change is told to every replica. */
@Injectable()
export class BanStore {
  constructor(
    private readonly source: DataSource,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** All that are in force. */
  current(): Promise<HeldBan[]> {
    return this.source.manager.find(AddressBan, {
      select: { id: true, range: true, network: true, expiresAt: true },
      where: this.inForce({}),
    });
  }

  /** Those of some networks that no ban in force is about, in their order. */
  async notBanned(networks: readonly string[]): Promise<string[]> {
    const where = this.inForce({ network: In(networks) });
    const banned = await this.source.manager.find(AddressBan, { select: { id: true, network: true }, where });
    const known = new Set(banned.map(({ network }) => network));
    return networks.filter((network) => !known.has(network));
  }

  /** In the order of their ids, one more than the page's limit. */
  list({ after, limit }: PageRequest, filters: BanFilters): Promise<AddressBan[]> {
    const where: FindOptionsWhere<AddressBan> = { ...filters, ...(after === null ? {} : { id: MoreThan(after) }) };
    return this.source.manager.find(AddressBan, { where, order: { id: 'ASC' }, take: limit + 1 });
  }

  findById(id: string): Promise<AddressBan | null> {
    return this.source.manager.findOneBy(AddressBan, { id });
  }

  /** @throws Problem 409 when there are too many already */
  async insert(manager: Transaction, fields: BanFields): Promise<AddressBan> {
    const now = this.clock.now();
    if ((await manager.count(AddressBan, { where: this.inForce({}) })) >= MOST_BANS) {
      throw Problem.conflict(`There are ${MOST_BANS} bans already. Lift some, or ban wider ranges.`);
    }
    // One that has run out may still be looked at; the next one takes its place.
    const { range, network } = fields;
    const whom = range === null ? { network: network ?? undefined } : { range };
    await manager.delete(AddressBan, { ...whom, expiresAt: LessThanOrEqual(new Date(now)) });
    const row: AddressBan = { ...fields, id: uuidv7(now), createdAt: new Date(now), updatedAt: new Date(now) };
    await manager.insert(AddressBan, row);
    await this.outbox.add(manager, 'bans', [row.id]);
    return row;
  }

  /** @returns null when the network is banned already, or there are too many automatic bans */
  async insertUnknown(
    manager: Transaction,
    fields: BanFields & { readonly network: string },
  ): Promise<AddressBan | null> {
    const { network, source } = fields;
    if (await manager.exists(AddressBan, { where: this.inForce({ network }) })) return null;
    const isFull = (await manager.count(AddressBan, { where: this.inForce({ source }) })) >= MOST_AUTOMATIC;
    return isFull ? null : this.insert(manager, fields);
  }

  /** @throws ChangedMeanwhile when the row is no longer what was read before */
  async update(manager: Transaction, before: AddressBan, fields: Partial<BanFields>): Promise<AddressBan> {
    const updatedAt = nextChange(before.updatedAt, this.clock.now());
    const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
    const where = { id: before.id, updatedAt: unchanged };
    const { affected } = await manager.update(AddressBan, where, { ...fields, updatedAt });
    if (affected !== 1) throw new ChangedMeanwhile();
    await this.outbox.add(manager, 'bans', [before.id]);
    return { ...before, ...fields, updatedAt };
  }

  /** @returns whether there was one */
  async delete(manager: Transaction, id: string): Promise<boolean> {
    const { affected } = await manager.delete(AddressBan, { id });
    if (affected === 1) await this.outbox.add(manager, 'bans', [id]);
    return affected === 1;
  }

  /** What a network was counted to have probed so far makes no ban any more. */
  async forgive(manager: Transaction, network: string): Promise<void> {
    await manager.query('UPDATE traffic_counters SET probes = 0 WHERE network = $1 AND probes > 0', [network]);
  }

  private inForce(whom: FindOptionsWhere<AddressBan>): FindOptionsWhere<AddressBan>[] {
    return [
      { ...whom, expiresAt: MoreThan(new Date(this.clock.now())) },
      { ...whom, expiresAt: IsNull() },
    ];
  }
}
