import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';

/**
 * Named prepared statements for hot paths: TypeORM never names its statements, which costs half their speed.
 * For stores alone.
 */
@Injectable()
export class Sql {
  private readonly pool: Pool;

  constructor(source: DataSource) {
    this.pool = (source.driver as unknown as { master: Pool }).master;
  }

  /** @param name unique for the text: PostgreSQL keeps the plan under it, one for each connection */
  async rows<Row extends QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    const result = await this.pool.query<Row>({ name, text, values: [...values] });
    return result.rows;
  }

  /** How many rows a statement changed. */
  async count(name: string, text: string, values: readonly unknown[]): Promise<number> {
    const result = await this.pool.query({ name, text, values: [...values] });
    return result.rowCount ?? 0;
  }

  /** A statement whose text varies, such as a list with filters. */
  async query<Row extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
    const result = await this.pool.query<Row>(text, [...values]);
    return result.rows;
  }

  /** A statement whose text varies, and that adds up much of a table: planned for its values, and for reading all of it. */
  async report<Row extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
    const connection = await this.pool.connect();
    let fault: unknown;
    try {
      await connection.query(`BEGIN READ ONLY; ${READING_MUCH}`);
      const result = await connection.query<Row>(text, [...values]);
      await connection.query('COMMIT');
      return result.rows;
    } catch (error) {
      fault = error;
      throw error;
    } finally {
      // Whatever it is in after a fault, nobody else gets it.
      connection.release(fault !== undefined);
    }
  }
}

/** A named statement in a transaction of TypeORM's. @throws QueryFailedError, as its own statements do */
export async function rowsIn<Row extends QueryResultRow>(
  { queryRunner }: EntityManager,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const connection = (await queryRunner?.connect()) as PoolClient | undefined;
  if (connection === undefined) throw new Error('a statement of a transaction outside of one');
  try {
    const result = await connection.query<Row>({ name, text, values: [...values] });
    return result.rows;
  } catch (error) {
    throw new QueryFailedError(text, [...values], error as Error);
  }
}

/** In a transaction, before statements that read much of their tables: they are planned for that, and for their values. */
export const READING_MUCH = `SET LOCAL plan_cache_mode = force_custom_plan;
  SET LOCAL enable_seqscan = on; SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on;
  SET LOCAL enable_material = on`;

/** Whether a statement failed by a value: SQLSTATE classes 22 (data) and 23 (constraint). Anything else would fail again, and take as long. */
export function isAboutRows(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^2[23]/.test(code);
}
