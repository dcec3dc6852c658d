import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, constants, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../bridge-client/failure.js';
import { issuerOf } from '../bridge-client/issuer.rules.js';
/** Milliseconds after which a lock was left behind by a program that ended: longer than a request may take. */
const ABANDONED = 90_000;
const PAUSE = 40;
/** Where logins are kept: `gatehouse` below XDG_CONFIG_HOME. */
export function configFolder(environment) {
    return join(environment['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'gatehouse');
}
/** URLs of all Gatehouses at which somebody is logged in here. */
export function knownUrls(folder) {
    let names;
    try {
        names = readdirSync(folder);
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return [];
        throw new Failure(`The folder ${folder} cannot be read.`, 'Make it readable for you alone (mode 0700).');
    }
    return names.filter((name) => /^login-.*\.json$/.test(name)).flatMap((name) => urlIn(join(folder, name)));
}
/** What is no login of ours is none: the command that needs it says what is wrong with it. */
function urlIn(path) {
    try {
        const { url } = JSON.parse(readFileSync(path, 'utf8'));
        return typeof url === 'string' ? [issuerOf(url)] : [];
    }
    catch {
        return [];
    }
}
/** What is kept for one Gatehouse, which several programs of a person read and write at the same time. */
export class LoginFile {
    folder;
    url;
    path;
    constructor(folder, url) {
        this.folder = folder;
        this.url = url;
        this.path = join(folder, `login-${fileName(url)}.json`);
    }
    /** @returns null when nobody is logged in @throws Failure for a file that cannot be trusted or understood */
    read() {
        try {
            checkOwn(this.path);
            const held = JSON.parse(readFileSync(this.path, 'utf8'));
            if (held.version === 1 && held.url === this.url && typeof held.access_token === 'string')
                return held;
        }
        catch (error) {
            if (error instanceof Failure)
                throw error;
            if (error.code === 'ENOENT')
                return null;
        }
        throw new Failure(`The file ${this.path} cannot be used.`, 'Remove it and log in again.');
    }
    /** Readable by its owner alone from the first moment, and never half of it. */
    write(login) {
        makePrivate(this.folder);
        const fresh = `${this.path}.${randomBytes(6).toString('hex')}`;
        writeFileSync(fresh, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
        renameSync(fresh, this.path);
    }
    remove() {
        rmSync(this.path, { force: true });
    }
    /** While this works, no other program of the person does: of several that need another token, one asks for it. */
    async alone(work) {
        makePrivate(this.folder);
        const lock = `${this.path}.lock`;
        while (!isTaken(lock))
            await new Promise((resolve) => setTimeout(resolve, PAUSE));
        try {
            return await work();
        }
        finally {
            rmSync(lock, { force: true });
        }
    }
}
/** @throws Failure for what somebody else put there, or may read */
function checkOwn(path) {
    const { mode, uid } = lstatSync(path);
    if ((mode & constants.S_IFMT) !== constants.S_IFREG || uid !== (process.getuid?.() ?? uid)) {
        throw new Failure(`${path} is no file of yours.`, 'Remove it, and log in again: gatehouse login');
    }
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
        throw new Failure(`Others may read ${path}.`, 'Remove it, log in again, and see who used it: gatehouse login');
    }
}
/** A name for people, and a hash that keeps apart what the name cannot. */
export function fileName(url) {
    const readable = new URL(url).host.replace(/[^a-z0-9.-]/g, '_').slice(0, 100);
    return `${readable}-${createHash('sha256').update(url).digest('hex').slice(0, 12)}`;
}
/** Makes a folder that is its owner's alone. */
export function makePrivate(folder) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32')
        chmodSync(folder, 0o700);
}
/** @returns whether the lock is ours now */
function isTaken(lock) {
    try {
        writeFileSync(lock, '', { mode: 0o600, flag: 'wx' });
        return true;
    }
    catch (error) {
        if (error.code !== 'EEXIST')
            throw error;
    }
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Math.abs(Date.now() - since) > ABANDONED)
        rmSync(lock, { force: true });
    return false;
}
//# sourceMappingURL=login-file.js.map