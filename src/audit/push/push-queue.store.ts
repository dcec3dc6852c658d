import { Injectable } from '@nestjs/common';
import { decodeJwt } from 'jose';
import { Sql } from '../../database/sql.js';
import type { CheckpointClaims } from '../checkpoints/checkpoint.rules.js';
import type { FoundReceipt } from '../search/receipt-search.contract.js';
import { FOUND } from '../search/receipt-statement.store.js';
import type { EvidenceReceiver } from './evidence-receiver.entity.js';

/** Receipts of one look. */
const MOST = 200;

/** What comes next for a receiver. */
export interface Piece {
  /** The checkpoint that it is of. */
  readonly checkpoint: number;
  /** In the order of their ids. */
  readonly receipts: readonly FoundReceipt[];
  /** Whether it is the end of that checkpoint. */
  readonly last: boolean;
  /** How many receipts of it are gone, when it is the beginning. */
  readonly missing: number;
}

/**
 * Evidence as a queue: what was signed, checkpoint by checkpoint. A receipt that is in no checkpoint yet comes with the next
 * one; none can come into one that was sent already.
 */
@Injectable()
export class PushQueue {
  constructor(private readonly sql: Sql) {}

  /** @returns null when there is nothing more for now */
  async next({ checkpoint, after }: Pick<EvidenceReceiver, 'checkpoint' | 'after'>): Promise<Piece | null> {
    const [signed] = await this.sql.rows<{ number: string; jws: string }>(
      'push.checkpoint',
      'SELECT number, jws FROM audit_checkpoints WHERE number > $1 ORDER BY number LIMIT 1',
      [checkpoint],
    );
    if (signed === undefined) return null;
    const { chains, size } = decodeJwt<CheckpointClaims>(signed.jws);
    const rows = await this.sql.rows<FoundReceipt & { due: number }>(
      'push.receipts',
      `WITH due AS MATERIALIZED (
         SELECT id FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS stretch (chain, first_seq, last_seq)
           JOIN audit_events ON writer = chain AND seq BETWEEN first_seq AND last_seq
          WHERE $4::uuid IS NULL OR id > $4)
       SELECT ${FOUND}, (SELECT count(*)::int FROM due) AS due FROM audit_events
        WHERE id IN (SELECT id FROM due ORDER BY id LIMIT ${MOST}) ORDER BY id`,
      [chains.map(({ writer }) => writer), chains.map(({ from }) => from), chains.map(({ to }) => to), after],
    );
    const due = rows[0]?.due ?? 0;
    return {
      checkpoint: Number(signed.number),
      receipts: rows.map(({ due: _, ...receipt }) => receipt as FoundReceipt),
      last: due <= rows.length,
      missing: after === null ? Math.max(0, size - due) : 0,
    };
  }

  /** The last checkpoint there is, or the last that was made before a moment; 0 when there is none. */
  async lastCheckpoint(before: Date | null): Promise<number> {
    const [row] = await this.sql.rows<{ number: string | null }>(
      'push.last-checkpoint',
      'SELECT max(number) AS number FROM audit_checkpoints WHERE $1::timestamptz IS NULL OR at < $1',
      [before],
    );
    return Number(row?.number ?? 0);
  }
}
