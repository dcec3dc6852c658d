import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type FindOptionsWhere, MoreThan, Raw } from 'typeorm';
import { ChangedMeanwhile, nextChange, type Transaction } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import type { PageRequest } from '../../kernel/page.js';
import { EvidenceReceiver } from './evidence-receiver.entity.js';

/** Milliseconds for which a receiver is one process's alone, from the last piece that it took. */
const LEASE = 60_000;

/** What an administrator decides about a receiver. */
export type ReceiverFields = Pick<EvidenceReceiver, 'name' | 'kind' | 'url' | 'kinds' | 'decisions' | 'status'>;
/** What may be filtered by. */
export type ReceiverFilters = Partial<Pick<EvidenceReceiver, 'kind' | 'status'>>;

/** How far a receiver is. */
export interface Advance {
  readonly checkpoint: number;
  readonly after: string | null;
  readonly delivered: number;
  readonly missing: number;
}

/** All SQL of `evidence_receivers`. */
@Injectable()
export class EvidenceReceiverStore {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  findById(id: string): Promise<EvidenceReceiver | null> {
    return this.source.manager.findOneBy(EvidenceReceiver, { id });
  }

  /** In the order of their ids, one more than the page's limit. */
  list({ after, limit }: PageRequest, filters: ReceiverFilters): Promise<EvidenceReceiver[]> {
    const where: FindOptionsWhere<EvidenceReceiver> = {
      ...filters,
      ...(after === null ? {} : { id: MoreThan(after) }),
    };
    return this.source.manager.find(EvidenceReceiver, { where, order: { id: 'ASC' }, take: limit + 1 });
  }

  /** No two are registered at once, so that they can be counted. @returns how many there are */
  async countAlone(transaction: Transaction): Promise<number> {
    await transaction.query(`SELECT pg_advisory_xact_lock(hashtext('gatehouse.evidence_receivers'))`);
    return transaction.count(EvidenceReceiver);
  }

  async insert(transaction: Transaction, row: EvidenceReceiver): Promise<EvidenceReceiver> {
    await transaction.insert(EvidenceReceiver, row);
    return row;
  }

  /**
   * Whoever is sending has to begin anew: what they have in their hands may be for another place.
   * @throws ChangedMeanwhile when the row is no longer what was read before
   */
  async update(
    transaction: Transaction,
    before: EvidenceReceiver,
    fields: Partial<EvidenceReceiver>,
  ): Promise<EvidenceReceiver> {
    const updatedAt = nextChange(before.updatedAt, this.clock.now());
    const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
    const anew = { attempts: 0, nextAt: this.now(), lease: null, leasedUntil: null, updatedAt };
    const { affected } = await transaction.update(
      EvidenceReceiver,
      { id: before.id, updatedAt: unchanged },
      { ...fields, ...anew },
    );
    if (affected !== 1) throw new ChangedMeanwhile();
    return { ...before, ...fields, ...anew };
  }

  /** @returns whether there was one */
  async delete(transaction: Transaction, id: string): Promise<boolean> {
    const { affected } = await transaction.delete(EvidenceReceiver, { id });
    return affected === 1;
  }

  /** Takes up receivers that have something to come, by one statement: none that is another's. @param limit at most */
  async claim(limit: number): Promise<EvidenceReceiver[]> {
    const now = this.clock.now();
    const lease = randomUUID();
    await this.source.manager.query(
      `UPDATE evidence_receivers SET lease = $1, leased_until = $2 WHERE id IN (
         SELECT id FROM evidence_receivers
          WHERE status = 'active' AND next_at <= $3 AND (leased_until IS NULL OR leased_until <= $3)
            AND checkpoint < (SELECT max(number) FROM audit_checkpoints)
          ORDER BY next_at LIMIT $4 FOR UPDATE SKIP LOCKED)`,
      [lease, new Date(now + LEASE), new Date(now), limit],
    );
    return this.source.manager.findBy(EvidenceReceiver, { lease });
  }

  /** @returns the receiver where it is now; null when it is no longer this process's */
  async advance(
    receiver: EvidenceReceiver,
    { checkpoint, after, delivered, missing }: Advance,
  ): Promise<EvidenceReceiver | null> {
    const [, moved] = await this.source.manager.query<[unknown[], number]>(
      `UPDATE evidence_receivers SET checkpoint = $3, after = $4, delivered = delivered + $5, missing = missing + $6,
         delivered_at = CASE WHEN $5::int > 0 THEN $7::timestamptz ELSE delivered_at END, leased_until = $8,
         attempts = CASE WHEN $5::int > 0 THEN 0 ELSE attempts END,
         last_error = CASE WHEN $5::int > 0 THEN NULL ELSE last_error END
        WHERE id = $1 AND lease = $2`,
      [
        receiver.id,
        receiver.lease,
        checkpoint,
        after,
        delivered,
        missing,
        this.now(),
        new Date(this.clock.now() + LEASE),
      ],
    );
    if (moved !== 1) return null;
    return { ...receiver, checkpoint: String(checkpoint), after, attempts: delivered > 0 ? 0 : receiver.attempts };
  }

  /** There is nothing more for now, or it is others' turn: those who wait come before it. */
  async release({ id, lease }: EvidenceReceiver): Promise<void> {
    await this.source.manager.query(
      'UPDATE evidence_receivers SET lease = NULL, leased_until = NULL, next_at = $3 WHERE id = $1 AND lease = $2',
      [id, lease, this.now()],
    );
  }

  /** A try failed. @param wait milliseconds until the next; null when there is none */
  async fail(
    transaction: Transaction,
    { id, lease }: EvidenceReceiver,
    { wait, error }: { readonly wait: number | null; readonly error: string },
  ): Promise<boolean> {
    const [, failed] = await transaction.query<[unknown[], number]>(
      `UPDATE evidence_receivers SET attempts = attempts + 1, next_at = $3, last_error = $4, lease = NULL, leased_until = NULL,
         status = CASE WHEN $5 THEN 'suspended' ELSE status END
        WHERE id = $1 AND lease = $2`,
      [id, lease, new Date(this.clock.now() + (wait ?? 0)), error.slice(0, 500), wait === null],
    );
    return failed === 1;
  }

  /** All there are, which are few. */
  all(): Promise<EvidenceReceiver[]> {
    return this.source.manager.find(EvidenceReceiver, { order: { id: 'ASC' } });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
