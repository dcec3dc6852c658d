/** How rows of a table that grows with traffic are read from JSON. */
export interface RowShape {
  readonly table: 'sessions' | 'audit_events';
  readonly columns: string;
  /** What they are, one for each column. */
  readonly values: string;
  /** Where `values` are from. @param json the parameter, an array of objects */
  readonly records: (json: string) => string;
}

/** A row as it is written; all rows of one write stand or fall together. */
export interface WrittenRow {
  readonly into: RowShape;
  readonly json: string;
}

/** A row that is yet to get its place in a chain. */
export interface UnplacedRow {
  readonly into: RowShape;
  /** Its JSON up to `prev`, from there to `seq`, and from there to `writer`, which is the last. */
  readonly pieces: readonly [string, string, string];
}

export type NewRow = WrittenRow | UnplacedRow;

/**
 * One statement for all tables: data-modifying WITH is atomic, and costs one round trip.
 * @returns its name, its text and its values; one text for each set of tables, because every row of a table names the same columns
 */
export function insertion(rows: readonly WrittenRow[]): [string, string, string[]] {
  const parts: string[] = [];
  const values: string[] = [];
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
export function insertionInto({ table, columns, values, records }: RowShape, json: string): string {
  return `INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${records(json)}`;
}

function byShape(rows: readonly WrittenRow[]): Map<RowShape, string[]> {
  const groups = new Map<RowShape, string[]>();
  for (const { into, json } of rows) {
    const group = groups.get(into);
    if (group === undefined) groups.set(into, [json]);
    else group.push(json);
  }
  return groups;
}
