import { Injectable } from '@nestjs/common';
import { DataSource, type FindOptionsWhere, MoreThan } from 'typeorm';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import type { PageRequest } from '../../kernel/page.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import type { Transaction } from '../changes.store.js';
import { User } from '../users/user.entity.js';
import { UserIdentity } from './user-identity.entity.js';

/** As whom an issuer knows somebody. */
export type ForeignIdentity = Pick<UserIdentity, 'issuer' | 'tenant' | 'subject'>;

/** All SQL of `user_identities`. */
@Injectable()
export class UserIdentityStore {
  constructor(
    private readonly source: DataSource,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** The person who is linked; whether they are active is for the caller to see. */
  async person({ issuer, tenant, subject }: ForeignIdentity): Promise<User | null> {
    const [row] = await this.sql.rows<{ [Name in keyof User]: User[Name] }>(
      'user_identity.person',
      `SELECT u.id, u.email, u.name, u.roles, u.groups, u.status, u.created_at AS "createdAt", u.updated_at AS "updatedAt"
         FROM user_identities i JOIN users u ON u.id = i.user_id
        WHERE i.issuer = $1 AND i.tenant = $2 AND i.subject = $3`,
      [issuer, tenant, subject],
    );
    return row ?? null;
  }

  /** Roles that a person has because of this identity alone; empty when it is nobody's. */
  async grantedRoles({ issuer, tenant, subject }: ForeignIdentity): Promise<string[]> {
    const [row] = await this.sql.rows<{ roles: string[] }>(
      'user_identity.granted_roles',
      `SELECT granted_roles AS roles FROM user_identities WHERE issuer = $1 AND tenant = $2 AND subject = $3`,
      [issuer, tenant, subject],
    );
    return row?.roles ?? [];
  }

  /** @returns whether there is such a link */
  async grant(manager: Transaction, identity: ForeignIdentity, grantedRoles: string[]): Promise<boolean> {
    const { issuer, tenant, subject } = identity;
    const { affected } = await manager.update(UserIdentity, { issuer, tenant, subject }, { grantedRoles });
    return affected === 1;
  }

  /** Whether this still is who the person is there, and stays so until the transaction ends. */
  async hold(manager: Transaction, userId: string, { issuer, tenant, subject }: ForeignIdentity): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM user_identities WHERE user_id = $1 AND issuer = $2 AND tenant = $3 AND subject = $4 FOR SHARE`,
      [userId, issuer, tenant, subject],
    );
    return rows.length === 1;
  }

  /** Whether the issuer knows a person under another name than this, in whatever tenant. */
  async isAnother(userId: string, { issuer, tenant, subject }: ForeignIdentity): Promise<boolean> {
    const rows = await this.sql.rows<{ one: number }>(
      'user_identity.another',
      `SELECT 1 AS one FROM user_identities
        WHERE user_id = $1 AND issuer = $2 AND (tenant, subject) <> ($3, $4) LIMIT 1`,
      [userId, issuer, tenant, subject],
    );
    return rows.length > 0;
  }

  find(userId: string, id: string): Promise<UserIdentity | null> {
    return this.source.manager.findOneBy(UserIdentity, { id, userId });
  }

  /** In the order of their ids, one more than the page's limit. */
  list(userId: string, { after, limit }: PageRequest): Promise<readonly UserIdentity[]> {
    const where: FindOptionsWhere<UserIdentity> = { userId, ...(after === null ? {} : { id: MoreThan(after) }) };
    return this.source.manager.find(UserIdentity, { where, order: { id: 'ASC' }, take: limit + 1 });
  }

  /** @param grantedRoles that the person has because of it */
  async insert(
    manager: Transaction,
    userId: string,
    identity: ForeignIdentity,
    grantedRoles: string[] = [],
  ): Promise<UserIdentity> {
    const row = { ...this.row(userId, identity), grantedRoles };
    await manager.insert(UserIdentity, row);
    return row;
  }

  /**
   * Links a person whom an issuer found by an e-mail address, if it still is theirs, they are active, and the issuer
   * does not know them under another name, in whatever tenant.
   * @returns whether a link was written; not when there is one by now, of whomever
   */
  async insertFound(manager: Transaction, person: User, identity: ForeignIdentity): Promise<boolean> {
    const where = { id: person.id, email: person.email, status: 'active' } as const;
    // One at a time for each person: two names of one address at once must not both be linked.
    const held = await manager.findOne(User, { where, lock: { mode: 'for_no_key_update' } });
    // Whoever may say which issuers are believed would become one.
    if (held === null || held.roles.includes('owner')) return false;
    const { issuer } = identity;
    if ((await manager.countBy(UserIdentity, { userId: person.id, issuer })) > 0) return false;
    const row = this.row(person.id, identity);
    const made = await manager.query<unknown[]>(
      `INSERT INTO user_identities (id, user_id, issuer, tenant, subject, created_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT ON CONSTRAINT user_identities_one DO NOTHING RETURNING 1`,
      [row.id, row.userId, row.issuer, row.tenant, row.subject, row.createdAt],
    );
    return made.length === 1;
  }

  /** @returns whether it was still there, with the same roles because of it */
  async delete(manager: Transaction, { id, userId, grantedRoles }: UserIdentity): Promise<boolean> {
    const [, deleted] = await manager.query<[unknown[], number]>(
      'DELETE FROM user_identities WHERE id = $1 AND user_id = $2 AND granted_roles = $3',
      [id, userId, grantedRoles],
    );
    return deleted === 1;
  }

  private row(userId: string, { issuer, tenant, subject }: ForeignIdentity): UserIdentity {
    const now = this.clock.now();
    return { id: uuidv7(now), userId, issuer, tenant, subject, grantedRoles: [], createdAt: new Date(now) };
  }
}
