import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { cloneDatabase } from '../support/gatehouse.js';

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let source: DataSource;

beforeAll(async () => {
  database = await cloneDatabase();
  source = await new DataSource(dataSourceOptions(database.ownerUrl, 2)).initialize();
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

it('the migrated schema is the one that the entities describe', async () => {
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

it('every entity is a table that migrations made', async () => {
  const rows = await source.query<{ name: string }[]>(
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace`,
  );
  const tables = new Set(rows.map(({ name }) => name));
  expect(source.entityMetadatas.map(({ tableName }) => tableName).filter((name) => !tables.has(name))).toEqual([]);
});
