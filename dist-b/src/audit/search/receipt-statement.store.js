import { RECEIPT } from '../export/evidence-export.store.js';
/** Columns of a found receipt. */
export const FOUND = `${RECEIPT}, encode(hash, 'hex') AS hash`;
const LOWEST = '00000000-0000-0000-0000-000000000000';
const HIGHEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** Kinds of which there are so many that no index has them: they are found on the way back from the newest. */
const COMMON_KINDS = ['token.issued', 'gate.call', 'gate.answered'];
/** What no call says of itself: it opens no session. */
export const OPENED = `ancestors <> '{}' AND kind NOT IN ('gate.call', 'gate.answered')`;
/** Everybody in a chain of actors, whatever their place in it (RFC 8693 §4.1). */
const ACTORS = `jsonb_path_query_array(act, '$.**.sub')`;
/** Whose actors the receipt's client does not tell. */
const HAS_OTHER_ACTORS = `(act -> 'act' IS NOT NULL OR act ->> 'sub' IS DISTINCT FROM client_id)`;
/** Conditions as indexes have them; `?` is the value. */
const conditions = {
    sub: 'sub = ?',
    agent: `(hashtext(client_id) = hashtext(?) AND client_id = ? OR ${HAS_OTHER_ACTORS} AND ${ACTORS} @> jsonb_build_array(?::text))`,
    client_id: 'client_id = ?',
    sid: 'sid = ?',
    txn: 'hashtext(txn) = hashtext(?) AND txn = ?',
    upstream: 'upstream = ?',
    tool: 'tool = ?',
    kind: 'kind = ?',
    decision: 'decision = ?',
    rule: 'rule = ?',
    reason: 'reason = ?',
    from: 'at >= ?',
    to: 'at < ?',
};
const hashed = (name) => ({
    name,
    column: `hashtext(${name})`,
    value: 'hashtext(?)',
    more: `${name} = ?`,
});
/** What an index has in the order of ids, by how few receipts are expected to be of one value. */
const ordered = [
    { name: 'sid', column: 'sid', value: '?::uuid', more: 'sid IS NOT NULL' },
    ...['sub', 'client_id', 'tool', 'upstream'].map(hashed),
    {
        name: 'kind',
        column: 'kind',
        value: '?::text',
        more: `kind NOT IN (${COMMON_KINDS.map((kind) => `'${kind}'`).join(', ')})`,
    },
    { name: 'decision', column: 'decision', value: '?::text', more: `decision <> 'allow'` },
];
/** Whether what is asked for is found by an index that has it in the order of ids. */
function leads({ name }, filters) {
    const value = filters[name];
    if (value === undefined)
        return false;
    return name === 'kind' ? !COMMON_KINDS.includes(value) : value !== 'allow' || name !== 'decision';
}
/** What no index has in the order of ids: there are few of each, or they have to be gathered. */
function gathers({ txn, agent, tree }) {
    return txn !== undefined || agent !== undefined || tree?.whole === true;
}
/** What is in no receipt's ancestors is known by its id; of a tree that is not whole, the first is the one asked for. */
const inTree = ({ whole }) => whole ? 'sid = ANY(?::uuid[])' : '(sid = ANY(?::uuid[]) OR ancestors @> ARRAY[(?::uuid[])[1]])';
/** The newest receipts of a range that fit all filters. */
export function receiptStatement(filters, range, limit) {
    const gathered = gathers(filters);
    const leading = gathered ? undefined : ordered.find((order) => leads(order, filters));
    const [from, below] = [digits(range.from ?? LOWEST), digits(range.below ?? HIGHEST)];
    const values = [];
    const holds = [`id >= '${from}'::uuid`, `id < '${below}'::uuid`];
    const where = (condition, value) => {
        values.push(value);
        holds.push(condition.replaceAll('?', `$${values.length}`));
    };
    if (leading !== undefined) {
        const { name, column, value, more } = leading;
        where(`(${column}, id) >= (${value}, '${from}') AND (${column}, id) < (${value}, '${below}') AND ${more}`, filters[name]);
    }
    for (const [name, condition] of Object.entries(conditions)) {
        const value = filters[name];
        if (value !== undefined && name !== leading?.name)
            where(condition, value);
    }
    if (filters.tree !== undefined)
        where(inTree(filters.tree), filters.tree.ids);
    const condition = holds.join(' AND ');
    return { text: gathered ? gathering(condition, limit) : ordering(condition, leading?.column, limit), values };
}
/**
 * What comes first in the order is compared as a pair with the id, and not by `=`: knowing it to be one value, the planner
 * would take the primary key, and look at every receipt from the newest on until it has met enough of what it takes to be
 * frequent. So there is one index that has this order, and the range is where that is entered and left. Ids are written
 * into the statement, so that partitions out of the range are not even planned: they are digits and dashes.
 */
function ordering(condition, column, limit) {
    const first = column === undefined ? '' : `${column} DESC, `;
    return `SELECT ${FOUND} FROM audit_events WHERE ${condition} ORDER BY ${first}id DESC LIMIT ${limit}`;
}
/** Found first and put in order afterwards, for the same reason. */
function gathering(condition, limit) {
    return `WITH fitting AS MATERIALIZED (SELECT id FROM audit_events WHERE ${condition})
    SELECT ${FOUND} FROM audit_events WHERE id IN (SELECT id FROM fitting ORDER BY id DESC LIMIT ${limit})
     ORDER BY id DESC`;
}
function digits(id) {
    if (!/^[0-9a-f-]{36}$/.test(id))
        throw new TypeError('is no id');
    return id;
}
//# sourceMappingURL=receipt-statement.store.js.map