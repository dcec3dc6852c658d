import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { Transaction } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import { keyedHash } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
import type { DeviceAuthorization, DeviceAuthorizationStatus } from './device-authorization.entity.js';

/** What a person is shown of what waits for them. */
export type WaitingAuthorization = Pick<DeviceAuthorization, 'hash' | 'deviceName' | 'address' | 'createdAt'>;

/** How a program finds its own. */
export interface PolledAuthorization extends Pick<DeviceAuthorization, 'status' | 'intervalSeconds'> {
  /** Whether it asked sooner than it should have. */
  readonly tooSoon: boolean;
}

type Plain<T> = { [Name in keyof T]: T[Name] };

/** All SQL of `device_authorizations`; of both codes it stores keyed hashes. */
@Injectable()
export class DeviceAuthorizationStore {
  private readonly pepper: Buffer;

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    secrets: Secrets,
  ) {
    this.pepper = secrets.key('user-code');
  }

  /** @returns false when somebody has the user code, or had it lately */
  async insert(
    row: Pick<DeviceAuthorization, 'hash' | 'deviceName' | 'address' | 'intervalSeconds' | 'expiresAt'>,
    userCode: string,
  ): Promise<boolean> {
    const { hash, deviceName, address, intervalSeconds, expiresAt } = row;
    const inserted = await this.sql.count(
      'device_authorization.insert',
      `INSERT INTO device_authorizations
         (hash, user_code_hash, device_name, address, status, interval_seconds, created_at, expires_at)
       VALUES ($1, $2, $3, $4, 'waiting', $5, $6, $7) ON CONFLICT (user_code_hash) DO NOTHING`,
      [hash, this.hash(userCode), deviceName, address, intervalSeconds, this.now(), expiresAt],
    );
    return inserted === 1;
  }

  /** One that still waits. */
  async find(userCode: string): Promise<WaitingAuthorization | null> {
    const [row] = await this.sql.rows<Plain<WaitingAuthorization>>(
      'device_authorization.find',
      `SELECT hash, device_name AS "deviceName", address, created_at AS "createdAt" FROM device_authorizations
        WHERE user_code_hash = $1 AND status = 'waiting' AND expires_at > $2`,
      [this.hash(userCode), this.now()],
    );
    return row ?? null;
  }

  /** Of many answers at once, one counts. @returns whether it still waited */
  async answer(
    transaction: Transaction,
    hash: string,
    status: Exclude<DeviceAuthorizationStatus, 'waiting'>,
  ): Promise<boolean> {
    const [, answered] = await transaction.query<[unknown[], number]>(
      `UPDATE device_authorizations SET status = $2 WHERE hash = $1 AND status = 'waiting' AND expires_at > $3`,
      [hash, status, this.now()],
    );
    return answered === 1;
  }

  /** Looks, and remembers that it was asked: who asks too soon must wait longer for good (RFC 8628 §3.5). */
  async poll(hash: string): Promise<PolledAuthorization | null> {
    const [row] = await this.sql.rows<Plain<PolledAuthorization>>(
      'device_authorization.poll',
      `WITH asked AS (
         SELECT hash, coalesce(polled_at > $2::timestamptz - interval_seconds * interval '1 second', false) AS too_soon
           FROM device_authorizations WHERE hash = $1 AND expires_at > $2 FOR UPDATE)
       UPDATE device_authorizations d
          SET polled_at = $2, interval_seconds = interval_seconds + CASE WHEN too_soon THEN 5 ELSE 0 END
         FROM asked WHERE d.hash = asked.hash
       RETURNING d.status, d.interval_seconds AS "intervalSeconds", too_soon AS "tooSoon"`,
      [hash, this.now()],
    );
    return row ?? null;
  }

  private hash(userCode: string): string {
    return keyedHash(this.pepper, userCode).toString('base64url');
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
