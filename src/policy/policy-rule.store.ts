import { Injectable } from '@nestjs/common';
import { Raw } from 'typeorm';
import { Outbox } from '../database/outbox.js';
import { Sql } from '../database/sql.js';
import { ChangedMeanwhile, nextChange, type Transaction } from '../identity/changes.store.js';
import { Clock } from '../kernel/clock.js';
import type { PageRequest } from '../kernel/page.js';
import { uuidv7 } from '../kernel/uuid-v7.js';
import type { UpstreamKind } from '../proxy/upstreams/upstream.entity.js';
import { PolicyRule } from './policy-rule.entity.js';

/** What an administrator decides about a rule; ids and times are the store's. */
export type PolicyRuleFields = Omit<PolicyRule, 'id' | 'createdAt' | 'updatedAt'>;

/** A rule, and which upstream it is of. */
export interface ListedRule extends PolicyRule {
  readonly upstream: string;
  readonly upstreamKind: UpstreamKind;
}

/** Which rules a list shows. */
export interface PolicyRuleFilters {
  readonly upstream?: string;
  readonly principal_type?: string;
  readonly principal_id?: string;
  readonly effect?: string;
  readonly mode?: string;
}

type Plain<T> = { [Name in keyof T]: T[Name] };

const columns = `r.id, r.upstream_id AS "upstreamId", r.effect, r.principal_type AS "principalType",
  r.principal_id AS "principalId", r.subject_kind AS "subjectKind", r.subject, r.arguments, r.conditions, r.mode,
  r.justification, r.created_at AS "createdAt", r.updated_at AS "updatedAt"`;
const listed = `SELECT ${columns}, u.name AS upstream, u.kind AS "upstreamKind"
  FROM policy_rules r JOIN upstreams u ON u.id = r.upstream_id`;

/** All SQL of `policy_rules` and of `policy_state`. */
@Injectable()
export class PolicyRuleStore {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  /** All rules of an upstream, in the order in which they were made. */
  ofUpstream(upstreamId: string): Promise<PolicyRule[]> {
    return this.sql.rows<Plain<PolicyRule>>(
      'policy_rule.of_upstream',
      `SELECT ${columns} FROM policy_rules r WHERE r.upstream_id = $1 ORDER BY r.id`,
      [upstreamId],
    );
  }

  /** Number of changes of rules so far. */
  async version(): Promise<string> {
    const [row] = await this.sql.rows<{ version: string }>('policy.version', 'SELECT version FROM policy_state', []);
    return row?.version ?? '0';
  }

  async find(id: string): Promise<ListedRule | null> {
    const [row] = await this.sql.query<Plain<ListedRule>>(`${listed} WHERE r.id = $1`, [id]);
    return row ?? null;
  }

  /** In the order of their ids, one more than the page's limit. */
  list({ after, limit }: PageRequest, filters: PolicyRuleFilters): Promise<ListedRule[]> {
    const { upstream, principal_type, principal_id, effect, mode } = filters;
    return this.sql.query<Plain<ListedRule>>(
      `${listed} WHERE ($1::uuid IS NULL OR r.id > $1) AND ($2::text IS NULL OR u.name = $2)
        AND ($3::text IS NULL OR r.principal_type = $3) AND ($4::text IS NULL OR r.principal_id = $4)
        AND ($5::text IS NULL OR r.effect = $5) AND ($6::text IS NULL OR r.mode = $6) ORDER BY r.id LIMIT $7`,
      [after, upstream ?? null, principal_type ?? null, principal_id ?? null, effect ?? null, mode ?? null, limit + 1],
    );
  }

  async insert(transaction: Transaction, fields: PolicyRuleFields): Promise<PolicyRule> {
    const now = this.clock.now();
    const row = { ...fields, id: uuidv7(now), createdAt: new Date(now), updatedAt: new Date(now) };
    await transaction.insert(PolicyRule, row);
    await this.changed(transaction, fields.upstreamId);
    return row;
  }

  /** @throws ChangedMeanwhile when the row is no longer what was read before */
  async update(transaction: Transaction, before: PolicyRule, fields: PolicyRuleFields): Promise<void> {
    const updatedAt = nextChange(before.updatedAt, this.clock.now());
    const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
    const set = { ...fields, updatedAt } as never;
    const { affected } = await transaction.update(PolicyRule, { id: before.id, updatedAt: unchanged }, set);
    if (affected !== 1) throw new ChangedMeanwhile();
    for (const id of new Set([before.upstreamId, fields.upstreamId])) await this.changed(transaction, id);
  }

  /** @returns whether there was one */
  async delete(transaction: Transaction, { id, upstreamId }: PolicyRule): Promise<boolean> {
    const { affected } = await transaction.delete(PolicyRule, { id });
    if (affected === 1) await this.changed(transaction, upstreamId);
    return affected === 1;
  }

  /** Whoever reads the upstream next knows that its rules are others, and whoever has streams of it hears. @throws ChangedMeanwhile when it is gone */
  private async changed(transaction: Transaction, upstreamId: string): Promise<void> {
    const [, touched] = await transaction.query<[unknown[], number]>(
      `WITH next AS (UPDATE policy_state SET version = version + 1 RETURNING version)
       UPDATE upstreams SET policy_version = next.version FROM next WHERE id = $1`,
      [upstreamId],
    );
    if (touched !== 1) throw new ChangedMeanwhile();
    await this.outbox.add(transaction, 'upstreams', [upstreamId]);
  }
}
