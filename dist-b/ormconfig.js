import { DataSource } from 'typeorm';
import { dataSourceOptions } from './src/database/data-source.js';
/**
 * For TypeORM's own command line, on the built files:
 * `MIGRATION_DATABASE_URL=postgres://… npx typeorm -d dist/ormconfig.js migration:show`.
 */
export const source = new DataSource(dataSourceOptions(process.env['MIGRATION_DATABASE_URL'] ?? process.env['DATABASE_URL'] ?? '', 2));
//# sourceMappingURL=ormconfig.js.map