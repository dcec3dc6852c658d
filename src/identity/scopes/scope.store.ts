import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan } from 'typeorm';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import type { PageRequest } from '../../kernel/page.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { ChangedMeanwhile, type Transaction } from '../changes.store.js';
import { CustomScope } from './scope.entity.js';

/** More would make every discovery document, which lists them, too long to be read. */
const MOST_SCOPES = 1000;

/** Where the names of scopes stand in other tables. */
const uses = [
  { table: 'clients', column: 'scope', what: 'a client' },
  { table: 'users', column: 'roles', what: 'a user' },
  { table: 'upstreams', column: 'required_scopes', what: 'an upstream' },
  { table: 'trusted_issuers', column: 'scope', what: 'a trusted issuer' },
  { table: 'workload_rules', column: 'scope', what: 'a rule for workloads' },
  {
    table: `access_keys JOIN sessions ON sessions.id = session_id AND closed_at IS NULL AND sessions.expires_at > now()`,
    column: 'access_keys.scope',
    what: 'an access key',
  },
] as const;

/** All SQL of `scopes`. */
@Injectable()
export class ScopeStore {
  constructor(
    private readonly source: DataSource,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  named(names: readonly string[]): Promise<Pick<CustomScope, 'name' | 'tier' | 'description'>[]> {
    return this.sql.rows('scope.named', 'SELECT name, tier, description FROM scopes WHERE name = ANY($1)', [names]);
  }

  /** In the order of their ids, one more than the page's limit. */
  list({ after, limit }: PageRequest): Promise<CustomScope[]> {
    const where = after === null ? {} : { id: MoreThan(after) };
    return this.source.manager.find(CustomScope, { where, order: { id: 'ASC' }, take: limit + 1 });
  }

  /** In the order in which they were made. */
  all(): Promise<Pick<CustomScope, 'name' | 'tier' | 'description'>[]> {
    return this.sql.rows('scope.all', 'SELECT name, tier, description FROM scopes ORDER BY id LIMIT $1', [MOST_SCOPES]);
  }

  /** @returns false when there are as many as there may be */
  async insert(manager: Transaction, fields: Pick<CustomScope, 'name' | 'tier' | 'description'>): Promise<boolean> {
    // One at a time, so that the count holds.
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('gatehouse.scopes'))`);
    if ((await manager.count(CustomScope)) >= MOST_SCOPES) return false;
    const now = this.clock.now();
    await manager.insert(CustomScope, { ...fields, id: uuidv7(now), createdAt: new Date(now) });
    return true;
  }

  /**
   * Keeps scopes from being deleted until the transaction ends: names in lists have no foreign key.
   * @throws ChangedMeanwhile when one is gone
   */
  async hold(manager: Transaction, names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const where = { name: In([...names]) };
    const held = await manager.find(CustomScope, { where, lock: { mode: 'for_key_share' } });
    if (held.length < new Set(names).size) throw new ChangedMeanwhile();
  }

  /** @returns who uses it, and then it stays; null when there was none; else that it is deleted */
  async delete(manager: Transaction, name: string): Promise<'deleted' | null | { usedBy: string }> {
    const scope = await manager.findOne(CustomScope, { where: { name }, lock: { mode: 'pessimistic_write' } });
    if (scope === null) return null;
    // A statement of its own after the lock: it sees what those wrote who held the scope until now.
    for (const { table, column, what } of uses) {
      const [use] = await manager.query<unknown[]>(`SELECT 1 FROM ${table} WHERE $1 = ANY(${column}) LIMIT 1`, [name]);
      if (use !== undefined) return { usedBy: what };
    }
    await manager.delete(CustomScope, { name });
    return 'deleted';
  }
}
