import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { keyedHash } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
import type { Transaction } from '../changes.store.js';
import type { Status, User } from '../users/user.entity.js';

const person = `u.id, u.email, u.name, u.roles, u.status, u.created_at AS "createdAt", u.updated_at AS "updatedAt"`;
const usable = `l.hash = $1 AND l.used_at IS NULL AND l.expires_at > $2 AND u.id = l.user_id AND u.status = 'active'`;

const LIFETIME = 24 * 3_600_000;

/** All SQL of `setup_links`; of a link's token it stores the keyed hash. */
@Injectable()
export class SetupLinkStore {
  private readonly pepper: Buffer;

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    secrets: Secrets,
  ) {
    this.pepper = secrets.key('setup-link');
  }

  /**
   * Until the end of the transaction nobody else gives the person a link or changes them.
   * @returns null when there is no such person
   */
  async hold(transaction: Transaction, userId: string): Promise<Status | null> {
    const [row] = await transaction.query<{ status: Status }[]>(
      'SELECT status FROM users WHERE id = $1 FOR NO KEY UPDATE',
      [userId],
    );
    return row?.status ?? null;
  }

  /** For a person whom the transaction holds. @returns until when the link can be used */
  async insert(transaction: Transaction, userId: string, token: string): Promise<Date> {
    const now = this.now();
    const expiresAt = new Date(now.getTime() + LIFETIME);
    await transaction.query('INSERT INTO setup_links (hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)', [
      this.hash(token),
      userId,
      now,
      expiresAt,
    ]);
    return expiresAt;
  }

  /** The person whose link it is, if it can be used. */
  async find(token: string): Promise<User | null> {
    const [row] = await this.sql.rows<{ [Name in keyof User]: User[Name] }>(
      'setup-link.find',
      `SELECT ${person} FROM setup_links l, users u WHERE ${usable}`,
      [this.hash(token), this.now()],
    );
    return row ?? null;
  }

  /**
   * Spends a link: of many at once, one. To the end of the transaction nobody gives the person a passkey that it could not
   * see.
   * @returns the person, or null when it cannot be used
   */
  async spend(transaction: Transaction, token: string): Promise<User | null> {
    const values = [this.hash(token), this.now()];
    await transaction.query(`SELECT 1 FROM setup_links l, users u WHERE ${usable} FOR NO KEY UPDATE OF u`, values);
    const [rows] = await transaction.query<[User[], number]>(
      `UPDATE setup_links l SET used_at = $2 FROM users u WHERE ${usable} RETURNING ${person}`,
      values,
    );
    return rows[0] ?? null;
  }

  /** Makes every link of the person that was not used invalid. @returns how many */
  async deleteUnused(transaction: Transaction, userId: string): Promise<number> {
    const [, deleted] = await transaction.query<[unknown[], number]>(
      'DELETE FROM setup_links WHERE user_id = $1 AND used_at IS NULL',
      [userId],
    );
    return deleted;
  }

  private hash(token: string): string {
    return keyedHash(this.pepper, token).toString('base64url');
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
