import type { TestGatehouse } from './gatehouse.js';

/** A column of a table, as `table.column`. */
export type ColumnName = `${string}.${string}`;

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** Every column of every table of the schema; rows of partitions are seen by their parents. */
export async function columnsOf(gatehouse: TestGatehouse): Promise<Column[]> {
  return gatehouse.sql<Column & Record<string, unknown>>(
    `SELECT c.table_name AS table, c.column_name AS column, c.data_type AS type
       FROM information_schema.columns c JOIN pg_class t ON t.relname = c.table_name AND t.relnamespace = 'public'::regnamespace
      WHERE c.table_schema = 'public' AND t.relkind IN ('r', 'p') AND NOT t.relispartition
      ORDER BY c.table_name, c.ordinal_position`,
  );
}

/** Columns in which a text stands, wherever in the value: as text, in a list, in JSON, or as bytes. */
export async function columnsHolding(gatehouse: TestGatehouse, text: string): Promise<ColumnName[]> {
  const columns = await columnsOf(gatehouse);
  const looks = columns.map(({ table, column, type }) => {
    const holds =
      type === 'bytea'
        ? `position(convert_to($1, 'UTF8') IN "${column}") > 0`
        : `"${column}"::text ILIKE '%' || $1 || '%'`;
    return `SELECT '${table}.${column}' AS name WHERE EXISTS (SELECT FROM "${table}" WHERE ${holds})`;
  });
  const rows = await gatehouse.sql<{ name: ColumnName }>(looks.join(' UNION ALL '), [text]);
  return rows.map(({ name }) => name).toSorted();
}

/** Columns of rows that go with a person by foreign keys, and those that are emptied by one. */
export async function goneByKeys(gatehouse: TestGatehouse): Promise<ColumnName[]> {
  const rows = await gatehouse.sql<{ name: ColumnName }>(
    `WITH RECURSIVE owned AS (
       SELECT 'users'::regclass::oid AS id
       UNION SELECT conrelid FROM pg_constraint JOIN owned ON confrelid = owned.id WHERE contype = 'f' AND confdeltype = 'c')
     SELECT attrelid::regclass || '.' || attname AS name FROM pg_attribute JOIN owned ON attrelid = owned.id WHERE attnum > 0
     UNION SELECT conrelid::regclass || '.' || attname FROM pg_constraint
       JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
      WHERE contype = 'f' AND confrelid = 'users'::regclass AND confdeltype = 'n'`,
  );
  return rows.map(({ name }) => name);
}
