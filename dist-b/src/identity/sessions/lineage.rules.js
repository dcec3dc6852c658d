/**
 * The columns of {@link Lineage} in a query that reads `sessions`. Sessions that are older than the columns are a
 * transaction of their own, and only their parent is known.
 * @param alias of the table in the query
 */
export function lineageColumns(alias) {
    return `coalesce(${alias}.txn, ${alias}.id) AS txn,
    coalesce(${alias}.ancestors, array_remove(ARRAY[${alias}.parent_id], NULL)) AS ancestors`;
}
//# sourceMappingURL=lineage.rules.js.map