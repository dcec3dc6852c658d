import { Injectable } from '@nestjs/common';
import { DataSource, type FindOptionsWhere, MoreThan, Raw } from 'typeorm';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import type { PageRequest } from '../../kernel/page.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { ChangedMeanwhile, nextChange, type Transaction } from '../changes.store.js';
import { TrustedIssuer } from './trusted-issuer.entity.js';
import { WorkloadRule } from './workload-rule.entity.js';

/** What an administrator decides about a rule; ids and times are the store's. */
export type RuleFields = Omit<WorkloadRule, 'id' | 'issuerId' | 'createdAt' | 'updatedAt'>;

/** Every token of an issuer is held against all of its rules. */
export const MOST_RULES = 200;

/** All SQL of `workload_rules`. */
@Injectable()
export class WorkloadRuleStore {
  constructor(
    private readonly source: DataSource,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** All rules of an issuer, active or not, the oldest first. */
  ofIssuer(issuerId: string): Promise<WorkloadRule[]> {
    return this.sql.rows<{ [Name in keyof WorkloadRule]: WorkloadRule[Name] }>(
      'workload_rule.of_issuer',
      `SELECT id, issuer_id AS "issuerId", name, claims, client_id AS "clientId", scope, resources, status,
              created_at AS "createdAt", updated_at AS "updatedAt"
         FROM workload_rules WHERE issuer_id = $1 ORDER BY id`,
      [issuerId],
    );
  }

  find(issuerId: string, id: string): Promise<WorkloadRule | null> {
    return this.source.manager.findOneBy(WorkloadRule, { id, issuerId });
  }

  /** In the order of their ids, one more than the page's limit. */
  list(issuerId: string, { after, limit }: PageRequest): Promise<readonly WorkloadRule[]> {
    const where: FindOptionsWhere<WorkloadRule> = { issuerId, ...(after === null ? {} : { id: MoreThan(after) }) };
    return this.source.manager.find(WorkloadRule, { where, order: { id: 'ASC' }, take: limit + 1 });
  }

  /** @returns null when the issuer is gone, `full` when it has as many rules as there may be */
  async insert(manager: Transaction, issuerId: string, fields: RuleFields): Promise<WorkloadRule | null | 'full'> {
    // One at a time for each issuer, so that the count holds.
    const lock = { mode: 'for_no_key_update' } as const;
    if ((await manager.findOne(TrustedIssuer, { where: { id: issuerId }, lock })) === null) return null;
    if ((await manager.countBy(WorkloadRule, { issuerId })) >= MOST_RULES) return 'full';
    const now = this.clock.now();
    const times = { createdAt: new Date(now), updatedAt: new Date(now) };
    const row: WorkloadRule = { ...fields, id: uuidv7(now), issuerId, ...times };
    await manager.insert(WorkloadRule, row);
    return row;
  }

  /** @throws ChangedMeanwhile when the row is no longer what was read before */
  async update(manager: Transaction, before: WorkloadRule, fields: RuleFields): Promise<WorkloadRule> {
    const updatedAt = nextChange(before.updatedAt, this.clock.now());
    const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
    const { affected } = await manager.update(
      WorkloadRule,
      { id: before.id, updatedAt: unchanged },
      { ...fields, updatedAt },
    );
    if (affected !== 1) throw new ChangedMeanwhile();
    return { ...before, ...fields, updatedAt };
  }

  /** @returns whether there was one */
  async delete(manager: Transaction, issuerId: string, id: string): Promise<boolean> {
    const { affected } = await manager.delete(WorkloadRule, { id, issuerId });
    return affected === 1;
  }
}
