/** A lock file between processes that start the same embedded database. */
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode, liveProcess, PATIENCE_MS } from './embedded-host.js';
/** Runs `work` while no other process holds the lock file; a lock whose holder died is taken over. */
export async function withLock(path, work) {
    // The start time tells us from an earlier process with our pid: in a container we are always pid 1.
    const own = `${process.pid} ${liveProcess(process.pid)?.started ?? ''}`;
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await created(path, own))) {
        if (Date.now() > deadline)
            throw new Error(`Another process holds ${path} for too long.`);
        if (!(await isHeld(path)))
            await breakLock(path);
        await sleep(20);
    }
    try {
        return await work();
    }
    finally {
        await rm(path, { force: true });
    }
}
async function created(path, content) {
    try {
        await writeFile(path, content, { flag: 'wx', mode: 0o644 });
        return true;
    }
    catch (error) {
        if (errorCode(error) === 'EEXIST')
            return false;
        throw error;
    }
}
async function isHeld(path) {
    try {
        const [pid, started] = (await readFile(path, 'utf8')).split(' ');
        // The holder creates the file and then writes into it: give it a moment before we call the file broken.
        if (!pid)
            return Date.now() - (await stat(path)).mtimeMs < 2000;
        return liveProcess(Number(pid))?.started === started;
    }
    catch (error) {
        if (errorCode(error) === 'ENOENT')
            return true;
        throw error;
    }
}
/** Removes a dead holder's lock. Two breakers at once could remove a fresh lock, so breaking has a lock of its own. */
async function breakLock(path) {
    const breaker = `${path}.break`;
    if (!(await created(breaker, String(process.pid)))) {
        const age = Date.now() - ((await stat(breaker).catch(() => undefined))?.mtimeMs ?? Date.now());
        if (age > 5000)
            await rm(breaker, { force: true });
        return;
    }
    try {
        if (!(await isHeld(path)))
            await rm(path, { force: true });
    }
    finally {
        await rm(breaker, { force: true });
    }
}
//# sourceMappingURL=embedded-lock.js.map