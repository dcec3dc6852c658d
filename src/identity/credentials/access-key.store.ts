import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { MOST_AT_ONCE } from '../../http/bulk.js';
import { Clock } from '../../kernel/clock.js';
import { keyedHash } from '../../kernel/one-time-secret.js';
import type { Lineage } from '../../kernel/lineage.js';
import type { PageRequest } from '../../kernel/page.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Secrets } from '../../settings/secrets.js';
import { ChangedMeanwhile, type Transaction } from '../changes.store.js';
import { lineageColumns } from '../sessions/lineage.rules.js';
import type { User } from '../users/user.entity.js';
import { AccessKey } from './access-key.entity.js';
import { newAccessKey } from './access-key.rules.js';

/** What is decided about a key when it is made. */
export type AccessKeyFields = Pick<AccessKey, 'userId' | 'name' | 'scope' | 'resources' | 'addresses' | 'expiresAt'>;

/** A key on its way to the database; its text is for the one answer alone. */
export interface FreshAccessKey {
  readonly text: string;
  readonly row: AccessKey;
}

/** A key as it is presented: with its session and its owner, from one snapshot. */
export interface PresentedAccessKey extends Omit<AccessKey, 'hash' | 'name'>, Lineage {
  readonly expired: boolean;
  /** Whether its session is there and was not closed. */
  readonly open: boolean;
  readonly ownerActive: boolean;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}

/** A key as lists show it. */
export interface ListedAccessKey extends Omit<AccessKey, 'hash'> {
  readonly active: boolean;
  readonly closedAt: Date | null;
  readonly closeReason: string | null;
}

/** Which keys a list shows. */
export interface AccessKeyFilters {
  readonly user_id?: string;
  readonly active?: boolean;
}

/** Which live keys are meant: those of which all of it is true. Times are RFC 3339. */
export interface MeantAccessKeys {
  readonly user_id?: string;
  readonly created_before?: string;
  readonly unused_since?: string;
}

/** A key that ends together with others. */
export type EndedAccessKey = Pick<AccessKey, 'id' | 'userId' | 'sessionId'>;

const MINUTE = 60_000;

const columns = `k.id, k.user_id AS "userId", k.session_id AS "sessionId", k.scope, k.resources, k.addresses,
  k.created_at AS "createdAt", k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt"`;
const live = `(k.expires_at > $1 AND coalesce(s.closed_at IS NULL AND s.expires_at > $1, false))`;
const listed = `SELECT ${columns}, k.name, ${live} AS active, s.closed_at AS "closedAt", s.close_reason AS "closeReason"
  FROM access_keys k LEFT JOIN sessions s ON s.id = k.session_id`;

/** All SQL of `access_keys`; of a key's text it stores the keyed hash. */
@Injectable()
export class AccessKeyStore {
  private readonly pepper: Buffer;

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    secrets: Secrets,
  ) {
    this.pepper = secrets.key('access-key');
  }

  prepare(fields: AccessKeyFields): FreshAccessKey {
    const now = this.clock.now();
    const id = uuidv7(now);
    const text = newAccessKey(id);
    const made = { id, sessionId: uuidv7(now), hash: this.hash(text), createdAt: new Date(now), lastUsedAt: null };
    return { text, row: { ...fields, ...made } };
  }

  /**
   * Until the end of the transaction nobody else changes the owner or gives them a key.
   * @returns how many of the owner's keys are live
   * @throws ChangedMeanwhile when the owner is no longer what was read before
   */
  async holdOwner(transaction: Transaction, { id, updatedAt }: User): Promise<number> {
    const held = await transaction.query<unknown[]>(
      `SELECT 1 FROM users WHERE id = $1 AND date_trunc('milliseconds', updated_at) = $2 FOR NO KEY UPDATE`,
      [id, updatedAt],
    );
    if (held.length === 0) throw new ChangedMeanwhile();
    const [row] = await transaction.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM access_keys k LEFT JOIN sessions s ON s.id = k.session_id
        WHERE k.user_id = $2 AND ${live}`,
      [this.now(), id],
    );
    return row?.count ?? 0;
  }

  async insert(transaction: Transaction, row: AccessKey): Promise<void> {
    await transaction.insert(AccessKey, row);
  }

  /** The key with this text; compared by keyed hash, so that how long it takes tells nothing of the secret. */
  async present(id: string, text: string): Promise<PresentedAccessKey | null> {
    const [row] = await this.sql.rows<{ [Name in keyof PresentedAccessKey]: PresentedAccessKey[Name] }>(
      'access_key.present',
      `SELECT ${columns}, k.expires_at <= $1 AS expired, coalesce(s.closed_at IS NULL AND s.expires_at > $1, false) AS open,
              ${lineageColumns('s')}, u.status = 'active' AS "ownerActive", u.roles, u.groups
         FROM access_keys k JOIN users u ON u.id = k.user_id LEFT JOIN sessions s ON s.id = k.session_id
        WHERE k.id = $2 AND k.hash = $3`,
      [this.now(), id, this.hash(text)],
    );
    return row ?? null;
  }

  /** Once a minute at most, whichever replicas ask for it. */
  async touch(id: string): Promise<void> {
    const now = this.now();
    await this.sql.count(
      'access_key.touch',
      'UPDATE access_keys SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)',
      [id, now, new Date(now.getTime() - MINUTE)],
    );
  }

  async find(id: string): Promise<ListedAccessKey | null> {
    const [row] = await this.sql.query<{ [Name in keyof ListedAccessKey]: ListedAccessKey[Name] }>(
      `${listed} WHERE k.id = $2`,
      [this.now(), id],
    );
    return row ?? null;
  }

  /** In the order of their ids, one more than the page's limit. */
  list({ after, limit }: PageRequest, { user_id, active }: AccessKeyFilters): Promise<ListedAccessKey[]> {
    return this.sql.query(
      `${listed} WHERE ($2::uuid IS NULL OR k.id > $2) AND ($3::uuid IS NULL OR k.user_id = $3)
        AND ($4::boolean IS NULL OR ${live} = $4) ORDER BY k.id LIMIT $5`,
      [this.now(), after, user_id ?? null, active ?? null, limit + 1],
    );
  }

  /** Those that are meant, which nobody else ends until the transaction does; one more than can be ended at once at most. */
  holdMeant(transaction: Transaction, meant: MeantAccessKeys): Promise<EndedAccessKey[]> {
    const { user_id = null, created_before = null, unused_since = null } = meant;
    return transaction.query<EndedAccessKey[]>(
      `SELECT k.id, k.user_id AS "userId", k.session_id AS "sessionId"
         FROM access_keys k JOIN sessions s ON s.id = k.session_id
        WHERE ${live} AND ($2::uuid IS NULL OR k.user_id = $2) AND ($3::timestamptz IS NULL OR k.created_at < $3)
          AND ($4::timestamptz IS NULL OR k.created_at < $4 AND (k.last_used_at IS NULL OR k.last_used_at < $4))
        ORDER BY k.id LIMIT ${MOST_AT_ONCE + 1} FOR UPDATE OF s`,
      [this.now(), user_id, created_before, unused_since],
    );
  }

  private hash(text: string): string {
    return keyedHash(this.pepper, text).toString('base64url');
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
