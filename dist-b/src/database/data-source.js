import pg from 'pg';
import { DataSource } from 'typeorm';
import { entities } from './entities.js';
import { migrations } from './migrations.js';
import { SnakeCaseColumns } from './naming.js';
/**
 * How statements are planned that look for a few rows by their keys, as nearly all do; {@link Sql.report} undoes it. Plans
 * are kept. One that was made while a table, or the partition of a week, was nearly empty would read all of it once it is
 * not, until autovacuum comes.
 */
const PLANNING = {
    // On partitioned tables a plan for the given values always looks cheaper than the kept one: without this each call is
    // planned anew, which takes longer than running it.
    plan_cache_mode: 'force_generic_plan',
    enable_seqscan: 'off',
    enable_hashjoin: 'off',
    enable_mergejoin: 'off',
    enable_material: 'off',
    // Where there is no index, what is off looks dear enough to compile.
    jit: 'off',
};
/** What every connection needs. */
const REACHING = {
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // The server may end a connection in the breath in which it is ready, before whoever asked for it listens: an error that
    // nobody hears would end the process. Whoever uses the connection is refused.
    onConnect: (client) => void client.on('error', () => undefined),
};
/** What a connection needs besides on which somebody waits for an answer. */
const SERVING = {
    ...REACHING,
    statement_timeout: 30_000,
    // A connection that dies without a word must not be waited for: longer than the server itself would take.
    query_timeout: 35_000,
    options: Object.entries(PLANNING)
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
};
/** How every part of Gatehouse reaches its database: the service, the migrations, the command line, the tests. */
export function dataSourceOptions(url, poolSize, connection = SERVING) {
    return {
        type: 'postgres',
        // Handed in, so that the one of the bundle is used, not a second copy.
        driver: pg,
        url,
        poolSize,
        entities,
        migrations,
        migrationsTransactionMode: 'each',
        namingStrategy: new SnakeCaseColumns(),
        synchronize: false,
        installExtensions: false,
        applicationName: 'gatehouse',
        extra: connection,
    };
}
const KEEP_EVIDENCE = `INSERT INTO audit_retention (id, days) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET days = $1`;
/**
 * Brings the schema up to date as the owning role, then grants the service's role what it needs and no more:
 * evidence can be written and read, never changed (architecture rule 8).
 * @param serviceRole the role that the service connects as; nothing is granted when it is the owner itself
 * @param evidenceDays for how long evidence is kept; null for ever, undefined as it was told before
 */
export async function migrate(ownerUrl, serviceRole, evidenceDays) {
    // Without the entities: migrations are SQL, and what entities mean to TypeORM takes its time to find out. An index of large
    // tables takes as long as it takes, and so does the wait for another replica that makes it.
    const source = await new DataSource({
        ...dataSourceOptions(ownerUrl, 2, REACHING),
        entities: [],
        logging: ['error'],
    }).initialize();
    try {
        // One process at a time: replicas start together.
        const lock = source.createQueryRunner();
        await lock.query(`SELECT pg_advisory_lock(hashtext('gatehouse.migrate'))`);
        try {
            const ran = await source.runMigrations();
            // In one transaction: no moment in which the service could change evidence.
            await source.transaction((manager) => grant(manager, serviceRole));
            if (evidenceDays !== undefined)
                await source.query(KEEP_EVIDENCE, [evidenceDays]);
            return ran.map((migration) => migration.name);
        }
        finally {
            await lock.query(`SELECT pg_advisory_unlock(hashtext('gatehouse.migrate'))`);
            await lock.release();
        }
    }
    finally {
        await source.destroy();
    }
}
async function grant(source, role) {
    const [self] = await source.query('SELECT current_user AS owner');
    if (self?.owner === role)
        return;
    const name = `"${role.replaceAll('"', '""')}"`;
    await source.query(`GRANT USAGE ON SCHEMA public TO ${name}`);
    await source.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name}`);
    // A partition has rights of its own, and ALL TABLES has just named those of earlier starts: rows go in by the parent.
    const pieces = await source.query(`SELECT relid::regclass::text AS piece FROM pg_partition_tree('audit_events') WHERE relid <> 'audit_events'::regclass`);
    for (const { piece } of pieces)
        await source.query(`REVOKE ALL ON ${piece} FROM ${name}`);
    await source.query(`REVOKE UPDATE, DELETE, TRUNCATE ON audit_events, audit_checkpoints, audit_keys FROM ${name}`);
    await source.query(`REVOKE INSERT, UPDATE, DELETE ON migrations, audit_retention, audit_seals FROM ${name}`);
    await source.query(`REVOKE EXECUTE ON FUNCTION keep_partitions FROM PUBLIC`);
    await source.query(`GRANT EXECUTE ON FUNCTION keep_partitions, uuidv7_floor, seal_evidence TO ${name}`);
}
//# sourceMappingURL=data-source.js.map