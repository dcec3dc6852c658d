import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { type Receipt, receiptOf } from '../chain/receipt.rules.js';
import type { Stretch } from '../checkpoints/checkpoint.rules.js';

/** Columns that a receipt is made of, in the form in which they were hashed. */
export const RECEIPT = `id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, kind, decision, reason, sub, act,
  client_id, sid, ancestors, txn, resource, upstream, tool, rule, policy_version, request_id, origin, detail, writer,
  seq::float8 AS seq, encode(prev, 'hex') AS prev`;

/** A receipt and what was written down as its hash, hexadecimal. */
export interface HashedReceipt {
  readonly receipt: Receipt;
  readonly hash: string;
}

export interface SignedCheckpoint {
  readonly number: number;
  readonly at: Date;
  readonly jws: string;
}

/** Reads evidence and checkpoints as they were written. */
@Injectable()
export class EvidenceExportStore {
  constructor(private readonly sql: Sql) {}

  /** Checkpoints after a number, by number. @param until those that were made before, and the first after it */
  async checkpoints(after: number, until: Date | null, limit: number): Promise<SignedCheckpoint[]> {
    const rows = await this.sql.rows<{ number: string; at: Date; jws: string }>(
      'evidence.checkpoints',
      `SELECT number, at, jws FROM audit_checkpoints WHERE number > $1 AND ($2::timestamptz IS NULL OR number <= coalesce(
          (SELECT min(number) FROM audit_checkpoints WHERE at >= $2), 9223372036854775807))
        ORDER BY number LIMIT $3`,
      [after, until, limit],
    );
    return rows.map((row) => ({ ...row, number: Number(row.number) }));
  }

  /** The last checkpoint that was made before a moment: what it takes in is older. 0 when there is none. */
  async lastBefore(moment: Date): Promise<number> {
    const [row] = await this.sql.rows<{ number: string | null }>(
      'evidence.last-before',
      'SELECT max(number) AS number FROM audit_checkpoints WHERE at < $1',
      [moment],
    );
    return Number(row?.number ?? 0);
  }

  /** The last checkpoint of which receipts were dropped, past their retention; 0 when there is none. */
  async sealed(): Promise<number> {
    const [row] = await this.sql.rows<{ number: string | null }>(
      'evidence.sealed',
      'SELECT max(checkpoint) AS number FROM audit_seals',
      [],
    );
    return Number(row?.number ?? 0);
  }

  /** Receipts of a stretch, by place. @param after the place after which to go on */
  async receipts({ writer, to }: Stretch, after: number, limit: number): Promise<HashedReceipt[]> {
    const rows = await this.sql.rows<{ hash: string }>(
      'evidence.receipts',
      `SELECT ${RECEIPT}, encode(hash, 'hex') AS hash FROM audit_events
        WHERE writer = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4`,
      [writer, after, to, limit],
    );
    return rows.map(({ hash, ...row }) => ({ receipt: receiptOf(row), hash }));
  }

  /** @returns the receipt and the number of the first checkpoint that can have taken it in; null when there is none */
  async find(id: string): Promise<HashedReceipt | null> {
    const [row] = await this.sql.rows<{ hash: string }>(
      'evidence.receipt',
      `SELECT ${RECEIPT}, encode(hash, 'hex') AS hash FROM audit_events WHERE id = $1 AND writer IS NOT NULL`,
      [id],
    );
    if (row === undefined) return null;
    const { hash, ...rest } = row;
    return { receipt: receiptOf(rest), hash };
  }
}
