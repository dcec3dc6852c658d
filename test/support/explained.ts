import pg from 'pg';
import type { TestGatehouse } from './gatehouse.js';

/** One step of a plan that was carried out. */
export interface PlanNode {
  /** As PostgreSQL calls it: `Index Scan`. */
  readonly type: string;
  /** Rows that it looked at, also those that it threw away. */
  readonly read: number;
}

/** How PostgreSQL reads tables for a statement that is asked as the service asks it: by a plan that knows no value. */
export async function scansOf(
  { ownerUrl }: TestGatehouse,
  text: string,
  values: readonly unknown[],
): Promise<PlanNode[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('SET plan_cache_mode = force_generic_plan');
    await client.query(`PREPARE asked AS ${text}`);
    const literals = values.map((value) => literalOf(client, value));
    const asked = `EXECUTE asked${literals.length > 0 ? `(${literals.join(', ')})` : ''}`;
    const plan = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${asked}`);
    return nodes(plan.rows).filter(({ type }) => /Scan/.test(type));
  } finally {
    await client.end();
  }
}

function literalOf(client: pg.Client, value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return client.escapeLiteral(`{${value.join(',')}}`);
  if (value instanceof Date) return client.escapeLiteral(value.toISOString());
  return client.escapeLiteral(typeof value === 'string' ? value : JSON.stringify(value));
}

function nodes(value: unknown): PlanNode[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Record<string, unknown>;
  const below = Object.values(node).flatMap(nodes);
  if (typeof node['Node Type'] !== 'string') return below;
  const number = (name: string) => Number(node[name] ?? 0);
  const each = number('Actual Rows') + number('Rows Removed by Filter') + number('Rows Removed by Index Recheck');
  return [{ type: node['Node Type'], read: Math.round(each * number('Actual Loops')) }, ...below];
}
