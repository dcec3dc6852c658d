import { Injectable } from '@nestjs/common';
import { MOST_AT_ONCE, requireCount } from '../../http/bulk.js';
import { Clock } from '../../kernel/clock.js';
import type { Within } from '../../kernel/within.js';
import type { Transaction } from '../changes.store.js';
import { ASKER, holdSessions, sessionsWithin, withAsker } from '../users/reach.store.js';
import { type MeantSessions, PendingDevices, PendingGrants } from './pending-grants.contract.js';
import { SessionStore } from './session.store.js';

/** Ends many sessions at once, with what was about to become one of them. */
@Injectable()
export class SessionRevocationStore {
  constructor(
    private readonly sessions: SessionStore,
    private readonly pending: PendingGrants,
    private readonly pendingDevices: PendingDevices,
    private readonly clock: Clock,
  ) {}

  /**
   * @param within what the caller reaches; null is all
   * @param expected how many they must be; undefined for any number
   * @returns how many were meant, and how many ended with them
   * @throws Problem 409
   */
  async revoke(
    transaction: Transaction,
    meant: MeantSessions,
    within: Within | null,
    expected: number | undefined,
  ): Promise<{ matched: number; closed: number }> {
    await this.pending.endOfMeant(transaction, meant, within);
    await this.pendingDevices.endOfMeant(transaction, meant, within);
    const ids = await this.holdLive(transaction, meant, within);
    requireCount(ids.length, expected);
    const closed = await this.sessions.closeAll(transaction, ids, 'revoked by an administrator');
    return { matched: ids.length, closed };
  }

  /** Live ones, which stay open until the transaction ends. @returns their ids, one more than can be ended at once at most */
  private async holdLive(
    transaction: Transaction,
    meant: MeantSessions,
    within: Within | null,
  ): Promise<readonly string[]> {
    const found = await this.live(transaction, meant, within);
    if (within === null || found.length > MOST_AT_ONCE) return found;
    const held = await transaction.query<{ id: string }[]>(
      'SELECT id FROM sessions WHERE id = ANY($1) AND closed_at IS NULL ORDER BY id FOR UPDATE',
      [await holdSessions(transaction, within, found)],
    );
    return held.map(({ id }) => id);
  }

  private async live(
    transaction: Transaction,
    meant: MeantSessions,
    within: Within | null,
  ): Promise<readonly string[]> {
    const { user_id = null, client_id = null, source = null, created_before = null } = meant;
    const rows = await transaction.query<{ id: string }[]>(
      `${withAsker('$6')} SELECT id FROM sessions
        WHERE closed_at IS NULL AND expires_at > $1 AND ($2::uuid IS NULL OR user_id = $2)
          AND ($3::text IS NULL OR client_id = $3) AND ($4::text IS NULL OR source = $4)
          AND ($5::timestamptz IS NULL OR created_at < $5)
          AND ${within === null ? 'true' : sessionsWithin(within, ASKER)}
        ORDER BY id LIMIT ${MOST_AT_ONCE + 1} ${within === null ? 'FOR UPDATE' : ''}`,
      [new Date(this.clock.now()), user_id, client_id, source, created_before, within?.ownerId ?? null],
    );
    return rows.map(({ id }) => id);
  }
}
