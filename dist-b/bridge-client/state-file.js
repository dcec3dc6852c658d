import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync, } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { isStateOf } from './bridge-state.js';
import { Failure, loggedOut } from './failure.js';
import { statePath } from './state-folder.js';
/** Milliseconds after which a lock was left behind by a program that ended: nobody holds one for longer than a write. */
const ABANDONED = 10_000;
const PAUSE = 20;
/** The state of one login, which several programs of a person read and write at the same time. */
export class StateFile {
    folder;
    issuer;
    path;
    constructor(folder, issuer) {
        this.folder = folder;
        this.issuer = issuer;
        this.path = statePath(folder, issuer);
    }
    /** @returns null when nobody is logged in @throws Failure for a file that is there and cannot be used */
    read() {
        try {
            const state = JSON.parse(readFileSync(this.path, 'utf8'));
            if (isStateOf(state, this.issuer))
                return state;
        }
        catch (error) {
            if (error.code === 'ENOENT')
                return null;
            if (!(error instanceof SyntaxError))
                throw this.unusable(error);
        }
        throw this.unusable(null);
    }
    /** @throws Failure when nobody is logged in */
    require() {
        const state = this.read();
        if (state === null)
            throw loggedOut(this.issuer, `Nobody is logged in at ${this.issuer}.`);
        return state;
    }
    /** Takes the place of whatever was there. */
    replace(state) {
        this.locked(() => this.write(state));
    }
    /**
     * Changes what is there now, which another program may have changed since it was read.
     * @param change returns null to leave it
     * @throws Failure when nobody is logged in any more: a logout is never undone by whoever was still at work
     */
    update(change) {
        this.locked(() => {
            const changed = change(this.require());
            if (changed !== null)
                this.write(changed);
        });
    }
    remove() {
        this.locked(() => rmSync(this.path, { force: true }));
    }
    /** Readable by its owner alone from the first moment, and never half of it. */
    write(state) {
        const fresh = `${this.path}.${randomBytes(6).toString('hex')}`;
        const file = openSync(fresh, 'wx', 0o600);
        try {
            writeSync(file, `${JSON.stringify(state, null, 2)}\n`);
            fsyncSync(file);
        }
        finally {
            closeSync(file);
        }
        renameSync(fresh, this.path);
    }
    locked(work) {
        const lock = `${this.path}.lock`;
        try {
            mkdirSync(this.folder, { recursive: true, mode: 0o700 });
            if (process.platform !== 'win32')
                chmodSync(this.folder, 0o700);
            while (!taken(lock))
                Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
            try {
                work();
            }
            finally {
                rmSync(lock, { force: true });
            }
        }
        catch (error) {
            throw error instanceof Failure ? error : this.unusable(error);
        }
    }
    unusable(cause) {
        const reason = cause instanceof Error ? ` (${cause.message})` : '';
        return new Failure(`The file ${this.path} cannot be used${reason}.`, 'See that the folder is yours and may be written, or remove the file and log in again.', { cause });
    }
}
/** @returns whether the lock is ours now */
function taken(lock) {
    try {
        closeSync(openSync(lock, 'wx', 0o600));
        return true;
    }
    catch (error) {
        if (error.code !== 'EEXIST')
            throw error;
    }
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    // Of a time to come it is when the clock was set back meanwhile.
    if (Math.abs(Date.now() - since) > ABANDONED)
        rmSync(lock, { force: true });
    return false;
}
//# sourceMappingURL=state-file.js.map