import { Injectable } from '@nestjs/common';
import { MOST_AT_ONCE } from '../../http/bulk.js';
import { Clock } from '../../kernel/clock.js';
import type { Within } from '../../kernel/within.js';
import type { Transaction } from '../changes.store.js';

/** Which secrets of clients are meant: those of which all of it is true. Times are RFC 3339. */
export interface MeantClientSecrets {
  readonly client_id?: string;
  readonly owner_id?: string;
  readonly created_before?: string;
  readonly unused_since?: string;
}

/** A secret that was deleted together with others. */
export interface DeletedSecret {
  readonly id: string;
  readonly clientId: string;
}

/** Good secrets `s` of clients `c` that are meant; `$1` is now, and `$6` the only owner that the caller reaches. */
const MEANT = `($2::text IS NULL OR c.client_id = $2) AND ($3::uuid IS NULL OR c.owner_id = $3)
  AND ($4::timestamptz IS NULL OR s.created_at < $4)
  AND ($5::timestamptz IS NULL OR s.created_at < $5 AND (s.last_used_at IS NULL OR s.last_used_at < $5))
  AND ($6::uuid IS NULL OR c.owner_id = $6)`;
const GOOD = '(s.expires_at IS NULL OR s.expires_at > $1)';

/** Ends many secrets of clients at once. */
@Injectable()
export class ClientSecretRevocationStore {
  constructor(private readonly clock: Clock) {}

  /**
   * Deletes the secrets that are meant, but for the last one of each client that does not end by itself.
   * @param within what the caller reaches; null is all
   * @returns how many are meant, one more than can be ended at once at most, and those that were deleted
   */
  async delete(
    transaction: Transaction,
    meant: MeantClientSecrets,
    within: Within | null,
  ): Promise<{ matched: number; deleted: readonly DeletedSecret[] }> {
    if (within !== null && within.ownerId === null) return { matched: 0, deleted: [] };
    const { client_id = null, owner_id = null, created_before = null, unused_since = null } = meant;
    const now = new Date(this.clock.now());
    const values = [now, client_id, owner_id, created_before, unused_since, within?.ownerId ?? null];
    // Whoever gives a client a secret, or another owner, holds its row.
    const held = await transaction.query<{ id: string }[]>(
      `SELECT c.client_id AS id FROM clients c
        WHERE EXISTS (SELECT 1 FROM client_secrets s WHERE s.client_id = c.client_id AND ${GOOD} AND ${MEANT})
        ORDER BY c.id LIMIT ${MOST_AT_ONCE + 1} FOR NO KEY UPDATE`,
      values,
    );
    const [matched] = await transaction.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM client_secrets s JOIN clients c USING (client_id)
        WHERE c.client_id = ANY($7) AND ${GOOD} AND ${MEANT}`,
      [...values, held.map(({ id }) => id)],
    );
    const [deleted] = await transaction.query<[DeletedSecret[], number]>(
      `WITH good AS (
         SELECT s.id, s.client_id, s.expires_at IS NULL AS lasts, coalesce(${MEANT}, false) AS meant
           FROM client_secrets s JOIN clients c USING (client_id) WHERE c.client_id = ANY($7) AND ${GOOD}),
       last AS (SELECT DISTINCT ON (client_id) id FROM good ORDER BY client_id, lasts DESC, meant, id DESC)
       DELETE FROM client_secrets
        WHERE id IN (SELECT id FROM good WHERE meant EXCEPT SELECT id FROM last) RETURNING id, client_id AS "clientId"`,
      [...values, held.map(({ id }) => id)],
    );
    return { matched: matched?.count ?? 0, deleted };
  }
}
