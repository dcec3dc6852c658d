import { Injectable } from '@nestjs/common';
import { DataSource, type FindOptionsWhere, MoreThan, Raw } from 'typeorm';
import { Outbox } from '../../database/outbox.js';
import { SharedRead } from '../../database/shared-read.js';
import { Sql } from '../../database/sql.js';
import { ChangedMeanwhile, nextChange, type Transaction } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import type { PageRequest } from '../../kernel/page.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Settings } from '../../settings/settings.js';
import { Upstream, type UpstreamKind } from './upstream.entity.js';
import { readResource, UPSTREAM_NAME } from './upstream.rules.js';
import { UpstreamToken } from './upstream-token.entity.js';
import { type FoundUpstream, Upstreams, type UpstreamState } from './upstreams.contract.js';

/** What an administrator decides about an upstream; ids and times are the store's. */
export type UpstreamFields = Omit<Upstream, 'id' | 'policyVersion' | 'createdAt' | 'updatedAt'>;

/** Which upstreams a list shows. */
export type UpstreamFilters = Partial<Pick<Upstream, 'kind' | 'name' | 'status'>>;

/** All SQL of `upstreams`; what was obtained by the credential that an upstream had before goes with each change. */
@Injectable()
export class UpstreamStore extends Upstreams {
  /** By kind and name, in one text. */
  private readonly named = new SharedRead((names) => this.read(names));

  constructor(
    private readonly source: DataSource,
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async find(kind: UpstreamKind, name: string): Promise<FoundUpstream | null> {
    // What cannot be a name is not asked of the database, which refuses a NUL with an error.
    return UPSTREAM_NAME.test(name) ? this.named.find(`${kind} ${name}`) : null;
  }

  async findByResource(resource: string): Promise<FoundUpstream | null> {
    const named = readResource(resource, this.settings.publicBases);
    return named && this.find(named.kind, named.name);
  }

  states(ids: readonly string[]): Promise<readonly UpstreamState[]> {
    return this.sql.rows<{ [Name in keyof UpstreamState]: UpstreamState[Name] }>(
      'upstream.states',
      `SELECT id, status, policy_version AS "policyVersion", updated_at AS "updatedAt"
         FROM upstreams WHERE id = ANY($1::uuid[])`,
      [ids],
    );
  }

  page(request: PageRequest): Promise<readonly Upstream[]> {
    return this.list(request, { status: 'active' });
  }

  /** In the order of their ids, one more than the page's limit. */
  list({ after, limit }: PageRequest, filters: UpstreamFilters): Promise<readonly Upstream[]> {
    const where: FindOptionsWhere<Upstream> = { ...filters, ...(after === null ? {} : { id: MoreThan(after) }) };
    return this.source.manager.find(Upstream, { where, order: { id: 'ASC' }, take: limit + 1 });
  }

  findById(id: string): Promise<Upstream | null> {
    return this.source.manager.findOneBy(Upstream, { id });
  }

  async insert(manager: Transaction, fields: UpstreamFields): Promise<Upstream> {
    const now = this.clock.now();
    const times = { createdAt: new Date(now), updatedAt: new Date(now) };
    const row: Upstream = { ...fields, id: uuidv7(now), policyVersion: '0', ...times };
    await manager.insert(Upstream, row);
    return row;
  }

  /** @throws ChangedMeanwhile when the row is no longer what was read before */
  async update(manager: Transaction, before: Upstream, fields: UpstreamFields): Promise<Upstream> {
    const updatedAt = nextChange(before.updatedAt, this.clock.now());
    const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
    const { affected } = await manager.update(
      Upstream,
      { id: before.id, updatedAt: unchanged },
      { ...fields, updatedAt },
    );
    if (affected !== 1) throw new ChangedMeanwhile();
    await manager.delete(UpstreamToken, { upstreamId: before.id });
    await this.outbox.add(manager, 'upstreams', [before.id]);
    return { ...before, ...fields, updatedAt };
  }

  /** @returns whether there was one */
  async delete(manager: Transaction, id: string): Promise<boolean> {
    await manager.delete(UpstreamToken, { upstreamId: id });
    const { affected } = await manager.delete(Upstream, { id });
    if (affected === 1) await this.outbox.add(manager, 'upstreams', [id]);
    return affected === 1;
  }

  private async read(names: readonly string[]): Promise<Map<string, FoundUpstream>> {
    const rows = await this.sql.rows<{ [Name in keyof FoundUpstream]: FoundUpstream[Name] }>(
      'upstream.find',
      `SELECT u.id, u.name, u.kind, u.url, u.transport, u.required_scopes AS "requiredScopes",
              u.required_token_binding AS "requiredTokenBinding", u.credential,
              u.sealed_credential AS "sealedCredential", u.policy_default AS "policyDefault",
              u.policy_version AS "policyVersion", u.timeouts, u.limits, u.status,
              u.created_at AS "createdAt", u.updated_at AS "updatedAt",
              (1000000 * extract(epoch FROM clock_timestamp()))::bigint::float8 AS "readAt",
              EXISTS (SELECT FROM shown_lists l WHERE l.upstream_id = u.id AND l.tools IS NOT NULL) AS mirrors
         FROM unnest($1::text[]) AS asked (name)
         JOIN upstreams u ON u.kind = split_part(asked.name, ' ', 1) AND u.name = split_part(asked.name, ' ', 2)`,
      [names],
    );
    return new Map(rows.map((upstream) => [`${upstream.kind} ${upstream.name}`, upstream]));
  }
}
