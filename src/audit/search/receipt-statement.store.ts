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

const LOWEST = '00000000-0000-0000-0000-000000000000';
const HIGHEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

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

/** What no index has in the order of ids. There are few of each, or they have to be gathered. */
const gathered: readonly (keyof ReceiptFilters)[] = ['txn', 'agent', 'tree'];

/** What an index has in the order of ids, by how few receipts are expected to be of one value. */
const ordered: readonly (readonly [keyof ReceiptFilters, column: string, value: string, more: string])[] = [
  ['sid', 'sid', '?::uuid', 'sid IS NOT NULL'],
  ['sub', 'sub', '?::text', 'sub IS NOT NULL'],
  ['client_id', 'client_id', '?::text', 'client_id IS NOT NULL'],
  ['rule', 'rule', '?::text', 'rule IS NOT NULL'],
  ['tool', 'left(tool, 64)', 'left(?, 64)', 'tool = ?'],
  ['reason', 'left(reason, 64)', 'left(?, 64)', 'reason = ?'],
  ['upstream', 'upstream', '?::text', 'upstream IS NOT NULL'],
  ['kind', 'kind', '?::text', 'true'],
  ['decision', 'decision', '?::text', 'true'],
];

/** The newest receipts of a range that fit all filters. */
export function receiptStatement(filters: ReceiptFilters, range: IdRange, limit: number): Statement {
  const gathers = gathered.some((name) => filters[name] !== undefined);
  const leading = gathers ? undefined : ordered.find(([name]) => filters[name] !== undefined);
  const [from, below] = [digits(range.from ?? LOWEST), digits(range.below ?? HIGHEST)];
  const values: unknown[] = [];
  const holds = [`id >= '${from}'::uuid`, `id < '${below}'::uuid`];
  const where = (condition: string, value: unknown): void => {
    values.push(value);
    holds.push(condition.replaceAll('?', `$${values.length}`));
  };
  if (leading !== undefined) {
    const [name, column, value, more] = leading;
    where(
      `(${column}, id) >= (${value}, '${from}') AND (${column}, id) < (${value}, '${below}') AND ${more}`,
      filters[name],
    );
  }
  for (const [name, condition] of Object.entries(conditions)) {
    const value = filters[name as keyof ReceiptFilters];
    if (value !== undefined && name !== leading?.[0]) where(condition, value);
  }
  if (filters.tree !== undefined) {
    // Two branches of one question: each has an index of its own.
    values.push(filters.tree.root);
    const descends = `ancestors IS NOT NULL AND ancestors @> ARRAY[$${values.length}::uuid]`;
    where(`(sid = ANY(?::uuid[]) OR ${descends})`, filters.tree.ids);
  }
  const condition = holds.join(' AND ');
  return { text: gathers ? gathering(condition, limit) : ordering(condition, leading?.[1], limit), values };
}

/**
 * What comes first in the order is compared as a pair with the id, and not by `=`: knowing it to be one value, the planner
 * would take the primary key, and look at every receipt from the newest on until it has met enough of what it takes to be
 * frequent. So there is one index that has this order, and the range is where that is entered and left. Ids are written
 * into the statement, so that partitions out of the range are not even planned: they are digits and dashes.
 */
function ordering(condition: string, column: string | undefined, limit: number): string {
  const first = column === undefined ? '' : `${column} DESC, `;
  return `SELECT ${FOUND} FROM audit_events WHERE ${condition} ORDER BY ${first}id DESC LIMIT ${limit}`;
}

/** Found first and put in order afterwards, for the same reason. */
function gathering(condition: string, limit: number): string {
  return `WITH fitting AS MATERIALIZED (SELECT id FROM audit_events WHERE ${condition})
    SELECT ${FOUND} FROM audit_events WHERE id IN (SELECT id FROM fitting ORDER BY id DESC LIMIT ${limit})
     ORDER BY id DESC`;
}

function digits(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new TypeError('is no id');
  return id;
}
