import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { Transaction } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import type { PageRequest } from '../../kernel/page.js';
import { isOrdinary } from '../../identity/users/reach.store.js';
import type { Within } from '../../kernel/within.js';
import { Device, type DeviceKey } from './device.entity.js';

/** A device as lists show it. */
export interface ListedDevice extends Device {
  /** Of its session. */
  readonly txn: string;
  readonly active: boolean;
  readonly closedAt: Date | null;
  readonly closeReason: string | null;
}

/** Which devices a list shows. */
export interface DeviceFilters {
  readonly user_id?: string;
  readonly active?: boolean;
}

const live = `coalesce(s.closed_at IS NULL AND s.expires_at > $1, false)`;
const columns = `d.id, d.user_id AS "userId", d.session_id AS "sessionId", d.name, d.jkt, d.certificate,
  d.approved_at AS "approvedAt", d.origin, d.created_at AS "createdAt", d.expires_at AS "expiresAt",
  d.last_seen_at AS "lastSeenAt"`;
const listed = `SELECT ${columns}, coalesce(s.txn, d.session_id) AS txn, ${live} AS active, s.closed_at AS "closedAt", s.close_reason AS "closeReason"
  FROM devices d LEFT JOIN sessions s ON s.id = d.session_id`;
/** By its proof key; one that has none by its certificate, which programs of one machine may share. */
const hasKey = `(d.jkt = $2 OR (d.jkt IS NULL AND d.certificate = $3))`;
type Row = { [Name in keyof ListedDevice]: ListedDevice[Name] };

/** All SQL of `devices`. */
@Injectable()
export class DeviceStore {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** @param within what the caller reaches; null is all */
  async find(id: string, within: Within | null): Promise<ListedDevice | null> {
    const [row] = await this.sql.query<Row>(`${listed} WHERE d.id = $2 AND ${reachedBy(within)}`, [this.now(), id]);
    return row ?? null;
  }

  /** The live device that has this key or this certificate. */
  async findByKey({ jkt, 'x5t#S256': certificate }: DeviceKey): Promise<ListedDevice | null> {
    const [row] = await this.sql.rows<Row>(
      'device.by_key',
      `${listed} WHERE ${live} AND ${hasKey} ORDER BY d.jkt NULLS LAST LIMIT 1`,
      [this.now(), jkt ?? null, certificate ?? null],
    );
    return row ?? null;
  }

  /** The device that opened a session, if it is live and has no key: one with a key is known by that alone. */
  async findBySession(sessionId: string): Promise<ListedDevice | null> {
    const [row] = await this.sql.rows<Row>(
      'device.by_session',
      `${listed} JOIN sessions h ON h.parent_id = d.session_id
        WHERE h.id = $2 AND h.closed_at IS NULL AND s.closed_at IS NULL AND d.jkt IS NULL AND d.certificate IS NULL`,
      [this.now(), sessionId],
    );
    return row ?? null;
  }

  /** In the order of their ids, one more than the page's limit. @param within what the caller reaches; null is all */
  list(
    { after, limit }: PageRequest,
    { user_id, active }: DeviceFilters,
    within: Within | null,
  ): Promise<ListedDevice[]> {
    return this.sql.query<Row>(
      `${listed} WHERE ($2::uuid IS NULL OR d.id > $2) AND ($3::uuid IS NULL OR d.user_id = $3)
        AND ($4::boolean IS NULL OR ${live} = $4) AND ${reachedBy(within)} ORDER BY d.id LIMIT $5`,
      [this.now(), after, user_id ?? null, active ?? null, limit + 1],
    );
  }

  /**
   * Until the end of the transaction nobody else gives the person a device, nor anybody the key.
   * @returns how many live devices the person has, or null when they are not active
   */
  async hold(
    transaction: Transaction,
    userId: string,
    { jkt, 'x5t#S256': certificate }: DeviceKey,
  ): Promise<number | null> {
    const held = await transaction.query<unknown[]>(
      `SELECT 1 FROM users WHERE id = $1 AND status = 'active' FOR NO KEY UPDATE`,
      [userId],
    );
    if (held.length === 0) return null;
    const key = jkt ?? certificate;
    if (key !== undefined) await transaction.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    const [row] = await transaction.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM devices d LEFT JOIN sessions s ON s.id = d.session_id
        WHERE d.user_id = $2 AND ${live}`,
      [this.now(), userId],
    );
    return row?.count ?? 0;
  }

  /** Live devices of a person, to whom nobody gives another until the transaction ends. */
  async liveOf(transaction: Transaction, userId: string): Promise<Pick<Device, 'id' | 'sessionId'>[]> {
    await transaction.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
    return transaction.query<Pick<Device, 'id' | 'sessionId'>[]>(
      `SELECT d.id, d.session_id AS "sessionId" FROM devices d JOIN sessions s ON s.id = d.session_id
        WHERE d.user_id = $2 AND ${live} ORDER BY d.id`,
      [this.now(), userId],
    );
  }

  /** Whether a live device has the key; for a transaction that holds it. */
  async isTaken(transaction: Transaction, { jkt, 'x5t#S256': certificate }: DeviceKey): Promise<boolean> {
    const rows = await transaction.query<unknown[]>(
      `SELECT 1 FROM devices d JOIN sessions s ON s.id = d.session_id
        WHERE ${live} AND ${hasKey} LIMIT 1`,
      [this.now(), jkt ?? null, certificate ?? null],
    );
    return rows.length > 0;
  }

  async insert(transaction: Transaction, row: Device): Promise<void> {
    await transaction.insert(Device, row);
  }

  /** It has come again. @param vouched what holds from now on, if somebody has vouched for it */
  async touch(
    transaction: Transaction,
    id: string,
    vouched: Partial<Pick<Device, 'expiresAt' | 'certificate'>> = {},
  ): Promise<void> {
    await transaction.update(Device, { id }, { lastSeenAt: this.now(), ...vouched });
  }

  /** @returns whether it was waiting */
  async approve(transaction: Transaction, id: string): Promise<boolean> {
    const [, approved] = await transaction.query<[unknown[], number]>(
      'UPDATE devices SET approved_at = $2 WHERE id = $1 AND approved_at IS NULL',
      [id, this.now()],
    );
    return approved === 1;
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

/** Devices are people's: nobody has any by the clients that they own. */
function reachedBy(within: Within | null): string {
  if (within === null) return 'true';
  return within.people ? isOrdinary('d.user_id') : 'false';
}
