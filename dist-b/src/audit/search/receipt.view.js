import { csvLine } from '../../http/csv.js';
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
];
/** A receipt as administrators see it: the names are those of an export, and what is not known is null. */
export function receiptView(receipt) {
    return Object.fromEntries(COLUMNS.map((name) => [name, receipt[name] ?? null]));
}
/** The first line of a table of receipts. */
export const RECEIPT_HEADER = csvLine(COLUMNS);
/** A receipt as a line of a table (RFC 4180). */
export function receiptLine(receipt) {
    return csvLine(COLUMNS.map((name) => receipt[name]));
}
//# sourceMappingURL=receipt.view.js.map