import { csvLine } from '../../http/csv.js';
import type { FoundReceipt } from './receipt-search.contract.js';

const COLUMNS = [
  'id',
  'at',
  'kind',
  'decision',
  'reason',
  'sub',
  'act',
  'client_id',
  'sid',
  'ancestors',
  'txn',
  'resource',
  'upstream',
  'tool',
  'rule',
  'policy_version',
  'request_id',
  'origin',
  'detail',
  'writer',
  'seq',
  'prev',
  'hash',
] as const;

/** A receipt as administrators see it: the names are those of an export, and what is not known is null. */
export function receiptView(receipt: FoundReceipt): Readonly<Record<(typeof COLUMNS)[number], unknown>> {
  return Object.fromEntries(COLUMNS.map((name) => [name, receipt[name] ?? null])) as ReturnType<typeof receiptView>;
}

/** The first line of a table of receipts. */
export const RECEIPT_HEADER = csvLine(COLUMNS);

/** A receipt as a line of a table (RFC 4180). */
export function receiptLine(receipt: FoundReceipt): string {
  return csvLine(COLUMNS.map((name) => receipt[name]));
}
