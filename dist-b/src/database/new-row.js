/**
 * One statement for all tables: data-modifying WITH is atomic, and costs one round trip.
 * @returns its name, its text and its values; one text for each set of tables, because every row of a table names the same columns
 */
export function insertion(rows) {
    const parts = [];
    const values = [];
    const shapes = byShape(rows);
    for (const [shape, texts] of shapes) {
        values.push(`[${texts.join(',')}]`);
        parts.push(insertionInto(shape, `$${values.length}`));
    }
    const name = `commit.${[...shapes.keys()].map(({ table }) => table).join('.')}`;
    const last = parts.pop() ?? '';
    const earlier = parts.map((part, index) => `part${index} AS (${part})`).join(', ');
    return [name, earlier === '' ? last : `WITH ${earlier} ${last}`, values];
}
/** @param json the parameter that holds an array of rows */
export function insertionInto({ table, columns, values, records }, json) {
    return `INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${records(json)}`;
}
function byShape(rows) {
    const groups = new Map();
    for (const { into, json } of rows) {
        const group = groups.get(into);
        if (group === undefined)
            groups.set(into, [json]);
        else
            group.push(json);
    }
    return groups;
}
//# sourceMappingURL=new-row.js.map