import { Injectable } from '@nestjs/common';
import { DataSource, type FindOptionsWhere, MoreThan, Raw } from 'typeorm';
import { Sql } from '../../database/sql.js';
import { ChangedMeanwhile, nextChange, type Transaction } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import type { PageRequest } from '../../kernel/page.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { AuthorizationServer } from './authorization-server.entity.js';

/** What an administrator decides about an authorization server; ids and times are the store's. */
export type AuthorizationServerFields = Omit<AuthorizationServer, 'id' | 'createdAt' | 'updatedAt'>;

/** Which authorization servers a list shows. */
export type AuthorizationServerFilters = Partial<Pick<AuthorizationServer, 'issuer' | 'status'>>;

/** For whom and for what an ID-JAG may be issued. */
export type Addressee = Pick<AuthorizationServer, 'issuer' | 'resources' | 'scope' | 'clients'>;

/** All SQL of `authorization_servers`. */
@Injectable()
export class AuthorizationServerStore {
  constructor(
    private readonly source: DataSource,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** @returns null when no active one has this issuer */
  async findActive(issuer: string): Promise<Addressee | null> {
    const [row] = await this.sql.rows<{ [Name in keyof Addressee]: Addressee[Name] }>(
      'authorization_server.active',
      `SELECT issuer, resources, scope, clients FROM authorization_servers WHERE issuer = $1 AND status = 'active'`,
      [issuer],
    );
    return row ?? null;
  }

  /** In the order of their ids, one more than the page's limit. */
  list({ after, limit }: PageRequest, filters: AuthorizationServerFilters): Promise<AuthorizationServer[]> {
    const where: FindOptionsWhere<AuthorizationServer> = {
      ...filters,
      ...(after === null ? {} : { id: MoreThan(after) }),
    };
    return this.source.manager.find(AuthorizationServer, { where, order: { id: 'ASC' }, take: limit + 1 });
  }

  findById(id: string): Promise<AuthorizationServer | null> {
    return this.source.manager.findOneBy(AuthorizationServer, { id });
  }

  async insert(manager: Transaction, fields: AuthorizationServerFields): Promise<AuthorizationServer> {
    const now = this.clock.now();
    const row: AuthorizationServer = { ...fields, id: uuidv7(now), createdAt: new Date(now), updatedAt: new Date(now) };
    await manager.insert(AuthorizationServer, row);
    return row;
  }

  /** @throws ChangedMeanwhile when the row is no longer what was read before */
  async update(
    manager: Transaction,
    before: AuthorizationServer,
    fields: AuthorizationServerFields,
  ): Promise<AuthorizationServer> {
    const updatedAt = nextChange(before.updatedAt, this.clock.now());
    const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
    const where = { id: before.id, updatedAt: unchanged };
    const { affected } = await manager.update(AuthorizationServer, where, { ...fields, updatedAt });
    if (affected !== 1) throw new ChangedMeanwhile();
    return { ...before, ...fields, updatedAt };
  }

  /** @returns whether there was one */
  async delete(manager: Transaction, id: string): Promise<boolean> {
    const { affected } = await manager.delete(AuthorizationServer, { id });
    return affected === 1;
  }
}
