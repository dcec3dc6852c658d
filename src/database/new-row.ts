/** A row for one of the tables that grow with traffic; all rows of one a write stand or fall together. */
export interface NewRow {
  readonly table: 'sessions' | 'audit_events';
  readonly row: Readonly<Record<string, unknown>>;
}

/** One statement for all tables: data-modifying WITH is atomic, and costs one round trip. */
export function insertion(rows: readonly NewRow[]): [string, string[]] {
  const tables = byTable(rows);
  const parts: string[] = [];
  const values: string[] = [];
  for (const [table, group] of tables) {
    values.push(JSON.stringify(group.map(({ row }) => row)));
    const columns = Object.keys(group[0]?.row ?? {}).join(', ');
    parts.push(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(null::${table}, $${values.length})`,
    );
  }
  const last = parts.pop() ?? '';
  const earlier = parts.map((part, index) => `part${index} AS (${part})`).join(', ');
  return [earlier === '' ? last : `WITH ${earlier} ${last}`, values];
}

function byTable(rows: readonly NewRow[]): Map<NewRow['table'], NewRow[]> {
  const groups = new Map<NewRow['table'], NewRow[]>();
  for (const row of rows) {
    const group = groups.get(row.table);
    if (group === undefined) groups.set(row.table, [row]);
    else group.push(row);
  }
  return groups;
}
