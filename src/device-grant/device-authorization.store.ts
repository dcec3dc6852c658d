import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import type { Transaction } from '../identity/changes.store.js';
import { currentTransaction } from '../http/request-context.js';
import { Clock } from '../kernel/clock.js';
import { keyedHash } from '../kernel/one-time-secret.js';
import { Secrets } from '../settings/secrets.js';
import type { DeviceAuthorization, DeviceAuthorizationStatus } from './device-authorization.entity.js';

/** What a program asks with, and what it wants. */
export type NewAuthorization = Pick<DeviceAuthorization, 'hash' | 'clientId' | 'asked' | 'deviceName' | 'address'>;

/** What waits for the person who entered its user code. */
export type WaitingAuthorization = NewAuthorization &
  Pick<DeviceAuthorization, 'createdAt' | 'expiresAt' | 'txn'> & { readonly claimedAt: Date };

/** How a program finds its own. */
export interface PolledAuthorization extends Pick<DeviceAuthorization, 'status' | 'intervalSeconds'> {
  /** Whether it asked sooner than it should have. */
  readonly tooSoon: boolean;
  /** Whether its time is over, whatever became of it. */
  readonly expired: boolean;
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
    row: NewAuthorization & Pick<DeviceAuthorization, 'intervalSeconds' | 'expiresAt'>,
    userCode: string,
  ): Promise<boolean> {
    const { hash, clientId, asked, deviceName, address, intervalSeconds, expiresAt } = row;
    const wish = asked === null ? null : JSON.stringify(asked);
    const inserted = await this.sql.count(
      'device_authorization.insert',
      `INSERT INTO device_authorizations
         (hash, user_code_hash, client_id, asked, device_name, address, status, interval_seconds, txn, created_at,
          expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8, $9, $10) ON CONFLICT (user_code_hash) DO NOTHING`,
      [
        hash,
        this.hash(userCode),
        clientId,
        wish,
        deviceName,
        address,
        intervalSeconds,
        currentTransaction(this.clock.now()),
        this.now(),
        expiresAt,
      ],
    );
    return inserted === 1;
  }

  /** One that still waits, for the first person who asks and nobody after them. */
  async claim(userCode: string, userId: string): Promise<WaitingAuthorization | null> {
    const [row] = await this.sql.rows<Plain<WaitingAuthorization>>(
      'device_authorization.claim',
      `UPDATE device_authorizations SET claimed_by = $3, claimed_at = coalesce(claimed_at, $2)
        WHERE user_code_hash = $1 AND status = 'waiting' AND expires_at > $2 AND (claimed_by IS NULL OR claimed_by = $3)
        RETURNING hash, client_id AS "clientId", asked, device_name AS "deviceName", address,
                  txn, claimed_at AS "claimedAt", created_at AS "createdAt", expires_at AS "expiresAt"`,
      [this.hash(userCode), this.now(), userId],
    );
    return row ?? null;
  }

  /** The person would rather decide as somebody else. */
  async release(userCode: string, userId: string): Promise<void> {
    await this.sql.count(
      'device_authorization.release',
      `UPDATE device_authorizations SET claimed_by = NULL, claimed_at = NULL
        WHERE user_code_hash = $1 AND status = 'waiting' AND claimed_by = $2`,
      [this.hash(userCode), userId],
    );
  }

  /** Of many answers at once, one counts. @returns whether it still waited, for this person */
  async answer(
    transaction: Transaction,
    hash: string,
    status: Exclude<DeviceAuthorizationStatus, 'waiting'>,
    userId: string,
  ): Promise<boolean> {
    const [, answered] = await transaction.query<[unknown[], number]>(
      `UPDATE device_authorizations SET status = $2
        WHERE hash = $1 AND status = 'waiting' AND expires_at > $3 AND claimed_by = $4`,
      [hash, status, this.now(), userId],
    );
    return answered === 1;
  }

  /**
   * Looks, and remembers that it was asked: who asks too soon must wait longer for good (RFC 8628 §3.5).
   * @param clientId whose code it must be; null for a program that would become a device
   */
  async poll(hash: string, clientId: string | null): Promise<PolledAuthorization | null> {
    const [row] = await this.sql.rows<Plain<PolledAuthorization>>(
      'device_authorization.poll',
      `WITH asked AS (
         SELECT hash, coalesce(polled_at > $2::timestamptz - interval_seconds * interval '1 second', false) AS too_soon
           FROM device_authorizations WHERE hash = $1 AND client_id IS NOT DISTINCT FROM $3 FOR UPDATE)
       UPDATE device_authorizations d
          SET polled_at = $2, interval_seconds = interval_seconds + CASE WHEN too_soon THEN 5 ELSE 0 END
         FROM asked WHERE d.hash = asked.hash
       RETURNING d.status, d.interval_seconds AS "intervalSeconds", too_soon AS "tooSoon",
                 d.expires_at <= $2 AS expired`,
      [hash, this.now(), clientId],
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
