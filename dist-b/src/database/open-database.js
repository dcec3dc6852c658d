import { migrate } from './data-source.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
/** `DATABASE_URL` when it is set, else the embedded PostgreSQL in `DATA_DIR`; migrated either way. */
export async function openDatabase(settings, log) {
    if (settings.DATABASE_URL !== undefined) {
        const owner = settings.MIGRATION_DATABASE_URL ?? settings.DATABASE_URL;
        await bringUpToDate(owner, settings.DATABASE_URL, settings, log);
        return { url: settings.DATABASE_URL, embedded: false, close: () => Promise.resolve() };
    }
    const server = await startEmbeddedPostgres({
        dataDir: settings.DATA_DIR,
        log: (line) => log.info('database', { line }),
    });
    try {
        await bringUpToDate(server.ownerUrl, server.serviceUrl, settings, log);
    }
    catch (error) {
        await server.stop();
        throw error;
    }
    return { url: server.serviceUrl, embedded: true, close: () => server.stop() };
}
async function bringUpToDate(ownerUrl, serviceUrl, settings, log) {
    const [owner, service] = [ownerUrl, serviceUrl].map((url) => decodeURIComponent(new URL(url).username));
    if (owner === service) {
        log.warn('database.one_role', {
            hint: 'evidence is append-only only with a MIGRATION_DATABASE_URL of another role',
        });
    }
    const ran = await migrate(ownerUrl, service ?? '', settings.EVIDENCE_DAYS ?? null);
    if (ran.length > 0)
        log.info('database.migrated', { migrations: ran.length, last: ran.at(-1) });
}
//# sourceMappingURL=open-database.js.map