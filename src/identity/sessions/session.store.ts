import { Injectable } from '@nestjs/common';
import type { Transaction } from '../changes.store.js';
import { insertion } from '../../database/new-row.js';
import { Outbox } from '../../database/outbox.js';
import { rowsIn } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { PendingDevices, PendingGrants } from './pending-grants.contract.js';
import { RelyingParties } from './relying-parties.contract.js';
import { type NewSession, sessionRow } from './session-row.store.js';

interface ClosingOptions {
  readonly reason: string;
  readonly listed?: boolean;
  readonly told?: boolean;
}

/** Opens and closes sessions; whether one may act is asked of `SessionDirectory`. */
@Injectable()
export class SessionStore {
  constructor(
    private readonly clock: Clock,
    private readonly pending: PendingGrants,
    private readonly pendingDevices: PendingDevices,
    private readonly outbox: Outbox,
    private readonly relyingParties: RelyingParties,
  ) {}

  /** Writes a session in the transaction of what it is opened for. */
  async insert(transaction: Transaction, session: NewSession): Promise<void> {
    await rowsIn(transaction, ...insertion([sessionRow(session)]));
  }

  /** Closes a session and all that were opened from it; the clients that relied on it hear of it. @returns how many were open */
  close(transaction: Transaction, id: string, reason: string): Promise<number> {
    return this.closeTree(transaction, 'id = $3', id, { reason });
  }

  /** The same by what its own client does, which needs not be told. */
  closeByClient(transaction: Transaction, id: string, reason: string): Promise<number> {
    return this.closeTree(transaction, 'id = $3', id, { reason, told: false });
  }

  /** Closes all sessions of the clients, and ends what was about to become one. */
  async closeOfClients(transaction: Transaction, clientIds: readonly string[], reason: string): Promise<number> {
    await this.pending.endOfClients(transaction, clientIds);
    // It is the client that ends: people are signed in as before.
    return this.closeTree(transaction, 'client_id = ANY($3) AND closed_at IS NULL', clientIds, {
      reason,
      listed: false,
      told: false,
    });
  }

  /** Closes all sessions that a person is behind, and ends what was about to become one. */
  async closeOfUser(transaction: Transaction, userId: string, reason: string): Promise<number> {
    await this.endPending(transaction, userId);
    return this.closeTree(transaction, 'user_id = $3 AND closed_at IS NULL', userId, { reason, listed: false });
  }

  /** Closes what a person began by signing in, but for one sign-in and what was opened from it. */
  async closeOthers(
    transaction: Transaction,
    { userId, sessionId }: { userId: string; sessionId: string },
    reason: string,
  ): Promise<number> {
    await this.endPending(transaction, userId);
    const others = `user_id = ($3::uuid[])[1] AND NOT as_owner AND id <> ($3::uuid[])[2]
      AND parent_id IS DISTINCT FROM ($3::uuid[])[2] AND closed_at IS NULL`;
    return this.closeTree(transaction, others, [userId, sessionId], { reason });
  }

  /** Closes the sign-ins of a person by any passkey, but for one, and what was opened from them. */
  async closeOfPasskeys(
    transaction: Transaction,
    { userId, sessionId }: { readonly userId: string; readonly sessionId: string | null },
  ): Promise<number> {
    const signIns = `user_id = ($3::uuid[])[1] AND id IS DISTINCT FROM ($3::uuid[])[2] AND source = 'web'
      AND amr && ARRAY['hwk', 'swk'] AND closed_at IS NULL`;
    return this.closeTree(transaction, signIns, [userId, sessionId], { reason: 'passkey was deleted' });
  }

  /** Closes what clients hold in people's names at resources: these people no longer agree. */
  async closeOfConsents(
    transaction: Transaction,
    consents: readonly { readonly userId: string; readonly clientId: string; readonly resource: string }[],
  ): Promise<number> {
    if (consents.length === 0) return 0;
    await this.pending.endOfConsents(transaction, consents);
    const held = `id IN (
      SELECT s.id FROM jsonb_to_recordset($3::jsonb) AS ended ("userId" uuid, "clientId" text, resource text)
        JOIN sessions s ON s.user_id = ended."userId" AND s.client_id = ended."clientId" AND ended.resource = ANY(s.audience)
       WHERE NOT s.as_owner AND s.closed_at IS NULL)`;
    const ended = consents.map(({ userId, clientId, resource }) => ({ userId, clientId, resource }));
    return this.closeTree(transaction, held, JSON.stringify(ended), { reason: 'consent was withdrawn' });
  }

  /**
   * Whether a session is open, and stays so until the transaction ends: what is opened from it cannot slip through while
   * it is being closed.
   */
  async holdOpen(transaction: Transaction, id: string): Promise<boolean> {
    const rows = await rowsIn(
      transaction,
      'session.hold',
      'SELECT 1 FROM sessions WHERE id = $1 AND closed_at IS NULL AND expires_at > $2 FOR SHARE',
      [id, new Date(this.clock.now())],
    );
    return rows.length === 1;
  }

  /** Closes sessions, and all that were opened from them. */
  async closeAll(transaction: Transaction, ids: readonly string[], reason: string): Promise<number> {
    return ids.length === 0 ? 0 : this.closeTree(transaction, 'id = ANY($3::uuid[])', ids, { reason });
  }

  private async endPending(transaction: Transaction, userId: string): Promise<void> {
    await this.pending.endOfUser(transaction, userId);
    await this.pendingDevices.endOfUser(transaction, userId);
  }

  /**
   * In the transaction of its cause: neither stands without the other.
   * @param options.listed whether nothing ends but the sessions that are closed; else replicas look at all that they hold
   * @param options.told whether clients hear of it that have people signed in by them
   */
  private async closeTree(
    transaction: Transaction,
    roots: string,
    value: string | readonly (string | null)[],
    { reason, listed = true, told = true }: ClosingOptions,
  ): Promise<number> {
    const closing = `UPDATE sessions SET closed_at = $1, close_reason = $2`;
    const values = [new Date(this.clock.now()), reason];
    const close = async (condition: string, value: string | readonly (string | null)[]): Promise<string[]> => {
      const [rows] = await transaction.query<[{ id: string }[], number]>(
        `WITH RECURSIVE tree AS (
           SELECT id FROM sessions WHERE ${condition}
           UNION SELECT child.id FROM sessions child JOIN tree ON child.parent_id = tree.id)
         ${closing} WHERE id IN (SELECT id FROM tree) AND closed_at IS NULL RETURNING id`,
        [...values, value],
      );
      return rows.map(({ id }) => id);
    };
    // Whoever held one of them open while this waited has opened a session that this statement could not see yet: looked
    // at anew until there is nothing more, by what it was opened from and by what all of them have in common.
    const closed: string[] = [];
    for (let ids = await close(roots, value); ids.length > 0; ids = await close(roots, value)) {
      for (let more = ids; more.length > 0; more = await close('parent_id = ANY($3)', more)) closed.push(...more);
    }
    if (told && closed.length > 0) await this.relyingParties.note(transaction, closed);
    if (!listed || closed.length > 0) await this.outbox.add(transaction, 'sessions', listed ? closed : null);
    return closed.length;
  }
}
