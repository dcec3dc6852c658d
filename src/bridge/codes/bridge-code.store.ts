import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Sql } from '../../database/sql.js';
import type { Transaction } from '../../identity/changes.store.js';
import type { MeantSessions, PendingDevices } from '../../identity/sessions/pending-grants.contract.js';
import { isOrdinary } from '../../identity/users/reach.store.js';
import type { Status, User } from '../../identity/users/user.entity.js';
import { BRIDGE_CLIENT } from '../../kernel/bridge.js';
import { Clock } from '../../kernel/clock.js';
import { keyedHash } from '../../kernel/one-time-secret.js';
import type { Within } from '../../kernel/within.js';
import { Secrets } from '../../settings/secrets.js';
import type { BridgeCode } from './bridge-code.entity.js';

/** What a code is for, and whose it is. */
export interface FoundCode extends Pick<BridgeCode, 'userId' | 'deviceName' | 'challenge' | 'txn'> {
  readonly roles: User['roles'];
}

/** All SQL of `bridge_codes`; of a code it stores the keyed hash. */
@Injectable()
export class BridgeCodeStore implements PendingDevices {
  private readonly pepper: Buffer;

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    secrets: Secrets,
  ) {
    this.pepper = secrets.key('bridge-code');
  }

  /** 256 random bits in 64 lower-case hexadecimal digits. */
  fresh(): string {
    return randomBytes(32).toString('hex');
  }

  /**
   * Until the end of the transaction nobody else gives the person a code or changes them.
   * @returns how many of their codes are unused and live, or null when there is no such person
   */
  async hold(transaction: Transaction, userId: string): Promise<{ status: Status; live: number } | null> {
    const [user] = await transaction.query<{ status: Status }[]>(
      'SELECT status FROM users WHERE id = $1 FOR NO KEY UPDATE',
      [userId],
    );
    if (user === undefined) return null;
    const [row] = await transaction.query<{ live: number }[]>(
      'SELECT count(*)::int AS live FROM bridge_codes WHERE user_id = $1 AND used_at IS NULL AND expires_at > $2',
      [userId, this.now()],
    );
    return { status: user.status, live: row?.live ?? 0 };
  }

  async insert(
    transaction: Transaction,
    fields: Pick<BridgeCode, 'hash' | 'userId' | 'deviceName' | 'challenge' | 'txn' | 'expiresAt'>,
  ): Promise<void> {
    const { hash, userId, deviceName, challenge, txn, expiresAt } = fields;
    await transaction.query(
      `INSERT INTO bridge_codes (hash, user_id, device_name, challenge, txn, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [hash, userId, deviceName, challenge, txn, this.now(), expiresAt],
    );
  }

  /** A code that can be used, of a person who is active; nothing is spent. */
  async find(code: string): Promise<FoundCode | null> {
    const [row] = await this.sql.rows<{ [Name in keyof FoundCode]: FoundCode[Name] }>(
      'bridge_code.find',
      `SELECT c.user_id AS "userId", c.device_name AS "deviceName", c.challenge, c.txn, u.roles
         FROM bridge_codes c JOIN users u ON u.id = c.user_id AND u.status = 'active'
        WHERE c.hash = $1 AND c.used_at IS NULL AND c.expires_at > $2`,
      [this.hash(code), this.now()],
    );
    return row ?? null;
  }

  /** Spends a code: of many at once, one. @returns whether it could still be used, and its person is active */
  async spend(transaction: Transaction, code: string): Promise<boolean> {
    const [, spent] = await transaction.query<[unknown[], number]>(
      `UPDATE bridge_codes c SET used_at = $2 FROM users u
        WHERE c.hash = $1 AND c.used_at IS NULL AND c.expires_at > $2 AND u.id = c.user_id AND u.status = 'active'`,
      [this.hash(code), this.now()],
    );
    return spent === 1;
  }

  /** Ends codes that nobody has used; one that is being exchanged at this moment is waited for. */
  async endOfUser(transaction: Transaction, userId: string): Promise<void> {
    await transaction.query('DELETE FROM bridge_codes WHERE user_id = $1 AND used_at IS NULL', [userId]);
  }

  async endOfMeant(transaction: Transaction, meant: MeantSessions, within: Within | null): Promise<void> {
    const { user_id = null, client_id = BRIDGE_CLIENT, source = 'bridge', created_before = null } = meant;
    if (source !== 'bridge' || client_id !== BRIDGE_CLIENT || within?.people === false) return;
    await transaction.query(
      `DELETE FROM bridge_codes WHERE used_at IS NULL AND ($1::uuid IS NULL OR user_id = $1)
          AND ($2::timestamptz IS NULL OR created_at < $2) AND ${within === null ? 'true' : isOrdinary('bridge_codes.user_id')}`,
      [user_id, created_before],
    );
  }

  /** By which a code is known. */
  hash(code: string): string {
    return keyedHash(this.pepper, code).toString('base64url');
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
