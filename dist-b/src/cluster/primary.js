import { openDatabase } from '../database/open-database.js';
import { PinoLog } from '../http/pino-log.js';
import { readEnvironment } from '../settings/environment.js';
import { WrongSettings } from '../settings/settings.js';
import { StartPhases } from '../start-phases.js';
import { toldToStop } from '../told-to-stop.js';
import { welcome } from '../welcome.js';
import { Workers } from './workers.js';
const MOST = 128;
/** Milliseconds beyond `DRAIN_SECONDS` in which a worker closes what it has open. */
const CLOSING_MS = 10_000;
/** For what need not be waited for. */
const NEVER = new Promise(() => undefined);
/**
 * Several processes of one machine at one port. This one opens the database, migrates it and closes it, and serves
 * nobody. @returns the exit code
 */
export async function runPrimary(words) {
    const count = countIn(words);
    if (count === null)
        return say(2, `Usage: npm run cluster -- N, where N is how many processes, from 1 to ${MOST}.`);
    const signals = new Signals();
    const settings = withKnownPorts(readEnvironment());
    const log = new PinoLog(settings.LOG_LEVEL);
    const phases = new StartPhases(log);
    phases.end('program');
    const database = await openDatabase(settings, log);
    phases.end('database');
    if (count > 1 && settings.REDIS_URL === undefined) {
        log.warn('cluster.limits_apart', { hint: `each of ${count} processes counts for itself; with REDIS_URL together` });
    }
    const workers = new Workers(log, database.url);
    signals.kill = () => workers.kill();
    try {
        const started = workers.start(count).then((first) => welcome(settings, first));
        const reason = await Promise.race([signals.told, workers.failed, started.then(() => NEVER)]);
        log.info('stopping', reason);
        const inTime = await workers.end('signal' in reason ? reason.signal : 'giving up', settings.DRAIN_SECONDS * 1000 + CLOSING_MS);
        if ('hopeless' in reason)
            return say(1, `Gatehouse has ended. ${reason.hopeless} Their own lines say why.`);
        if (signals.repeated)
            return 130;
        if (!inTime)
            return say(1, 'Gatehouse has ended. Some of its processes did not by themselves, and were killed.');
    }
    finally {
        // It ends with the process that has it, and no worker goes on without.
        workers.kill();
        await database.close();
    }
    log.info('stopped');
    return 0;
}
/** What ends this process: the first signal in order, the second one with its workers killed, the third one at once. */
class Signals {
    kill = null;
    repeated = false;
    told;
    constructor() {
        this.told = toldToStop(() => this.again()).then((signal) => ({ signal }));
    }
    again() {
        if (this.repeated || this.kill === null)
            process.exit(130);
        this.repeated = true;
        this.kill();
    }
}
/** @returns null unless it is a number of processes, and nothing else */
function countIn([text = '', ...others]) {
    const count = /^\d+$/.test(text) && others.length === 0 ? Number(text) : 0;
    return count >= 1 && count <= MOST ? count : null;
}
/** @throws WrongSettings for a port that each start chooses anew: a worker that follows another would listen elsewhere */
function withKnownPorts(settings) {
    const unknown = ['PORT', 'MTLS_PORT'].filter((name) => settings[name] === 0);
    if (unknown.length > 0)
        throw new WrongSettings(unknown.map((name) => `${name}: must not be 0 for several processes`));
    return settings;
}
function say(code, line) {
    process.stderr.write(`${line}\n`);
    return code;
}
//# sourceMappingURL=primary.js.map