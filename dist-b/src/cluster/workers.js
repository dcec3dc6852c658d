import cluster from 'node:cluster';
import { MetricsOfAll, tell } from './metrics-of-all.js';
/** A worker that has listened for so many milliseconds has come through its start. */
const START_MS = 10_000;
/** So many that do not, one after the other, and something is wrong that another one does not mend. */
const MOST_ENDED = 5;
/** The workers of this process, each of which another one follows when it ends. */
export class Workers {
    log;
    databaseUrl;
    living = new Set();
    starting = new Set();
    listening = new Set();
    metrics;
    everListened = false;
    stopping = false;
    endedAtStart = 0;
    giveUp = () => undefined;
    /** Resolves with the reason when no more workers are started in place of those that end. */
    failed = new Promise((resolve) => (this.giveUp = resolve));
    constructor(log, databaseUrl) {
        this.log = log;
        this.databaseUrl = databaseUrl;
        this.metrics = new MetricsOfAll(log);
        // By the other way of writing, what is not a number would become null.
        cluster.setupPrimary({ args: ['worker'], serialization: 'advanced' });
    }
    /**
     * The first one by itself: it makes what is made once, and what keeps it from listening is said once. Then the others.
     * @returns when all listen: the first administrator, if there was none yet
     */
    async start(count) {
        const first = await this.one();
        await Promise.all(Array.from({ length: count - 1 }, () => this.one()));
        return first;
    }
    /** Has all of them drain. @returns whether each of them ended within that time, in milliseconds, or was killed */
    async end(reason, within) {
        this.stopping = true;
        const all = [...this.living];
        const ended = all.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
        for (const worker of all)
            tell(worker, { say: 'stop', reason });
        let inTime = true;
        const late = setTimeout(() => {
            inTime = false;
            for (const worker of this.living)
                this.log.error('cluster.worker_hangs', { worker: worker.id });
            this.kill();
        }, within);
        await Promise.all(ended);
        clearTimeout(late);
        return inTime;
    }
    /** At once. */
    kill() {
        for (const worker of this.living)
            worker.process.kill('SIGKILL');
    }
    one() {
        return new Promise((listens) => this.fork(listens));
    }
    /** @param listens is told when this worker, or the first that follows it and does, listens */
    fork(listens) {
        const worker = cluster.fork();
        this.living.add(worker);
        this.log.info('cluster.worker_started', { worker: worker.id, pid: worker.process.pid });
        this.starting.add(worker);
        let start;
        const listened = (first) => {
            start = setTimeout(() => this.cameThrough(worker), START_MS).unref();
            listens(first);
        };
        worker.on('message', (said) => this.hear(worker, said, listened));
        worker.once('exit', (code, signal) => {
            clearTimeout(start);
            this.living.delete(worker);
            this.listening.delete(worker);
            const atStart = this.starting.delete(worker);
            this.metrics.ended(worker);
            if (this.stopping)
                return;
            this.log.warn('cluster.worker_ended', { worker: worker.id, pid: worker.process.pid, code, signal });
            const hopeless = this.hopeless(atStart);
            if (hopeless === null)
                this.fork(listens);
            else
                this.giveUp({ hopeless });
        });
    }
    cameThrough(worker) {
        this.starting.delete(worker);
        this.endedAtStart = 0;
    }
    /** @returns why there is no use in another one, now that one has ended */
    hopeless(atStart) {
        if (!this.everListened)
            return 'Its first process ended before it listened.';
        if (!atStart)
            return null;
        this.endedAtStart += 1;
        if (this.endedAtStart < MOST_ENDED)
            return null;
        return `${MOST_ENDED} of its processes ended at their start, one after the other.`;
    }
    hear(worker, said, listens) {
        if (said.say === 'begun')
            this.begun(worker);
        if (said.say === 'counted')
            this.metrics.answered(worker, said.question, said.counted);
        if (said.say === 'listens') {
            this.everListened = true;
            this.listening.add(worker);
            listens(said.first);
        }
        if (said.say === 'read')
            void this.read(worker, said.question);
    }
    async read(worker, question) {
        const text = await this.metrics.read(this.listening).catch((err) => {
            this.log.error('cluster.metrics_unread', { err });
            return null;
        });
        tell(worker, { say: 'metrics', question, text });
    }
    begun(worker) {
        // What it was told before it could hear is lost, and it has nothing to end yet.
        if (this.stopping)
            worker.process.kill('SIGKILL');
        else
            tell(worker, { say: 'serve', databaseUrl: this.databaseUrl });
    }
}
//# sourceMappingURL=workers.js.map