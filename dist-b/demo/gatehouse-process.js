import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
const ENTRY = fileURLToPath(new URL('../src/main.js', import.meta.url));
const READY_SECONDS = 50;
const STOP_SECONDS = 20;
const START_GRACE_SECONDS = 10;
const KEPT_LINES = 20;
/** Handed on to the child; everything else, a DATABASE_URL above all, must not leak into a throwaway instance. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'LANG', 'TZ', 'SystemRoot', 'NODE_EXTRA_CA_CERTS'];
/** Starts Gatehouse. Throws when it has not been built. */
export async function startGatehouse() {
    if (!existsSync(ENTRY))
        throw new Error(`${ENTRY} is missing: run "npm run build" first`);
    const port = await freePort();
    const publicUrl = `http://localhost:${port}`;
    const admin = { clientId: 'demo-admin', clientSecret: randomBytes(32).toString('base64url') };
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-demo-'));
    // Started as root, the database runs under another uid, which must be able to pass through.
    await chmod(folder, 0o711);
    const child = spawn(process.execPath, ['--enable-source-maps', ENTRY], {
        stdio: ['ignore', 'pipe', 'pipe'],
        // Ctrl-C goes to a whole process group. To Gatehouse our SIGTERM would be the second signal, and that means "now".
        detached: true,
        // Away from files that a developer keeps in the checkout.
        cwd: folder,
        env: {
            ...Object.fromEntries(INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
            PORT: String(port),
            PUBLIC_URL: publicUrl,
            DATA_DIR: join(folder, 'data'),
            BOOTSTRAP_ADMIN_EMAIL: 'admin@example.com',
            BOOTSTRAP_CLIENT_ID: admin.clientId,
            BOOTSTRAP_CLIENT_SECRET: admin.clientSecret,
        },
    });
    const words = listenTo(child);
    const starting = untilReady(child, publicUrl);
    starting.catch(() => undefined);
    return {
        publicUrl,
        admin,
        ready: () => starting,
        lastWords: () => words.filter((line) => !line.includes(admin.clientSecret)),
        stop: async () => {
            // Killed half-way through its start it would leave its database running.
            const patience = sleep(START_GRACE_SECONDS * 1000, undefined, { ref: false });
            await Promise.race([starting, patience]).catch(() => undefined);
            await end(child);
            await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
            return { exitCode: child.exitCode, signal: child.signalCode };
        },
    };
}
function listenTo(child) {
    const words = [];
    const hear = (chunk) => {
        words.push(...chunk.toString('utf8').split('\n').filter(Boolean));
        words.splice(0, words.length - KEPT_LINES);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('error', (error) => words.push(error.message));
    return words;
}
function hasEnded(child) {
    return child.exitCode !== null || child.signalCode !== null;
}
async function untilReady(child, publicUrl) {
    const deadline = Date.now() + READY_SECONDS * 1000;
    while (Date.now() < deadline) {
        if (hasEnded(child))
            throw new Error(`Gatehouse ended at once (${child.signalCode ?? `exit code ${child.exitCode}`})`);
        const answer = await fetch(`${publicUrl}/health/ready`).catch(() => null);
        await answer?.body?.cancel();
        if (answer?.ok)
            return;
        await sleep(50);
    }
    throw new Error(`Gatehouse was not ready after ${READY_SECONDS} s`);
}
async function end(child) {
    if (child.pid === undefined || hasEnded(child))
        return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const tooLate = setTimeout(() => child.kill('SIGKILL'), STOP_SECONDS * 1000);
    await ended;
    clearTimeout(tooLate);
}
async function freePort() {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address();
    probe.close();
    await once(probe, 'close');
    return port;
}
//# sourceMappingURL=gatehouse-process.js.map