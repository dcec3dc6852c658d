import { randomInt } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { chown, mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseIdentity, errorCode, errorText, findBinaries, launch, liveProcess } from './embedded-host.js';
import { namedIdentity, PATIENCE_MS, run, syncDirectory } from './embedded-host.js';
export const DATABASE = 'gatehouse';
export const OWNER = 'gatehouse_owner';
export const SERVICE = 'gatehouse';
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const STOP_PATIENCE_MS = 10_000;
/** Written into postgresql.conf once, so that an operator may change them there. */
const SETTINGS = [
    'max_connections=100',
    // Our own presence must get in even when the pools have taken every other slot.
    'superuser_reserved_connections=5',
    'shared_buffers=128MB',
    'max_wal_size=512MB',
    'timezone=UTC',
    'log_timezone=UTC',
    'cluster_name=gatehouse',
    // Errors of statements are told to the client; here they would fill the disk and could repeat a person's data.
    'log_min_messages=log',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_parameter_max_length_on_error=0',
    'log_checkpoints=off',
];
/** Makes the database files unless they exist. They appear by one rename, so that a kill leaves no half of them. */
export async function initialise(layout, password, log) {
    if (existsSync(layout.files))
        return;
    const began = performance.now();
    const binaries = await findBinaries();
    const identity = await chooseIdentity(binaries, layout.dataDir);
    const leftovers = (await readdir(layout.dataDir)).filter((name) => name.startsWith('.init-'));
    for (const name of leftovers)
        await discard(join(layout.dataDir, name), log);
    const workshop = await mkdtemp(join(layout.dataDir, '.init-'));
    try {
        const passwordFile = join(workshop, 'password');
        await writeFile(passwordFile, password, { mode: 0o600 });
        if (identity.uid !== undefined && identity.gid !== undefined)
            for (const path of [passwordFile, workshop])
                await chown(path, identity.uid, identity.gid);
        await runInitdb(binaries, identity, workshop, passwordFile);
        await rename(join(workshop, 'data'), layout.files);
        await syncDirectory(layout.dataDir);
    }
    finally {
        await discard(workshop, log);
    }
    log(`database: initialised in ${seconds(began)} s`);
}
/** An initdb that outlived its killed parent may still write there: then the next start removes it. */
async function discard(path, log) {
    await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch((error) => {
        log(`database: cannot remove ${path} yet: ${errorText(error)}`);
    });
}
async function runInitdb(binaries, identity, workshop, passwordFile) {
    const data = join(workshop, 'data');
    // The builtin C.UTF-8 sorts the same on every machine; the libc's and ICU's locales do not.
    const locale = ['--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'];
    const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    const settings = SETTINGS.flatMap((setting) => ['--set', setting]);
    const args = [`--pgdata=${data}`, '--data-checksums', ...locale, ...access, ...settings];
    const runner = namedIdentity(identity);
    try {
        await run(runner, binaries.initdb, args, { cwd: process.platform === 'win32' ? undefined : '/' });
    }
    catch (cause) {
        const nameless = 'This uid has no entry in /etc/passwd, which initdb wants, and no user namespace can lend one. ';
        const advice = `${runner === identity ? '' : nameless}Or set DATABASE_URL to a PostgreSQL server.`;
        throw new Error(`The built-in PostgreSQL could not be initialised: ${errorText(cause)}. ${advice}`, { cause });
    }
}
/** The two roles and their database; each step may have been done before. */
export async function createRoles(connection, passwords) {
    const sql = `SELECT (SELECT count(*)::int FROM pg_roles WHERE rolname IN ($1, $2)) AS roles,
    EXISTS (SELECT FROM pg_database WHERE datname = $3) AS made,
    EXISTS (SELECT FROM pg_database WHERE datname = $3 AND datacl IS NOT NULL) AS closed`;
    const { rows } = await connection.query(sql, [
        OWNER,
        SERVICE,
        DATABASE,
    ]);
    // Several statements in one query are one transaction.
    if (rows[0]?.roles === 0)
        await connection.query(`CREATE ROLE ${OWNER} LOGIN CREATEDB PASSWORD ${connection.escapeLiteral(passwords.owner)};
       CREATE ROLE ${SERVICE} LOGIN PASSWORD ${connection.escapeLiteral(passwords.service)}`);
    if (!rows[0]?.made)
        await connection.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
    if (!rows[0]?.closed)
        await connection.query(`REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC; GRANT CONNECT ON DATABASE ${DATABASE} TO ${SERVICE}`);
}
/** The living server of these files, if there is one. A stale postmaster.pid is not believed. */
export async function findPostmaster(layout) {
    const lines = await pidFile(layout);
    const pid = Number(lines[0]);
    if (!(pid > 0))
        return undefined;
    const living = liveProcess(pid);
    if (!living || (living.name !== '' && living.name !== 'postgres') || !isOurs(pid, lines[1] ?? '', layout)) {
        return undefined;
    }
    return { pid, port: Number(lines[3]), ready: (lines[7] ?? '').startsWith('ready') };
}
async function pidFile(layout) {
    try {
        return (await readFile(join(layout.files, 'postmaster.pid'), 'utf8')).split('\n');
    }
    catch (error) {
        if (errorCode(error) === 'ENOENT')
            return [];
        throw error;
    }
}
/** After a reboot the pid may belong to somebody else's PostgreSQL: ours works in our directory. */
function isOurs(pid, claimed, layout) {
    const files = statSync(layout.files);
    try {
        const works = statSync(`/proc/${pid}/cwd`);
        return works.ino === files.ino && works.dev === files.dev;
    }
    catch {
        // No /proc, or not ours to look into: what the file claims must do.
        return resolve(claimed) === layout.files;
    }
}
/** Starts the server. `port` is kept at all costs if given, since others hold URLs with it. */
export async function startPostmaster(layout, port) {
    const binaries = await findBinaries();
    const identity = await chooseIdentity(binaries, layout.files);
    const deadline = Date.now() + 10_000;
    for (;;) {
        const stale = await pidFile(layout);
        const chosen = port ?? (await freePort(Number(stale[3])));
        // PostgreSQL refuses to start while the pid in it answers a signal, even as a zombie or as another program.
        // It still refuses by itself, by the shared memory of this directory, while children of a killed server live.
        if (stale.length > 0)
            await rm(join(layout.files, 'postmaster.pid'), { force: true });
        const failure = await attempt(layout, binaries, identity, chosen);
        if (typeof failure !== 'string')
            return failure;
        if (!/in use|already exists|could not create any TCP/i.test(failure) || Date.now() > deadline)
            throw new Error(`The built-in PostgreSQL did not start: ${failure}`);
        await sleep(100);
    }
}
/** One start: the ready server, or what it said before it ended. */
async function attempt(layout, binaries, identity, port) {
    const output = await openLog(layout, identity);
    const from = (await output.stat()).size;
    const fixed = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=on'];
    const args = ['-D', layout.files, ...[...fixed, 'logging_collector=off'].flatMap((setting) => ['-c', setting])];
    // A group of its own: Ctrl-C in the terminal is for Gatehouse, which still needs the database while it drains.
    const stdio = ['ignore', output.fd, output.fd];
    const child = launch(identity, binaries.postgres, args, { detached: true, windowsHide: true, stdio });
    child.unref();
    let ended;
    child.on('error', (error) => (ended = errorText(error)));
    child.on('exit', (code, signal) => (ended ??= `ended with ${signal ?? code}`));
    await output.close();
    const deadline = Date.now() + PATIENCE_MS;
    while (ended === undefined) {
        const found = await findPostmaster(layout);
        if (found?.pid === child.pid && found?.ready)
            return found;
        if (Date.now() > deadline)
            throw new Error(`The built-in PostgreSQL is not ready yet; see ${layout.logFile}`);
        await sleep(5);
    }
    const said = (await readFile(layout.logFile)).subarray(from).toString().trim();
    const lines = said.split('\n').slice(-4);
    return said === '' ? ended : lines.map((line) => line.replace(/^.*?\] /, '')).join('; ');
}
async function openLog(layout, identity) {
    const size = existsSync(layout.logFile) ? (await stat(layout.logFile)).size : 0;
    if (size > LOG_LIMIT_BYTES)
        await rename(layout.logFile, `${layout.logFile}.1`);
    const output = await open(layout.logFile, 'a', 0o600);
    if (identity.uid !== undefined && identity.gid !== undefined)
        await output.chown(identity.uid, identity.gid);
    return output;
}
/**
 * A free port of the loopback. Below 32768, where systems take the ports of outgoing connections from: else one of
 * those could hold ours while the server restarts, even our own pool's that dials it.
 */
