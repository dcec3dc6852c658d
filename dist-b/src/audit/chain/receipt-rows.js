/** Columns of a receipt, as they are in its canonical form. */
const COLUMNS = [
    ['id', 'uuid'],
    ['at', 'timestamptz'],
    ['kind', 'text'],
    ['decision', 'text'],
    ['reason', 'text'],
    ['sub', 'text'],
    ['act', 'jsonb'],
    ['client_id', 'text'],
    ['sid', 'uuid'],
    ['ancestors', 'uuid[]'],
    ['txn', 'text'],
    ['resource', 'text'],
    ['upstream', 'text'],
    ['tool', 'text'],
    ['rule', 'text'],
    ['policy_version', 'text'],
    ['request_id', 'text'],
    ['origin', 'text'],
    ['detail', 'jsonb'],
    ['writer', 'uuid'],
    ['seq', 'bigint'],
    ['prev', 'text', `decode(prev, 'hex')`],
    ['hash', 'text', `decode(hash, 'hex')`],
];
const DEFINED = COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ');
/** Receipts are stored from the text that their hash was made of. */
export const RECEIPTS = {
    table: 'audit_events',
    columns: COLUMNS.map(([name]) => name).join(', '),
    values: COLUMNS.map(([name, , value = name]) => value).join(', '),
    records: (json) => `json_to_recordset(${json}::json) AS r (${DEFINED})`,
};
//# sourceMappingURL=receipt-rows.js.map