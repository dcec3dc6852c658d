/**
 * The database for those who bring none: the PostgreSQL of an npm package, on files below the data directory, for all
 * Gatehouse processes of this machine together. Whoever comes first starts it, whoever leaves last stops it, and
 * while anyone is present it is kept running.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { createRoles, DATABASE, findPostmaster, initialise, OWNER, seconds, SERVICE } from './embedded-cluster.js';
import { startPostmaster, stopPostmaster } from './embedded-cluster.js';
import { errorCode, errorText, layOut, liveProcess, PATIENCE_MS, syncDirectory } from './embedded-host.js';
import { withLock } from './embedded-lock.js';
const PRESENCE = 'gatehouse-presence';
const RETURNING = '.returning-';
/** Starts (or adopts) the PostgreSQL whose files lie in dataDir/postgres. */
export async function startEmbeddedPostgres(options) {
    const layout = await layOut(options.dataDir);
    const passwords = await withLock(layout.lock, async () => {
        const found = await readPasswords(layout);
        await initialise(layout, found.superuser, options.log);
        return found;
    });
    const presence = new Presence(layout, passwords, options.log);
    const port = await presence.enter();
    const url = (role, password) => `postgres://${role}:${password}@127.0.0.1:${port}/${DATABASE}`;
    return {
        serviceUrl: url(SERVICE, passwords.service),
        ownerUrl: url(OWNER, passwords.owner),
        stop: () => presence.stop(),
    };
}
/** This process's part in the shared database: one connection that says "somebody is here" and notices its death. */
class Presence {
    layout;
    passwords;
    log;
    connection;
    port;
    enteredAt = 0;
    backoff = 0;
    recovery = Promise.resolve();
    stopped;
    leaving = new AbortController();
    constructor(layout, passwords, log) {
        this.layout = layout;
        this.passwords = passwords;
        this.log = log;
    }
    /** Makes sure that the server runs, on our port once we have one, and connects. Returns the port. */
    async enter() {
        return withLock(this.layout.lock, async () => {
            const began = performance.now();
            const running = await findPostmaster(this.layout);
            let postmaster = running ?? (await startPostmaster(this.layout, this.port));
            let connection = await connect(postmaster, this.layout, this.passwords);
            if (!connection) {
                // It was on its way out when we found it.
                postmaster = await startPostmaster(this.layout, this.port);
                connection = await connect(postmaster, this.layout, this.passwords);
            }
            if (!connection)
                throw new Error(`The built-in PostgreSQL ended at once; see ${this.layout.logFile}`);
            await this.settle(connection, postmaster.port);
            const how = postmaster === running ? 'joined the running one' : 'started';
            this.log(`database: ${how} in ${seconds(began)} s (port ${postmaster.port})`);
            return postmaster.port;
        });
    }
    async settle(connection, port) {
        try {
            if (this.port !== undefined && this.port !== port)
                throw new Error(`the database has moved from port ${this.port} to ${port}: restart this process`);
            await createRoles(connection, this.passwords);
        }
        catch (error) {
            await connection.end();
            throw error;
        }
        this.port = port;
        this.connection = connection;
        this.enteredAt = Date.now();
        connection.on('end', () => this.lost(connection));
    }
    lost(connection) {
        if (this.connection !== connection || this.leaving.signal.aborted)
            return;
        this.connection = undefined;
        this.log('database: connection lost, looking after it');
        this.recovery = this.recover();
    }
    /** Brings the database back. Until then a file stands for our presence, so that nobody stops it meanwhile. */
    async recover() {
        const file = join(this.layout.dataDir, `${RETURNING}${process.pid}-${randomBytes(4).toString('hex')}`);
        try {
            await writeFile(file, '').catch((error) => this.log(`database: ${errorText(error)}`));
            await this.retry();
        }
        finally {
            await rm(file, { force: true }).catch((error) => this.log(`database: ${errorText(error)}`));
        }
    }
    /** A database that dies again and again is started less and less often. */
    async retry() {
        if (Date.now() - this.enteredAt > 60_000)
            this.backoff = 0;
        const { signal } = this.leaving;
        while (!signal.aborted) {
            await sleep(this.backoff, undefined, { signal }).catch(() => undefined);
            if (signal.aborted)
                return;
            this.backoff = Math.min(Math.max(this.backoff * 2, 100), 10_000);
            try {
                await this.enter();
                return;
            }
            catch (error) {
                this.log(`database: not back yet: ${errorText(error)}`);
            }
        }
    }
    stop() {
        this.stopped ??= this.leave().catch((error) => {
            // A shutdown goes on: the next process to start finds the database and adopts it.
            this.log(`database: left as it is: ${errorText(error)}`);
            void this.connection?.end();
        });
        return this.stopped;
    }
    async leave() {
        this.leaving.abort();
        await this.recovery;
        // Under the lock, so that of two who leave together one sees the other gone, and nobody enters a closing house.
        await withLock(this.layout.lock, async () => {
            const postmaster = await findPostmaster(this.layout);
            const others = postmaster && (await this.countOthers(postmaster));
            await this.connection?.end();
            if (!postmaster)
                return;
            if (others)
                this.log(`database: left running for ${others} other process${others > 1 ? 'es' : ''}`);
            else
                await stopPostmaster(postmaster, this.log);
        });
    }
    async countOthers(postmaster) {
        this.connection ??= await connect(postmaster, this.layout, this.passwords);
        const sql = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()`;
        const result = await this.connection?.query(sql, [PRESENCE]);
        return (result?.rows[0]?.n ?? 0) + (await this.countReturning());
    }
    async countReturning() {
        const names = (await readdir(this.layout.dataDir)).filter((name) => name.startsWith(RETURNING));
        const dead = names.filter((name) => !liveProcess(parseInt(name.slice(RETURNING.length), 10)));
        for (const name of dead)
            await rm(join(this.layout.dataDir, name), { force: true });
        return names.length - dead.length;
    }
}
/** A presence connection, as soon as the server lets us in; undefined when it ends before it does. */
async function connect(postmaster, layout, passwords) {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
        const now = await findPostmaster(layout);
        if (now?.pid !== postmaster.pid)
            return undefined;
        // Until it says ready, its port may still be anybody's.
        if (now.ready) {
            const connection = await dial(now.port, passwords.superuser, layout);
            if (connection)
                return connection;
        }
        if (Date.now() > deadline)
            throw new Error(`The built-in PostgreSQL does not answer; see ${layout.logFile}`);
        await sleep(10);
    }
}
async function dial(port, password, layout) {
    const address = { host: '127.0.0.1', port, database: 'postgres', user: 'postgres', password };
    const patience = { connectionTimeoutMillis: 10_000, query_timeout: 30_000 };
    // `ssl` is said because PGSSLMODE, meant for another server, would apply here too.
    const connection = new Client({ ...address, ...patience, ssl: false, application_name: PRESENCE });
    // An error of an idle connection is followed by its end, which is what we watch.
    connection.on('error', () => undefined);
    try {
        await connection.connect();
        return connection;
    }
    catch (cause) {
        await connection.end().catch(() => undefined);
        if (errorCode(cause) === '28P01')
            throw new Error(`The database does not accept the password in ${layout.passwords}.`, { cause });
        return undefined;
    }
}
/** The passwords, made on first use; throws if the database exists and they do not. */
async function readPasswords(layout) {
    try {
        return JSON.parse(await readFile(layout.passwords, 'utf8'));
    }
    catch (cause) {
        if (errorCode(cause) !== 'ENOENT')
            throw new Error(`${layout.passwords} cannot be read: ${errorText(cause)}`, { cause });
    }
    if (existsSync(layout.files))
        throw new Error(`${layout.passwords} is missing: the database in ${layout.files} cannot be opened without it.`);
    const word = () => randomBytes(24).toString('base64url');
    const passwords = { superuser: word(), owner: word(), service: word() };
    const draft = `${layout.passwords}.new`;
    await writeFile(draft, `${JSON.stringify(passwords)}\n`, { mode: 0o600, flush: true });
    await rename(draft, layout.passwords);
    await syncDirectory(dirname(layout.passwords));
    return passwords;
}
//# sourceMappingURL=embedded-postgres.js.map