async function freePort(preferred) {
    for (let port = preferred > 0 ? preferred : randomInt(20_000, 30_000);; port = randomInt(20_000, 30_000)) {
        const free = await new Promise((answer) => {
            const probe = createServer().on('error', () => answer(false));
            probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => answer(true)));
        });
        if (free)
            return port;
    }
}
/** Ends the server in an orderly way, after some seconds in haste; resolves when it is gone. */
export async function stopPostmaster({ pid }, log) {
    const began = performance.now();
    for (const signal of ['SIGINT', 'SIGQUIT']) {
        await send(pid, signal);
        const deadline = Date.now() + STOP_PATIENCE_MS;
        while (Date.now() < deadline) {
            if (!liveProcess(pid))
                return log(`database: stopped in ${seconds(began)} s`);
            await sleep(10);
        }
        log(`database: still there ${STOP_PATIENCE_MS / 1000} s after ${signal}`);
    }
}
async function send(pid, signal) {
    try {
        // Windows has no signals; PostgreSQL brings its own.
        if (process.platform !== 'win32')
            process.kill(pid, signal);
        else
            await run({ prefix: [] }, (await findBinaries()).pgCtl, ['kill', signal.slice(3), String(pid)], {});
    }
    catch (error) {
        if (errorCode(error) !== 'ESRCH')
            throw error;
    }
}
/** Seconds since `began`, as they read best in a log. */
export function seconds(began) {
    return ((performance.now() - began) / 1000).toFixed(2);
}
//# sourceMappingURL=embedded-cluster.js.map