import cluster from 'node:cluster';
import { PinoLog } from '../http/pino-log.js';
import { readEnvironment } from '../settings/environment.js';
import { StartPhases } from '../start-phases.js';
/** One of several processes at one port: it serves as one alone does, on the database that the primary opened. */
export async function runWorker() {
    const settings = readEnvironment();
    const log = new PinoLog(settings.LOG_LEVEL, undefined, { worker: cluster.worker?.id });
    const said = new Said(log);
    cluster.worker?.once('disconnect', () => {
        log.error('cluster.primary_gone');
        process.exit(1);
    });
    say({ say: 'begun' });
    const phases = new StartPhases(log);
    phases.end('program');
    const [databaseUrl, { serve }] = await Promise.all([said.databaseUrl, import('../serve.js')]);
    phases.end('code');
    await serve(settings, databaseUrl, log, {
        told: said.stop,
        phases,
        listens: (first) => say({ say: 'listens', first }),
        counts: (metrics) => said.countWith(metrics),
    });
    log.info('stopped');
    return 0;
}
/** What the primary has said to this worker, and what it answers by itself. */
class Said {
    log;
    databaseUrl;
    stop;
    metrics;
    reading = new Map();
    questions = 0;
    constructor(log) {
        this.log = log;
        let serve = () => undefined;
        let stop = () => undefined;
        this.databaseUrl = new Promise((resolve) => (serve = resolve));
        this.stop = new Promise((resolve) => (stop = resolve));
        process.on('message', (message) => {
            if (message.say === 'serve')
                serve(message.databaseUrl);
            if (message.say === 'stop')
                stop(message.reason);
            if (message.say === 'count')
                this.count(message.question);
            if (message.say === 'metrics')
                this.reading.get(message.question)?.(message.text);
        });
        // One from a terminal or a service manager reaches the primary too: it is the same one, and no haste.
        process.on('SIGTERM', () => stop('SIGTERM'));
        process.on('SIGINT', () => undefined);
    }
    countWith(metrics) {
        this.metrics = metrics;
        metrics.tellOfAll(() => this.read());
    }
    /** Asked only once it listens. */
    count(question) {
        this.metrics?.counted().then((counted) => say({ say: 'counted', question, counted }), (err) => this.log.error('cluster.metrics_unread', { err }));
    }
    async read() {
        const question = ++this.questions;
        const answer = new Promise((resolve) => this.reading.set(question, resolve));
        say({ say: 'read', question });
        const text = await answer;
        this.reading.delete(question);
        if (text === null)
            throw new Error('the metrics of the processes could not be added up');
        return text;
    }
}
function say(message) {
    process.send?.(message);
}
//# sourceMappingURL=worker.js.map