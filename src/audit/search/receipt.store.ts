import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import {
  type FoundReceipt,
  type ReceiptFilters,
  ReceiptSearch,
  type SessionReceipts,
} from './receipt-search.contract.js';
import { FOUND, OPENED, receiptStatement } from './receipt-statement.store.js';
import { windowsBack } from './search-windows.rules.js';

const NOTHING: SessionReceipts = { receipts: [], leftOut: 0, andMore: false };

/** Reads receipts by what they are about. */
@Injectable()
export class ReceiptStore extends ReceiptSearch {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {
    super();
  }

  async find(id: string): Promise<FoundReceipt | null> {
    const text = `SELECT ${FOUND} FROM audit_events WHERE id = $1`;
    const [row] = await this.sql.rows<FoundReceipt>('receipt.find', text, [id]);
    return row ?? null;
  }

  async page(filters: ReceiptFilters, before: string | null, limit: number): Promise<readonly FoundReceipt[]> {
    const bounds = { from: filters.from?.getTime() ?? null, to: filters.to?.getTime() ?? null };
    const found: FoundReceipt[] = [];
    for (const range of windowsBack(this.clock.now(), before, bounds)) {
      const { text, values } = receiptStatement(filters, range, limit - found.length);
      found.push(...(await this.sql.query<FoundReceipt>(text, values)));
      if (found.length >= limit) break;
    }
    return found;
  }

  async ancestorsOf(sid: string): Promise<readonly string[]> {
    const [row] = await this.sql.rows<{ ancestors: string[] }>(
      'receipt.ancestors',
      'SELECT ancestors FROM audit_events WHERE sid = $1 AND ancestors IS NOT NULL ORDER BY id DESC LIMIT 1',
      [sid],
    );
    return row?.ancestors ?? [];
  }

  async descendantsOf(sid: string, limit: number): Promise<readonly string[]> {
    const rows = await this.sql.rows<{ sid: string }>(
      'receipt.descendants',
      `SELECT DISTINCT sid FROM audit_events
        WHERE ancestors @> ARRAY[$1::uuid] AND ${OPENED} AND sid IS NOT NULL LIMIT $2`,
      [sid, limit],
    );
    return rows.map((row) => row.sid);
  }

  async ofSessions(
    ids: readonly string[],
    { half, counted }: { readonly half: number; readonly counted: number },
  ): Promise<ReadonlyMap<string, SessionReceipts>> {
    const rows = await this.sql.rows<FoundReceipt & { sid: string }>(
      'receipt.of_sessions',
      `SELECT DISTINCT ON (sid, id) told.* FROM unnest($1::uuid[]) AS wanted (wanted_sid) CROSS JOIN LATERAL (
         (SELECT ${FOUND} FROM audit_events WHERE sid = wanted_sid ORDER BY id LIMIT $2)
         UNION ALL (SELECT ${FOUND} FROM audit_events WHERE sid = wanted_sid ORDER BY id DESC LIMIT $2)) told
        ORDER BY sid, id`,
      [ids, half],
    );
    const counts = await this.sql.rows<{ sid: string; count: number }>(
      'receipt.count_of_sessions',
      `SELECT wanted_sid AS sid, (SELECT count(*)::int FROM (
           SELECT 1 FROM audit_events WHERE sid = wanted_sid LIMIT $2) counted) AS count
         FROM unnest($1::uuid[]) AS wanted (wanted_sid)`,
      [ids, counted + 1],
    );
    const bySession = new Map<string, FoundReceipt[]>(ids.map((id) => [id, []]));
    for (const row of rows) bySession.get(row.sid)?.push(row);
    return new Map(counts.map(({ sid, count }) => [sid, told(bySession.get(sid) ?? [], count, counted)]));
  }
}

function told(receipts: readonly FoundReceipt[], count: number, counted: number): SessionReceipts {
  if (receipts.length === 0) return NOTHING;
  const all = Math.min(count, counted);
  // One that came between the two looks is shown, and not counted.
  return { receipts, leftOut: Math.max(0, all - receipts.length), andMore: count > counted };
}
