import { Injectable } from '@nestjs/common';
import type { Pool, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';

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
}

/** Whether a statement failed by a value: SQLSTATE classes 22 (data) and 23 (constraint). Anything else would fail again, and take as long. */
export function isAboutRows(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^2[23]/.test(code);
}
