import { Injectable } from '@nestjs/common';
import { DataSource, type FindOptionsWhere, MoreThan, Raw } from 'typeorm';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import type { PageRequest } from '../../kernel/page.js';
import { ChangedMeanwhile, nextChange, type Transaction } from '../changes.store.js';
import { SignInProvider } from './sign-in-provider.entity.js';
import type { SignInProviderFields } from './sign-in-provider.view.js';

/** Which providers a list shows. */
export type SignInProviderFilters = Partial<Pick<SignInProvider, 'slug' | 'issuer' | 'status'>>;

/** A provider as the sign-in page offers it. */
export type OfferedProvider = Pick<SignInProvider, 'slug' | 'name' | 'authorizationEndpoint'>;

/** What is found out or made beside the fields. */
export type ProviderFindings = Pick<SignInProvider, 'sealedSecret' | 'secretSetAt' | 'authorizationEndpoint'>;

/** More buttons would be no page. */
const MOST_OFFERED = 20;

/** All SQL of `sign_in_providers`. */
@Injectable()
export class SignInProviderStore {
  constructor(
    private readonly source: DataSource,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** Those that people may sign in by now, by their names; a bounded list. */
  offered(): Promise<OfferedProvider[]> {
    return this.sql.rows<{ [Name in keyof OfferedProvider]: OfferedProvider[Name] }>(
      'sign_in_provider.offered',
      `SELECT slug, name, authorization_endpoint AS "authorizationEndpoint" FROM sign_in_providers
        WHERE status = 'active' ORDER BY lower(name), slug LIMIT ${MOST_OFFERED}`,
      [],
    );
  }

  findActive(slug: string): Promise<SignInProvider | null> {
    return this.source.manager.findOneBy(SignInProvider, { slug, status: 'active' });
  }

  /** Whether people are signed in by this issuer, or were. */
  async hasIssuer(issuer: string): Promise<boolean> {
    return (await this.source.manager.countBy(SignInProvider, { issuer })) > 0;
  }

  /** In the order of their ids, one more than the page's limit. */
  list({ after, limit }: PageRequest, filters: SignInProviderFilters): Promise<SignInProvider[]> {
    const where: FindOptionsWhere<SignInProvider> = { ...filters, ...(after === null ? {} : { id: MoreThan(after) }) };
    return this.source.manager.find(SignInProvider, { where, order: { id: 'ASC' }, take: limit + 1 });
  }

  findById(id: string): Promise<SignInProvider | null> {
    return this.source.manager.findOneBy(SignInProvider, { id });
  }

  async insert(
    manager: Transaction,
    id: string,
    fields: SignInProviderFields & ProviderFindings,
  ): Promise<SignInProvider> {
    const now = this.clock.now();
    const row: SignInProvider = { ...fields, id, createdAt: new Date(now), updatedAt: new Date(now) };
    await manager.insert(SignInProvider, row);
    return row;
  }

  /** @throws ChangedMeanwhile when the row is no longer what was read before */
  async update(
    manager: Transaction,
    before: SignInProvider,
    fields: SignInProviderFields & ProviderFindings,
  ): Promise<SignInProvider> {
    const updatedAt = nextChange(before.updatedAt, this.clock.now());
    const unchanged = Raw((column) => `date_trunc('milliseconds', ${column}) = :at`, { at: before.updatedAt });
    const { affected } = await manager.update(
      SignInProvider,
      { id: before.id, updatedAt: unchanged },
      { ...fields, updatedAt },
    );
    if (affected !== 1) throw new ChangedMeanwhile();
    return { ...before, ...fields, updatedAt };
  }

  /** The provider has moved: its metadata says so, and nobody has decided anything. */
  async noteEndpoint({ id, issuer }: SignInProvider, endpoint: string): Promise<void> {
    await this.sql.count(
      'sign_in_provider.note_endpoint',
      `UPDATE sign_in_providers SET authorization_endpoint = $3 WHERE id = $1 AND issuer = $2`,
      [id, issuer, endpoint],
    );
  }

  /** Whether a provider is what was read before and active, and stays so until the transaction ends. */
  async holdUnchanged(manager: Transaction, { id, updatedAt }: SignInProvider): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM sign_in_providers
        WHERE id = $1 AND status = 'active' AND date_trunc('milliseconds', updated_at) = $2 FOR SHARE`,
      [id, updatedAt],
    );
    return rows.length === 1;
  }

  /** Whether there is one; whoever is being signed in by it just now is signed in, or refused, before this returns. */
  async holdForRemoval(manager: Transaction, id: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>('SELECT 1 FROM sign_in_providers WHERE id = $1 FOR UPDATE', [id]);
    return rows.length === 1;
  }

  async delete(manager: Transaction, id: string): Promise<void> {
    await manager.delete(SignInProvider, { id });
  }
}
