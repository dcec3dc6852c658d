import { Injectable } from '@nestjs/common';
import { MOST_AT_ONCE } from '../../http/bulk.js';
import type { Transaction } from '../../identity/changes.store.js';
import { isOrdinary } from '../../identity/users/reach.store.js';
import { Clock } from '../../kernel/clock.js';
import type { Within } from '../../kernel/within.js';
import type { Device } from './device.entity.js';

/** Which devices are meant: those of which all of it is true. Times are RFC 3339. */
export interface MeantDevices {
  readonly user_id?: string;
  readonly created_before?: string;
  readonly unused_since?: string;
}

/** A device that ends together with others. */
export type EndedDevice = Pick<Device, 'id' | 'userId' | 'sessionId'>;

const LIVE = 's.closed_at IS NULL AND s.expires_at > $1';

/** Finds many devices at once, to end them. */
@Injectable()
export class DeviceRevocationStore {
  constructor(private readonly clock: Clock) {}

  /**
   * Live devices that are meant, to whose people nobody gives another until the transaction ends.
   * @param within what the caller reaches; null is all
   * @returns one more than can be ended at once at most
   */
  async hold(transaction: Transaction, meant: MeantDevices, within: Within | null): Promise<EndedDevice[]> {
    const users = (await this.find(transaction, meant, within)).map(({ userId }) => userId);
    await transaction.query('SELECT 1 FROM users WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE', [users]);
    // A statement of its own after the locks: it sees what those wrote who held the rows until now.
    return this.find(transaction, meant, within, users);
  }

  /** Those of some people who have no live device any more. */
  async withoutDevices(transaction: Transaction, userIds: readonly string[]): Promise<string[]> {
    const rows = await transaction.query<{ id: string }[]>(
      `SELECT DISTINCT id FROM unnest($2::uuid[]) AS people (id) WHERE NOT EXISTS (
         SELECT 1 FROM devices d JOIN sessions s ON s.id = d.session_id WHERE d.user_id = people.id AND ${LIVE})`,
      [this.now(), userIds],
    );
    return rows.map(({ id }) => id);
  }

  private find(
    transaction: Transaction,
    meant: MeantDevices,
    within: Within | null,
    among: readonly string[] | null = null,
  ): Promise<EndedDevice[]> {
    const { user_id = null, created_before = null, unused_since = null } = meant;
    const reached = within === null ? 'true' : within.people ? isOrdinary('d.user_id') : 'false';
    return transaction.query<EndedDevice[]>(
      `SELECT d.id, d.user_id AS "userId", d.session_id AS "sessionId"
         FROM devices d JOIN sessions s ON s.id = d.session_id
        WHERE ${LIVE} AND ($2::uuid IS NULL OR d.user_id = $2) AND ($3::timestamptz IS NULL OR d.created_at < $3)
          AND ($4::timestamptz IS NULL OR d.created_at < $4 AND d.last_seen_at < $4)
          AND ($5::uuid[] IS NULL OR d.user_id = ANY($5)) AND ${reached}
        ORDER BY d.id LIMIT ${MOST_AT_ONCE + 1}`,
      [this.now(), user_id, created_before, unused_since, among],
    );
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
