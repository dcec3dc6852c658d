import { Injectable } from '@nestjs/common';
import { ArrayOverlap, DataSource, type FindOptionsWhere, MoreThan, Raw } from 'typeorm';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import type { PageRequest } from '../../kernel/page.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { ChangedMeanwhile, nextChange, type Transaction } from '../changes.store.js';
import { type IssuerUse, TrustedIssuer } from './trusted-issuer.entity.js';

/** What an administrator decides about an issuer; ids and times are the store's. */
export type IssuerFields = Omit<TrustedIssuer, 'id' | 'createdAt' | 'updatedAt'>;

/** Which issuers a list shows. */
export type IssuerFilters = Partial<Pick<TrustedIssuer, 'issuer' | 'status'>>;

/** All SQL of `trusted_issuers`. */
@Injectable()
export class TrustedIssuerStore {
  constructor(
    private readonly source: DataSource,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** @param issuer as a token has it; compared as a string */
  async findByName(issuer: string): Promise<TrustedIssuer | null> {
    const [row] = await this.sql.rows<{ [Name in keyof TrustedIssuer]: TrustedIssuer[Name] }>(
      'trusted_issuer.find',
      `SELECT id, issuer, name, jwks_uri AS "jwksUri", jwks, audiences, algorithms, uses, single_use AS "singleUse",
              scope, clients, link_verified_email AS "linkVerifiedEmail", status, created_at AS "createdAt",
              updated_at AS "updatedAt"
         FROM trusted_issuers WHERE issuer = $1`,
      [issuer],
    );
    return row ?? null;
  }

  find(id: string): Promise<TrustedIssuer | null> {
    return this.source.manager.findOneBy(TrustedIssuer, { id });
  }

  /** In the order of their ids, one more than the page's limit. */
  list({ after, limit }: PageRequest, filters: IssuerFilters): Promise<readonly TrustedIssuer[]> {
    const where: FindOptionsWhere<TrustedIssuer> = { ...filters, ...(after === null ? {} : { id: MoreThan(after) }) };
    return this.source.manager.find(TrustedIssuer, { where, order: { id: 'ASC' }, take: limit + 1 });
  }

  /** Whether there is an active one that is trusted for one of the uses. */
  someUsedFor(uses: readonly IssuerUse[]): Promise<boolean> {
    return this.source.manager.existsBy(TrustedIssuer, { status: 'active', uses: ArrayOverlap([...uses]) });
  }

  async insert(manager: Transaction, fields: IssuerFields): Promise<TrustedIssuer> {
    const now = this.clock.now();
    const row: TrustedIssuer = { ...fields, id: uuidv7(now), createdAt: new Date(now), updatedAt: new Date(now) };
    await manager.insert(TrustedIssuer, row);
    return row;
  }

  /** @throws ChangedMeanwhile when the row is no longer what was read before */
  async update(manager: Transaction, before: TrustedIssuer, fields: IssuerFields): Promise<TrustedIssuer> {
    const updatedAt = nextChange(before.updatedAt, this.clock.now());
    const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
    const { affected } = await manager.update(
      TrustedIssuer,
      { id: before.id, updatedAt: unchanged },
      { ...fields, updatedAt },
    );
    if (affected !== 1) throw new ChangedMeanwhile();
    return { ...before, ...fields, updatedAt };
  }

  /** @returns whether there was one; its rules go with it */
  async delete(manager: Transaction, id: string): Promise<boolean> {
    const { affected } = await manager.delete(TrustedIssuer, { id });
    return affected === 1;
  }
}
