import { RECEIPT } from '../export/evidence-export.store.js';
import type { ReceiptFilters } from './receipt-search.contract.js';
import type { IdRange } from './search-windows.rules.js';

/** Columns of a found receipt. */
export const FOUND = `${RECEIPT}, encode(hash, 'hex') AS hash`;

/** A statement with its values. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Conditions as indexes have them; `?` is the value. */
const conditions: Readonly<Partial<Record<keyof ReceiptFilters, string>>> = {
  sub: 'sub = ?',
  agent: '(client_id = ? OR act IS NOT NULL AND actors_of(act) @> ARRAY[?::text])',
  client_id: 'client_id = ?',
  sid: 'sid = ?',
  txn: 'left(txn, 64) = left(?, 64) AND txn = ?',
  upstream: 'upstream = ?',
  tool: 'left(tool, 64) = left(?, 64) AND tool = ?',
  kind: 'kind = ?',
  decision: 'decision = ?',
  rule: 'rule = ?',
  reason: 'left(reason, 64) = left(?, 64) AND reason = ?',
  from: 'at >= ?',
  to: 'at < ?',
};

/** The newest receipts of a range that fit all filters. */
export function receiptStatement(filters: ReceiptFilters, range: IdRange, limit: number): Statement {
  const values: unknown[] = [];
  const holds: string[] = [];
  const where = (condition: string, value: unknown): void => {
    values.push(value);
    holds.push(condition.replaceAll('?', `$${values.length}`));
  };
  for (const [name, condition] of Object.entries(conditions)) {
    const value = filters[name as keyof ReceiptFilters];
    if (value !== undefined) where(condition, value);
  }
  if (filters.tree !== undefined) {
    values.push(filters.tree.ids, filters.tree.root);
    const [ids, root] = [`$${values.length - 1}::uuid[]`, `$${values.length}::uuid`];
    holds.push(`(sid = ANY(${ids}) OR ancestors IS NOT NULL AND ancestors @> ARRAY[${root}])`);
  }
  // As text in the statement, so that partitions out of range are not even planned; nothing but digits and dashes.
  if (range.from !== null) holds.push(`id >= '${digits(range.from)}'::uuid`);
  if (range.below !== null) holds.push(`id < '${digits(range.below)}'::uuid`);
  const condition = holds.length === 0 ? 'true' : holds.join(' AND ');
  const newest = `ORDER BY id DESC LIMIT ${limit}`;
  if (filters.agent === undefined && filters.tree === undefined) {
    return { text: `SELECT ${FOUND} FROM audit_events WHERE ${condition} ${newest}`, values };
  }
  // No index has these in the order of ids. The planner takes them to be frequent, and would look at every receipt from the
  // newest on until it has a page of them: asked for them first, it takes their indexes.
  return {
    text: `WITH fitting AS MATERIALIZED (SELECT id FROM audit_events WHERE ${condition})
      SELECT ${FOUND} FROM audit_events WHERE id IN (SELECT id FROM fitting ${newest}) ORDER BY id DESC`,
    values,
  };
}

function digits(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new TypeError('is no id');
  return id;
}
