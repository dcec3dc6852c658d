import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataSourceOptions, migrate } from '../../src/database/data-source.js';
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

it('a migration may take as long as it takes, and is planned for whole tables', async () => {
  await source.query('CREATE TABLE seen (statement_timeout text, enable_seqscan text)');
  await source.query(`CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO seen VALUES (current_setting('statement_timeout'), current_setting('enable_seqscan')); RETURN new; END $$`);
  await source.query(
    'CREATE TRIGGER see BEFORE INSERT OR UPDATE ON audit_retention FOR EACH ROW EXECUTE FUNCTION see()',
  );
  await migrate(database.ownerUrl, new URL(database.serviceUrl).username, 365);
  const seen = await source.query<object[]>('SELECT DISTINCT statement_timeout, enable_seqscan FROM seen');
  expect(seen).toEqual([{ statement_timeout: '0', enable_seqscan: 'on' }]);
});
