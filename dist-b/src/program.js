import cluster from 'node:cluster';
import { openDatabase } from './database/open-database.js';
import { PinoLog } from './http/pino-log.js';
import { readEnvironment } from './settings/environment.js';
import { StartPhases } from './start-phases.js';
import { toldToStop } from './told-to-stop.js';
import { welcome } from './welcome.js';
/** One process: starts, listens, stops; nothing else. @returns the exit code */
async function main() {
    // Before anything is started: a signal during the start stops it as soon as it can be stopped in order.
    const told = toldToStop();
    const settings = readEnvironment();
    const log = new PinoLog(settings.LOG_LEVEL);
    const phases = new StartPhases(log);
    phases.end('program');
    // The database starts in processes of its own, or on another machine: meanwhile this one reads the rest of its code.
    const [database, { serve }] = await Promise.all([openDatabase(settings, log), import('./serve.js')]);
    phases.end('database');
    try {
        await serve(settings, database.url, log, { told, phases, listens: (first) => welcome(settings, first) });
    }
    finally {
        await database.close();
    }
    log.info('stopped');
    return 0;
}
/** The same program is all three, so that the build makes one: alone, `main.js cluster N`, and what that starts. */
async function program([part, ...words]) {
    if (part === 'cluster')
        return (await import('./cluster/primary.js')).runPrimary(words);
    // Under somebody else's primary, such as a process manager's, it is a process like any other.
    if (part === 'worker' && cluster.isWorker)
        return (await import('./cluster/worker.js')).runWorker();
    return main();
}
/** Runs what the command line asks for, and ends the process. */
export function run() {
    program(process.argv.slice(2)).then((code) => process.exit(code), (error) => {
        const { message, code, stack } = error;
        const hint = code === 'EADDRINUSE' ? ' Set PORT to another one.' : '';
        console.error(`Gatehouse did not start. ${message || code || String(error)}${hint}`);
        if (/debug|trace/.test(process.env['LOG_LEVEL'] ?? ''))
            console.error(stack);
        process.exit(1);
    });
}
//# sourceMappingURL=program.js.map