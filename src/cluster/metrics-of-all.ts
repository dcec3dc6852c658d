import type { Worker } from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';
import type { Log } from '../kernel/log.js';
import type { Counted, ToWorker } from './messages.js';

/** Milliseconds in which a worker says what it has counted; a reader waits no longer. */
const PATIENCE_MS = 1_000;
/** What goes on counting when a worker ends: the others of its numbers say how it is, not what was. */
const GROWING = new Set(['counter', 'histogram', 'summary']);

interface Question {
  readonly unanswered: Set<Worker>;
  readonly answered: () => void;
}

/**
 * Adds up what the workers count. A sum must not fall when one of them is late or has ended, or a rate would be counted
 * from nothing: then what it said last still stands.
 */
export class MetricsOfAll {
  private readonly last = new Map<Worker, Counted>();
  private ofEnded: Counted = [];
  private readonly questions = new Map<number, Question>();
  private count = 0;

  constructor(private readonly log: Log) {}

  /** In the text format of Prometheus. @param workers that listen */
  async read(workers: ReadonlySet<Worker>): Promise<string> {
    const question = ++this.count;
    const unanswered = new Set(workers);
    await new Promise<void>((resolve) => {
      const late = setTimeout(() => {
        for (const worker of unanswered) this.log.warn('cluster.metrics_late', { worker: worker.id });
        resolve();
      }, PATIENCE_MS);
      const answered = (): void => {
        clearTimeout(late);
        resolve();
      };
      this.questions.set(question, { unanswered, answered });
      for (const worker of workers) tell(worker, { say: 'count', question });
    });
    this.questions.delete(question);
    return AggregatorRegistry.aggregate([this.ofEnded, ...this.last.values()]).metrics();
  }

  answered(worker: Worker, number: number, counted: Counted): void {
    // One that ends has forgotten all.
    if (counted.length > 0) this.last.set(worker, counted);
    const question = this.questions.get(number);
    if (question?.unanswered.delete(worker) && question.unanswered.size === 0) question.answered();
  }

  ended(worker: Worker): void {
    const growing = (this.last.get(worker) ?? []).filter((one) => GROWING.has((one as { type: string }).type));
    this.last.delete(worker);
    this.ofEnded = AggregatorRegistry.aggregate([this.ofEnded, growing]).getMetricsAsArray();
    for (const number of this.questions.keys()) this.answered(worker, number, []);
  }
}

/** One that has just ended hears nothing, and needs to. */
export function tell(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message, () => undefined);
}
