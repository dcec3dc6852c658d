import { AggregatorRegistry } from 'prom-client';
/** Milliseconds in which a worker says what it has counted; a reader waits no longer. */
const PATIENCE_MS = 1_000;
/** What goes on counting when a worker ends: the others of its numbers say how it is, not what was. */
const GROWING = new Set(['counter', 'histogram', 'summary']);
/**
 * Adds up what the workers count. A sum must not fall when one of them is late or has ended, or a rate would be counted
 * from nothing: then what it said last still stands.
 */
export class MetricsOfAll {
    log;
    last = new Map();
    ofEnded = [];
    questions = new Map();
    count = 0;
    constructor(log) {
        this.log = log;
    }
    /** In the text format of Prometheus. @param workers that listen */
    async read(workers) {
        const question = ++this.count;
        const unanswered = new Set(workers);
        await new Promise((resolve) => {
            const late = setTimeout(() => {
                for (const worker of unanswered)
                    this.log.warn('cluster.metrics_late', { worker: worker.id });
                resolve();
            }, PATIENCE_MS);
            const answered = () => {
                clearTimeout(late);
                resolve();
            };
            this.questions.set(question, { unanswered, answered });
            for (const worker of workers)
                tell(worker, { say: 'count', question });
        });
        this.questions.delete(question);
        return AggregatorRegistry.aggregate([this.ofEnded, ...this.last.values()]).metrics();
    }
    answered(worker, number, counted) {
        // One that ends has forgotten all.
        if (counted.length > 0)
            this.last.set(worker, counted);
        const question = this.questions.get(number);
        if (question?.unanswered.delete(worker) && question.unanswered.size === 0)
            question.answered();
    }
    ended(worker) {
        const growing = (this.last.get(worker) ?? []).filter((one) => GROWING.has(one.type));
        this.last.delete(worker);
        this.ofEnded = AggregatorRegistry.aggregate([this.ofEnded, growing]).getMetricsAsArray();
        for (const number of this.questions.keys())
            this.answered(worker, number, []);
    }
}
/** One that has just ended hears nothing, and needs to. */
export function tell(worker, message) {
    if (worker.isConnected())
        worker.send(message, () => undefined);
}
//# sourceMappingURL=metrics-of-all.js.map